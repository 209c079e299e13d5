//! `satupintu.complaints.v1`: complaints from receipt to closing.

mod answer;
mod reporter;
mod service;
mod wire;

pub(crate) use answer::{form, state, state_text};
pub(crate) use reporter::Reporter;
pub(crate) use service::{ComplaintsService, opened_by, visible};
pub(crate) use wire::forms_of;
