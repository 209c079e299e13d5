//! The key of one person's data: with it they can be read, without it never.

use hmac::Mac;
use zeroize::Zeroizing;

use crate::{
    aead::{NONCE_BYTES, Seal, Unsealable},
    commitment,
    key::{Secret, secret_type},
    place::{Place, framed},
    stream::StreamKey,
};

/// The version byte of what a subject's key seals; the key itself never
/// changes, only the key that wraps it.
const VERSION: u8 = 1;
const SEALING: &str = "satupintu/v1/subject/sealing";
const COMMITTING: &str = "satupintu/v1/subject/committing";
const STREAMING: &str = "satupintu/v1/subject/streaming";

/// The data key of one subject record (a person, or one who acts as one).
#[derive(Clone)]
pub struct SubjectKey {
    own: Secret,
    sealing: Secret,
    committing: Secret,
    streaming: Secret,
}

secret_type!(SubjectKey);

impl SubjectKey {
    /// The key that `random` bytes make; the caller draws 32 of them.
    #[must_use]
    pub fn new(random: [u8; 32]) -> Self {
        let own = Secret::new(random);
        let (sealing, committing) = (own.derive(SEALING), own.derive(COMMITTING));
        Self { sealing, committing, streaming: own.derive(STREAMING), own }
    }

    /// Seals `plaintext` so that it opens at `place` only. The result tells the
    /// length of the text to the next 64 bytes.
    #[must_use]
    pub fn seal(&self, place: Place<'_>, plaintext: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        self.with(&place.associated_data(), |seal| seal.seal(plaintext, nonce))
    }

    /// The text that was sealed at `place`.
    ///
    /// # Errors
    /// [`Unsealable`] when it was sealed by another key or at another place, or
    /// was changed since.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        self.with(&place.associated_data(), |seal| seal.open(sealed))
    }

    /// The salted commitment to `plaintext` at `place`: what a journal body may
    /// say about it.
    #[must_use]
    pub fn commit(&self, place: Place<'_>, plaintext: &[u8]) -> [u8; 32] {
        commitment::commit(&self.committing, place, plaintext)
    }

    /// Whether `commitment` was made to `plaintext` at `place` by this key.
    #[must_use]
    pub fn verify(&self, place: Place<'_>, plaintext: &[u8], commitment: &[u8; 32]) -> bool {
        commitment::verify(&self.committing, place, plaintext, commitment)
    }

    /// The key of the file called `file`.
    #[must_use]
    pub fn stream(&self, file: &str) -> StreamKey {
        let name = framed([file.as_bytes()]);
        let secret = self.streaming.mac([name.as_slice()]).finalize().into_bytes().into();
        StreamKey::new(Secret::new(secret))
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.own
    }

    fn with<T>(&self, place: &[u8], act: impl FnOnce(Seal<'_>) -> T) -> T {
        act(Seal { key: &self.sealing, version: VERSION, purpose: SEALING, place })
    }
}
