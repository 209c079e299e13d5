//! The edge as callers meet it: real tokens, a real server, a loopback socket.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "allowed in tests, and clippy takes only functions marked #[test] for tests"
)]

mod gate;
mod issuer;
mod keyring;
mod limits;
mod log;
mod messages;
mod probe;
mod serving;
mod signing;
mod statuses;
mod tokens;
