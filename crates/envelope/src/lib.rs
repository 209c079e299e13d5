//! Bytes that only the holder of a key opens: HPKE (RFC 9180) in an envelope.
//!
//! Reports to the inspectorate travel in it, and what a gateway takes in for an agency
//! that does not answer. What is said under the seal is the caller's; each use has a
//! purpose of its own, so that one message cannot be passed off as another.
//!
//! Architecture invariant: this crate performs no I/O and rolls no dice; randomness is an
//! argument.

mod dice;
mod keys;
pub mod purpose;
mod sealed;

pub use keys::{BadKey, KeyId, PrivateKey, PublicKey};
pub use sealed::{NotSealed, SealFault, Sealed, Unopened};
