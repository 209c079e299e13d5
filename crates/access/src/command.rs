//! What an administrator may ask for, and what is known when deciding on it.

use kernel::{Instant, PersonId, SealedRef};

use crate::{duty::Duty, record::Account};

/// A change of who is who, or of who may do what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Makes a person known, with a first account.
    Enrol {
        /// The pseudonym, new to this deployment.
        person: PersonId,
        /// The account that signs in as this person.
        account: Account,
    },
    /// Lets one more account sign in as the same person.
    LinkAccount {
        /// The account, not yet linked to anybody.
        account: Account,
    },
    /// Charges the person with a duty, from now on; or sets a new end for it.
    Assign {
        /// The duty.
        duty: Duty,
        /// The first instant at which it no longer holds; `None`: until revoked.
        until: Option<Instant>,
    },
    /// Ends a duty now.
    Revoke {
        /// The duty.
        duty: Duty,
    },
    /// Registers numbers that the person shares with family.
    RegisterKinship {
        /// The numbers, sealed.
        numbers: SealedRef,
    },
}

/// What the decision needs to know beyond the record.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    /// The instant of the decision.
    pub now: Instant,
    /// Whether the account in the command is already linked to a person.
    pub account_is_taken: bool,
}
