//! `satupintu.permits.v1.LicencesService`: licences after their issue.

pub(crate) mod answer;
mod service;
pub(crate) mod wire;

pub(crate) use service::LicencesService;
