//! Making a deployment of a backup: everything is checked before anything is
//! written, and nobody who was erased since comes back.

use std::{fs, path::Path};

use files::Blobs;
use journal::Hash;
use store::{Copied, Store};

use super::{
    BackupError, MOST_OBJECTS,
    manifest::{Files, Listing, Manifest, OBJECTS},
};
use crate::{
    OpenError, Opening,
    start::{ERASED_OBJECTS, ErasureList, existing_keys},
};

/// What was restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// When it was saved, in UTC.
    pub taken_at: String,
    /// How many events the journal held then.
    pub events: u64,
    /// The root over them.
    pub root: Hash,
    /// How many records were folded anew from them and found to be what was stored.
    pub records: usize,
    /// How many files of cases were put back.
    pub files: usize,
    /// The schema's version in the backup.
    pub schema_before: i64,
    /// How many persons had been erased since and were erased again.
    pub erased_again: usize,
}

impl Opening {
    /// Restores the backup in `from` into an empty database and an empty place for
    /// files, beside the keys that were kept apart.
    ///
    /// # Errors
    /// [`BackupError`], to be shown as it is. Nothing was written when the backup or
    /// the place is at fault.
    pub async fn restore(&self, from: &Path) -> Result<Restored, BackupError> {
        let ring = existing_keys(&self.data).map_err(|why| self.keys_missing(&why))?;
        let manifest = Manifest::read(from, &ring)?;
        if manifest.agency != self.agency {
            return Err(BackupError::OtherAgency {
                found: manifest.agency.to_string(),
                wanted: self.agency.to_string(),
            });
        }
        if manifest.files == Files::InBucket && self.place_of_files() == Files::Saved {
            return Err(BackupError::FilesInBucket);
        }
        let listing = Listing::checked(from, &manifest)?;
        store::assert_empty(&self.database).await?;
        let blobs = self.blobs().map_err(OpenError::from)?;
        let files = match manifest.files {
            Files::Saved => self.put_back(from, &listing, &blobs).await?,
            Files::InBucket => 0,
        };
        let Manifest { schema, origin, events, root, taken_at, .. } = manifest;
        let expected = Copied { schema, origin, events, root };
        let records = store::restore(&self.database, from, &expected).await?;
        let erased_again = self.erase_again(blobs).await?;
        Ok(Restored { taken_at, events, root, records, files, schema_before: schema, erased_again })
    }

    /// Puts the files of the cases where the settings keep them. The list of erasures
    /// may be there, and stays as it is: it is newer than the backup's.
    async fn put_back(
        &self,
        from: &Path,
        listing: &Listing,
        blobs: &Blobs,
    ) -> Result<usize, BackupError> {
        let is_erasure = |name: &str| name.split('/').next() == Some(ERASED_OBJECTS);
        let there = blobs.all(MOST_OBJECTS).await.map_err(OpenError::from)?;
        if there.iter().any(|object| !is_erasure(&object.name)) {
            let usual = || self.data.join(OBJECTS).display().to_string();
            return Err(BackupError::FilesThere {
                place: self.objects.clone().unwrap_or_else(usual),
            });
        }
        let mut files = 0;
        for name in listing.objects() {
            if there.iter().any(|object| object.name == name) {
                continue;
            }
            let path = from.join(OBJECTS).join(name);
            let bytes = fs::read(&path).map_err(BackupError::file(&path))?;
            blobs.put(name, bytes).await.map_err(OpenError::from)?;
            files += usize::from(!is_erasure(name));
        }
        Ok(files)
    }

    /// Opens the restored deployment once, so that it obeys the list of erasures
    /// before it ever serves. Answers how many were erased again.
    async fn erase_again(&self, blobs: Blobs) -> Result<usize, OpenError> {
        let store = Store::open(self.memory()?).await?;
        let list = ErasureList::settle(&self.data, blobs, &store).await?;
        let again = list.erased_again();
        drop(list);
        store.close().await;
        Ok(again)
    }
}
