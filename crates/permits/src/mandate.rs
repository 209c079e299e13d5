//! Mandates (kuasa): somebody acts for the applicant, for stated acts, until a date.
//!
//! An agent shows a secret of the own, never the applicant's, and everything
//! done by it is journaled as the agent's. Giving one and its end are told to
//! the applicant, whatever the applicant has chosen to be told.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::{Instant, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{
    application::Application,
    command::Command,
    context::Context,
    event::Event,
    payload::{MandateEnded, MandateGiven},
    refusal::Refusal,
};

/// The most mandates of a case, ended ones too.
pub const MOST_MANDATES: usize = 20;
/// The longest time for which one is given, in days; then it is given anew.
pub const LONGEST_MANDATE_DAYS: i32 = 366;

/// What an agent may do beside looking where the application stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandateScope {
    /// Hand in files, and the file again when it was returned.
    HandIn,
    /// Write to the office and read what it writes.
    Correspond,
    /// Object to a rejection.
    Object,
    /// Withdraw the application.
    Withdraw,
    /// Fetch what was issued.
    Collect,
}

/// Why a mandate ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MandateCause {
    /// Its date passed.
    Expired,
    /// The applicant took it back, or the agent laid it down.
    Ended,
}

/// The end of a mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandateEnd {
    /// The lawful instant.
    pub at: Instant,
    /// Why.
    pub cause: MandateCause,
}

/// A mandate as it is to be given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMandate {
    /// Who the agent is, and where reached.
    pub agent: SealedRef,
    /// Keyed digest of the agent's own secret.
    pub secret_digest: String,
    /// For what.
    pub scope: BTreeSet<MandateScope>,
    /// The last day on which it holds.
    pub until: Date,
}

/// A mandate of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mandate {
    /// Its place in the record, from 1 on.
    pub number: u32,
    /// Who the agent is.
    pub agent: SealedRef,
    /// Keyed digest of the agent's own secret.
    pub secret_digest: String,
    /// For what.
    pub scope: BTreeSet<MandateScope>,
    /// The last day on which it holds.
    pub until: Date,
    /// The end of that day in the agency's zone.
    pub ends_at: Instant,
    /// When it was given.
    pub given_at: Instant,
    /// Its end, once it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<MandateEnd>,
}

impl Mandate {
    /// Whether it holds at `now`, recorded as ended or not.
    #[must_use]
    pub fn holds(&self, now: Instant) -> bool {
        self.ended.is_none() && now < self.ends_at
    }
}

impl Application {
    /// The mandate of that number, if it holds.
    #[must_use]
    pub fn mandate(&self, number: u32, now: Instant) -> Option<&Mandate> {
        self.mandates.iter().find(|mandate| mandate.number == number && mandate.holds(now))
    }

    /// Whether the agent may do this, now.
    pub(crate) fn must_be_mandated(
        &self,
        number: u32,
        command: &Command,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let mandate = self.mandate(number, context.now).ok_or(Refusal::MandateEnded)?;
        let needed = match command {
            Command::Resubmit { .. } | Command::Attach { .. } => MandateScope::HandIn,
            Command::PostMessage { .. } => MandateScope::Correspond,
            Command::FileObjection { .. } => MandateScope::Object,
            Command::Withdraw { .. } => MandateScope::Withdraw,
            Command::EndMandate { number: ended } if *ended == number => return Ok(()),
            _ => return Err(Refusal::ApplicantOnly),
        };
        match mandate.scope.contains(&needed) {
            true => Ok(()),
            false => Err(Refusal::MandateTooNarrow),
        }
    }

    /// One agent at a time: the applicant must know who it is.
    pub(crate) fn give_mandate(
        &self,
        new: &NewMandate,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let number = u32::try_from(self.mandates.len()).unwrap_or(u32::MAX).saturating_add(1);
        if self.mandates.iter().any(|mandate| mandate.holds(context.now)) {
            return Err(Refusal::MandateGivenAlready);
        }
        if self.mandates.len() >= MOST_MANDATES {
            return Err(Refusal::TooManyMandates);
        }
        Ok(vec![mandate_given(number, new, context)?])
    }

    pub(crate) fn end_mandate(
        &self,
        number: u32,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.mandate(number, context.now).ok_or(Refusal::MandateEnded)?;
        let (cause, effective_at) = (MandateCause::Ended, context.now);
        Ok(vec![Event::MandateEnded(MandateEnded { number, cause, effective_at })])
    }

    /// Mandates whose last day has passed, each once.
    pub(crate) fn mandates_by_time(&self, context: &Context<'_>) -> Vec<Event> {
        let is_due = |mandate: &&Mandate| {
            mandate.ended.is_none() && mandate.ends_at <= context.now && self.erased_at.is_none()
        };
        let due = self.mandates.iter().filter(is_due).map(|mandate| {
            let (number, effective_at) = (mandate.number, mandate.ends_at);
            Event::MandateEnded(MandateEnded { number, cause: MandateCause::Expired, effective_at })
        });
        due.collect()
    }

    /// The next instant at which a mandate ends.
    pub(crate) fn mandate_wakes_at(&self) -> Option<Instant> {
        let open = self.mandates.iter().filter(|mandate| mandate.ended.is_none());
        let open = open.filter(|_| self.erased_at.is_none());
        open.map(|mandate| mandate.ends_at).min()
    }
}

/// The event of a mandate with lawful dates.
pub(crate) fn mandate_given(
    number: u32,
    new: &NewMandate,
    context: &Context<'_>,
) -> Result<Event, Refusal> {
    let NewMandate { agent, secret_digest, scope, until } = new.clone();
    let today = context.today();
    let days = until.since(today).map_or(i32::MAX, |span| span.get_days());
    if !(0..=LONGEST_MANDATE_DAYS).contains(&days) {
        return Err(Refusal::MandateDateImpossible);
    }
    let next = until.tomorrow().map_err(|_| Refusal::MandateDateImpossible)?;
    let ends_at = context.calendar.zone().at(next, 0);
    let given = MandateGiven { number, agent, secret_digest, scope, until, ends_at };
    Ok(Event::MandateGiven(given))
}
