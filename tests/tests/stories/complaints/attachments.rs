//! What a reporter hands in to show what happened: who opens it, and until when.

use contract::satupintu::complaints::v1::judge_answer_request::Verdict;
use contract::satupintu::files::v1::CreateUploadRequest;
use contract::satupintu::permits::v1::{MediaType, Purpose};
use contract::satupintu::privacy::v1::{EraseComplaintRequest, ErasureBasis};
use stories::attachments::{Attachment, PART, pdf};
use stories::complaints::{Filed, Staff, complaint};
use stories::{Agency, Receipt, on_each_backend, reason, request_id};

on_each_backend! { Plan::sip() =>
    a_reporter_hands_in_a_file_and_who_handles_the_complaint_opens_it,
    whom_a_complaint_is_about_gets_none_of_its_files,
    a_cut_upload_of_a_complaint_goes_on_from_what_was_kept,
    only_the_reporter_adds_files_and_to_an_open_complaint,
}

on_each_backend! { Plan::sip().keeping(0) =>
    a_complaint_that_was_erased_takes_its_files_with_it,
}

/// Text that must be nowhere in the clear.
const MARKER: &str = "RAHASIA-bukti-loket";

/// A new complaint, as its reporter holds it.
async fn reported(agency: &Agency) -> Receipt {
    let public = agency.public();
    let Filed { name, number, secret } = public.complains(complaint(&public.agency)).await.unwrap();
    Receipt { name, number, secret }
}

fn filed(receipt: &Receipt) -> Filed {
    let Receipt { name, number, secret } = receipt.clone();
    Filed { name, number, secret }
}

fn scan(bytes: usize) -> Attachment {
    Attachment {
        name: "papan loket.pdf".to_owned(),
        requirement: String::new(),
        media: MediaType::Pdf,
        content: pdf(MARKER, bytes),
    }
}

/// The announcement for a complaint, in which nothing says what the file is for.
fn announced(file: &Attachment, receipt: &Receipt) -> CreateUploadRequest {
    CreateUploadRequest { purpose: None, ..file.announced(receipt) }
}

async fn a_reporter_hands_in_a_file_and_who_handles_the_complaint_opens_it(agency: &mut Agency) {
    let (staff, public) = (Staff::enrolled(agency).await, agency.public());
    let auditor = agency.officer("auditor", &["audit:dpmptsp-magelang"]).await;
    let (receipt, scan) = (reported(agency).await, scan(2000));

    let added = public.hands_in_as(&receipt, &scan, announced(&scan, &receipt)).await.unwrap();
    let file = added.file.unwrap();
    let own = public.lists_files(&receipt.name, Some(&receipt)).await.unwrap();
    let seen = staff.admin.lists_files(&receipt.name, None).await.unwrap();
    let (details, content) =
        staff.admin.fetches(&file.name, None, Purpose::Unspecified).await.unwrap();
    let (_, mine) = public.fetches(&file.name, Some(&receipt), Purpose::Unspecified).await.unwrap();

    assert!(file.name.starts_with(&format!("{}/files/", receipt.name)), "{}", file.name);
    assert_eq!(
        (own.files.as_slice(), own.details[0].file_name.as_str()),
        ([file.clone()].as_slice(), "papan loket.pdf")
    );
    assert_eq!((seen.files, seen.details.len()), (own.files, 0));
    assert_eq!((details.file_name, details.sha256), (scan.name.clone(), added.sha256));
    assert!(content == scan.content && mine == scan.content, "other bytes come back");
    let kinds = agency.kinds_of(&receipt.name).await;
    let expected = ["complaints.received", "complaints.attached", "complaints.attachment_read"];
    assert_eq!(kinds, expected);
    // Who may know of it is not who may read it, and who has it not yet is neither.
    assert_eq!(auditor.lists_files(&receipt.name, None).await.unwrap().files.len(), 1);
    for other in [&auditor, &staff.liaison] {
        let answer = other.fetches(&file.name, None, Purpose::Unspecified).await;
        assert_eq!(reason(answer), "DUTY_MISSING");
    }
    for event in agency.journal().await {
        let payload = String::from_utf8_lossy(&event.payload);
        assert!(!payload.contains("papan loket") && !payload.contains(MARKER), "{payload}");
    }
    agency.verify().await;
}

async fn whom_a_complaint_is_about_gets_none_of_its_files(agency: &mut Agency) {
    let (staff, public) = (Staff::enrolled(agency).await, agency.public());
    let at = format!("execute:{}/pengaduan/admin", agency.plan.agency);
    let accused = agency.officer("terlapor", &[&at]).await;
    let (receipt, scan) = (reported(agency).await, scan(2000));
    let added = public.hands_in_as(&receipt, &scan, announced(&scan, &receipt)).await.unwrap();
    let name = added.file.unwrap().name;
    accused.fetches(&name, None, Purpose::Unspecified).await.unwrap();

    staff.admin.verifies(&receipt.name, &[&accused]).await.unwrap();

    let listed = accused.lists_files(&receipt.name, None).await;
    let fetched = accused.fetches(&name, None, Purpose::Unspecified).await;
    assert_eq!([reason(listed), reason(fetched)], ["COMPLAINT_NOT_FOUND"; 2]);
    staff.admin.fetches(&name, None, Purpose::Unspecified).await.unwrap();
}

async fn a_cut_upload_of_a_complaint_goes_on_from_what_was_kept(agency: &mut Agency) {
    let (receipt, scan) = (reported(agency).await, scan(PART + 5000));
    let upload = agency.public().announces(announced(&scan, &receipt)).await.unwrap().name;

    let first = scan.content.get(..PART).unwrap();
    agency.public().sends(&upload, Some(&receipt), 0, first).await.unwrap();
    agency.stop().await;
    agency.start().await;
    let public = agency.public();
    let kept = public.asks_for(&upload, &receipt).await.unwrap().committed_bytes;
    let incomplete = public.finishes(&upload, Some(&receipt)).await;
    public.sends(&upload, Some(&receipt), PART, &scan.content).await.unwrap();
    let added = public.finishes(&upload, Some(&receipt)).await.unwrap().file.unwrap();

    assert_eq!(kept, PART as u64);
    assert_eq!(reason(incomplete), "UPLOAD_INCOMPLETE");
    let (_, content) =
        public.fetches(&added.name, Some(&receipt), Purpose::Unspecified).await.unwrap();
    assert!(content == scan.content, "other bytes come back");
}

async fn only_the_reporter_adds_files_and_to_an_open_complaint(agency: &mut Agency) {
    let (staff, public) = (Staff::enrolled(agency).await, agency.public());
    let (receipt, other) = (reported(agency).await, reported(agency).await);
    let scan = scan(2000);
    let by_token = CreateUploadRequest {
        receipt_number: String::new(),
        secret: String::new(),
        ..announced(&scan, &receipt)
    };
    let foreign = CreateUploadRequest { parent: receipt.name.clone(), ..announced(&scan, &other) };

    let by_officer = staff.admin.announces(by_token.clone()).await;
    let by_nobody = public.announces(by_token).await;
    let by_another = public.announces(foreign).await;
    let for_a_step = public.announces(scan.announced(&receipt)).await;
    staff.brings_to_an_answer(&receipt.name).await;
    public.judges(&filed(&receipt), Verdict::Solved).await.unwrap();
    let closed = public.announces(announced(&scan, &receipt)).await;

    assert_eq!(reason(by_officer), "REPORTER_ONLY");
    assert_eq!(reason(by_nobody), "RECEIPT_REQUIRED");
    assert_eq!(reason(by_another), "COMPLAINT_NOT_FOUND");
    assert_eq!(reason(for_a_step), "FIELD_INVALID");
    assert_eq!(reason(closed), "COMPLAINT_OUT_OF_ORDER");
}

async fn a_complaint_that_was_erased_takes_its_files_with_it(agency: &mut Agency) {
    let (staff, public) = (Staff::enrolled(agency).await, agency.public());
    let protector = agency.officer("protector", &["protect:dpmptsp-magelang"]).await;
    let (receipt, scan) = (reported(agency).await, scan(2000));
    let added = public.hands_in_as(&receipt, &scan, announced(&scan, &receipt)).await.unwrap();
    staff.brings_to_an_answer(&receipt.name).await;
    public.judges(&filed(&receipt), Verdict::Solved).await.unwrap();

    let erase = EraseComplaintRequest {
        name: receipt.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::SubjectRequest.into(),
    };
    protector.privacy().erase_complaint(erase).await.unwrap();

    let name = added.file.unwrap().name;
    let mine = public.fetches(&name, Some(&receipt), Purpose::Unspecified).await;
    let theirs = staff.admin.fetches(&name, None, Purpose::Unspecified).await;
    let listed = public.lists_files(&receipt.name, Some(&receipt)).await;
    assert_eq!([reason(mine), reason(theirs)], ["DATA_ERASED"; 2]);
    assert_eq!(reason(listed), "DATA_ERASED");
    agency.verify().await;
}
