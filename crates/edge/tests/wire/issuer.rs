//! The local issuer and its key on disk.

use std::{fs, os::unix::fs::PermissionsExt};

use access::Account;
use edge::{AuthError, Authenticator, IssuerError, LocalIssuer};

use crate::signing::{NOW, at};

#[tokio::test]
async fn a_local_token_speaks_for_its_subject_where_the_issuer_is_trusted() {
    let directory = tempfile::tempdir().unwrap();
    let issuer = LocalIssuer::open(directory.path(), "dpmptsp").unwrap();
    let authenticator = Authenticator::new(vec![issuer.trust("opd")]).unwrap();

    let token = issuer.sign("loket-1", "opd", 60, at(NOW));
    let elsewhere = issuer.sign("loket-1", "another", 60, at(NOW));

    let account = Account { issuer: "satupintu-local:dpmptsp".into(), subject: "loket-1".into() };
    assert_eq!(authenticator.verify(&token, at(NOW)).await, Ok(account));
    let late = authenticator.verify(&token, at(NOW + 90)).await;
    assert_eq!(late, Err(AuthError::Expired));
    let misdirected = authenticator.verify(&elsewhere, at(NOW)).await;
    assert_eq!(misdirected, Err(AuthError::AudienceWrong));
}

#[tokio::test]
async fn another_deployments_issuer_is_a_stranger() {
    let ours = tempfile::tempdir().unwrap();
    let theirs = tempfile::tempdir().unwrap();
    let our_issuer = LocalIssuer::open(ours.path(), "dpmptsp").unwrap();
    let their_issuer = LocalIssuer::open(theirs.path(), "dpmptsp").unwrap();
    let authenticator = Authenticator::new(vec![our_issuer.trust("opd")]).unwrap();

    let token = their_issuer.sign("loket-1", "opd", 60, at(NOW));

    assert_eq!(authenticator.verify(&token, at(NOW)).await, Err(AuthError::KeyUnknown));
}

#[test]
fn the_key_is_made_once_and_for_its_owner_only() {
    let directory = tempfile::tempdir().unwrap();
    let data = directory.path().join("data");

    let first = LocalIssuer::open(&data, "a").unwrap();
    let second = LocalIssuer::open(&data, "a").unwrap();

    let files: Vec<_> = fs::read_dir(&data).unwrap().map(|file| file.unwrap()).collect();
    assert_eq!(first.jwks(), second.jwks());
    assert_eq!(files.len(), 1, "no draft is left behind");
    assert_eq!(files[0].metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&data).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn processes_that_start_together_agree_on_one_key() {
    let directory = tempfile::tempdir().unwrap();
    let open = || LocalIssuer::open(directory.path(), "a").unwrap().jwks();

    let keys = std::thread::scope(|scope| {
        let starts = [(); 8].map(|()| scope.spawn(open));
        starts.map(|start| start.join().unwrap())
    });

    assert!(keys.iter().all(|key| *key == keys[0]));
}

#[test]
fn a_key_that_others_can_read_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    LocalIssuer::open(directory.path(), "a").unwrap();
    let file = directory.path().join("local-issuer.pem");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();

    let refused = LocalIssuer::open(directory.path(), "a");

    assert!(matches!(refused, Err(IssuerError::ReadableByOthers { mode: 0o640, .. })));
}

#[test]
fn a_damaged_key_is_not_replaced_behind_the_administrators_back() {
    let directory = tempfile::tempdir().unwrap();
    LocalIssuer::open(directory.path(), "a").unwrap();
    let file = directory.path().join("local-issuer.pem");
    fs::write(&file, "damaged").unwrap();

    let refused = LocalIssuer::open(directory.path(), "a");

    assert!(matches!(refused, Err(IssuerError::NotAKey { .. })));
    assert_eq!(fs::read_to_string(&file).unwrap(), "damaged");
}

#[test]
fn the_key_never_shows_in_debug() {
    let directory = tempfile::tempdir().unwrap();
    let issuer = LocalIssuer::open(directory.path(), "a").unwrap();

    assert_eq!(format!("{issuer:?}"), r#"LocalIssuer { name: "satupintu-local:a", .. }"#);
}
