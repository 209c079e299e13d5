//! The gateway of a mall: one door to the agencies that have a place in it.
//!
//! It joins what the agencies say: one catalogue, one look-up of receipts, one
//! portal for people and one JSON API for small systems. Each question goes to
//! the agency that it belongs to, with the visitor's deadline and trace. Officers of
//! agencies without a back-office of their own work on its pages, too (`desk`).
//!
//! Architecture invariant: it links no store and keeps nothing of a person that it
//! could read: a receipt's secret lives in the visitor's own sealed cookie, and what
//! is left here for an agency that does not answer is sealed to that agency. What it
//! remembers else is the public catalogue, and how the case behind each receipt number
//! stands, both as of when. Copies of it can be run side by side; they share the folder
//! of the key and of what was left.

mod api;
mod asking;
mod catalogue;
pub mod dates;
mod deposits;
mod desk;
mod disk;
mod everyone;
mod gateway;
mod index;
mod key;
mod kinds;
mod measures;
mod neighbours;
mod open311;
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
pub use registry::{Agency, Mode, Open311Client, Open311Settings, Registry, RegistryError, SignIn};
pub use serve::{OpenError, Opening, Running};
