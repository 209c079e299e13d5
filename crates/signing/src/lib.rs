//! Electronic signatures in PDF files: made here for development, asked for at BSrE,
//! and judged wherever they come from.
//!
//! The file keeps every byte it had: a signature is appended as one more revision and
//! covers all of the file but itself. This crate knows nothing of licences and never
//! makes a certificate that could be taken for BSrE's.

mod bsre;
mod certificate;
mod cms;
mod error;
mod keyfile;
mod local;
mod multipart;
mod passphrase;
mod pdf;
mod revision;
mod signatory;
mod signer;
mod verdict;

pub use bsre::{BsreSettings, BsreSigner};
pub use error::{OpenError, SignError};
pub use local::LocalSigner;
pub use passphrase::Passphrase;
pub use signatory::Signatory;
pub use signer::Signer;
pub use verdict::{Signature, Verdict, verify};
