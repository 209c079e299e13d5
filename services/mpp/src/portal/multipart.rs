//! A form with one file at its end, read as it comes: fields first, then the
//! file, which is passed on piece by piece and never held whole.
//!
//! An agency wants to know beforehand how large a file is. The form says it,
//! though not in so many words: what remains of the announced length after the
//! fields, without the closing line, is the file. Therefore the file comes last.

use axum::{
    body::{Body, BodyDataStream, Bytes},
    http::{HeaderMap, header},
};
use tokio_stream::StreamExt;

use super::form::Form;

/// The fields of an upload and the head of its file.
const MOST_HEAD: usize = 16 * 1024;

/// A form with a file at its end.
pub(crate) struct Upload {
    pub(crate) fields: Form,
    pub(crate) file: Incoming,
}

/// A file on its way in.
pub(crate) struct Incoming {
    /// What the browser calls it.
    pub(crate) name: String,
    /// How many bytes it has.
    pub(crate) size: u64,
    left: u64,
    held: Bytes,
    rest: BodyDataStream,
    closing: Vec<u8>,
}

/// Why a form with a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// It is no such form, or its file does not come last.
    Malformed,
    /// The browser does not say how long it is.
    Unannounced,
    /// The line broke.
    Broken,
}

impl Upload {
    /// Reads the fields and the head of the file.
    pub(crate) async fn read(headers: &HeaderMap, body: Body) -> Result<Self, Unreadable> {
        let boundary = boundary(headers).ok_or(Unreadable::Malformed)?;
        let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let length: u64 =
            length.and_then(|text| text.parse().ok()).ok_or(Unreadable::Unannounced)?;
        let mut rest = body.into_data_stream();
        let mut head = Vec::new();
        let read = loop {
            match parse(&head, &boundary)? {
                Some(read) => break read,
                None if head.len() > MOST_HEAD => return Err(Unreadable::Malformed),
                None => {}
            }
            let piece = rest.next().await.ok_or(Unreadable::Malformed)?;
            head.extend_from_slice(&piece.map_err(|_| Unreadable::Broken)?);
        };
        let Head { fields, name, begins } = read;
        let closing = format!("\r\n--{boundary}--\r\n").into_bytes();
        let around = u64::try_from(begins + closing.len()).unwrap_or(u64::MAX);
        let size = length.checked_sub(around).ok_or(Unreadable::Malformed)?;
        let held = Bytes::from(head.split_off(begins));
        let file = Incoming { name, size, left: size, held, rest, closing };
        Ok(Self { fields, file })
    }
}

impl Incoming {
    /// The next bytes of the file; `None` at its end, once the form was seen to
    /// end there, too.
    pub(crate) async fn next(&mut self) -> Result<Option<Bytes>, Unreadable> {
        if self.left == 0 {
            return self.ended().await.map(|()| None);
        }
        if self.held.is_empty() {
            self.held = self.piece().await?;
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(self.held.len());
        let piece = self.held.split_to(most);
        self.left -= u64::try_from(piece.len()).unwrap_or(0);
        Ok(Some(piece))
    }

    async fn piece(&mut self) -> Result<Bytes, Unreadable> {
        match self.rest.next().await {
            Some(Ok(piece)) => Ok(piece),
            Some(Err(_)) => Err(Unreadable::Broken),
            None => Err(Unreadable::Malformed),
        }
    }

    async fn ended(&mut self) -> Result<(), Unreadable> {
        let mut end = self.held.to_vec();
        while end.len() < self.closing.len() {
            end.extend_from_slice(&self.piece().await?);
        }
        if end == self.closing { Ok(()) } else { Err(Unreadable::Malformed) }
    }

    /// Lets the browser finish, which would otherwise not read our answer.
    pub(crate) async fn drain(mut self) {
        while let Ok(Some(_)) = self.next().await {}
    }
}

fn boundary(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    let parameters = kind.strip_prefix("multipart/form-data")?;
    let boundary = parameters.split(';').find_map(|one| one.trim().strip_prefix("boundary="))?;
    let boundary = boundary.trim_matches('"');
    (!boundary.is_empty() && boundary.len() <= 70).then(|| boundary.to_owned())
}

struct Head {
    fields: Form,
    name: String,
    /// Where the file's first byte is.
    begins: usize,
}

/// The parts up to the file's first byte; `None` when more must come first.
fn parse(head: &[u8], boundary: &str) -> Result<Option<Head>, Unreadable> {
    let opening = format!("--{boundary}\r\n");
    let between = format!("\r\n--{boundary}");
    let mut at = 0;
    let mut fields = Vec::new();
    loop {
        let rest = head.get(at..).unwrap_or_default();
        if rest.len() < opening.len() {
            return Ok(None);
        }
        let rest = rest.strip_prefix(opening.as_bytes()).ok_or(Unreadable::Malformed)?;
        let Some(end) = find(rest, b"\r\n\r\n") else { return Ok(None) };
        let told = std::str::from_utf8(rest.get(..end).unwrap_or_default());
        let told = told.map_err(|_| Unreadable::Malformed)?;
        let begins = at + opening.len() + end + 4;
        let name = parameter(told, "name").ok_or(Unreadable::Malformed)?;
        if let Some(file) = parameter(told, "filename") {
            let fields = Form::of(fields);
            return Ok(Some(Head { fields, name: file, begins }));
        }
        let content = head.get(begins..).unwrap_or_default();
        let Some(length) = find(content, between.as_bytes()) else { return Ok(None) };
        let value = std::str::from_utf8(content.get(..length).unwrap_or_default());
        fields.push((name, value.map_err(|_| Unreadable::Malformed)?.to_owned()));
        at = begins + length + 2;
    }
}

/// A parameter of `Content-Disposition`, as browsers write it (RFC 7578, and the
/// HTML standard's escapes).
fn parameter(told: &str, name: &str) -> Option<String> {
    let line = told.split("\r\n").find(|line| {
        line.get(..20).is_some_and(|start| start.eq_ignore_ascii_case("content-disposition:"))
    })?;
    let (_, rest) = line.split_once(&format!("; {name}=\""))?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("%22", "\"").replace("%0D", "").replace("%0A", ""))
}

fn find(text: &[u8], sought: &[u8]) -> Option<usize> {
    text.windows(sought.len()).position(|window| window == sought)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORM: &str = "--B\r\nContent-Disposition: form-data; name=\"syarat\"\r\n\r\nktp\r\n\
        --B\r\nContent-Disposition: form-data; name=\"berkas\"; filename=\"ktp.pdf\"\r\n\
        Content-Type: application/pdf\r\n\r\n%PDF-\r\n--Bx\r\n--B--\r\n";

    async fn read(form: &str, pieces: usize) -> Result<(String, u64, Vec<u8>), Unreadable> {
        let mut headers = HeaderMap::new();
        let kind = "multipart/form-data; boundary=B";
        headers.insert(header::CONTENT_TYPE, kind.parse().unwrap());
        headers.insert(header::CONTENT_LENGTH, form.len().into());
        let pieces: Vec<Result<Bytes, std::io::Error>> =
            form.as_bytes().chunks(pieces).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
        let body = Body::from_stream(tokio_stream::iter(pieces));
        let Upload { fields, mut file } = Upload::read(&headers, body).await?;
        assert_eq!(fields.get("syarat"), "ktp");
        let (name, size) = (file.name.clone(), file.size);
        let mut content = Vec::new();
        while let Some(piece) = file.next().await? {
            content.extend_from_slice(&piece);
        }
        Ok((name, size, content))
    }

    #[tokio::test]
    async fn a_file_is_read_whatever_the_pieces_in_which_it_comes() {
        let whole = ("ktp.pdf".to_owned(), 11, b"%PDF-\r\n--Bx".to_vec());
        for pieces in [1, 7, 4096] {
            assert_eq!(read(FORM, pieces).await, Ok(whole.clone()));
        }
    }

    #[tokio::test]
    async fn a_file_that_does_not_come_last_is_refused() {
        let after = "--B\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\ny\r\n--B--\r\n";
        let form = FORM.replace("--B--\r\n", after);

        // Its length is misjudged, and the end is not where it must be.
        let read = read(&form, 4096).await;
        assert!(!matches!(read, Ok((_, 11, _))), "{read:?}");
    }

    #[tokio::test]
    async fn a_form_that_breaks_off_is_refused() {
        assert!(read(&FORM[..FORM.len() - 30], 64).await.is_err());
    }
}
