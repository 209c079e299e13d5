//! The files to check: those given, and what lies beside them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::failure::Failure;

const SOP: &str = ".sop.toml";
const SERVICE: &str = ".service.toml";

/// What a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A procedure.
    Sop,
    /// A service and its standard.
    Service,
}

/// A file to check.
#[derive(Debug)]
pub(crate) struct Input {
    pub(crate) path: PathBuf,
    pub(crate) kind: Kind,
    pub(crate) text: String,
}

/// The files `given`; a standard's procedure and a procedure's standard, when
/// they lie beside one of them under the same name, are checked with it.
pub(crate) fn read(given: &[PathBuf]) -> Result<Vec<Input>, Failure> {
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut add = |path: PathBuf| {
        if !paths.contains(&path) {
            paths.push(path);
        }
    };
    for path in given {
        add(path.clone());
    }
    for beside in given.iter().filter_map(|path| companion(path)) {
        add(beside);
    }
    paths.into_iter().map(input).collect()
}

fn input(path: PathBuf) -> Result<Input, Failure> {
    let text = fs::read_to_string(&path)
        .map_err(|why| Failure::new(format!("{} cannot be read", path.display()), &why))?;
    let kind = if path.to_string_lossy().ends_with(SERVICE) { Kind::Service } else { Kind::Sop };
    Ok(Input { path, kind, text })
}

fn companion(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let beside = match (name.strip_suffix(SOP), name.strip_suffix(SERVICE)) {
        (Some(stem), _) => format!("{stem}{SERVICE}"),
        (None, Some(stem)) => format!("{stem}{SOP}"),
        (None, None) => return None,
    };
    let beside = path.with_file_name(beside);
    beside.is_file().then_some(beside)
}
