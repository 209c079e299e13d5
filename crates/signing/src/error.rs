//! Why there is no signer, or no signature. No text repeats a secret or a name.

use std::io;

/// Why a signer cannot be opened. The operator has to act.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// A file operation failed.
    #[error("cannot {act} {path}")]
    File {
        /// What was tried.
        act: &'static str,
        /// On which file.
        path: String,
        /// Why it failed.
        source: io::Error,
    },
    /// Others could read the private key; take it from them (`chmod 600`).
    #[error("{path} holds a private key and others may read it (mode {mode:o})")]
    ReadableByOthers {
        /// The file.
        path: String,
        /// Its mode.
        mode: u32,
    },
    /// The file is not what this program wrote there.
    #[error("{path} does not hold a private key and its certificate")]
    NotASigner {
        /// The file.
        path: String,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    NoRandomness,
    /// The certificate could not be made.
    #[error("the development certificate could not be made")]
    Certificate(#[source] x509_cert::der::Error),
    /// The address of the signing service is not one.
    #[error("{address} is not an http or https address")]
    Address {
        /// As it was given.
        address: String,
    },
}

/// Why a file was not signed. The file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// This signer signs only with the signatory's passphrase: ask for it.
    #[error("the signatory's passphrase is needed")]
    PassphraseMissing,
    /// BSrE knows a signatory by the NIK: complete the officer's account.
    #[error("the signatory's NIK is needed")]
    NikMissing,
    /// Ask the signatory again. BSrE locks an account after several.
    #[error("the passphrase is wrong")]
    PassphraseWrong,
    /// The signatory has no certificate at BSrE.
    #[error("the signatory is not registered with the signing service")]
    NotRegistered,
    /// The signing service is not to be reached, or did not answer in time. Nothing is
    /// known of the signature: try again.
    #[error("the signing service did not answer")]
    Unavailable(#[source] Box<ureq::Error>),
    /// The service's own credential, which is the operator's, is not accepted.
    #[error("the signing service refuses this system's credential")]
    Credential,
    /// The signing service refuses, for a reason that only its number tells.
    #[error("the signing service refuses with status {status}, code {code}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Its own code; zero when it gives none.
        code: i64,
    },
    /// The signing service answered something that is no signed file.
    #[error("the signing service answered something that is no signed file")]
    Answer,
    /// The file is not one that `documents` made, or is signed already.
    #[error("the file cannot be signed: {0}")]
    File(&'static str),
    /// The signature could not be encoded.
    #[error("the signature could not be encoded")]
    Encoding(#[from] x509_cert::der::Error),
    /// The thread that signed is gone.
    #[error("signing was interrupted")]
    Interrupted,
}
