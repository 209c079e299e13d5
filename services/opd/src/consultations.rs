//! `satupintu.consultations.v1.ConsultationsService`: forums of the public on
//! drafts of standards and procedures.
//!
//! Beside `service`, `wire` and `answer` stand `subject`, the text that is
//! discussed, `minutes`, the page that both sides sign, and `changes`, what a
//! published text owes to comments.

mod answer;
mod changes;
mod minutes;
mod readers;
mod service;
mod subject;
mod wire;
mod writes;

pub(crate) use changes::changes;
pub(crate) use readers::opened_by;
pub(crate) use service::ConsultationsService;
