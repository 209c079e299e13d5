//! Time, load and rate.

use std::time::{Duration, Instant};

use edge::{Limits, Rate, Server};
use tokio::task::JoinSet;
use tonic::{Code, Status, transport::Channel};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};
use tonic_types::StatusExt;

use crate::{
    messages::raw,
    probe::{House, ask, reason},
};

fn limited(limits: Limits) -> Server {
    Server { limits, ..Server::default() }
}

fn retry_delay(status: &Status) -> Option<Duration> {
    status.get_details_retry_info().and_then(|info| info.retry_delay)
}

#[tokio::test]
async fn the_time_that_the_caller_grants_ends_with_deadline_exceeded() {
    let house = House::open(Server::default()).await;
    let began = Instant::now();

    // A StringValue "wait", prefix and all.
    let wait = [&[0, 0, 0, 0, 6, 0x0a, 4][..], b"wait"].concat();
    let answer = raw(&house, "Public", &[("grpc-timeout", "200m")], &wait).await;

    assert_eq!(answer.code, "4", "CANCELLED would be tonic's own answer");
    assert_eq!(reason(&answer.status()), "DEADLINE_EXCEEDED");
    assert!(began.elapsed() < Duration::from_secs(20));
}

#[tokio::test]
async fn a_call_never_takes_longer_than_the_server_allows() {
    let longest = Duration::from_millis(50);
    let house = House::open(limited(Limits { longest, ..Limits::default() })).await;

    let status = ask(house.channel().await, "Public", None, "wait").await.unwrap_err();

    assert_eq!(status.code(), Code::DeadlineExceeded);
}

#[tokio::test]
async fn a_call_too_many_is_shed_at_once_and_told_when_to_come_back() {
    let house = House::open(limited(Limits { calls: 1, ..Limits::default() })).await;
    let channel = house.channel().await;
    let _busy = tokio::spawn(ask(channel.clone(), "Public", None, "wait"));
    house.entered(1).await;

    let status = ask(channel.clone(), "Public", None, "").await.unwrap_err();

    assert_eq!((status.code(), reason(&status)), (Code::Unavailable, "OVERLOADED".to_owned()));
    assert!(retry_delay(&status).is_some());
    let health = HealthClient::new(channel).check(HealthCheckRequest::default()).await;
    assert!(health.is_ok(), "the health service answers under load");
}

#[tokio::test]
async fn a_caller_who_leaves_makes_room() {
    let house = House::open(limited(Limits { calls: 1, ..Limits::default() })).await;
    let channel = house.channel().await;
    let mut busy = JoinSet::new();
    busy.spawn(ask(channel.clone(), "Public", None, "wait"));
    house.entered(1).await;

    busy.shutdown().await;

    let patient = async {
        while ask(channel.clone(), "Public", None, "").await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), patient).await.expect("room was made");
}

#[tokio::test]
async fn a_person_who_calls_too_often_is_told_when_to_come_back() {
    let person = Some(Rate { per_second: 1, burst: 2 });
    let house = House::open(limited(Limits { person, ..Limits::default() })).await;
    let (loket, admin) = (house.token("loket"), house.token("admin"));
    let channel = house.channel().await;

    let mut answers = Vec::new();
    for _ in 0..3 {
        answers.push(ask(channel.clone(), "Public", Some(&loket), "").await);
    }

    let status = answers.pop().unwrap().unwrap_err();
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(status.code(), Code::ResourceExhausted);
    assert_eq!(reason(&status), "RATE_LIMITED");
    assert!(retry_delay(&status).is_some_and(|delay| delay <= Duration::from_secs(1)));
    assert!(ask(channel, "Public", Some(&admin), "").await.is_ok(), "another person may");
}

#[tokio::test]
async fn an_address_that_shows_nobody_is_limited_as_one_caller() {
    let address = Some(Rate { per_second: 1, burst: 2 });
    let house = House::open(limited(Limits { address, ..Limits::default() })).await;
    let token = house.token("loket");
    assert!(house.ask("Officer", Some(&token)).await.is_ok());

    assert!(house.ask("Public", None).await.is_ok());
    let guessed = house.ask("Public", Some("gibberish")).await.unwrap_err();

    assert_eq!(reason(&guessed), "RATE_LIMITED", "guessing is counted before it is looked at");
    assert!(house.ask("Officer", Some(&token)).await.is_ok(), "who is known is not held up");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_side_by_side_on_one_connection_are_not_slowed_by_nagle() {
    let house = House::open(Server::default()).await;
    let channel = house.channel().await;
    let token = house.token("loket");
    ask(channel.clone(), "Officer", Some(&token), "").await.unwrap();

    let one = fastest_round(&channel, &token, 1).await;
    let many = fastest_round(&channel, &token, 64).await;

    // A delayed acknowledgement costs 40 ms. Sixty-four calls in an unoptimised
    // build on a busy machine take longer than that, but not sixty-four times.
    assert!(one < Duration::from_millis(40), "{one:?}");
    assert!(many < Duration::from_millis(40) * 20, "{many:?}");
}

async fn fastest_round(channel: &Channel, token: &str, calls: usize) -> Duration {
    let mut fastest = Duration::MAX;
    for _ in 0..20 {
        let began = Instant::now();
        let mut round = JoinSet::new();
        for _ in 0..calls {
            let (channel, token) = (channel.clone(), token.to_owned());
            round.spawn(async move { ask(channel, "Officer", Some(&token), "").await });
        }
        assert!(round.join_all().await.iter().all(Result::is_ok));
        fastest = fastest.min(began.elapsed());
    }
    fastest
}
