//! `satupintu.permits.v1.ConductService`: conflicts of interest, and tasks in
//! other hands.

mod service;
mod wire;

pub(crate) use service::ConductService;
