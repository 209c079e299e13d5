//! `satupintu.files.v1.FilesService`: files of applications and complaints, sealed on
//! arrival.
//!
//! Beside `service` and `wire`, a file for each way that content takes: it is
//! too large to be in a message or in memory.

pub(crate) mod about;
pub(crate) mod hash;
mod held;
pub(crate) mod moving;
mod party;
pub(crate) mod receive;
pub(crate) mod send;
mod service;
mod tidy;
pub(crate) mod vault;
pub(crate) mod wire;

pub(crate) use service::FilesService;
pub use tidy::Untidy;
pub(crate) use tidy::{forever, tidy};
