//! `satupintu.permits.v1.PermitsService`: applications from submission to issue.

pub(crate) mod answer;
mod case;
mod conduct;
pub(crate) mod form;
pub(crate) mod list;
mod service;
mod wire;

pub(crate) use case::Sealing;
pub(crate) use conduct::ConductService;
pub(crate) use form::Form;
pub(crate) use service::PermitsService;
pub(crate) use wire::{Holder, holder, purpose_of};
