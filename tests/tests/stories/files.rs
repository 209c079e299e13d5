//! Files of a case: handed in, cut off, refused, opened, replaced, given up.

use std::fs;
use std::path::Path;

use contract::satupintu::files::v1::{
    Coordinates, CreateUploadRequest, DeleteUploadRequest, FileDetails, UploadRequest,
    create_upload_request::Purpose as For,
};
use contract::satupintu::permits::v1::{MediaType, OvertakeReason, Purpose};
use stories::attachments::{Attachment, FRAME, PART, ktp, messages, pdf, upload_id};
use stories::sip::{self, Staff};
use stories::{Agency, Receipt, applicant, on_each_backend, reason, wib};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

on_each_backend! { Plan::sip() =>
    an_applicant_hands_in_a_file_and_gets_it_back,
    a_cut_upload_goes_on_after_a_restart_from_what_was_kept,
    what_is_not_of_its_kind_is_refused_and_nothing_is_kept,
    an_officer_opens_a_file_after_the_opening_was_recorded,
    a_replaced_file_stays_in_the_history,
    a_photograph_of_a_visit_is_the_office_s,
    an_upload_that_nobody_finishes_is_given_up_after_a_day,
    an_upload_is_its_owner_s_and_goes_in_order,
    a_damaged_file_is_never_taken_for_whole,
}

/// Text that must be nowhere in the clear.
const MARKER: &str = "RAHASIA-Siti-9901011708450001";

async fn filed(agency: &Agency) -> Receipt {
    agency.public().files(sip::submission()).await.unwrap()
}

/// Every object that the deployment keeps.
fn objects(agency: &Agency) -> Vec<std::path::PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => walk(&path, found),
                path => found.push(path),
            }
        }
    }
    let mut found = Vec::new();
    walk(&agency.data().join("objects"), &mut found);
    found.sort();
    found
}

fn contains(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

async fn an_applicant_hands_in_a_file_and_gets_it_back(agency: &mut Agency) {
    let (public, receipt) = (agency.public(), filed(agency).await);
    let ktp = ktp(pdf(MARKER, PART + FRAME / 2));

    let added = public.hands_in(&receipt, &ktp).await.unwrap();

    let file = added.file.unwrap();
    assert_eq!((file.requirement_id.as_str(), file.attached_by.as_str()), ("ktp", ""));
    assert_eq!(file.most_bytes, 2 * PART as u64);
    let (details, content) =
        public.fetches(&file.name, Some(&receipt), Purpose::Unspecified).await.unwrap();
    assert!(content == ktp.content, "other bytes come back");
    assert_eq!((details.file_name, details.sha256), (ktp.name.clone(), added.sha256));
    assert_eq!(details.size_bytes, ktp.content.len() as u64);
    let listed = public.lists_files(&receipt.name, Some(&receipt)).await.unwrap();
    assert_eq!(listed.files, [file]);
    assert_eq!(listed.details[0].file_name, ktp.name);
    assert_eq!(
        agency.kinds_of(&receipt.name).await,
        ["permits.submitted", "permits.file_attached"]
    );

    // Two parts of ciphertext, for the owner only, and nothing of it elsewhere.
    let objects = objects(agency);
    assert_eq!(objects.len(), 2);
    for object in objects {
        let bytes = fs::read(object).unwrap();
        assert!(!contains(&bytes, "%PDF") && !contains(&bytes, MARKER));
    }
    for event in agency.journal().await {
        assert!(!contains(&event.payload, "Rahasia") && !contains(&event.payload, &details.name));
    }
}

async fn a_cut_upload_goes_on_after_a_restart_from_what_was_kept(agency: &mut Agency) {
    let (public, receipt) = (agency.public(), filed(agency).await);
    let ktp = ktp(pdf(MARKER, 3 * PART + 1000));
    let upload = public.announces(ktp.announced(&receipt)).await.unwrap().name;

    // The line breaks in the middle of the third part.
    let (line, sent) = mpsc::channel(1);
    let mut client = public.attachments();
    let call = tokio::spawn(async move { client.upload(ReceiverStream::new(sent)).await });
    for message in messages(&upload, Some(&receipt), 0, &ktp.content).into_iter().take(40) {
        line.send(message).await.unwrap();
    }
    let kept = loop {
        let kept = public.asks_for(&upload, &receipt).await.unwrap().committed_bytes;
        if kept == 2 * PART as u64 {
            break kept;
        }
        tokio::task::yield_now().await;
    };
    call.abort();
    drop(line);
    agency.stop().await;
    agency.start().await;

    let public = agency.public();
    let refused = public.sends(&upload, Some(&receipt), 0, &ktp.content).await;
    assert_eq!(reason(refused), "UPLOAD_OFFSET_WRONG");
    assert_eq!(reason(public.finishes(&upload, Some(&receipt)).await), "UPLOAD_INCOMPLETE");
    let from = usize::try_from(kept).unwrap();
    public.sends(&upload, Some(&receipt), from, &ktp.content).await.unwrap();
    let added = public.finishes(&upload, Some(&receipt)).await.unwrap();

    let name = added.file.unwrap().name;
    let (details, content) =
        public.fetches(&name, Some(&receipt), Purpose::Unspecified).await.unwrap();
    assert!(content == ktp.content, "other bytes come back");
    assert_eq!(details.sha256, added.sha256);
    assert_eq!(objects(agency).len(), 4);
}

/// A ZIP that would unpack to gigabytes, as far as its directory says.
fn zip_bomb() -> Vec<u8> {
    let mut zip = b"PK\x03\x04\x14\0\0\0\x08\0".to_vec();
    zip.extend([0_u8; 4096]);
    zip.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0\x2e\0\0\0\x40\0\0\0\0\0");
    zip
}

async fn what_is_not_of_its_kind_is_refused_and_nothing_is_kept(agency: &mut Agency) {
    let (public, receipt) = (agency.public(), filed(agency).await);
    let png = |content: &[u8]| Attachment {
        media: MediaType::Png,
        content: [b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR", content, b"\0\0\0\0IEND\xae\x42\x60\x82"]
            .concat(),
        ..ktp(Vec::new())
    };
    let tries = [
        ktp(b"MZ\x90\0 a program".to_vec()),
        ktp(zip_bomb()),
        ktp([pdf("x", 5000), zip_bomb()].concat()),
        ktp([b"\n".to_vec(), pdf("x", 5000)].concat()),
        ktp(pdf("x", 5000)[..4000].to_vec()),
        png(b"%PDF-1.7 in a picture"),
        Attachment { media: MediaType::Jpeg, ..ktp(pdf("x", 5000)) },
    ];

    for attachment in &tries {
        let refused = public.hands_in(&receipt, attachment).await;
        assert_eq!(reason(refused), "FILE_CONTENT_WRONG", "{:?}", attachment.media);
    }
    public.hands_in(&receipt, &png(b"pixels")).await.unwrap();

    assert_eq!(public.lists_files(&receipt.name, Some(&receipt)).await.unwrap().files.len(), 1);
    // What was whole until its end was looked at goes with the tidying.
    agency.time_passes_to(wib("2026-06-10 09:00")).await;
    agency.tidy().await;
    assert_eq!(objects(agency).len(), 1);
}

async fn an_officer_opens_a_file_after_the_opening_was_recorded(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let (public, receipt) = (agency.public(), filed(agency).await);
    let ktp = ktp(pdf(MARKER, 1000));
    let file = public.hands_in(&receipt, &ktp).await.unwrap().file.unwrap();

    let seen = staff.loket.sees(&receipt.name).await.unwrap();
    assert_eq!(seen.files, std::slice::from_ref(&file));
    let listed = staff.loket.lists_files(&receipt.name, None).await.unwrap();
    assert_eq!((listed.files.len(), listed.details.len()), (1, 0));
    let early = staff.loket.fetches(&file.name, None, Purpose::CompletenessCheck).await;
    assert_eq!(reason(early), "NO_TASK_HELD");
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    let aimless = staff.loket.fetches(&file.name, None, Purpose::Unspecified).await;
    assert_eq!(reason(aimless), "FIELD_INVALID");
    let (details, content) =
        staff.loket.fetches(&file.name, None, Purpose::CompletenessCheck).await.unwrap();

    assert!(content == ktp.content, "other bytes come back");
    assert_eq!(details.file_name, ktp.name);
    let events = agency.events_of(&receipt.name).await;
    let last = events.last().unwrap();
    assert_eq!((last.kind.as_str(), last.actor.as_str()), ("permits.file_read", "officer:loket"));
    let nobody = public.fetches(&file.name, None, Purpose::CompletenessCheck).await;
    assert_eq!(reason(nobody), "RECEIPT_REQUIRED");
    let neighbour = agency.officer("tetangga", &["execute:dpmptsp-magelang/arsip/arsiparis"]).await;
    let other = neighbour.fetches(&file.name, None, Purpose::Verification).await;
    assert_eq!(reason(other), "DUTY_MISSING");
}

async fn a_replaced_file_stays_in_the_history(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let (public, receipt) = (agency.public(), filed(agency).await);
    let blurred = ktp(pdf("buram", 1000));
    let first = public.hands_in(&receipt, &blurred).await.unwrap().file.unwrap();
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    staff.loket.returns(&receipt.name, "pendaftaran", &[("ktp", "Buram")]).await.unwrap();

    let sharp = ktp(pdf("tajam", 2000));
    let instead = CreateUploadRequest { replaces: first.name.clone(), ..sharp.announced(&receipt) };
    let second = public.hands_in_as(&receipt, &sharp, instead.clone()).await.unwrap().file.unwrap();
    let again = CreateUploadRequest { upload_id: upload_id(), ..instead };
    assert_eq!(reason(public.announces(again).await), "FILE_NOT_REPLACEABLE");
    public.resubmits(&receipt, applicant()).await.unwrap();

    let files = public.lists_files(&receipt.name, Some(&receipt)).await.unwrap().files;
    assert_eq!(files[0].replaced_by, second.name);
    assert_eq!(files[1].replaced_by, "");
    let (_, old) = public.fetches(&first.name, Some(&receipt), Purpose::Unspecified).await.unwrap();
    assert!(old == blurred.content, "the first file is no longer what it was");
    // Complete: nothing more comes in.
    let near = OvertakeReason::DeadlineNear;
    staff.loket.overtakes(&receipt.name, "pendaftaran", near, "").await.unwrap();
    staff.loket.accepts(&receipt.name, "pendaftaran").await.unwrap();
    let late = public.announces(sharp.announced(&receipt)).await;
    assert_eq!(reason(late), "FILES_CLOSED");
}

async fn a_photograph_of_a_visit_is_the_office_s(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "verifikasi-dinkes").await;
    let photo = [b"\xff\xd8\xff\xe0".to_vec(), vec![7; 90_000], b"\xff\xd9".to_vec()].concat();
    let coordinates = Coordinates { latitude_e7: -74_797_000, longitude_e7: 1_102_177_000 };
    let announced = CreateUploadRequest {
        parent: receipt.name.clone(),
        upload_id: upload_id(),
        purpose: Some(For::Step("verifikasi-dinkes".to_owned())),
        file_name: "tampak depan.jpg".to_owned(),
        media_type: MediaType::Jpeg.into(),
        size_bytes: photo.len() as u64,
        coordinates: Some(coordinates),
        ..CreateUploadRequest::default()
    };

    let dinkes = &staff.dinkes;
    assert_eq!(reason(dinkes.announces(announced.clone()).await), "TASK_NOT_TAKEN");
    dinkes.takes(&receipt.name, "verifikasi-dinkes").await.unwrap();
    let upload = dinkes.announces(announced.clone()).await.unwrap().name;
    assert_eq!(dinkes.announces(announced).await.unwrap().name, upload);
    dinkes.sends(&upload, None, 0, &photo).await.unwrap();
    let file = dinkes.finishes(&upload, None).await.unwrap().file.unwrap();

    assert_eq!(file.attached_by, dinkes.name());
    let (details, content) = dinkes.fetches(&file.name, None, Purpose::Assessment).await.unwrap();
    assert!(content == photo, "other bytes come back");
    assert_eq!(details.coordinates, Some(coordinates));
    let public = agency.public();
    let listed = public.lists_files(&receipt.name, Some(&receipt)).await.unwrap();
    assert_eq!(listed.files, []);
    let hers = public.fetches(&file.name, Some(&receipt), Purpose::Unspecified).await;
    assert_eq!(reason(hers), "FILE_NOT_FOUND");
}

async fn an_upload_that_nobody_finishes_is_given_up_after_a_day(agency: &mut Agency) {
    let (public, receipt) = (agency.public(), filed(agency).await);
    let ktp = ktp(pdf(MARKER, 3 * PART));
    let kept = public.hands_in(&receipt, &ktp).await.unwrap().file.unwrap();
    let upload = public.announces(ktp.announced(&receipt)).await.unwrap().name;
    public.sends(&upload, Some(&receipt), 0, &ktp.content[..2 * PART]).await.unwrap();
    assert_eq!(objects(agency).len(), 6);

    agency.time_passes_to(wib("2026-06-09 08:59")).await;
    agency.tidy().await;
    assert_eq!(objects(agency).len(), 6);
    agency.time_passes_to(wib("2026-06-09 09:00")).await;
    agency.tidy().await;

    assert_eq!(objects(agency).len(), 4);
    assert_eq!(reason(public.asks_for(&upload, &receipt).await), "UPLOAD_ENDED");
    agency.time_passes_to(wib("2026-06-18 09:00")).await;
    agency.tidy().await;
    assert_eq!(reason(public.asks_for(&upload, &receipt).await), "UPLOAD_NOT_FOUND");
    public.fetches(&kept.name, Some(&receipt), Purpose::Unspecified).await.unwrap();
}

async fn an_upload_is_its_owner_s_and_goes_in_order(agency: &mut Agency) {
    let (public, receipt, other) = (agency.public(), filed(agency).await, filed(agency).await);
    let ktp = ktp(pdf(MARKER, 5000));
    let announced = ktp.announced(&receipt);
    let upload = public.announces(announced.clone()).await.unwrap().name;

    let foreign =
        CreateUploadRequest { upload_id: announced.upload_id.clone(), ..ktp.announced(&other) };
    assert_eq!(reason(public.announces(foreign).await), "UPLOAD_ID_TAKEN");
    let huge = CreateUploadRequest { size_bytes: 26 << 20, ..ktp.announced(&receipt) };
    assert_eq!(reason(public.announces(huge).await), "FILE_TOO_LARGE");
    let foreign = public.sends(&upload, Some(&other), 0, &ktp.content).await;
    assert_eq!(reason(foreign), "APPLICATION_NOT_FOUND");
    let more = [&ktp.content[..], b"more"].concat();
    assert_eq!(reason(public.sends(&upload, Some(&receipt), 0, &more).await), "FILE_TOO_LARGE");
    let wide = UploadRequest {
        data: vec![0; FRAME + 1],
        ..messages(&upload, Some(&receipt), 0, b"")[0].clone()
    };
    let wide = public.attachments().upload(tokio_stream::iter([wide])).await;
    assert_eq!(reason(wide), "FIELD_INVALID");

    let giving_up = DeleteUploadRequest {
        name: upload.clone(),
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
    };
    public.attachments().delete_upload(giving_up.clone()).await.unwrap();
    public.attachments().delete_upload(giving_up).await.unwrap();
    let late = public.sends(&upload, Some(&receipt), 0, &ktp.content).await;
    assert_eq!(reason(late), "UPLOAD_ENDED");
    for _ in 0..10 {
        public.announces(ktp.announced(&receipt)).await.unwrap();
    }
    let eleventh = public.announces(ktp.announced(&receipt)).await;
    assert_eq!(reason(eleventh), "TOO_MANY_UPLOADS");
}

async fn a_damaged_file_is_never_taken_for_whole(agency: &mut Agency) {
    let (public, receipt) = (agency.public(), filed(agency).await);
    let ktp = ktp(pdf(MARKER, PART + 3 * FRAME));
    let file = public.hands_in(&receipt, &ktp).await.unwrap().file.unwrap().name;
    let fetched = async || public.fetches(&file, Some(&receipt), Purpose::Unspecified).await;
    let (_, whole): (FileDetails, Vec<u8>) = fetched().await.unwrap();
    assert!(whole == ktp.content, "other bytes come back");

    let last = objects(agency).pop().unwrap();
    let sealed = fs::read(&last).unwrap();
    let sealed_frame = 1 + 12 + FRAME + 64 + 16;
    let mut flipped = sealed.clone();
    flipped[sealed_frame + 100] ^= 1;
    let mut swapped = sealed.clone();
    swapped[..2 * sealed_frame].rotate_left(sealed_frame);
    let damages = [
        sealed[..sealed_frame].to_vec(),
        sealed[..sealed.len() - 1].to_vec(),
        flipped,
        swapped,
        [&sealed[..], &sealed[..sealed_frame]].concat(),
        Vec::new(),
    ];
    for damage in damages {
        fs::write(&last, damage).unwrap();
        assert_eq!(reason(fetched().await), "INTERNAL");
    }
    fs::remove_file(&last).unwrap();
    assert_eq!(reason(fetched().await), "INTERNAL");
    fs::write(&last, sealed).unwrap();
    assert!(fetched().await.unwrap().1 == ktp.content, "mended, and yet other bytes");
}
