//! A mail server of another make (Python's aiosmtpd), in a process of its own.

#![allow(clippy::indexing_slicing, reason = "what a mail lacks reads as null")]

use std::path::Path;
use std::process::Stdio;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::sync::watch;

use crate::python::python;

/// A message as the server took it.
#[derive(Clone, Debug)]
pub struct Mail(Value);

impl Mail {
    /// A part of it: `to`, `subject`, `id`, `body` and so on.
    #[must_use]
    pub fn part(&self, name: &str) -> &Value {
        &self.0[name]
    }

    /// A part that is text.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0[name].as_str().unwrap_or_default()
    }
}

/// A mail server and what it has taken; it goes with this value.
pub struct Mailbox {
    /// Where it listens.
    pub port: u16,
    taken: watch::Receiver<Vec<Mail>>,
    refused: watch::Receiver<usize>,
    mood: watch::Receiver<String>,
    orders: ChildStdin,
    _process: Child,
}

impl Mailbox {
    /// Opens one that takes everything.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn open() -> Self {
        Self::started(&[]).await
    }

    /// Opens one that takes mail by STARTTLS only, with this certificate.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn open_with_tls(certificate: &Path, key: &Path) -> Self {
        Self::started(&[certificate, key]).await
    }

    async fn started(arguments: &[&Path]) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/mailbox.py");
        let mut process = Command::new(python())
            .arg(script)
            .args(arguments)
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let orders = process.stdin.take().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.next_line().await.unwrap().expect("it says its port").parse().unwrap();
        let (into, taken) = watch::channel(Vec::new());
        let (refuse, refused) = watch::channel(0);
        let (change, mood) = watch::channel("well".to_owned());
        tokio::spawn(listen(lines, into, refuse, change));
        Self { port, taken, refused, mood, orders, _process: process }
    }

    /// How it answers from now on: `well`, `busy` or `refusing`.
    ///
    /// # Panics
    /// When it has gone.
    pub async fn answers(&mut self, mood: &str) {
        self.orders.write_all(format!("{mood}\n").as_bytes()).await.unwrap();
        self.mood.wait_for(|now| now == mood).await.unwrap();
    }

    /// What it has taken. Its word comes after it has answered, so this waits
    /// until there are at least `count`.
    ///
    /// # Panics
    /// When it has gone.
    pub async fn taken(&mut self, count: usize) -> Vec<Mail> {
        self.taken.wait_for(|taken| taken.len() >= count).await.unwrap().clone()
    }

    /// Waits until it has refused somebody `count` times.
    ///
    /// # Panics
    /// When it has gone.
    pub async fn has_refused(&mut self, count: usize) {
        self.refused.wait_for(|refused| *refused >= count).await.unwrap();
    }
}

async fn listen(
    mut lines: Lines<BufReader<ChildStdout>>,
    taken: watch::Sender<Vec<Mail>>,
    refused: watch::Sender<usize>,
    mood: watch::Sender<String>,
) {
    while let Ok(Some(line)) = lines.next_line().await {
        let said: Value = serde_json::from_str(&line).unwrap();
        if let Some(now) = said["mood"].as_str() {
            mood.send_replace(now.to_owned());
        } else if said["refused"].is_string() {
            refused.send_modify(|count| *count += 1);
        } else {
            taken.send_modify(|taken| taken.push(Mail(said)));
        }
    }
}
