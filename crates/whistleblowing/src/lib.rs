//! Whistleblowing (WBS): reports that only the inspectorate can read.
//!
//! A report is sealed by the one who writes it, before it leaves the own machine, with
//! HPKE (RFC 9180) to the public key of the inspectorate. The agency's deployment carries
//! it and can never open it: neither its administrators nor its root key hold the private
//! key. Who reports keeps a slip: a number by which answers are found, and a secret from
//! which the key is derived that alone opens them. The secret is never sent.
//!
//! Architecture invariant: this crate performs no I/O and rolls no dice; randomness is an
//! argument.

mod event;
mod message;
mod number;
mod slip;

pub use envelope::{BadKey, KeyId, NotSealed, PrivateKey, PublicKey, SealFault, Sealed, Unopened};
pub use event::{Batch, Event, Released, Unreadable};
pub use message::{Answer, LONGEST_TEXT, Report, Text};
pub use number::{BadNumber, Number};
pub use slip::{BadSecret, Proof, Secret};
