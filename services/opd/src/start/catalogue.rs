//! The catalogue's files: read from a folder, checked, made into publications.

use std::{collections::BTreeSet, fs, path::Path};

use complaints::SOP_ID;
use kernel::{AgencyId, ReceiptError, ReceiptNumber};
use standards::Service;
use store::Publication;

use crate::start::OpenError;

/// A text of the catalogue: its file name, and what it holds.
#[derive(Clone, Debug)]
pub struct CatalogueFile {
    /// As shown when something is wrong with it.
    pub name: String,
    /// `*.sop.toml` or `*.service.toml`.
    pub text: String,
}

/// Every SOP and service file below `folder`, in order of name.
///
/// # Errors
/// [`OpenError::Catalogue`] for what cannot be read.
pub fn read_catalogue(folder: &Path) -> Result<Vec<CatalogueFile>, OpenError> {
    let fail = |path: &Path, why| OpenError::Catalogue { path: path.display().to_string(), why };
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(|why| fail(&folder, why))? {
            let path = entry.map_err(|why| fail(&folder, why))?.path();
            let name = path.display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else if name.ends_with(".sop.toml") || name.ends_with(".service.toml") {
                let text = fs::read_to_string(&path).map_err(|why| fail(&path, why))?;
                files.push(CatalogueFile { name, text });
            }
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The catalogue's files as publications, SOPs first, then services; and every
/// agency that offers a service or carries out a step.
pub(super) fn checked(
    files: &[CatalogueFile],
    examples_allowed: bool,
) -> Result<(Vec<Publication>, BTreeSet<AgencyId>), OpenError> {
    let mut agencies = BTreeSet::new();
    let is_sop = |file: &&CatalogueFile| file.name.ends_with(".sop.toml");
    let texts: Vec<String> = files.iter().filter(is_sop).map(|file| file.text.clone()).collect();
    let (mut publications, mut sops) = (Vec::new(), Vec::new());
    for file in files.iter().filter(is_sop) {
        let (publication, sop) = Publication::of_sop(&file.name, &file.text, &texts)?;
        publications.push(publication);
        agencies.extend(sop.columns().iter().map(|column| column.executor.agency.clone()));
        sops.push(sop);
    }
    for file in files.iter().filter(|file| !is_sop(file)) {
        let publication = Publication::of_service(&file.name, &file.text, &sops, examples_allowed)?;
        agencies.extend(publication.agency().cloned());
        publications.push(publication);
    }
    Ok((publications, agencies))
}

/// The procedure for complaints of an agency that has not published its own.
const PROCEDURE: &str = include_str!("../../../../catalogue/pengaduan.sop.template.toml");

/// The default procedure for complaints, made out to `agency`; nothing where the
/// catalogue brings one.
pub(super) fn default_procedure(
    agency: &AgencyId,
    files: &[CatalogueFile],
) -> Option<CatalogueFile> {
    let sops = files.iter().filter(|file| file.name.ends_with(".sop.toml"));
    let mut ids = sops.filter_map(|file| sop::parse(&file.text).ok());
    if ids.any(|document| document.identity().id.as_str() == SOP_ID) {
        return None;
    }
    let text = PROCEDURE
        .replace("\"instansi/", &format!("\"{agency}/"))
        .replace("agency = \"instansi\"", &format!("agency = \"{agency}\""));
    Some(CatalogueFile { name: format!("{SOP_ID}.sop.toml"), text })
}

/// How the receipts of complaints begin: as set, else as those of the agency's
/// services, else the first letters of its name.
///
/// # Errors
/// [`ReceiptError::Agency`] when that is not 2 to 5 letters.
pub(super) fn agency_code(
    agency: &AgencyId,
    set: &Option<String>,
    files: &[CatalogueFile],
) -> Result<String, ReceiptError> {
    let services = files.iter().filter(|file| file.name.ends_with(".service.toml"));
    let mut services = services.filter_map(|file| Service::parse(&file.text).ok());
    let own = services.find(|it| it.agency() == agency).map(|it| it.agency_code().to_owned());
    let letters = agency.as_str().chars().filter(char::is_ascii_alphabetic);
    let first = || letters.take(5).map(|it| it.to_ascii_uppercase()).collect();
    let code = set.clone().or(own).unwrap_or_else(first);
    ReceiptNumber::new(&code, "ADU", 2000, 1).map(|_| code)
}
