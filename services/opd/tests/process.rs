//! The program as it is started: what the system says of the process.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

/// A server of its own, gone with this value.
struct Server {
    process: Child,
    data: std::path::PathBuf,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.data);
    }
}

/// `opd serve` on a free port; it serves when this answers.
fn serving(name: &str) -> Server {
    let mark = format!("satupintu-process-{}-{name}", std::process::id());
    let data = std::env::temp_dir().join(mark);
    let mut process = Command::new(env!("CARGO_BIN_EXE_opd"))
        .arg("serve")
        .env("SATUPINTU_AGENCY", "dpmptsp-contoh")
        .env("SATUPINTU_DATA", &data)
        .env("SATUPINTU_LISTEN", "127.0.0.1:0")
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let said = process.stderr.take().unwrap();
    let server = Server { process, data };
    let mut lines = BufReader::new(said).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("listens on")), "it serves");
    server
}

#[test]
fn a_server_leaves_no_core_dump() {
    let server = serving("core");

    let limits = fs::read_to_string(format!("/proc/{}/limits", server.process.id())).unwrap();

    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    let words: Vec<&str> = core.split_whitespace().collect();
    assert_eq!(words, ["Max", "core", "file", "size", "0", "0", "bytes"]);
}

/// The keys are for the account of the server only.
#[test]
fn nobody_else_may_enter_the_folder_of_the_keys() {
    use std::os::unix::fs::PermissionsExt;
    let server = serving("keys");

    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;

    assert_eq!(mode(&server.data), 0o700);
    assert_eq!(mode(&server.data.join("deployment.key")), 0o600);
}
