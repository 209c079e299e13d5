//! `satupintu.queue.v1.QueueService`: the lines of a public service mall.

mod answer;
mod service;
mod wire;

pub(crate) use service::QueueService;
