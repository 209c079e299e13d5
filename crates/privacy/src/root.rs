//! The deployment's key, and the keys that follow from it.
//!
//! Each follows by HMAC-SHA256 of a label that never changes; a known-answer
//! test holds every label to its key. Whoever has the root key can read all,
//! so it lives outside the database.

use hmac::Mac;
use zeroize::Zeroizing;

use crate::{
    aead::{NONCE_BYTES, Seal, Unsealable},
    blind::BlindIndexKey,
    key::{Secret, secret_type},
    place::{Place, framed},
    receipt::ReceiptSecretKey,
    subject::SubjectKey,
};

const WRAPPING: &str = "satupintu/v1/wrapping";
const ANSWERS: &str = "satupintu/v1/answers";
const BLIND_INDEX: &str = "satupintu/v1/blind-index";
const DIGESTS: &str = "satupintu/v1/digests";
const PAGE_TOKENS: &str = "satupintu/v1/page-tokens";
const RECEIPT_SECRETS: &str = "satupintu/v1/receipt-secrets";

/// The key of a deployment, with the version that marks what it seals.
#[derive(Clone)]
pub struct RootKey {
    version: u8,
    secret: Secret,
    /// Follows from the secret; kept, because every reading unwraps a key.
    wrapping: Secret,
}

/// Seals the stored answers of idempotent requests, which are nobody's record.
#[derive(Clone)]
pub struct AnswersKey {
    version: u8,
    secret: Secret,
}

/// Digests of request bodies, which cannot be guessed without the key.
#[derive(Clone)]
pub struct DigestKey {
    secret: Secret,
}

/// Seals page tokens, so that a caller can neither read nor make one.
#[derive(Clone)]
pub struct PageTokenKey {
    version: u8,
    secret: Secret,
}

secret_type!(AnswersKey);
secret_type!(DigestKey);
secret_type!(PageTokenKey);
secret_type!(RootKey);

impl RootKey {
    /// The root key that `random` bytes make. A deployment's first has version
    /// 1, and each that replaces it the next.
    #[must_use]
    pub fn new(version: u8, random: [u8; 32]) -> Self {
        Self::of(version, Secret::new(random))
    }

    pub(crate) fn of(version: u8, secret: Secret) -> Self {
        Self { version, wrapping: secret.derive(WRAPPING), secret }
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.secret
    }

    /// For blind indexes, digests and receipt secrets, in this order: what a
    /// keyring keeps when the root key goes.
    pub(crate) fn lookup_secrets(&self) -> [Secret; 3] {
        [BLIND_INDEX, DIGESTS, RECEIPT_SECRETS].map(|label| self.secret.derive(label))
    }

    /// The version byte in front of everything that this key seals.
    #[must_use]
    pub const fn version(&self) -> u8 {
        self.version
    }

    /// `key` as the database may keep it, in the row of `subject` only.
    #[must_use]
    pub fn wrap(&self, key: &SubjectKey, subject: &str, nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        seal(&self.wrapping, self.version, WRAPPING, &framed([subject.as_bytes()]))
            .seal(key.secret().bytes(), nonce)
    }

    /// The key of `subject` that was wrapped.
    ///
    /// # Errors
    /// [`Unsealable`]; with `KeyVersion` the caller tries the root key of that
    /// version.
    pub fn unwrap(&self, subject: &str, wrapped: &[u8]) -> Result<SubjectKey, Unsealable> {
        let place = framed([subject.as_bytes()]);
        let bytes = seal(&self.wrapping, self.version, WRAPPING, &place).open(wrapped)?;
        let bytes = bytes.as_slice().try_into().map_err(|_| Unsealable::Refused)?;
        Ok(SubjectKey::new(bytes))
    }

    /// The key for the stored answers of requests.
    #[must_use]
    pub fn answers(&self) -> AnswersKey {
        AnswersKey { version: self.version, secret: self.secret.derive(ANSWERS) }
    }

    /// The key for blind indexes.
    #[must_use]
    pub fn blind_index(&self) -> BlindIndexKey {
        BlindIndexKey::new(self.secret.derive(BLIND_INDEX))
    }

    /// The key for digests of request bodies.
    #[must_use]
    pub fn digests(&self) -> DigestKey {
        DigestKey { secret: self.secret.derive(DIGESTS) }
    }

    /// The key for page tokens.
    #[must_use]
    pub fn page_tokens(&self) -> PageTokenKey {
        PageTokenKey { version: self.version, secret: self.secret.derive(PAGE_TOKENS) }
    }

    /// The key for applicants' receipt secrets.
    #[must_use]
    pub fn receipt_secrets(&self) -> ReceiptSecretKey {
        ReceiptSecretKey::new(self.secret.derive(RECEIPT_SECRETS))
    }
}

impl AnswersKey {
    /// Seals an answer so that it opens at `place` only.
    #[must_use]
    pub fn seal(&self, place: Place<'_>, answer: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        seal(&self.secret, self.version, ANSWERS, &place.associated_data()).seal(answer, nonce)
    }

    /// The answer that was sealed at `place`.
    ///
    /// # Errors
    /// [`Unsealable`] when it was sealed elsewhere or changed since.
    pub fn open(&self, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        seal(&self.secret, self.version, ANSWERS, &place.associated_data()).open(sealed)
    }
}

impl DigestKey {
    pub(crate) fn new(secret: Secret) -> Self {
        Self { secret }
    }

    /// HMAC-SHA256 of `bytes`: equal for equal bytes, and nothing else to see.
    #[must_use]
    pub fn digest(&self, bytes: &[u8]) -> [u8; 32] {
        self.secret.mac([bytes]).finalize().into_bytes().into()
    }
}

impl PageTokenKey {
    /// Seals the place where a list goes on. `context` names the method, the
    /// caller and the filter: under another one the token does not open.
    #[must_use]
    pub fn seal(&self, context: &[u8], cursor: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        seal(&self.secret, self.version, PAGE_TOKENS, context).seal(cursor, nonce)
    }

    /// The place that was sealed under `context`.
    ///
    /// # Errors
    /// [`Unsealable`]: the caller's token is not one of ours, or not for this.
    pub fn open(&self, context: &[u8], token: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        seal(&self.secret, self.version, PAGE_TOKENS, context).open(token)
    }
}

fn seal<'a>(key: &'a Secret, version: u8, purpose: &'static str, place: &'a [u8]) -> Seal<'a> {
    Seal { key, version, purpose, place }
}
