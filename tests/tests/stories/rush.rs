//! Many at once: no step is done twice, nothing is lost, and no number is left
//! out or given twice.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kernel::{Actor, PersonId};
use permits::ReceiptNumber;
use store::{Act, Answer, Error, Reply, Request};
use stories::sip::{self, Staff};
use stories::{
    Agency, Answered, Backend, Caller, Plan, Receipt, on_each_backend, postgres, reason_of,
};
use tokio::task::JoinSet;

const CROWD: usize = 64;

on_each_backend! { Plan::sip() =>
    sixty_four_who_take_next_at_once_get_sixty_four_cases,
    of_two_officers_who_take_one_step_one_gets_it,
}

on_each_backend! { Plan::sip().with_faults(store::Faults::poisoning("poisoned")) =>
    a_poisoned_command_fails_alone
}

/// Files `CROWD` applications at once.
async fn crowd(agencies: &[&Agency]) -> Vec<Receipt> {
    let mut filing = JoinSet::new();
    for (_, agency) in (0..CROWD).zip(agencies.iter().cycle()) {
        let public = agency.public();
        filing.spawn(async move { public.files(sip::submission()).await.unwrap() });
    }
    filing.join_all().await
}

/// Asks the store for the next case, once for each id, all before it wakes up:
/// so they wait together, and one batch takes them all.
async fn take_next_in_one_batch(agency: &Agency, ids: Vec<String>) -> Vec<Result<String, Error>> {
    let mut taking = JoinSet::new();
    for request_id in ids {
        let store = agency.store().clone();
        let agency = store.deployment().agency.clone();
        let request = Request {
            actor: Actor::Officer(PersonId::parse("loket").unwrap()),
            request_id,
            digest: [7; 32],
            act: Act::TakeNext { agency, executor: sip::LOKET.parse().unwrap() },
            sealed: Vec::new(),
        };
        taking.spawn(async move { store.submit(request).await.map(case_of) });
    }
    taking.join_all().await
}

fn case_of(reply: Reply) -> String {
    match reply.answer {
        Answer::Application(case) => case.id,
        other => panic!("no case was taken: {other:?}"),
    }
}

async fn sixty_four_who_take_next_at_once_get_sixty_four_cases(agency: &mut Agency) {
    agency.officer("loket", &[&format!("execute:{}", sip::LOKET)]).await;
    crowd(&[agency]).await;

    let ids = (0..CROWD).map(|n| format!("take-{n}")).collect();
    let taken = take_next_in_one_batch(agency, ids).await;

    let cases: BTreeSet<String> = taken.into_iter().map(Result::unwrap).collect();
    assert_eq!(cases.len(), CROWD);
}

/// The fence grows by one with each transaction that writes.
#[tokio::test]
async fn they_were_taken_in_one_transaction() {
    let agency = Agency::open(Plan::sip(), Backend::Postgres).await;
    agency.officer("loket", &[&format!("execute:{}", sip::LOKET)]).await;
    crowd(&[&agency]).await;
    let fence = || postgres::ask(&agency.url, "SELECT fence FROM head").parse::<i64>().unwrap();
    let before = fence();

    let ids = (0..CROWD).map(|n| format!("take-{n}")).collect();
    take_next_in_one_batch(&agency, ids).await;

    assert_eq!(fence(), before + 1);
    agency.close().await;
}

async fn a_poisoned_command_fails_alone(agency: &mut Agency) {
    agency.officer("loket", &[&format!("execute:{}", sip::LOKET)]).await;
    crowd(&[agency]).await;

    let mut ids: Vec<String> = (0..CROWD).map(|n| format!("take-{n}")).collect();
    ids[CROWD / 2] = "poisoned".to_owned();
    let taken = take_next_in_one_batch(agency, ids).await;

    let (served, failed): (Vec<_>, Vec<_>) = taken.into_iter().partition(Result::is_ok);
    let cases: BTreeSet<String> = served.into_iter().map(Result::unwrap).collect();
    assert_eq!(cases.len(), CROWD - 1);
    assert!(matches!(failed.as_slice(), [Err(Error::Database(_))]), "{failed:?}");
    // The one whose call failed finds the last case still waiting.
    let again = take_next_in_one_batch(agency, vec!["healed".to_owned()]).await;
    assert!(again.into_iter().all(|taken| taken.is_ok_and(|case| !cases.contains(&case))));
}

async fn of_two_officers_who_take_one_step_one_gets_it(agency: &mut Agency) {
    let duty = format!("execute:{}", sip::LOKET);
    let one = agency.officer("one", &[&duty]).await;
    let other = agency.officer("other", &[&duty]).await;
    let mut cases = Vec::new();
    for _ in 0..8 {
        cases.push(agency.public().files(sip::submission()).await.unwrap().name);
    }
    cases.sort();

    let mut races = Vec::new();
    for case in &cases {
        races.push(tokio::join!(one.takes(case, "pendaftaran"), other.takes(case, "pendaftaran")));
    }

    for (one, other) in races {
        let loser = match (one, other) {
            (Ok(_), Err(loser)) | (Err(loser), Ok(_)) => loser,
            (Ok(_), Ok(_)) => panic!("both took it"),
            (Err(one), Err(other)) => panic!("nobody took it: {one} {other}"),
        };
        assert_eq!(reason_of(&loser), "TASK_TAKEN");
    }
}

/// Each of 64 clients does one case's worth of every stage: whatever is next,
/// at one of two servers, as one of two officers. There is always something
/// next: whoever comes to a desk has just put a case into its inbox.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sixty_four_clients_at_two_servers_do_everything_once() {
    let first = Agency::open(Plan::sip(), Backend::Postgres).await;
    let second = first.second_server().await;
    let at_first = [Staff::enrolled(&first, "-a").await, Staff::enrolled(&first, "-b").await];
    let at_second = at_first.each_ref().map(|staff| staff.at(&second));
    let [one, other] = at_first;
    let [there, there_other] = at_second;
    let staffs = [Arc::new(one), Arc::new(there), Arc::new(other), Arc::new(there_other)];
    let receipts = crowd(&[&first, &second]).await;

    let mut clients = JoinSet::new();
    for (_, staff) in (0..CROWD).zip(staffs.iter().cycle()) {
        let staff = Arc::clone(staff);
        clients.spawn(async move {
            for (step, executor) in sip::STAGES {
                work_on_next(staff.of(step), step, executor).await.unwrap();
            }
        });
    }
    clients.join_all().await;

    let journal = first.journal().await;
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for body in journal.iter().filter(|body| body.record_kind == "application") {
        kinds.entry(&body.record_id).or_default().push(&body.kind);
    }
    let histories: BTreeSet<Vec<&str>> = kinds.values().cloned().collect();
    assert_eq!((kinds.len(), histories.len()), (CROWD, 1), "{histories:?}");
    assert_eq!(receipt_numbers(&receipts), (1..=64).collect());
    assert_eq!(licence_numbers(&first, &receipts).await, (1..=64).collect());
    second.close().await;
    first.close().await;
}

async fn work_on_next(officer: &Caller, step: &str, executor: &str) -> Answered<()> {
    let taken = officer.takes_next(executor).await?;
    let case = taken.application.expect("an answer shows the application").name;
    sip::does(officer, &case, step).await.map(|_| ())
}

fn receipt_numbers(receipts: &[Receipt]) -> BTreeSet<u32> {
    receipts.iter().map(|it| ReceiptNumber::parse(&it.number).unwrap().sequence()).collect()
}

/// The sequences in the licences' numbers, as `503/0001/SIP/…`.
async fn licence_numbers(agency: &Agency, receipts: &[Receipt]) -> BTreeSet<u32> {
    let mut numbers = BTreeSet::new();
    for receipt in receipts {
        let number = agency.public().tracks(receipt).await.unwrap().licence_number;
        let sequence = number.split('/').nth(1).and_then(|part| part.parse().ok());
        assert!(numbers.insert(sequence.expect("it has a number")), "{number} was given twice");
    }
    numbers
}
