//! How a procedure is governed (PermenPANRB 35/2012): tried out, approved, made
//! known, taught, read by each person who works by it, evaluated every year,
//! and revised for reasons that are on record.
//!
//! A record for each published version. Nothing here changes the text: that
//! never changes, and a revision is a new version.

mod event;
mod quiz;
mod refusal;

use std::collections::BTreeMap;

use jiff::{ToSpan, civil::Date};
use kernel::{Actor, AgencyId, Instant, Line, PersonId, SealedRef, Slug};
use serde::{Deserialize, Serialize};

pub use self::{
    event::{
        Acknowledged, Approved, Disposed, Evaluated, Event, Proposed, SessionHeld, SessionKind,
        SettingChanged, Tried, Unreadable, Verdict,
    },
    quiz::{MOST_ATTEMPTS_A_DAY, MOST_QUESTIONS, OPTIONS, Question, Quiz, QuizSet, QuizTaken},
    refusal::Refusal,
};

/// Months from one evaluation to the next where nobody says otherwise. Our
/// default, as the law's interval is not verified.
pub const USUAL_EVALUATION_MONTHS: u32 = 12;
/// Bounds the record: trials, sessions, evaluations of one version.
const MOST_ENTRIES: usize = 200;
/// Bounds the record: people who work by one version.
const MOST_PEOPLE: usize = 10_000;

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

/// What may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Records a trial (uji coba).
    Try(Tried),
    /// Approves the version (pengesahan).
    Approve {
        /// Number of the decree.
        decree: Line<200>,
        /// Its day.
        dated: Date,
        /// From when people work by it.
        effective: Date,
    },
    /// Records that it was made known or taught.
    Hold(SessionHeld),
    /// The person has read and understood it.
    Acknowledge,
    /// Records an evaluation.
    Evaluate {
        /// The day.
        held_on: Date,
        /// The number of its report.
        report: Line<200>,
        /// What came out of it.
        verdict: Verdict,
        /// Months until the next one.
        months: u32,
    },
    /// Gives the version a quiz, in the place of the one before. Who passed that
    /// one has passed.
    SetQuiz(Quiz),
    /// The person takes the quiz.
    TakeQuiz {
        /// The chosen answer of each question, by its place from 0 on.
        answers: Vec<u32>,
    },
    /// Proposes a revision.
    Propose {
        /// The proposal's id.
        id: String,
        /// Why, sealed.
        reason: SealedRef,
    },
    /// Says what becomes of a proposal.
    Dispose {
        /// Which one.
        id: String,
        /// Whether the procedure shall be revised.
        accepted: bool,
        /// Why, sealed.
        reason: SealedRef,
    },
}

/// What the decision needs to know beyond the record.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day of the decision, in the agency's zone.
    pub today: Date,
    /// Who asks. Whether the duty allows it was asked before.
    pub actor: &'a Actor,
    /// Whether a forum on the version goes on, or has comments without a decision.
    pub is_consulted_on: bool,
    /// When that day began.
    pub since: Instant,
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

    /// The event that `command` would cause, or the rule that refuses it.
    ///
    /// # Errors
    /// Every [`Refusal`].
    pub fn decide(&self, command: &Command, context: &Context<'_>) -> Result<Event, Refusal> {
        let of = self.of.clone();
        match command {
            Command::Try(tried) => {
                if self.approved.is_some() {
                    return Err(Refusal::AlreadyApproved);
                }
                has_happened(tried.until, context)?;
                if tried.until < tried.from {
                    return Err(Refusal::DateOutOfOrder);
                }
                has_room(self.trials.len(), MOST_ENTRIES)?;
                Ok(Event::Tried(Tried { of: Some(of), ..tried.clone() }))
            }
            Command::Approve { decree, dated, effective } => {
                if self.approved.is_some() {
                    return Err(Refusal::AlreadyApproved);
                }
                if context.is_consulted_on {
                    return Err(Refusal::ForumOpen);
                }
                let last = self.trials.last().ok_or(Refusal::NotTried)?;
                has_happened(*dated, context)?;
                if *dated < last.until || effective < dated {
                    return Err(Refusal::DateOutOfOrder);
                }
                let due = months_after(*effective, USUAL_EVALUATION_MONTHS);
                Ok(Event::Approved(Approved {
                    decree: decree.clone(),
                    dated: *dated,
                    effective: *effective,
                    evaluation_due: due,
                }))
            }
            Command::Hold(session) => {
                has_happened(session.held_on, context)?;
                has_room(self.sessions.len(), MOST_ENTRIES)?;
                Ok(Event::SessionHeld(SessionHeld { of: Some(of), ..session.clone() }))
            }
            Command::Acknowledge => {
                let Actor::Officer(person) = context.actor else {
                    return Err(Refusal::OfficerOnly);
                };
                if self.is_acknowledged_by(person) {
                    return Err(Refusal::AlreadyAcknowledged);
                }
                has_room(self.acknowledged.len(), MOST_PEOPLE)?;
                Ok(Event::Acknowledged(Acknowledged { of, person: person.clone() }))
            }
            Command::Evaluate { held_on, report, verdict, months } => {
                let approved = self.approved.as_ref().ok_or(Refusal::NotApproved)?;
                has_happened(*held_on, context)?;
                if *held_on < approved.effective {
                    return Err(Refusal::DateOutOfOrder);
                }
                has_room(self.evaluations.len(), MOST_ENTRIES)?;
                Ok(Event::Evaluated(Evaluated {
                    held_on: *held_on,
                    report: report.clone(),
                    verdict: *verdict,
                    next_due: months_after(*held_on, *months),
                }))
            }
            Command::SetQuiz(quiz) => {
                quiz.check()?;
                Ok(Event::QuizSet(QuizSet { of, quiz: quiz.clone() }))
            }
            Command::TakeQuiz { answers } => {
                let Actor::Officer(person) = context.actor else {
                    return Err(Refusal::OfficerOnly);
                };
                let quiz = self.quiz.as_ref().ok_or(Refusal::QuizMissing)?;
                if self.has_passed(person) {
                    return Err(Refusal::QuizPassed);
                }
                let before = self.attempts.get(person);
                let today = before.into_iter().flatten().filter(|it| it.at >= context.since);
                if today.count() >= MOST_ATTEMPTS_A_DAY {
                    return Err(Refusal::TooManyAttempts);
                }
                has_room(before.map_or(0, Vec::len), MOST_ENTRIES)?;
                has_room(self.attempts.len(), MOST_PEOPLE)?;
                Ok(Event::QuizTaken(quiz.mark(person, answers)?))
            }
            Command::Propose { id, reason } => {
                has_room(self.proposals.len(), MOST_ENTRIES)?;
                let (proposal, reason) = (id.clone(), reason.clone());
                Ok(Event::Proposed(Proposed { of, proposal, reason }))
            }
            Command::Dispose { id, accepted, reason } => {
                let proposal = self.proposals.iter().find(|proposal| proposal.id == *id);
                let proposal = proposal.ok_or(Refusal::ProposalNotFound)?;
                if proposal.disposed.is_some() {
                    return Err(Refusal::AlreadyDisposed);
                }
                if matches!(context.actor, Actor::Officer(person) if proposal.by.as_ref() == Some(person))
                {
                    return Err(Refusal::DutiesSeparated);
                }
                let (proposal, accepted) = (id.clone(), *accepted);
                Ok(Event::Disposed(Disposed { proposal, accepted, reason: reason.clone() }))
            }
        }
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

/// What an agency demands of those who work by its procedures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// Nothing.
    #[default]
    None,
    /// That the person says to have read and understood the version.
    Acknowledgement,
    /// That the person has passed the version's quiz.
    Quiz,
}

/// The setting of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    /// Whether nobody takes a step of a version that the person has not read.
    pub acknowledgement_required: bool,
    /// Whether it is the quiz that shows it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_quiz: bool,
}

impl Setting {
    /// The event that changes the setting of `agency`.
    #[must_use]
    pub fn change(agency: &AgencyId, proof: Proof) -> Event {
        Event::SettingChanged(SettingChanged {
            agency: agency.clone(),
            acknowledgement_required: proof != Proof::None,
            by_quiz: proof == Proof::Quiz,
        })
    }

    /// What is demanded.
    #[must_use]
    pub fn proof(&self) -> Proof {
        match (self.acknowledgement_required, self.by_quiz) {
            (false, _) => Proof::None,
            (true, false) => Proof::Acknowledgement,
            (true, true) => Proof::Quiz,
        }
    }

    /// The setting after `event`. An event about something else leaves nothing.
    #[must_use]
    pub fn evolve(event: &Event) -> Option<Self> {
        match event {
            Event::SettingChanged(SettingChanged {
                agency: _,
                acknowledgement_required,
                by_quiz,
            }) => Some(Self {
                acknowledgement_required: *acknowledgement_required,
                by_quiz: *by_quiz,
            }),
            Event::Tried(_)
            | Event::Approved(_)
            | Event::SessionHeld(_)
            | Event::Acknowledged(_)
            | Event::Evaluated(_)
            | Event::Proposed(_)
            | Event::Disposed(_)
            | Event::QuizSet(_)
            | Event::QuizTaken(_) => None,
        }
    }
}

fn has_happened(day: Date, context: &Context<'_>) -> Result<(), Refusal> {
    if day > context.today { Err(Refusal::DateInFuture) } else { Ok(()) }
}

fn has_room(count: usize, limit: usize) -> Result<(), Refusal> {
    if count >= limit { Err(Refusal::TooMany { limit }) } else { Ok(()) }
}

/// The same day so many months later; the month's last where there is none.
fn months_after(day: Date, months: u32) -> Date {
    day.saturating_add(i64::from(months).months())
}
