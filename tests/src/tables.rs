//! Everything in a database, row by row: for stories about what must not be there.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;

use crate::postgres;
use crate::python::python;

/// A row: its columns' values by their names.
pub type Row = BTreeMap<String, Value>;

/// Bytes read as text in hexadecimal; rows come in the order of the disk.
const READ_SQLITE: &str = r"
import json, sqlite3, sys
db = sqlite3.connect(f'file:{sys.argv[1]}?mode=ro', uri=True)
db.row_factory = sqlite3.Row
plain = lambda value: value.hex() if isinstance(value, bytes) else value
names = [name for name, in map(tuple, db.execute(
    'SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE ?', ('table', 'sqlite_%')))]
tables = {}
for name in names:
    rows = db.execute(f'SELECT * FROM {name}')
    tables[name] = [{key: plain(row[key]) for key in row.keys()} for row in rows]
print(json.dumps(tables))
";

/// Every row of every table of the database at `url`.
///
/// # Panics
/// When the database does not answer.
#[must_use]
pub fn tables(url: &str) -> BTreeMap<String, Vec<Row>> {
    match url.strip_prefix("sqlite:") {
        Some(path) => of_sqlite(path),
        None => of_postgres(url),
    }
}

/// Runs `statement` on the database at `url`, past every rule: for stories about what
/// is noticed of it.
///
/// # Panics
/// When the database does not run it.
pub fn execute(url: &str, statement: &str) {
    const RUN: &str = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); \
         db.execute(sys.argv[2]); db.commit()";
    let Some(path) = url.strip_prefix("sqlite:") else {
        postgres::ask(url, statement);
        return;
    };
    let path = path.split('?').next().unwrap_or(path);
    let answer = Command::new(python()).args(["-c", RUN, path, statement]).output().unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
}

fn of_sqlite(path: &str) -> BTreeMap<String, Vec<Row>> {
    let path = path.split('?').next().unwrap_or(path);
    let answer = Command::new(python()).args(["-c", READ_SQLITE, path]).output().unwrap();
    assert!(answer.status.success(), "{}", String::from_utf8_lossy(&answer.stderr));
    serde_json::from_slice(&answer.stdout).unwrap()
}

fn of_postgres(url: &str) -> BTreeMap<String, Vec<Row>> {
    const TABLES: &str = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
    let read = |table: &str| {
        let rows = postgres::ask(
            url,
            &format!("SELECT coalesce(json_agg(row), '[]') FROM (SELECT * FROM {table}) AS row"),
        );
        let mut rows: Vec<Row> = serde_json::from_str(&rows).unwrap();
        for value in rows.iter_mut().flat_map(BTreeMap::values_mut) {
            if let Some(hex) = value.as_str().and_then(|text| text.strip_prefix("\\x")) {
                *value = Value::from(hex);
            }
        }
        rows
    };
    postgres::ask(url, TABLES).lines().map(|table| (table.to_owned(), read(table))).collect()
}
