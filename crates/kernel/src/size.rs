//! How large a file is, told so that the size gives no document away.

use serde::{Deserialize, Serialize};

/// How large a file is, to the next power of two: enough for an officer on a
/// slow line, too little to recognise a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SizeClass(u8);

impl SizeClass {
    const KIB: u64 = 1024;

    /// The class of so many bytes.
    #[must_use]
    pub fn of(bytes: u64) -> Self {
        let kib = bytes.div_ceil(Self::KIB).max(1);
        let exponent = kib.next_power_of_two().trailing_zeros();
        Self(u8::try_from(exponent).unwrap_or(u8::MAX))
    }

    /// No file of the class has more bytes.
    #[must_use]
    pub fn most_bytes(self) -> u64 {
        Self::KIB.checked_shl(u32::from(self.0)).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::SizeClass;

    proptest! {
        #[test]
        fn a_size_is_within_its_class_and_never_told_closer_than_by_half(
            bytes in 1_u64..(1 << 40),
        ) {
            let most = SizeClass::of(bytes).most_bytes();
            prop_assert!(bytes <= most);
            prop_assert!(most == 1024 || bytes > most / 2);
        }
    }
}
