//! `satupintu journal verify`: is every stored state the fold of its events?

use std::{fs, path::Path};

use journal::Checkpoint;
use serde::Serialize;
use store::Report;

use crate::{
    arguments::Verify,
    data,
    failure::{Done, Failure, Verdict},
    screen::{Look, Screen},
};

/// The answer for programs.
#[derive(Serialize)]
struct Answer {
    database: String,
    events: u64,
    records: usize,
    /// The Merkle root that follows from the bytes, in hex.
    root: String,
    clean: bool,
    /// What the bytes, hashes and columns say; the first thousand.
    faults: Vec<Fault>,
    /// How many of these there are in all.
    fault_count: u64,
    /// Records and lists that are not what the events make of them.
    deviations: Vec<String>,
    /// How many published checkpoints were held against the journal.
    checkpoints: usize,
}

#[derive(Serialize)]
struct Fault {
    index: u64,
    what: String,
}

pub(crate) async fn run(asked: &Verify, screen: &mut Screen) -> Done {
    let database = match &asked.database {
        Some(url) => existing(url)?,
        None => opd::settings::embedded_url(&data::folder(&asked.dir, data::DATABASE)?),
    };
    let published = checkpoints(&asked.checkpoint)?;
    let report = Report::of(&database, &published)
        .await
        .map_err(|why| Failure::new(format!("{} cannot be read", shown(&database)), &why))?;
    let clean = report.is_clean();
    let answer = answer(&database, report, published.len());
    if asked.json {
        screen.json(&answer);
    } else {
        tell(&answer, screen);
    }
    Ok(if clean { Verdict::Fine } else { Verdict::Faults })
}

fn answer(database: &str, report: Report, checkpoints: usize) -> Answer {
    let clean = report.is_clean();
    let Report { journal, records, deviations } = report;
    let faults = journal.faults.into_iter();
    Answer {
        database: shown(database),
        events: journal.size,
        records,
        root: journal.root.to_string(),
        clean,
        faults: faults.map(|f| Fault { index: f.index, what: f.what.to_string() }).collect(),
        fault_count: journal.total,
        deviations,
        checkpoints,
    }
}

fn tell(answer: &Answer, screen: &mut Screen) {
    let Answer { database, events, records, root, clean, faults, .. } = answer;
    let Answer { fault_count, deviations, checkpoints, .. } = answer;
    screen.line(format!("journal      {database}"));
    screen.line(format!("events       {events}"));
    screen.line(format!("records      {records}, each folded anew from its events"));
    screen.line(format!("root         {root}"));
    if *checkpoints > 0 {
        screen.line(format!("checkpoints  {checkpoints} held against the journal"));
    }
    if *clean {
        let verdict = screen.look(Look::Green, "clean: utuh, tidak ada yang berubah");
        screen.line(format!("verdict      {verdict}"));
        return;
    }
    for Fault { index, what } in faults {
        screen.line(format!("  event {index}: {what}"));
    }
    for deviation in deviations {
        screen.line(format!("  {deviation}"));
    }
    let count = fault_count.saturating_add(deviations.len().try_into().unwrap_or(u64::MAX));
    let verdict = screen.look(Look::Red, format!("{count} faults: tidak utuh"));
    screen.line(format!("verdict      {verdict}"));
}

/// An embedded database must be there already: verifying makes nothing.
fn existing(url: &str) -> Result<String, Failure> {
    if let Some(path) = url.strip_prefix("sqlite:") {
        let path = path.trim_start_matches("//");
        let path = path.split('?').next().unwrap_or_default();
        if !Path::new(path).is_file() {
            return Err(Failure::said(format!("there is no database file {path}")));
        }
    }
    Ok(url.to_owned())
}

/// A URL without the password that it may hold.
fn shown(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://…@{place}"),
        _ => url.to_owned(),
    }
}

fn checkpoints(files: &[std::path::PathBuf]) -> Result<Vec<Checkpoint>, Failure> {
    let read = |path: &std::path::PathBuf| {
        let name = path.display();
        let text = fs::read_to_string(path)
            .map_err(|why| Failure::new(format!("{name} cannot be read"), &why))?;
        Checkpoint::parse(note_body(&text))
            .map_err(|why| Failure::new(format!("{name} is no checkpoint"), &why))
    };
    files.iter().map(read).collect()
}

/// The text of a note without its signatures, which follow an empty line.
fn note_body(note: &str) -> &str {
    match note.find("\n\n") {
        Some(end) => note.get(..=end).unwrap_or(note),
        None => note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_not_shown() {
        assert_eq!(shown("postgres://opd:rahasia@db/opd"), "postgres://…@db/opd");
        assert_eq!(shown("sqlite:data/satupintu.db"), "sqlite:data/satupintu.db");
    }

    #[test]
    fn a_note_is_read_with_and_without_signatures() {
        assert_eq!(note_body("a\n1\nr\nat 0\n\n— a sig\n"), "a\n1\nr\nat 0\n");
        assert_eq!(note_body("a\n1\nr\nat 0\n"), "a\n1\nr\nat 0\n");
    }
}
