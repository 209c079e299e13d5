//! What anybody can check without trusting us, and what nobody finds out.

use std::fs;

use contract::satupintu::{
    journal::v1::{GetCheckpointRequest, ListEventsRequest, ProveInclusionRequest},
    permits::v1::{
        Applicant, Endorsement, OvertakeReason, SubmitApplicationRequest, TrackApplicationRequest,
    },
};
use journal::{Body, Checkpoint, Hash, leaf_hash, proof};
use permits::ReceiptNumber;
use stories::sip::{self, Staff};
use stories::{Agency, Backend, Caller, Plan, Receipt, on_each_backend, reason};

on_each_backend! { Plan::sip() =>
    every_event_is_proved_to_be_in_the_log,
    an_auditor_copies_the_log_and_comes_to_the_same_root,
    the_log_only_grows,
    a_wrong_secret_opens_nothing,
}

fn journal_name(agency: &Agency) -> String {
    format!("agencies/{}/journal", agency.plan.agency)
}

fn hash(bytes: &[u8]) -> Hash {
    Hash::try_from(bytes).expect("a hash has 32 bytes")
}

async fn checkpoint(agency: &Agency) -> Checkpoint {
    let request = GetCheckpointRequest { name: journal_name(agency) };
    let answer = agency.public().journal().get_checkpoint(request).await.unwrap().into_inner();
    let shown = answer.checkpoint.expect("an answer shows the checkpoint");
    let checkpoint = Checkpoint::parse(&shown.note).unwrap();
    assert_eq!((checkpoint.size, checkpoint.root), (shown.size, hash(&shown.root_hash)));
    assert!(shown.simulated);
    checkpoint
}

async fn every_event_is_proved_to_be_in_the_log(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-dinkes").await;
    let Checkpoint { size, root, .. } = checkpoint(agency).await;

    for index in 0..size {
        let request = ProveInclusionRequest { name: journal_name(agency), index, tree_size: size };
        let proved = agency.public().journal().prove_inclusion(request).await.unwrap();
        let proved = proved.into_inner();
        let path: Vec<Hash> = proved.path.iter().map(|bytes| hash(bytes)).collect();
        let leaf = hash(&proved.leaf_hash);
        assert_eq!(hash(&proved.root_hash), root);
        assert!(proof::verify_inclusion(&leaf, index, size, &path, &root), "{index}");
        assert!(!proof::verify_inclusion(&leaf_hash(b"forged"), index, size, &path, &root));
    }

    let mine = agency.public().tracks(&receipt).await.unwrap().journal_index;
    let beyond = ProveInclusionRequest { name: journal_name(agency), index: size, tree_size: 0 };
    assert!(mine < size);
    let refused = agency.public().journal().prove_inclusion(beyond).await;
    assert_eq!(reason(refused), "EVENT_NOT_FOUND");
}

async fn an_auditor_copies_the_log_and_comes_to_the_same_root(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    staff.case_at(agency, "tte").await;
    let auditor = agency.officer("auditor", &["audit:dpmptsp-magelang"]).await;

    let copy = copied(&auditor, &journal_name(agency)).await;

    let leaves: Vec<Hash> = copy.iter().map(|body| leaf_hash(body)).collect();
    let Checkpoint { size, root, .. } = checkpoint(agency).await;
    assert_eq!(u64::try_from(leaves.len()).unwrap(), size);
    assert_eq!(proof::root(&leaves), root);
    let bodies: Vec<Body> = copy.iter().map(|body| Body::decode(body).unwrap()).collect();
    assert!((0..).zip(&bodies).all(|(index, body)| body.index == index));
}

/// Every body of the log, page by page.
async fn copied(auditor: &Caller, parent: &str) -> Vec<Vec<u8>> {
    let mut copy = Vec::new();
    loop {
        let from_index = u64::try_from(copy.len()).unwrap();
        let request = ListEventsRequest { parent: parent.to_owned(), from_index, page_size: 10 };
        let page = auditor.journal().list_events(request).await.unwrap().into_inner();
        assert!(page.events.len() <= 10);
        for event in page.events {
            assert_eq!(hash(&event.leaf_hash), leaf_hash(&event.body));
            copy.push(event.body);
        }
        if page.next_index == page.size {
            return copy;
        }
    }
}

/// An old checkpoint stays true: the newer log begins with the older one.
async fn the_log_only_grows(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let old = checkpoint(agency).await;
    staff.case_at(agency, "tte").await;
    agency.stop().await;
    agency.start().await;

    let new = checkpoint(agency).await;

    let leaves = agency.store().hashes(new.size).await.unwrap();
    let path = proof::consistency(&leaves, old.size).unwrap();
    assert!(proof::verify_consistency(old.size, &old.root, new.size, &new.root, &path));
    assert!(agency.store().verify(&[old, new]).await.unwrap().is_clean());
}

async fn a_wrong_secret_opens_nothing(agency: &mut Agency) {
    let mine = agency.public().files(sip::submission()).await.unwrap();
    let other = agency.public().files(sip::submission()).await.unwrap();
    let track = async |number: &str, secret: &str| {
        let (receipt_number, secret) = (number.to_owned(), secret.to_owned());
        let request = TrackApplicationRequest { receipt_number, secret };
        agency.public().permits().track_application(request).await
    };

    assert_eq!(reason(track(&mine.number, &other.secret).await), "RECEIPT_UNKNOWN");
    let unknown = ReceiptNumber::new("MGL", "SIP", 2026, 3).unwrap().to_string();
    assert_eq!(reason(track(&unknown, &mine.secret).await), "RECEIPT_UNKNOWN");
    let forged = Receipt { secret: other.secret, ..mine.clone() };
    assert_eq!(reason(agency.public().withdraws(&forged, "").await), "RECEIPT_UNKNOWN");
    // As people type it: in lower case, without hyphens.
    track(&mine.number.to_lowercase(), &mine.secret.replace('-', "").to_lowercase()).await.unwrap();
}

/// Everything that people said in the story below, in the spellings in which
/// it might have been kept.
const SAID: [&str; 17] = [
    "Siti Percontohan",
    "SITI PERCONTOHAN",
    "9901015708450002",
    "081200000777",
    "81200000777",
    "6281200000777",
    "siti.percontohan",
    "contoh-surel.example",
    "Jalan Rahasia",
    "Klinik Tersembunyi",
    "Foto Sangat Buram",
    "Alasan Pengawas",
    "Alasan Mendahului",
    "Kompetensi Diragukan",
    "Dasar Penolakan Panjang",
    "Alasan Mencabut",
    "Surat Tersendiri",
];

async fn a_story_full_of_words(agency: &Agency) -> Vec<Receipt> {
    let mut staff = Staff::enrolled(agency, "").await;
    let submission = || SubmitApplicationRequest {
        applicant: Some(Applicant {
            name: "Siti Percontohan".to_owned(),
            nik: "9901015708450002".to_owned(),
            phone: "081200000777".to_owned(),
            email: "siti.percontohan@contoh-surel.example".to_owned(),
            address: "Jalan Rahasia Nomor 7".to_owned(),
            ..Applicant::default()
        }),
        answers: vec![
            stories::answer("tempat-praktik", "Klinik Tersembunyi"),
            stories::answer("ktp", "Surat Tersendiri"),
        ],
        ..sip::submission()
    };
    let public = agency.public();
    let first = public.files(submission()).await.unwrap();
    let second = public.files(submission()).await.unwrap();
    let (first, second) = if first.name < second.name { (first, second) } else { (second, first) };

    let (loket, other) = (staff.loket.clone(), OvertakeReason::Other);
    loket.overtakes(&second.name, "pendaftaran", other, "Alasan Mendahului").await.unwrap();
    let buram = [("ktp", "Foto Sangat Buram")];
    loket.returns(&second.name, "pendaftaran", &buram).await.unwrap();
    let again = submission().applicant.expect("it was given");
    public.resubmits(&second, again).await.unwrap();
    loket.overtakes(&second.name, "pendaftaran", other, "Alasan Mendahului").await.unwrap();
    loket.returns(&second.name, "pendaftaran", &[("nomor-str", "")]).await.unwrap();
    let endorsed = Endorsement::Endorsed;
    staff.supervisor.endorses(&second.name, endorsed, "Alasan Pengawas").await.unwrap();
    public.withdraws(&second, "Alasan Mencabut").await.unwrap();

    staff.loket = loket;
    staff.bring(&first.name, "verifikasi-dinkes").await;
    let step = "verifikasi-dinkes";
    staff.dinkes.takes(&first.name, step).await.unwrap();
    let doubted = "tidak-direkomendasikan";
    staff.dinkes.completes(&first.name, step, doubted, "Kompetensi Diragukan").await.unwrap();
    staff.kepala.takes(&first.name, "tte").await.unwrap();
    staff.kepala.rejects(&first.name, "tte", "Dasar Penolakan Panjang").await.unwrap();
    let rejected = public.tracks(&first).await.unwrap();
    assert_eq!(rejected.ground, "Dasar Penolakan Panjang");
    vec![first, second]
}

#[tokio::test]
async fn the_embedded_database_shows_nobody_and_no_word_of_theirs() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let receipts = a_story_full_of_words(&agency).await;

    let files = fs::read_dir(agency.data().path()).unwrap().map(|entry| entry.unwrap().path());
    let bytes: Vec<Vec<u8>> = files.filter_map(|path| fs::read(path).ok()).collect();

    let holds = |text: &str| bytes.iter().any(|bytes| contains(bytes, text.as_bytes()));
    let found: Vec<&str> = SAID.into_iter().filter(|text| holds(text)).collect();
    assert_eq!(found, [""; 0]);
    // Where the search looked, there is something to find.
    assert!(receipts.iter().all(|receipt| holds(&receipt.number) && !holds(&receipt.secret)));
    agency.close().await;
}

fn contains(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

/// Columns of bytes are dumped as hexadecimal digits, so these are searched for
/// both ways.
#[tokio::test]
async fn a_dump_of_postgresql_shows_nobody_and_no_word_of_theirs() {
    let agency = Agency::open(Plan::sip(), Backend::Postgres).await;
    let receipts = a_story_full_of_words(&agency).await;

    let dump = stories::postgres::dump(&agency.url);

    let hex = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let holds = |text: &str| dump.contains(text) || dump.contains(&hex(text));
    let found: Vec<&str> = SAID.into_iter().filter(|text| holds(text)).collect();
    assert_eq!(found, [""; 0]);
    assert!(receipts.iter().all(|receipt| holds(&receipt.number) && !holds(&receipt.secret)));
    agency.close().await;
}
