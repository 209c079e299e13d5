//! Why no certificate could be made.

use std::path::PathBuf;

/// Why no certificate could be made, in words for an administrator.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// A file cannot be read or written.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        why: std::io::Error,
    },
    /// The key is there, its certificate is not: make a new authority elsewhere.
    #[error("{0} is missing beside its key")]
    Lost(PathBuf),
    /// Write a URI in plain ASCII, as `spiffe://contoh/opd/dinkes`.
    #[error("{0} is no identity")]
    Identity(String),
    /// The certificate would end after the last day that can be written.
    #[error("so many days cannot be written")]
    Time,
    /// A key or certificate cannot be made or read.
    #[error(transparent)]
    Certificate(#[from] rcgen::Error),
}
