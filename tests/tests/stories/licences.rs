//! A licence after its issue: who can tell that it holds, and how it ends.

use contract::satupintu::permits::v1::{
    Concern, Concerning, DocumentCheck, GetLicenceRequest, Licence, LicenceStatus,
    ListLicencesRequest, RevocationBasis, RevokeLicenceRequest, SubmitApplicationRequest,
    VerifyLicenceRequest, VerifyLicenceResponse, verify_licence_request as verify,
};
use kernel::{Actor, Bilingual, Slug};
use permits::licence::{Command, Document};
use stories::sip::{self, Staff};
use stories::{
    Agency, Answered, Caller, Receipt, date, on_each_backend, reason, request_id, violations, wib,
};

on_each_backend! { Plan::sip() =>
    a_licence_is_verified_by_code_by_number_and_by_its_document,
    a_revocation_shows_at_once_and_is_final,
    only_the_head_of_the_agency_revokes,
    a_renewal_takes_the_place_of_the_old_licence,
    an_amendment_keeps_the_last_day,
    one_open_application_at_a_time_concerns_a_licence,
    what_was_revoked_meanwhile_is_not_renewed,
    a_licence_ends_with_its_last_day,
    licences_are_listed_by_their_last_day,
    a_new_licence_is_born_with_the_issue_of_its_application,
}

/// SHA-256 of nothing: the digest of a document that was never rendered.
const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn digest() -> Vec<u8> {
    (0..32).map(|n| u8::from_str_radix(&DIGEST[2 * n..2 * n + 2], 16).unwrap()).collect()
}

/// The licence that an issued case came to, as its counter sees it.
async fn licence(agency: &Agency, officer: &Caller, receipt: &Receipt) -> Licence {
    let id = receipt.name.rsplit('/').next().unwrap();
    let id = agency.store().licence_of(id).await.unwrap().expect("it was issued");
    seen(officer, &format!("{}/licences/{id}", officer.agency)).await.unwrap()
}

async fn seen(officer: &Caller, name: &str) -> Answered<Licence> {
    let request = GetLicenceRequest { name: name.to_owned() };
    let answer = officer.licences().get_licence(request).await?.into_inner();
    Ok(answer.licence.expect("an answer shows the licence"))
}

/// Records that the document was signed, as the deployment itself does.
async fn sign(agency: &Agency, licence: &Licence) {
    let id = licence.name.rsplit('/').next().unwrap().to_owned();
    let document = Document {
        digest: DIGEST.to_owned(),
        size: 1,
        blob: format!("licences/{id}"),
        signer: Bilingual::new("Penanda tangan uji", "A test's signer"),
    };
    let request = store::Request {
        actor: Actor::System,
        request_id: format!("document/{id}"),
        digest: [0; 32],
        act: store::Act::Licence {
            agency: Slug::parse(agency.plan.agency).unwrap(),
            licence: id,
            etag: None,
            command: Box::new(Command::RecordDocument { document }),
        },
        sealed: Vec::new(),
    };
    agency.store().submit(request).await.unwrap();
}

/// A licence in force.
async fn in_force(agency: &Agency, staff: &Staff) -> Licence {
    let receipt = staff.case_at(agency, "penyampaian").await;
    let licence = licence(agency, &staff.loket, &receipt).await;
    sign(agency, &licence).await;
    seen(&staff.loket, &licence.name).await.unwrap()
}

async fn verified(
    agency: &Agency,
    licence: Option<verify::Licence>,
    pdf_sha256: Vec<u8>,
) -> Answered<VerifyLicenceResponse> {
    let parent = agency.public().agency;
    let request = VerifyLicenceRequest { parent, licence, pdf_sha256 };
    Ok(agency.public().licences().verify_licence(request).await?.into_inner())
}

async fn status(agency: &Agency, licence: &Licence) -> LicenceStatus {
    let code = verify::Licence::VerificationCode(licence.verification_code.clone());
    verified(agency, Some(code), Vec::new()).await.unwrap().status()
}

fn revocation(licence: &Licence) -> RevokeLicenceRequest {
    RevokeLicenceRequest {
        name: licence.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: RevocationBasis::CourtRuling.into(),
        ground: "Putusan yang berkekuatan hukum tetap".to_owned(),
    }
}

async fn revoke(officer: &Caller, licence: &Licence) -> Answered<Licence> {
    let answer = officer.licences().revoke_licence(revocation(licence)).await?.into_inner();
    Ok(answer.licence.expect("an answer shows the licence"))
}

async fn head(agency: &Agency) -> Caller {
    agency.officer("pimpinan", &["govern:dpmptsp-magelang"]).await
}

fn about(licence: &Licence, kind: Concern) -> SubmitApplicationRequest {
    SubmitApplicationRequest {
        concerning: Some(Concerning {
            kind: kind.into(),
            licence_number: licence.licence_number.clone(),
            verification_code: licence.verification_code.clone(),
        }),
        ..sip::submission()
    }
}

async fn a_new_licence_is_born_with_the_issue_of_its_application(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "pengecekan").await;
    let before = agency.journal_size().await;

    let application = staff.does(&receipt.name, "pengecekan").await.unwrap();

    let kinds = agency.journal().await.split_off(usize::try_from(before).unwrap());
    let kinds: Vec<String> = kinds.into_iter().map(|body| body.kind).collect();
    assert_eq!(kinds, ["permits.taken", "permits.issued", "licences.issued"]);
    let licence = licence(agency, &staff.loket, &receipt).await;
    assert_eq!(licence.licence_number, application.licence_number);
    assert_eq!(licence.application, receipt.name);
    assert_eq!(licence.status(), LicenceStatus::NotYetSigned);
    // Five years, ending on the day with the same number.
    assert_eq!(date(licence.valid_from.as_ref()), "2026-06-08");
    assert_eq!(date(licence.valid_until.as_ref()), "2031-06-08");
    let progress = agency.public().tracks(&receipt).await.unwrap();
    assert_eq!(progress.verification_code, licence.verification_code);
    assert_eq!(progress.licence_status(), LicenceStatus::NotYetSigned);
}

async fn a_licence_is_verified_by_code_by_number_and_by_its_document(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let licence = in_force(agency, &staff).await;
    let code = || Some(verify::Licence::VerificationCode(licence.verification_code.clone()));
    let number = Some(verify::Licence::LicenceNumber(licence.licence_number.clone()));

    let by_code = verified(agency, code(), Vec::new()).await.unwrap();
    assert_eq!(by_code.status(), LicenceStatus::Valid);
    assert_eq!(by_code.licence_number, "503/0001/SIP/DPMPTSP/VI/2026");
    assert_eq!(by_code.masked_holder, "C***** P******");
    assert_eq!(by_code.document_check(), DocumentCheck::Unspecified);
    assert!(by_code.simulated && by_code.example);
    assert_eq!(verified(agency, number, Vec::new()).await.unwrap(), by_code);
    let by_document = verified(agency, None, digest()).await.unwrap();
    assert_eq!(by_document.document_check(), DocumentCheck::Matches);
    assert_eq!(by_document.licence_number, by_code.licence_number);

    let mut tampered = digest();
    tampered[31] ^= 1;
    let differs = verified(agency, code(), tampered.clone()).await.unwrap();
    assert_eq!(differs.document_check(), DocumentCheck::Differs);
    assert_eq!(differs.status(), LicenceStatus::Valid);
    assert_eq!(reason(verified(agency, None, tampered).await), "LICENCE_NOT_FOUND");
    let unknown = Some(verify::Licence::VerificationCode("0".repeat(26)));
    assert_eq!(reason(verified(agency, unknown, Vec::new()).await), "LICENCE_NOT_FOUND");
    let nothing = verified(agency, None, Vec::new()).await.unwrap_err();
    assert_eq!(violations(&nothing), ["licence"]);
    let short = verified(agency, code(), vec![7; 31]).await.unwrap_err();
    assert_eq!(violations(&short), ["pdf_sha256"]);
}

async fn a_revocation_shows_at_once_and_is_final(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let head = head(agency).await;
    let licence = in_force(agency, &staff).await;
    assert_eq!(status(agency, &licence).await, LicenceStatus::Valid);

    let request = revocation(&licence);
    let mut client = head.licences();
    let first = client.revoke_licence(request.clone()).await.unwrap().into_inner();

    assert_eq!(status(agency, &licence).await, LicenceStatus::Revoked);
    let again = client.revoke_licence(request).await.unwrap().into_inner();
    assert_eq!(first, again);
    assert_eq!(reason(revoke(&head, &licence).await), "LICENCE_REVOKED");
    let shown = seen(&staff.loket, &licence.name).await.unwrap();
    let revocation = shown.revocation.expect("it was revoked");
    assert_eq!(revocation.basis(), RevocationBasis::CourtRuling);
    assert_eq!(revocation.ground, "Putusan yang berkekuatan hukum tetap");
    assert_eq!(revocation.revoked_by, head.name());
    agency.stop().await;
    agency.start().await;
    assert_eq!(status(agency, &licence).await, LicenceStatus::Revoked);
}

async fn only_the_head_of_the_agency_revokes(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let elsewhere = agency.officer("tetangga", &["govern:dinkes-magelang"]).await;
    let licence = in_force(agency, &staff).await;

    assert_eq!(reason(revoke(&elsewhere, &licence).await), "GOVERNOR_ONLY");
    for other in [&staff.kepala, &staff.penerbitan, &agency.administrator()] {
        assert_eq!(reason(revoke(other, &licence).await), "DUTY_MISSING");
    }
    assert_eq!(reason(revoke(&agency.public(), &licence).await), "SIGN_IN_REQUIRED");

    assert_eq!(status(agency, &licence).await, LicenceStatus::Valid);
}

async fn a_renewal_takes_the_place_of_the_old_licence(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let old = in_force(agency, &staff).await;
    let public = agency.public();
    assert_eq!(reason(public.files(about(&old, Concern::Renewal)).await), "RENEWAL_NOT_OPEN");
    agency.time_passes_to(wib("2031-05-02 09:00")).await;

    let receipt = public.files(about(&old, Concern::Renewal)).await.unwrap();
    staff.bring(&receipt.name, "pengecekan").await;
    assert_eq!(status(agency, &old).await, LicenceStatus::Valid);
    let case = staff.does(&receipt.name, "pengecekan").await.unwrap();

    let new = licence(agency, &staff.loket, &receipt).await;
    let replaced = seen(&staff.loket, &old.name).await.unwrap();
    assert_eq!(status(agency, &old).await, LicenceStatus::Superseded);
    assert_eq!(case.concerning.expect("it names the old one").licence, old.name);
    assert_eq!(new.succeeds.as_ref().expect("it has one before").licence, old.name);
    assert_eq!(replaced.superseded_by.expect("it has one after").licence, new.name);
    // It runs from its issue, and ends five years after the old last day.
    assert_eq!(date(new.valid_until.as_ref()), "2036-06-08");
    assert_ne!(new.licence_number, old.licence_number);
    let again = public.files(about(&old, Concern::Renewal)).await;
    assert_eq!(reason(again), "LICENCE_SUPERSEDED");
    let head = head(agency).await;
    assert_eq!(reason(revoke(&head, &old).await), "LICENCE_SUPERSEDED");
}

async fn an_amendment_keeps_the_last_day(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = staff.case_at(agency, "penyampaian").await;
    let old = licence(agency, &staff.loket, &receipt).await;
    let public = agency.public();
    let early = public.files(about(&old, Concern::Amendment)).await;
    assert_eq!(reason(early), "LICENCE_NOT_IN_FORCE");
    sign(agency, &old).await;
    agency.time_passes_to(wib("2027-01-04 09:00")).await;

    let receipt = public.files(about(&old, Concern::Amendment)).await.unwrap();
    staff.bring(&receipt.name, "penyampaian").await;

    let new = licence(agency, &staff.loket, &receipt).await;
    assert_eq!(date(new.valid_until.as_ref()), date(old.valid_until.as_ref()));
    let mut misspelt = about(&new, Concern::Transfer);
    if let Some(concerning) = &mut misspelt.concerning {
        concerning.licence_number.clone_from(&old.licence_number);
    }
    assert_eq!(reason(public.files(misspelt).await), "LICENCE_NOT_FOUND");
}

async fn one_open_application_at_a_time_concerns_a_licence(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let licence = in_force(agency, &staff).await;
    let public = agency.public();
    let first = public.files(about(&licence, Concern::Amendment)).await.unwrap();

    let second = public.files(about(&licence, Concern::Transfer)).await;
    assert_eq!(reason(second), "LICENCE_ALREADY_CONCERNED");
    public.withdraws(&first, "Tidak jadi").await.unwrap();
    let third = public.files(about(&licence, Concern::Transfer)).await.unwrap();

    let seen = seen(&staff.loket, &licence.name).await.unwrap();
    assert_eq!(seen.concerned_by, third.name);
}

async fn what_was_revoked_meanwhile_is_not_renewed(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let head = head(agency).await;
    let old = in_force(agency, &staff).await;
    let receipt = agency.public().files(about(&old, Concern::Transfer)).await.unwrap();
    staff.bring(&receipt.name, "pengecekan").await;
    revoke(&head, &old).await.unwrap();

    let issued = staff.does(&receipt.name, "pengecekan").await;

    assert_eq!(reason(issued), "LICENCE_REVOKED");
    let id = receipt.name.rsplit('/').next().unwrap();
    assert_eq!(agency.store().licence_of(id).await.unwrap(), None);
    // The refused issue has used up no number.
    let next = staff.case_at(agency, "penyampaian").await;
    let next = licence(agency, &staff.loket, &next).await;
    assert_eq!(next.licence_number, "503/0002/SIP/DPMPTSP/VI/2026");
}

async fn a_licence_ends_with_its_last_day(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let licence = in_force(agency, &staff).await;

    agency.time_passes_to(wib("2031-05-09 08:00")).await;
    agency.time_passes_to(wib("2031-06-08 23:59")).await;
    let last = status(agency, &licence).await;
    agency.time_passes_to(wib("2031-06-09 00:00")).await;
    let after = status(agency, &licence).await;
    agency.time_passes_to(wib("2031-06-10 09:00")).await;

    assert_eq!((last, after), (LicenceStatus::Valid, LicenceStatus::Expired));
    // The end follows from the date; that it came is told, once.
    let kinds = agency.kinds_of(&licence.name).await;
    let told = kinds.iter().filter(|kind| kind.contains("expir"));
    assert_eq!(told.collect::<Vec<_>>(), ["licences.expiring", "licences.expired"]);
    let outbox = agency.store().outbox_after("a-reader", 1000).await.unwrap();
    let topics = outbox.iter().filter(|row| row.kind.contains("expir"));
    assert!(topics.clone().count() == 2 && topics.clone().all(|row| row.topic == "licence"));
    let amended = agency.public().files(about(&licence, Concern::Amendment)).await;
    assert_eq!(reason(amended), "LICENCE_NOT_IN_FORCE");
    agency.public().files(about(&licence, Concern::Renewal)).await.unwrap();
}

async fn licences_are_listed_by_their_last_day(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let head = head(agency).await;
    let first = in_force(agency, &staff).await;
    agency.time_passes_to(wib("2026-07-06 09:00")).await;
    let second = in_force(agency, &staff).await;
    agency.time_passes_to(wib("2026-08-03 09:00")).await;
    let receipt = staff.case_at(agency, "penyampaian").await;
    let pending = licence(agency, &staff.loket, &receipt).await;
    let list = |status: LicenceStatus, page_size: i32, page_token: String| ListLicencesRequest {
        parent: head.agency.clone(),
        page_size,
        page_token,
        service: String::new(),
        status: status.into(),
        ends_from: None,
        ends_until: None,
    };
    let names = async |request: ListLicencesRequest| {
        let answer = head.licences().list_licences(request).await.unwrap().into_inner();
        let names: Vec<String> = answer.licences.into_iter().map(|it| it.name).collect();
        (names, answer.next_page_token)
    };
    let any = LicenceStatus::Unspecified;

    let (page, token) = names(list(any, 2, String::new())).await;
    assert_eq!(page, [first.name.clone(), second.name.clone()]);
    let (page, token) = names(list(any, 2, token)).await;
    assert_eq!((page, token.as_str()), (vec![pending.name.clone()], ""));
    let unsigned = names(list(LicenceStatus::NotYetSigned, 0, String::new())).await;
    assert_eq!(unsigned.0, [pending.name]);

    agency.time_passes_to(wib("2031-06-20 09:00")).await;
    let expired = names(list(LicenceStatus::Expired, 0, String::new())).await;
    let valid = names(list(LicenceStatus::Valid, 0, String::new())).await;
    assert_eq!((expired.0, valid.0), (vec![first.name], vec![second.name.clone()]));
    let of_july = ListLicencesRequest {
        service: sip::SERVICE.to_owned(),
        ends_from: Some(contract::google::r#type::Date { year: 2031, month: 7, day: 1 }),
        ends_until: Some(contract::google::r#type::Date { year: 2031, month: 7, day: 31 }),
        ..list(any, 0, String::new())
    };
    assert_eq!(names(of_july).await.0, [second.name]);
}
