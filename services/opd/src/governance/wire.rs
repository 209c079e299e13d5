//! Requests of the governance service, checked whole.

use contract::{google::r#type as google, satupintu::sop::v1 as pb};
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Line, Prose};
use sop::governance::{
    Command, MOST_QUESTIONS, Name, OPTIONS, Proof, Question, Quiz, SessionHeld, SessionKind, Tried,
    USUAL_EVALUATION_MONTHS, Verdict,
};
use tonic::Status;

use crate::{
    names,
    pages::{List, page_size, page_token},
    wire::date_of,
    writing::{etag, request_id},
};

/// Five years.
const MOST_MONTHS: u32 = 60;
/// People of one session.
const MOST_PARTICIPANTS: u32 = 10_000;

/// A write about one version; `T` is what the method brings.
#[derive(Debug)]
pub(super) struct OnVersion<T> {
    pub(super) of: Name,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) brings: T,
}

/// Checks what every write has, and what the method `brings`.
fn on_version<T>(
    name: &str,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnVersion<T>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_sop_version(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, sop, version) = name?;
        let of = Name { agency, sop, version };
        Some(OnVersion { of, request_id: request_id?, etag: etag?, brings: brings? })
    })();
    faults.finish(whole)
}

pub(super) fn trial(request: &pb::RecordTrialRequest) -> Result<OnVersion<Command>, Status> {
    let pb::RecordTrialRequest { name, request_id, etag, from, until, report } = request;
    on_version(name, request_id, etag, |faults| {
        let from = required_date(faults, "from", from.as_ref());
        let until = required_date(faults, "until", until.as_ref());
        let report = faults.check("report", Line::parse(report));
        Some(Command::Try(Tried { of: None, from: from?, until: until?, report: report? }))
    })
}

pub(super) fn approval(request: &pb::ApproveSopRequest) -> Result<OnVersion<Command>, Status> {
    let pb::ApproveSopRequest { name, request_id, etag, decree, dated, effective } = request;
    on_version(name, request_id, etag, |faults| {
        let decree = faults.check("decree", Line::parse(decree));
        let dated = required_date(faults, "dated", dated.as_ref());
        let effective = required_date(faults, "effective", effective.as_ref());
        Some(Command::Approve { decree: decree?, dated: dated?, effective: effective? })
    })
}

pub(super) fn session(request: &pb::RecordSessionRequest) -> Result<OnVersion<Command>, Status> {
    let pb::RecordSessionRequest { name, request_id, etag, kind, held_on, report, participants } =
        request;
    on_version(name, request_id, etag, |faults| {
        let kind = match pb::SessionKind::try_from(*kind) {
            Ok(pb::SessionKind::Socialisation) => Ok(SessionKind::Socialisation),
            Ok(pb::SessionKind::Training) => Ok(SessionKind::Training),
            Ok(pb::SessionKind::Unspecified) | Err(_) => Err("must be one of the kinds of session"),
        };
        let kind = faults.check("kind", kind);
        let held_on = required_date(faults, "held_on", held_on.as_ref());
        let report = faults.check("report", Line::parse(report));
        let fits = (1..=MOST_PARTICIPANTS).contains(participants);
        let participants = fits.then_some(*participants).ok_or("must be 1 to 10000");
        let participants = faults.check("participants", participants);
        let (kind, held_on, report) = (kind?, held_on?, report?);
        let participants = participants?;
        Some(Command::Hold(SessionHeld { of: None, kind, held_on, report, participants }))
    })
}

pub(super) fn acknowledgement(
    request: &pb::AcknowledgeSopRequest,
) -> Result<OnVersion<Command>, Status> {
    let pb::AcknowledgeSopRequest { name, request_id, etag } = request;
    on_version(name, request_id, etag, |_| Some(Command::Acknowledge))
}

pub(super) fn evaluation(request: &pb::EvaluateSopRequest) -> Result<OnVersion<Command>, Status> {
    let pb::EvaluateSopRequest { name, request_id, etag, held_on, report, verdict, months } =
        request;
    on_version(name, request_id, etag, |faults| {
        let held_on = required_date(faults, "held_on", held_on.as_ref());
        let report = faults.check("report", Line::parse(report));
        let verdict = match pb::EvaluationVerdict::try_from(*verdict) {
            Ok(pb::EvaluationVerdict::Kept) => Ok(Verdict::Kept),
            Ok(pb::EvaluationVerdict::ToRevise) => Ok(Verdict::ToRevise),
            Ok(pb::EvaluationVerdict::Unspecified) | Err(_) => Err("must be one of the verdicts"),
        };
        let verdict = faults.check("verdict", verdict);
        let months = match *months {
            0 => Ok(USUAL_EVALUATION_MONTHS),
            months @ 1..=MOST_MONTHS => Ok(months),
            _ => Err("must be at most 60 months, where 0 means 12"),
        };
        let months = faults.check("months", months);
        let (held_on, report, verdict) = (held_on?, report?, verdict?);
        Some(Command::Evaluate { held_on, report, verdict, months: months? })
    })
}

pub(super) fn quiz(request: &pb::SetQuizRequest) -> Result<OnVersion<Command>, Status> {
    let pb::SetQuizRequest { name, request_id, etag, questions, pass_mark } = request;
    on_version(name, request_id, etag, |faults| {
        if questions.is_empty() || questions.len() > MOST_QUESTIONS {
            faults.add("questions", format!("must be 1 to {MOST_QUESTIONS}"));
            return None;
        }
        let read = questions.iter().enumerate().map(|(n, it)| question(faults, n, it));
        // Every question is looked at before the first fault ends it.
        let read: Vec<Option<Question>> = read.collect();
        let questions = read.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Command::SetQuiz(Quiz { questions, pass_mark: *pass_mark }))
    })
}

fn question(faults: &mut Violations, n: usize, question: &pb::QuizQuestion) -> Option<Question> {
    let pb::QuizQuestion { text, options, key } = question;
    let place = |part: &str| format!("questions[{n}].{part}");
    let text = faults.check(&place("text"), Prose::parse(text));
    let options = if OPTIONS.contains(&options.len()) {
        let read = options.iter().enumerate().map(|(m, option)| {
            faults.check(&format!("{}[{m}]", place("options")), Line::parse(option))
        });
        let read: Vec<Option<Line<200>>> = read.collect();
        read.into_iter().collect()
    } else {
        faults.add(&place("options"), "must be 2 to 6");
        None
    };
    let key = key.checked_sub(1).ok_or("must be the place of an answer, from 1 on");
    let key = faults.check(&place("key"), key);
    Some(Question { text: text?, options: options?, key: key? })
}

pub(super) fn attempt(request: &pb::TakeQuizRequest) -> Result<OnVersion<Command>, Status> {
    let pb::TakeQuizRequest { name, request_id, etag, answers } = request;
    on_version(name, request_id, etag, |faults| {
        if answers.is_empty() || answers.len() > MOST_QUESTIONS {
            faults.add("answers", format!("must be 1 to {MOST_QUESTIONS}"));
            return None;
        }
        // A place that no question has is a wrong answer, like any other.
        let answers = answers.iter().map(|answer| answer.wrapping_sub(1)).collect();
        Some(Command::TakeQuiz { answers })
    })
}

pub(super) fn proposal(request: &pb::ProposeRevisionRequest) -> Result<OnVersion<Prose>, Status> {
    let pb::ProposeRevisionRequest { name, request_id, etag, reason } = request;
    on_version(name, request_id, etag, |faults| faults.check("reason", Prose::parse(reason)))
}

/// What shall become of a proposal.
#[derive(Debug)]
pub(super) struct Disposing {
    pub(super) proposal: String,
    pub(super) accepted: bool,
    pub(super) reason: Prose,
}

pub(super) fn disposition(
    request: &pb::DisposeProposalRequest,
) -> Result<OnVersion<Disposing>, Status> {
    let pb::DisposeProposalRequest { name, request_id, etag, proposal, disposition, reason } =
        request;
    on_version(name, request_id, etag, |faults| {
        let is_canonical = uuid::Uuid::try_parse(proposal)
            .is_ok_and(|id| id.hyphenated().to_string() == *proposal);
        let proposal = is_canonical.then(|| proposal.clone());
        let proposal = proposal.ok_or("must be a UUID in lower case with hyphens");
        let proposal = faults.check("proposal", proposal);
        let accepted = match pb::ProposalDisposition::try_from(*disposition) {
            Ok(pb::ProposalDisposition::Accepted) => Ok(true),
            Ok(pb::ProposalDisposition::Declined) => Ok(false),
            Ok(pb::ProposalDisposition::Unspecified) | Err(_) => {
                Err("must say what becomes of the proposal")
            }
        };
        let accepted = faults.check("disposition", accepted);
        let reason = faults.check("reason", Prose::parse(reason));
        Some(Disposing { proposal: proposal?, accepted: accepted?, reason: reason? })
    })
}

/// A change of what an agency demands.
#[derive(Debug)]
pub(super) struct Setting {
    pub(super) agency: AgencyId,
    pub(super) request_id: String,
    pub(super) proof: Proof,
}

pub(super) fn setting(request: &pb::SetAcknowledgementRequest) -> Result<Setting, Status> {
    let pb::SetAcknowledgementRequest { parent, request_id: id, required, by_quiz } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let proof = match (*required, *by_quiz) {
        (false, false) => Ok(Proof::None),
        (true, false) => Ok(Proof::Acknowledgement),
        (true, true) => Ok(Proof::Quiz),
        (false, true) => Err("needs that something is required"),
    };
    let proof = faults.check("by_quiz", proof);
    let whole = (|| Some(Setting { agency: agency?, request_id: request_id?, proof: proof? }))();
    faults.finish(whole)
}

pub(super) fn version_named(request: &pb::GetSopGovernanceRequest) -> Result<Name, Status> {
    let pb::GetSopGovernanceRequest { name } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_sop_version(name));
    faults.finish(name.map(|(agency, sop, version)| Name { agency, sop, version }))
}

/// A page of an agency's procedures.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) agency: AgencyId,
    pub(super) size: usize,
    pub(super) due_by: Option<Date>,
    pub(super) list: List,
}

pub(super) fn listing(request: &pb::ListSopGovernanceRequest) -> Result<Listing, Status> {
    let pb::ListSopGovernanceRequest {
        parent,
        page_size: size,
        page_token: token,
        evaluation_due_by,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let due_by = match evaluation_due_by {
        Some(day) => faults.check("evaluation_due_by", date_of(day)).map(Some),
        None => Some(None),
    };
    let whole = (|| {
        token?;
        let due_by = due_by?;
        let filter = due_by.map(|day| day.to_string()).unwrap_or_default();
        let list = List::new("ListSopGovernance", &[parent, &filter]);
        Some(Listing { agency: agency?, size: size?, due_by, list })
    })();
    faults.finish(whole)
}

fn required_date(
    faults: &mut Violations,
    field: &str,
    date: Option<&google::Date>,
) -> Option<Date> {
    match date {
        Some(date) => faults.check(field, date_of(date)),
        None => {
            faults.add(field, "must be given");
            None
        }
    }
}
