//! Civil dates, working days, office hours, and the clock ledger.
//!
//! A deadline is a pure function of a clock ledger and a calendar. It comes with
//! an explanation that a citizen can redo by hand.
//!
//! Architecture invariant: no clock, no I/O, no randomness; `now` is an argument.
//! Architecture invariant: no change of a calendar brings a deadline forward.

mod calendar;
pub mod cause;
mod day;
mod deadline;
mod duration;
mod event;
mod explain;
mod holiday;
mod hours;
mod ledger;
pub mod national;
mod record;
mod refusal;
mod rule;
mod table;
mod words;
mod zone;

pub use calendar::{Calendar, explain_due, explain_due_at};
pub use deadline::{Deadline, NotDecreed, Provisional};
pub use duration::{CountFrom, TooLong, WorkDuration};
pub use event::{CalendarCommand, CalendarEvent, Opened, Unreadable};
pub use holiday::{Amendment, Holiday, HolidayChange, HolidayKind, RamadanPeriod};
pub use hours::{HoursError, OfficeHours, Session, Week};
pub use ledger::{Allowance, Change, Entry, Held, Holder, Ledger, LedgerError, Mark, Standing};
pub use national::Edition;
pub use record::{CalendarRecord, ListedDay, ListedRamadan, LoadedEdition, Withdrawal};
pub use refusal::Refusal;
pub use zone::Zone;
