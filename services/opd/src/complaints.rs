//! `satupintu.complaints.v1`: complaints from receipt to closing.

mod answer;
mod reporter;
mod service;
mod wire;

pub(crate) use service::ComplaintsService;
