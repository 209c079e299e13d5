//! Questions about service figures: sums of counters, never of cases.

use std::collections::BTreeMap;

use figures::{Age, Cause, Counted, Spent, Sums};
use jiff::civil::Date;
use kernel::{AgencyId, Instant};

use crate::{
    database::{Tx, on_tx},
    error::Error,
    store::Store,
};

/// Which figures are asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiguresAsked {
    /// Whose.
    pub agency: AgencyId,
    /// Of which service; empty for all.
    pub service: String,
    /// Of which unit, as `agency/unit`; empty for all.
    pub unit: String,
    /// The first day that counts.
    pub first: Date,
    /// The last day that counts.
    pub last: Date,
    /// Into which parts they are split.
    pub by: FiguresBy,
}

/// What the parts of figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FiguresBy {
    /// There are none.
    Whole,
    /// Services, by id.
    Service,
    /// Units, as `agency/unit`.
    Unit,
    /// Months, as `2026-07`. They have no open cases: those are as of now.
    Month,
}

/// What the counters come to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureSums {
    /// In all.
    pub whole: Sums,
    /// In each part that has any, by name.
    pub parts: BTreeMap<String, Sums>,
}

/// The three questions, with what names a part of them.
struct Questions {
    counts: &'static str,
    times: &'static str,
    open: &'static str,
}

/// Statements that differ in how a part is named: of counters, and of open cases.
macro_rules! questions {
    ($part:literal, $open:literal) => {
        Questions {
            counts: concat!(
                "SELECT ",
                $part,
                " AS part, figure, value, CAST(SUM(cases) AS BIGINT) FROM figure_count \
                 WHERE agency = $1 AND grain = $2 AND period BETWEEN $3 AND $4 \
                 AND ($5 = '' OR service = $5) AND ($6 = '' OR unit = $6) \
                 GROUP BY 1, figure, value ORDER BY 1, figure, value"
            ),
            times: concat!(
                "SELECT ",
                $part,
                " AS part, step, cause, CAST(SUM(spells) AS BIGINT), \
                 CAST(SUM(seconds) AS BIGINT) FROM figure_time \
                 WHERE agency = $1 AND grain = $2 AND period BETWEEN $3 AND $4 \
                 AND ($5 = '' OR service = $5) AND ($6 = '' OR unit = $6) \
                 GROUP BY 1, step, cause ORDER BY 1, step, cause"
            ),
            open: concat!(
                "SELECT ",
                $open,
                " AS part, CASE WHEN is_begun = 0 THEN 'not_complete' \
                 WHEN is_ended = 1 THEN 'decided' WHEN late_at <= $4 THEN 'late' \
                 WHEN most_at <= $4 THEN 'nearly_due' \
                 WHEN half_at <= $4 THEN 'under_four_fifths' ELSE 'under_half' END AS age, \
                 CAST(COUNT(*) AS BIGINT) FROM figure_case \
                 WHERE agency = $1 AND ($2 = '' OR service = $2) AND ($3 = '' OR unit = $3) \
                 GROUP BY 1, 2 ORDER BY 1, 2"
            ),
        }
    };
}

const WHOLE: Questions = questions!("''", "''");
const BY_SERVICE: Questions = questions!("service", "service");
const BY_UNIT: Questions = questions!("unit", "unit");
const BY_MONTH: Questions = questions!("substr(period, 1, 7)", "''");

impl Store {
    /// What the counters of some days come to, and the cases that are open at `now`, all
    /// of one moment.
    ///
    /// # Errors
    /// When the database fails, or holds a counter that this program does not know.
    pub async fn figures(&self, asked: &FiguresAsked, now: Instant) -> Result<FigureSums, Error> {
        let questions = match asked.by {
            FiguresBy::Whole => WHOLE,
            FiguresBy::Service => BY_SERVICE,
            FiguresBy::Unit => BY_UNIT,
            FiguresBy::Month => BY_MONTH,
        };
        let mut tx = self.database().snapshot().await?;
        let mut parts = counted(&mut tx, asked, &questions).await?;
        let open = open(&mut tx, asked, questions.open, now).await?;
        tx.rollback().await?;
        let mut whole = Sums::default();
        match asked.by {
            FiguresBy::Month => open.values().for_each(|sums| whole.merge(sums)),
            FiguresBy::Whole | FiguresBy::Service | FiguresBy::Unit => {
                for (part, sums) in open {
                    parts.entry(part).or_default().merge(&sums);
                }
            }
        }
        parts.values().for_each(|sums| whole.merge(sums));
        if asked.by == FiguresBy::Whole {
            parts.clear();
        }
        Ok(FigureSums { whole, parts })
    }
}

async fn counted(
    tx: &mut Tx,
    asked: &FiguresAsked,
    questions: &Questions,
) -> Result<BTreeMap<String, Sums>, Error> {
    let FiguresAsked { agency, service, unit, first, last, by: _ } = asked;
    let is_whole_months = *first == first.first_of_month() && *last == last.last_of_month();
    let month = |day: &Date| format!("{:04}-{:02}", day.year(), day.month());
    let (grain, first, last) = match is_whole_months {
        true => ("month", month(first), month(last)),
        false => ("day", first.to_string(), last.to_string()),
    };
    let mut parts: BTreeMap<String, Sums> = BTreeMap::new();
    let rows: Vec<(String, String, i64, i64)> = on_tx!(tx, conn =>
        sqlx::query_as(questions.counts).bind(agency.as_str()).bind(grain).bind(&first).bind(&last)
            .bind(service).bind(unit).fetch_all(conn).await)?;
    for (part, figure, value, cases) in rows {
        let counted = Counted::of_parts(&figure, u32::try_from(value).unwrap_or(u32::MAX));
        let counted = counted
            .ok_or_else(|| Error::corrupt("figure_count.figure", &figure, "is not one of ours"))?;
        parts.entry(part).or_default().count(counted, unsigned(cases));
    }
    let rows: Vec<(String, String, String, i64, i64)> = on_tx!(tx, conn =>
        sqlx::query_as(questions.times).bind(agency.as_str()).bind(grain).bind(&first).bind(&last)
            .bind(service).bind(unit).fetch_all(conn).await)?;
    for (part, step, cause, spells, seconds) in rows {
        let known = Cause::of_key(&cause)
            .ok_or_else(|| Error::corrupt("figure_time.cause", &cause, "is not one of ours"))?;
        let spent = Spent { spells: unsigned(spells), seconds: unsigned(seconds) };
        parts.entry(part).or_default().spend(&step, known, spent);
    }
    Ok(parts)
}

async fn open(
    tx: &mut Tx,
    asked: &FiguresAsked,
    question: &'static str,
    now: Instant,
) -> Result<BTreeMap<String, Sums>, Error> {
    let rows: Vec<(String, String, i64)> = on_tx!(tx, conn => sqlx::query_as(question)
        .bind(asked.agency.as_str()).bind(&asked.service).bind(&asked.unit).bind(now.micros())
        .fetch_all(conn).await)?;
    let mut parts: BTreeMap<String, Sums> = BTreeMap::new();
    for (part, age, cases) in rows {
        let known = Age::ALL.into_iter().find(|it| it.key() == age);
        let known =
            known.ok_or_else(|| Error::corrupt("figure_case", &age, "is not one of ours"))?;
        parts.entry(part).or_default().open(known, unsigned(cases));
    }
    Ok(parts)
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}
