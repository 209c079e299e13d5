//! A forum on a standard, and the people in it.

use consultations::{
    Anchor, Audience, Command, Context, Disposition, Document, DocumentKind, Element, Event, Forum,
    ForumKind, Invitation, Mode, NewComment, NewForum, NewMinutes, NewParticipant, Refusal, Signer,
    Via,
};
use jiff::civil::{Date, date};
use kernel::{Actor, Instant, Line, PersonId, SealedRef, Slug};
use standards::{Medium, MediumKind};

pub(crate) const FIRST: Date = date(2026, 6, 8);
pub(crate) const LAST: Date = date(2026, 6, 12);
const SLIP: &str = "KTM-FKP-2026-000012-4";

pub(crate) fn slug(text: &str) -> Slug {
    Slug::parse(text).unwrap()
}

pub(crate) fn person(text: &str) -> PersonId {
    PersonId::parse(text).unwrap()
}

pub(crate) fn officer(text: &str) -> Actor {
    Actor::Officer(person(text))
}

pub(crate) fn sealed(what: &str) -> SealedRef {
    SealedRef { row: format!("row-{what}"), commitment: "ab".repeat(32) }
}

pub(crate) fn anchor(text: &str) -> Anchor {
    Anchor::parse(text).unwrap()
}

pub(crate) fn media() -> Vec<Medium> {
    let place = Line::parse("dpmptsp.example.go.id").unwrap();
    vec![Medium { kind: MediumKind::Website, place }]
}

pub(crate) fn new_forum() -> NewForum {
    NewForum {
        id: "forum".to_owned(),
        agency: slug("dpmptsp"),
        code: "KTM".to_owned(),
        document: Document { kind: DocumentKind::Standard, id: slug("sip"), version: 2 },
        digest: "cd".repeat(32),
        anchors: vec![anchor("requirement/ktp"), anchor("time")],
        audience: Audience::Public,
        kind: ForumKind::Consultation,
        mode: Mode::FaceToFace,
        from: FIRST,
        until: LAST,
        place: sealed("place"),
        agenda: sealed("agenda"),
    }
}

pub(crate) fn announce() -> Command {
    Command::Announce { media: media() }
}

pub(crate) fn invite() -> Command {
    let invitations = vec![Invitation { element: Element::Media, invitee: sealed("invitee") }];
    Command::Invite { invitations }
}

pub(crate) fn register(id: &str, element: Element) -> Command {
    Command::Register(NewParticipant {
        id: id.to_owned(),
        element,
        person: sealed(id),
        secret_digest: "ef".repeat(32),
    })
}

pub(crate) fn comment(id: &str, about: &str) -> Command {
    Command::Comment(NewComment {
        id: id.to_owned(),
        anchor: anchor(about),
        via: Via::Online,
        element: Element::Community,
        text: sealed(id),
        author: Some(sealed("author")),
        participant: None,
        secret_digest: "ef".repeat(32),
    })
}

pub(crate) fn decide(id: &str, disposition: Disposition) -> Command {
    Command::Decide { comment: id.to_owned(), disposition, responsible: person("kabid"), due: LAST }
}

pub(crate) fn accepted() -> Disposition {
    Disposition::Accepted { change: sealed("change") }
}

pub(crate) fn rejected() -> Disposition {
    Disposition::Rejected { reason: sealed("reason") }
}

pub(crate) fn minutes(representative: &str) -> Command {
    Command::WriteMinutes(NewMinutes {
        number: Line::parse("BA-FKP/1/2026").unwrap(),
        held_on: FIRST,
        text: sealed("agreed"),
        signers: vec![
            Signer::Organiser(person("clerk")),
            Signer::Representative(representative.to_owned()),
        ],
    })
}

pub(crate) fn sign_as(representative: &str) -> Command {
    Command::Sign(Signer::Representative(representative.to_owned()))
}

pub(crate) fn prove(id: &str) -> Command {
    Command::FollowUp {
        comment: id.to_owned(),
        proof: sealed("proof"),
        file_digest: Some("01".repeat(32)),
    }
}

/// A forum and what has happened to it.
pub(crate) struct Played {
    pub(crate) forum: Forum,
    pub(crate) events: Vec<Event>,
}

impl Played {
    pub(crate) fn created() -> Self {
        let event = Forum::create(&new_forum(), &context(FIRST, &officer("clerk"))).unwrap();
        let forum = Forum::evolve(None, instant(), &officer("clerk"), &event).unwrap();
        Self { forum, events: vec![event] }
    }

    pub(crate) fn under_way() -> Self {
        let mut played = Self::created();
        played.does(&announce()).unwrap();
        played.does(&Command::Open).unwrap();
        played
    }

    /// By the clerk on the first day.
    pub(crate) fn does(&mut self, command: &Command) -> Result<(), Refusal> {
        self.done_by(command, &officer("clerk"), FIRST)
    }

    pub(crate) fn done_by(
        &mut self,
        command: &Command,
        actor: &Actor,
        today: Date,
    ) -> Result<(), Refusal> {
        let event = self.forum.decide(command, &context(today, actor))?;
        let forum = Forum::evolve(Some(self.forum.clone()), instant(), actor, &event);
        self.forum = forum.expect("an event of a forum that is there");
        self.events.push(event);
        Ok(())
    }

    /// Both sides sign.
    pub(crate) fn signed(&mut self, representative: &str) {
        self.does(&Command::Sign(Signer::Organiser(person("clerk")))).unwrap();
        self.done_by(&sign_as(representative), &Actor::Applicant, FIRST).unwrap();
    }
}

pub(crate) fn context(today: Date, actor: &Actor) -> Context<'_> {
    Context { today, actor, slip: SLIP }
}

pub(crate) fn instant() -> Instant {
    Instant::from_micros(1_781_000_000_000_000)
}
