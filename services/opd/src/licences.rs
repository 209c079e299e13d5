//! `satupintu.permits.v1.LicencesService`: licences after their issue.

pub(crate) mod answer;
mod document;
mod service;
pub(crate) mod wire;

pub(crate) use document::Documents;
pub use document::Signature;
pub(crate) use service::LicencesService;
