//! The workspace as cargo sees it.

use std::path::{Path, PathBuf};
use std::process::Command;

/// One of our own crates.
#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) name: String,
    /// The folder of its manifest.
    pub(crate) folder: PathBuf,
    /// The names that its manifest lists, for whatever use (also build and test).
    pub(crate) dependencies: Vec<String>,
}

/// Our own crates.
pub(crate) fn members() -> Vec<Member> {
    let metadata = cargo(&["metadata", "--format-version", "1", "--no-deps"]);
    let metadata: serde_json::Value = serde_json::from_str(&metadata).expect("cargo writes JSON");
    list(&metadata, "packages").iter().map(member).collect()
}

fn member(package: &serde_json::Value) -> Member {
    let manifest = PathBuf::from(text(package, "manifest_path"));
    Member {
        name: text(package, "name"),
        folder: manifest.parent().expect("a manifest lies in a folder").to_owned(),
        dependencies: list(package, "dependencies").iter().map(|d| text(d, "name")).collect(),
    }
}

fn list<'a>(value: &'a serde_json::Value, key: &str) -> &'a [serde_json::Value] {
    value.get(key).and_then(|list| list.as_array()).expect("cargo lists it")
}

fn text(value: &serde_json::Value, key: &str) -> String {
    value.get(key).and_then(|text| text.as_str()).expect("cargo names it").to_owned()
}

/// What cargo answers, without a look at the network: a test run has everything.
pub(crate) fn cargo(arguments: &[&str]) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let answer = Command::new(env!("CARGO"))
        .arg("--offline")
        .args(arguments)
        .current_dir(root)
        .output()
        .expect("cargo runs this test, so it runs");
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8(answer.stdout).expect("cargo writes UTF-8")
}
