//! Deployments know each other by certificate, and may do what their list says.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use authority::{Authority, Subject};
use contract::satupintu::sop::v1::{
    ListServicesRequest, catalogue_service_client::CatalogueServiceClient,
};
use edge::Dialling;
use stories::mall::Street;
use stories::{Scratch, reason_of};
use tonic::Status;

const OPD: &str = "spiffe://contoh/opd/dinas-01";
const MPP: &str = "spiffe://contoh/mpp";

struct Town {
    folder: Scratch,
    street: Street,
}

impl Town {
    /// An agency that lets the gateway read its catalogue, and nothing else.
    async fn open() -> Self {
        let folder = Scratch::new().unwrap();
        let town = folder.path().to_owned();
        for (name, identity) in [("opd", OPD), ("mpp", MPP), ("lain", "spiffe://contoh/lain")] {
            issue(&town, name, identity);
        }
        allow(&town, "\"/satupintu.sop.v1.CatalogueService/*\"");
        let street = Street::open(&["dinas-01".to_owned()], Some(&town.join("opd"))).await;
        Self { folder, street }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    async fn list(&self, as_whom: &str, expecting: &str) -> Result<usize, Status> {
        let dialling = Dialling::open(Some(&self.at(as_whom))).unwrap();
        let address = format!("https://{}", self.street.address());
        let line = dialling.channel(&address, Some(expecting)).unwrap();
        let request =
            ListServicesRequest { parent: "agencies/dinas-01".to_owned(), ..Default::default() };
        let answer = CatalogueServiceClient::new(line).list_services(request).await?;
        Ok(answer.into_inner().services.len())
    }
}

fn issue(town: &std::path::Path, name: &str, identity: &str) {
    let now = edge::wall_clock().timestamp();
    let authority = Authority::open(&town.join("ca"), now).unwrap();
    let hosts = vec!["127.0.0.1".to_owned()];
    let subject = Subject { identity, hosts: &hosts, days: 1 };
    authority.issue(&town.join(name), &subject, now).unwrap();
}

fn allow(town: &std::path::Path, methods: &str) {
    let list = format!("[[peer]]\nidentity = \"{MPP}\"\nmethods = [{methods}]\n");
    std::fs::write(town.join("opd/peers.toml"), list).unwrap();
}

#[tokio::test]
async fn a_deployment_may_call_what_the_list_says_and_another_may_not() {
    let town = Town::open().await;

    assert_eq!(town.list("mpp", OPD).await.unwrap(), 1);
    let refused = town.list("lain", OPD).await.unwrap_err();

    assert_eq!(reason_of(&refused), "PEER_NOT_ALLOWED");
    town.street.close().await;
}

#[tokio::test]
async fn whoever_answers_under_another_name_is_not_believed() {
    let town = Town::open().await;

    let refused = town.list("mpp", "spiffe://contoh/opd/dinas-02").await.unwrap_err();

    assert!(edge::is_unrecognised(&refused), "{refused:?}");
    town.street.close().await;
}

#[tokio::test]
async fn a_caller_without_a_certificate_of_the_authority_hears_nothing() {
    let town = Town::open().await;
    let elsewhere = Scratch::new().unwrap();
    issue(elsewhere.path(), "mpp", MPP);
    // It trusts the agency, but its own certificate is another authority's.
    std::fs::copy(town.at("mpp/authority.pem"), elsewhere.join("mpp/authority.pem")).unwrap();
    let dialling = Dialling::open(Some(&elsewhere.join("mpp"))).unwrap();
    let line = dialling.channel(&format!("https://{}", town.street.address()), Some(OPD)).unwrap();
    let request =
        ListServicesRequest { parent: "agencies/dinas-01".to_owned(), ..Default::default() };

    let answer = CatalogueServiceClient::new(line).list_services(request).await;

    assert!(answer.is_err());
    town.street.close().await;
}

#[tokio::test]
async fn a_peer_taken_off_the_list_is_refused_on_its_open_connection() {
    let town = Town::open().await;
    let dialling = Dialling::open(Some(&town.at("mpp"))).unwrap();
    let line = dialling.channel(&format!("https://{}", town.street.address()), Some(OPD)).unwrap();
    let mut client = CatalogueServiceClient::new(line);
    let request =
        ListServicesRequest { parent: "agencies/dinas-01".to_owned(), ..Default::default() };
    client.list_services(request.clone()).await.unwrap();

    allow(town.folder.path(), "");

    // Looked for once a second.
    let began = Instant::now();
    let refused = loop {
        match client.list_services(request.clone()).await {
            Err(refused) => break refused,
            Ok(_) => assert!(began.elapsed() < Duration::from_secs(10), "it is still let in"),
        }
    };
    assert_eq!(reason_of(&refused), "PEER_NOT_ALLOWED");
    town.street.close().await;
}

#[tokio::test]
async fn a_certificate_is_renewed_while_the_server_runs() {
    let town = Town::open().await;
    let renamed = "spiffe://contoh/opd/baru";

    issue(town.folder.path(), "opd", renamed);

    // Looked for once a second, for connections that begin then.
    let began = Instant::now();
    while town.list("mpp", renamed).await.is_err() {
        assert!(began.elapsed() < Duration::from_secs(10), "it shows the old one");
    }
    town.street.close().await;
}
