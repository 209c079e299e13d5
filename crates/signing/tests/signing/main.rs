//! Signatures: made here, asked for at a stand-in for BSrE, judged, and judged by a
//! program that is not ours.

#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "allowed in tests, and clippy takes only functions marked #[test] for tests"
)]

mod bsre;
mod foreign;
mod local;
mod papers;
mod stand_in;
mod tampering;
