//! Personal data as a whole: given out, destroyed.

mod export;
mod service;
mod wire;
mod words;

pub(crate) use service::PrivacyService;
