//! A certificate authority for development: it makes certificates with which
//! deployments know each other, and is no more secret than the folder of its key.
//!
//! A real installation takes certificates from its own authority (SPIRE, step-ca,
//! a ministry's PKI); the servers ask only for a chain and one URI.

mod error;
mod files;

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa,
    Issuer, KeyPair, KeyUsagePurpose, SanType,
};
use time::OffsetDateTime;

pub use error::AuthorityError;

const NAME: &str = "Satu Pintu development authority";
const AUTHORITY_DAYS: u32 = 3650;
/// Clocks of two machines differ.
const EARLIER: SignedDuration = SignedDuration::from_mins(5);

/// The authority in a folder.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    folder: PathBuf,
}

/// What a certificate is asked for.
#[derive(Clone, Debug)]
pub struct Subject<'a> {
    /// The URI by which the deployment is known, as `spiffe://contoh/opd/dinkes`.
    pub identity: &'a str,
    /// Names and addresses of its host, for clients that look at these.
    pub hosts: &'a [String],
    /// For how many days it holds. Short ones need no list of revocations.
    pub days: u32,
}

impl Authority {
    /// The authority in `folder`, made there when there is none.
    ///
    /// # Errors
    /// [`AuthorityError`], to be shown as it is.
    pub fn open(folder: &Path, now: Timestamp) -> Result<Self, AuthorityError> {
        files::private_folder(folder)?;
        let path = folder.join(files::AUTHORITY_KEY);
        let key = match files::read(&path)? {
            Some(text) => KeyPair::from_pem(&text)?,
            None => {
                let key = KeyPair::generate()?;
                let certificate = root(now)?.self_signed(&key)?;
                files::public(&folder.join(files::AUTHORITY), &certificate.pem())?;
                files::private(&path, &key.serialize_pem())?;
                key
            }
        };
        Ok(Self { issuer: Issuer::new(root(now)?, key), folder: folder.to_owned() })
    }

    /// Makes a key and a certificate, and writes them with the authority's own
    /// certificate into `folder`; what is there is replaced, so that running
    /// servers take the new ones up. A list of peers is made only where none is:
    /// an empty one, by which nobody may call.
    ///
    /// # Errors
    /// [`AuthorityError`], to be shown as it is.
    pub fn issue(
        &self,
        folder: &Path,
        subject: &Subject<'_>,
        now: Timestamp,
    ) -> Result<(), AuthorityError> {
        let key = KeyPair::generate()?;
        let certificate = leaf(subject, now)?.signed_by(&key, &self.issuer)?;
        files::private_folder(folder)?;
        let authority = self.folder.join(files::AUTHORITY);
        let authority = files::read(&authority)?.ok_or(AuthorityError::Lost(authority))?;
        files::public(&folder.join(files::AUTHORITY), &authority)?;
        files::private(&folder.join(files::KEY), &key.serialize_pem())?;
        files::public(&folder.join(files::CERTIFICATE), &certificate.pem())?;
        let peers = folder.join(files::PEERS);
        if files::read(&peers)?.is_none() {
            files::public(&peers, files::NO_PEERS)?;
        }
        Ok(())
    }
}

fn root(now: Timestamp) -> Result<CertificateParams, AuthorityError> {
    let mut params = lasting(CertificateParams::default(), now, AUTHORITY_DAYS)?;
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, NAME);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    Ok(params)
}

fn leaf(subject: &Subject<'_>, now: Timestamp) -> Result<CertificateParams, AuthorityError> {
    let Subject { identity, hosts, days } = *subject;
    let mut params = lasting(CertificateParams::new(hosts.to_vec())?, now, days)?;
    let uri = identity.try_into().map_err(|_| AuthorityError::Identity(identity.to_owned()))?;
    params.subject_alt_names.push(SanType::URI(uri));
    params.distinguished_name = DistinguishedName::new();
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages =
        vec![ExtendedKeyUsagePurpose::ServerAuth, ExtendedKeyUsagePurpose::ClientAuth];
    Ok(params)
}

fn lasting(
    mut params: CertificateParams,
    now: Timestamp,
    days: u32,
) -> Result<CertificateParams, AuthorityError> {
    let instant = |at: Timestamp| {
        let at = OffsetDateTime::from_unix_timestamp(at.as_second());
        at.map_err(|_| AuthorityError::Time)
    };
    let begins = now.checked_sub(EARLIER).map_err(|_| AuthorityError::Time)?;
    let ends = now.checked_add(SignedDuration::from_hours(24 * i64::from(days)));
    params.not_before = instant(begins)?;
    params.not_after = instant(ends.map_err(|_| AuthorityError::Time)?)?;
    Ok(params)
}
