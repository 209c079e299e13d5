//! A report to the inspectorate, from one command line to another: the server between them
//! is given no text and no private key.

use std::{fs, path::Path};

use access::Account;
use contract::satupintu::access::v1::{
    Account as WireAccount, AssignDutyRequest, Duty, EnrolOfficerRequest,
    access_service_client::AccessServiceClient, duty::Kind,
};
use kernel::{PersonId, Slug};
use opd::{Deployment, Inspectorate, Opening, Running};
use store::Clock;
use tokio::net::TcpListener;
use tonic::Request;
use whistleblowing::PublicKey;

use crate::{Answered, satupintu, scratch};

const AGENCY: &str = "dpmptsp";

/// An agency that reports to an inspectorate with this key.
struct Served {
    deployment: Deployment,
    running: Running,
    address: String,
}

async fn serve(data: &Path, public_key: &str) -> Served {
    let mut opening = Opening::new(Slug::parse(AGENCY).unwrap(), data, Clock::Real);
    let public_key = PublicKey::parse(public_key).unwrap();
    opening.inspectorate =
        Some(Inspectorate { title: "Inspektorat Contoh".to_owned(), public_key });
    let issuer = format!("satupintu-local:{AGENCY}");
    let account = Account { issuer, subject: "admin".to_owned() };
    opening.administrators = vec![(PersonId::parse("admin").unwrap(), account)];
    let deployment = opening.open().await.unwrap();
    let running = deployment.serve(TcpListener::bind("127.0.0.1:0").await.unwrap()).unwrap();
    let address = format!("http://{}", running.address);
    Served { deployment, running, address }
}

impl Served {
    /// The token of a new officer of the inspectorate.
    async fn inspector(&self) -> String {
        let channel = tonic::transport::Channel::from_shared(self.address.clone()).unwrap();
        let mut access = AccessServiceClient::new(channel.connect().await.unwrap());
        let bearer = format!("Bearer {}", self.deployment.token("admin", 600));
        fn signed<T>(bearer: &str, message: T) -> Request<T> {
            let mut request = Request::new(message);
            request.metadata_mut().insert("authorization", bearer.parse().unwrap());
            request
        }
        let (issuer, subject) = (self.deployment.issuer().to_owned(), "pengawas".to_owned());
        let enrol = EnrolOfficerRequest {
            parent: format!("agencies/{AGENCY}"),
            request_id: "1".to_owned(),
            officer_id: "pengawas".to_owned(),
            account: Some(WireAccount { issuer, subject }),
        };
        access.enrol_officer(signed(&bearer, enrol)).await.unwrap();
        let assign = AssignDutyRequest {
            name: format!("agencies/{AGENCY}/officers/pengawas"),
            request_id: "2".to_owned(),
            duty: Some(Duty { kind: Some(Kind::Inspect(AGENCY.to_owned())) }),
            ..AssignDutyRequest::default()
        };
        access.assign_duty(signed(&bearer, assign)).await.unwrap();
        self.deployment.token("pengawas", 600)
    }
}

/// Runs the program while the server goes on answering.
async fn typed(arguments: Vec<String>) -> Answered {
    let run = move || satupintu(arguments.iter().map(String::as_str));
    tokio::task::spawn_blocking(run).await.unwrap()
}

fn words(fixed: &[&str], more: &[&str]) -> Vec<String> {
    fixed.iter().chain(more).map(|word| (*word).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_report_is_sealed_read_and_answered_from_command_lines() {
    let folder = scratch("whistle");
    let key = folder.join("inspectorate.key");
    let (report, reply) = (folder.join("report.txt"), folder.join("reply.txt"));
    fs::write(&report, "Ada pungli di loket 3").unwrap();
    fs::write(&reply, "Kapan terjadinya?").unwrap();
    let path = |path: &Path| path.to_str().unwrap().to_owned();
    let made = satupintu(["inspect", "keygen", "--out", &path(&key), "--json"]).json();
    let (public, fingerprint) =
        (made["public_key"].as_str().unwrap(), made["fingerprint"].as_str().unwrap());
    let served = serve(&folder.join("data"), public).await;
    let token = served.inspector().await;
    let at = ["--address", &served.address, "--agency", AGENCY];
    let with_key = path(&key);
    let inspecting = [&at[..], &["--token", &token, "--key", &with_key]].concat();

    let told = ["whistle", "report", "--fingerprint", &fingerprint[..16], "--json"];
    let slip = typed(words(&[&told[..], &at].concat(), &[&path(&report)])).await.json();
    let wrong = ["whistle", "report", "--fingerprint", "00112233445566778899"];
    let wrong = typed(words(&[&wrong[..], &at].concat(), &[&path(&report)])).await;
    served.deployment.store().release_all_reports().await.unwrap();
    let list = typed(words(&[&["inspect", "list", "--json"], &inspecting[..]].concat(), &[])).await;
    let listed = list.json();
    let name = listed[0]["name"].as_str().unwrap();
    let answered = [&["inspect", "answer"], &inspecting[..]].concat();
    let answered = typed(words(&answered, &[name, &path(&reply)])).await;
    let secret = slip["secret"].as_str().unwrap();
    let heard = [&["whistle", "answers", "--json", "--secret", secret], &at[..]].concat();
    let heard = typed(words(&heard, &[])).await.json();

    assert_eq!(listed.as_array().unwrap().len(), 1, "nothing was sent to the wrong key");
    assert_eq!(listed[0]["text"], "Ada pungli di loket 3");
    assert_eq!(listed[0]["number"], slip["number"]);
    assert_eq!((wrong.code, answered.code), (2, 0), "{} {}", wrong.err, answered.err);
    assert!(wrong.err.contains("another fingerprint"), "{}", wrong.err);
    assert_eq!(heard[0]["text"], "Kapan terjadinya?");
    served.running.stop().await;
}

#[test]
fn a_private_key_is_for_its_owner_alone_and_never_written_over() {
    use std::os::unix::fs::PermissionsExt;
    let key = scratch("whistle-key").join("inspectorate.key");
    let out = key.to_str().unwrap();

    let first = satupintu(["inspect", "keygen", "--out", out]);
    let private = fs::read_to_string(&key).unwrap();
    let second = satupintu(["inspect", "keygen", "--out", out]);

    assert_eq!((first.code, second.code), (0, 2));
    assert_eq!(fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::read_to_string(&key).unwrap(), private);
    assert!(!first.out.contains(&private));
}
