//! What permits promises, as claims.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::expect_used)]

mod calling_back;
mod charging;
mod clock;
mod conduct;
mod deciding;
mod duties;
mod exchanging;
mod files;
mod granting;
mod handover;
mod inspecting;
mod laws;
mod licences;
mod mandates;
mod messages;
mod notices;
mod objecting;
mod returning;
mod samples;
mod tries;
mod views;
mod world;
