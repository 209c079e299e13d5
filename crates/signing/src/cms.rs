//! Cryptographic Message Syntax (RFC 5652), in the profile that PDF signatures use
//! (ETSI EN 319 142-1, PAdES B-B): detached, with the signer's certificate bound into
//! what is signed.

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use p256::ecdsa::signature::{Signer as _, Verifier as _};
use p256::ecdsa::{DerSignature, SigningKey, VerifyingKey};
use rsa::pkcs1v15;
use sha2::{Digest, Sha256};
use x509_cert::Certificate;
use x509_cert::attr::{Attribute, Attributes};
use x509_cert::der::asn1::{ObjectIdentifier, OctetString, OctetStringRef, SetOfVec};
use x509_cert::der::{Any, Decode, Encode, Error, SliceReader, Tag};
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::spki::DecodePublicKey;

use crate::certificate::ECDSA_SHA256;

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE: ObjectIdentifier =
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// SigningCertificateV2 (RFC 5035) around one SHA-256: three sequences and an octet
/// string, of one length for ever.
const CERTIFICATE_ID: [u8; 8] = [0x30, 0x26, 0x30, 0x24, 0x30, 0x22, 0x04, 0x20];

/// What is found out about a message.
pub(crate) enum Judged {
    /// Sound, and signed with this certificate.
    Sound(Box<Certificate>),
    /// Something in it is not as it was signed.
    Broken,
    /// A kind of signature that this program cannot read.
    Foreign,
}

/// The message that says: the holder of `key` signed the file with this SHA-256.
pub(crate) fn signed_data(
    digest: &[u8],
    certificate: &Certificate,
    key: &SigningKey,
) -> Result<Vec<u8>, Error> {
    let sha256 = AlgorithmIdentifierOwned { oid: SHA256, parameters: None };
    let mut attributes = Attributes::new();
    attributes.insert(attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?)?;
    attributes.insert(attribute(MESSAGE_DIGEST, Any::new(Tag::OctetString, digest)?)?)?;
    attributes.insert(attribute(SIGNING_CERTIFICATE, certificate_id(certificate)?)?)?;
    let signature: DerSignature = key.sign(&attributes.to_der()?);

    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: identifier(certificate),
        digest_alg: sha256.clone(),
        signed_attrs: Some(attributes),
        signature_algorithm: AlgorithmIdentifierOwned { oid: ECDSA_SHA256, parameters: None },
        signature: OctetString::new(signature.as_bytes())?,
        unsigned_attrs: None,
    };
    let signed = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![sha256])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(CertificateSet::try_from(vec![CertificateChoices::Certificate(
            certificate.clone(),
        )])?),
        crls: None,
        signer_infos: SignerInfos::try_from(vec![info])?,
    };
    ContentInfo { content_type: SIGNED_DATA, content: Any::encode_from(&signed)? }.to_der()
}

/// Judges the message at the start of `padded`; behind it only zeros may stand.
pub(crate) fn judge(padded: &[u8], digest: &[u8]) -> Judged {
    match parse(padded) {
        Some((signed, info)) => judge_signer(&signed, &info, digest).unwrap_or(Judged::Broken),
        None => Judged::Foreign,
    }
}

/// The message and its one signer, if it is written in the one way there is (DER).
fn parse(padded: &[u8]) -> Option<(SignedData, SignerInfo)> {
    let mut reader = SliceReader::new(padded).ok()?;
    let content = ContentInfo::decode(&mut reader).ok()?;
    let written = content.to_der().ok()?;
    let padding = padded.strip_prefix(written.as_slice())?;
    if content.content_type != SIGNED_DATA || padding.iter().any(|byte| *byte != 0) {
        return None;
    }
    let signed: SignedData = content.content.decode_as().ok()?;
    let [info] = signed.signer_infos.0.as_slice() else { return None };
    let info = info.clone();
    Some((signed, info))
}

/// None when anything is not as it was signed.
fn judge_signer(signed: &SignedData, info: &SignerInfo, digest: &[u8]) -> Option<Judged> {
    let attributes = info.signed_attrs.as_ref()?;
    let certificate = certificate_of(signed, info)?;
    let [digest_algorithm] = signed.digest_algorithms.as_slice() else { return None };
    let enveloped = signed.encap_content_info.econtent_type == DATA
        && signed.encap_content_info.econtent.is_none()
        && signed.version == CmsVersion::V1
        && info.version == CmsVersion::V1
        && *digest_algorithm == info.digest_alg;
    if !enveloped {
        return None;
    }
    if info.digest_alg.oid != SHA256 {
        return Some(Judged::Foreign);
    }

    let stated: OctetStringRef<'_> = value(attributes, MESSAGE_DIGEST)?.decode_as().ok()?;
    let content_type: ObjectIdentifier = value(attributes, CONTENT_TYPE)?.decode_as().ok()?;
    // Binds the certificate, too: another of the same key would bear another name.
    let bound = match value(attributes, SIGNING_CERTIFICATE) {
        Some(stated) => *stated == certificate_id(certificate).ok()?,
        None => true,
    };
    if stated.as_bytes() != digest || content_type != DATA || !bound {
        return None;
    }
    match is_signed(info, certificate, &attributes.to_der().ok()?)? {
        Some(true) => Some(Judged::Sound(Box::new(certificate.clone()))),
        Some(false) => None,
        None => Some(Judged::Foreign),
    }
}

/// Whether the key of `certificate` signed `content`; nothing for an algorithm that
/// this program does not know.
fn is_signed(info: &SignerInfo, certificate: &Certificate, content: &[u8]) -> Option<Option<bool>> {
    let public = certificate.tbs_certificate.subject_public_key_info.to_der().ok()?;
    let signature = info.signature.as_bytes();
    let algorithm = info.signature_algorithm.oid;
    if algorithm == ECDSA_SHA256 {
        let Ok(key) = VerifyingKey::from_public_key_der(&public) else { return Some(None) };
        let signature = DerSignature::try_from(signature).ok()?;
        Some(Some(key.verify(content, &signature).is_ok()))
    } else if algorithm == RSA || algorithm == RSA_SHA256 {
        let key = rsa::RsaPublicKey::from_public_key_der(&public).ok()?;
        let key = pkcs1v15::VerifyingKey::<rsa::sha2::Sha256>::new(key);
        let signature = pkcs1v15::Signature::try_from(signature).ok()?;
        Some(Some(key.verify(content, &signature).is_ok()))
    } else {
        Some(None)
    }
}

fn certificate_of<'a>(signed: &'a SignedData, info: &SignerInfo) -> Option<&'a Certificate> {
    let certificates = signed.certificates.as_ref()?.0.iter();
    certificates
        .filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(certificate),
            CertificateChoices::Other(_) => None,
        })
        .find(|certificate| identifier(certificate) == info.sid)
}

fn identifier(certificate: &Certificate) -> SignerIdentifier {
    SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
        issuer: certificate.tbs_certificate.issuer.clone(),
        serial_number: certificate.tbs_certificate.serial_number.clone(),
    })
}

fn certificate_id(certificate: &Certificate) -> Result<Any, Error> {
    let digest = Sha256::digest(certificate.to_der()?);
    Any::from_der(&[&CERTIFICATE_ID[..], &digest[..]].concat())
}

fn attribute(oid: ObjectIdentifier, value: Any) -> Result<Attribute, Error> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

/// The one value of the attribute `oid`.
fn value(attributes: &Attributes, oid: ObjectIdentifier) -> Option<&Any> {
    let attribute = attributes.iter().find(|attribute| attribute.oid == oid)?;
    match attribute.values.as_slice() {
        [value] => Some(value),
        _ => None,
    }
}
