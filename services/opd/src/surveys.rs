//! `satupintu.surveys.v1.SurveysService`: responses that cannot be joined to anybody,
//! and what they come to.

mod answer;
mod release;
mod report;
mod service;
mod wire;

pub(crate) use release::hourly;
pub(crate) use service::SurveysService;
