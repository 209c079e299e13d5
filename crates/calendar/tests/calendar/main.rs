//! What the calendar promises, checked through its public surface.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod amendments;
mod counting;
mod due_dates;
mod events;
mod explained;
mod hours;
mod ledger_rules;
mod naive;
mod oracle;
mod support;
