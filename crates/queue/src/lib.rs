//! Counters and tickets of a public service mall (mal pelayanan publik,
//! Perpres 89/2021): who waits for which agency's stand, and who is next.
//!
//! A [`Hall`] says which stands (gerai) there are, how many people each takes a
//! day, and by which published rule somebody may go first. A [`StandDay`] is
//! the line of one stand on one day; a [`Visit`] ties the tickets of one
//! person's needs together.
//!
//! Architecture invariant: pure. No I/O, no clock, no randomness. No name, no
//! identity number and no contact is known here: a visit is a random id.

mod day;
mod event;
mod figures;
mod hall;
mod line;
mod record;
mod refusal;
mod ticket;
mod visit;

pub use day::{DayCommand, Hours, StandDay, Taking};
pub use event::{
    Absent, Called, Cancelled, CheckedIn, DayClosed, DayOpened, Event, HallSet, Served,
    ServingBegun, TicketTaken, Transferred, Unreadable, VisitExtended, VisitPlanned,
};
pub use figures::{Figures, Minutes};
pub use hall::{CheckedPlan, Counter, Hall, HallFault, HallPlan, PriorityClass, Stand};
pub use record::{Kind, Record};
pub use refusal::Refusal;
pub use ticket::{Source, Standing, Ticket, TicketNumber};
pub use visit::{Planned, Visit};
