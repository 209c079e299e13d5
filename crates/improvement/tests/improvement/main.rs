//! The rules of the register: a life by example, laws, indicators, samples.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod indicators;
mod laws;
mod life;
mod samples;
mod world;
