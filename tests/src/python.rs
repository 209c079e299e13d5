//! The Python of the tests, for parts in another language.

use std::env;
use std::path::{Path, PathBuf};

/// The Python that has what `requirements.txt` names.
///
/// # Panics
/// When there is none, with what makes one.
#[must_use]
pub fn python() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let given = env::var_os("SATUPINTU_PYTHON").map(PathBuf::from);
    let python = given.unwrap_or_else(|| tests.join(".venv/bin/python"));
    assert!(
        python.exists(),
        "{} is missing; make it with:\n\
         \n    python3 -m venv tests/.venv && \
         tests/.venv/bin/python -m pip install -r tests/python/requirements.txt\n\n\
         (tests/run does), or name a Python that has them in SATUPINTU_PYTHON",
        python.display()
    );
    python
}
