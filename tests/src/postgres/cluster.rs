//! One cluster: started, asked for databases, and stopped by whoever dies first.

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{self, Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use super::account::Account;
use super::programs;
use crate::scratch::new_folder;

/// A path longer than this leaves no room for the socket's name.
const LONGEST_PARENT: usize = 60;

/// Whether a commit waits for the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// As in service: what was committed stands a power cut.
    Durable,
    /// What was committed stands the end of every program, and no more.
    Volatile,
}

/// Why there is no cluster, or no database in it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Install the server, or name its folder or a running cluster.
    #[error(
        "PostgreSQL's server programs were not found; install them:\n\
         \n    apt-get update && apt-get install -y --no-install-recommends postgresql\n\n\
         or name their folder in PG_BINDIR, or a running cluster in SATUPINTU_TEST_PG \
         (as in postgres:///postgres?host=/var/run/postgresql)"
    )]
    Missing,
    /// Read the server's own words.
    #[error("PostgreSQL did not start; its log says:\n{log}")]
    Unstarted {
        /// What it wrote.
        log: String,
    },
    /// Read the words of `createdb`.
    #[error("PostgreSQL made no database: {output}")]
    NoDatabase {
        /// What `createdb` wrote.
        output: String,
    },
    /// The machine refused a step that every machine should grant.
    #[error("cannot {step}")]
    Machine {
        /// What was tried.
        step: &'static str,
        /// What the machine said.
        #[source]
        source: io::Error,
    },
}

/// A running cluster, with `postgres` as its superuser and no passwords.
#[derive(Debug)]
pub struct Cluster {
    url: String,
    programs: PathBuf,
    /// None for a cluster that was given to us.
    watchdog: Option<Child>,
}

impl Cluster {
    /// Starts a cluster in the system's place for temporary files.
    ///
    /// # Errors
    /// [`Error::Missing`] without the server's programs, [`Error::Unstarted`]
    /// when they fail, [`Error::Machine`] when the machine does.
    pub fn start(durability: Durability) -> Result<Self, Error> {
        let usual = env::temp_dir();
        let parent = if is_plain(&usual) { usual } else { PathBuf::from("/tmp") };
        Self::start_in(&parent, durability)
    }

    /// Starts a cluster in a new folder under `parent`: whose disk it is matters
    /// to a measurement. When root calls, others must be able to enter `parent`.
    ///
    /// # Errors
    /// As [`Cluster::start`]; also [`Error::Machine`] when the path of `parent`
    /// is too long for a socket or needs quoting.
    pub fn start_in(parent: &Path, durability: Durability) -> Result<Self, Error> {
        let programs = programs::folder().ok_or(Error::Missing)?;
        if !is_plain(parent) {
            let source =
                io::Error::new(io::ErrorKind::InvalidFilename, parent.display().to_string());
            return Err(Error::Machine { step: "put a socket under this path", source });
        }
        let folder = new_folder(parent).map_err(machine("make the cluster's folder"))?;
        let settings = settings(&folder, durability);
        fs::write(folder.join("settings"), settings).map_err(machine("write the settings"))?;

        let mut watchdog = watchdog(&folder, &programs).map_err(machine("start the cluster"))?;
        let mut answer = String::new();
        if let Some(output) = watchdog.stdout.take() {
            BufReader::new(output).read_line(&mut answer).map_err(machine("hear the cluster"))?;
        }
        // From here on its end is that of the cluster, also when it has failed.
        let url = format!("postgres:///postgres?host={}&port=5432&user=postgres", folder.display());
        let cluster = Self { url, programs, watchdog: Some(watchdog) };
        if answer.trim_end() == "ready" {
            return Ok(cluster);
        }
        let log = fs::read_to_string(folder.join("log")).map_err(machine("read the log"))?;
        Err(Error::Unstarted { log })
    }

    /// A cluster that runs already; `url` names one of its databases and a user
    /// who may make more.
    ///
    /// # Errors
    /// [`Error::Missing`] without `PostgreSQL`'s programs.
    pub fn given(url: String) -> Result<Self, Error> {
        let programs = programs::folder().ok_or(Error::Missing)?;
        Ok(Self { url, programs, watchdog: None })
    }

    /// The address of the database `postgres`, for work on the cluster itself.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The folder of the server's programs, with `psql` and `pgbench` beside it.
    #[must_use]
    pub fn programs(&self) -> &Path {
        &self.programs
    }

    /// Makes an empty database and answers with its address. `name` is what its
    /// own name begins with; what cannot stand in an address becomes `_`.
    ///
    /// # Errors
    /// [`Error::NoDatabase`] when the server refuses, [`Error::Machine`] when
    /// its program cannot be run.
    pub fn create_database(&self, name: &str) -> Result<String, Error> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let serial = NEXT.fetch_add(1, Ordering::Relaxed);
        // PostgreSQL cuts names after 63 bytes, and the end makes this one unique.
        let plain: String = name.chars().take(30).map(plain_letter).collect();
        let database = format!("{plain}_{}_{serial}", process::id());

        let made = Command::new(self.programs.join("createdb"))
            .args(["--template=template0", "--maintenance-db", &self.url, &database])
            .stdin(Stdio::null())
            .output()
            .map_err(machine("run createdb"))?;

        if made.status.success() {
            Ok(with_database(&self.url, &database))
        } else {
            let output = String::from_utf8_lossy(&made.stderr).trim_end().to_owned();
            Err(Error::NoDatabase { output })
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some(watchdog) = &mut self.watchdog {
            // The closed pipe is the sign; what is waited for is the clean-up.
            drop(watchdog.stdin.take());
            let _ = watchdog.wait();
        }
    }
}

fn watchdog(folder: &Path, programs: &Path) -> io::Result<Child> {
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", include_str!("watchdog.sh"), "watchdog"])
        .arg(programs)
        .current_dir(folder)
        // The server's own variables (PGDATA, PGPORT ...) are not for this one.
        .env_clear()
        .env("PATH", env::var_os("PATH").unwrap_or_default())
        // A Ctrl-C at the tests must not reach the one who cleans up after them.
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    if let Some(account) = Account::instead_of_root(folder)? {
        account.own(folder)?;
        account.run(&mut command);
    }
    command.spawn()
}

fn settings(folder: &Path, durability: Durability) -> String {
    let disk = match durability {
        Durability::Durable => "",
        Durability::Volatile => "fsync = off\nfull_page_writes = off\n",
    };
    format!(
        "listen_addresses = ''\nunix_socket_directories = '{}'\nport = 5432\n\
         max_connections = 200\n{disk}",
        folder.display()
    )
}

/// Whether a socket fits under `parent` and its path needs no quoting anywhere.
fn is_plain(parent: &Path) -> bool {
    parent.to_str().is_some_and(|path| {
        path.starts_with('/')
            && path.len() <= LONGEST_PARENT
            && path.chars().all(|c| c.is_ascii_alphanumeric() || "/_-.".contains(c))
    })
}

fn plain_letter(letter: char) -> char {
    if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '_' }
}

/// `url` with another database in the place of its own.
fn with_database(url: &str, database: &str) -> String {
    let (address, settings) = url
        .split_once('?')
        .map_or((url, String::new()), |(before, after)| (before, format!("?{after}")));
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let server = rest.split('/').next().unwrap_or_default();
    format!("{scheme}://{server}/{database}{settings}")
}

fn machine(step: &'static str) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::Machine { step, source }
}

#[cfg(test)]
mod tests {
    use super::{Durability, Error, settings, watchdog, with_database};
    use crate::postgres::programs;
    use crate::scratch::new_folder;

    #[test]
    fn a_holder_that_dies_before_the_cluster_is_ready_leaves_nothing() {
        let folder = new_folder(std::path::Path::new("/tmp")).unwrap();
        std::fs::write(folder.join("settings"), settings(&folder, Durability::Volatile)).unwrap();
        let mut watchdog = watchdog(&folder, &programs::folder().unwrap()).unwrap();

        drop((watchdog.stdin.take(), watchdog.stdout.take()));
        watchdog.wait().unwrap();

        assert!(!folder.exists());
    }

    #[test]
    fn only_the_database_of_an_address_changes() {
        assert_eq!(
            with_database("postgres:///postgres?host=/run/pg&port=5432", "new"),
            "postgres:///new?host=/run/pg&port=5432"
        );
        assert_eq!(
            with_database("postgresql://tester@localhost:5433/postgres", "new"),
            "postgresql://tester@localhost:5433/new"
        );
        assert_eq!(with_database("postgres://localhost", "new"), "postgres://localhost/new");
    }

    #[test]
    fn a_missing_server_names_the_command_that_installs_it() {
        let message = Error::Missing.to_string();

        assert!(message.contains("apt-get install -y --no-install-recommends postgresql"));
    }
}
