//! A server says that it is ready when it is: not before it has opened its database,
//! not while that takes no writes or does not answer, not once it was told to stop.

use std::time::Duration;

use edge::Standing;
use stories::sip;
use stories::{Agency, Backend, Caller, Plan, Receipt, asked, on_each_backend, postgres, reason};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_stream::StreamExt;
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};

on_each_backend! { Plan::sip() =>
    a_disk_that_takes_no_writes_is_told_until_it_does,
    a_server_is_ready_between_its_opening_and_its_end,
    a_server_told_to_stop_says_so_before_it_stops,
    what_was_acknowledged_before_the_end_is_there_after_it,
}

/// Longer than a server needs to notice anything.
const SOON: Duration = Duration::from_secs(30);

/// Waits until the health service tells `wanted`.
async fn tells(public: &Caller, wanted: ServingStatus) {
    let mut client = HealthClient::new(public.wire());
    let told = async {
        let mut watched = client.watch(HealthCheckRequest::default()).await.unwrap().into_inner();
        while watched.next().await.unwrap().unwrap().status() != wanted {}
    };
    timeout(SOON, told).await.unwrap_or_else(|_| panic!("it never tells {wanted:?}"));
}

/// What `/readyz` answers, and with which code.
async fn ready(operations: &edge::Operations) -> (u16, String) {
    let page = asked(operations, "/readyz").await;
    (page.status, page.text())
}

async fn a_disk_that_takes_no_writes_is_told_until_it_does(agency: &mut Agency) {
    let public = agency.public();
    tells(&public, ServingStatus::Serving).await;

    agency.plan.faults.fill_the_disk(true);
    let refused = public.files(sip::submission()).await;
    tells(&public, ServingStatus::NotServing).await;
    let unwell = ready(agency.operations()).await;
    let alive = asked(agency.operations(), "/healthz").await;
    agency.plan.faults.fill_the_disk(false);
    tells(&public, ServingStatus::Serving).await;

    assert_eq!(reason(refused), "UNAVAILABLE");
    assert_eq!(unwell, (503, "unwell\n".to_owned()));
    assert_eq!(alive.status, 200);
    assert_eq!(ready(agency.operations()).await, (200, "ready\n".to_owned()));
    public.files(sip::submission()).await.unwrap();
}

async fn a_server_is_ready_between_its_opening_and_its_end(agency: &mut Agency) {
    agency.stop().await;
    let opening = agency.opening();
    let operations = opening.operations.clone();

    let before = ready(&operations).await;
    let deployment = opening.open().await.unwrap();
    let opened = ready(&operations).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let running = deployment.serve(listener).unwrap();
    tells(&caller(agency, running.address), ServingStatus::Serving).await;
    let serving = ready(&operations).await;
    running.stop().await;
    let stopped = ready(&operations).await;
    deployment.close().await;

    assert_eq!(before, (503, "starting\n".to_owned()));
    assert_eq!(opened, (503, "starting\n".to_owned()));
    assert_eq!(serving, (200, "ready\n".to_owned()));
    assert_eq!(stopped, (503, "stopping\n".to_owned()));
}

fn caller(agency: &Agency, address: std::net::SocketAddr) -> Caller {
    Caller::at(&address.to_string(), agency.plan.agency, "", None)
}

/// A load balancer hears of the end while calls are still answered.
async fn a_server_told_to_stop_says_so_before_it_stops(agency: &mut Agency) {
    agency.stop().await;
    let mut opening = agency.opening();
    opening.limits.notice = Duration::from_secs(3);
    let deployment = opening.open().await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let running = deployment.serve(listener).unwrap();
    let public = caller(agency, running.address);
    tells(&public, ServingStatus::Serving).await;

    let stopping = tokio::spawn(running.stop());
    tells(&public, ServingStatus::NotServing).await;
    let standing = deployment.operations().standing();
    let filed = public.files(sip::submission()).await;

    assert_eq!(standing, Standing::Stopping);
    filed.unwrap();
    drop(public);
    stopping.await.unwrap();
    deployment.close().await;
}

/// Files until the server is gone; answers what was acknowledged.
async fn files(public: Caller) -> Vec<Receipt> {
    let mut receipts = Vec::new();
    while let Ok(receipt) = public.files(sip::submission()).await {
        receipts.push(receipt);
    }
    receipts
}

async fn what_was_acknowledged_before_the_end_is_there_after_it(agency: &mut Agency) {
    let mut crowd = JoinSet::new();
    for _ in 0..16 {
        crowd.spawn(files(agency.public().apart()));
    }
    let before = agency.journal_size().await;
    let busy = async {
        while agency.journal_size().await < before + 32 {
            tokio::task::yield_now().await;
        }
    };
    timeout(SOON, busy).await.unwrap();

    agency.stop().await;

    let receipts: Vec<Receipt> = crowd.join_all().await.into_iter().flatten().collect();
    agency.start().await;
    for receipt in &receipts {
        agency.public().tracks(receipt).await.unwrap();
    }
    // Those at work were answered: nothing is in the journal that nobody was told of.
    assert_eq!(agency.journal_size().await, before + receipts.len() as u64);
}

/// The server's database shuts everybody out, and lets them in again.
#[tokio::test]
async fn a_database_that_does_not_answer_is_told_until_it_does() {
    let agency = Agency::open(Plan::sip(), Backend::Postgres).await;
    let keeper = postgres::fresh_database("keeper");
    let name = agency.url.split(['/', '?']).nth(3).unwrap();
    let admits = |admits: bool| {
        postgres::ask(&keeper, &format!("ALTER DATABASE \"{name}\" ALLOW_CONNECTIONS {admits}"));
    };

    admits(false);
    let everybody = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname =";
    postgres::ask(&keeper, &format!("{everybody} '{name}'"));
    tells(&agency.public(), ServingStatus::NotServing).await;
    admits(true);
    tells(&agency.public(), ServingStatus::Serving).await;

    agency.public().files(sip::submission()).await.unwrap();
    agency.close().await;
}

/// Nobody is told that a server is ready whose database cannot be written to.
#[tokio::test]
async fn a_server_does_not_begin_on_a_full_disk() {
    let mut agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    agency.stop().await;
    agency.plan.faults.fill_the_disk(true);

    let opening = agency.opening();
    let operations = opening.operations.clone();
    let refused = opening.open().await;

    assert!(refused.is_err());
    assert_eq!(operations.standing(), Standing::Starting);
    agency.plan.faults.fill_the_disk(false);
    agency.close().await;
}
