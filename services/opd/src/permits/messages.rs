//! `satupintu.permits.v1.MessagesService`: what applicant and office write to each other.

mod answer;
mod service;
mod wire;

pub(crate) use service::MessagesService;
