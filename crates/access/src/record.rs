//! An officer's record: which accounts are this person, charged with what, when.

use kernel::{AgencyId, Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize};

use crate::{
    acting::{Acting, Officer},
    command::{Command, Context},
    duty::Duty,
    event::{AccountLinked, Assigned, Enrolled, Event, KinshipRegistered, Revoked},
    refusal::Refusal,
};

/// Bounds what one person can hold at once, and so the size of the record.
const MOST_DUTIES: usize = 64;
/// Bounds the accounts of one person.
const MOST_ACCOUNTS: usize = 8;

/// A way to sign in: a subject at an issuer of tokens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The token's `iss`.
    pub issuer: String,
    /// The token's `sub`. Journaled, so it must be opaque: where an issuer puts
    /// a name, an address or a number of a person here, give its keyed digest.
    pub subject: String,
}

/// A duty and the time for which it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// The duty.
    pub duty: Duty,
    /// The first instant at which it holds.
    pub from: Instant,
    /// The first instant at which it no longer holds; absent: until revoked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
}

impl Assignment {
    fn holds_at(&self, now: Instant) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }
}

/// One person in service. Ended assignments stay: who held which duty when is
/// itself a question that an auditor asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficerRecord {
    /// The pseudonym.
    pub person: PersonId,
    /// The accounts that sign in as this person.
    pub accounts: Vec<Account>,
    /// The assignments, oldest first.
    pub assignments: Vec<Assignment>,
    /// The numbers shared with family, sealed: with them, an application is
    /// compared before the person acts on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kinship: Option<SealedRef>,
}

impl OfficerRecord {
    /// The person with the duties in force at `now`.
    #[must_use]
    pub fn at(&self, now: Instant) -> Officer {
        let in_force = self.assignments.iter().filter(|assignment| assignment.holds_at(now));
        Officer {
            person: self.person.clone(),
            duties: in_force.map(|assignment| assignment.duty.clone()).collect(),
        }
    }

    /// The event that `command` would cause on `record` (`None`: nobody is
    /// enrolled under this pseudonym), or the rule that refuses it.
    ///
    /// # Errors
    /// Every [`Refusal`] but those of [`crate::Rule`].
    pub fn decide(
        record: Option<&Self>,
        acting: &Acting<'_>,
        command: &Command,
        context: &Context,
    ) -> Result<Event, Refusal> {
        match (record, command) {
            (Some(_), Command::Enrol { .. }) => Err(Refusal::AlreadyEnrolled),
            (None, Command::Enrol { person, account }) => enrol(acting, person, account, context),
            (None, _) => Err(Refusal::NotEnrolled),
            (Some(record), Command::LinkAccount { account }) => {
                record.link_account(acting, account, context)
            }
            (Some(record), Command::Assign { duty, until }) => {
                record.assign(acting, duty, *until, context.now)
            }
            (Some(record), Command::Revoke { duty }) => record.revoke(acting, duty, context.now),
            (Some(record), Command::RegisterKinship { numbers }) => {
                record.register_kinship(acting, numbers, context.now)
            }
        }
    }

    /// The record after `event`. Total: what was recorded did happen; an event
    /// about a person who was never enrolled leaves nothing.
    #[must_use]
    pub fn evolve(record: Option<Self>, event: &Event) -> Option<Self> {
        match event {
            Event::Enrolled(Enrolled { person, account }) => Some(Self {
                person: person.clone(),
                accounts: vec![account.clone()],
                assignments: Vec::new(),
                kinship: None,
            }),
            Event::AccountLinked(AccountLinked { account }) => record.map(|mut record| {
                record.accounts.push(account.clone());
                record
            }),
            Event::Assigned(Assigned { duty, from, until }) => record.map(|mut record| {
                record.end(duty, *from);
                let assignment = Assignment { duty: duty.clone(), from: *from, until: *until };
                record.assignments.push(assignment);
                record
            }),
            Event::Revoked(Revoked { duty, at }) => record.map(|mut record| {
                record.end(duty, *at);
                record
            }),
            Event::KinshipRegistered(KinshipRegistered { numbers }) => record.map(|mut record| {
                record.kinship = Some(numbers.clone());
                record
            }),
        }
    }

    fn end(&mut self, duty: &Duty, at: Instant) {
        for assignment in &mut self.assignments {
            if assignment.duty == *duty && assignment.holds_at(at) {
                assignment.until = Some(at);
            }
        }
    }

    fn link_account(
        &self,
        acting: &Acting<'_>,
        account: &Account,
        context: &Context,
    ) -> Result<Event, Refusal> {
        // An account is power over every duty of the person, so the
        // administrator must answer for every agency in which there is one.
        let duties = self.at(context.now).duties;
        administers_all(acting, duties.iter().map(Duty::agency))?;
        not_self(acting, &self.person)?;
        if context.account_is_taken || self.accounts.contains(account) {
            return Err(Refusal::AccountTaken);
        }
        if self.accounts.len() >= MOST_ACCOUNTS {
            return Err(Refusal::TooMany { limit: MOST_ACCOUNTS });
        }
        Ok(Event::AccountLinked(AccountLinked { account: account.clone() }))
    }

    fn assign(
        &self,
        acting: &Acting<'_>,
        duty: &Duty,
        until: Option<Instant>,
        now: Instant,
    ) -> Result<Event, Refusal> {
        administers_all(acting, [duty.agency()])?;
        not_self(acting, &self.person)?;
        if until.is_some_and(|until| until <= now) {
            return Err(Refusal::EndNotInFuture);
        }
        let mut others = 0;
        for held in self.assignments.iter().filter(|assignment| assignment.holds_at(now)) {
            if held.duty == *duty {
                if held.until == until {
                    return Err(Refusal::AlreadyAssigned);
                }
                continue;
            }
            if !held.duty.is_compatible_with(duty) {
                return Err(Refusal::DutiesIncompatible);
            }
            others += 1;
        }
        if others >= MOST_DUTIES {
            return Err(Refusal::TooMany { limit: MOST_DUTIES });
        }
        Ok(Event::Assigned(Assigned { duty: duty.clone(), from: now, until }))
    }

    /// By the person, or by who administers every agency in which there is a
    /// duty: the numbers can keep the person from work.
    fn register_kinship(
        &self,
        acting: &Acting<'_>,
        numbers: &SealedRef,
        now: Instant,
    ) -> Result<Event, Refusal> {
        let is_self = matches!(acting, Acting::Officer(officer) if officer.person == self.person);
        if !is_self {
            administers_all(acting, self.at(now).duties.iter().map(Duty::agency))?;
        }
        Ok(Event::KinshipRegistered(KinshipRegistered { numbers: numbers.clone() }))
    }

    fn revoke(&self, acting: &Acting<'_>, duty: &Duty, now: Instant) -> Result<Event, Refusal> {
        administers_all(acting, [duty.agency()])?;
        if !self.assignments.iter().any(|held| held.duty == *duty && held.holds_at(now)) {
            return Err(Refusal::NotAssigned);
        }
        Ok(Event::Revoked(Revoked { duty: duty.clone(), at: now }))
    }
}

fn enrol(
    acting: &Acting<'_>,
    person: &PersonId,
    account: &Account,
    context: &Context,
) -> Result<Event, Refusal> {
    administers_all(acting, [])?;
    not_self(acting, person)?;
    if context.account_is_taken {
        return Err(Refusal::AccountTaken);
    }
    Ok(Event::Enrolled(Enrolled { person: person.clone(), account: account.clone() }))
}

/// The settings' own word (`System`), or an administrator of every agency
/// named; of any agency, where none is.
fn administers_all<'a>(
    acting: &Acting<'_>,
    agencies: impl IntoIterator<Item = &'a AgencyId>,
) -> Result<(), Refusal> {
    match acting {
        Acting::System => Ok(()),
        Acting::Officer(officer) => {
            let is_administrator =
                officer.duties.iter().any(|duty| matches!(duty, Duty::Administer { .. }));
            let of_each = agencies.into_iter().all(|agency| officer.may_administer(agency));
            if is_administrator && of_each { Ok(()) } else { Err(Refusal::AdministratorOnly) }
        }
        Acting::Applicant | Acting::Agent(_) | Acting::Peer(_) | Acting::Public => {
            Err(Refusal::AdministratorOnly)
        }
    }
}

fn not_self(acting: &Acting<'_>, person: &PersonId) -> Result<(), Refusal> {
    match acting {
        Acting::Officer(officer) if officer.person == *person => Err(Refusal::SelfAssignment),
        Acting::Officer(_)
        | Acting::Applicant
        | Acting::Agent(_)
        | Acting::Peer(_)
        | Acting::Public
        | Acting::System => Ok(()),
    }
}
