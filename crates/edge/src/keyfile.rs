//! The local issuer's private key on disk: written once, for its owner only.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt},
    path::Path,
};

use ed25519_dalek::{
    SigningKey,
    pkcs8::{DecodePrivateKey, EncodePrivateKey, KeypairBytes, spki::der::pem::LineEnding},
};

use crate::issuer::IssuerError;

const FILE_NAME: &str = "local-issuer.pem";

/// The key in `directory`, made there when there is none.
pub(crate) fn open(directory: &Path) -> Result<SigningKey, IssuerError> {
    let path = directory.join(FILE_NAME);
    if !path.try_exists().map_err(failed("look for", &path))? {
        create(directory, &path)?;
    }
    read(&path)
}

/// Two processes may start at once: the link succeeds for one of them, and both
/// then read the same key. A half-written key never bears the final name.
fn create(directory: &Path, path: &Path) -> Result<(), IssuerError> {
    DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(directory)
        .map_err(failed("create", directory))?;

    let draft = directory.join(format!("{FILE_NAME}.{:016x}", u64::from_le_bytes(random()?)));
    write(&draft, &SigningKey::from_bytes(&random()?))?;

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

fn write(path: &Path, key: &SigningKey) -> Result<(), IssuerError> {
    // Without the public half: OpenSSL reads only the first version of PKCS#8.
    let pair = KeypairBytes { secret_key: key.to_bytes(), public_key: None };
    let not_a_key = |_| IssuerError::NotAKey { path: path.display().to_string() };
    let pem = pair.to_pkcs8_pem(LineEnding::LF).map_err(not_a_key)?;

    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    options
        .open(path)
        .and_then(|mut file| {
            file.write_all(pem.as_bytes())?;
            file.sync_all()
        })
        .map_err(failed("write", path))
}

fn read(path: &Path) -> Result<SigningKey, IssuerError> {
    let mode = fs::metadata(path).map_err(failed("read", path))?.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(IssuerError::ReadableByOthers { path: path.display().to_string(), mode });
    }
    let pem = fs::read_to_string(path).map_err(failed("read", path))?;
    SigningKey::from_pkcs8_pem(&pem)
        .map_err(|_| IssuerError::NotAKey { path: path.display().to_string() })
}

fn random<const N: usize>() -> Result<[u8; N], IssuerError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| IssuerError::NoRandomness)?;
    Ok(bytes)
}

fn failed(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> IssuerError {
    let path = path.display().to_string();
    move |source| IssuerError::File { act, path, source }
}
