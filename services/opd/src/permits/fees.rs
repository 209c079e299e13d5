//! `satupintu.permits.v1.FeesService`: what applicants owe and pay.

pub(super) mod answer;
mod service;
mod wire;

pub(crate) use service::FeesService;
