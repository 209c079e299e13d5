//! `satupintu.sop.v1.CatalogueService`: what an agency offers, and how.
//!
//! Beside `service` and `wire` stands `check`: an SOP under check may run
//! others as parts of it, which have to be fetched first.

mod check;
mod service;
pub(crate) mod wire;

pub(crate) use service::CatalogueService;
