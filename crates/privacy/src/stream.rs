//! A file sealed frame by frame, so that it never has to be in memory whole.
//!
//! The STREAM construction: each frame is sealed by itself under a key of the
//! file's own, and its associated data are its place in the order and whether
//! it is the last. So a frame that is left out, doubled, moved, taken from
//! another file, or made the end before its time does not open.

use zeroize::Zeroizing;

use crate::{
    aead::{NONCE_BYTES, Seal, Unsealable},
    key::{Secret, secret_type},
    pad::BUCKET_BYTES,
    place::framed,
};

/// The bytes of every frame but the last, which has 1 to as many.
pub const FRAME_BYTES: usize = 64 * 1024;
/// The bytes of a full frame, sealed.
pub const SEALED_FRAME_BYTES: usize = 1 + NONCE_BYTES + FRAME_BYTES + BUCKET_BYTES + TAG_BYTES;

const TAG_BYTES: usize = 16;
const VERSION: u8 = 1;
const FRAME: &str = "satupintu/v1/subject/stream/frame";

/// The key of one file: follows from the subject's, and dies with it.
#[derive(Clone)]
pub struct StreamKey(Secret);

secret_type!(StreamKey);

/// A frame's place in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// How many frames stand before it.
    pub index: u64,
    /// Whether none follows.
    pub is_last: bool,
}

impl Frame {
    /// The frame that begins at the byte `offset` of a file of `length` bytes;
    /// `None` where no frame begins.
    #[must_use]
    pub fn at(offset: u64, length: u64) -> Option<Self> {
        let frame = FRAME_BYTES as u64;
        let begins = offset < length && offset.is_multiple_of(frame);
        begins.then(|| Self { index: offset / frame, is_last: length - offset <= frame })
    }
}

impl StreamKey {
    pub(crate) fn new(secret: Secret) -> Self {
        Self(secret)
    }

    /// Seals the frame that stands at `place`. The nonce is drawn at random for
    /// every frame, so that one may be sealed again after an interruption.
    #[must_use]
    pub fn seal(&self, place: Frame, plaintext: &[u8], nonce: [u8; NONCE_BYTES]) -> Vec<u8> {
        self.with(place, |seal| seal.seal(plaintext, nonce))
    }

    /// The plain frame that was sealed at `place`.
    ///
    /// # Errors
    /// [`Unsealable`] when it is another file's, stood elsewhere, or was changed.
    pub fn open(&self, place: Frame, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Unsealable> {
        self.with(place, |seal| seal.open(sealed))
    }

    fn with<T>(&self, place: Frame, act: impl FnOnce(Seal<'_>) -> T) -> T {
        let Frame { index, is_last } = place;
        let place = framed([&index.to_be_bytes(), &[u8::from(is_last)]]);
        act(Seal { key: &self.0, version: VERSION, purpose: FRAME, place: &place })
    }
}
