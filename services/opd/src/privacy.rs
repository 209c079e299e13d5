//! `satupintu.privacy.v1.PrivacyService`: personal data given out, destroyed,
//! answered for. `document` is what a person gets, `erase` what is left of one.

mod document;
mod erase;
mod export;
mod register;
mod service;
mod wire;
mod words;

pub(crate) use service::PrivacyService;
