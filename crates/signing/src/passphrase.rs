//! A secret that leaves no trace: not in a log, not in a core, not in a message.

use std::fmt;

use zeroize::Zeroizing;

/// A passphrase, or another secret text; wiped when dropped. It can be neither printed
/// nor copied.
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// Takes the text over, so that no copy stays behind.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(***)")
    }
}
