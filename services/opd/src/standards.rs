//! `satupintu.standards.v1.StandardsService`: the life of service standards, and
//! the promise to keep them.
//!
//! Beside `service` and `wire` stand `answer`, records as the wire writes them,
//! `draft`, what is found in a text on its way in, and `sheet`, the promise on paper.

mod answer;
mod draft;
mod service;
mod sheet;
mod wire;

pub(crate) use answer::medium;
pub(crate) use service::StandardsService;
pub(crate) use wire::{media_of, required_date};
