//! What may be done about a version, and what it brings about.

use jiff::{ToSpan, civil::Date};
use kernel::{Actor, Instant, Line, SealedRef};

use super::{
    Acknowledged, Approved, Disposed, Evaluated, Event, Governance, MOST_ATTEMPTS_A_DAY, Proposed,
    Quiz, QuizSet, Refusal, SessionHeld, Tried, Verdict,
};

/// Months from one evaluation to the next where nobody says otherwise. Our
/// default, as the law's interval is not verified.
pub const USUAL_EVALUATION_MONTHS: u32 = 12;
/// Bounds the record: trials, sessions, evaluations of one version.
const MOST_ENTRIES: usize = 200;
/// Bounds the record: people who work by one version.
const MOST_PEOPLE: usize = 10_000;

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
