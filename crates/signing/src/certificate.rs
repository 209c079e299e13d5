//! The certificate for development, and what is read from any certificate.

use std::str::FromStr;
use std::time::Duration;

use jiff::{Timestamp, ToSpan};
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{DerSignature, SigningKey};
use sha2::{Digest, Sha256};
use x509_cert::der::asn1::{
    BitString, ObjectIdentifier, OctetString, PrintableStringRef, Utf8StringRef,
};
use x509_cert::der::flagset::FlagSet;
use x509_cert::der::oid::AssociatedOid;
use x509_cert::der::{Any, DateTime, Encode, Error};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage, KeyUsages, SubjectKeyIdentifier};
use x509_cert::name::Name;
use x509_cert::serial_number::SerialNumber;
use x509_cert::spki::{AlgorithmIdentifierOwned, SubjectPublicKeyInfoOwned};
use x509_cert::time::{Time, Validity};
use x509_cert::{Certificate, TbsCertificate, Version};

/// ecdsa-with-SHA256.
pub(crate) const ECDSA_SHA256: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

/// What stands as the signer in every viewer.
const SUBJECT: &str = "CN=Satu Pintu PENGEMBANGAN - bukan BSrE,O=Satu Pintu,C=ID";

/// Development outlives no decade.
const VALID_YEARS: i64 = 10;

/// The self-signed certificate of `key`, with `serial` drawn by the caller.
pub(crate) fn development(
    key: &SigningKey,
    serial: &[u8],
    now: Timestamp,
) -> Result<Certificate, Error> {
    let subject = Name::from_str(SUBJECT)?;
    let public = SubjectPublicKeyInfoOwned::from_key(*key.verifying_key())
        .map_err(|_| Error::from(x509_cert::der::ErrorKind::Failed))?;
    let identifier = Sha256::digest(public.subject_public_key.raw_bytes());
    let algorithm = AlgorithmIdentifierOwned { oid: ECDSA_SHA256, parameters: None };
    let tbs = TbsCertificate {
        version: Version::V3,
        serial_number: SerialNumber::new(serial)?,
        signature: algorithm.clone(),
        issuer: subject.clone(),
        validity: validity(now)?,
        subject,
        subject_public_key_info: public,
        issuer_unique_id: None,
        subject_unique_id: None,
        extensions: Some(vec![
            extension(&BasicConstraints { ca: false, path_len_constraint: None }, true)?,
            extension(&KeyUsage(usages()), true)?,
            extension(
                &SubjectKeyIdentifier(OctetString::new(identifier.get(..20).unwrap_or_default())?),
                false,
            )?,
        ]),
    };
    let signature: DerSignature = key.sign(&tbs.to_der()?);
    Ok(Certificate {
        tbs_certificate: tbs,
        signature_algorithm: algorithm,
        signature: BitString::from_bytes(signature.as_bytes())?,
    })
}

/// Signing documents is what the second name of the bit, content commitment, means.
fn usages() -> FlagSet<KeyUsages> {
    KeyUsages::DigitalSignature | KeyUsages::NonRepudiation
}

fn extension<T: AssociatedOid + Encode>(value: &T, critical: bool) -> Result<Extension, Error> {
    Ok(Extension { extn_id: T::OID, critical, extn_value: OctetString::new(value.to_der()?)? })
}

fn validity(now: Timestamp) -> Result<Validity, Error> {
    let last = now
        .to_zoned(jiff::tz::TimeZone::UTC)
        .checked_add(VALID_YEARS.years())
        .map_or(now, |last| last.timestamp());
    Ok(Validity { not_before: time(now)?, not_after: time(last)? })
}

/// RFC 5280, 4.1.2.5: two-digit years until 2049.
fn time(at: Timestamp) -> Result<Time, Error> {
    let seconds = u64::try_from(at.as_second()).unwrap_or_default();
    let at = DateTime::from_unix_duration(Duration::from_secs(seconds))?;
    if at.year() < 2050 {
        Ok(Time::UtcTime(x509_cert::der::asn1::UtcTime::from_date_time(at)?))
    } else {
        Ok(Time::GeneralTime(x509_cert::der::asn1::GeneralizedTime::from_date_time(at)))
    }
}

/// The SHA-256 of the whole certificate, in hexadecimal.
pub(crate) fn fingerprint(certificate: &Certificate) -> Result<String, Error> {
    Ok(hex::encode(Sha256::digest(certificate.to_der()?)))
}

/// The common name of whom the certificate is for; empty when it has none.
pub(crate) fn common_name(certificate: &Certificate) -> String {
    let names = certificate.tbs_certificate.subject.0.iter();
    names
        .flat_map(|relative| relative.0.iter())
        .find(|attribute| attribute.oid == COMMON_NAME)
        .and_then(|attribute| text(&attribute.value))
        .unwrap_or_default()
}

fn text(value: &Any) -> Option<String> {
    let utf8 = value.decode_as::<Utf8StringRef<'_>>().map(|text| text.as_str().to_owned());
    let printable =
        || value.decode_as::<PrintableStringRef<'_>>().map(|text| text.as_str().to_owned());
    utf8.or_else(|_| printable()).ok()
}
