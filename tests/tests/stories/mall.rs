//! The gateway of a mall, in front of real deployments.

mod certificates;
mod guard;
mod portal;
mod silence;
