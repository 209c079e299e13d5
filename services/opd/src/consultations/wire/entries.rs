//! Requests about an entry of a forum: a participant, a comment.

use consultations::{Anchor, Element, Purpose};
use contract::satupintu::consultations::v1 as pb;
use edge::Violations;
use jiff::civil::Date;
use kernel::{Line, PersonId, Prose};
use tonic::Status;

use crate::{
    consultations::wire::{Contributor, OnForum, contributor, element, on_forum, optional},
    names,
    permits::{Holder, holder},
    standards::required_date,
    wire::sha256_of,
    writing::{etag, request_id},
};

/// Somebody who came.
#[derive(Debug)]
pub(crate) struct Registering {
    pub(crate) element: Element,
    pub(crate) person: Contributor,
}

pub(crate) fn registration(
    request: &pb::RegisterParticipantRequest,
) -> Result<OnForum<Registering>, Status> {
    let pb::RegisterParticipantRequest {
        name,
        request_id,
        etag,
        element: of,
        person_name,
        organisation,
        contact,
    } = request;
    on_forum(name, request_id, etag, |faults| {
        let element = element(faults, "element", *of);
        let person = contributor(faults, person_name, organisation, contact);
        Some(Registering { element: element?, person: person? })
    })
}

/// A comment from its author.
#[derive(Debug)]
pub(crate) struct Submitting {
    pub(crate) anchor: Anchor,
    pub(crate) element: Element,
    pub(crate) text: Prose,
    pub(crate) author: Contributor,
}

pub(crate) fn submission(
    request: &pb::SubmitCommentRequest,
) -> Result<OnForum<Submitting>, Status> {
    let pb::SubmitCommentRequest {
        name,
        request_id,
        anchor,
        element: of,
        text,
        person_name,
        contact,
    } = request;
    on_forum(name, request_id, "", |faults| {
        let anchor = faults.check("anchor", Anchor::parse(anchor));
        let element = element(faults, "element", *of);
        let text = faults.check("text", Prose::parse(text));
        let author = contributor(faults, person_name, "", contact);
        let (anchor, element) = (anchor?, element?);
        Some(Submitting { anchor, element, text: text?, author: author? })
    })
}

/// A comment that an officer writes down.
#[derive(Debug)]
pub(crate) struct Recording {
    pub(crate) anchor: Anchor,
    pub(crate) text: Prose,
    pub(crate) by: Spoken,
}

/// Who said it.
#[derive(Debug)]
pub(crate) enum Spoken {
    /// Somebody on the list of those present.
    Participant(String),
    /// Somebody who was not there.
    Other(Element, Contributor),
}

pub(crate) fn recording(request: &pb::RecordCommentRequest) -> Result<OnForum<Recording>, Status> {
    let pb::RecordCommentRequest {
        name,
        request_id,
        anchor,
        text,
        participant,
        element: of,
        person_name,
        contact,
    } = request;
    on_forum(name, request_id, "", |faults| {
        let anchor = faults.check("anchor", Anchor::parse(anchor));
        let text = faults.check("text", Prose::parse(text));
        let by = if participant.is_empty() {
            let element = element(faults, "element", *of);
            let author = contributor(faults, person_name, "", contact);
            element.zip(author).map(|(element, author)| Spoken::Other(element, author))
        } else {
            of_participant(faults, participant, *of, [person_name, contact])
        };
        Some(Recording { anchor: anchor?, text: text?, by: by? })
    })
}

/// A participant is known already: who it is, is not said again.
fn of_participant(
    faults: &mut Violations,
    participant: &str,
    element: i32,
    words: [&str; 2],
) -> Option<Spoken> {
    let Some((_, _, id)) = faults.check("participant", names::parse_participant(participant))
    else {
        // Whether the words may be there is not known; they have a form anyway.
        for (field, text) in ["person_name", "contact"].into_iter().zip(words) {
            optional(faults, field, text);
        }
        return None;
    };
    let mut is_bare = true;
    for (field, text) in ["person_name", "contact"].into_iter().zip(words) {
        if !text.is_empty() {
            faults.add(field, "must be empty where a participant is named");
            is_bare = false;
        }
    }
    if element != 0 {
        faults.add("element", "must be left out where a participant is named");
        is_bare = false;
    }
    is_bare.then_some(Spoken::Participant(id))
}

/// A decision before its words are sealed.
#[derive(Debug)]
pub(crate) struct Deciding {
    pub(crate) comment: String,
    pub(crate) disposition: Spelled,
    pub(crate) responsible: PersonId,
    pub(crate) due: Date,
}

/// What becomes of a comment, in the clear.
#[derive(Debug)]
pub(crate) enum Spelled {
    Accepted { change: Prose },
    PartlyAccepted { change: Prose, reason: Prose },
    Rejected { reason: Prose },
    Forwarded { to: Line, reason: Prose },
}

/// Checks what every write on a comment has, and what the method `brings`.
fn on_comment<T>(
    name: &str,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations, Option<String>) -> Option<T>,
) -> Result<OnForum<T>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_comment(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let comment = name.as_ref().map(|(_, _, comment)| comment.clone());
    let brings = brings(&mut faults, comment);
    let whole = (|| {
        let (agency, forum, _) = name?;
        let (request_id, etag, brings) = (request_id?, etag?, brings?);
        Some(OnForum { agency, forum, request_id, etag, brings })
    })();
    faults.finish(whole)
}

pub(crate) fn decision(request: &pb::DecideCommentRequest) -> Result<OnForum<Deciding>, Status> {
    let pb::DecideCommentRequest {
        name,
        request_id,
        etag,
        disposition,
        change,
        reason,
        forwarded_to,
        responsible,
        due,
    } = request;
    on_comment(name, request_id, etag, |faults, comment| {
        let disposition = spelled(faults, *disposition, change, reason, forwarded_to);
        let responsible = faults.check("responsible", names::parse_officer(responsible));
        let due = required_date(faults, "due", due.as_ref());
        let (_, responsible) = responsible?;
        Some(Deciding { comment: comment?, disposition: disposition?, responsible, due: due? })
    })
}

/// Each text is given where the decision calls for it, and only there.
fn spelled(
    faults: &mut Violations,
    disposition: i32,
    change: &str,
    reason: &str,
    to: &str,
) -> Option<Spelled> {
    let disposition = match pb::Disposition::try_from(disposition) {
        Ok(pb::Disposition::Unspecified) | Err(_) => Err("must say what becomes of the comment"),
        Ok(disposition) => Ok(disposition),
    };
    let disposition = faults.check("disposition", disposition);
    let (changes, argues, forwards) = match disposition {
        Some(pb::Disposition::Accepted) => (true, false, false),
        Some(pb::Disposition::PartlyAccepted) => (true, true, false),
        Some(pb::Disposition::Rejected) => (false, true, false),
        Some(pb::Disposition::Forwarded) => (false, true, true),
        // The texts are judged by themselves, as far as they are given.
        Some(pb::Disposition::Unspecified) | None => {
            (!change.is_empty(), !reason.is_empty(), !to.is_empty())
        }
    };
    let change = where_due(faults, "change", changes, change, Prose::parse);
    let reason = where_due(faults, "reason", argues, reason, Prose::parse);
    let to = where_due(faults, "forwarded_to", forwards, to, Line::parse);
    let (change, reason, to) = (change?, reason?, to?);
    match disposition? {
        pb::Disposition::Accepted => Some(Spelled::Accepted { change: change? }),
        pb::Disposition::PartlyAccepted => {
            Some(Spelled::PartlyAccepted { change: change?, reason: reason? })
        }
        pb::Disposition::Rejected => Some(Spelled::Rejected { reason: reason? }),
        pb::Disposition::Forwarded => Some(Spelled::Forwarded { to: to?, reason: reason? }),
        pb::Disposition::Unspecified => None,
    }
}

/// `None` when at fault; else the text, where one is due.
fn where_due<T, E: std::fmt::Display>(
    faults: &mut Violations,
    field: &str,
    is_due: bool,
    text: &str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Option<Option<T>> {
    if is_due {
        return faults.check(field, parse(text)).map(Some);
    }
    if !text.is_empty() {
        faults.add(field, "must be empty with this decision");
        return None;
    }
    Some(None)
}

/// A proof before its words are sealed.
#[derive(Debug)]
pub(crate) struct FollowingUp {
    pub(crate) comment: String,
    pub(crate) proof: Prose,
    pub(crate) file_digest: Option<String>,
}

pub(crate) fn follow_up(
    request: &pb::RecordFollowUpRequest,
) -> Result<OnForum<FollowingUp>, Status> {
    let pb::RecordFollowUpRequest { name, request_id, etag, proof, proof_digest } = request;
    on_comment(name, request_id, etag, |faults, comment| {
        let proof = faults.check("proof", Prose::parse(proof));
        let file_digest = faults.check("proof_digest", sha256_of(proof_digest));
        Some(FollowingUp { comment: comment?, proof: proof?, file_digest: file_digest? })
    })
}

pub(crate) fn tracking(request: &pb::TrackCommentRequest) -> Result<Holder, Status> {
    let pb::TrackCommentRequest { receipt_number, secret } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    faults.finish(holder)
}

/// A name that is to be read.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) entry: String,
    pub(crate) purpose: Purpose,
}

pub(crate) fn reading(request: &pb::ReadContributorRequest) -> Result<OnForum<Reading>, Status> {
    let pb::ReadContributorRequest { name, request_id, entry, purpose } = request;
    on_forum(name, request_id, "", |faults| {
        let entry = faults.check("entry", names::parse_contributor(entry));
        let purpose = match pb::ReadingPurpose::try_from(*purpose) {
            Ok(pb::ReadingPurpose::Reply) => Ok(Purpose::Reply),
            Ok(pb::ReadingPurpose::Attendance) => Ok(Purpose::Attendance),
            Ok(pb::ReadingPurpose::Supervision) => Ok(Purpose::Supervision),
            Ok(pb::ReadingPurpose::Unspecified) | Err(_) => Err("must be one of the purposes"),
        };
        let purpose = faults.check("purpose", purpose);
        let (_, _, entry) = entry?;
        Some(Reading { entry, purpose: purpose? })
    })
}
