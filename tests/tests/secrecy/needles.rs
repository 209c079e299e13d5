//! A search for many values at once, in the forms in which bytes may hold them.

use std::collections::{BTreeSet, HashMap};

/// How many bytes of a form lead to it.
const LEAD: usize = 8;
/// How many bytes are looked at before anything is looked up.
const GLIMPSE: usize = 3;

/// Values, and every form of them that is searched for.
pub(super) struct Needles {
    forms: Vec<(Vec<u8>, usize)>,
    by_lead: HashMap<[u8; LEAD], Vec<usize>>,
    glimpsed: Vec<bool>,
    values: Vec<String>,
}

impl Needles {
    /// The values as they are, in upper or lower case, as hexadecimal digits, in
    /// UTF-16 of either order, and in base64 wherever it may have begun.
    pub(super) fn new(values: &[String]) -> Self {
        let mut this = Self {
            forms: Vec::new(),
            by_lead: HashMap::new(),
            glimpsed: vec![false; 1 << 24],
            values: values.to_vec(),
        };
        for (n, value) in values.iter().enumerate() {
            let plain = value.as_bytes();
            let wide: Vec<u16> = value.encode_utf16().collect();
            this.add(plain.to_vec(), n);
            this.add(plain.iter().flat_map(|byte| format!("{byte:02x}").into_bytes()).collect(), n);
            this.add(wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(), n);
            this.add(wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(), n);
            for offset in 0..3 {
                this.add(base64_within(plain, offset), n);
            }
        }
        this
    }

    fn add(&mut self, form: Vec<u8>, value: usize) {
        let form = form.to_ascii_lowercase();
        let lead: [u8; LEAD] = form[..LEAD].try_into().expect("a value has eight bytes");
        self.glimpsed[glimpse(&form)] = true;
        self.by_lead.entry(lead).or_default().push(self.forms.len());
        self.forms.push((form, value));
    }

    /// The values that `bytes` hold in any form.
    pub(super) fn found_in(&self, bytes: &[u8]) -> Vec<String> {
        let bytes = bytes.to_ascii_lowercase();
        let mut found = BTreeSet::new();
        for at in 0..bytes.len().saturating_sub(LEAD - 1) {
            let rest = &bytes[at..];
            if !self.glimpsed[glimpse(rest)] {
                continue;
            }
            let lead: [u8; LEAD] = rest[..LEAD].try_into().expect("eight bytes are left");
            for form in self.by_lead.get(&lead).into_iter().flatten() {
                let (form, value) = &self.forms[*form];
                if rest.starts_with(form) {
                    found.insert(*value);
                }
            }
        }
        found.into_iter().map(|value| self.values[value].clone()).collect()
    }
}

fn glimpse(bytes: &[u8]) -> usize {
    bytes[..GLIMPSE].iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// The letters of base64 that depend on `bytes` alone, when these begin at
/// `offset` within a group of three.
fn base64_within(bytes: &[u8], offset: usize) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<bool> =
        bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect();
    // The first letter that holds none of the bytes before.
    let skip = [0, 4, 2][offset];
    let letters = bits[skip..].chunks_exact(6).map(|six| {
        let number = six.iter().fold(0, |number, bit| number << 1 | usize::from(*bit));
        LETTERS[number]
    });
    letters.collect()
}

#[test]
fn a_value_is_found_in_every_form_and_nowhere_else() {
    let needles = Needles::new(&["Siti Percontohan".to_owned(), "081200000777".to_owned()]);
    let found = |text: &[u8]| needles.found_in(text).len();

    assert_eq!(found(b"..siti PERCONTOHAN.."), 1);
    assert_eq!(found(b"xx5369746920506572636f6e746f68616eyy"), 1);
    assert_eq!(found(b"\0S\0i\0t\0i\0 \0P\0e\0r\0c\0o\0n\0t\0o\0h\0a\0n"), 1);
    assert_eq!(found(b"S\0i\0t\0i\0 \0P\0e\0r\0c\0o\0n\0t\0o\0h\0a\0n\0"), 1);
    // base64 of "Siti Percontohan", ".Siti Percontohan", "..Siti Percontohan".
    assert_eq!(found(b"U2l0aSBQZXJjb250b2hhbg=="), 1);
    assert_eq!(found(b"LlNpdGkgUGVyY29udG9oYW4="), 1);
    assert_eq!(found(b"Li5TaXRpIFBlcmNvbnRvaGFu"), 1);
    assert_eq!(found(b"Siti Percontoha"), 0);
    assert_eq!(found(b""), 0);
}
