//! As much of PDF (ISO 32000-1) as it takes to append a revision to a file that
//! `documents` made: one table of cross-references, no compressed objects.

/// A file as it was written, and where its objects stand.
pub(crate) struct Pdf<'a> {
    bytes: &'a [u8],
    /// Byte offsets by object number; zero where there is none.
    offsets: Vec<usize>,
    /// The trailer's dictionary.
    pub(crate) trailer: Dictionary<'a>,
    /// Where the table starts.
    pub(crate) table: usize,
}

/// The text between `<<` and `>>`, and its entries in order.
pub(crate) struct Dictionary<'a> {
    entries: Vec<(&'a [u8], &'a [u8])>,
}

impl<'a> Dictionary<'a> {
    /// The text of a value, by its key without the slash.
    pub(crate) fn get(&self, key: &str) -> Option<&'a [u8]> {
        self.entries.iter().find(|(name, _)| *name == key.as_bytes()).map(|(_, value)| *value)
    }

    /// The object number that a value `n 0 R` leads to.
    pub(crate) fn reference(&self, key: &str) -> Option<usize> {
        reference(self.get(key)?)
    }

    /// The dictionary's text with `changes` in place of the entries of the same keys;
    /// an empty change leaves its entry out.
    pub(crate) fn with(&self, changes: &[(&str, String)]) -> Vec<u8> {
        let mut text = b"<<".to_vec();
        let kept = self
            .entries
            .iter()
            .filter(|(name, _)| changes.iter().all(|(changed, _)| changed.as_bytes() != *name));
        for (name, value) in kept {
            text.extend([b" /", *name, b" ", *value].concat());
        }
        for (name, value) in changes.iter().filter(|(_, value)| !value.is_empty()) {
            text.extend(format!(" /{name} {value}").into_bytes());
        }
        text.extend(b" >>");
        text
    }
}

impl<'a> Pdf<'a> {
    /// Reads the table and the trailer; nothing if the file is of another shape.
    pub(crate) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let start = last(bytes, b"startxref")?;
        let mut reader = Reader { bytes, at: start };
        reader.expect(b"startxref")?;
        let table = reader.number()?;

        let mut reader = Reader { bytes, at: table };
        reader.expect(b"xref")?;
        if reader.number()? != 0 {
            return None;
        }
        let count = reader.number()?;
        let mut offsets = Vec::new();
        for _ in 0..count {
            let offset = reader.number()?;
            reader.number()?;
            offsets.push(match reader.token()? {
                b"n" => offset,
                b"f" => 0,
                _ => return None,
            });
        }
        reader.expect(b"trailer")?;
        let trailer = reader.dictionary()?;
        Some(Self { bytes, offsets, trailer, table })
    }

    /// The dictionary that the object `number` is.
    pub(crate) fn dictionary(&self, number: usize) -> Option<Dictionary<'a>> {
        let offset = *self.offsets.get(number).filter(|offset| **offset > 0)?;
        let mut reader = Reader { bytes: self.bytes, at: offset };
        if reader.number()? != number || reader.number()? != 0 {
            return None;
        }
        reader.expect(b"obj")?;
        reader.dictionary()
    }

    /// How many object numbers are taken.
    pub(crate) fn size(&self) -> usize {
        self.offsets.len()
    }
}

/// The number of `n 0 R`.
pub(crate) fn reference(value: &[u8]) -> Option<usize> {
    let mut reader = Reader { bytes: value, at: 0 };
    let number = reader.number()?;
    (reader.number()? == 0 && reader.token()? == b"R").then_some(number)
}

/// The first reference in an array.
pub(crate) fn first_reference(array: &[u8]) -> Option<usize> {
    reference(array.strip_prefix(b"[")?)
}

/// The last place of `what`.
pub(crate) fn last(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

/// Reads tokens, one after the other.
pub(crate) struct Reader<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) at: usize,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.rest().first() {
            match byte {
                0 | b'\t' | b'\n' | 12 | b'\r' | b' ' => self.at += 1,
                b'%' => {
                    let line = self.rest().iter().position(|byte| matches!(byte, b'\n' | b'\r'));
                    self.at += line.unwrap_or(self.rest().len());
                }
                _ => return,
            }
        }
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let taken = self.rest().get(..length)?;
        self.at += length;
        Some(taken)
    }

    pub(crate) fn expect(&mut self, word: &[u8]) -> Option<()> {
        self.skip_space();
        (self.take(word.len())? == word).then_some(())
    }

    /// A word: what stands before the next space or delimiter.
    fn token(&mut self) -> Option<&'a [u8]> {
        self.skip_space();
        let length = self.rest().iter().position(|byte| !is_regular(*byte));
        self.take(length.unwrap_or(self.rest().len())).filter(|token| !token.is_empty())
    }

    pub(crate) fn number(&mut self) -> Option<usize> {
        let token = std::str::from_utf8(self.token()?).ok()?;
        token.bytes().all(|byte| byte.is_ascii_digit()).then(|| token.parse().ok())?
    }

    fn dictionary(&mut self) -> Option<Dictionary<'a>> {
        self.expect(b"<<")?;
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Some(Dictionary { entries });
            }
            self.expect(b"/")?;
            let key = self.token()?;
            entries.push((key, self.value()?));
        }
    }

    /// The text of one value, a reference being three words.
    fn value(&mut self) -> Option<&'a [u8]> {
        self.skip_space();
        let start = self.at;
        self.skip_value(0)?;
        let end = self.at;
        let mut ahead = Reader { bytes: self.bytes, at: start };
        if ahead.number().is_some() && ahead.number().is_some() && ahead.token() == Some(b"R") {
            self.at = ahead.at;
        } else {
            self.at = end;
        }
        self.bytes.get(start..self.at)
    }

    /// Steps over one string, name, word, array or dictionary.
    fn skip_value(&mut self, depth: usize) -> Option<()> {
        const DEEPEST: usize = 32;
        if depth > DEEPEST {
            return None;
        }
        self.skip_space();
        let rest = self.rest();
        match rest.first()? {
            b'(' => self.skip_string(),
            b'/' => {
                self.at += 1;
                let length = self.rest().iter().position(|byte| !is_regular(*byte));
                self.take(length.unwrap_or(self.rest().len())).map(|_| ())
            }
            b'<' if rest.starts_with(b"<<") => self.skip_until(b">>", depth),
            b'<' => {
                self.at += rest.iter().position(|byte| *byte == b'>')? + 1;
                Some(())
            }
            b'[' => self.skip_until(b"]", depth),
            _ => self.token().map(|_| ()),
        }
    }

    fn skip_until(&mut self, end: &[u8], depth: usize) -> Option<()> {
        self.at += end.len();
        loop {
            self.skip_space();
            if self.rest().starts_with(end) {
                self.at += end.len();
                return Some(());
            }
            self.skip_value(depth + 1)?;
        }
    }

    fn skip_string(&mut self) -> Option<()> {
        let mut open = 0_usize;
        loop {
            match self.rest().first()? {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            self.at += 1;
            if open == 0 {
                return Some(());
            }
        }
    }
}

fn is_regular(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0 && !b"()<>[]{}/%".contains(&byte)
}
