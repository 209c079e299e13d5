//! `satupintu.intake.v1.IntakeService`: what a gateway took in while nobody answered here.

mod service;
mod wire;

pub(crate) use service::IntakeService;
