//! Thirty-two secret bytes: wiped when dropped, and never printed.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// The bytes of one key, whatever it is for.
#[derive(Clone)]
pub(crate) struct Secret([u8; 32]);

impl Secret {
    pub(crate) fn new(mut bytes: [u8; 32]) -> Self {
        let secret = Self(bytes);
        bytes.zeroize();
        secret
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key for one purpose: HMAC-SHA256 of a label that never changes.
    pub(crate) fn derive(&self, label: &str) -> Self {
        Self::new(self.mac([label.as_bytes()]).finalize().into_bytes().into())
    }

    /// HMAC-SHA256 under this key, fed with `parts` one after the other. Where
    /// parts vary in length, the caller writes their lengths too.
    pub(crate) fn mac<'a>(&self, parts: impl IntoIterator<Item = &'a [u8]>) -> Hmac<Sha256> {
        let mut mac =
            Hmac::<Sha256>::new_from_slice(&self.0).expect("HMAC takes a key of any length");
        for part in parts {
            mac.update(part);
        }
        mac
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for Secret {}

/// Gives a key type a `Debug` that shows its name only, and the promise that
/// it is wiped. The type must be a struct around a [`Secret`].
macro_rules! secret_type {
    ($type:ident) => {
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(..)"))
            }
        }
        /// Its secret is wiped by its own drop.
        impl zeroize::ZeroizeOnDrop for $type {}
    };
}

pub(crate) use secret_type;
