//! Who may do what: accounts, duties, and the rule that a method demands.
//!
//! Duties come from our own journaled assignments, never from a token: the
//! token says which account signs in, the record says which person that is
//! and what the person may do at this instant.
//!
//! Architecture invariant: pure. No I/O, no clock, no randomness; `now` and
//! whether an account is already taken are arguments.

mod acting;
mod command;
mod duty;
mod event;
mod record;
mod refusal;
mod rule;

pub use acting::{Acting, Officer};
pub use command::{Command, Context};
pub use duty::{Duty, DutyError};
pub use event::{AccountLinked, Assigned, Enrolled, Event, KinshipRegistered, Revoked, Unreadable};
pub use record::{Account, Assignment, OfficerRecord};
pub use refusal::Refusal;
pub use rule::Rule;
