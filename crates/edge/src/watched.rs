//! A value that is read from files, and read again when these have changed.
//!
//! It looks when it is asked, at most once a second: there is no task that
//! could stop, and a server at rest reads nothing.

use std::{
    error::Error,
    fmt, fs,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant, SystemTime},
};

const PAUSE: Duration = Duration::from_secs(1);

/// What shows that a file has changed; `None` while it is missing.
type Stamp = Option<(SystemTime, u64)>;

type Read<T> = Box<dyn Fn() -> Result<T, Box<dyn Error + Send + Sync>> + Send + Sync>;

/// The value as the files say it now. A file that cannot be used leaves the
/// last good value in force, and is logged once.
pub struct Watched<T> {
    paths: Vec<PathBuf>,
    read: Read<T>,
    held: Mutex<Held<T>>,
}

struct Held<T> {
    value: Arc<T>,
    stamps: Vec<Stamp>,
    looked: Instant,
}

impl<T> Watched<T> {
    /// Reads the value for the first time.
    ///
    /// # Errors
    /// What `read` says.
    pub fn open<E: Error + Send + Sync + 'static>(
        paths: Vec<PathBuf>,
        read: impl Fn() -> Result<T, E> + Send + Sync + 'static,
    ) -> Result<Self, E> {
        let stamps = stamps(&paths);
        let value = Arc::new(read()?);
        let read: Read<T> = Box::new(move || read().map_err(Into::into));
        let held = Mutex::new(Held { value, stamps, looked: Instant::now() });
        Ok(Self { paths, read, held })
    }

    /// The value in force.
    #[must_use]
    pub fn current(&self) -> Arc<T> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if held.looked.elapsed() >= PAUSE {
            held.looked = Instant::now();
            self.renew(&mut held);
        }
        Arc::clone(&held.value)
    }

    fn renew(&self, held: &mut Held<T>) {
        let found = stamps(&self.paths);
        if found == held.stamps {
            return;
        }
        held.stamps = found;
        match (self.read)() {
            Ok(value) => {
                held.value = Arc::new(value);
                tracing::info!(files = ?self.paths, "read again");
            }
            Err(error) => {
                tracing::error!(files = ?self.paths, error, "cannot be used; the last ones count");
            }
        }
    }
}

impl<T> fmt::Debug for Watched<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watched").field("paths", &self.paths).finish_non_exhaustive()
    }
}

fn stamps(paths: &[PathBuf]) -> Vec<Stamp> {
    let stamp = |path: &PathBuf| {
        let metadata = fs::metadata(path).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    paths.iter().map(stamp).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(path: &std::path::Path) -> Result<u8, std::num::ParseIntError> {
        fs::read_to_string(path).unwrap_or_default().parse()
    }

    /// As if a second had gone by.
    fn later(watched: &Watched<u8>) {
        let mut held = watched.held.lock().unwrap();
        held.looked = held.looked.checked_sub(PAUSE).unwrap();
    }

    #[test]
    fn a_file_that_changes_counts_and_one_that_breaks_does_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("number");
        fs::write(&path, "1").unwrap();
        let of = path.clone();
        let watched = Watched::open(vec![path.clone()], move || number(&of)).unwrap();

        fs::write(&path, "22").unwrap();
        assert_eq!(*watched.current(), 1, "it looks once a second");
        later(&watched);
        assert_eq!(*watched.current(), 22);

        fs::write(&path, "broken").unwrap();
        later(&watched);
        assert_eq!(*watched.current(), 22);
    }
}
