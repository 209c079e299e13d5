//! `satupintu.privacy.v1.PrivacyService`: personal data given out, destroyed,
//! answered for.

mod export;
mod register;
mod service;
mod wire;
mod words;

pub(crate) use service::PrivacyService;
