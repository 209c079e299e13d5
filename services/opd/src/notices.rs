//! `satupintu.notices.v1.NoticesService`: what applicants are told. Besides the
//! files of every service, `delivery` makes the notices and sends them.

mod delivery;
mod reporter;
mod service;
mod wire;

pub(crate) use delivery::{CURSOR, Delivery};
pub(crate) use service::NoticesService;
pub(crate) use wire::preferences_of;
