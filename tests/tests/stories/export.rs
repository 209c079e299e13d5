//! Everybody gets what is held on them, and who read it; and nobody else does.

use contract::satupintu::complaints::v1::{ReadComplaintRequest, Reporter, SubmitComplaintRequest};
use contract::satupintu::consultations::v1::{Disposition, Element};
use contract::satupintu::permits::v1::{OvertakeReason, Purpose, ReleaseReason};
use contract::satupintu::privacy::v1::{
    ExportDataRequest, ExportOwnDataRequest, ReadExportRequest,
};
use serde_json::Value;
use stories::complaints::{self, Filed};
use stories::sip::{self, Staff};
use stories::standards::{standard, whole};
use stories::{Agency, Answered, Caller, Receipt, on_each_backend, reason, request_id, wib};

on_each_backend! { Plan::sip() =>
    an_applicant_gets_everything_and_who_read_it,
    the_protector_gets_the_same_for_the_person,
    an_export_is_journaled_and_itself_in_the_next_one,
    a_long_export_comes_in_parts,
    an_export_is_read_within_the_hour,
    a_wrong_secret_exports_nothing,
    a_reporter_gets_what_was_said_and_who_read_it,
    whoever_took_part_in_a_forum_gets_the_own_part_alone,
    the_protector_gets_what_reporters_and_participants_left,
}

async fn exported(agency: &Agency, receipt: &Receipt) -> Answered<String> {
    exported_by(agency, &receipt.number, &receipt.secret).await
}

/// The same by any receipt, and by the slip of a forum.
async fn exported_by(agency: &Agency, number: &str, secret: &str) -> Answered<String> {
    let request = ExportOwnDataRequest {
        receipt_number: number.to_owned(),
        secret: secret.to_owned(),
        request_id: request_id(),
        etag: String::new(),
    };
    let answer = agency.public().privacy().export_own_data(request).await?;
    Ok(answer.into_inner().export_token)
}

/// The whole document, and in how many parts it came.
async fn read(caller: &Caller, token: String) -> Answered<(Value, usize)> {
    let (mut token, mut bytes, mut parts) = (token, Vec::new(), 0);
    while !token.is_empty() {
        let answer = caller.privacy().read_export(ReadExportRequest { token }).await?.into_inner();
        assert!(answer.json.len() <= 64 * 1024);
        bytes.extend(answer.json);
        token = answer.next_token;
        parts += 1;
    }
    Ok((serde_json::from_slice(&bytes).unwrap(), parts))
}

/// A case behind an older one, so that taking it needs a note.
async fn younger_of_two(agency: &Agency) -> Receipt {
    agency.public().files(sip::submission()).await.unwrap();
    agency.time_passes_to(wib("2026-06-08 09:01")).await;
    agency.public().files(sip::submission()).await.unwrap()
}

async fn an_applicant_gets_everything_and_who_read_it(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = younger_of_two(agency).await;
    let late = OvertakeReason::DeadlineNear;
    staff.loket.overtakes(&receipt.name, "pendaftaran", late, "Hampir jatuh tempo").await.unwrap();
    staff.loket.reads(&receipt.name, Purpose::CompletenessCheck).await.unwrap();
    let defects = [("ktp", "Foto KTP buram")];
    staff.loket.returns(&receipt.name, "pendaftaran", &defects).await.unwrap();

    let token = exported(agency, &receipt).await.unwrap();
    let (document, parts) = read(&agency.public(), token).await.unwrap();

    assert_eq!(parts, 1);
    assert_eq!(document["receipt_number"], receipt.number.as_str());
    let form = &document["history"][0]["texts"]["submission.form"];
    assert_eq!(form["name"], "Contoh Pemohon");
    assert_eq!(form["nik"], "9901011708450001");
    let text = document.to_string();
    assert!(text.contains("Foto KTP buram") && text.contains("Hampir jatuh tempo"), "{text}");
    let reading = &document["readings"][0];
    assert_eq!(reading["by"]["who"], staff.loket.name().as_str());
    assert_eq!(reading["by"]["duties"][0], format!("execute:{}", sip::LOKET));
    assert_eq!(reading["purpose"], "completeness_check");
    assert_eq!(reading["what"]["id"], "Isian dibaca petugas");
    // What happened is said in words, for every kind of event there is.
    let history = document["history"].as_array().unwrap();
    assert!(history.iter().all(|event| event["what"]["id"] != event["kind"]), "{history:?}");
}

async fn the_protector_gets_the_same_for_the_person(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let protector = agency.officer("protector", &["protect:dpmptsp-magelang"]).await;
    let elsewhere = agency.officer("elsewhere", &["protect:dinkes-magelang"]).await;
    let request = || ExportDataRequest {
        name: receipt.name.clone(),
        request_id: request_id(),
        etag: String::new(),
    };

    let token = protector.privacy().export_data(request()).await.unwrap().into_inner().export_token;
    let (document, _) = read(&agency.public(), token).await.unwrap();

    assert_eq!(document["history"][0]["texts"]["submission.form"]["name"], "Contoh Pemohon");
    assert_eq!(document["readings"][0]["by"]["who"], protector.name().as_str());
    assert_eq!(reason(elsewhere.privacy().export_data(request()).await), "DUTY_MISSING");
}

async fn an_export_is_journaled_and_itself_in_the_next_one(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();

    exported(agency, &receipt).await.unwrap();
    let token = exported(agency, &receipt).await.unwrap();
    let (document, _) = read(&agency.public(), token).await.unwrap();

    assert_eq!(agency.kinds_of(&receipt.name).await[1..], ["privacy.exported", "privacy.exported"]);
    let readings = document["readings"].as_array().unwrap();
    assert_eq!(readings.len(), 2);
    assert_eq!(
        (&readings[0]["by"]["who"], &readings[0]["purpose"]),
        (&"applicant".into(), &"applicant".into())
    );
}

async fn a_long_export_comes_in_parts(agency: &mut Agency) {
    let staff = Staff::enrolled(agency, "").await;
    let receipt = younger_of_two(agency).await;
    for round in 0..40 {
        let note = format!("{round} {}", "kata ".repeat(380));
        let near = OvertakeReason::DeadlineNear;
        staff.loket.overtakes(&receipt.name, "pendaftaran", near, &note).await.unwrap();
        staff.loket.releases(&receipt.name, "pendaftaran", ReleaseReason::Workload).await.unwrap();
    }

    let token = exported(agency, &receipt).await.unwrap();
    let (document, parts) = read(&agency.public(), token).await.unwrap();

    assert!(parts > 1, "{parts}");
    assert_eq!(document["history"].as_array().unwrap().len(), 81);
}

async fn an_export_is_read_within_the_hour(agency: &mut Agency) {
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let token = exported(agency, &receipt).await.unwrap();

    agency.time_passes_to(wib("2026-06-08 10:01")).await;

    assert_eq!(reason(read(&agency.public(), token).await), "EXPORT_EXPIRED");
}

async fn a_wrong_secret_exports_nothing(agency: &mut Agency) {
    let mine = agency.public().files(sip::submission()).await.unwrap();
    let other = agency.public().files(sip::submission()).await.unwrap();
    let forged = Receipt { secret: other.secret, ..mine };

    assert_eq!(reason(exported(agency, &forged).await), "RECEIPT_UNKNOWN");
    let made_up = ReadExportRequest { token: "AAAA".to_owned() };
    let answer = agency.public().privacy().read_export(made_up).await;
    assert_eq!(reason(answer), "PAGE_TOKEN_INVALID");
}

/// A complaint with a name, of which the one who verifies it has read the name.
async fn complaint_read_by(staff: &complaints::Staff, agency: &Agency) -> Filed {
    let reporter = Reporter {
        name: "Contoh Pelapor".to_owned(),
        phone: "081200000021".to_owned(),
        ..Reporter::default()
    };
    let parent = agency.public().agency;
    let request =
        SubmitComplaintRequest { reporter: Some(reporter), ..complaints::complaint(&parent) };
    let filed = agency.public().complains(request).await.unwrap();
    let read = ReadComplaintRequest {
        name: filed.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        identity: true,
    };
    staff.admin.complaints().read_complaint(read).await.unwrap();
    filed
}

async fn a_reporter_gets_what_was_said_and_who_read_it(agency: &mut Agency) {
    let staff = complaints::Staff::enrolled(agency).await;
    let filed = complaint_read_by(&staff, agency).await;
    let other = complaint_read_by(&staff, agency).await;
    staff.brings_to_an_answer(&filed.name).await;

    let token = exported_by(agency, &filed.number, &filed.secret).await.unwrap();
    let (document, _) = read(&agency.public(), token).await.unwrap();
    let again = exported_by(agency, &filed.number, &filed.secret).await.unwrap();
    let (second, _) = read(&agency.public(), again).await.unwrap();

    assert_eq!(document["receipt_number"], filed.number.as_str());
    let received = &document["history"][0]["texts"];
    assert_eq!(received["reporter"]["name"], "Contoh Pelapor");
    assert_eq!(received["text"], "Loket tutup sebelum waktunya");
    let text = document.to_string();
    assert!(text.contains("Jam loket sudah diperbaiki"), "{text}");
    // What officers said to each other is about others, too.
    for never in ["Petugas sudah dimintai keterangan", "Mohon ditindaklanjuti", &other.name] {
        assert!(!text.contains(never), "{text}");
    }
    let reading = &document["readings"][0];
    assert_eq!(reading["by"]["who"], staff.admin.name().as_str());
    assert_eq!(reading["with_identity"], true);
    let history = document["history"].as_array().unwrap();
    assert!(history.iter().all(|event| event["what"]["id"] != event["kind"]), "{history:?}");
    assert_eq!(second["readings"].as_array().unwrap().len(), 3);
    let wrong = exported_by(agency, &filed.number, &other.secret).await;
    assert_eq!(reason(wrong), "RECEIPT_UNKNOWN");
    agency.verify().await;
}

async fn whoever_took_part_in_a_forum_gets_the_own_part_alone(agency: &mut Agency) {
    let (clerk, public) = (agency.administrator(), agency.public());
    clerk.drafts(&whole(2)).await.unwrap();
    let forum = clerk.holds_forum(&standard(2), "2026-06-08", "2026-06-12").await.unwrap().name;
    let expert = clerk.registers(&forum, Element::Expert, "Contoh Ahli").await.unwrap();
    clerk.registers(&forum, Element::Media, "Contoh Wartawan").await.unwrap();
    let said = clerk.records_comment(&forum, &expert.participant, "fee", "Gratiskan").await;
    let rejected = (Disposition::Rejected, "", "Diatur undang-undang", "");
    clerk.decides(&said.unwrap().name, rejected, "2026-06-12").await.unwrap();
    let written = public.comments(&forum, "time", "Terlalu lama").await.unwrap();
    clerk.reads_contributor(&forum, &expert.participant).await.unwrap();
    let (slip, other) = (expert.slip.unwrap(), written.slip.unwrap());

    let token = exported_by(agency, &slip.receipt_number, &slip.secret).await.unwrap();
    let (document, _) = read(&public, token).await.unwrap();
    let token = exported_by(agency, &other.receipt_number, &other.secret).await.unwrap();
    let (of_comment, _) = read(&public, token).await.unwrap();

    assert_eq!(document["participant"]["participant"], expert.participant.as_str());
    let texts = &document["history"][0]["texts"];
    assert_eq!(texts["person"]["name"], "Contoh Ahli");
    let text = document.to_string();
    assert!(text.contains("Gratiskan") && text.contains("Diatur undang-undang"), "{text}");
    assert_eq!(document["readings"].as_array().unwrap().len(), 2);
    assert_eq!(document["readings"][0]["purpose"], "reply");
    for never in ["Contoh Wartawan", "Contoh Warga", "Terlalu lama"] {
        assert!(!text.contains(never), "{text}");
    }
    assert_eq!(of_comment["history"][0]["texts"]["author"]["name"], "Contoh Warga");
    assert!(!of_comment.to_string().contains("Contoh Ahli"), "{of_comment}");
    let kinds = document["history"].as_array().unwrap();
    assert!(kinds.iter().all(|event| event["what"]["id"] != event["kind"]), "{kinds:?}");
    agency.verify().await;
}

async fn exported_for(protector: &Caller, name: &str) -> Answered<String> {
    let (name, etag) = (name.to_owned(), String::new());
    let request = ExportDataRequest { name, request_id: request_id(), etag };
    Ok(protector.privacy().export_data(request).await?.into_inner().export_token)
}

async fn the_protector_gets_what_reporters_and_participants_left(agency: &mut Agency) {
    let staff = complaints::Staff::enrolled(agency).await;
    let protector = agency.officer("protector", &["protect:dpmptsp-magelang"]).await;
    let accused = agency.officer("accused", &["protect:dpmptsp-magelang"]).await;
    let filed = complaint_read_by(&staff, agency).await;
    staff.admin.verifies(&filed.name, &[&accused]).await.unwrap();
    let clerk = agency.administrator();
    clerk.drafts(&whole(2)).await.unwrap();
    let forum = clerk.holds_forum(&standard(2), "2026-06-08", "2026-06-12").await.unwrap().name;
    let expert = clerk.registers(&forum, Element::Expert, "Contoh Ahli").await.unwrap();
    let unknown = format!("{forum}/comments/67e55044-10b1-826f-9247-bb680e5fe0c8");

    let complaint = exported_for(&protector, &filed.name).await.unwrap();
    let participant = exported_for(&protector, &expert.participant).await.unwrap();
    let by_accused = exported_for(&accused, &filed.name).await;
    let unknown = exported_for(&protector, &unknown).await;

    let (complaint, _) = read(&agency.public(), complaint).await.unwrap();
    assert_eq!(complaint["history"][0]["texts"]["reporter"]["name"], "Contoh Pelapor");
    let (participant, _) = read(&agency.public(), participant).await.unwrap();
    assert_eq!(participant["history"][0]["texts"]["person"]["name"], "Contoh Ahli");
    assert_eq!(reason(by_accused), "COMPLAINT_NOT_FOUND");
    assert_eq!(reason(unknown), "CONTRIBUTOR_NOT_FOUND");
}
