//! The final bytes of one event: written once, hashed, never serialised again.
//!
//! Layout of format 1, integers big-endian, names as `u16 length ‖ ASCII`:
//!
//! ```text
//! u8 format = 1
//! name origin      u64 index      i64 at (µs UTC)
//! name kind        u16 version
//! name record kind name record id name actor
//! u32 length ‖ payload (JSON text)
//! 16 bytes nonce
//! ```
//!
//! Holds no personal data: the actor is a pseudonym, and what people wrote is
//! sealed elsewhere and only committed to here.

use kernel::Instant;

use crate::{
    bytes::{Reader, Short},
    hash::{Hash, leaf_hash},
};

/// The bytes of [`Body::nonce`].
pub const NONCE_BYTES: usize = 16;
/// The most bytes that a name (origin, kind, record, actor) may have.
pub const MAX_NAME_BYTES: usize = 200;
/// The most bytes that a payload may have: as many as a message to the server.
pub const MAX_PAYLOAD_BYTES: usize = 256 * 1024;
/// The most bytes that an encoded body can have.
pub const MAX_BODY_BYTES: usize = FIXED_BYTES + 5 * MAX_NAME_BYTES + MAX_PAYLOAD_BYTES;

const FORMAT: u8 = 1;
/// Format, index, instant, version, five name lengths, payload length, nonce.
const FIXED_BYTES: usize = 1 + 8 + 8 + 2 + 5 * 2 + 4 + NONCE_BYTES;
/// Both databases count in `i64`.
const MAX_INDEX: u64 = i64::MAX as u64;

/// One event, as the journal keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// The journal that the event stands in, as `satupintu.example/dpmptsp`;
    /// without `+`, which ends a key's name in a checkpoint's signature.
    pub origin: String,
    /// Its place there, counted from 0.
    pub index: u64,
    /// When it was recorded.
    pub at: Instant,
    /// What happened, as `permits.submitted`.
    pub kind: String,
    /// The version of the payload's shape, counted from 1.
    pub version: u16,
    /// The kind of the record that it happened to, as `application`.
    pub record_kind: String,
    /// The record, by identifier; never a NIK or another person's number.
    pub record_id: String,
    /// Who caused it, by pseudonym: the text of a `kernel::Actor`.
    pub actor: String,
    /// What else there is to say, as JSON text in UTF-8.
    pub payload: Vec<u8>,
    /// Random bytes, so that nobody can guess a body and test it by its hash.
    pub nonce: [u8; NONCE_BYTES],
}

/// Why a body cannot be written: the program's fault, never the caller's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritable {
    /// A name is empty, too long, or not made of visible ASCII characters.
    #[error(
        "{field} must be 1 to {MAX_NAME_BYTES} visible ASCII characters, an origin without '+'"
    )]
    Name {
        /// The field of [`Body`].
        field: &'static str,
    },
    /// A payload beyond [`MAX_PAYLOAD_BYTES`].
    #[error("the payload must have at most {MAX_PAYLOAD_BYTES} bytes")]
    PayloadTooLong,
    /// A payload that is not UTF-8.
    #[error("the payload must be UTF-8 text")]
    PayloadNotText,
    /// An index that a database cannot count to.
    #[error("the index must be below 2^63")]
    Index,
    /// Versions count from 1.
    #[error("the version must be at least 1")]
    Version,
}

/// Why stored bytes are not a body: they were changed, or cut.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// The first byte names a format that this program does not know.
    #[error("the body has the unknown format {0}")]
    Format(u8),
    /// The bytes end within a field.
    #[error("the body ends too early")]
    Truncated,
    /// Bytes follow the last field.
    #[error("bytes follow the end of the body")]
    Trailing,
    /// The fields can be told apart, but no writer would have written them.
    #[error("the body breaks a rule of its format: {0}")]
    Invalid(#[from] Unwritable),
}

impl From<Short> for Unreadable {
    fn from(Short: Short) -> Self {
        Self::Truncated
    }
}

impl Body {
    /// The one encoding of this body.
    ///
    /// # Errors
    /// [`Unwritable`] when a field is beyond its bound: bytes that could not be
    /// read back are never made.
    pub fn encode(&self) -> Result<Vec<u8>, Unwritable> {
        self.check()?;
        let Self {
            origin,
            index,
            at,
            kind,
            version,
            record_kind,
            record_id,
            actor,
            payload,
            nonce,
        } = self;
        let names = [origin, kind, record_kind, record_id, actor];
        let length = names.iter().map(|name| name.len()).sum::<usize>() + payload.len();
        let mut out = Vec::with_capacity(FIXED_BYTES + length);
        out.push(FORMAT);
        put_name(&mut out, "origin", origin)?;
        out.extend_from_slice(&index.to_be_bytes());
        out.extend_from_slice(&at.micros().to_be_bytes());
        put_name(&mut out, "kind", kind)?;
        out.extend_from_slice(&version.to_be_bytes());
        put_name(&mut out, "record_kind", record_kind)?;
        put_name(&mut out, "record_id", record_id)?;
        put_name(&mut out, "actor", actor)?;
        let payload_length =
            u32::try_from(payload.len()).map_err(|_| Unwritable::PayloadTooLong)?;
        out.extend_from_slice(&payload_length.to_be_bytes());
        out.extend_from_slice(payload);
        out.extend_from_slice(nonce);
        Ok(out)
    }

    /// The body that `bytes` are; encoding it gives `bytes` again.
    ///
    /// # Errors
    /// [`Unreadable`] when they are anything but one whole body.
    pub fn decode(bytes: &[u8]) -> Result<Self, Unreadable> {
        let mut reader = Reader::new(bytes);
        let [format] = reader.array()?;
        if format != FORMAT {
            return Err(Unreadable::Format(format));
        }
        let body = Self {
            origin: name(&mut reader, "origin")?,
            index: u64::from_be_bytes(reader.array()?),
            at: Instant::from_micros(i64::from_be_bytes(reader.array()?)),
            kind: name(&mut reader, "kind")?,
            version: u16::from_be_bytes(reader.array()?),
            record_kind: name(&mut reader, "record_kind")?,
            record_id: name(&mut reader, "record_id")?,
            actor: name(&mut reader, "actor")?,
            payload: payload(&mut reader)?,
            nonce: reader.array()?,
        };
        if !reader.is_empty() {
            return Err(Unreadable::Trailing);
        }
        body.check()?;
        Ok(body)
    }

    /// The leaf hash of an encoding of this body.
    ///
    /// # Errors
    /// As [`Body::encode`].
    pub fn hash(&self) -> Result<Hash, Unwritable> {
        self.encode().map(|bytes| leaf_hash(&bytes))
    }

    fn check(&self) -> Result<(), Unwritable> {
        for (field, name) in [
            ("origin", &self.origin),
            ("kind", &self.kind),
            ("record_kind", &self.record_kind),
            ("record_id", &self.record_id),
            ("actor", &self.actor),
        ] {
            check_name(field, name.as_bytes())?;
        }
        if self.origin.contains('+') {
            return Err(Unwritable::Name { field: "origin" });
        }
        if self.index > MAX_INDEX {
            return Err(Unwritable::Index);
        }
        if self.version == 0 {
            return Err(Unwritable::Version);
        }
        check_payload(&self.payload)
    }
}

/// Visible ASCII only: a name looks the same on every screen and in every
/// database's order, and nobody's own name fits in by accident.
fn check_name(field: &'static str, name: &[u8]) -> Result<(), Unwritable> {
    let bounded = (1..=MAX_NAME_BYTES).contains(&name.len());
    if bounded && name.iter().all(u8::is_ascii_graphic) {
        Ok(())
    } else {
        Err(Unwritable::Name { field })
    }
}

fn check_payload(payload: &[u8]) -> Result<(), Unwritable> {
    if payload.len() > MAX_PAYLOAD_BYTES {
        return Err(Unwritable::PayloadTooLong);
    }
    std::str::from_utf8(payload).map(drop).map_err(|_| Unwritable::PayloadNotText)
}

fn put_name(out: &mut Vec<u8>, field: &'static str, name: &str) -> Result<(), Unwritable> {
    let length = u16::try_from(name.len()).map_err(|_| Unwritable::Name { field })?;
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(name.as_bytes());
    Ok(())
}

fn name(reader: &mut Reader<'_>, field: &'static str) -> Result<String, Unreadable> {
    let length = u16::from_be_bytes(reader.array()?);
    let bytes = reader.take(usize::from(length))?;
    check_name(field, bytes)?;
    String::from_utf8(bytes.to_vec()).map_err(|_| Unwritable::Name { field }.into())
}

fn payload(reader: &mut Reader<'_>) -> Result<Vec<u8>, Unreadable> {
    let length = u32::from_be_bytes(reader.array()?);
    // Where an address has fewer bits than a length, no slice is that long.
    let length = usize::try_from(length).map_err(|_| Unreadable::Truncated)?;
    let bytes = reader.take(length)?;
    check_payload(bytes)?;
    Ok(bytes.to_vec())
}
