//! The revision that is appended to a file: a signature field without appearance, and
//! room for the signature itself.

use jiff::tz::TimeZone;
use sha2::{Digest, Sha256};

use crate::pdf::{Pdf, first_reference};
use crate::{SignError, Signatory};

/// Bytes kept free for the signature; one with a P-256 key takes about a thousand.
const ROOM: usize = 4096;

/// Digits of each number in the byte range; ten are enough for files of 9 GB.
const DIGITS: usize = 10;

/// A file with its revision, the signature still missing.
pub(crate) struct Revision {
    bytes: Vec<u8>,
    /// Where the signature's `<` stands.
    gap_start: usize,
    /// Behind its `>`.
    gap_end: usize,
}

impl Revision {
    /// `pdf` with a revision that names `signatory`.
    pub(crate) fn append(pdf: Vec<u8>, signatory: &Signatory) -> Result<Self, SignError> {
        let plan = Plan::of(&pdf).map_err(SignError::File)?;
        let mut writer = Writer { bytes: pdf, objects: Vec::new() };
        if !writer.bytes.ends_with(b"\n") {
            writer.bytes.push(b'\n');
        }
        writer.object(plan.catalogue.0, &plan.catalogue.1);
        writer.object(plan.page.0, &plan.page.1);
        writer.object(plan.field.0, plan.field.1.as_bytes());
        let (range, gap) = writer.signature(plan.signature, signatory);
        writer.table(&plan.trailer);

        let mut bytes = writer.bytes;
        let (gap_start, gap_end) = gap;
        let rest = bytes.len().saturating_sub(gap_end);
        let numbers = format!("{gap_start:>DIGITS$} {gap_end:>DIGITS$} {rest:>DIGITS$}");
        overwrite(&mut bytes, range, numbers.as_bytes())?;
        Ok(Self { bytes, gap_start, gap_end })
    }

    /// The SHA-256 of everything but the gap.
    pub(crate) fn digest(&self) -> Vec<u8> {
        let head = self.bytes.get(..self.gap_start).unwrap_or_default();
        let tail = self.bytes.get(self.gap_end..).unwrap_or_default();
        Sha256::new().chain_update(head).chain_update(tail).finalize().to_vec()
    }

    /// The file with `signature` in its gap.
    pub(crate) fn complete(mut self, signature: &[u8]) -> Result<Vec<u8>, SignError> {
        if signature.len() > ROOM {
            return Err(SignError::File("the signature is larger than the room for it"));
        }
        overwrite(&mut self.bytes, self.gap_start + 1, hex::encode(signature).as_bytes())?;
        Ok(self.bytes)
    }
}

/// What the revision holds, worked out from the file.
struct Plan {
    catalogue: (usize, Vec<u8>),
    page: (usize, Vec<u8>),
    field: (usize, String),
    signature: usize,
    /// Without its size and its pointer to the table before, which only the end knows.
    trailer: Vec<u8>,
}

impl Plan {
    fn of(bytes: &[u8]) -> Result<Self, &'static str> {
        let pdf = Pdf::parse(bytes).ok_or("it has no plain table of cross-references")?;
        if pdf.trailer.get("Prev").is_some() || pdf.trailer.get("Encrypt").is_some() {
            return Err("it has revisions or is encrypted");
        }
        let root = pdf.trailer.reference("Root").ok_or("it has no catalogue")?;
        let catalogue = pdf.dictionary(root).ok_or("its catalogue cannot be read")?;
        if catalogue.get("AcroForm").is_some() {
            return Err("it holds a form or a signature already");
        }
        let (page_number, page) = first_page(&pdf, catalogue.reference("Pages"))
            .ok_or("its first page cannot be found")?;

        let (field, signature) = (pdf.size(), pdf.size() + 1);
        let annotations = match page.get("Annots") {
            None => format!("[{field} 0 R]"),
            Some(present) => {
                let inner = std::str::from_utf8(present)
                    .ok()
                    .and_then(|text| text.strip_prefix('[')?.strip_suffix(']'));
                format!("[{} {field} 0 R]", inner.ok_or("its annotations cannot be read")?)
            }
        };
        let form = format!("<< /Fields [{field} 0 R] /SigFlags 3 >>");
        let widget = format!(
            "<< /Type /Annot /Subtype /Widget /FT /Sig /T (Tanda tangan) /V {signature} 0 R \
             /F 132 /Rect [0 0 0 0] /P {page_number} 0 R >>"
        );
        Ok(Self {
            catalogue: (root, catalogue.with(&[("AcroForm", form)])),
            page: (page_number, page.with(&[("Annots", annotations)])),
            field: (field, widget),
            signature,
            trailer: pdf
                .trailer
                .with(&[("Size", (signature + 1).to_string()), ("Prev", pdf.table.to_string())]),
        })
    }
}

/// Walks down the first branch of the tree of pages.
fn first_page<'a>(
    pdf: &Pdf<'a>,
    root: Option<usize>,
) -> Option<(usize, crate::pdf::Dictionary<'a>)> {
    const DEEPEST: usize = 16;
    let mut number = root?;
    for _ in 0..DEEPEST {
        let node = pdf.dictionary(number)?;
        match node.get("Kids") {
            Some(kids) => number = first_reference(kids)?,
            None => return Some((number, node)),
        }
    }
    None
}

/// Appends objects and remembers where they start.
struct Writer {
    bytes: Vec<u8>,
    objects: Vec<(usize, usize)>,
}

impl Writer {
    fn object(&mut self, number: usize, body: &[u8]) {
        self.objects.push((number, self.bytes.len()));
        self.bytes.extend(format!("{number} 0 obj\n").into_bytes());
        self.bytes.extend(body);
        self.bytes.extend(b"\nendobj\n");
    }

    /// The signature's dictionary. Gives where its byte range is to be written, and the
    /// gap from `<` to behind `>`.
    fn signature(&mut self, number: usize, signatory: &Signatory) -> (usize, (usize, usize)) {
        let Signatory { name, nik: _, reason, place, at } = signatory;
        let at = at.to_zoned(TimeZone::UTC);
        let head = format!(
            "<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached \
             /Name {} /Reason {} /Location {} /M (D:{}) /ByteRange [0 ",
            text_string(name),
            text_string(reason),
            text_string(place),
            at.strftime("%Y%m%d%H%M%SZ"),
        );
        self.objects.push((number, self.bytes.len()));
        self.bytes.extend(format!("{number} 0 obj\n{head}").into_bytes());
        let range = self.bytes.len();
        self.bytes.extend([b' '; DIGITS * 3 + 2]);
        self.bytes.extend(b"] /Contents ");
        let gap_start = self.bytes.len();
        self.bytes.push(b'<');
        self.bytes.extend([b'0'; ROOM * 2]);
        self.bytes.push(b'>');
        let gap_end = self.bytes.len();
        self.bytes.extend(b" >>\nendobj\n");
        (range, (gap_start, gap_end))
    }

    fn table(&mut self, trailer: &[u8]) {
        let start = self.bytes.len();
        self.objects.sort_unstable();
        let mut table = "xref\n".to_owned();
        for (number, offset) in &self.objects {
            // Each entry is twenty bytes with its end of line.
            table.push_str(&format!("{number} 1\n{offset:010} 00000 n \n"));
        }
        self.bytes.extend(table.into_bytes());
        self.bytes.extend(b"trailer\n");
        self.bytes.extend(trailer);
        self.bytes.extend(format!("\nstartxref\n{start}\n%%EOF\n").into_bytes());
    }
}

/// A text string that no character can break out of: UTF-16 in hexadecimal.
fn text_string(text: &str) -> String {
    let units: String = text.encode_utf16().map(|unit| format!("{unit:04x}")).collect();
    format!("<feff{units}>")
}

fn overwrite(bytes: &mut [u8], at: usize, with: &[u8]) -> Result<(), SignError> {
    let place = bytes.get_mut(at..at.saturating_add(with.len()));
    place.ok_or(SignError::File("it is too large"))?.copy_from_slice(with);
    Ok(())
}
