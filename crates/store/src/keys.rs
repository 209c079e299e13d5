//! The deployment's keys while it runs: they may change under its hands.
//!
//! Another process, or an administrator at the command line, may have given the
//! key file a new version. Whoever meets something wrapped under a version that
//! is not known reads the file again before giving up.

use std::sync::{Arc, PoisonError, RwLock};

use privacy::{BlindIndexKey, DigestKey, Keyring, Place, ReceiptSecretKey};

use crate::error::Error;

/// Where the keys are read, again and again; in words why they cannot be.
pub type KeySource = Box<dyn Fn() -> Result<Keyring, String> + Send + Sync>;

/// A deployment's keys, as they are now.
pub struct Keys {
    source: KeySource,
    ring: RwLock<Arc<Keyring>>,
}

impl Keys {
    /// The keys that `source` gives.
    ///
    /// # Errors
    /// [`Error::Setting`] when it gives none.
    pub fn open(source: KeySource) -> Result<Self, Error> {
        let ring = source().map_err(Error::Setting)?;
        Ok(Self { source, ring: RwLock::new(Arc::new(ring)) })
    }

    /// Keys that never change, for tests.
    #[must_use]
    pub fn fixed(ring: Keyring) -> Self {
        let given = ring.clone();
        Self { source: Box::new(move || Ok(given.clone())), ring: RwLock::new(Arc::new(ring)) }
    }

    /// Reads them anew. Answers the version that wraps from now on.
    ///
    /// # Errors
    /// [`Error::Setting`] when they cannot be read; those of before stay.
    pub fn reload(&self) -> Result<u8, Error> {
        let ring = (self.source)().map_err(Error::Setting)?;
        let version = ring.version();
        *self.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
        Ok(version)
    }

    /// Opens a row of a sealed box, with the keys read anew when they do not fit:
    /// another process may have given them a new version.
    ///
    /// # Errors
    /// [`Error::Corrupt`] when they still do not.
    pub(crate) fn open_boxed(
        &self,
        place: Place<'_>,
        ciphertext: &[u8],
    ) -> Result<impl std::ops::Deref<Target = Vec<u8>> + use<>, Error> {
        let corrupt = |why: String| {
            Error::corrupt("sealed box", format!("{}/{}", place.table, place.row), why)
        };
        self.ring().open_answer(place, ciphertext).or_else(|_| {
            self.reload().map_err(|why| corrupt(why.to_string()))?;
            self.ring().open_answer(place, ciphertext).map_err(|why| corrupt(why.to_string()))
        })
    }

    /// All of them.
    #[must_use]
    pub fn ring(&self) -> Arc<Keyring> {
        Arc::clone(&self.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// The key for blind indexes.
    #[must_use]
    pub fn blind_index(&self) -> BlindIndexKey {
        self.ring().blind_index()
    }

    /// The key for digests of request bodies.
    #[must_use]
    pub fn digests(&self) -> DigestKey {
        self.ring().digests()
    }

    /// The key for applicants' receipt secrets.
    #[must_use]
    pub fn receipt_secrets(&self) -> ReceiptSecretKey {
        self.ring().receipt_secrets()
    }
}
