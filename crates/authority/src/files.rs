//! The files of an authority and of those to whom it issues.

use std::{
    fs::{self, DirBuilder, OpenOptions},
    io::{ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, OpenOptionsExt},
    path::Path,
};

use crate::AuthorityError;

pub(crate) const AUTHORITY: &str = "authority.pem";
pub(crate) const AUTHORITY_KEY: &str = "authority.key.pem";
pub(crate) const CERTIFICATE: &str = "certificate.pem";
pub(crate) const KEY: &str = "key.pem";
pub(crate) const PEERS: &str = "peers.toml";

/// An empty list, with the shape of an entry.
pub(crate) const NO_PEERS: &str = "\
# Which deployments may call which methods here. Who is not listed may call nothing.
# [[peer]]
# identity = \"spiffe://contoh/mpp\"
# methods = [\"/satupintu.sop.v1.CatalogueService/*\"]
";

pub(crate) fn read(path: &Path) -> Result<Option<String>, AuthorityError> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(None),
        Err(why) => Err(fault(path, why)),
    }
}

pub(crate) fn private_folder(path: &Path) -> Result<(), AuthorityError> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(path);
    made.map_err(|why| fault(path, why))
}

pub(crate) fn public(path: &Path, text: &str) -> Result<(), AuthorityError> {
    write(path, text, 0o644)
}

pub(crate) fn private(path: &Path, text: &str) -> Result<(), AuthorityError> {
    write(path, text, 0o600)
}

/// Whole or not at all: a server may read the file at this moment.
fn write(path: &Path, text: &str, mode: u32) -> Result<(), AuthorityError> {
    let fresh = path.with_extension("new");
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(true).mode(mode).open(&fresh);
    let written = file.and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&fresh, path)).map_err(|why| fault(path, why))
}

fn fault(path: &Path, why: std::io::Error) -> AuthorityError {
    AuthorityError::File { path: path.to_owned(), why }
}
