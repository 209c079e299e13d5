//! One agency's deployment: its gRPC services over its own memory.
//!
//! Every service module has the same files: `service` (authenticate, convert,
//! submit, convert back) and `wire` (requests checked whole, every field
//! named). No rule of the domain stands here.

mod access;
mod areas;
mod backup;
mod boxes;
mod calendar;
mod catalogue;
mod complaints;
mod consultations;
mod dashboard;
mod exchange;
mod feed;
mod files;
mod governance;
mod hardening;
mod identity;
mod improvements;
mod intake;
mod journal;
mod letterhead;
mod licences;
mod logging;
mod names;
mod notices;
mod ombudsman;
mod operations;
mod outcome;
mod pages;
mod permits;
mod printing;
mod privacy;
mod queue;
mod rules;
pub mod settings;
mod standards;
mod start;
mod surveys;
mod today;
mod whistleblowing;
mod wire;
mod writing;

pub use areas::{Area, all_areas};
pub use backup::{BackedUp, BackupError, Restored};
pub use exchange::{Accepts, Partner, PartnerError};
pub use files::Untidy;
pub use hardening::forbid_core_dumps;
pub use logging::log_filter;
pub use rules::RULES;
pub use start::{
    CatalogueFile, Deployment, OpenError, Opening, Running, Signature, key_versions, local_token,
    read_catalogue, retire_key, rotate_keys,
};
pub use whistleblowing::Inspectorate;
