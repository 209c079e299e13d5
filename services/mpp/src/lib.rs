//! The gateway of a mall: one door to the agencies that have a place in it.
//!
//! It joins what the agencies say: one catalogue, one look-up of receipts, one
//! portal for people and one JSON API for small systems. Each question goes to
//! the agency that it belongs to, with the visitor's deadline and trace.
//!
//! Architecture invariant: it links no store and keeps nothing of a person: a
//! receipt's secret lives in the visitor's own sealed cookie. What it remembers
//! is the public catalogue, and as of when. Copies of it can be run side by side.

mod api;
mod asking;
mod catalogue;
pub mod dates;
mod everyone;
mod gateway;
mod key;
mod measures;
mod neighbours;
mod portal;
mod random;
mod registry;
mod serve;
pub mod settings;
mod verification;
mod web;

pub use asking::{Asking, Cause, Silent, Unanswered};
pub use catalogue::{Listing, Offer};
pub use gateway::Gateway;
pub use registry::{Agency, Mode, Registry, RegistryError};
pub use serve::{OpenError, Opening, Running};
