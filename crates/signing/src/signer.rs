//! The seam: a signature is asked for here, whoever makes it.

use std::path::Path;

use jiff::Timestamp;
use kernel::Bilingual;

use crate::{BsreSettings, BsreSigner, LocalSigner, OpenError, Passphrase, SignError, Signatory};

/// Whoever makes this deployment's signatures.
#[derive(Debug)]
pub enum Signer {
    /// This program, with a certificate that says it is for development.
    Local(LocalSigner),
    /// Balai Besar Sertifikasi Elektronik, with the signatory's own certificate.
    Bsre(BsreSigner),
}

impl Signer {
    /// The signer for development whose key lies in `directory`; makes the key at first.
    pub fn local(directory: &Path, now: Timestamp) -> Result<Self, OpenError> {
        LocalSigner::open(directory, now).map(Self::Local)
    }

    /// The signer that asks BSrE. Nothing is sent before the first signature.
    pub fn bsre(settings: BsreSettings) -> Result<Self, OpenError> {
        BsreSigner::open(settings).map(Self::Bsre)
    }

    /// What it is, in one sentence for the page and the screen.
    pub fn describe(&self) -> Bilingual {
        match self {
            Self::Local(_) => Bilingual::new(
                "Ditandatangani secara elektronik dengan sertifikat PENGEMBANGAN, bukan sertifikat BSrE.",
                "Signed electronically with a DEVELOPMENT certificate, not one of BSrE.",
            ),
            Self::Bsre(_) => Bilingual::new(
                "Ditandatangani secara elektronik dengan sertifikat elektronik yang diterbitkan oleh Balai Besar Sertifikasi Elektronik (BSrE), BSSN.",
                "Signed electronically with a certificate issued by Balai Besar Sertifikasi Elektronik (BSrE), BSSN.",
            ),
        }
    }

    /// Whether the signatory must give a passphrase for each signature.
    pub const fn needs_passphrase(&self) -> bool {
        match self {
            Self::Local(_) => false,
            Self::Bsre(_) => true,
        }
    }

    /// The SHA-256 of the one certificate all signatures bear, in hexadecimal; BSrE
    /// gives each signatory their own.
    pub fn certificate(&self) -> Option<&str> {
        match self {
            Self::Local(local) => Some(local.certificate()),
            Self::Bsre(_) => None,
        }
    }

    /// `pdf` with the signature appended. Asking again after a failure is safe: the
    /// caller keeps the first signed file it gets.
    pub async fn sign(
        &self,
        pdf: Vec<u8>,
        signatory: Signatory,
        passphrase: Option<Passphrase>,
    ) -> Result<Vec<u8>, SignError> {
        match self {
            Self::Local(local) => local.sign(pdf, &signatory),
            Self::Bsre(bsre) => bsre.sign(pdf, signatory, passphrase).await,
        }
    }
}
