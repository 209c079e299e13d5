//! The signer for development: a key of this deployment, and a certificate that nobody
//! could take for an official one.

use std::fmt;
use std::path::Path;

use jiff::Timestamp;
use p256::ecdsa::SigningKey;
use x509_cert::Certificate;

use crate::certificate::fingerprint;
use crate::cms::signed_data;
use crate::keyfile;
use crate::revision::Revision;
use crate::{OpenError, SignError, Signatory};

/// Signs with a self-made certificate. Its signature proves that the file is as this
/// deployment wrote it, and nothing about a person.
pub struct LocalSigner {
    key: SigningKey,
    certificate: Box<Certificate>,
    fingerprint: String,
}

impl LocalSigner {
    /// The key in `directory`, made there with its certificate when there is none.
    pub fn open(directory: &Path, now: Timestamp) -> Result<Self, OpenError> {
        let (key, certificate) = keyfile::open(directory, now)?;
        let fingerprint = fingerprint(&certificate).map_err(OpenError::Certificate)?;
        Ok(Self { key, certificate: Box::new(certificate), fingerprint })
    }

    /// The SHA-256 of the certificate, in hexadecimal.
    pub fn certificate(&self) -> &str {
        &self.fingerprint
    }

    pub(crate) fn sign(&self, pdf: Vec<u8>, signatory: &Signatory) -> Result<Vec<u8>, SignError> {
        let revision = Revision::append(pdf, signatory)?;
        let signature = signed_data(&revision.digest(), &self.certificate, &self.key)?;
        revision.complete(&signature)
    }
}

impl fmt::Debug for LocalSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalSigner")
            .field("certificate", &self.fingerprint)
            .finish_non_exhaustive()
    }
}
