//! `satupintu.permits.v1.ObjectionsService`: objections against rejections.

pub(crate) mod answer;
mod service;
mod wire;

pub(crate) use service::ObjectionsService;
