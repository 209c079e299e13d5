//! `satupintu.ombudsman.v1.OmbudsmanService`: what the Ombudsman asks of the agency.

mod answer;
mod service;
mod wire;

pub(crate) use service::OmbudsmanService;
