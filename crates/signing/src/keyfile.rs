//! The development key and its certificate on disk: written once, for the owner only.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::Path,
};

use jiff::Timestamp;
use p256::SecretKey;
use p256::ecdsa::SigningKey;
use p256::pkcs8::{DecodePrivateKey, EncodePrivateKey, LineEnding};
use x509_cert::Certificate;
use x509_cert::der::{DecodePem, EncodePem};
use zeroize::Zeroizing;

use crate::OpenError;
use crate::certificate::development;

const FILE_NAME: &str = "document-signer.pem";
const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----";

/// The key in `directory` with its certificate, made there when there is none.
pub(crate) fn open(
    directory: &Path,
    now: Timestamp,
) -> Result<(SigningKey, Certificate), OpenError> {
    let path = directory.join(FILE_NAME);
    if !path.try_exists().map_err(failed("look for", &path))? {
        create(directory, &path, now)?;
    }
    read(&path)
}

/// Two processes may start at once: the link succeeds for one of them, and both
/// then read the same key. A half-written key never bears the final name.
fn create(directory: &Path, path: &Path, now: Timestamp) -> Result<(), OpenError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
        .map_err(failed("create", directory))?;

    let draft = directory.join(format!("{FILE_NAME}.{}", hex::encode(random::<8>()?)));
    let (key, certificate) = made(path, now)?;
    write(&draft, &key, &certificate)?;

    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(failed("remove", &draft))?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            return Err(failed("create", path)(error));
        }
        Ok(()) | Err(_) => {}
    }
    File::open(directory).and_then(|d| d.sync_all()).map_err(failed("sync", directory))
}

/// A fresh key in PKCS #8, and its certificate.
fn made(path: &Path, now: Timestamp) -> Result<(Zeroizing<String>, String), OpenError> {
    let not_a_signer = || OpenError::NotASigner { path: path.display().to_string() };
    let secret = loop {
        // One draw in 2^32 is not a number below the order of the curve.
        let drawn = Zeroizing::new(random::<32>()?);
        if let Ok(secret) = SecretKey::from_slice(drawn.as_slice()) {
            break secret;
        }
    };
    let mut serial = random::<16>()?;
    serial[0] &= 0x7f; // A serial number is positive.
    let certificate = development(&SigningKey::from(&secret), &serial, now)
        .and_then(|certificate| certificate.to_pem(LineEnding::LF))
        .map_err(OpenError::Certificate)?;
    let key = secret.to_pkcs8_pem(LineEnding::LF).map_err(|_| not_a_signer())?;
    Ok((key, certificate))
}

fn write(path: &Path, key: &str, certificate: &str) -> Result<(), OpenError> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options
        .open(path)
        .and_then(|mut file| {
            file.write_all(key.as_bytes())?;
            file.write_all(certificate.as_bytes())?;
            file.sync_all()
        })
        .map_err(failed("write", path))
}

fn read(path: &Path) -> Result<(SigningKey, Certificate), OpenError> {
    let mode = fs::metadata(path).map_err(failed("read", path))?.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(OpenError::ReadableByOthers { path: path.display().to_string(), mode });
    }
    let pem = Zeroizing::new(fs::read_to_string(path).map_err(failed("read", path))?);
    parse(&pem).ok_or_else(|| OpenError::NotASigner { path: path.display().to_string() })
}

fn parse(pem: &str) -> Option<(SigningKey, Certificate)> {
    let (key, certificate) = pem.split_at_checked(pem.find(CERTIFICATE)?)?;
    let key = SigningKey::from(SecretKey::from_pkcs8_pem(key).ok()?);
    let certificate = Certificate::from_pem(certificate).ok()?;
    let public = &certificate.tbs_certificate.subject_public_key_info.subject_public_key;
    let belongs = public.raw_bytes() == key.verifying_key().to_encoded_point(false).as_bytes();
    belongs.then_some((key, certificate))
}

fn random<const N: usize>() -> Result<[u8; N], OpenError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| OpenError::NoRandomness)?;
    Ok(bytes)
}

fn failed(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OpenError {
    let path = path.display().to_string();
    move |source| OpenError::File { act, path, source }
}
