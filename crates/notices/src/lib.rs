//! What applicants are told, and the ways by which it leaves: e-mail by SMTP,
//! and signed webhooks to gateways for WhatsApp and short messages.
//!
//! The words come first and know nothing of the ways: [`Template`] picks them by
//! the kind of an event, [`Letter`] puts the facts in. [`Transports`] sends, and
//! remembers nothing: what waits, what was tried and when stands in the store.
//!
//! [`Invitation`] is the one letter that names no case: it carries a survey's token.
//!
//! Architecture invariant: a letter never holds a name, a NIK, an address or
//! anybody's free text; only receipt number, service, stage and due date. No
//! error and no log of this crate says to whom something was sent.

mod backoff;
mod envelope;
mod fault;
mod invitation;
mod letter;
mod mail;
mod settings;
mod signature;
mod template;
mod transports;
mod webhook;
mod words;

pub use backoff::{MOST_ATTEMPTS, retry_at};
pub use fault::Fault;
pub use invitation::Invitation;
pub use letter::{Facts, LONGEST_SHORT, Letter};
pub use settings::{Settings, SettingsError};
pub use template::Template;
pub use transports::{Dispatch, Transports};
