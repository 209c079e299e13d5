//! The document of a licence: made after the issue, once, and only for its holder.

use std::fs;

use contract::satupintu::permits::v1::{
    DocumentCheck, DownloadLicenceRequest, GetLicenceRequest, Licence, LicenceStatus,
    RevocationBasis, RevokeLicenceRequest, SignLicenceRequest, VerifyLicenceRequest,
    VerifyLicenceResponse, verify_licence_request::Licence as Named,
};
use sha2::{Digest, Sha256};
use stories::sip::Staff;
use stories::{Agency, Answered, Caller, Receipt, on_each_backend, reason, request_id};

on_each_backend! { Plan::sip() =>
    an_issued_licence_gets_its_document_once,
    a_tampered_document_is_detected,
    who_issues_may_sign_and_nobody_else,
    two_servers_make_one_document,
    a_document_is_made_after_a_restart,
    what_was_revoked_before_gets_no_document,
    the_object_store_shows_nobody,
}

async fn issued(agency: &Agency, staff: &Staff) -> (Receipt, Licence) {
    let receipt = staff.case_at(agency, "penyampaian").await;
    let id = receipt.name.rsplit('/').next().unwrap();
    let id = agency.store().licence_of(id).await.unwrap().expect("it was issued");
    let name = format!("{}/licences/{id}", staff.loket.agency);
    let licence = seen(&staff.loket, &name).await;
    (receipt, licence)
}

async fn seen(officer: &Caller, name: &str) -> Licence {
    let request = GetLicenceRequest { name: name.to_owned() };
    let answer = officer.licences().get_licence(request).await.unwrap().into_inner();
    answer.licence.expect("an answer shows the licence")
}

async fn download(agency: &Agency, receipt: &Receipt) -> Answered<Vec<u8>> {
    let request = DownloadLicenceRequest {
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
    };
    let mut frames = agency.public().licences().download_licence(request).await?.into_inner();
    let mut pdf = Vec::new();
    while let Some(frame) = frames.message().await? {
        assert!(frame.data.len() <= 64 * 1024);
        pdf.extend(frame.data);
    }
    Ok(pdf)
}

async fn verified(
    agency: &Agency,
    code: Option<&str>,
    pdf: &[u8],
) -> Answered<VerifyLicenceResponse> {
    let request = VerifyLicenceRequest {
        parent: String::new(),
        licence: code.map(|code| Named::VerificationCode(code.to_owned())),
        pdf_sha256: Sha256::digest(pdf).to_vec(),
    };
    Ok(agency.public().licences().verify_licence(request).await?.into_inner())
}

async fn sign(officer: &Caller, licence: &Licence) -> Answered<Licence> {
    let request = SignLicenceRequest {
        name: licence.name.clone(),
        request_id: request_id(),
        ..SignLicenceRequest::default()
    };
    let answer = officer.licences().sign_licence(request).await?.into_inner();
    Ok(answer.licence.expect("an answer shows the licence"))
}

async fn an_issued_licence_gets_its_document_once(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let (receipt, licence) = issued(agency, &staff).await;
    assert_eq!(reason(download(agency, &receipt).await), "DOCUMENT_PENDING");

    assert_eq!(agency.settle_documents().await, 1);
    let size = agency.journal_size().await;
    assert_eq!(agency.settle_documents().await, 0);

    assert_eq!(agency.journal_size().await, size);
    let pdf = download(agency, &receipt).await.unwrap();
    assert!(pdf.starts_with(b"%PDF"), "{} bytes", pdf.len());
    let answer = verified(agency, Some(&licence.verification_code), &pdf).await.unwrap();
    assert_eq!(answer.status(), LicenceStatus::Valid);
    assert_eq!(answer.document_check(), DocumentCheck::Matches);
    let document = seen(&staff.loket, &licence.name).await.document.expect("it is signed");
    assert_eq!(document.size_bytes, pdf.len() as u64);
    assert!(document.signer.expect("it says who signed").id.contains("PENGEMBANGAN"));
    let forged = Receipt { secret: "0000-0000-0000-0000".to_owned(), ..receipt };
    assert_eq!(reason(download(agency, &forged).await), "RECEIPT_UNKNOWN");
}

async fn a_tampered_document_is_detected(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let (receipt, licence) = issued(agency, &staff).await;
    agency.settle_documents().await;
    let mut pdf = download(agency, &receipt).await.unwrap();
    let genuine = verified(agency, None, &pdf).await.unwrap();
    assert_eq!(genuine.licence_number, licence.licence_number);

    let middle = pdf.len() / 2;
    pdf[middle] ^= 1;

    let answer = verified(agency, Some(&licence.verification_code), &pdf).await.unwrap();
    assert_eq!(answer.document_check(), DocumentCheck::Differs);
    assert_eq!(reason(verified(agency, None, &pdf).await), "LICENCE_NOT_FOUND");
}

async fn who_issues_may_sign_and_nobody_else(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let (receipt, licence) = issued(agency, &staff).await;
    for other in [&staff.loket, &staff.kepala, &staff.dinkes] {
        assert_eq!(reason(sign(other, &licence).await), "DUTY_MISSING");
    }

    let signed = sign(&staff.penerbitan, &licence).await.unwrap();

    assert_eq!(signed.status(), LicenceStatus::Valid);
    assert_eq!(reason(sign(&staff.penerbitan, &licence).await), "DOCUMENT_ALREADY_SIGNED");
    assert_eq!(agency.settle_documents().await, 0);
    assert!(download(agency, &receipt).await.is_ok());
}

async fn two_servers_make_one_document(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let other = agency.second_server().await;
    let (receipt, _) = issued(agency, &staff).await;

    let (one, two) = tokio::join!(agency.settle_documents(), other.settle_documents());

    assert!(one + two >= 1, "{one} and {two}");
    let pdf = download(agency, &receipt).await.unwrap();
    assert_eq!(verified(&other, None, &pdf).await.unwrap().status(), LicenceStatus::Valid);
    assert_eq!(objects(agency).len(), 1);
    other.close().await;
}

async fn a_document_is_made_after_a_restart(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let (receipt, _) = issued(agency, &staff).await;
    agency.stop().await;
    agency.start().await;

    assert_eq!(agency.settle_documents().await, 1);

    assert!(download(agency, &receipt).await.is_ok());
}

async fn what_was_revoked_before_gets_no_document(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let head = agency.officer("pimpinan", &["govern:dpmptsp-magelang"]).await;
    let (receipt, licence) = issued(agency, &staff).await;
    let revoke = RevokeLicenceRequest {
        name: licence.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: RevocationBasis::ClericalError.into(),
        ground: "Salah ketik nama".to_owned(),
    };
    head.licences().revoke_licence(revoke).await.unwrap();

    assert_eq!(agency.settle_documents().await, 0);

    assert_eq!(reason(sign(&staff.penerbitan, &licence).await), "LICENCE_REVOKED");
    assert_eq!(reason(download(agency, &receipt).await), "DOCUMENT_PENDING");
}

async fn the_object_store_shows_nobody(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    issued(agency, &staff).await;
    agency.settle_documents().await;

    let objects = objects(agency);

    assert_eq!(objects.len(), 1);
    let holds = |text: &[u8]| objects[0].windows(text.len()).any(|window| window == text);
    assert!(!holds(b"%PDF") && !holds(b"Contoh Pemohon"));
}

/// Every object that the agency keeps.
fn objects(agency: &Agency) -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    let mut folders = vec![agency.data().path().join("objects")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(fs::read(path).unwrap());
            }
        }
    }
    found
}
