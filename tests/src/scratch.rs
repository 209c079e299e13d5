//! A folder that lasts as long as the test that asked for it.

use std::fs::DirBuilder;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

/// A new, empty folder that only its owner may enter, removed on drop.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
}

impl Scratch {
    /// Makes the folder in the system's place for temporary files.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn new() -> io::Result<Self> {
        Ok(Self { folder: new_folder(&std::env::temp_dir())? })
    }

    /// Where the folder is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// The path of `name` inside the folder; nothing is made.
    #[must_use]
    pub fn join(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that stays is untidy, not wrong: the claim of the test stands.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A new folder under `parent`, for the owner only. The name is short, because
/// a socket's path may not exceed 107 bytes.
pub(crate) fn new_folder(parent: &Path) -> io::Result<PathBuf> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    loop {
        let serial = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = parent.join(format!("satupintu-{}-{serial}", process::id()));
        match DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return Ok(folder),
            // Left by a process of the same number that was killed.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Scratch;

    #[test]
    fn a_scratch_folder_goes_with_all_that_is_in_it() {
        let scratch = Scratch::new().unwrap();
        let folder = scratch.path().to_owned();
        std::fs::create_dir(scratch.join("inner")).unwrap();
        std::fs::write(scratch.join("inner/file"), "text").unwrap();

        drop(scratch);

        assert!(!folder.exists());
    }

    #[test]
    fn two_scratch_folders_are_apart() {
        let one = Scratch::new().unwrap();
        let other = Scratch::new().unwrap();

        assert_ne!(one.path(), other.path());
    }
}
