//! Steps of a case that another agency does in a deployment of its own.
//!
//! [`Courier`] finds what is to be told and tells it until it is answered;
//! [`ExchangeService`] hears what the others tell. The rules are those of the
//! case (`permits`), and nothing here decides anything.

mod courier;
mod message;
mod partners;
mod service;
mod wire;

pub(crate) use courier::{CURSOR, Courier};
pub(crate) use partners::Partners;
pub use partners::{Accepts, Partner, PartnerError};
pub(crate) use service::ExchangeService;
