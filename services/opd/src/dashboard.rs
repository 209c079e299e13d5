//! `satupintu.dashboard.v1.DashboardService`: what the agency's cases come to.

mod answer;
mod service;
mod wire;

pub(crate) use service::DashboardService;
