//! The gateway of a mall, in front of real deployments.

mod api;
mod browser;
mod certificates;
mod complaining;
mod consulting;
mod guard;
mod performing;
mod portal;
mod queueing;
mod silence;
mod surveying;
