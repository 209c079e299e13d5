//! What a journal says of itself at one moment, in the text of C2SP
//! tlog-checkpoint: small enough to print, to sign and to hand to a witness.
//!
//! Signing is the caller's: this is the text of the note, without signatures.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use kernel::Instant;

use crate::{body::MAX_NAME_BYTES, hash::Hash};

/// The size and root of a journal at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// The journal, as in [`crate::Body::origin`].
    pub origin: String,
    /// The number of events.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// When this was so; an extension line of the note.
    pub at: Instant,
}

/// The text is not a checkpoint's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadCheckpoint {
    /// Not four lines, each ended by a line feed.
    #[error("must be the four lines origin, size, root and instant")]
    Lines,
    /// Empty, too long, or with white space, a plus sign or control characters.
    #[error("the origin must be 1 to {MAX_NAME_BYTES} visible ASCII characters without '+'")]
    Origin,
    /// Not a decimal number below 2^63 without leading zeros.
    #[error("the size must be a decimal number without leading zeros")]
    Size,
    /// Not 32 bytes in base64 with padding.
    #[error("the root must be 32 bytes in base64")]
    Root,
    /// Not `at` and a decimal number of microseconds.
    #[error("the instant must be 'at' and decimal microseconds after 1970")]
    Instant,
}

impl Checkpoint {
    /// The checkpoint that `text` is; writing it gives `text` again.
    ///
    /// # Errors
    /// [`BadCheckpoint`] for any other text, signatures included: the caller
    /// splits and verifies these first.
    pub fn parse(text: &str) -> Result<Self, BadCheckpoint> {
        let text = text.strip_suffix('\n').ok_or(BadCheckpoint::Lines)?;
        let mut lines = text.split('\n');
        let (Some(origin), Some(size), Some(root), Some(at), None) =
            (lines.next(), lines.next(), lines.next(), lines.next(), lines.next())
        else {
            return Err(BadCheckpoint::Lines);
        };
        let bounded = (1..=MAX_NAME_BYTES).contains(&origin.len());
        if !bounded || !origin.bytes().all(|b| b.is_ascii_graphic() && b != b'+') {
            return Err(BadCheckpoint::Origin);
        }
        let size =
            decimal(size).and_then(|size| u64::try_from(size).ok()).ok_or(BadCheckpoint::Size)?;
        let root = STANDARD.decode(root).map_err(|_| BadCheckpoint::Root)?;
        let root = Hash::try_from(root.as_slice()).map_err(|_| BadCheckpoint::Root)?;
        let at = at.strip_prefix("at ").and_then(decimal).ok_or(BadCheckpoint::Instant)?;
        Ok(Self { origin: origin.to_owned(), size, root, at: Instant::from_micros(at) })
    }
}

impl fmt::Display for Checkpoint {
    /// The text of the note, its last line feed included: what is signed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { origin, size, root, at } = self;
        writeln!(f, "{origin}\n{size}\n{}\nat {}", STANDARD.encode(root.as_bytes()), at.micros())
    }
}

/// A number that prints as `text` again.
fn decimal(text: &str) -> Option<i64> {
    text.parse::<i64>().ok().filter(|number| number.to_string() == text)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hash::leaf_hash;

    fn checkpoint() -> Checkpoint {
        Checkpoint {
            origin: "satupintu.example/dpmptsp".to_owned(),
            size: 20_852_163,
            root: leaf_hash(b"root"),
            at: Instant::from_micros(1_767_225_600_000_000),
        }
    }

    #[test]
    fn the_text_is_a_note_body_of_c2sp() {
        let expected = "satupintu.example/dpmptsp\n20852163\n\
            PAb5plclr2BSYfY2ZyyWINQJcx2JpFHXRV/pxK4WeCk=\nat 1767225600000000\n";

        assert_eq!(checkpoint().to_string(), expected);
        assert_eq!(Checkpoint::parse(expected), Ok(checkpoint()));
    }

    #[test]
    fn another_spelling_of_the_same_checkpoint_is_refused() {
        let text = checkpoint().to_string();

        let padded = text.replace("\n2085", "\n02085");
        let signed = format!("{text}\n— satupintu.example/dpmptsp AAAA\n");
        let windows = text.replace('\n', "\r\n");
        let cut = text.trim_end();

        assert_eq!(Checkpoint::parse(&padded), Err(BadCheckpoint::Size));
        assert_eq!(Checkpoint::parse(&signed), Err(BadCheckpoint::Lines));
        assert_eq!(Checkpoint::parse(&windows), Err(BadCheckpoint::Origin));
        assert_eq!(Checkpoint::parse(cut), Err(BadCheckpoint::Lines));
    }

    proptest! {
        #[test]
        fn whatever_is_accepted_prints_as_it_was(
            text in "[a-z/+ ]{0,5}\n-?[0-9]{0,20}\n[A-Za-z0-9+/]{42,44}=?\nat -?[0-9]{0,20}\n{0,2}"
        ) {
            if let Ok(checkpoint) = Checkpoint::parse(&text) {
                prop_assert_eq!(checkpoint.to_string(), text);
            }
        }
    }
}
