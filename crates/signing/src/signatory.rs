//! Who signs, and why.

use jiff::Timestamp;

use crate::Passphrase;

/// The person who signs, as the signature names them.
#[derive(Debug)]
pub struct Signatory {
    /// As printed on the page.
    pub name: String,
    /// The NIK, by which BSrE knows the person; other signers need none.
    pub nik: Option<Passphrase>,
    /// Why: "Penerbitan izin".
    pub reason: String,
    /// Where.
    pub place: String,
    /// When. A claim of this system, no time stamp of an authority.
    pub at: Timestamp,
}
