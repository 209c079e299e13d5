//! The deployment's keys in their file: made at the first start, read again
//! whenever another process may have given it a new version.

use std::{
    fs,
    io::Write,
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use privacy::Keyring;
use store::{KeyUse, Keys};

use crate::start::OpenError;

/// The file's name in the deployment's folder.
const FILE: &str = "deployment.key";

/// The keys of a deployment that has been started before.
///
/// # Errors
/// [`OpenError::Key`] when there are none, or they cannot be read.
pub(crate) fn existing_keys(data: &Path) -> Result<Keyring, OpenError> {
    read(&data.join(FILE))
}

/// The deployment's keys, made at the first start, for their owner only.
pub(super) fn keys(data: &Path) -> Result<Keys, OpenError> {
    let path = data.join(FILE);
    if !path.exists() {
        let key = hex::encode(store::random::<32>()?);
        let draft = drafted(&path, &key)?;
        // Two processes may start at once: one link wins, both read the same key.
        let _ = fs::hard_link(&draft, &path);
        let _ = fs::remove_file(&draft);
    }
    let source = move || read(&path).map_err(|error| error.to_string());
    Ok(Keys::open(Box::new(source))?)
}

fn fail(path: &Path, why: &impl ToString) -> OpenError {
    OpenError::Key { path: path.display().to_string(), why: why.to_string() }
}

fn read(path: &Path) -> Result<Keyring, OpenError> {
    let text = zeroized(fs::read_to_string(path).map_err(|why| fail(path, &why))?);
    Keyring::parse(&text).map_err(|why| fail(path, &why))
}

fn zeroized(text: String) -> zeroize::Zeroizing<String> {
    zeroize::Zeroizing::new(text)
}

/// A new file beside `path` that holds `text` and is on the disk.
fn drafted(path: &Path, text: &str) -> Result<PathBuf, OpenError> {
    let mark = hex::encode(store::random::<8>()?);
    let draft = path.with_extension(format!("key.{mark}"));
    let mut options = fs::OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&draft)
        .map_err(|why| fail(&draft, &why))?;
    file.write_all(text.as_bytes())
        .and_then(|()| file.sync_all())
        .map_err(|why| fail(&draft, &why))?;
    Ok(draft)
}

/// Puts `ring` in the place of the keys in `data`, whole or not at all.
fn replace(data: &Path, ring: &Keyring) -> Result<(), OpenError> {
    let path = data.join(FILE);
    let draft = drafted(&path, &ring.reveal())?;
    fs::rename(&draft, &path)
        .and_then(|()| fs::File::open(data)?.sync_all())
        .map_err(|why| fail(&path, &why))
}

/// The versions of the root key in a deployment's folder, oldest first; the
/// last one wraps.
///
/// # Errors
/// [`OpenError::Key`] when the file cannot be read.
pub fn key_versions(data: &Path) -> Result<Vec<u8>, OpenError> {
    Ok(existing_keys(data)?.versions().collect())
}

/// Gives the keys in a deployment's folder a new version of the root key, and
/// answers it. Servers that run take it up within a minute and wrap anew what
/// older versions wrapped.
///
/// # Errors
/// [`OpenError::Key`] when the file cannot be read or written.
pub fn rotate_keys(data: &Path) -> Result<u8, OpenError> {
    let path = data.join(FILE);
    let random = store::random::<32>()?;
    let ring = read(&path)?.rotated(random).map_err(|why| fail(&path, &why))?;
    replace(data, &ring)?;
    Ok(ring.version())
}

/// Removes an older version of the root key, when nothing in the database
/// needs it any more.
///
/// # Errors
/// [`OpenError::KeyInUse`] while something does; [`OpenError::Key`] for the
/// newest version and for one that is not there.
pub async fn retire_key(data: &Path, database: &str, version: u8) -> Result<(), OpenError> {
    let path = data.join(FILE);
    let ring = read(&path)?.without(version).map_err(|why| fail(&path, &why))?;
    let uses = KeyUse::of(database).await?;
    if let Some(KeyUse { subjects, answers, boxed }) = uses.get(&version).copied() {
        return Err(OpenError::KeyInUse { version, subjects, answers, boxed });
    }
    replace(data, &ring)
}
