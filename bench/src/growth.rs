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
use stories::{
    Agency, Caller,
    complaints::{Staff, complaint},
    sip,
};

use crate::{
    Arguments, Failure,
    filler::{self, Filler},
    probe::percentile,
};

/// How often each read is timed.
const READS: usize = 101;

/// One read at one size.
#[derive(Serialize)]
pub(crate) struct Grown {
    pub(crate) read: &'static str,
    pub(crate) stored: u64,
    pub(crate) p50_micros: u128,
}

/// How reads grow: each size is ten or a hundred times the one before.
pub(crate) async fn measure(
    agency: &Agency,
    database: &str,
    arguments: &Arguments,
) -> Result<serde_json::Value, Failure> {
    let filler = Filler::open(&agency.url).await?;
    let seeds = Seeds::sown(agency).await?;
    println!("{database:>9} {:>14} {:>10} {:>9} {:>7}", "read", "stored", "p50 ms", "growth");
    let mut all = Vec::new();
    let mut first = BTreeMap::new();
    let mut print = |grown: &Grown| {
        let base = *first.entry(grown.read).or_insert(grown.p50_micros.max(1));
        println!(
            "{database:>9} {:>14} {:>10} {:>9.2} {:>7.2}",
            grown.read,
            grown.stored,
            grown.p50_micros as f64 / 1000.0,
            grown.p50_micros as f64 / base as f64
        );
    };
    let mut have = 1;
    for stored in [10_000, 1_000_000].into_iter().filter(|size| *size <= arguments.most_cases) {
        filler.cases(&seeds.case, have, stored).await?;
        filler.complaints(&seeds.complaint, have, stored).await?;
        have = stored;
        let rows = lists(&seeds, stored).await?;
        rows.iter().for_each(&mut print);
        all.extend(rows);
    }
    let mut have = 0;
    for about in [10_000, 1_000_000, 10_000_000] {
        if about > arguments.most_responses {
            continue;
        }
        let stored = filler::whole(about);
        filler.responses(agency.plan.agency, have, stored).await?;
        have = stored;
        let read = index(&seeds, stored).await?;
        print(&read);
        let (counted, took) = filler.counting(agency.plan.agency).await?;
        println!(
            "{database:>9} {:>14} {:>10} {:>9.2}   {:.0} times the index",
            "counting",
            counted,
            took.as_secs_f64() * 1000.0,
            took.as_micros() as f64 / read.p50_micros.max(1) as f64
        );
        all.push(read);
        all.push(Grown { read: "counting", stored, p50_micros: took.as_micros() });
    }
    Ok(serde_json::json!({ "database": database, "reads": all }))
}

/// What is copied, and who reads lists.
struct Seeds {
    /// The record of one case.
    pub(crate) case: String,
    /// The record of one complaint.
    pub(crate) complaint: String,
    counter: Caller,
    admin: Caller,
}

impl Seeds {
    async fn sown(agency: &Agency) -> Result<Self, Failure> {
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
async fn lists(seeds: &Seeds, stored: u64) -> Result<Vec<Grown>, Failure> {
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
async fn index(seeds: &Seeds, stored: u64) -> Result<Grown, Failure> {
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
