//! `satupintu.intake.v1.IntakeService`: what a gateway took in while nobody answered here.

mod service;
mod wire;

pub(crate) use service::IntakeService;

/// For what a gateway seals.
const INTAKE: &str = "satupintu intake 1";
/// For what is sealed that is answered.
const REPLY: &str = "satupintu intake reply 1";
