//! `satupintu.journal.v1.JournalService`: the evidence, and proofs from it.

mod service;
mod wire;

pub(crate) use service::JournalService;
