//! Files of the gateway's folder, for its own account alone.
//!
//! A file is written beside its place, synced, and put there by its name alone, so
//! that it is there whole or not at all.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use serde::{Serialize, de::DeserializeOwned};
use tokio::task::spawn_blocking;

use crate::random;

const DRAFT: &str = "draft";

/// Makes the folder where there is none, and removes what was half written in it.
pub(crate) fn private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        if is_draft(&path) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// The files in a folder but for drafts.
pub(crate) fn names(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !is_draft(&entry.path()) {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

fn is_draft(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == DRAFT)
}

/// What lies at `path`; `None` when nothing does.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> io::Result<Option<T>> {
    match fs::read(path) {
        Ok(text) => serde_json::from_slice(&text).map(Some).map_err(io::Error::other),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Puts `value` at `path`, whole and on the disk.
pub(crate) fn write(path: &Path, value: &impl Serialize) -> io::Result<()> {
    replace(path, |file| file.write_all(&serde_json::to_vec(value)?)).map(drop)
}

/// Puts what `fill` writes at `path`, whole and on the disk; the file, to go on in.
pub(crate) fn replace(
    path: &Path,
    fill: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<File> {
    let mark = hex::encode(random::bytes::<8>());
    let draft = path.with_extension(format!("{mark}.{DRAFT}"));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    fill(&mut file)?;
    file.sync_all()?;
    fs::rename(&draft, path)?;
    sync_folder_of(path)?;
    Ok(file)
}

/// Syncs the folder in which `path` is or was.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

/// Runs `work` where waiting for the disk holds nobody up.
pub(crate) async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    spawn_blocking(work).await.map_err(io::Error::other)?
}
