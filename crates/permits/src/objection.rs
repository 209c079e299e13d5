//! Objection (keberatan) against a rejection: filed once within its time,
//! decided by somebody else within its time, else deemed granted.
//!
//! A rejection is final but for this one path, and that path is walked once.

use access::{Duty, Officer};
use calendar::{CountFrom, Deadline, WorkDuration};
use kernel::{AgencyId, Bilingual, Citation, Instant, PersonId, SealedRef, Source};
use serde::{Deserialize, Serialize};

use crate::{
    application::Application,
    context::Context,
    event::Event,
    passage::{ClockCommand, Route},
    payload::{
        ObjectionDismissed, ObjectionFiled, ObjectionLapsed, ObjectionMoved, ObjectionUpheld,
        ObjectionWarned,
    },
    refusal::Refusal,
    state::State,
};

/// How long an objection may take, on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ObjectionRule {
    /// Grows with each change; an objection keeps the version it was filed under.
    pub version: u32,
    /// From when the decision was made known.
    pub file_within: WorkDuration,
    /// From when the objection was filed.
    pub decide_within: WorkDuration,
    /// How much is left when the superiors are warned.
    pub warn_before: WorkDuration,
    /// Where we have it from.
    pub citation: &'static str,
    /// Whether the wording of the regulation itself was read. It was not: until
    /// an agency confirms the numbers, they are shown as an example of ours.
    pub source: Source,
}

/// Every version of the rule, oldest first.
pub const OBJECTION_RULES: [ObjectionRule; 1] = [ObjectionRule {
    version: 1,
    file_within: WorkDuration::WorkingDays(21),
    decide_within: WorkDuration::WorkingDays(10),
    warn_before: WorkDuration::WorkingDays(2),
    citation: "UU 30/2014 Ps 77",
    source: Source::Example,
}];

impl ObjectionRule {
    /// The rule under which objections are filed now.
    #[must_use]
    pub fn current() -> Self {
        let [.., current] = OBJECTION_RULES;
        current
    }

    /// A version; the newest for one that is unknown.
    #[must_use]
    pub fn of(version: u32) -> Self {
        let found = OBJECTION_RULES.into_iter().find(|rule| rule.version == version);
        found.unwrap_or_else(Self::current)
    }

    /// The regulation, and whether it is confirmed.
    #[must_use]
    pub fn basis(&self) -> Citation {
        Citation { text: self.citation.to_owned(), source: self.source }
    }
}

/// How an objection came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Finding {
    /// The rejection is annulled: the application is granted.
    Upheld {
        /// When.
        at: Instant,
        /// By whom.
        by: PersonId,
        /// Why.
        reason: SealedRef,
    },
    /// The rejection stands.
    Dismissed {
        /// When.
        at: Instant,
        /// By whom.
        by: PersonId,
        /// Why; shown to the applicant.
        reason: SealedRef,
    },
    /// Nobody decided in time: it counts as granted.
    Lapsed {
        /// The lawful instant: the end of the time.
        effective_at: Instant,
    },
}

/// An objection against the rejection of its case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Objection {
    /// When it was filed.
    pub filed_at: Instant,
    /// On what grounds, in the applicant's words.
    pub grounds: SealedRef,
    /// The version of the rule under which it was filed.
    pub rule: u32,
    /// Until when it has to be decided.
    pub due: Deadline,
    /// When the superiors are warned.
    pub warn_at: Instant,
    /// The lawful instant of the warning, once it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub warned: Option<Instant>,
    /// How it came out; absent while it waits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Finding>,
}

impl Objection {
    pub(crate) fn filed(at: Instant, event: &ObjectionFiled) -> Self {
        let ObjectionFiled { grounds, rule, due, warn_at } = event.clone();
        let (warned, finding) = (None, None);
        Self { filed_at: at, grounds, rule, due, warn_at, warned, finding }
    }

    /// The next instant at which it brings something by itself.
    fn wakes_at(&self) -> Option<Instant> {
        if self.finding.is_some() || self.due.provisional.is_some() {
            return None;
        }
        let late = Instant::from_micros(self.due.at.micros().saturating_add(1));
        Some(if self.warned.is_none() { self.warn_at.min(late) } else { late })
    }

    /// The count of its time, to be redone by hand; empty while the calendar
    /// does not reach so far.
    #[must_use]
    pub fn explanation(&self, context: &Context<'_>) -> Vec<Bilingual> {
        let time = ObjectionRule::of(self.rule).decide_within;
        let count_from = CountFrom::default();
        calendar::explain_due_at(context.calendar, self.filed_at, time, count_from)
            .map(|(_, lines)| lines)
            .unwrap_or_default()
    }
}

impl Application {
    /// The objection that waits for a decision.
    #[must_use]
    pub fn pending_objection(&self) -> Option<&Objection> {
        self.objection.as_ref().filter(|objection| objection.finding.is_none())
    }

    /// Until when an objection may be filed; `None` where there is nothing to
    /// object to, or somebody has.
    #[must_use]
    pub fn may_object_until(&self, context: &Context<'_>) -> Option<Deadline> {
        let State::Rejected { at, .. } = &self.state else { return None };
        let within = ObjectionRule::current().file_within;
        let until = context.calendar.deadline(*at, within, CountFrom::default());
        self.objection.is_none().then_some(until)
    }

    pub(crate) fn objection_wakes_at(&self) -> Option<Instant> {
        self.objection.as_ref().and_then(Objection::wakes_at)
    }

    /// By the applicant, once, within the time.
    pub(crate) fn file_objection(
        &self,
        grounds: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if self.objection.is_some() {
            return Err(Refusal::ObjectionAlreadyFiled);
        }
        let Some(until) = self.may_object_until(context) else {
            return Err(Refusal::NothingToObjectTo);
        };
        if until.is_missed(context.now) {
            return Err(Refusal::ObjectionTooLate);
        }
        let rule = ObjectionRule::current();
        let due = context.calendar.deadline(context.now, rule.decide_within, CountFrom::default());
        let warn_at = context.calendar.ahead_of(&due, rule.warn_before);
        let grounds = grounds.clone();
        let filed = ObjectionFiled { grounds, rule: rule.version, due, warn_at };
        Ok(vec![Event::ObjectionFiled(filed)])
    }

    /// By the head or a superior of the agency who had no part in the case.
    pub(crate) fn decide_objection(
        &self,
        officer: &Officer,
        uphold: bool,
        reason: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if !may_decide_objections(officer, &self.agency) {
            return Err(Refusal::ObjectionDeciderOnly);
        }
        if self.pending_objection().is_none() {
            return Err(Refusal::NoObjectionPending);
        }
        if self.assisted_by.as_ref() == Some(&officer.person) {
            return Err(Refusal::AssistedApplicant);
        }
        if self.duties_of_persons().any(|(_, person)| *person == officer.person) {
            return Err(Refusal::ObjectionToOwnDecision);
        }
        let reason = reason.clone();
        if !uphold {
            return Ok(vec![Event::ObjectionDismissed(ObjectionDismissed { reason })]);
        }
        let route = self.granted_anew(context);
        Ok(route.events(|passage| Event::ObjectionUpheld(ObjectionUpheld { reason, passage })))
    }

    /// What time brings to a pending objection: a date moved by the calendar,
    /// only ever later; the warning; and the end of the time.
    pub(crate) fn decide_objection_time(&self, context: &Context<'_>) -> Vec<Event> {
        let Some(objection) = self.pending_objection() else { return Vec::new() };
        if let Some(moved) = objection_moved(objection, context) {
            let mut events = vec![Event::ObjectionMoved(moved)];
            events.extend(self.after(&events, context).decide_objection_time(context));
            return events;
        }
        let mut events = Vec::new();
        if objection.due.provisional.is_some() {
            return events;
        }
        if objection.warned.is_none() && objection.warn_at <= context.now {
            let effective_at = objection.warn_at;
            events.push(Event::ObjectionWarned(ObjectionWarned { effective_at }));
        }
        if objection.due.is_missed(context.now) {
            let effective_at = objection.due.at;
            let basis = ObjectionRule::of(objection.rule).basis();
            let route = self.granted_anew(context);
            events.extend(route.events(|passage| {
                Event::ObjectionLapsed(ObjectionLapsed { effective_at, basis, passage })
            }));
        }
        events
    }

    /// To the issuance, wherever the rejection had brought the case; the clock
    /// of the application stays stopped, as after a deemed approval.
    fn granted_anew(&self, context: &Context<'_>) -> Route {
        let advance = context
            .sop
            .issuance()
            .and_then(|step| context.sop.reopen(&self.run, &step.id).ok())
            .unwrap_or_default();
        let route = self.route(advance.clone(), ClockCommand::Leave, context);
        route.unwrap_or_else(|_| Route::without_clock(advance, context))
    }
}

/// Whether objections are before this officer: the head of the agency, or a
/// superior of one of its units.
#[must_use]
pub fn may_decide_objections(officer: &Officer, agency: &AgencyId) -> bool {
    officer.duties.iter().any(|duty| {
        duty.agency() == agency && matches!(duty, Duty::Govern { .. } | Duty::Supervise { .. })
    })
}

fn objection_moved(objection: &Objection, context: &Context<'_>) -> Option<ObjectionMoved> {
    let old = &objection.due;
    if context.calendar.revision() <= old.calendar_revision {
        return None;
    }
    let rule = ObjectionRule::of(objection.rule);
    let start = objection.filed_at;
    let due = context.calendar.deadline(start, rule.decide_within, CountFrom::default());
    if due.at < old.at || (due.at == old.at && due.provisional == old.provisional) {
        return None;
    }
    let warn_at = context.calendar.ahead_of(&due, rule.warn_before);
    Some(ObjectionMoved { due, warn_at })
}
