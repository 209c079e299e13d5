//! How reads grow with what is stored: lists over cases and complaints, and the
//! index over responses beside counting the responses themselves.
//!
//! What is stored is multiplied in the database: one case and one complaint are
//! filed through gRPC and copied under new ids, responses and their counters are
//! written as the release writes them. Reads go through gRPC.

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use contract::satupintu::{
    complaints::v1::ListComplaintsRequest,
    permits::v1::{ListApplicationsRequest, ListTasksRequest},
};
use serde::Serialize;
use sqlx::{PgPool, SqlitePool};
use stories::{
    Agency, Caller,
    complaints::{Staff, complaint},
    sip,
    surveys::ELEMENTS,
};

use crate::{Failure, probe::percentile};

/// How often each read is timed.
const READS: usize = 101;
/// Responses repeat after so many: every month, service and score alike.
const PERIOD: u64 = 24 * 5 * 4;

/// One read at one size.
#[derive(Serialize)]
pub(crate) struct Grown {
    pub(crate) read: &'static str,
    pub(crate) stored: u64,
    pub(crate) p50_micros: u128,
}

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

/// What is copied, and who reads lists.
pub(crate) struct Seeds {
    /// The record of one case.
    pub(crate) case: String,
    /// The record of one complaint.
    pub(crate) complaint: String,
    counter: Caller,
    admin: Caller,
}

impl Seeds {
    pub(crate) async fn sown(agency: &Agency) -> Result<Self, Failure> {
        let case = agency.public().files(sip::submission()).await?;
        let staff = Staff::enrolled(agency).await;
        let filed = agency.public().complains(complaint(&agency.public().agency)).await?;
        let duty = format!("execute:{}", sip::LOKET);
        let counter = agency.officer("loket-ukur", &[&duty]).await;
        let id = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
        Ok(Self { case: id(&case.name), complaint: id(&filed.name), counter, admin: staff.admin })
    }
}

/// The first pages of the lists with `stored` cases and as many complaints.
pub(crate) async fn lists(seeds: &Seeds, stored: u64) -> Result<Vec<Grown>, Failure> {
    let Seeds { counter, admin, .. } = seeds;
    let parent = counter.agency.clone();
    let applications =
        ListApplicationsRequest { parent: parent.clone(), ..ListApplicationsRequest::default() };
    let tasks = ListTasksRequest {
        parent: parent.clone(),
        executor: sip::LOKET.to_owned(),
        ..ListTasksRequest::default()
    };
    let complaints = ListComplaintsRequest { parent, ..ListComplaintsRequest::default() };
    let mut rows = Vec::new();
    let mut times: [Vec<Duration>; 3] = Default::default();
    let [of_applications, of_tasks, of_complaints] = &mut times;
    for _ in 0..READS {
        let sent = Instant::now();
        let answer = counter.permits().list_applications(applications.clone()).await?;
        of_applications.push(sent.elapsed());
        full(answer.into_inner().applications.len())?;
        let sent = Instant::now();
        let answer = counter.permits().list_tasks(tasks.clone()).await?;
        of_tasks.push(sent.elapsed());
        full(answer.into_inner().tasks.len())?;
        let sent = Instant::now();
        let answer = admin.complaints().list_complaints(complaints.clone()).await?;
        of_complaints.push(sent.elapsed());
        full(answer.into_inner().complaints.len())?;
    }
    for (read, times) in ["applications", "tasks", "complaints"].into_iter().zip(&mut times) {
        rows.push(Grown { read, stored, p50_micros: percentile(times, 50).as_micros() });
    }
    Ok(rows)
}

/// A page of fifty: so that the same work is timed at every size.
fn full(rows: usize) -> Result<(), Failure> {
    if rows == 50 { Ok(()) } else { Err(format!("a page has {rows} rows and not 50").into()) }
}

/// The index of the year with `stored` responses in two years.
pub(crate) async fn index(seeds: &Seeds, stored: u64) -> Result<Grown, Failure> {
    let mut times = Vec::new();
    for _ in 0..READS {
        let sent = Instant::now();
        let index = seeds.counter.reads_index("", "2025").await?;
        times.push(sent.elapsed());
        if u64::try_from(index.respondents)? != stored / 2 {
            return Err(format!("{} respondents of {stored}", index.respondents).into());
        }
    }
    Ok(Grown { read: "index", stored, p50_micros: percentile(&mut times, 50).as_micros() })
}
