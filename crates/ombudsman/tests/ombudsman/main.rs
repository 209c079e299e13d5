//! The register of the Ombudsman's products: due dates, life, laws, samples.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod due_dates;
mod life;
mod samples;
mod world;
