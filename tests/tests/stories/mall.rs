//! The gateway of a mall, in front of real deployments.

mod api;
mod browser;
mod certificates;
mod guard;
mod portal;
mod silence;
