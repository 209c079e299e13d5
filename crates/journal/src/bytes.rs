//! Big-endian integers and length-prefixed fields, and nothing cleverer.
//!
//! Every length has a fixed width, so that a value has one encoding only.

/// The input ends before the field does.
pub(crate) struct Short;

/// Reads fields from the front of a slice.
pub(crate) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub(crate) fn take(&mut self, len: usize) -> Result<&'a [u8], Short> {
        let (front, rest) = self.0.split_at_checked(len).ok_or(Short)?;
        self.0 = rest;
        Ok(front)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Result<[u8; N], Short> {
        let (front, rest) = self.0.split_first_chunk::<N>().ok_or(Short)?;
        self.0 = rest;
        Ok(*front)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
