//! Who is at the other end of a connection: the URI in the certificate.

use rustls::pki_types::CertificateDer;
use webpki::EndEntityCert;

/// The identity of a deployment, as `spiffe://kotim.example/opd/dinkes`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Identity(pub(crate) String);

impl Identity {
    /// The one URI of a certificate. Several would leave open who calls, so
    /// that such a certificate names nobody (as in SPIFFE's X.509-SVID, 2).
    pub(crate) fn of(certificate: &CertificateDer<'_>) -> Option<Self> {
        let certificate = EndEntityCert::try_from(certificate).ok()?;
        let mut uris = certificate.valid_uri_names();
        match (uris.next(), uris.next()) {
            (Some(uri), None) => Some(Self(uri.to_owned())),
            _ => None,
        }
    }
}
