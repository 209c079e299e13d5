//! `satupintu.calendar.v1.CalendarService`: the days by which deadlines count.

mod service;
mod wire;

pub(crate) use service::CalendarService;
