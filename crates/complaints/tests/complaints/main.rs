//! The rules of complaints, from outside.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod due_dates;
mod life;
mod model;
mod samples;
mod similar;
mod world;
