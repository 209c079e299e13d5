//! `satupintu.permits.v1.PermitsService`: applications from submission to issue.

mod answer;
mod case;
mod form;
mod list;
mod service;
mod wire;

pub(crate) use service::PermitsService;
