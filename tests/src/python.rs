//! The Python of the tests, for parts in another language.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};

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

/// What the client `tests/python/{script}` saw, which was `told` so much.
///
/// # Panics
/// When it fails, with what it said.
#[must_use]
pub fn driven(script: &str, told: &Value) -> Value {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut client = Command::new(python())
        .arg(tests.join("python").join(script))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = client.stdin.take().unwrap();
    input.write_all(told.to_string().as_bytes()).unwrap();
    drop(input);
    let output = client.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// What a browser saw on each screen, led by `script` of `tests/python`, which is
/// told `told`, while `does` did what it was asked for.
///
/// # Panics
/// When the script cannot be run, or ends early.
pub async fn browsed(script: &str, told: &Value, does: impl AsyncFn(&str) -> Value) -> Value {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut browser = tokio::process::Command::new(python())
        .arg(tests.join("python").join(script))
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("a Python that can be run");
    let mut tell = browser.stdin.take().expect("it was piped");
    let mut lines = BufReader::new(browser.stdout.take().expect("it was piped")).lines();
    tell.write_all(format!("{told}\n").as_bytes()).await.unwrap();
    while let Some(line) = lines.next_line().await.unwrap() {
        let said: Value = serde_json::from_str(&line).unwrap();
        let Some(asked) = said.get("ask").and_then(Value::as_str) else {
            return said.get("seen").cloned().unwrap_or_default();
        };
        let done = does(asked).await;
        tell.write_all(format!("{done}\n").as_bytes()).await.unwrap();
    }
    panic!("the browser ended early; what it says stands above")
}
