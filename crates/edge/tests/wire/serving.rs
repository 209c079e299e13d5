//! Health, reflection, and stopping.

use std::time::Duration;

use edge::{Limits, Server};
use tokio_stream::{StreamExt, once};
use tonic::Code;
use tonic_health::pb::{
    HealthCheckRequest, health_check_response::ServingStatus, health_client::HealthClient,
};
use tonic_reflection::pb::{v1, v1alpha};

use crate::probe::{House, ask};

#[tokio::test]
async fn every_service_in_the_table_reports_that_it_serves() {
    let house = House::open(Server::default()).await;
    let mut client = HealthClient::new(house.channel().await);

    for service in ["", "satupintu.test.v1.Probe"] {
        let request = HealthCheckRequest { service: service.to_owned() };
        let status = client.check(request).await.unwrap().into_inner().status();
        assert_eq!(status, ServingStatus::Serving, "{service:?}");
    }
}

#[tokio::test]
async fn reflection_speaks_both_of_its_versions() {
    let reflection = Some(contract::FILE_DESCRIPTOR_SET.to_vec());
    let house = House::open(Server { reflection, ..Server::default() }).await;
    let channel = house.channel().await;

    let list = v1::server_reflection_request::MessageRequest::ListServices(String::new());
    let request = v1::ServerReflectionRequest { host: String::new(), message_request: Some(list) };
    let mut client = v1::server_reflection_client::ServerReflectionClient::new(channel.clone());
    let mut answers = client.server_reflection_info(once(request)).await.unwrap().into_inner();
    let answer = format!("{:?}", answers.next().await.unwrap().unwrap());

    let list = v1alpha::server_reflection_request::MessageRequest::ListServices(String::new());
    let request =
        v1alpha::ServerReflectionRequest { host: String::new(), message_request: Some(list) };
    let mut client = v1alpha::server_reflection_client::ServerReflectionClient::new(channel);
    let mut answers = client.server_reflection_info(once(request)).await.unwrap().into_inner();
    let older_answer = format!("{:?}", answers.next().await.unwrap().unwrap());

    assert!(answer.contains("satupintu.permits.v1.PermitsService"), "{answer}");
    assert!(answer.contains("grpc.health.v1.Health"), "{answer}");
    assert!(older_answer.contains("satupintu.permits.v1.PermitsService"), "{older_answer}");
}

#[tokio::test]
async fn without_the_setting_there_is_no_reflection() {
    let house = House::open(Server::default()).await;
    let mut client =
        v1::server_reflection_client::ServerReflectionClient::new(house.channel().await);

    let refused = client.server_reflection_info(once(Default::default())).await.unwrap_err();

    assert_eq!(refused.code(), Code::Unimplemented);
}

#[tokio::test]
async fn a_server_told_to_stop_says_so_and_stops() {
    let mut house = House::open(Server::default()).await;
    let channel = house.channel().await;
    let mut client = HealthClient::new(channel.clone());
    let mut watched = client.watch(HealthCheckRequest::default()).await.unwrap().into_inner();
    let first = watched.next().await.unwrap().unwrap();
    assert_eq!(first.status(), ServingStatus::Serving);

    house.stop();

    let last = watched.next().await.unwrap().unwrap();
    assert_eq!(last.status(), ServingStatus::NotServing);
    drop((watched, client, channel));
    house.served.await.unwrap().unwrap();
    assert!(tokio::net::TcpStream::connect(house.address).await.is_err());
}

#[tokio::test]
async fn a_call_that_never_ends_does_not_hold_up_the_stop_for_ever() {
    let limits = Limits { grace: Duration::from_millis(20), ..Limits::default() };
    let mut house = House::open(Server { limits, ..Server::default() }).await;
    let _busy = tokio::spawn(ask(house.channel().await, "Public", None, "wait"));
    house.entered(1).await;

    house.stop();

    house.served.await.unwrap().unwrap();
}
