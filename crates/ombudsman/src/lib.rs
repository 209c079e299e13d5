//! The register of the Ombudsman's products (UU 37/2008): what it asks of an agency, by
//! when, what the agency did about it, and how it ended.
//!
//! A due date is the one in the product's own letter; where the letter names none, it
//! follows from what is known of the law, with how sure we are of it. Where nothing is
//! known, none is made up.
//!
//! Architecture invariant: this crate performs no I/O and reads no clock; the instant of a
//! decision and the calendar are arguments.

mod decide;
mod event;
mod kind;
mod product;
mod refusal;

pub use decide::{Command, Context, NewProduct};
pub use event::{
    CalendarAmended, Closed, Event, FollowedUp, Overdue, Recorded, Unreadable, Warned,
};
pub use kind::{Kind, Term};
pub use product::{Basis, Due, FollowUp, Outcome, Product};
pub use refusal::Refusal;
