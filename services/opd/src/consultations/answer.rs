//! Forums and comments as the wire writes them. No name is ever in them.

use consultations::{
    Audience, Clause, Comment, Decision, Disposition, Document, DocumentKind, Element, FollowUp,
    Forum, ForumKind, Minutes, Mode, State, Via,
};
use contract::satupintu::consultations::v1 as pb;
use kernel::{AgencyId, SealedRef};
use store::{Found, Store};
use tonic::Status;

use crate::{
    names,
    outcome::status,
    standards::medium,
    wire::{date, timestamp},
};

/// Who reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// Those who hold the forum or supervise it.
    Insider,
    /// Anybody else.
    Public,
}

/// What a sealed text says; empty once it was erased.
pub(super) async fn text(store: &Store, sealed: &SealedRef) -> Result<String, Status> {
    let bytes = store.unseal(sealed).await.map_err(status)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn counted(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The forum, without the words of its minutes.
pub(super) async fn forum(store: &Store, found: &Found<Forum>) -> Result<pb::Forum, Status> {
    let Found { version, index, record: forum } = found;
    let agency = &forum.agency;
    let turnout = forum
        .turnout()
        .into_iter()
        .map(|(of, people)| pb::Turnout { element: element(of).into(), people: counted(people) });
    Ok(pb::Forum {
        name: names::forum(agency, &forum.id),
        etag: version.to_string(),
        journal_index: *index,
        document: document(agency, &forum.document),
        digest: forum.digest.clone(),
        internal: forum.audience == Audience::Internal,
        kind: match forum.kind {
            ForumKind::Consultation => pb::ForumKind::Consultation,
            ForumKind::PublicTest => pb::ForumKind::PublicTest,
        }
        .into(),
        mode: match forum.mode {
            Mode::FaceToFace => pb::ForumMode::FaceToFace,
            Mode::Online => pb::ForumMode::Online,
        }
        .into(),
        from: Some(date(forum.from)),
        until: Some(date(forum.until)),
        place: text(store, &forum.place).await?,
        agenda: text(store, &forum.agenda).await?,
        state: state(forum.state).into(),
        announced_in: forum.announced_in.iter().map(medium).collect(),
        published_in: forum.published_in.iter().map(medium).collect(),
        invitations: counted(forum.invitations.len()),
        participants: counted(forum.participants.len()),
        comments: counted(forum.comments.len()),
        undecided: counted(forum.undecided()),
        turnout: turnout.collect(),
        elements: counted(forum.elements()),
        broad: forum.elements() >= Element::BROAD,
        minutes: forum.minutes.as_ref().map(minutes),
        holds_back_draft: forum.holds_back_the_draft(),
        finished_at: forum.finished_at.map(timestamp),
    })
}

fn minutes(minutes: &Minutes) -> pb::ForumMinutes {
    let Minutes { number, held_on, text: _, signers, undecided: _, digest, at: _, signatures } =
        minutes;
    pb::ForumMinutes {
        number: number.as_str().to_owned(),
        held_on: Some(date(*held_on)),
        digest: digest.clone(),
        signers: counted(signers.len()),
        signatures: counted(signatures.len()),
        locked: minutes.is_locked(),
        text: String::new(),
    }
}

fn state(state: State) -> pb::ForumState {
    match state {
        State::Draft => pb::ForumState::Draft,
        State::Announced => pb::ForumState::Announced,
        State::UnderWay => pb::ForumState::UnderWay,
        State::Minutes => pb::ForumState::Minutes,
        State::FollowUp => pb::ForumState::FollowUp,
        State::Finished => pb::ForumState::Finished,
    }
}

pub(super) fn element(element: Element) -> pb::Element {
    match element {
        Element::Organiser => pb::Element::Organiser,
        Element::Community => pb::Element::Community,
        Element::Stakeholder => pb::Element::Stakeholder,
        Element::Expert => pb::Element::Expert,
        Element::CivilSociety => pb::Element::CivilSociety,
        Element::Media => pb::Element::Media,
    }
}

fn document(agency: &AgencyId, document: &Document) -> String {
    let Document { kind, id, version } = document;
    match kind {
        DocumentKind::Standard => names::standard(agency, id, *version),
        DocumentKind::Sop => names::sop_version(agency, id, *version),
    }
}

pub(super) fn clause(clause: Clause) -> pb::Clause {
    let Clause { anchor, title, text } = clause;
    pb::Clause { anchor: anchor.into(), title, text }
}

pub(super) fn attendance(forum: &Forum) -> Vec<pb::Attendance> {
    let came = forum.participants.iter().map(|participant| pb::Attendance {
        name: names::participant(&forum.agency, &forum.id, &participant.id),
        element: element(participant.element).into(),
        at: Some(timestamp(participant.at)),
    });
    came.collect()
}

/// A comment; who answers for what is to be done, only insiders read.
pub(super) async fn comment(
    store: &Store,
    forum: &Forum,
    comment: &Comment,
    reader: Reader,
) -> Result<pb::Comment, Status> {
    let mut shown = pb::Comment {
        name: names::comment(&forum.agency, &forum.id, &comment.id),
        anchor: comment.anchor.to_string(),
        element: element(comment.element).into(),
        recorded: comment.via == Via::Recorded,
        text: text(store, &comment.text).await?,
        at: Some(timestamp(comment.at)),
        ..pb::Comment::default()
    };
    if let Some(Decision { disposition, responsible, due, at: _ }) = &comment.decision {
        let (word, change, reason, to) = match disposition {
            Disposition::Accepted { change } => {
                (pb::Disposition::Accepted, Some(change), None, None)
            }
            Disposition::PartlyAccepted { change, reason } => {
                (pb::Disposition::PartlyAccepted, Some(change), Some(reason), None)
            }
            Disposition::Rejected { reason } => {
                (pb::Disposition::Rejected, None, Some(reason), None)
            }
            Disposition::Forwarded { to, reason } => {
                (pb::Disposition::Forwarded, None, Some(reason), Some(to))
            }
        };
        shown.disposition = word.into();
        shown.change = or_empty(store, change).await?;
        shown.reason = or_empty(store, reason).await?;
        shown.forwarded_to = or_empty(store, to).await?;
        shown.due = Some(date(*due));
        if reader == Reader::Insider {
            shown.responsible = names::officer(&forum.agency, responsible);
        }
    }
    if let Some(FollowUp { proof, file_digest, at }) = &comment.follow_up {
        shown.proof = text(store, proof).await?;
        shown.proof_digest = file_digest.clone().unwrap_or_default();
        shown.proven_at = Some(timestamp(*at));
    }
    Ok(shown)
}

async fn or_empty(store: &Store, sealed: Option<&SealedRef>) -> Result<String, Status> {
    match sealed {
        Some(sealed) => text(store, sealed).await,
        None => Ok(String::new()),
    }
}
