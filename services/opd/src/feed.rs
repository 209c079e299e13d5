//! `satupintu.feed.v1.FeedService`: how cases stand, for the gateways that keep an
//! index of receipts.
//!
//! It tells nothing of anybody: no form, no words of an officer or a reporter, and of
//! a confidential complaint nothing at all.

mod answer;
mod service;
mod wire;

pub(crate) use service::FeedService;
