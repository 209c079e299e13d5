//! `satupintu.sop.v1.SopGovernanceService`: how procedures are governed.

mod answer;
mod service;
mod wire;

pub(crate) use service::SopGovernanceService;
