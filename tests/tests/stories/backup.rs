//! A deployment is saved while people work, and what is restored proves itself,
//! goes on, and brings nobody back who was erased. What is not what was saved is
//! refused before anything is written.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use contract::satupintu::permits::v1::Purpose;
use contract::satupintu::privacy::v1::{EraseApplicantRequest, ErasureBasis};
use opd::{BackupError, Restored};
use privacy::Keyring;
use serde_json::Value;
use sha2::{Digest, Sha256};
use stories::attachments::{ktp, pdf};
use stories::sip::{self, Staff};
use stories::{Agency, Caller, Place, Receipt, Scratch, on_each_backend, request_id};
use tokio::task::JoinSet;

on_each_backend! { Plan::sip().keeping(0) =>
    what_was_saved_under_load_is_restored_and_its_cases_go_on,
    who_was_erased_since_is_erased_again,
    what_is_not_what_was_saved_is_refused,
    a_manifest_is_believed_under_its_own_keys_only,
    a_history_that_does_not_prove_itself_is_not_restored,
    nothing_is_written_over,
}

/// How many people file applications while a backup is taken.
const CROWD: usize = 4;

/// Saves the deployment in a new folder.
async fn saved(agency: &Agency) -> Scratch {
    let folder = Scratch::new().unwrap();
    agency.opening().back_up(folder.path()).await.unwrap();
    folder
}

/// Restores it on a new machine, where it must be refused, and says why.
async fn refusal(agency: &Agency, folder: &Scratch) -> BackupError {
    let place = agency.new_place();
    let refused = agency.opening_at(&place).restore(folder.path()).await.unwrap_err();
    // Nothing was written: a sound backup could still be restored here.
    store::assert_empty(&place.url).await.unwrap();
    assert!(!place.data.join("objects").exists());
    refused
}

/// Files applications until told to stop; answers the receipts.
async fn files(public: Caller, stop: Arc<AtomicBool>) -> Vec<Receipt> {
    let mut receipts = Vec::new();
    while !stop.load(Ordering::SeqCst) {
        receipts.push(public.files(sip::submission()).await.unwrap());
    }
    receipts
}

async fn what_was_saved_under_load_is_restored_and_its_cases_go_on(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let before = agency.public().files(sip::submission()).await.unwrap();
    let file = ktp(pdf("isi", 3000));
    let added = agency.public().hands_in(&before, &file).await;
    let file_name = added.unwrap().file.unwrap().name;
    staff.bring(&before.name, "verifikasi-berkas").await;
    let size_before = agency.journal_size().await;
    let (folder, stop) = (Scratch::new().unwrap(), Arc::new(AtomicBool::new(false)));
    let mut crowd = JoinSet::new();
    for _ in 0..CROWD {
        crowd.spawn(files(agency.public().apart(), Arc::clone(&stop)));
    }

    let backed_up = agency.opening().back_up(folder.path()).await.unwrap();

    stop.store(true, Ordering::SeqCst);
    let during: Vec<Receipt> = crowd.join_all().await.into_iter().flatten().collect();
    let size_after = agency.journal_size().await;
    assert!((size_before..=size_after).contains(&backed_up.events), "{backed_up:?}");
    assert!(!during.is_empty(), "nobody worked meanwhile");
    let place = agency.new_place();
    let restored = agency.opening_at(&place).restore(folder.path()).await.unwrap();
    let Restored { events, root, files, erased_again, records, .. } = restored;
    assert_eq!((events, root), (backed_up.events, backed_up.root));
    assert_eq!((files, erased_again), (1, 0));
    assert!(records > CROWD);

    agency.stop().await;
    let mut elsewhere = agency.at(&place).await;
    let there = staff.at(&elsewhere);
    there.does(&before.name, "verifikasi-berkas").await.unwrap();
    there.dinkes.takes(&before.name, "verifikasi-dinkes").await.unwrap();
    let read = there.dinkes.reads(&before.name, Purpose::Verification).await.unwrap();
    assert_eq!(read.applicant.unwrap().name, "Contoh Pemohon");
    let public = elsewhere.public();
    let fetched = public.fetches(&file_name, Some(&before), Purpose::Unspecified).await.unwrap();
    assert!(fetched.1 == file.content, "other bytes come back");
    // Whoever was told before the backup is known; of the others, those that are in it.
    let mut known = 0;
    for receipt in &during {
        known += u64::from(public.tracks(receipt).await.is_ok());
    }
    assert_eq!(known, backed_up.events - size_before);
    elsewhere.verify().await;
    elsewhere.stop().await;
}

async fn who_was_erased_since_is_erased_again(agency: &mut Agency) {
    let protector = agency.officer("protector", &["protect:dpmptsp-magelang"]).await;
    let mut receipts = Vec::new();
    for _ in 0..2 {
        let receipt = agency.public().files(sip::submission()).await.unwrap();
        agency.public().withdraws(&receipt, "Pindah kota").await.unwrap();
        receipts.push(receipt);
    }
    let folder = saved(agency).await;
    let erasure = EraseApplicantRequest {
        name: receipts[0].name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::RetentionOver.into(),
    };
    protector.privacy().erase_applicant(erasure).await.unwrap();

    // The list survived beside the keys, and is newer than the backup.
    let place = agency.new_place();
    let list = fs::read(agency.data().join("erasures.jsonl")).unwrap();
    fs::write(place.data.join("erasures.jsonl"), list).unwrap();
    let restored = agency.opening_at(&place).restore(folder.path()).await.unwrap();

    assert_eq!(restored.erased_again, 1);
    agency.stop().await;
    let mut elsewhere = agency.at(&place).await;
    let id = |receipt: &Receipt| receipt.name.rsplit('/').next().unwrap().to_owned();
    let key = async |receipt: &Receipt| {
        elsewhere.store().subject_key(&id(receipt)).await.unwrap().is_some()
    };
    assert!(!key(&receipts[0]).await);
    assert!(key(&receipts[1]).await);
    elsewhere.verify().await;
    elsewhere.stop().await;
}

/// The copy of the database, whichever it is.
fn database_in(folder: &Scratch) -> std::path::PathBuf {
    let names = ["database.sqlite", "database.pgdump"];
    names.map(|name| folder.join(name)).into_iter().find(|path| path.exists()).unwrap()
}

/// Changes one bit in the middle.
fn damage(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

fn cut(path: &Path) {
    let bytes = fs::read(path).unwrap();
    fs::write(path, &bytes[..bytes.len() - 1]).unwrap();
}

/// The sealed file of the one case.
fn object_in(folder: &Scratch) -> std::path::PathBuf {
    let list = fs::read_to_string(folder.join("files.sha256")).unwrap();
    let name = list.lines().find_map(|line| line.split_once("  objects/")).unwrap().1;
    folder.join("objects").join(name)
}

async fn what_is_not_what_was_saved_is_refused(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    agency.public().hands_in(&receipt, &ktp(pdf("isi", 3000))).await.unwrap();

    for spoil in [damage as fn(&Path), cut] {
        let folder = saved(agency).await;
        spoil(&database_in(&folder));
        let refused = refusal(agency, &folder).await;
        assert!(
            matches!(&refused, BackupError::Damaged { first, others: 0 }
            if first.starts_with("database.")),
            "{refused}"
        );

        let folder = saved(agency).await;
        spoil(&object_in(&folder));
        let refused = refusal(agency, &folder).await;
        assert!(
            matches!(&refused, BackupError::Damaged { first, others: 0 }
            if first.starts_with("objects/")),
            "{refused}"
        );

        let folder = saved(agency).await;
        spoil(&folder.join("files.sha256"));
        assert!(matches!(refusal(agency, &folder).await, BackupError::Damaged { .. }));

        let folder = saved(agency).await;
        spoil(&folder.join("manifest.json"));
        assert!(matches!(refusal(agency, &folder).await, BackupError::Unsealed));
    }
    let folder = saved(agency).await;
    fs::remove_file(object_in(&folder)).unwrap();
    assert!(matches!(refusal(agency, &folder).await, BackupError::Damaged { .. }));
    let folder = saved(agency).await;
    fs::remove_file(folder.join("manifest.json")).unwrap();
    assert!(matches!(refusal(agency, &folder).await, BackupError::Unfinished(_)));
}

/// Writes the manifest anew, as whoever has the keys could.
fn rewritten(agency: &Agency, folder: &Scratch, change: impl Fn(&mut Value)) {
    let path = folder.join("manifest.json");
    let mut manifest: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    change(&mut manifest);
    let text = serde_json::to_vec(&manifest).unwrap();
    let keys = fs::read_to_string(agency.data().join("deployment.key")).unwrap();
    let sealed = [b"satupintu backup manifest\n".as_slice(), &text].concat();
    let seal = Keyring::parse(&keys).unwrap().digests().digest(&sealed);
    let seal: String = seal.iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(&path, text).unwrap();
    fs::write(folder.join("manifest.hmac"), seal).unwrap();
}

async fn a_manifest_is_believed_under_its_own_keys_only(agency: &mut Agency) {
    let folder = saved(agency).await;

    let place = agency.new_place();
    fs::write(place.data.join("deployment.key"), "07".repeat(32)).unwrap();
    let other_keys = agency.opening_at(&place).restore(folder.path()).await.unwrap_err();
    fs::remove_file(place.data.join("deployment.key")).unwrap();
    let no_keys = agency.opening_at(&place).restore(folder.path()).await.unwrap_err();
    let made = place.data.join("deployment.key").exists();

    assert!(matches!(other_keys, BackupError::Unsealed), "{other_keys}");
    assert!(matches!(no_keys, BackupError::Keys { .. }), "{no_keys}");
    assert!(no_keys.to_string().contains("deployment.key"), "{no_keys}");
    assert!(!made, "new keys would open nothing");

    rewritten(agency, &folder, |manifest| manifest["schema"] = 9999.into());
    assert!(matches!(refusal(agency, &folder).await, BackupError::Newer(_)));
    let folder = saved(agency).await;
    rewritten(agency, &folder, |manifest| manifest["agency"] = "dinas-lain".into());
    assert!(matches!(refusal(agency, &folder).await, BackupError::OtherAgency { .. }));
}

/// Whoever has the keys can seal a manifest and a list, and still not put another
/// journal in the place of the one that was saved.
async fn a_history_that_does_not_prove_itself_is_not_restored(agency: &mut Agency) {
    agency.public().files(sip::submission()).await.unwrap();
    let folder = saved(agency).await;
    rewritten(agency, &folder, |manifest| {
        manifest["root"] = hex(&Sha256::digest(b"another journal")).into();
    });
    let place = agency.new_place();

    let refused = agency.opening_at(&place).restore(folder.path()).await.unwrap_err();

    let BackupError::Database(store::BackupError::Unproven { .. }) = refused else {
        panic!("{refused}")
    };
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn nothing_is_written_over(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    agency.public().hands_in(&receipt, &ktp(pdf("isi", 3000))).await.unwrap();
    let folder = saved(agency).await;

    let twice = agency.opening().back_up(folder.path()).await.unwrap_err();
    let over_itself = agency.opening().restore(folder.path()).await.unwrap_err();
    let Place { url, data } = agency.new_place();
    fs::create_dir_all(data.join("objects/f")).unwrap();
    fs::write(data.join("objects/f/1"), "a file of a case").unwrap();
    let place = Place { url, data };
    let among_files = agency.opening_at(&place).restore(folder.path()).await.unwrap_err();

    assert!(matches!(twice, BackupError::Taken(_)), "{twice}");
    assert!(
        matches!(over_itself, BackupError::Database(store::BackupError::NotEmpty(_))),
        "{over_itself}"
    );
    assert!(matches!(among_files, BackupError::FilesThere { .. }), "{among_files}");
    store::assert_empty(&place.url).await.unwrap();
}

/// The log of a lost database would be read into the restored one.
#[tokio::test]
async fn what_a_lost_database_left_behind_is_in_the_way() {
    let agency = Agency::open(stories::Plan::sip(), stories::Backend::Sqlite).await;
    let folder = saved(&agency).await;
    let place = agency.new_place();
    fs::write(place.data.join("satupintu.db-wal"), "frames").unwrap();

    let refused = agency.opening_at(&place).restore(folder.path()).await.unwrap_err();

    assert!(refused.to_string().contains("satupintu.db-wal"), "{refused}");
    agency.close().await;
}
