//! Where PostgreSQL's programs are on this machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of `PostgreSQL`'s programs: the one that `PG_BINDIR` names, else
/// the newest of Debian's, else one of `PATH`.
pub(super) fn folder() -> Option<PathBuf> {
    match env::var_os("PG_BINDIR") {
        Some(named) => first_with_server([PathBuf::from(named)]),
        None => first_with_server(usual_places()),
    }
}

fn usual_places() -> Vec<PathBuf> {
    let mut places = versions_in(Path::new("/usr/lib/postgresql"));
    places.push(PathBuf::from("/usr/local/pgsql/bin"));
    places.push(PathBuf::from("/usr/local/bin"));
    places.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    places
}

/// The `bin` folders of the versions under `parent`, newest first.
fn versions_in(parent: &Path) -> Vec<PathBuf> {
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .collect();
    versions.sort_by(|(one, _), (other, _)| other.cmp(one));
    versions.into_iter().map(|(_, folder)| folder).collect()
}

/// Links are followed: a folder of links to the server alone does not have the
/// clients that lie beside it.
fn first_with_server(places: impl IntoIterator<Item = PathBuf>) -> Option<PathBuf> {
    places.into_iter().find_map(|place| {
        let initdb = fs::canonicalize(place.join("initdb")).ok()?;
        let folder = initdb.parent()?;
        let complete = ["pg_ctl", "postgres"].iter().all(|program| folder.join(program).is_file());
        complete.then(|| folder.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{first_with_server, versions_in};
    use crate::Scratch;

    #[test]
    fn the_newest_version_comes_first() {
        let scratch = Scratch::new().unwrap();
        for version in ["9", "15", "17", "common"] {
            fs::create_dir(scratch.join(version)).unwrap();
        }

        let found = versions_in(scratch.path());

        assert_eq!(found, ["17/bin", "15/bin", "9/bin"].map(|folder| scratch.join(folder)));
    }

    #[test]
    fn a_folder_without_the_server_is_passed_over() {
        let scratch = Scratch::new().unwrap();
        fs::write(scratch.join("initdb"), "").unwrap();

        assert_eq!(first_with_server([scratch.path().to_owned()]), None);
    }
}
