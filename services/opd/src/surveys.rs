//! `satupintu.surveys.v1.SurveysService`: responses that cannot be joined to anybody,
//! and what they come to.

mod answer;
mod report;
mod service;
mod wire;

pub(crate) use service::SurveysService;
