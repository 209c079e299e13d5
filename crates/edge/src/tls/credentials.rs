//! What a deployment shows of itself, and by whom the other side must be vouched for.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use rustls::{
    RootCertStore,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};

const CERTIFICATE: &str = "certificate.pem";
const KEY: &str = "key.pem";
const AUTHORITY: &str = "authority.pem";
const PEERS: &str = "peers.toml";

/// Why the files of a TLS folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file with certificates or a key is missing or no PEM.
    #[error("{path} cannot be read: {why}")]
    Unreadable {
        /// The file.
        path: String,
        /// What is wrong.
        why: rustls::pki_types::pem::Error,
    },
    /// The list of peers is missing or does not fit.
    #[error("{path} cannot be read: {why}")]
    Peers {
        /// The file.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// The certificate does not name exactly one identity.
    #[error("{path} must name exactly one URI: the deployment's identity")]
    Nameless {
        /// The file.
        path: String,
    },
    /// The files do not fit each other.
    #[error("the certificates and the key cannot be used")]
    Unfit(#[from] rustls::Error),
    /// No certificate of an authority can be used.
    #[error("the authority cannot be used")]
    Authority(#[from] rustls::server::VerifierBuilderError),
}

/// The files of a TLS folder.
#[derive(Clone, Debug)]
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn credentials(&self) -> Vec<PathBuf> {
        [CERTIFICATE, KEY, AUTHORITY].map(|name| self.0.join(name)).to_vec()
    }

    pub(crate) fn peers(&self) -> PathBuf {
        self.0.join(PEERS)
    }
}

/// A deployment's own certificate, its key, and the authority.
pub(crate) struct Credentials {
    pub(crate) chain: Vec<CertificateDer<'static>>,
    pub(crate) key: PrivateKeyDer<'static>,
    pub(crate) authority: Arc<RootCertStore>,
}

impl Credentials {
    pub(crate) fn read(folder: &Folder) -> Result<Self, TlsError> {
        let Folder(folder) = folder;
        let mut authority = RootCertStore::empty();
        for certificate in certificates(&folder.join(AUTHORITY))? {
            authority.add(certificate)?;
        }
        let path = folder.join(KEY);
        let key = PrivateKeyDer::from_pem_file(&path).map_err(|why| unreadable(&path, why))?;
        let path = folder.join(CERTIFICATE);
        let chain = certificates(&path)?;
        if chain.first().and_then(super::Identity::of).is_none() {
            return Err(TlsError::Nameless { path: path.display().to_string() });
        }
        Ok(Self { chain, key, authority: Arc::new(authority) })
    }
}

/// The one provider of cryptography, whatever others a library might bring.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    CertificateDer::pem_file_iter(path)
        .and_then(Iterator::collect)
        .map_err(|why| unreadable(path, why))
}

fn unreadable(path: &Path, why: rustls::pki_types::pem::Error) -> TlsError {
    TlsError::Unreadable { path: path.display().to_string(), why }
}
