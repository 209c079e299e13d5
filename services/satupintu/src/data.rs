//! Finding a deployment's data on this machine.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The embedded database's file in a data folder.
pub(crate) const DATABASE: &str = "satupintu.db";
/// The local issuer's key in a data folder.
pub(crate) const ISSUER_KEY: &str = "local-issuer.pem";
/// What a demonstration's folder is called, before its number.
pub(crate) const DEMO: &str = "demo-";

/// The data folder that `dir` means: itself, or the newest demonstration in it.
///
/// Known by `mark`, a file that must be there, so that a slip of the pen makes
/// neither an empty database nor a key that nobody trusts.
pub(crate) fn folder(dir: &Path, mark: &str) -> Result<PathBuf, Failure> {
    if dir.join(mark).is_file() {
        return Ok(dir.to_owned());
    }
    let newest = demonstrations(dir).into_iter().rev().find(|(_, demo)| demo.join(mark).is_file());
    newest.map(|(_, demo)| demo).ok_or_else(|| {
        Failure::said(format!(
            "{} holds no deployment: there is no {mark} in it, nor in a folder demo-<n> below; \
             name the data folder with --dir",
            dir.display()
        ))
    })
}

/// The folders of demonstrations in `dir` with their numbers, ascending.
pub(crate) fn demonstrations(dir: &Path) -> Vec<(u32, PathBuf)> {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = entries
        .filter_map(|entry| {
            let name = entry.file_name();
            let number = name.to_str()?.strip_prefix(DEMO)?.parse().ok()?;
            Some((number, entry.path()))
        })
        .collect();
    found.sort();
    found
}
