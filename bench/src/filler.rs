//! Writes what no RPC writes so fast: many cases, complaints and responses, as the
//! database holds them.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use sqlx::{PgPool, SqlitePool};
use stories::surveys::ELEMENTS;

use crate::Failure;

/// Responses repeat after so many: every month, service and score alike.
const PERIOD: u64 = 24 * 5 * 4;

/// The database behind the agency, for what no RPC does: to fill it.
pub(crate) enum Filler {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

impl Filler {
    pub(crate) async fn open(url: &str) -> Result<Self, Failure> {
        Ok(match url.starts_with("sqlite:") {
            true => Self::Sqlite(SqlitePool::connect(url).await?),
            false => Self::Postgres(PgPool::connect(url).await?),
        })
    }

    pub(crate) async fn run(&self, statement: &str) -> Result<(), Failure> {
        let statement = sqlx::AssertSqlSafe(statement.to_owned());
        match self {
            Self::Sqlite(pool) => sqlx::query(statement).execute(pool).await.map(|_| ())?,
            Self::Postgres(pool) => sqlx::query(statement).execute(pool).await.map(|_| ())?,
        }
        Ok(())
    }

    /// `n` from `from` below `until`, as a table.
    pub(crate) fn numbers(&self, from: u64, until: u64) -> String {
        match self {
            Self::Sqlite(_) => format!(
                "(WITH RECURSIVE c(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM c \
                 WHERE n + 1 < {until}) SELECT n FROM c) AS numbers"
            ),
            Self::Postgres(_) => {
                format!("generate_series({from}, {}) AS numbers(n)", until.saturating_sub(1))
            }
        }
    }

    /// A number as the last twelve letters of an id.
    fn padded(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "printf('%012d', n)",
            Self::Postgres(_) => "lpad(n::text, 12, '0')",
        }
    }

    /// The id of a copy: that of the row with its last twelve letters replaced.
    fn id(&self) -> String {
        format!("substr(id, 1, 24) || {}", self.padded())
    }

    /// Copies the record `one` of `kind` under the ids of the numbers from `from` below `until`.
    async fn records(&self, kind: &str, one: &str, from: u64, until: u64) -> Result<(), Failure> {
        let (numbers, id) = (self.numbers(from, until), self.id());
        self.run(&format!(
            "INSERT INTO record (kind, id, version, last_idx, state) \
             SELECT kind, {id}, version, last_idx, replace(state, id, {id}) \
             FROM record, {numbers} WHERE kind = '{kind}' AND id = '{one}'"
        ))
        .await
    }

    /// Copies the case `case` until there are `until`, one in a hundred of them waiting.
    pub(crate) async fn cases(&self, case: &str, from: u64, until: u64) -> Result<(), Failure> {
        self.records("application", case, from, until).await?;
        let (numbers, padded, id) = (self.numbers(from, until), self.padded(), self.id());
        self.run(&format!(
            "INSERT INTO application (id, receipt, secret_digest, agency, service, state, \
             submitted_at, is_open) \
             SELECT {id}, receipt || '-' || n, secret_digest, agency, service, state, \
             submitted_at + n, is_open FROM application, {numbers} WHERE id = '{case}'"
        ))
        .await?;
        self.run(&format!(
            "INSERT INTO task (application, step, executor, order_at, opened_at, taken_by, barred) \
             SELECT substr(application, 1, 24) || {padded}, step, executor, order_at + n, \
             opened_at, taken_by, barred FROM task, {numbers} \
             WHERE application = '{case}' AND n % 100 = 0"
        ))
        .await
    }

    /// Copies the complaint `complaint` until there are `until`.
    pub(crate) async fn complaints(&self, one: &str, from: u64, until: u64) -> Result<(), Failure> {
        self.records("complaint", one, from, until).await?;
        let (numbers, id) = (self.numbers(from, until), self.id());
        self.run(&format!(
            "INSERT INTO complaint (id, receipt, secret_digest, agency, holder, service, \
             application, received_at, is_closed, due_at) \
             SELECT {id}, receipt || '-' || n, secret_digest, agency, holder, service, \
             application, received_at + n, is_closed, due_at + n \
             FROM complaint, {numbers} WHERE id = '{one}'"
        ))
        .await
    }

    /// Adds responses to those of `agency` until there are `until`, and counts them.
    pub(crate) async fn responses(
        &self,
        agency: &str,
        from: u64,
        until: u64,
    ) -> Result<(), Failure> {
        let numbers = self.numbers(from, until);
        // Elements in the order of their names, as the release writes them.
        let mut sorted: Vec<(usize, &str)> = ELEMENTS.iter().copied().enumerate().collect();
        sorted.sort_by_key(|(_, element)| *element);
        let scores: Vec<String> = sorted
            .iter()
            .map(|(place, element)| format!("'{element}=' || (1 + (n + {place}) % 4)"))
            .collect();
        let month = "CASE WHEN n % 24 < 12 THEN 202501 + n % 24 ELSE 202589 + n % 24 END";
        self.run(&format!(
            "INSERT INTO survey_response (id, batch, agency, service, unit, questionnaire, month, \
             stratum, scores) SELECT 'r' || n, 'ukur', '{agency}', 'layanan-' || (n / 24 % 5), '', \
             'skm-9', {month}, 'paper', {} FROM {numbers}",
            scores.join(" || ';' || ")
        ))
        .await?;
        for ((month, service, element, score), value) in counted((until - from) / PERIOD) {
            self.run(&format!(
                "INSERT INTO survey_count (agency, questionnaire, month, service, unit, stratum, \
                 element, score, value) VALUES ('{agency}', 'skm-9', {month}, \
                 'layanan-{service}', '', 'paper', '{element}', {score}, {value}) \
                 ON CONFLICT (agency, questionnaire, month, service, unit, stratum, element, score) \
                 DO UPDATE SET value = survey_count.value + excluded.value"
            ))
            .await?;
        }
        Ok(())
    }

    /// What an index would cost without counters: every response of the year is read.
    pub(crate) async fn counting(&self, agency: &str) -> Result<(u64, Duration), Failure> {
        const READ: &str = "SELECT count(*), CAST(sum(CAST(substr(scores, 7, 1) AS INTEGER)) AS BIGINT) \
             FROM survey_response WHERE agency = $1 AND month BETWEEN 202501 AND 202512";
        let started = Instant::now();
        let (count, _): (i64, Option<i64>) = match self {
            Self::Sqlite(pool) => sqlx::query_as(READ).bind(agency).fetch_one(pool).await?,
            Self::Postgres(pool) => sqlx::query_as(READ).bind(agency).fetch_one(pool).await?,
        };
        Ok((u64::try_from(count).unwrap_or_default(), started.elapsed()))
    }
}

/// The counters of `periods` whole periods: month, service, element and score.
fn counted(periods: u64) -> BTreeMap<(u64, u64, &'static str, u64), u64> {
    let mut counts = BTreeMap::new();
    for n in 0..PERIOD {
        let month = if n % 24 < 12 { 202_501 + n % 24 } else { 202_589 + n % 24 };
        let service = n / 24 % 5;
        let mut add = |element, score, value: u64| {
            *counts.entry((month, service, element, score)).or_default() += value * periods;
        };
        let mut total = 0;
        for (place, element) in (0..).zip(ELEMENTS) {
            let score = 1 + (n + place) % 4;
            total += score;
            add(element, score, 1);
        }
        add("", 0, 1);
        add("", 1, 1);
        add("", 2, total);
        add("", 3, total * total);
    }
    counts
}

/// The smallest number of whole periods that holds `about`.
pub(crate) fn whole(about: u64) -> u64 {
    about.div_ceil(PERIOD) * PERIOD
}
