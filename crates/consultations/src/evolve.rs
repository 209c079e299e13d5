//! How a forum is folded from its events. Total: what was recorded did happen.

use kernel::{Actor, Instant};

use crate::{
    comment::{Comment, Decision, FollowUp},
    event::{
        Announced, CommentDecided, Commented, Created, Event, FollowUpRecorded, Invited,
        MinutesSigned, MinutesWritten, ParticipantRegistered, ResultsPublished,
    },
    forum::{Forum, State},
    minutes::{Minutes, Signature},
    participant::Participant,
};

impl Forum {
    /// The record after `event`, which happened `at` and which `actor` caused.
    /// Total; an event of a forum that was never prepared leaves nothing.
    #[must_use]
    pub fn evolve(record: Option<Self>, at: Instant, actor: &Actor, event: &Event) -> Option<Self> {
        if let Event::Created(created) = event {
            return Some(Self::created(created));
        }
        let mut forum = record?;
        match event {
            Event::Created(_) | Event::ContributorRead(_) => {}
            Event::Announced(Announced { media }) => {
                forum.state = State::Announced;
                forum.announced_in.clone_from(media);
            }
            Event::Invited(Invited { invitations }) => {
                forum.invitations.extend(invitations.iter().cloned());
            }
            Event::Opened(_) => forum.state = State::UnderWay,
            Event::ParticipantRegistered(registered) => {
                let ParticipantRegistered { id, element, person, slip } = registered.clone();
                let by = match actor {
                    Actor::Officer(person) => Some(person.clone()),
                    Actor::Applicant
                    | Actor::Agent(_)
                    | Actor::Peer(_)
                    | Actor::Public
                    | Actor::System => None,
                };
                let erased_at = None;
                forum.participants.push(Participant {
                    id,
                    element,
                    person,
                    slip,
                    at,
                    by,
                    erased_at,
                });
            }
            Event::Commented(commented) => forum.comments.push(comment(commented, at)),
            Event::CommentDecided(decided) => {
                let CommentDecided { comment, disposition, responsible, due } = decided.clone();
                if let Some(comment) = forum.comment_mut(&comment) {
                    comment.decision = Some(Decision { disposition, responsible, due, at });
                }
            }
            Event::MinutesWritten(written) => {
                let MinutesWritten { number, held_on, text, signers, undecided, digest } =
                    written.clone();
                forum.state = State::Minutes;
                let signatures = Vec::new();
                forum.minutes = Some(Minutes {
                    number,
                    held_on,
                    text,
                    signers,
                    undecided,
                    digest,
                    at,
                    signatures,
                });
            }
            Event::MinutesSigned(MinutesSigned { signer, digest: _ }) => {
                if let Some(minutes) = &mut forum.minutes {
                    minutes.signatures.push(Signature { signer: signer.clone(), at });
                    if minutes.is_locked() {
                        forum.state = State::FollowUp;
                    }
                }
            }
            Event::ResultsPublished(ResultsPublished { media }) => {
                forum.published_in.clone_from(media);
            }
            Event::FollowUpRecorded(recorded) => {
                let FollowUpRecorded { comment, proof, file_digest } = recorded.clone();
                if let Some(comment) = forum.comment_mut(&comment) {
                    comment.follow_up = Some(FollowUp { proof, file_digest, at });
                }
            }
            Event::Finished(_) => {
                forum.state = State::Finished;
                forum.finished_at = Some(at);
            }
        }
        Some(forum)
    }

    fn comment_mut(&mut self, id: &str) -> Option<&mut Comment> {
        self.comments.iter_mut().find(|comment| comment.id == id)
    }

    fn created(created: &Created) -> Self {
        let Created {
            id,
            agency,
            code,
            document,
            digest,
            anchors,
            audience,
            kind,
            mode,
            from,
            until,
            place,
            agenda,
        } = created.clone();
        Self {
            id,
            agency,
            code,
            document,
            digest,
            anchors,
            audience,
            kind,
            mode,
            from,
            until,
            place,
            agenda,
            state: State::Draft,
            announced_in: Vec::new(),
            invitations: Vec::new(),
            participants: Vec::new(),
            comments: Vec::new(),
            minutes: None,
            published_in: Vec::new(),
            finished_at: None,
        }
    }
}

fn comment(commented: &Commented, at: Instant) -> Comment {
    let Commented { id, anchor, via, element, text, author, participant, slip } = commented.clone();
    Comment {
        id,
        anchor,
        via,
        element,
        text,
        author,
        participant,
        slip,
        at,
        decision: None,
        follow_up: None,
        erased_at: None,
    }
}
