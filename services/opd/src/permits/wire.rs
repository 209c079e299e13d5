//! Requests of the permits service, checked whole: every fault at once.

use contract::satupintu::permits::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, Executor, Prose, Slug};
use permits::{
    Channel, ConflictKind, District, NoticePreferences, OvertakeReason, Purpose, ReceiptNumber,
    ReleaseReason,
};
use privacy::ReceiptSecret;
use sop::StepId;
use tonic::Status;

use crate::{
    licences::wire as licences,
    names,
    notices::preferences_of,
    permits::{
        form::Form,
        mandates::wire::{Wanted, wanted},
    },
    writing::{etag, request_id},
};

/// The most defects in one return: all that a service lists.
const MOST_DEFECTS: usize = 100;

/// A new application, as asked for.
pub(crate) struct Submission {
    pub(crate) agency: AgencyId,
    pub(crate) service: Slug,
    pub(crate) request_id: String,
    pub(crate) form: Form,
    pub(crate) district: District,
    pub(crate) channel: Channel,
    pub(crate) validate_only: bool,
    pub(crate) concerning: Option<store::Concerned>,
    pub(crate) notices: Option<NoticePreferences>,
    pub(crate) mandate: Option<Wanted>,
}

impl Submission {
    pub(crate) fn parse(request: &pb::SubmitApplicationRequest) -> Result<Self, Status> {
        let pb::SubmitApplicationRequest {
            service,
            request_id: id,
            applicant,
            answers,
            district,
            channel,
            validate_only,
            concerning,
            notices,
            mandate,
        } = request;
        let mut faults = Violations::new();
        let service = faults.check("service", names::parse_service(service));
        let request_id = request_id(&mut faults, id);
        let form = Form::parse(&mut faults, applicant.as_ref(), answers);
        let district = faults.check("district", District::parse(district));
        let channel = faults.check("channel", channel_of(*channel));
        let validate_only = *validate_only;
        let concerning = licences::concerning(&mut faults, concerning.as_ref());
        let notices = match notices {
            Some(notices) => preferences_of(&mut faults, "notices", notices).map(Some),
            None => Some(None),
        };
        let mandate = match mandate {
            Some(mandate) => wanted(&mut faults, "mandate", mandate).map(Some),
            None => Some(None),
        };
        let whole = (|| {
            let (agency, service) = service?;
            Some(Self {
                agency,
                service,
                request_id: request_id?,
                form: form?,
                district: district?,
                channel: channel?,
                validate_only,
                concerning: concerning?,
                notices: notices?,
                mandate: mandate?,
            })
        })();
        faults.finish(whole)
    }
}

fn channel_of(channel: i32) -> Result<Channel, &'static str> {
    match pb::Channel::try_from(channel) {
        Ok(pb::Channel::Online) => Ok(Channel::Online),
        Ok(pb::Channel::Counter) => Ok(Channel::Counter),
        Ok(pb::Channel::Kiosk) => Ok(Channel::Kiosk),
        Ok(pb::Channel::Mall) => Ok(Channel::Mall),
        Ok(pb::Channel::DistrictOffice) => Ok(Channel::DistrictOffice),
        Ok(pb::Channel::Mobile) => Ok(Channel::Mobile),
        Ok(pb::Channel::Unspecified | pb::Channel::Agency) | Err(_) => {
            Err("must be one of the channels of applicants")
        }
    }
}

/// Who holds a receipt: its number and its secret.
pub(crate) struct Holder {
    pub(crate) receipt: ReceiptNumber,
    pub(crate) secret: ReceiptSecret,
}

/// The receipt and its secret, as every call of an applicant has them.
pub(crate) fn holder(faults: &mut Violations, receipt: &str, secret: &str) -> Option<Holder> {
    let receipt = faults.check("receipt_number", ReceiptNumber::parse(receipt));
    let secret = faults.check("secret", ReceiptSecret::parse(secret));
    Some(Holder { receipt: receipt?, secret: secret? })
}

pub(crate) fn tracking(request: &pb::TrackApplicationRequest) -> Result<Holder, Status> {
    let pb::TrackApplicationRequest { receipt_number, secret } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    faults.finish(holder)
}

/// A write by the applicant, and what it brings.
pub(crate) struct ByReceipt<T> {
    pub(crate) holder: Holder,
    pub(crate) request_id: String,
    pub(crate) etag: Option<u64>,
    pub(crate) brings: T,
}

pub(crate) fn resubmission(
    request: &pb::ResubmitApplicationRequest,
) -> Result<ByReceipt<Form>, Status> {
    let pb::ResubmitApplicationRequest {
        receipt_number,
        secret,
        request_id: id,
        etag: tag,
        applicant,
        answers,
    } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let form = Form::parse(&mut faults, applicant.as_ref(), answers);
    let whole = (|| {
        Some(ByReceipt { holder: holder?, request_id: request_id?, etag: etag?, brings: form? })
    })();
    faults.finish(whole)
}

pub(crate) fn withdrawal(
    request: &pb::WithdrawApplicationRequest,
) -> Result<ByReceipt<Option<Prose>>, Status> {
    let pb::WithdrawApplicationRequest {
        receipt_number,
        secret,
        request_id: id,
        etag: tag,
        reason,
    } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let reason = optional_prose(&mut faults, "reason", reason);
    let whole = (|| {
        Some(ByReceipt { holder: holder?, request_id: request_id?, etag: etag?, brings: reason? })
    })();
    faults.finish(whole)
}

/// A write by an officer on one application, and what it brings.
pub(crate) struct OnCase<T> {
    pub(crate) agency: AgencyId,
    pub(crate) application: String,
    pub(crate) request_id: String,
    pub(crate) etag: Option<u64>,
    pub(crate) brings: T,
}

/// Checks what every write on a case has, and `brings`.
pub(crate) fn on_case<T>(
    name: &str,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnCase<T>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_application(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, application) = name?;
        Some(OnCase { agency, application, request_id: request_id?, etag: etag?, brings: brings? })
    })();
    faults.finish(whole)
}

pub(super) fn step_of(faults: &mut Violations, step: &str) -> Option<StepId> {
    faults.check("step", StepId::parse(step).ok_or("must be a step of the SOP, as `verifikasi`"))
}

pub(super) fn optional_prose(
    faults: &mut Violations,
    field: &str,
    text: &str,
) -> Option<Option<Prose>> {
    if text.is_empty() { Some(None) } else { faults.check(field, Prose::parse(text)).map(Some) }
}

/// Why a step is taken out of order.
pub(crate) struct Overtake {
    pub(crate) reason: OvertakeReason,
    pub(crate) note: Option<Prose>,
}

/// What an officer declares; the conflict, if there is one.
pub(crate) type Declared = Option<(ConflictKind, Prose)>;

/// A step to take.
pub(crate) struct Taking {
    pub(crate) step: StepId,
    pub(crate) overtake: Option<Overtake>,
    pub(crate) conflict: Declared,
}

pub(crate) fn taking(request: &pb::TakeTaskRequest) -> Result<OnCase<Taking>, Status> {
    let pb::TakeTaskRequest { name, request_id, etag, step, overtake, declaration, conflict } =
        request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let overtake = match overtake {
            Some(overtake) => overtake_of(faults, overtake).map(Some),
            None => Some(None),
        };
        let conflict = declaration_of(faults, *declaration, conflict.as_ref());
        Some(Taking { step: step?, overtake: overtake?, conflict: conflict? })
    })
}

fn declaration_of(
    faults: &mut Violations,
    declaration: i32,
    conflict: Option<&pb::Conflict>,
) -> Option<Declared> {
    let conflict = conflict.map(|conflict| conflict_of(faults, conflict));
    match pb::Declaration::try_from(declaration) {
        Ok(pb::Declaration::NoConflict) if conflict.is_some() => {
            faults.add("conflict", "must be absent where none is declared");
            None
        }
        Ok(pb::Declaration::NoConflict) => Some(None),
        Ok(pb::Declaration::Conflict) if conflict.is_none() => {
            faults.add("conflict", "must say from where it comes");
            None
        }
        Ok(pb::Declaration::Conflict) => conflict.flatten().map(Some),
        Ok(pb::Declaration::Unspecified) | Err(_) => {
            faults.add("declaration", "must say whether there is a conflict of interest");
            None
        }
    }
}

fn conflict_of(faults: &mut Violations, conflict: &pb::Conflict) -> Option<(ConflictKind, Prose)> {
    let pb::Conflict { kind, note } = conflict;
    let kind = match pb::ConflictKind::try_from(*kind) {
        Ok(pb::ConflictKind::Family) => Ok(ConflictKind::Family),
        Ok(pb::ConflictKind::Business) => Ok(ConflictKind::Business),
        Ok(pb::ConflictKind::Affiliation) => Ok(ConflictKind::Affiliation),
        Ok(pb::ConflictKind::OtherWork) => Ok(ConflictKind::OtherWork),
        Ok(pb::ConflictKind::Other) => Ok(ConflictKind::Other),
        Ok(pb::ConflictKind::Unspecified | pb::ConflictKind::Matched) | Err(_) => {
            Err("must be one of the kinds")
        }
    };
    let kind = faults.check("conflict.kind", kind);
    let note = faults.check("conflict.note", Prose::parse(note));
    Some((kind?, note?))
}

fn overtake_of(faults: &mut Violations, overtake: &pb::Overtake) -> Option<Overtake> {
    let pb::Overtake { reason, note } = overtake;
    let reason = match pb::OvertakeReason::try_from(*reason) {
        Ok(pb::OvertakeReason::PublishedPriority) => Ok(OvertakeReason::PublishedPriority),
        Ok(pb::OvertakeReason::VulnerableApplicant) => Ok(OvertakeReason::VulnerableApplicant),
        Ok(pb::OvertakeReason::DeadlineNear) => Ok(OvertakeReason::DeadlineNear),
        Ok(pb::OvertakeReason::OlderCasesBlocked) => Ok(OvertakeReason::OlderCasesBlocked),
        Ok(pb::OvertakeReason::ConflictInOlderCase) => Ok(OvertakeReason::ConflictInOlderCase),
        Ok(pb::OvertakeReason::Other) => Ok(OvertakeReason::Other),
        Ok(pb::OvertakeReason::Unspecified) | Err(_) => Err("must be one of the reasons"),
    };
    let reason = faults.check("overtake.reason", reason);
    let note = optional_prose(faults, "overtake.note", note);
    Some(Overtake { reason: reason?, note: note? })
}

pub(crate) fn release(
    request: &pb::ReleaseTaskRequest,
) -> Result<OnCase<(StepId, ReleaseReason)>, Status> {
    let pb::ReleaseTaskRequest { name, request_id, etag, step, reason } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let reason = match pb::ReleaseReason::try_from(*reason) {
            Ok(pb::ReleaseReason::Absence) => Ok(ReleaseReason::Absence),
            Ok(pb::ReleaseReason::Workload) => Ok(ReleaseReason::Workload),
            Ok(pb::ReleaseReason::Mistake) => Ok(ReleaseReason::Mistake),
            Ok(pb::ReleaseReason::ConflictOfInterest) => Ok(ReleaseReason::ConflictOfInterest),
            Ok(pb::ReleaseReason::Unspecified) | Err(_) => Err("must be one of the reasons"),
        };
        let reason = faults.check("reason", reason);
        Some((step?, reason?))
    })
}

pub(crate) fn acceptance(request: &pb::AcceptApplicationRequest) -> Result<OnCase<StepId>, Status> {
    let pb::AcceptApplicationRequest { name, request_id, etag, step } = request;
    on_case(name, request_id, etag, |faults| step_of(faults, step))
}

pub(crate) fn issuance(request: &pb::IssueLicenceRequest) -> Result<OnCase<StepId>, Status> {
    let pb::IssueLicenceRequest { name, request_id, etag, step } = request;
    on_case(name, request_id, etag, |faults| step_of(faults, step))
}

/// One thing that is missing or wrong, and a word on it.
pub(crate) struct Defect {
    pub(crate) requirement: Slug,
    pub(crate) note: Option<Prose>,
}

pub(crate) fn return_of(
    request: &pb::ReturnApplicationRequest,
) -> Result<OnCase<(StepId, Vec<Defect>)>, Status> {
    let pb::ReturnApplicationRequest { name, request_id, etag, step, defects } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        if defects.is_empty() || defects.len() > MOST_DEFECTS {
            faults.add("defects", format!("must be 1 to {MOST_DEFECTS}, all at once"));
            return None;
        }
        let defects: Vec<Option<Defect>> = defects
            .iter()
            .enumerate()
            .map(|(n, pb::Defect { requirement_id, note })| {
                let field = format!("defects[{n}].requirement_id");
                let requirement = faults.check(&field, Slug::parse(requirement_id));
                let note = optional_prose(faults, &format!("defects[{n}].note"), note);
                Some(Defect { requirement: requirement?, note: note? })
            })
            .collect();
        Some((step?, defects.into_iter().collect::<Option<Vec<_>>>()?))
    })
}

pub(crate) fn endorsement(
    request: &pb::EndorseReturnRequest,
) -> Result<OnCase<(bool, Prose)>, Status> {
    let pb::EndorseReturnRequest { name, request_id, etag, endorsement, reason } = request;
    on_case(name, request_id, etag, |faults| {
        let approve = match pb::Endorsement::try_from(*endorsement) {
            Ok(pb::Endorsement::Endorsed) => Ok(true),
            Ok(pb::Endorsement::Refused) => Ok(false),
            Ok(pb::Endorsement::Unspecified) | Err(_) => Err("must be endorsed or refused"),
        };
        let approve = faults.check("endorsement", approve);
        let reason = faults.check("reason", Prose::parse(reason));
        Some((approve?, reason?))
    })
}

/// The agency and id of an application by name.
pub(crate) fn naming(name: &str) -> Result<(AgencyId, String), Status> {
    let mut faults = Violations::new();
    let parsed = faults.check("name", names::parse_application(name));
    faults.finish(parsed)
}

/// A step completed: which, by which outcome, and why.
pub(crate) struct Completion {
    pub(crate) step: StepId,
    pub(crate) outcome: Option<String>,
    pub(crate) reason: Option<Prose>,
}

pub(crate) fn completion(request: &pb::CompleteTaskRequest) -> Result<OnCase<Completion>, Status> {
    let pb::CompleteTaskRequest { name, request_id, etag, step, outcome, reason } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let outcome = if outcome.is_empty() {
            Some(None)
        } else {
            faults.check("outcome", Slug::parse(outcome)).map(|slug| Some(slug.to_string()))
        };
        let reason = optional_prose(faults, "reason", reason);
        Some(Completion { step: step?, outcome: outcome?, reason: reason? })
    })
}

pub(crate) fn approval(
    request: &pb::ApproveApplicationRequest,
) -> Result<OnCase<(StepId, Prose)>, Status> {
    let pb::ApproveApplicationRequest { name, request_id, etag, step, reason } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let reason = faults.check("reason", Prose::parse(reason));
        Some((step?, reason?))
    })
}

pub(crate) fn rejection(
    request: &pb::RejectApplicationRequest,
) -> Result<OnCase<(StepId, Prose)>, Status> {
    let pb::RejectApplicationRequest { name, request_id, etag, step, ground } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let ground = faults.check("ground", Prose::parse(ground));
        Some((step?, ground?))
    })
}

/// Why a form or a file is opened.
pub(crate) fn purpose_of(purpose: i32) -> Result<Purpose, &'static str> {
    match pb::Purpose::try_from(purpose) {
        Ok(pb::Purpose::CompletenessCheck) => Ok(Purpose::CompletenessCheck),
        Ok(pb::Purpose::Verification) => Ok(Purpose::Verification),
        Ok(pb::Purpose::Inspection) => Ok(Purpose::Inspection),
        Ok(pb::Purpose::Assessment) => Ok(Purpose::Assessment),
        Ok(pb::Purpose::Decision) => Ok(Purpose::Decision),
        Ok(pb::Purpose::Issuance) => Ok(Purpose::Issuance),
        Ok(pb::Purpose::Delivery) => Ok(Purpose::Delivery),
        Ok(pb::Purpose::Unspecified) | Err(_) => Err("must be one of the purposes"),
    }
}

pub(crate) fn reading(request: &pb::ReadFormRequest) -> Result<OnCase<Purpose>, Status> {
    let pb::ReadFormRequest { name, request_id, purpose } = request;
    on_case(name, request_id, "", |faults| faults.check("purpose", purpose_of(*purpose)))
}

/// The executor whose next step is asked for, and the agency that keeps the case.
pub(crate) struct TakingNext {
    pub(crate) agency: AgencyId,
    pub(crate) request_id: String,
    pub(crate) executor: Executor,
}

pub(crate) fn taking_next(request: &pb::TakeNextTaskRequest) -> Result<TakingNext, Status> {
    let pb::TakeNextTaskRequest { parent, request_id: id, executor, declaration } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let executor = faults.check("executor", executor.parse::<Executor>());
    let declared = match pb::Declaration::try_from(*declaration) {
        Ok(pb::Declaration::NoConflict) => Ok(()),
        Ok(pb::Declaration::Conflict | pb::Declaration::Unspecified) | Err(_) => {
            Err("must declare that no conflict of interest is known")
        }
    };
    let declared = faults.check("declaration", declared);
    let whole = (|| {
        declared?;
        Some(TakingNext { agency: agency?, request_id: request_id?, executor: executor? })
    })();
    faults.finish(whole)
}
