//! Receivers that are down, ill or silent, and servers that die: nothing is
//! lost, and whoever looks at ids gets nothing twice.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;

use contract::satupintu::notices::v1::{NoticeChannel, NoticeFault, NoticeState};
use stories::{Agency, Backend, Caller, Gateway, Mood, Plan, Scratch, instant, postgres, reason};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use super::{SECRET, by_gateway, listed, on_both, resends, seconds_pass, standing, telling};

on_both! {
    a_receiver_that_is_down_for_a_while_loses_nothing_and_gets_nothing_twice,
    what_nobody_took_in_a_day_is_dead_and_can_be_sent_again,
    what_a_dead_server_had_sent_comes_again_under_its_old_id,
}

async fn a_receiver_that_is_down_for_a_while_loses_nothing_and_gets_nothing_twice(
    backend: Backend,
) {
    let (mut gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let settings = by_gateway(&gateway, &scratch);
    let agency = Agency::open(Plan::sip().telling(settings), backend).await;
    let (start, mut numbers) = (agency.now(), BTreeSet::new());
    gateway.goes_down().await;

    for _ in 0..5 {
        let receipt = agency.public().files(telling(&[NoticeChannel::Whatsapp])).await.unwrap();
        numbers.insert(receipt.number);
    }
    agency.delivers().await;
    seconds_pass(&agency, 600).await;

    // The operator sees it.
    let seen = standing(&agency).await;
    assert_eq!((seen.waiting, seen.failing, seen.dead), (5, 5, 0));
    assert_eq!(instant(seen.oldest_waiting_at.as_ref()), start);
    assert!(instant(seen.next_attempt_at.as_ref()) > agency.now());
    for notice in listed(&agency, NoticeState::Waiting).await {
        assert_eq!((notice.attempts, notice.fault()), (2, NoticeFault::Unreachable));
    }
    assert!(gateway.delivered().is_empty());

    // It comes back, and fails every second time at first.
    gateway.comes_up().await;
    gateway.answers(Mood::Unsteady);
    seconds_pass(&agency, 3600).await;
    gateway.answers(Mood::Well);
    seconds_pass(&agency, 8 * 3600).await;

    assert_eq!(standing(&agency).await.waiting, 0);
    let messages = gateway.messages();
    let told: BTreeSet<String> =
        messages.iter().map(|one| one.event()["subject"].as_str().unwrap().to_owned()).collect();
    assert_eq!((messages.len(), told), (5, numbers));
    assert!(gateway.delivered().len() > 5, "it was to fail now and then");
    let ids: BTreeSet<String> = gateway.delivered().iter().map(|one| one.id().to_owned()).collect();
    assert_eq!(ids.len(), 5);
    agency.close().await;
}

async fn what_nobody_took_in_a_day_is_dead_and_can_be_sent_again(backend: Backend) {
    let (mut gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let settings = by_gateway(&gateway, &scratch);
    let agency = Agency::open(Plan::sip().telling(settings), backend).await;
    let administrator = agency.administrator();
    gateway.goes_down().await;
    let receipt = agency.public().files(telling(&[NoticeChannel::Sms])).await.unwrap();
    agency.delivers().await;
    let waiting = listed(&agency, NoticeState::Waiting).await;
    assert_eq!(reason(resends(&administrator, &waiting[0].name).await), "NOTICE_NOT_DEAD");

    for _ in 0..9 {
        seconds_pass(&agency, 8 * 3600).await;
    }
    let dead = listed(&agency, NoticeState::Dead).await;
    assert_eq!((dead.len(), dead[0].attempts), (1, 10));
    assert_eq!(standing(&agency).await.dead, 1);

    gateway.comes_up().await;
    resends(&administrator, &dead[0].name).await.unwrap();
    assert_eq!(reason(resends(&administrator, &dead[0].name).await), "NOTICE_NOT_DEAD");
    agency.delivers().await;

    let sent = listed(&agency, NoticeState::Sent).await;
    assert_eq!((&sent[0].name, sent[0].attempts), (&dead[0].name, 1));
    assert!(sent[0].name.ends_with(gateway.messages()[0].id()));
    let kinds = agency.kinds_of(&receipt.name).await;
    assert_eq!(kinds.last().map(String::as_str), Some("permits.notice_resent"));
    let unknown = format!("{}/notices/67e55044-10b1-826f-9247-bb680e5fe0c8", administrator.agency);
    assert_eq!(reason(resends(&administrator, &unknown).await), "NOTICE_NOT_FOUND");
    agency.close().await;
}

/// A real process, killed after the gateway has taken the message and before it
/// has said so.
async fn what_a_dead_server_had_sent_comes_again_under_its_old_id(backend: Backend) {
    let (gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let secret = scratch.join("gateway.secret");
    std::fs::write(&secret, SECRET).unwrap();
    let plan = Plan::sip();
    let url = match backend {
        Backend::Sqlite => opd::settings::embedded_url(scratch.path()),
        Backend::Postgres => {
            let url = postgres::fresh_database("killed");
            store::migrate(&url).await.unwrap();
            url
        }
    };
    gateway.answers(Mood::Silent);

    let (mut process, address) = started(&url, scratch.path(), &gateway, &secret).await;
    let applicant = Caller::at(&address, plan.agency, "", None);
    applicant.files(telling(&[NoticeChannel::Whatsapp])).await.unwrap();
    gateway.is_reached(1).await;
    process.kill().await.unwrap();
    gateway.answers(Mood::Well);
    let (mut process, address) = started(&url, scratch.path(), &gateway, &secret).await;
    gateway.is_reached(2).await;

    let delivered = gateway.delivered();
    assert_eq!(delivered[0].id(), delivered[1].id());
    assert_eq!(delivered[0].event()["subject"], delivered[1].event()["subject"]);
    assert_eq!(gateway.messages().len(), 1);
    // What comes next has another id.
    let applicant = Caller::at(&address, plan.agency, "", None);
    applicant.files(telling(&[NoticeChannel::Whatsapp])).await.unwrap();
    gateway.is_reached(3).await;
    assert_eq!(gateway.messages().len(), 2);
    process.kill().await.unwrap();
}

/// A server in a process of its own, and where it listens.
async fn started(url: &str, data: &Path, gateway: &Gateway, secret: &Path) -> (Child, String) {
    let mut process = Command::new(env!("CARGO_BIN_EXE_killable-opd"))
        .arg(url)
        .arg(data)
        .args(["--webhook", &gateway.address()])
        .arg(secret)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let address = lines.next_line().await.unwrap().expect("it says where it listens");
    (process, address)
}

#[tokio::test]
async fn two_servers_on_one_database_send_each_notice_once() {
    let (gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let settings = by_gateway(&gateway, &scratch);
    let mut agency = Agency::open(Plan::sip().telling(settings), Backend::Postgres).await;
    let other = agency.second_server().await;

    for _ in 0..10 {
        for server in [&agency, &other] {
            server.public().files(telling(&[NoticeChannel::Whatsapp])).await.unwrap();
        }
        tokio::join!(agency.delivers(), other.delivers());
    }

    assert_eq!(gateway.delivered().len(), 20);
    assert_eq!(gateway.messages().len(), 20);
    assert_eq!(listed(&agency, NoticeState::Sent).await.len(), 20);
    agency.stop().await;
    other.close().await;
}
