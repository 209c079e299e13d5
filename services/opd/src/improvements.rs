//! `satupintu.improvement.v1.ImprovementsService`: the register of improvements.

mod answer;
mod service;
mod wire;

pub(crate) use service::ImprovementsService;
