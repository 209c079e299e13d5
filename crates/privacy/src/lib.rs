//! Sealed values, subject keys, commitments, blind indexes, and the rules of
//! what may be done with a person's data.
//!
//! A deployment has one [`Keyring`]: the versions of its [`RootKey`], which
//! wraps each person's [`SubjectKey`] and seals what is nobody's in particular,
//! and the keys that index identifiers without revealing them. Destroying a
//! subject's key erases all that was sealed under it, and leaves every journal
//! proof valid; [`Holding`] says when that is allowed.
//!
//! Architecture invariant: pure. No I/O, no clock, no randomness: keys and
//! nonces are arguments. No key and no plain text is ever printed, and every
//! key is wiped from memory when it is dropped.

mod aead;
mod blind;
mod breach;
mod commitment;
mod deadline;
mod erasure;
mod event;
mod identifier;
mod key;
mod keyring;
mod nik;
mod pad;
mod place;
mod receipt;
mod record;
mod refusal;
mod request;
mod root;
mod search;
mod stream;
mod subject;

pub use aead::{NONCE_BYTES, Unsealable};
pub use blind::BlindIndexKey;
pub use breach::{Breach, BreachCommand, DataCategory, Extent, Nature, Notification, Told};
pub use deadline::Deadline;
pub use erasure::{Holding, Licence};
pub use event::{
    Basis, BreachNotified, BreachOverdue, BreachRead, BreachRecorded, BreachWarned, Erased, Event,
    Exported, FoundBySearch, Recipient, RequestAnswered, RequestBreached, RequestOpened,
    RequestRead, RequestRefused, RequestWarned, Searched, Unreadable,
};
pub use identifier::{Field, Malformed, Normalised};
pub use keyring::{BadKeyFile, Keyring, PageTokenKeys};
pub use nik::{BadNik, Nik};
pub use place::Place;
pub use receipt::{BadReceiptSecret, ReceiptSecret, ReceiptSecretKey};
pub use record::{Kind, Record};
pub use refusal::Refusal;
pub use request::{NewRequest, RequestCommand, Right, Standing, SubjectRequest, Via};
pub use root::{AnswersKey, DigestKey, PageTokenKey, RootKey};
pub use search::{Search, SearchPurpose, SearchedBy};
pub use stream::{FRAME_BYTES, Frame, SEALED_FRAME_BYTES, StreamKey};
pub use subject::SubjectKey;
