//! One text in the two languages of every screen and error.

use serde::{Deserialize, Serialize};

/// The same sentence in Bahasa Indonesia (shown first) and in English.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilingual {
    /// Bahasa Indonesia.
    pub id: String,
    /// English.
    pub en: String,
}

impl Bilingual {
    /// The pair of `id` (Bahasa Indonesia) and `en` (English).
    pub fn new(id: impl Into<String>, en: impl Into<String>) -> Self {
        Self { id: id.into(), en: en.into() }
    }
}
