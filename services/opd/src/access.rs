//! `satupintu.access.v1.AccessService`: who is who, and who may do what.

mod service;
mod wire;

pub(crate) use service::AccessService;
