//! Service figures through gRPC beside counting the cases themselves, in one run.
//!
//! Cases of a year are written as counters, as the sequencer adds them up, and as one
//! narrow row each, which is less than a record or its events: counting those is the
//! least that figures without counters would cost.

use std::time::{Duration, Instant};

use contract::satupintu::dashboard::v1::{
    Breakdown, GetServiceFiguresRequest, GetServiceFiguresResponse,
};
use stories::{Agency, Caller};

use crate::{Failure, filler::Filler, growth::Grown, probe::percentile};

/// How often figures are asked for, and how often the cases are counted.
const READS: usize = 101;
const COUNTS: usize = 5;
/// One case in so many is open.
const OPEN: u64 = 100;

/// The figures of a year, in all and by service, as more cases are stored.
pub(crate) async fn reads(
    agency: &Agency,
    database: &str,
    most: u64,
) -> Result<Vec<Grown>, Failure> {
    let filler = Filler::open(&agency.url).await?;
    filler
        .run(
            "CREATE TABLE narrow (day TEXT NOT NULL, service TEXT NOT NULL, unit TEXT NOT NULL, \
             took BIGINT NOT NULL)",
        )
        .await?;
    let admin = agency.administrator();
    println!("{database:>9} {:>14} {:>10} {:>9} {:>9}", "read", "cases", "p50 ms", "growth");
    let (mut all, mut have, mut first) = (Vec::new(), 0, 0);
    for stored in [10_000, 100_000, 1_000_000].into_iter().filter(|size| *size <= most) {
        filler.year(agency.plan.agency, have, stored).await?;
        have = stored;
        let figures = asked(&admin, "2026", stored).await?;
        let by_days = asked(&admin, "2026-01-01..2026-12-30", stored).await?;
        let counting = filler.count_all(stored).await?;
        first = if first == 0 { figures.as_micros() } else { first };
        let micros = |time: Duration| time.as_micros().max(1) as f64;
        println!(
            "{database:>9} {:>14} {stored:>10} {:>9.2} {:>9.2}",
            "figures",
            micros(figures) / 1000.0,
            micros(figures) / first.max(1) as f64
        );
        println!(
            "{database:>9} {:>14} {stored:>10} {:>9.2} {:>9} {:>7.1} times the figures",
            "counting",
            micros(counting) / 1000.0,
            "",
            micros(counting) / micros(figures)
        );
        println!(
            "{database:>9} {:>14} {stored:>10} {:>9.2}",
            "figures, days",
            micros(by_days) / 1000.0
        );
        all.push(Grown { read: "figures by days", stored, p50_micros: by_days.as_micros() });
        all.push(Grown { read: "figures", stored, p50_micros: figures.as_micros() });
        all.push(Grown { read: "counting cases", stored, p50_micros: counting.as_micros() });
    }
    Ok(all)
}

/// The median time of the figures of `period` by service.
async fn asked(admin: &Caller, period: &str, stored: u64) -> Result<Duration, Failure> {
    let request = GetServiceFiguresRequest {
        parent: admin.agency.clone(),
        period: period.to_owned(),
        breakdown: Breakdown::Service.into(),
        ..GetServiceFiguresRequest::default()
    };
    let mut times = Vec::new();
    for _ in 0..READS {
        let sent = Instant::now();
        let answer = admin.dashboard().get_service_figures(request.clone()).await?.into_inner();
        times.push(sent.elapsed());
        let received = received(&answer);
        if received != Some(stored) {
            return Err(format!("{received:?} cases of {stored}").into());
        }
    }
    Ok(percentile(&mut times, 50))
}

fn received(answer: &GetServiceFiguresResponse) -> Option<u64> {
    let count = answer.whole.as_ref()?.flows.as_ref()?.received?;
    u64::try_from(count.count).ok()
}

impl Filler {
    /// Cases `from` to `until` of the year, over 250 days and 20 services, each of one of
    /// 5 units.
    async fn year(&self, agency: &str, from: u64, until: u64) -> Result<(), Failure> {
        let numbers = self.numbers(from, until);
        let (day, month) = match self {
            Self::Sqlite(_) => (
                "date('2026-01-01', '+' || (n % 250) || ' days')",
                "substr(date('2026-01-01', '+' || (n % 250) || ' days'), 1, 7)",
            ),
            Self::Postgres(_) => (
                "to_char(date '2026-01-01' + (n % 250)::int, 'YYYY-MM-DD')",
                "to_char(date '2026-01-01' + (n % 250)::int, 'YYYY-MM')",
            ),
        };
        let (service, unit) = ("'layanan-' || (n / 250 % 20)", "'dpmptsp/unit-' || (n / 250 % 5)");
        self.run(&format!(
            "INSERT INTO narrow (day, service, unit, took) \
             SELECT {day}, {service}, {unit}, n % 15 FROM {numbers}"
        ))
        .await?;
        for (grain, period) in [("day", day), ("month", month)] {
            for (figure, value) in [("received", "0"), ("on_time", "0"), ("working_days", "n % 15")]
            {
                self.run(&format!(
                    "INSERT INTO figure_count \
                     (agency, grain, period, service, unit, figure, value, cases) \
                     SELECT '{agency}', '{grain}', {period}, {service}, {unit}, '{figure}', \
                     {value}, count(*) FROM {numbers} GROUP BY 3, 4, 5, 7 \
                     ON CONFLICT (agency, grain, period, service, unit, figure, value) \
                     DO UPDATE SET cases = figure_count.cases + excluded.cases"
                ))
                .await?;
            }
            for cause in ["officer_work", "queue", "calendar"] {
                self.run(&format!(
                    "INSERT INTO figure_time \
                     (agency, grain, period, service, unit, step, cause, spells, seconds) \
                     SELECT '{agency}', '{grain}', {period}, {service}, {unit}, \
                     'langkah-' || (n % 7), '{cause}', count(*), sum(n % 30000) \
                     FROM {numbers} GROUP BY 3, 4, 5, 6 \
                     ON CONFLICT (agency, grain, period, service, unit, step, cause) \
                     DO UPDATE SET spells = figure_time.spells + excluded.spells, \
                     seconds = figure_time.seconds + excluded.seconds"
                ))
                .await?;
            }
        }
        self.run(&format!(
            "INSERT INTO figure_case (application, agency, service, unit, is_begun, is_ended, \
             half_at, most_at, late_at, state) \
             SELECT 'ukur-' || n, '{agency}', {service}, {unit}, 1, 0, 0, 0, 0, '{{}}' \
             FROM {numbers} WHERE n % {OPEN} = 0"
        ))
        .await
    }

    /// What the same would cost without counters: received by service, and how long each
    /// took.
    async fn count_all(&self, stored: u64) -> Result<Duration, Failure> {
        const READ: &str = "SELECT service, took, CAST(count(*) AS BIGINT) FROM narrow \
             WHERE day BETWEEN '2026-01-01' AND '2026-12-31' GROUP BY service, took";
        let mut times = Vec::new();
        for _ in 0..COUNTS {
            let started = Instant::now();
            let rows: Vec<(String, i64, i64)> = match self {
                Self::Sqlite(pool) => sqlx::query_as(READ).fetch_all(pool).await?,
                Self::Postgres(pool) => sqlx::query_as(READ).fetch_all(pool).await?,
            };
            times.push(started.elapsed());
            let counted: i64 = rows.iter().map(|(_, _, cases)| cases).sum();
            if u64::try_from(counted)? != stored {
                return Err(format!("{counted} cases of {stored}").into());
            }
        }
        Ok(percentile(&mut times, 50))
    }
}
