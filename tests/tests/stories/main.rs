//! Stories through real servers over gRPC, each on SQLite and on PostgreSQL.
//!
//! One binary: every binary that needs PostgreSQL starts a cluster of its own.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a story that cannot go on has failed, in its helpers as in its test"
)]

mod areas;
mod backup;
mod calendar;
#[path = "../../../crates/documents/tests/pages/camera.rs"]
mod camera;
mod complaints;
mod conduct;
mod consultations;
mod contract;
mod deadlines;
mod documents;
mod duties;
mod erasure;
mod evidence;
mod exchange;
mod export;
mod feed;
mod fees;
mod figures;
mod files;
mod foreign;
mod governance;
mod improvements;
mod inbox;
mod inspections;
mod intake;
mod licences;
mod lists;
mod mall;
mod mandates;
mod measures;
mod memory;
mod messages;
mod notices;
mod numbers;
mod objections;
mod ombudsman;
mod outbox;
mod packaging;
mod papers;
mod passage;
mod queue;
mod readiness;
#[allow(dead_code, reason = "a part of the reader is enough here")]
#[path = "../../../crates/documents/tests/pages/reading.rs"]
mod reading;
mod reasons;
mod retries;
mod returns;
mod rotation;
mod rush;
mod standards;
mod subjects;
mod surveys;
mod traces;
mod unlinkable;
mod whistleblowing;
