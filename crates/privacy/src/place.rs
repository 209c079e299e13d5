//! Where a sealed value stands: a value moved elsewhere does not open.

/// A column of a row of a table; the associated data of every sealed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table's name.
    pub table: &'a str,
    /// The row's identifier.
    pub row: &'a str,
    /// The column's name.
    pub column: &'a str,
}

impl Place<'_> {
    /// The place in bytes. Each part goes with its length, so that no two
    /// places are alike however their parts are cut.
    pub(crate) fn associated_data(&self) -> Vec<u8> {
        let Self { table, row, column } = self;
        framed([table.as_bytes(), row.as_bytes(), column.as_bytes()])
    }
}

/// `parts`, each after its length as eight bytes, big-endian.
pub(crate) fn framed<const N: usize>(parts: [&[u8]; N]) -> Vec<u8> {
    let length = parts.iter().map(|part| 8 + part.len()).sum();
    let mut out = Vec::with_capacity(length);
    for part in parts {
        out.extend_from_slice(&(part.len() as u64).to_be_bytes());
        out.extend_from_slice(part);
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn two_places_have_the_same_bytes_only_when_they_are_the_same(
            a in prop::array::uniform3("[ab/]{0,3}"),
            b in prop::array::uniform3("[ab/]{0,3}"),
        ) {
            let [table, row, column] = &a;
            let first = Place { table, row, column };
            let [table, row, column] = &b;
            let second = Place { table, row, column };

            prop_assert_eq!(first.associated_data() == second.associated_data(), first == second);
        }
    }
}
