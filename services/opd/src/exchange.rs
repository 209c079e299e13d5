//! Steps of a case that another agency does in a deployment of its own.
//!
//! [`Courier`] finds what is to be told and tells it until it is answered;
//! [`ExchangeService`] hears what the others tell. The rules are those of the
//! case (`permits`), and nothing here decides anything.
//!
//! Beside `service`, `wire` and `answer`, a file for each way that content takes:
//! `sending` at the agency of the case, `fetching` at the one that is asked.

pub(crate) mod answer;
mod courier;
mod fetching;
mod message;
mod outcome;
mod partners;
mod sending;
mod service;
mod wire;

pub(crate) use courier::{CURSOR, Courier};
pub(crate) use partners::Partners;
pub use partners::{Accepts, Partner, PartnerError};
pub(crate) use service::ExchangeService;
