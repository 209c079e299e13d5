//! The hash of content that arrives in several calls: it is laid aside with
//! each part, sealed, and taken up again, so that no byte is read twice.

use sha2::{
    Digest, Sha256,
    digest::common::hazmat::{DeserializeStateError, SerializableState, SerializedState},
};

/// A SHA-256 on its way.
#[derive(Clone, Default)]
pub(crate) struct Hashing(Sha256);

impl Hashing {
    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// How far it is. May hold the last bytes in the clear: it is sealed.
    pub(crate) fn laid_aside(&self) -> Vec<u8> {
        self.0.serialize().to_vec()
    }

    /// Goes on from where it was laid aside.
    pub(crate) fn taken_up(bytes: &[u8]) -> Result<Self, DeserializeStateError> {
        let state =
            SerializedState::<Sha256>::try_from(bytes).map_err(|_| DeserializeStateError)?;
        Sha256::deserialize(&state).map(Self)
    }

    /// The hash, in hex.
    pub(crate) fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::Hashing;

    #[test]
    fn a_hash_laid_aside_anywhere_comes_to_the_same() {
        let text = vec![7_u8; 300];
        let mut whole = Hashing::default();
        whole.update(&text);
        let whole = whole.finish();

        for cut in [0, 1, 63, 64, 65, 128, 299, 300] {
            let (before, after) = text.split_at(cut);
            let mut first = Hashing::default();
            first.update(before);
            let mut second = Hashing::taken_up(&first.laid_aside()).unwrap();
            second.update(after);
            assert_eq!(second.finish(), whole, "{cut}");
        }
        assert!(Hashing::taken_up(b"short").is_err());
    }
}
