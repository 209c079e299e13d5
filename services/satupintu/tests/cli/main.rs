//! The commands as they are typed: the built program, its answers, its exit codes.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

#[path = "../../../../crates/documents/tests/pages/camera.rs"]
mod camera;
mod check;
mod demonstration;
mod due;
mod replay;
mod surveys;
mod voices;
mod whistle;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const PROGRAM: &str = env!("CARGO_BIN_EXE_satupintu");

/// What a command answered.
struct Answered {
    code: i32,
    out: String,
    err: String,
}

fn satupintu<'a>(arguments: impl IntoIterator<Item = &'a str>) -> Answered {
    let output = Command::new(PROGRAM)
        .args(arguments)
        .env_remove("SATUPINTU_SECRET")
        .env_remove("SATUPINTU_TOKEN")
        .output();
    let Output { status, stdout, stderr } = output.unwrap();
    Answered {
        code: status.code().unwrap(),
        out: String::from_utf8(stdout).unwrap(),
        err: String::from_utf8(stderr).unwrap(),
    }
}

impl Answered {
    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("{why}: {}", self.out))
    }
}

/// An empty folder of the test's own.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("satupintu").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn catalogue(file: &str) -> String {
    format!("{}/../../catalogue/{file}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_help_names_the_exit_codes() {
    let answered = satupintu(["--help"]);

    assert_eq!(answered.code, 0);
    assert!(answered.out.contains("Exit codes:"), "{}", answered.out);
}

#[test]
fn what_cannot_be_understood_is_a_usage_error() {
    let answered = satupintu(["calendar", "due", "--from", "yesterday", "--working-days", "5"]);

    assert_eq!(answered.code, 2);
    assert!(answered.err.contains("--from"), "{}", answered.err);
}

#[test]
fn a_token_is_never_made_with_a_key_that_nobody_trusts() {
    let empty = scratch("no-deployment");
    let dir = empty.to_str().unwrap();

    let answered = satupintu(["token", "--dir", dir, "--agency", "dpmptsp", "--subject", "x"]);

    assert_eq!(answered.code, 2);
    assert!(answered.err.contains("holds no deployment"), "{}", answered.err);
    assert_eq!(fs::read_dir(&empty).unwrap().count(), 0);
}

#[test]
fn verifying_makes_no_database() {
    let empty = scratch("no-database");
    let url = format!("sqlite:{}", empty.join("satupintu.db").display());

    let answered = satupintu(["journal", "verify", "--database", &url]);

    assert_eq!(answered.code, 2);
    assert!(answered.err.contains("there is no database file"), "{}", answered.err);
    assert_eq!(fs::read_dir(&empty).unwrap().count(), 0);
}
