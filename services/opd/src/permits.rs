//! `satupintu.permits.v1`: applications from submission to issue, and their fees.

pub(crate) mod answer;
mod case;
mod conduct;
mod fees;
pub(crate) mod form;
mod inspections;
pub(crate) mod list;
mod mandates;
mod masked;
mod messages;
pub(crate) mod objections;
mod papers;
mod service;
pub(crate) mod wire;

pub(crate) use case::{Opened, Sealing, actor, opened_by};
pub(crate) use conduct::ConductService;
pub(crate) use fees::FeesService;
pub(crate) use form::Form;
pub(crate) use inspections::InspectionsService;
pub(crate) use mandates::MandatesService;
pub(crate) use messages::MessagesService;
pub(crate) use objections::ObjectionsService;
pub(crate) use papers::PapersService;
pub(crate) use service::PermitsService;
pub(crate) use wire::{Holder, holder, purpose_of};
