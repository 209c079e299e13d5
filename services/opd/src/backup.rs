//! A deployment saved while it serves, and a deployment made of what was saved.
//!
//! A backup is a folder: a copy of the database, the sealed files, a list of both
//! with their SHA-256 as `sha256sum -c` reads it, and a manifest sealed under the
//! deployment's keys. The keys themselves are not in it: whoever has both can read
//! everything, so they are kept apart.

mod manifest;
mod restore;

use std::{fs, io, os::unix::fs::DirBuilderExt, path::Path};

use files::Blobs;
use journal::Hash;

use self::manifest::{Files, Listing, Manifest, OBJECTS};
use crate::{OpenError, Opening, start::existing_keys};

pub use restore::Restored;

/// More objects than any deployment will ever have.
const MOST_OBJECTS: usize = 100_000_000;

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BackedUp {
    /// How many events the journal holds.
    pub events: u64,
    /// The root over them.
    pub root: Hash,
    /// How many files the backup has, the database's among them.
    pub files: u64,
    /// Their length together.
    pub bytes: u64,
    /// Whether the sealed files of the cases stay where they are, in a bucket.
    pub leaves_bucket: bool,
}

/// Why a backup cannot be taken or restored, in words for an administrator.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The database.
    #[error(transparent)]
    Database(#[from] store::BackupError),
    /// The deployment cannot be opened: its keys, its files, the list of erasures.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The keys are not in the deployment's folder.
    #[error(
        "the keys are not in {folder} ({why}). They are in no backup: put the `deployment.key` that \
         was kept apart there first; without it nothing that is sealed can be read again"
    )]
    Keys {
        /// The folder.
        folder: String,
        /// What is wrong with them.
        why: String,
    },
    /// The backup's place is taken.
    #[error("{0} is not empty: a backup is written into a new folder")]
    Taken(String),
    /// A file of the backup's cannot be read or written.
    #[error("{path}: {why}")]
    File {
        /// The file.
        path: String,
        /// What the system said.
        why: io::Error,
    },
    /// The backup was broken off, or the folder is none.
    #[error("{0} holds no finished backup: there is no manifest")]
    Unfinished(String),
    /// The manifest is not what was written, or was written under other keys.
    #[error(
        "the manifest was changed since it was written, or the keys here are not those of the \
         deployment that was saved"
    )]
    Unsealed,
    /// A newer program made it.
    #[error(
        "the backup was made by a newer program ({0}): install that version, or a later one, and \
         restore with it"
    )]
    Newer(String),
    /// It is another agency's.
    #[error("the backup is of {found}, the settings are of {wanted}")]
    OtherAgency {
        /// Whose it is.
        found: String,
        /// Who restores.
        wanted: String,
    },
    /// Files of the backup are not what was saved.
    #[error(
        "the backup is damaged and nothing was restored: {} (and {} more)", .first, .others
    )]
    Damaged {
        /// The first file, and what is wrong with it.
        first: String,
        /// How many more there are.
        others: usize,
    },
    /// Files of cases are there already.
    #[error(
        "{place} holds files of cases already: move them away, but leave its folder `erasures` and \
         the file `erasures.jsonl` where they are: they say who was erased since the backup"
    )]
    FilesThere {
        /// Where.
        place: String,
    },
    /// The files were in a bucket.
    #[error(
        "the backup holds no files of cases, because they were in a bucket: name it in `objects`"
    )]
    FilesInBucket,
}

impl BackupError {
    fn file(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |why| Self::File { path: path.display().to_string(), why }
    }
}

impl Opening {
    /// Saves the deployment in the new folder `to`, while it may be serving, and
    /// waits for the disk. The database is copied first: every file that it names was
    /// written before, so none is missing.
    ///
    /// # Errors
    /// [`BackupError`], to be shown as it is; what was written so far is no backup.
    pub async fn back_up(&self, to: &Path) -> Result<BackedUp, BackupError> {
        let ring = existing_keys(&self.data).map_err(|why| self.keys_missing(&why))?;
        new_folder(to)?;
        let copied = store::back_up(&self.database, to).await?;
        let (blobs, files) = (self.blobs().map_err(OpenError::from)?, self.place_of_files());
        if files == Files::Saved {
            save(&blobs, &to.join(OBJECTS)).await.map_err(OpenError::from)?;
        }
        let listing = Listing::of(to).map_err(BackupError::file(to))?;
        let list_sha256 = listing.write(to)?;
        let (count, bytes) = (listing.count(), listing.bytes());
        let store::Copied { schema, origin, events, root } = copied;
        let manifest = Manifest {
            format: manifest::FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            agency: self.agency.clone(),
            taken_at: self.clock.now().to_string(),
            schema,
            origin,
            events,
            root,
            files,
            count,
            bytes,
            list_sha256,
        };
        manifest.write(to, &ring)?;
        Ok(BackedUp { events, root, files: count, bytes, leaves_bucket: files == Files::InBucket })
    }

    fn keys_missing(&self, why: &OpenError) -> BackupError {
        BackupError::Keys { folder: self.data.display().to_string(), why: why.to_string() }
    }

    /// A bucket has copies of its own; a folder has none but ours.
    fn place_of_files(&self) -> Files {
        let place = self.objects.as_deref().unwrap_or_default();
        if place.starts_with("s3://") { Files::InBucket } else { Files::Saved }
    }
}

/// Makes the folder, for its owner only; one that is there must be empty.
fn new_folder(folder: &Path) -> Result<(), BackupError> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(BackupError::file(folder))?;
    let mut entries = fs::read_dir(folder).map_err(BackupError::file(folder))?;
    match entries.next() {
        Some(_) => Err(BackupError::Taken(folder.display().to_string())),
        None => Ok(()),
    }
}

/// Copies every object into `folder`. One that goes meanwhile belonged to an upload
/// that was given up.
async fn save(blobs: &Blobs, folder: &Path) -> Result<(), files::Error> {
    let copy = Blobs::open(&files::folder_url(folder).map_err(files::Error::Folder)?, None)?;
    for object in blobs.all(MOST_OBJECTS).await? {
        if let Some(bytes) = blobs.get(&object.name).await? {
            copy.put(&object.name, bytes).await?;
        }
    }
    Ok(())
}
