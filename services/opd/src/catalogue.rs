//! `satupintu.sop.v1.CatalogueService`: what an agency offers, and how.
//!
//! Beside `service` and `wire` stand `check`: an SOP under check may run
//! others as parts of it, which have to be fetched first; and `poster`: a
//! service on paper.

mod check;
mod poster;
mod service;
pub(crate) mod wire;

pub(crate) use service::CatalogueService;
