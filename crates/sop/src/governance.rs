//! How a procedure is governed (PermenPANRB 35/2012): tried out, approved, made
//! known, taught, read by each person who works by it, evaluated every year,
//! and revised for reasons that are on record.
//!
//! A record for each published version. Nothing here changes the text: that
//! never changes, and a revision is a new version.

mod decide;
mod event;
mod quiz;
mod refusal;
mod setting;

use std::collections::BTreeMap;

use jiff::civil::Date;
use kernel::{Actor, AgencyId, Instant, PersonId, SealedRef, Slug};
use serde::{Deserialize, Serialize};

pub use self::{
    decide::{Command, Context, USUAL_EVALUATION_MONTHS},
    event::{
        Acknowledged, Approved, Disposed, Evaluated, Event, Proposed, SessionHeld, SessionKind,
        SettingChanged, Tried, Unreadable, Verdict,
    },
    quiz::{MOST_ATTEMPTS_A_DAY, MOST_QUESTIONS, OPTIONS, Question, Quiz, QuizSet, QuizTaken},
    refusal::Refusal,
    setting::{Proof, Setting},
};

/// Which version of which procedure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Name {
    /// The agency whose procedure it is.
    pub agency: AgencyId,
    /// The procedure.
    pub sop: Slug,
    /// Its version.
    pub version: u32,
}

/// A proposal to revise the procedure, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Its id; also the subject under whose key the texts are sealed.
    pub id: String,
    /// Who proposed it; absent only when no officer did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// When.
    pub at: Instant,
    /// Why, sealed.
    pub reason: SealedRef,
    /// What became of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disposed: Option<Disposed>,
}

/// The governance of one version. Built and changed by [`Governance::evolve`]
/// only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Governance {
    /// Of which version.
    pub of: Name,
    /// The trials, oldest first.
    pub trials: Vec<Tried>,
    /// The head's approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<Approved>,
    /// Where it was made known and taught, oldest first.
    pub sessions: Vec<SessionHeld>,
    /// Who read and understood it, and when.
    pub acknowledged: BTreeMap<PersonId, Instant>,
    /// The evaluations, oldest first.
    pub evaluations: Vec<Evaluated>,
    /// When the next evaluation is due; absent before the approval.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evaluation_due: Option<Date>,
    /// The proposals to revise it, oldest first.
    pub proposals: Vec<Proposal>,
    /// The quiz on it, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quiz: Option<Quiz>,
    /// Who took the quiz, and what came out of it, oldest first.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub attempts: BTreeMap<PersonId, Vec<Attempt>>,
}

/// One time that a person took the quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// When.
    pub at: Instant,
    /// How many answers were right.
    pub right: u32,
    /// Of how many.
    pub questions: u32,
    /// Whether that was enough.
    pub passed: bool,
}

impl Governance {
    /// Nothing was done about this version yet.
    #[must_use]
    pub fn new(of: Name) -> Self {
        Self {
            of,
            trials: Vec::new(),
            approved: None,
            sessions: Vec::new(),
            acknowledged: BTreeMap::new(),
            evaluations: Vec::new(),
            evaluation_due: None,
            proposals: Vec::new(),
            quiz: None,
            attempts: BTreeMap::new(),
        }
    }

    /// Whether the person has read and understood this version.
    #[must_use]
    pub fn is_acknowledged_by(&self, person: &PersonId) -> bool {
        self.acknowledged.contains_key(person)
    }

    /// Whether the person may work by this version where `proof` is demanded. A
    /// version without a quiz is acknowledged instead.
    #[must_use]
    pub fn is_proven_by(&self, person: &PersonId, proof: Proof) -> bool {
        match proof {
            Proof::None => true,
            Proof::Quiz if self.quiz.is_some() => self.has_passed(person),
            Proof::Quiz | Proof::Acknowledgement => self.is_acknowledged_by(person),
        }
    }

    /// Whether the person has passed the quiz.
    #[must_use]
    pub fn has_passed(&self, person: &PersonId) -> bool {
        let attempts = self.attempts.get(person).into_iter().flatten();
        attempts.into_iter().any(|attempt| attempt.passed)
    }

    /// Whether its evaluation is due on `day`.
    #[must_use]
    pub fn is_evaluation_due(&self, day: Date) -> bool {
        self.evaluation_due.is_some_and(|due| due <= day)
    }

    /// The record after `event`, which happened `at` and which `actor` caused.
    /// Total; an event about something else, or the first of a version that it
    /// does not name, leaves nothing.
    #[must_use]
    pub fn evolve(record: Option<Self>, at: Instant, actor: &Actor, event: &Event) -> Option<Self> {
        let mut record = match (record, event.of()) {
            (Some(record), _) => record,
            (None, Some(of)) => Self::new(of.clone()),
            (None, None) => return None,
        };
        match event {
            Event::Tried(tried) => record.trials.push(tried.clone()),
            Event::Approved(approved) => {
                record.evaluation_due = Some(approved.evaluation_due);
                record.approved = Some(approved.clone());
            }
            Event::SessionHeld(session) => record.sessions.push(session.clone()),
            Event::Acknowledged(Acknowledged { of: _, person }) => {
                record.acknowledged.insert(person.clone(), at);
            }
            Event::Evaluated(evaluated) => {
                record.evaluation_due = Some(evaluated.next_due);
                record.evaluations.push(evaluated.clone());
            }
            Event::Proposed(Proposed { of: _, proposal, reason }) => {
                let by = match actor {
                    Actor::Officer(person) => Some(person.clone()),
                    Actor::Applicant
                    | Actor::Agent(_)
                    | Actor::Peer(_)
                    | Actor::Public
                    | Actor::System => None,
                };
                let (id, reason) = (proposal.clone(), reason.clone());
                record.proposals.push(Proposal { id, by, at, reason, disposed: None });
            }
            Event::Disposed(disposed) => {
                let mut proposals = record.proposals.iter_mut();
                if let Some(proposal) = proposals.find(|it| it.id == disposed.proposal) {
                    proposal.disposed = Some(disposed.clone());
                }
            }
            Event::QuizSet(QuizSet { of: _, quiz }) => record.quiz = Some(quiz.clone()),
            Event::QuizTaken(QuizTaken { person, right, questions, passed }) => {
                let (right, questions, passed) = (*right, *questions, *passed);
                let attempt = Attempt { at, right, questions, passed };
                record.attempts.entry(person.clone()).or_default().push(attempt);
            }
            Event::SettingChanged(_) => return None,
        }
        Some(record)
    }
}
