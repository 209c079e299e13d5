//! The server's process: started, asked where it listens, killed.

use std::path::Path;
use std::process::Stdio;

use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// When the server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Acknowledging {
    /// As it must.
    AfterTheCommit,
    /// As it must not.
    BeforeTheCommit,
}

/// A server in a process of its own; it goes with this value, too.
pub(crate) struct Server {
    /// Where it listens.
    pub(crate) address: String,
    process: Child,
}

impl Server {
    /// Starts one; it is there when this answers.
    pub(crate) async fn start(url: &str, data: &Path, acknowledging: Acknowledging) -> Self {
        let early = match acknowledging {
            Acknowledging::AfterTheCommit => None,
            Acknowledging::BeforeTheCommit => Some("--acknowledge-early"),
        };
        let mut process = Command::new(env!("CARGO_BIN_EXE_killable-opd"))
            .arg(url)
            .arg(data)
            .args(early)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .expect("cargo has built it");
        let output = process.stdout.take().expect("it was piped");
        let line = BufReader::new(output).lines().next_line().await.expect("it is text");
        let address = line.expect("it says where it listens, or why it cannot");
        Self { address, process }
    }

    /// SIGKILL, in the middle of whatever it does.
    pub(crate) async fn kill(mut self) {
        self.process.kill().await.expect("it was still running");
    }
}
