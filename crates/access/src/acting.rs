//! Who acts on a record, with the duties that count at this instant.

use kernel::{Actor, AgencyId, Executor, PersonId, UnitId};

use crate::duty::Duty;

/// A person in service and the duties held at one instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// The person, by pseudonym; separation of duties counts persons.
    pub person: PersonId,
    /// The duties in force, without repeats.
    pub duties: Vec<Duty>,
}

impl Officer {
    /// Whether the person may do the steps of `executor`.
    #[must_use]
    pub fn may_execute(&self, executor: &Executor) -> bool {
        self.duties.iter().any(|duty| matches!(duty, Duty::Execute(held) if held == executor))
    }

    /// Whether the person oversees `unit` of `agency`.
    #[must_use]
    pub fn may_supervise(&self, agency: &AgencyId, unit: &UnitId) -> bool {
        self.duties
            .iter()
            .any(|duty| matches!(duty, Duty::Supervise { agency: a, unit: u } if a == agency && u == unit))
    }

    /// Whether the person keeps the accounts and settings of `agency`.
    #[must_use]
    pub fn may_administer(&self, agency: &AgencyId) -> bool {
        self.duties.iter().any(|duty| matches!(duty, Duty::Administer { agency: a } if a == agency))
    }

    /// Whether the person audits `agency`.
    #[must_use]
    pub fn may_audit(&self, agency: &AgencyId) -> bool {
        self.duties.iter().any(|duty| matches!(duty, Duty::Audit { agency: a } if a == agency))
    }

    /// Whether the person heads `agency`.
    #[must_use]
    pub fn may_govern(&self, agency: &AgencyId) -> bool {
        self.duties.iter().any(|duty| matches!(duty, Duty::Govern { agency: a } if a == agency))
    }

    /// Whether the person protects personal data at `agency`.
    #[must_use]
    pub fn may_protect(&self, agency: &AgencyId) -> bool {
        self.duties.iter().any(|duty| matches!(duty, Duty::Protect { agency: a } if a == agency))
    }

    /// Whether this is the payment system of `agency`.
    #[must_use]
    pub fn may_settle(&self, agency: &AgencyId) -> bool {
        self.duties.iter().any(|duty| matches!(duty, Duty::Settle { agency: a } if a == agency))
    }

    /// Whether the person reads for the inspectorate what is reported about `agency`.
    #[must_use]
    pub fn may_inspect(&self, agency: &AgencyId) -> bool {
        self.duties.iter().any(|duty| matches!(duty, Duty::Inspect { agency: a } if a == agency))
    }

    /// Whether the person answers for how `agency` serves, and so sees its figures to the
    /// last case: heads, administers or audits it, or oversees a unit of it.
    #[must_use]
    pub fn may_see_figures(&self, agency: &AgencyId) -> bool {
        self.duties.iter().any(|duty| match duty {
            Duty::Govern { agency: of }
            | Duty::Administer { agency: of }
            | Duty::Audit { agency: of }
            | Duty::Supervise { agency: of, unit: _ } => of == agency,
            Duty::Execute(_)
            | Duty::Protect { .. }
            | Duty::Settle { .. }
            | Duty::Inspect { .. } => false,
        })
    }

    /// The executors whose steps the person may do: what the task inbox shows.
    pub fn executors(&self) -> impl Iterator<Item = &Executor> {
        self.duties.iter().filter_map(|duty| match duty {
            Duty::Execute(executor) => Some(executor),
            Duty::Supervise { .. }
            | Duty::Administer { .. }
            | Duty::Audit { .. }
            | Duty::Govern { .. }
            | Duty::Protect { .. }
            | Duty::Settle { .. }
            | Duty::Inspect { .. } => None,
        })
    }
}

/// Who acts, as the credential showed; never read from a request's body.
#[derive(Clone, Copy, Debug)]
pub enum Acting<'a> {
    /// Somebody in service, signed in, with the duties of this instant.
    Officer(&'a Officer),
    /// The applicant of the record, shown by receipt number and secret.
    Applicant,
    /// Somebody who acts for the applicant, by the number of the mandate.
    Agent(u32),
    /// Another agency's deployment, known by its certificate.
    Peer(&'a AgencyId),
    /// Nobody in particular.
    Public,
    /// The deployment itself.
    System,
}

impl Acting<'_> {
    /// The actor that the journal names.
    #[must_use]
    pub fn actor(&self) -> Actor {
        match self {
            Self::Officer(officer) => Actor::Officer(officer.person.clone()),
            Self::Applicant => Actor::Applicant,
            Self::Agent(mandate) => Actor::Agent(*mandate),
            Self::Peer(agency) => Actor::Peer((*agency).clone()),
            Self::Public => Actor::Public,
            Self::System => Actor::System,
        }
    }
}
