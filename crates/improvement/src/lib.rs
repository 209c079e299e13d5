//! The register of improvements (tindak lanjut perbaikan): one list of actions,
//! whatever they follow from, so that what people said does not end on paper.
//!
//! An [`Action`] has an owner, a due day, a proof, and what it brought, before and
//! after. Whoever did it does not verify it. Being overdue is derived; that
//! superiors were told is an event, once for each level. [`Indicators`] are the
//! share and the speed of follow-up that PEKPPP asks for (PermenPANRB 29/2022).
//!
//! Architecture invariant: no I/O, no clock, no randomness. The crate names what
//! an action follows from, and knows nothing of it.

mod action;
mod decide;
mod effect;
mod event;
mod indicator;
mod refusal;

pub use action::{Action, Origin, Owner, Source, State};
pub use decide::{Command, Context, NewAction};
pub use effect::{Effect, Measure};
pub use event::{
    Assigned, Completed, Dropped, EffectRecorded, Escalated, Event, Level, Opened, Returned,
    Unreadable, Verified,
};
pub use indicator::{Indicator, Indicators, Ratio, indicators};
pub use refusal::Refusal;
