//! Events, the Merkle log over them, checkpoints and proofs.
//!
//! A [`Body`] is the final bytes of one event. Its [`leaf_hash`] goes into a
//! [`Frontier`], whose root a [`Checkpoint`] publishes; [`proof`] shows that an
//! event is under a root, or that one root extends another; an [`Audit`] reads
//! a stored journal again and names every fault.
//!
//! Architecture invariant: pure. No I/O, no clock, no randomness, no keys: the
//! instant and the nonce of a body are arguments, and signing is the caller's.

mod audit;
mod body;
mod bytes;
mod checkpoint;
mod frontier;
mod hash;
pub mod proof;

pub use audit::{Audit, Fault, Findings, Head, Row, What};
pub use body::{
    Body, MAX_BODY_BYTES, MAX_NAME_BYTES, MAX_PAYLOAD_BYTES, NONCE_BYTES, Unreadable, Unwritable,
};
pub use checkpoint::{BadCheckpoint, Checkpoint};
pub use frontier::{BadFrontier, Frontier};
pub use hash::{BadHash, Hash, empty_root, leaf_hash, node_hash};
