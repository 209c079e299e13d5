//! Many rows in one statement: written once, in the dialect of each database.
//!
//! SQLite unpacks one JSON text with `jsonb_each`, which parses it once; PostgreSQL unnests one array
//! a column. Either way the statement's text does not depend on the number of
//! rows, and all that a batch writes is one round trip.

use sqlx::{FromRow, postgres::PgRow, sqlite::SqliteRow};

use crate::{database::Tx, error::Error, record::to_json};

/// The same statement in both dialects.
pub(crate) struct Sql {
    pub(crate) sqlite: &'static str,
    pub(crate) postgres: &'static str,
}

/// The values of one column, a row each.
pub(crate) enum Column {
    Int(Vec<i64>),
    Text(Vec<String>),
    Blob(Vec<Vec<u8>>),
}

/// The part of a statement that reads column `$n` of the rows, in each dialect.
macro_rules! pick {
    (sqlite $n:tt blob) => {
        concat!("unhex(value->>", $n, ")")
    };
    (sqlite $n:tt $kind:tt) => {
        concat!("value->>", $n)
    };
    (postgres $n:tt int) => {
        "bigint[]"
    };
    (postgres $n:tt text) => {
        "text[]"
    };
    (postgres $n:tt blob) => {
        "bytea[]"
    };
}
pub(crate) use pick;

/// `rows!(before, (0 int, 1 text, …), after)`: `before`, a SELECT of the bound
/// rows, `after`. The columns are called `c0`, `c1`, … in `after`'s place.
macro_rules! rows {
    ($before:expr, ($n0:tt $k0:tt $(, $n:tt $k:tt)* $(,)?), $after:expr) => {
        $crate::columns::Sql {
            sqlite: concat!(
                $before, " SELECT ", $crate::columns::pick!(sqlite $n0 $k0),
                $(", ", $crate::columns::pick!(sqlite $n $k),)*
                " FROM jsonb_each($1) WHERE TRUE ", $after
            ),
            postgres: concat!(
                $before, " SELECT * FROM UNNEST($", $crate::columns::rows!(@plus $n0), "::", $crate::columns::pick!(postgres $n0 $k0),
                $(", $", $crate::columns::rows!(@plus $n), "::", $crate::columns::pick!(postgres $n $k),)*
                ") ", $after
            ),
        }
    };
    (@plus 0) => { "1" }; (@plus 1) => { "2" }; (@plus 2) => { "3" }; (@plus 3) => { "4" };
    (@plus 4) => { "5" }; (@plus 5) => { "6" }; (@plus 6) => { "7" }; (@plus 7) => { "8" };
    (@plus 8) => { "9" }; (@plus 9) => { "10" }; (@plus 10) => { "11" };
}
pub(crate) use rows;

/// `inserts!(into, (0 int, 1 text, …), after)`: rows inserted in one statement.
///
/// On SQLite with OR FAIL: a failed batch is rolled back whole, so a statement
/// need not keep a journal of its own to undo itself.
macro_rules! inserts {
    ($into:expr, $columns:tt, $after:expr) => {
        $crate::columns::Sql {
            sqlite: $crate::columns::rows!(
                concat!("INSERT OR FAIL INTO ", $into),
                $columns,
                $after
            )
            .sqlite,
            postgres: $crate::columns::rows!(concat!("INSERT INTO ", $into), $columns, $after)
                .postgres,
        }
    };
}
pub(crate) use inserts;

/// Statements of one transaction that no later statement of it reads, so that a
/// server can be sent all of them at once. No two may touch the same row.
#[derive(Default)]
pub(crate) struct Writes(Vec<(&'static Sql, Vec<Column>)>);

impl Writes {
    /// Adds a statement over all rows; no rows, no statement.
    pub(crate) fn add(&mut self, sql: &'static Sql, columns: Vec<Column>) {
        if columns.first().is_some_and(|column| column.len() > 0) {
            self.0.push((sql, columns));
        }
    }

    /// Runs them at once: each alone would be a trip to the thread of the embedded
    /// database, or to the server, and back.
    pub(crate) async fn run(self, tx: &mut Tx) -> Result<(), Error> {
        let Self(statements) = self;
        match tx {
            _ if statements.is_empty() => {}
            Tx::Sqlite(tx) => {
                // Made of the literals above alone.
                let query = sqlx::query(sqlx::AssertSqlSafe(in_turn(&statements)));
                let rows = statements.iter().map(|(_, columns)| as_json(columns));
                rows.fold(query, |query, rows| query.bind(rows)).execute(&mut **tx).await?;
            }
            Tx::Postgres(tx) => {
                let text = at_once(&statements);
                let columns = statements.into_iter().flat_map(|(_, columns)| columns);
                // Made of the literals above alone.
                let query = sqlx::query(sqlx::AssertSqlSafe(text));
                let query = columns.fold(query, |query, column| match column {
                    Column::Int(values) => query.bind(values),
                    Column::Text(values) => query.bind(values),
                    Column::Blob(values) => query.bind(values),
                });
                query.execute(&mut **tx).await?;
            }
        }
        Ok(())
    }
}

/// One statement after the other, the parameters numbered through.
fn in_turn(statements: &[(&'static Sql, Vec<Column>)]) -> String {
    let mut text = String::with_capacity(4096);
    for (n, (sql, _)) in statements.iter().enumerate() {
        renumber(sql.sqlite, n, &mut text);
        text.push(';');
    }
    text
}

/// `WITH w0 AS (…), w1 AS (…) SELECT 1`, the parameters numbered through.
fn at_once(statements: &[(&'static Sql, Vec<Column>)]) -> String {
    let mut text = String::with_capacity(4096);
    let mut bound = 0;
    for (n, (sql, columns)) in statements.iter().enumerate() {
        text.push_str(if n == 0 { "WITH w" } else { ", w" });
        text.push_str(&n.to_string());
        text.push_str(" AS (");
        renumber(sql.postgres, bound, &mut text);
        text.push(')');
        bound += columns.len();
    }
    text.push_str(" SELECT 1");
    text
}

/// `sql` with every `$n` moved on by `by`.
fn renumber(sql: &str, by: usize, text: &mut String) {
    let mut pieces = sql.split('$');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
        let (number, rest) = piece.split_at(digits);
        let number: usize = number.parse().unwrap_or_default();
        text.push('$');
        text.push_str(&(number + by).to_string());
        text.push_str(rest);
    }
}

impl Sql {
    /// Runs the statement as a query by the bound rows.
    pub(crate) async fn fetch<Row>(
        &self,
        tx: &mut Tx,
        columns: Vec<Column>,
    ) -> Result<Vec<Row>, Error>
    where
        Row: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow>,
    {
        if columns.first().is_none_or(|column| column.len() == 0) {
            return Ok(Vec::new());
        }
        let rows = match tx {
            Tx::Sqlite(tx) => {
                let query = sqlx::query_as(self.sqlite).bind(as_json(&columns));
                query.fetch_all(&mut **tx).await?
            }
            Tx::Postgres(tx) => {
                let query =
                    columns.into_iter().fold(sqlx::query_as(self.postgres), |query, column| {
                        match column {
                            Column::Int(values) => query.bind(values),
                            Column::Text(values) => query.bind(values),
                            Column::Blob(values) => query.bind(values),
                        }
                    });
                query.fetch_all(&mut **tx).await?
            }
        };
        Ok(rows)
    }
}

impl Column {
    fn len(&self) -> usize {
        match self {
            Self::Int(values) => values.len(),
            Self::Text(values) => values.len(),
            Self::Blob(values) => values.len(),
        }
    }

    /// Writes the value of one row as JSON. Blobs become hex, which `unhex` reads.
    fn write(&self, row: usize, json: &mut String) {
        match self {
            Self::Int(values) => {
                json.push_str(&values.get(row).copied().unwrap_or_default().to_string());
            }
            Self::Text(values) => {
                json.push_str(&to_json(values.get(row).map_or("", String::as_str)));
            }
            Self::Blob(values) => {
                json.push('"');
                push_hex(values.get(row).map_or(&[][..], Vec::as_slice), json);
                json.push('"');
            }
        }
    }
}

/// Two digits a byte, straight into the text: bodies and ciphertexts are long.
fn push_hex(bytes: &[u8], json: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |nibble: u8| char::from(*DIGITS.get(usize::from(nibble)).unwrap_or(&b'0'));
    for byte in bytes {
        json.push(digit(byte >> 4));
        json.push(digit(byte & 15));
    }
}

/// The rows as one JSON array of arrays, written once, without a tree between.
fn as_json(columns: &[Column]) -> String {
    let rows = columns.first().map_or(0, Column::len);
    let mut json = String::with_capacity(rows * 512);
    json.push('[');
    for row in 0..rows {
        json.push_str(if row == 0 { "[" } else { ",[" });
        for (n, column) in columns.iter().enumerate() {
            if n > 0 {
                json.push(',');
            }
            column.write(row, &mut json);
        }
        json.push(']');
    }
    json.push(']');
    json
}
