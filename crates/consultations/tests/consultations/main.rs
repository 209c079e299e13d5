//! The rules of forums: a life by example, laws, clauses, samples.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod clauses;
mod laws;
mod life;
mod samples;
mod world;
