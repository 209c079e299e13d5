//! `satupintu.permits.v1.InspectionsService`: visits and their minutes.

mod answer;
mod service;
mod wire;

pub(crate) use service::{InspectionsService, may_open};
