//! The caller's side: a channel to a deployment that is known by its identity.

use std::{error::Error, path::Path, sync::Arc, time::Duration};

use hyper_util::rt::TokioIo;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore, SignatureScheme,
    client::{
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        verify_server_cert_signed_by_trust_anchor,
    },
    crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
    server::ParsedCertificate,
    version::TLS13,
};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tonic::transport::{Channel, Endpoint, Uri};
use tower::service_fn;

use super::{
    Identity, TlsError,
    credentials::{Credentials, Folder, provider},
};
use crate::watched::Watched;

const PATIENCE: Duration = Duration::from_secs(3);
/// Notices within half a minute that the other side has gone without a word.
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(20);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(10);

/// Why no deployment can be called at an address.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum DiallingError {
    /// Write `https://HOST:PORT`.
    #[error("{0} is no address")]
    Address(String),
    /// What goes over a network must be sealed.
    #[error("{0} must begin with https, or be on this machine")]
    Unsafe(String),
    /// Without an identity anybody with a certificate could answer.
    #[error("{0} needs the identity in its certificate")]
    Nameless(String),
    /// Name the folder of this deployment's own certificate.
    #[error("{0} asks for a certificate, and no TLS folder is set")]
    NoCertificate(String),
}

/// Calls other deployments.
#[derive(Clone, Debug, Default)]
pub struct Dialling(Option<Arc<Watched<Credentials>>>);

impl Dialling {
    /// With the certificate in `folder`; without one, only on this machine.
    ///
    /// # Errors
    /// [`TlsError`], to be shown as it is.
    pub fn open(folder: Option<&Path>) -> Result<Self, TlsError> {
        let Some(folder) = folder.map(|folder| Folder(folder.to_owned())) else {
            return Ok(Self(None));
        };
        let read = Watched::open(folder.credentials(), move || Credentials::read(&folder))?;
        Ok(Self(Some(Arc::new(read))))
    }

    /// A channel that connects with the first call, and again when it must.
    ///
    /// # Errors
    /// [`DiallingError`], to be shown as it is.
    pub fn channel(&self, address: &str, identity: Option<&str>) -> Result<Channel, DiallingError> {
        let said = || address.to_owned();
        let uri: Uri = address.parse().map_err(|_| DiallingError::Address(said()))?;
        let host = uri.host().filter(|_| uri.port().is_some());
        let host = host.ok_or_else(|| DiallingError::Address(said()))?.to_owned();
        match (uri.scheme_str(), identity) {
            (Some("http"), _) if crate::trust::is_this_machine(&host) => {
                Ok(endpoint(uri).connect_lazy())
            }
            (Some("https"), Some(identity)) => {
                let credentials = self.0.as_ref();
                let credentials =
                    credentials.ok_or_else(|| DiallingError::NoCertificate(said()))?;
                let dial = Dial {
                    host,
                    identity: Identity(identity.to_owned()),
                    credentials: Arc::clone(credentials),
                };
                Ok(dial.channel(&uri))
            }
            (Some("https"), None) => Err(DiallingError::Nameless(said())),
            _ => Err(DiallingError::Unsafe(said())),
        }
    }
}

fn endpoint(uri: Uri) -> Endpoint {
    Endpoint::from(uri)
        .connect_timeout(PATIENCE)
        .tcp_nodelay(true)
        .http2_keep_alive_interval(KEEPALIVE_INTERVAL)
        .keep_alive_timeout(KEEPALIVE_TIMEOUT)
}

/// How one deployment is reached.
struct Dial {
    host: String,
    identity: Identity,
    credentials: Arc<Watched<Credentials>>,
}

impl Dial {
    fn channel(self, uri: &Uri) -> Channel {
        let port = uri.port_u16().unwrap_or_default();
        let dial = Arc::new(self);
        let connector = service_fn(move |_: Uri| {
            let dial = Arc::clone(&dial);
            async move { dial.connect(port).await }
        });
        endpoint(uri.clone()).connect_with_connector_lazy(connector)
    }

    async fn connect(
        &self,
        port: u16,
    ) -> Result<TokioIo<tokio_rustls::client::TlsStream<TcpStream>>, std::io::Error> {
        let stream = TcpStream::connect((self.host.trim_matches(['[', ']']), port)).await?;
        stream.set_nodelay(true)?;
        let connector = self.connector().map_err(std::io::Error::other)?;
        let name = ServerName::try_from(self.host.clone()).map_err(std::io::Error::other)?;
        Ok(TokioIo::new(connector.connect(name, stream).await?))
    }

    fn connector(&self) -> Result<TlsConnector, rustls::Error> {
        let credentials = self.credentials.current();
        let provider = provider();
        let verifier = KnownByIdentity {
            identity: self.identity.clone(),
            authority: Arc::clone(&credentials.authority),
            provider: Arc::clone(&provider),
        };
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&TLS13])?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_client_auth_cert(credentials.chain.clone(), credentials.key.clone_key())?;
        config.alpn_protocols = vec![b"h2".to_vec()];
        Ok(TlsConnector::from(Arc::new(config)))
    }
}

/// Accepts one deployment: chain, time and use as always, and its URI in the
/// place of the host's name.
#[derive(Debug)]
struct KnownByIdentity {
    identity: Identity,
    authority: Arc<RootCertStore>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for KnownByIdentity {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _host: &ServerName<'_>,
        _ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        verify_server_cert_signed_by_trust_anchor(
            &ParsedCertificate::try_from(end_entity)?,
            &self.authority,
            intermediates,
            now,
            self.provider.signature_verification_algorithms.all,
        )?;
        match Identity::of(end_entity) {
            Some(identity) if identity == self.identity => Ok(ServerCertVerified::assertion()),
            _ => Err(CertificateError::NotValidForName.into()),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls12_signature(message, certificate, signed, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        verify_tls13_signature(message, certificate, signed, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// Whether a call failed because the other side is not the deployment that was
/// meant, or did not know us.
#[must_use]
pub fn is_unrecognised(error: &(dyn Error + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        let inner = error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
            return true;
        }
        cause = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_goes_over_a_network_in_the_clear() {
        let dialling = Dialling::default();
        let refused = |address: &str, identity| dialling.channel(address, identity).unwrap_err();

        assert!(dialling.channel("http://127.0.0.1:7070", None).is_ok());
        assert!(dialling.channel("http://[::1]:7070", None).is_ok());
        let unsafe_address = "http://10.0.0.7:7070";
        assert_eq!(refused(unsafe_address, None), DiallingError::Unsafe(unsafe_address.into()));
        assert!(matches!(refused("https://a:1", None), DiallingError::Nameless(_)));
        assert!(matches!(refused("https://a:1", Some("x")), DiallingError::NoCertificate(_)));
        assert!(matches!(refused("https://a", Some("x")), DiallingError::Address(_)));
    }
}
