//! The agencies' keys, learned while they answer and kept for when they do not.

use std::{
    collections::HashMap,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

use envelope::PublicKey;
use kernel::AgencyId;

use crate::disk::{names, private_folder, read, write};

/// One file an agency, so that copies of the gateway may share the folder.
pub(super) struct Agencies {
    folder: PathBuf,
    known: Mutex<HashMap<AgencyId, PublicKey>>,
}

impl Agencies {
    pub(super) fn open(folder: &Path) -> io::Result<Self> {
        private_folder(folder)?;
        let mut known = HashMap::new();
        for name in names(folder)? {
            let Ok(agency) = AgencyId::parse(&name) else { continue };
            if let Some(key) = read(&folder.join(name))? {
                known.insert(agency, key);
            }
        }
        Ok(Self { folder: folder.to_owned(), known: Mutex::new(known) })
    }

    /// The key that was learned last.
    pub(super) fn key(&self, agency: &AgencyId) -> Option<PublicKey> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).get(agency).cloned()
    }

    /// Keeps the key that an agency has just shown.
    pub(super) fn learn(&self, agency: &AgencyId, key: PublicKey) -> io::Result<()> {
        if self.key(agency).as_ref() == Some(&key) {
            return Ok(());
        }
        let file = self.folder.join(agency.as_str());
        let text = key.to_string();
        self.known.lock().unwrap_or_else(PoisonError::into_inner).insert(agency.clone(), key);
        write(&file, &text)
    }
}
