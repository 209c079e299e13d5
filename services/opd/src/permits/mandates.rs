//! `satupintu.permits.v1.MandatesService`: who may act for an applicant.

mod agent;
mod answer;
mod service;
pub(crate) mod wire;

pub(crate) use agent::Agent;
pub(crate) use service::MandatesService;
