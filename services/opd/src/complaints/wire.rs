//! Messages about complaints, checked whole, every field named.

use std::collections::BTreeSet;

use complaints::{Channel, Class, Maladministration};
use contract::satupintu::complaints::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, District, Instant, PersonId, Prose, ReceiptNumber, Slug, Unit};
use sop::StepId;
use tonic::Status;

use crate::{
    complaints::reporter::{Reporter, optional},
    names,
    pages::{List, page_size, page_token},
    permits::{Holder, holder, wire::ByReceipt},
    wire::instant_of,
    writing::{etag, request_id},
};

/// As many as a report can reasonably name.
const MOST_ACCUSED: usize = 20;
const LONGEST_ORIGINAL_ID: usize = 40;
const LONGEST_CLAUSE: usize = 40;
const LONGEST_IMPROVEMENT: usize = 200;

/// A new complaint, as asked for.
pub(super) struct Submission {
    pub(super) agency: AgencyId,
    pub(super) request_id: String,
    pub(super) channel: Channel,
    pub(super) original_id: Option<String>,
    pub(super) class: Class,
    pub(super) text: Prose,
    pub(super) reporter: Option<Reporter>,
    pub(super) confidential: bool,
    pub(super) district: Option<District>,
    pub(super) service: Option<Slug>,
    pub(super) clause: Option<String>,
    pub(super) about: Option<ReceiptNumber>,
    pub(super) step: Option<StepId>,
    pub(super) accused: BTreeSet<PersonId>,
}

pub(super) fn submission(request: &pb::SubmitComplaintRequest) -> Result<Submission, Status> {
    let pb::SubmitComplaintRequest {
        parent,
        request_id: id,
        channel,
        original_id,
        class,
        text,
        reporter,
        confidential,
        district,
        service,
        clause,
        application_receipt,
        step,
        accused,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let channel = faults.check("channel", channel_of(*channel));
    let original_id = optional(original_id, |text| {
        let sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'#');
        let fits = text.len() <= LONGEST_ORIGINAL_ID && text.bytes().all(sign);
        let checked = fits.then(|| text.to_owned());
        faults.check(
            "original_id",
            checked.ok_or("must be at most 40 letters, digits, '-', '/' and '#'"),
        )
    });
    let class = faults.check("class", class_of(*class));
    let text = faults.check("text", Prose::parse(text));
    let reporter = match reporter {
        Some(reporter) => Reporter::parse(&mut faults, reporter).map(Some),
        None => Some(None),
    };
    let district = optional(district, |it| faults.check("district", District::parse(it)));
    let service = optional(service, |it| faults.check("service", names::parse_service(it)));
    let clause = optional(clause, |text| {
        let sign = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'.');
        let fits = text.len() <= LONGEST_CLAUSE && text.bytes().all(sign);
        let checked = fits.then(|| text.to_owned());
        faults.check("clause", checked.ok_or("must be at most 40 of a-z, 0-9, '-' and '.'"))
    });
    let about = optional(application_receipt, |it| {
        faults.check("application_receipt", ReceiptNumber::parse(it))
    });
    let step = optional(step, |it| {
        faults.check("step", StepId::parse(it).ok_or("must be a step of the procedure"))
    });
    let accused = persons(&mut faults, "accused", accused);
    let whole = (|| {
        let agency = agency?;
        // A service of another agency is another agency's business.
        let service = service?.filter(|(of, _)| *of == agency).map(|(_, service)| service);
        Some(Submission {
            agency,
            request_id: request_id?,
            channel: channel?,
            original_id: original_id?,
            class: class?,
            text: text?,
            reporter: reporter?,
            confidential: *confidential,
            district: district?,
            service,
            clause: clause?,
            about: about?,
            step: step?,
            accused: accused?,
        })
    })();
    faults.finish(whole)
}

fn persons(faults: &mut Violations, field: &str, names: &[String]) -> Option<BTreeSet<PersonId>> {
    if names.len() > MOST_ACCUSED {
        faults.add(field, "must be at most 20");
        return None;
    }
    let parsed = names.iter().enumerate().map(|(n, name)| {
        let place = format!("{field}[{n}]");
        faults.check(&place, names::parse_officer(name)).map(|(_, person)| person)
    });
    let parsed: Vec<Option<PersonId>> = parsed.collect();
    parsed.into_iter().collect()
}

pub(super) fn tracking(request: &pb::TrackComplaintRequest) -> Result<Holder, Status> {
    let pb::TrackComplaintRequest { receipt_number, secret } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    faults.finish(holder)
}

/// Checks what every write by receipt has, and `brings`.
fn by_receipt<T>(
    receipt: &str,
    secret: &str,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<ByReceipt<T>, Status> {
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt, secret);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (holder, request_id, etag) = (holder?, request_id?, etag?);
        Some(ByReceipt { holder, request_id, etag, brings: brings? })
    })();
    faults.finish(whole)
}

pub(super) fn completing(
    request: &pb::CompleteComplaintRequest,
) -> Result<ByReceipt<Prose>, Status> {
    let pb::CompleteComplaintRequest { receipt_number, secret, request_id, etag, text } = request;
    by_receipt(receipt_number, secret, request_id, etag, |faults| {
        faults.check("text", Prose::parse(text))
    })
}

/// The reporter's word: `None` for solved, else why not.
pub(super) fn judging(
    request: &pb::JudgeAnswerRequest,
) -> Result<ByReceipt<Option<Prose>>, Status> {
    use pb::judge_answer_request::Verdict;
    let pb::JudgeAnswerRequest { receipt_number, secret, request_id, etag, verdict, reason } =
        request;
    by_receipt(receipt_number, secret, request_id, etag, |faults| {
        let known = match Verdict::try_from(*verdict) {
            Ok(Verdict::Unspecified) | Err(_) => Err("must be solved or disputed"),
            Ok(verdict) => Ok(verdict),
        };
        let verdict = faults.check("verdict", known);
        let given = optional(reason, |text| faults.check("reason", Prose::parse(text)));
        match (verdict?, given?) {
            (Verdict::Disputed, None) => {
                faults.add("reason", "must say why the answer is disputed");
                None
            }
            (Verdict::Disputed, reason) => Some(reason),
            (Verdict::Solved | Verdict::Unspecified, _) => Some(None),
        }
    })
}

/// A write on a complaint, and what it brings.
pub(super) struct OnComplaint<T> {
    pub(super) agency: AgencyId,
    pub(super) id: String,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) brings: T,
}

fn on_complaint<T>(
    name: &str,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnComplaint<T>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_complaint(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, id) = name?;
        Some(OnComplaint { agency, id, request_id: request_id?, etag: etag?, brings: brings? })
    })();
    faults.finish(whole)
}

pub(super) fn naming(name: &str) -> Result<(AgencyId, String), Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_complaint(name));
    faults.finish(name)
}

pub(super) fn reading(request: &pb::ReadComplaintRequest) -> Result<OnComplaint<bool>, Status> {
    let pb::ReadComplaintRequest { name, request_id, etag, identity } = request;
    on_complaint(name, request_id, etag, |_| Some(*identity))
}

/// A page of the list.
pub(super) struct Listing {
    pub(super) agency: AgencyId,
    pub(super) holder: Option<Unit>,
    pub(super) size: usize,
    pub(super) list: List,
}

pub(super) fn listing(request: &pb::ListComplaintsRequest) -> Result<Listing, Status> {
    let pb::ListComplaintsRequest { parent, holder, page_size: size, page_token: token } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let held = optional(holder, |text| unit(&mut faults, "holder", text));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        let list = List::new("ListComplaints", &[parent, holder]);
        Some(Listing { agency: agency?, holder: held?, size: size?, list })
    })();
    faults.finish(whole)
}

fn unit(faults: &mut Violations, field: &str, text: &str) -> Option<Unit> {
    let (agency, unit) = faults.check(field, names::parse_unit(text))?;
    Some(Unit { agency, unit })
}

/// What the verification found.
pub(super) enum Finding {
    Complete { class: Class, forms: BTreeSet<Maladministration>, accused: BTreeSet<PersonId> },
    Missing(Prose),
}

pub(super) fn verifying(
    request: &pb::VerifyComplaintRequest,
) -> Result<OnComplaint<Finding>, Status> {
    use pb::verify_complaint_request::{Complete, Finding as Found};
    let pb::VerifyComplaintRequest { name, request_id, etag, finding } = request;
    on_complaint(name, request_id, etag, |faults| match finding {
        None => {
            faults.add("finding", "must say that it is complete, or what is missing");
            None
        }
        Some(Found::Missing(text)) => {
            faults.check("missing", Prose::parse(text)).map(Finding::Missing)
        }
        Some(Found::Complete(Complete { class, forms, accused })) => {
            let class = faults.check("complete.class", class_of(*class));
            let forms = faults.check("complete.forms", forms_of(forms));
            let accused = persons(faults, "complete.accused", accused);
            Some(Finding::Complete { class: class?, forms: forms?, accused: accused? })
        }
    })
}

pub(super) fn disposing(
    request: &pb::DisposeComplaintRequest,
) -> Result<OnComplaint<(Unit, Prose)>, Status> {
    let pb::DisposeComplaintRequest { name, request_id, etag, to, note } = request;
    on_complaint(name, request_id, etag, |faults| {
        let to = unit(faults, "to", to);
        let note = faults.check("note", Prose::parse(note));
        Some((to?, note?))
    })
}

pub(super) fn following_up(
    request: &pb::FollowUpComplaintRequest,
) -> Result<OnComplaint<Prose>, Status> {
    let pb::FollowUpComplaintRequest { name, request_id, etag, note } = request;
    on_complaint(name, request_id, etag, |faults| faults.check("note", Prose::parse(note)))
}

/// An answer on its way to the reporter.
pub(super) struct Answering {
    pub(super) text: Prose,
    pub(super) evidence: Option<Prose>,
    pub(super) improvement: Option<String>,
}

pub(super) fn answering(
    request: &pb::AnswerComplaintRequest,
) -> Result<OnComplaint<Answering>, Status> {
    let pb::AnswerComplaintRequest { name, request_id, etag, text, evidence, improvement } =
        request;
    on_complaint(name, request_id, etag, |faults| {
        let text = faults.check("text", Prose::parse(text));
        let evidence = optional(evidence, |it| faults.check("evidence", Prose::parse(it)));
        let improvement = optional(improvement, |text| {
            let sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/');
            let fits = text.len() <= LONGEST_IMPROVEMENT && text.bytes().all(sign);
            let checked = fits.then(|| text.to_owned());
            faults.check("improvement", checked.ok_or("must be the name of an action"))
        });
        Some(Answering { text: text?, evidence: evidence?, improvement: improvement? })
    })
}

pub(super) fn delivering(
    request: &pb::RecordDeliveryRequest,
) -> Result<OnComplaint<Instant>, Status> {
    let pb::RecordDeliveryRequest { name, request_id, etag, delivered_at } = request;
    on_complaint(name, request_id, etag, |faults| match delivered_at {
        Some(at) => faults.check("delivered_at", instant_of(at)),
        None => {
            faults.add("delivered_at", "must be given");
            None
        }
    })
}

/// Why a complaint is answered elsewhere.
pub(super) enum Elsewhere {
    Accepted { agency: AgencyId, reference: Prose },
    Duplicate { agency: AgencyId, of: String },
}

pub(super) fn closing(
    request: &pb::CloseComplaintRequest,
) -> Result<OnComplaint<Elsewhere>, Status> {
    use pb::close_complaint_request::{AcceptedElsewhere, Ground};
    let pb::CloseComplaintRequest { name, request_id, etag, ground } = request;
    on_complaint(name, request_id, etag, |faults| match ground {
        None => {
            faults.add("ground", "must say why it is closed");
            None
        }
        Some(Ground::AcceptedElsewhere(AcceptedElsewhere { agency, reference })) => {
            let agency = faults.check("accepted_elsewhere.agency", Slug::parse(agency));
            let place = "accepted_elsewhere.reference";
            let reference = faults.check(place, Prose::parse(reference));
            Some(Elsewhere::Accepted { agency: agency?, reference: reference? })
        }
        Some(Ground::DuplicateOf(of)) => {
            let (agency, of) = faults.check("duplicate_of", names::parse_complaint(of))?;
            Some(Elsewhere::Duplicate { agency, of })
        }
    })
}

pub(super) fn reopening(
    request: &pb::ReopenComplaintRequest,
) -> Result<OnComplaint<Prose>, Status> {
    let pb::ReopenComplaintRequest { name, request_id, etag, reason } = request;
    on_complaint(name, request_id, etag, |faults| faults.check("reason", Prose::parse(reason)))
}

pub(super) fn summarizing(request: &pb::SummarizeComplaintsRequest) -> Result<AgencyId, Status> {
    let pb::SummarizeComplaintsRequest { parent } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    faults.finish(agency)
}

fn class_of(class: i32) -> Result<Class, &'static str> {
    match pb::ComplaintClass::try_from(class) {
        Ok(pb::ComplaintClass::Information) => Ok(Class::Information),
        Ok(pb::ComplaintClass::Aspiration) => Ok(Class::Aspiration),
        Ok(pb::ComplaintClass::Ordinary) => Ok(Class::Ordinary),
        Ok(pb::ComplaintClass::Investigation) => Ok(Class::Investigation),
        Ok(pb::ComplaintClass::Unspecified) | Err(_) => Err("must be one of the classes"),
    }
}

fn channel_of(channel: i32) -> Result<Channel, &'static str> {
    match pb::ComplaintChannel::try_from(channel) {
        Ok(pb::ComplaintChannel::Web) => Ok(Channel::Web),
        Ok(pb::ComplaintChannel::Counter) => Ok(Channel::Counter),
        Ok(pb::ComplaintChannel::Letter) => Ok(Channel::Letter),
        Ok(pb::ComplaintChannel::Phone) => Ok(Channel::Phone),
        Ok(pb::ComplaintChannel::Whatsapp) => Ok(Channel::Whatsapp),
        Ok(pb::ComplaintChannel::Email) => Ok(Channel::Email),
        Ok(pb::ComplaintChannel::SocialMedia) => Ok(Channel::SocialMedia),
        Ok(pb::ComplaintChannel::Lapor) => Ok(Channel::Lapor),
        Ok(pb::ComplaintChannel::Unspecified) | Err(_) => Err("must be one of the channels"),
    }
}

/// Each of the ten forms at most once.
pub(crate) fn forms_of(forms: &[i32]) -> Result<BTreeSet<Maladministration>, &'static str> {
    let form = |form: &i32| match pb::Maladministration::try_from(*form) {
        Ok(pb::Maladministration::ProtractedDelay) => Some(Maladministration::ProtractedDelay),
        Ok(pb::Maladministration::ServiceDenied) => Some(Maladministration::ServiceDenied),
        Ok(pb::Maladministration::Incompetence) => Some(Maladministration::Incompetence),
        Ok(pb::Maladministration::AbuseOfPower) => Some(Maladministration::AbuseOfPower),
        Ok(pb::Maladministration::ProcedureDeviation) => {
            Some(Maladministration::ProcedureDeviation)
        }
        Ok(pb::Maladministration::DemandForReward) => Some(Maladministration::DemandForReward),
        Ok(pb::Maladministration::Impropriety) => Some(Maladministration::Impropriety),
        Ok(pb::Maladministration::Partiality) => Some(Maladministration::Partiality),
        Ok(pb::Maladministration::Discrimination) => Some(Maladministration::Discrimination),
        Ok(pb::Maladministration::ConflictOfInterest) => {
            Some(Maladministration::ConflictOfInterest)
        }
        Ok(pb::Maladministration::Unspecified) | Err(_) => None,
    };
    let read: Option<BTreeSet<Maladministration>> = forms.iter().map(form).collect();
    let each_once = |read: &BTreeSet<Maladministration>| read.len() == forms.len();
    read.filter(each_once).ok_or("must be at most 10 of the ten forms, each once")
}
