//! What every page has: whose letterhead, which number, where, when, signed by whom.

use jiff::civil::Date;

/// What all pages of an agency share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Kop surat.
    pub letterhead: Letterhead,
    /// What the reader must be warned of.
    pub caution: Caution,
    /// The number of the letter (nomor surat).
    pub number: String,
    /// Where it is signed.
    pub place: String,
    /// The day it bears; the only time in the file.
    pub date: Date,
    /// Who answers for it.
    pub signatory: Signatory,
}

/// The head of the paper (kop surat).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The region's government: "Pemerintah Kabupaten Contoh".
    pub government: String,
    /// The agency: "Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu".
    pub agency: String,
    /// Street, town, postal code, telephone, web: one line or several.
    pub address: String,
}

/// What the reader must not miss; printed across the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caution {
    /// The deployment is simulated: SIMULASI.
    pub simulated: bool,
    /// The service rests on values that nobody published: CONTOH, BUKAN KETENTUAN.
    pub example: bool,
}

/// Who signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signatory {
    /// "Kepala Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu".
    pub office: String,
    /// With titles, as it is printed.
    pub name: String,
    /// NIP.
    pub employee_number: Option<String>,
}

/// How a reader finds out whether the paper is genuine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// Where the QR code leads.
    pub address: String,
    /// The code, for those who type it.
    pub code: String,
    /// By which means the file is signed, in one sentence; the signer says it.
    pub signature: String,
}

/// A label and what stands after its colon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Before the colon.
    pub label: String,
    /// After it.
    pub value: String,
}

impl Entry {
    /// `label : value`.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into() }
    }
}
