//! Papers of a case, made from its record whenever they are asked for.

mod page;
mod service;
mod visit;
mod wire;

pub(crate) use service::PapersService;
