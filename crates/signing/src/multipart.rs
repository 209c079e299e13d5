//! A form as the signing service reads it: `multipart/form-data` (RFC 7578).

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// A form with its secrets; wiped when dropped.
pub(crate) struct Form {
    pub(crate) content_type: String,
    pub(crate) body: Zeroizing<Vec<u8>>,
}

/// The form with `fields` and with `pdf` as the file `file`.
pub(crate) fn form(pdf: &[u8], fields: &[(&str, &str)]) -> Form {
    // Nobody can have written the digest of the file into it, nor into a field.
    let boundary = format!("satu-pintu-{}", hex::encode(Sha256::digest(pdf)));
    let fields = fields
        .iter()
        .map(|(name, value)| (format!("form-data; name=\"{name}\""), value.as_bytes()));
    let file = (
        "form-data; name=\"file\"; filename=\"dokumen.pdf\"\r\nContent-Type: application/pdf"
            .to_owned(),
        pdf,
    );
    let parts: Vec<(String, &[u8])> = fields.chain([file]).collect();

    // In one piece from the start: a body that grows would leave copies behind.
    let around = boundary.len() + 64;
    let size: usize = parts.iter().map(|(head, value)| head.len() + value.len() + around).sum();
    let mut body = Zeroizing::new(Vec::with_capacity(size + around));
    for (disposition, value) in parts {
        let head = format!("--{boundary}\r\nContent-Disposition: {disposition}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Form { content_type: format!("multipart/form-data; boundary={boundary}"), body }
}
