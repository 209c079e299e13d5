//! PostgreSQL's own load generator on the floor's two statements, for scale.

use std::{path::Path, process::Command, time::Duration};

use crate::{Failure, floor};

/// A cluster takes two hundred connections, and pgbench gains nothing beyond.
const MOST_CLIENTS: usize = 100;

/// Transactions a second that `pgbench` reaches with `clients` clients.
pub(crate) fn rate(
    programs: &Path,
    url: &str,
    folder: &Path,
    clients: usize,
    time: Duration,
) -> Result<u64, Failure> {
    let script = folder.join("pgbench.sql");
    let body = "07".repeat(floor::BODY_BYTES);
    let state = "x".repeat(floor::STATE_BYTES);
    let hash = "09".repeat(32);
    let record = format!(
        "'00000000-0000-4000-8000-' || \
         lpad(CAST(CAST(floor(random() * {}) AS int) AS text), 12, '0')",
        floor::RECORDS
    );
    std::fs::write(
        &script,
        format!(
            // By the simple protocol: pgbench 15 miscounts parameters when it prepares these. The
            // sub-select is evaluated once, so that the update still goes by the key.
            "BEGIN;\n\
             INSERT INTO floor_event (idx, at, kind, version, record_kind, record_id, actor, body, hash) \
             VALUES (nextval('floor_index'), 1, 'permits.step_completed', 1, 'application', \
             (SELECT {record}), 'officer:verifikator', \
             decode('{body}', 'hex'), decode('{hash}', 'hex'));\n\
             UPDATE floor_record SET version = version + 1, last_idx = 1, state = '{state}' \
             WHERE kind = 'application' AND id = (SELECT {record});\n\
             COMMIT;\n"
        ),
    )?;
    let prepared = Command::new(programs.join("psql"))
        .args(["-q", "-d", url, "-c"])
        .arg("CREATE SEQUENCE IF NOT EXISTS floor_index START 1000000000000")
        .output()?;
    if !prepared.status.success() {
        return Err(String::from_utf8_lossy(&prepared.stderr).into_owned().into());
    }
    let output = Command::new(programs.join("pgbench"))
        .args(["-n", "-M", "simple", "-j", "2", "-c", &clients.min(MOST_CLIENTS).to_string()])
        .args(["-T", &time.as_secs().max(1).to_string(), "-f"])
        .arg(&script)
        .arg(url)
        .output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.starts_with("tps = "));
    let whole = line.and_then(|line| line.strip_prefix("tps = ")?.split('.').next()?.parse().ok());
    whole.ok_or_else(|| {
        format!("pgbench: {}{}", text, String::from_utf8_lossy(&output.stderr)).into()
    })
}
