//! What the crate claims, shown on documents as an author would write them.

mod checks;
mod engine;
mod fixture;
mod flow;
mod robust;
mod shape;
mod subs;
