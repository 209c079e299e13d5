//! Sealed values, subject keys, commitments, blind indexes.
//!
//! A deployment has one [`RootKey`]. From it follow the keys that wrap each
//! person's [`SubjectKey`], index identifiers without revealing them, and seal
//! what is nobody's in particular. Destroying a subject's key erases all that
//! was sealed under it, and leaves every journal proof valid.
//!
//! Architecture invariant: pure. No I/O, no clock, no randomness: keys and
//! nonces are arguments. No key and no plain text is ever printed, and every
//! key is wiped from memory when it is dropped.

mod aead;
mod blind;
mod commitment;
mod identifier;
mod key;
mod nik;
mod pad;
mod place;
mod receipt;
mod root;
mod stream;
mod subject;

pub use aead::{NONCE_BYTES, Unsealable};
pub use blind::BlindIndexKey;
pub use identifier::{Field, Malformed, Normalised};
pub use nik::{BadNik, Nik};
pub use place::Place;
pub use receipt::{BadReceiptSecret, ReceiptSecret, ReceiptSecretKey};
pub use root::{AnswersKey, DigestKey, PageTokenKey, RootKey};
pub use stream::{FRAME_BYTES, Frame, SEALED_FRAME_BYTES, StreamKey};
pub use subject::SubjectKey;
