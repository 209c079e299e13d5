//! What an event may say about a text that it must not contain.

use serde::{Deserialize, Serialize};

/// Points at a sealed text and commits to it, without revealing it.
///
/// Personal data and free text never stand in a journal body. The ciphertext
/// lives in the row named here; the commitment's salt dies with the key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedRef {
    /// The row of the sealed text, a random UUID.
    pub row: String,
    /// Salted SHA-256 commitment to the plain text, in lower-case hex.
    pub commitment: String,
}
