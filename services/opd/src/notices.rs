//! `satupintu.notices.v1.NoticesService`: what applicants and reporters are told. Besides
//! the files of every service, `delivery` makes the notices and sends them, in the words
//! of `applicant`, `invitation` and `reporter`.

mod applicant;
mod delivery;
mod invitation;
mod reporter;
mod service;
mod wire;

pub(crate) use delivery::{CURSOR, Delivery};
pub(crate) use service::NoticesService;
pub(crate) use wire::{language_of, language_to, preferences_of};
