//! What the stories stand on: agencies that open and close within a test, people
//! who call them over gRPC, a throw-away PostgreSQL, and folders that go away.
//!
//! This crate is test code: what cannot be set up stops the test that asked for
//! it, with the command that mends it. It decides nothing and knows no rule: a
//! story says what must come out.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod agency;
mod answers;
pub mod attachments;
mod backend;
mod browser;
mod caller;
pub mod complaints;
pub mod consultations;
mod desk;
mod feed;
mod forms;
pub mod forty;
mod gateway;
pub mod governance;
pub mod hall;
pub mod improvements;
pub mod intake;
mod keepers;
pub mod link;
mod mailbox;
pub mod mall;
pub mod mandates;
pub mod ombudsman;
pub mod pair;
mod plan;
pub mod postgres;
mod provider;
mod python;
mod scratch;
pub mod sip;
pub mod standards;
pub mod surveys;
mod tables;
mod times;
pub mod usaha;
pub mod whistle;

pub use agency::{Agency, duty};
pub use answers::{metadata, reason, reason_of, violations};
pub use backend::Backend;
pub use browser::{Browser, Page};
pub use caller::{Answered, Caller, Wire, request_id};
pub use desk::Receipt;
pub use forms::{answer, applicant, submission};
pub use gateway::{Delivered, Gateway, Mood};
pub use keepers::{Place, asked};
pub use mailbox::{Mail, Mailbox};
pub use plan::{ADMINISTRATOR, Passport, Plan};
pub use provider::Provider;
pub use python::{browsed, driven, python};
pub use scratch::Scratch;
pub use tables::{Row, execute, tables};
pub use times::{date, due, instant, moment, wib};
