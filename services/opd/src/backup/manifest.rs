//! What a backup says of itself, sealed, and the list of its files.

use std::{
    fmt::Write as _,
    fs,
    io::{self, Read, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Component, Path},
};

use journal::Hash;
use kernel::AgencyId;
use privacy::Keyring;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::BackupError;

/// The form of the folder; a program reads its own and all before.
pub(super) const FORMAT: u32 = 1;
/// The folder of the sealed files of cases.
pub(super) const OBJECTS: &str = "objects";

const MANIFEST: &str = "manifest.json";
const SEAL: &str = "manifest.hmac";
const LIST: &str = "files.sha256";
/// Before the manifest under its seal, so that no digest of a request can pass for one.
const LABEL: &[u8] = b"satupintu backup manifest\n";

/// Where the sealed files of the cases are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Files {
    /// In the backup.
    Saved,
    /// In a bucket, whose keeper saves them.
    InBucket,
}

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    /// [`FORMAT`].
    pub(super) format: u32,
    /// The version of the program that wrote it.
    pub(super) program: String,
    /// Whose deployment it is.
    pub(super) agency: AgencyId,
    /// When, in UTC.
    pub(super) taken_at: String,
    /// The version of the database's schema.
    pub(super) schema: i64,
    /// The journal's name.
    pub(super) origin: String,
    /// How many events it holds.
    pub(super) events: u64,
    /// The root over them.
    pub(super) root: Hash,
    /// Where the sealed files of the cases are.
    pub(super) files: Files,
    /// How many files are listed.
    pub(super) count: u64,
    /// Their length together.
    pub(super) bytes: u64,
    /// The list's own SHA-256.
    pub(super) list_sha256: String,
}

/// The one thing of a manifest that every program can read.
#[derive(Deserialize)]
struct Heading {
    format: u32,
    program: String,
}

impl Manifest {
    /// Writes it, last of all: a folder with a manifest is a finished backup.
    pub(super) fn write(&self, folder: &Path, ring: &Keyring) -> Result<(), BackupError> {
        let text = serde_json::to_vec_pretty(self).map_err(io::Error::from);
        let text = text.map_err(BackupError::file(&folder.join(MANIFEST)))?;
        written(folder, SEAL, format!("{}\n", seal(ring, &text)).as_bytes())?;
        written(folder, MANIFEST, &text)
    }

    /// The manifest in `folder`, if it was sealed under these keys and this program
    /// can restore it.
    pub(super) fn read(folder: &Path, ring: &Keyring) -> Result<Self, BackupError> {
        let (path, sealed) = (folder.join(MANIFEST), folder.join(SEAL));
        let text = match fs::read(&path) {
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                return Err(BackupError::Unfinished(folder.display().to_string()));
            }
            read => read.map_err(BackupError::file(&path))?,
        };
        let sealed = fs::read_to_string(&sealed).map_err(BackupError::file(&sealed))?;
        if sealed.trim_end() != seal(ring, &text) {
            return Err(BackupError::Unsealed);
        }
        let unreadable = |why: serde_json::Error| BackupError::file(&path)(why.into());
        let Heading { format, program } = serde_json::from_slice(&text).map_err(unreadable)?;
        if format > FORMAT {
            return Err(BackupError::Newer(program));
        }
        let manifest: Self = serde_json::from_slice(&text).map_err(unreadable)?;
        if manifest.schema > store::SCHEMA_VERSION {
            return Err(BackupError::Newer(program));
        }
        Ok(manifest)
    }
}

fn seal(ring: &Keyring, text: &[u8]) -> String {
    hex::encode(ring.digests().digest(&[LABEL, text].concat()))
}

/// The files of a backup but those that speak of it, in order of their names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listing(Vec<Listed>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Listed {
    sha256: String,
    /// Below the backup's folder.
    name: String,
    bytes: u64,
}

impl Listing {
    /// Reads every file below `folder`.
    pub(super) fn of(folder: &Path) -> io::Result<Self> {
        let (mut listed, mut folders) = (Vec::new(), vec![String::new()]);
        while let Some(below) = folders.pop() {
            for entry in fs::read_dir(folder.join(&below))? {
                let entry = entry?;
                let own = entry.file_name().into_string().map_err(|_| unnamable())?;
                let name = if below.is_empty() { own } else { format!("{below}/{own}") };
                if entry.file_type()?.is_dir() {
                    folders.push(name);
                } else {
                    let (sha256, bytes) = sha256(&folder.join(&name))?;
                    listed.push(Listed { sha256, name, bytes });
                }
            }
        }
        listed.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self(listed))
    }

    /// How many files it lists.
    pub(super) fn count(&self) -> u64 {
        u64::try_from(self.0.len()).unwrap_or(u64::MAX)
    }

    /// How long they are together.
    pub(super) fn bytes(&self) -> u64 {
        self.0.iter().map(|file| file.bytes).sum()
    }

    /// The names below the folder of the cases' files.
    pub(super) fn objects(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|file| file.name.strip_prefix(OBJECTS)?.strip_prefix('/'))
    }

    /// Writes it as `sha256sum` would, and answers its own SHA-256.
    pub(super) fn write(&self, folder: &Path) -> Result<String, BackupError> {
        let mut text = String::new();
        for Listed { sha256, name, bytes: _ } in &self.0 {
            // Writing into memory does not fail.
            let _ = writeln!(text, "{sha256}  {name}");
        }
        written(folder, LIST, text.as_bytes())?;
        Ok(hex::encode(Sha256::digest(text.as_bytes())))
    }

    /// The list in the backup's folder, after every file on it has been read and is
    /// what was saved.
    pub(super) fn checked(folder: &Path, manifest: &Manifest) -> Result<Self, BackupError> {
        let path = folder.join(LIST);
        let text = fs::read_to_string(&path).map_err(BackupError::file(&path))?;
        let damaged = |first: String, others| BackupError::Damaged { first, others };
        if hex::encode(Sha256::digest(text.as_bytes())) != manifest.list_sha256 {
            return Err(damaged(format!("{LIST} is not the list that was written"), 0));
        }
        let (mut listed, mut faults) = (Vec::new(), Vec::new());
        for line in text.lines() {
            let (sha256, name) = line.split_once("  ").unwrap_or_default();
            match self::sha256(&folder.join(inner(name)?)) {
                Ok((found, bytes)) if found == sha256 => {
                    listed.push(Listed { sha256: found, name: name.to_owned(), bytes });
                }
                Ok(_) => faults.push(format!("{name} is not what was saved")),
                Err(why) => faults.push(format!("{name}: {why}")),
            }
        }
        let others = faults.len().saturating_sub(1);
        match faults.into_iter().next() {
            Some(first) => Err(damaged(first, others)),
            None => Ok(Self(listed)),
        }
    }
}

/// A name that leads nowhere but into the backup's folder.
fn inner(name: &str) -> Result<&str, BackupError> {
    let is_inner = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    if is_inner && !name.is_empty() {
        return Ok(name);
    }
    Err(BackupError::Damaged { first: format!("{LIST} names {name:?}"), others: 0 })
}

fn unnamable() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidFilename, "a file's name is no text")
}

/// The SHA-256 of a file in hex, and its length.
fn sha256(path: &Path) -> io::Result<(String, u64)> {
    let mut file = fs::File::open(path)?;
    let (mut hash, mut bytes, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 20]);
    loop {
        let read = file.read(&mut buffer)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
        hash.update(part);
        bytes += part.len() as u64;
    }
    Ok((hex::encode(hash.finalize()), bytes))
}

/// Writes a new file for its owner only, and waits for the disk.
fn written(folder: &Path, name: &str, text: &[u8]) -> Result<(), BackupError> {
    let path = folder.join(name);
    let write = || {
        let mut options = fs::OpenOptions::new();
        let mut file = options.write(true).create_new(true).mode(0o600).open(&path)?;
        file.write_all(text)?;
        file.sync_all()?;
        fs::File::open(folder)?.sync_all()
    };
    write().map_err(BackupError::file(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_leads_nowhere_else() {
        for name in ["../deployment.key", "/etc/passwd", "a/../../b", ""] {
            assert!(inner(name).is_err(), "{name}");
        }
        assert_eq!(inner("objects/ab/1").unwrap(), "objects/ab/1");
    }
}
