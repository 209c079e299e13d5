//! The list of erasures outside the database: a restored backup obeys it
//! before anybody is served.
//!
//! Kept twice, and on the disk in both places before an erasure is
//! acknowledged: as a line of a file in the deployment's folder, and as an
//! object beside the files of the cases. Whoever restores the one from a backup
//! still has the other.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use files::Blobs;
use store::{Listed, Store};
use tokio::sync::Mutex;

use crate::start::OpenError;

/// The file's name in the deployment's folder.
const FILE: &str = "erasures.jsonl";
/// The folder of the objects.
pub(crate) const OBJECTS: &str = "erasures";
/// How many erasures are read from the database at a time.
const PAGE: usize = 500;
/// More objects than any deployment will ever have erased.
const MOST: usize = 10_000_000;

/// The list, and in which of its places everybody on it stands.
pub(crate) struct ErasureList {
    path: PathBuf,
    blobs: Blobs,
    listed: Mutex<BTreeMap<String, Places>>,
    erased_again: usize,
}

#[derive(Clone, Copy, Default)]
struct Places {
    is_in_file: bool,
    is_in_objects: bool,
}

/// Why an erasure could not be written down.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotListed {
    /// The file in the deployment's folder.
    #[error("the list of erasures cannot be written")]
    File(#[from] io::Error),
    /// The object beside the files of the cases.
    #[error("the list of erasures cannot be kept among the objects")]
    Object(#[from] files::Error),
}

impl ErasureList {
    /// Reads the list in both its places, has `store` obey it, and writes down
    /// what is missing in either.
    ///
    /// # Errors
    /// [`OpenError::Erasures`] when the list cannot be read or written: then
    /// nothing may be served, for somebody erased might be readable again.
    pub(crate) async fn settle(
        data: &Path,
        blobs: Blobs,
        store: &Store,
    ) -> Result<Self, OpenError> {
        let path = data.join(FILE);
        let fail = |why: String| OpenError::Erasures { path: path.display().to_string(), why };
        let mut list: BTreeMap<String, Listed> = BTreeMap::new();
        let mut places: BTreeMap<String, Places> = BTreeMap::new();
        for listed in in_file(&path).map_err(|why| fail(why.to_string()))? {
            places.entry(listed.subject.clone()).or_default().is_in_file = true;
            list.insert(listed.subject.clone(), listed);
        }
        let objects = blobs.list(OBJECTS, MOST).await.map_err(|why| fail(why.to_string()))?;
        for object in objects {
            let subject = object.name.rsplit('/').next().unwrap_or_default();
            places.entry(subject.to_owned()).or_default().is_in_objects = true;
            if list.contains_key(subject) {
                continue;
            }
            let found = blobs.get(&object.name).await.map_err(|why| fail(why.to_string()))?;
            let read = serde_json::from_slice::<Listed>(&found.unwrap_or_default());
            let listed = read.map_err(|why| fail(format!("object {}: {why}", object.name)))?;
            list.insert(listed.subject.clone(), listed);
        }
        let again = store.erase_again(list.values().cloned().collect()).await?;
        if again > 0 {
            tracing::warn!(again, "a restored database held data of persons erased since");
        }
        let mut after = String::new();
        loop {
            let page = store.erasures(&after, PAGE).await?;
            let Some(last) = page.last() else { break };
            after.clone_from(&last.subject);
            list.extend(page.into_iter().map(|listed| (listed.subject.clone(), listed)));
        }
        let listed = Mutex::new(places);
        let this = Self { path: path.clone(), blobs, listed, erased_again: again };
        for listed in list.values() {
            this.note(listed).await.map_err(|why| fail(why.to_string()))?;
        }
        Ok(this)
    }

    /// How many persons the database still held, and does no longer.
    pub(crate) fn erased_again(&self) -> usize {
        self.erased_again
    }

    /// Writes an erasure down wherever it is not yet, and waits for the disk.
    ///
    /// # Errors
    /// [`NotListed`]; then the erasure must not be acknowledged.
    pub(crate) async fn note(&self, erasure: &Listed) -> Result<(), NotListed> {
        let mut listed = self.listed.lock().await;
        let places = listed.entry(erasure.subject.clone()).or_default();
        let mut line = serde_json::to_string(erasure).map_err(io::Error::from)?;
        if !places.is_in_objects {
            self.blobs.put(&format!("{OBJECTS}/{}", erasure.subject), line.clone()).await?;
            places.is_in_objects = true;
        }
        if !places.is_in_file {
            line.push('\n');
            let path = self.path.clone();
            let appended = tokio::task::spawn_blocking(move || append(&path, &line)).await;
            appended.map_err(io::Error::other)??;
            places.is_in_file = true;
        }
        Ok(())
    }
}

/// What the file lists. A last line that the machine never finished is taken
/// off: nobody was told of it.
fn in_file(path: &Path) -> io::Result<Vec<Listed>> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(why) => return Err(why),
    };
    let whole = whole_lines(&text);
    if whole.len() < text.len() {
        let file = fs::OpenOptions::new().write(true).open(path)?;
        file.set_len(u64::try_from(whole.len()).unwrap_or_default())?;
        file.sync_all()?;
    }
    whole.lines().map(|line| serde_json::from_str(line).map_err(io::Error::from)).collect()
}

fn append(path: &Path, line: &str) -> io::Result<()> {
    let is_new = !path.exists();
    let mut options = fs::OpenOptions::new();
    let mut file = options.append(true).create(true).mode(0o600).open(path)?;
    file.write_all(line.as_bytes())?;
    file.sync_all()?;
    match path.parent().filter(|_| is_new) {
        Some(folder) => fs::File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

/// `text` up to its last line end.
fn whole_lines(text: &str) -> &str {
    text.rfind('\n').and_then(|end| text.get(..=end)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_not_finished_does_not_count() {
        assert_eq!(whole_lines("a\nb\nc"), "a\nb\n");
        assert_eq!(whole_lines("a"), "");
        assert_eq!(whole_lines(""), "");
    }
}
