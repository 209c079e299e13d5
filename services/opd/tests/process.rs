//! The program as it is started: what the system says of the process.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use rustix::process::{Pid, Signal, kill_process};

/// A server of its own, gone with this value.
struct Server {
    process: Child,
    data: PathBuf,
    /// Where its keepers ask.
    keepers: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.data);
    }
}

/// The folder of a deployment that is not there yet.
fn folder(name: &str) -> PathBuf {
    let mark = format!("satupintu-process-{}-{name}", std::process::id());
    std::env::temp_dir().join(mark)
}

/// `opd` for the deployment in `data`, on free ports.
fn opd(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_opd"));
    command
        .env("SATUPINTU_AGENCY", "dpmptsp-contoh")
        .env("SATUPINTU_DATA", data)
        .env("SATUPINTU_LISTEN", "127.0.0.1:0")
        .env("SATUPINTU_METRICS", "127.0.0.1:0")
        .stdin(Stdio::null());
    command
}

/// `opd serve` on a free port; it serves when this answers.
fn serving(name: &str) -> Server {
    let data = folder(name);
    let mut process = opd(&data).arg("serve").stderr(Stdio::piped()).spawn().unwrap();
    let said = process.stderr.take().unwrap();
    let mut server = Server { process, data, keepers: String::new() };
    for line in BufReader::new(said).lines().map_while(Result::ok) {
        if line.contains("measures are read here") {
            let (_, rest) = line.split_once("\"address\":\"").unwrap();
            rest.split('"').next().unwrap().clone_into(&mut server.keepers);
        }
        if line.contains("listens on") {
            return server;
        }
    }
    panic!("it does not serve");
}

impl Server {
    /// Sends SIGTERM; answers whether it ended well.
    fn ends(&mut self) -> bool {
        kill_process(Pid::from_child(&self.process), Signal::TERM).unwrap();
        self.process.wait().unwrap().success()
    }

    /// What it answers its keepers, with the status line.
    fn answers(&self, path: &str) -> String {
        let mut line = TcpStream::connect(&self.keepers).unwrap();
        write!(line, "GET {path} HTTP/1.0\r\n\r\n").unwrap();
        let mut answer = String::new();
        line.read_to_string(&mut answer).unwrap();
        answer
    }
}

/// What a command that has ended said.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
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

#[test]
fn a_server_told_to_stop_ends_well_and_closes_its_database() {
    let mut server = serving("stop");
    assert!(server.data.join("satupintu.db-wal").exists());

    assert!(server.ends());

    assert!(!server.data.join("satupintu.db-wal").exists());
}

#[test]
fn its_keepers_ask_on_an_address_of_their_own() {
    let server = serving("keepers");

    let (alive, measures) = (server.answers("/healthz"), server.answers("/metrics"));
    // It listens a moment before it serves.
    let mut ready = server.answers("/readyz");
    while ready.ends_with("starting\n") {
        ready = server.answers("/readyz");
    }

    assert!(ready.starts_with("HTTP/1.0 200") && ready.ends_with("ready\n"), "{ready}");
    assert!(alive.starts_with("HTTP/1.0 200"), "{alive}");
    assert!(measures.contains("satupintu_build_info{program=\"opd\""), "{measures}");
}

#[test]
fn a_deployment_is_saved_while_it_serves_and_restored_by_hand() {
    let mut server = serving("saved");
    let (backup, place) = (server.data.join("cadangan"), folder("restored"));
    let saved = opd(&server.data).arg("backup").arg("--to").arg(&backup).output().unwrap();
    assert!(saved.status.success(), "{}", said(&saved));
    assert!(said(&saved).contains("deployment.key"), "{}", said(&saved));
    assert!(server.ends());
    fs::create_dir(&place).unwrap();
    let restore = || opd(&place).arg("restore").arg("--from").arg(&backup).output().unwrap();

    let without_keys = restore();
    fs::copy(server.data.join("deployment.key"), place.join("deployment.key")).unwrap();
    let restored = restore();
    let again = restore();

    assert!(!without_keys.status.success());
    assert!(said(&without_keys).contains("put the `deployment.key`"), "{}", said(&without_keys));
    assert!(restored.status.success(), "{}", said(&restored));
    assert!(said(&restored).contains("records, each folded anew"), "{}", said(&restored));
    assert!(!again.status.success());
    assert!(said(&again).contains("the database is not empty"), "{}", said(&again));
    fs::remove_dir_all(&place).unwrap();
}
