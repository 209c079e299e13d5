//! Everybody gets what is held on them, and who read it; and nobody else does.

use contract::satupintu::permits::v1::{OvertakeReason, Purpose, ReleaseReason};
use contract::satupintu::privacy::v1::{
    ExportDataRequest, ExportOwnDataRequest, ReadExportRequest,
};
use serde_json::Value;
use stories::sip::{self, Staff};
use stories::{Agency, Answered, Caller, Receipt, on_each_backend, reason, request_id, wib};

on_each_backend! { Plan::sip() =>
    an_applicant_gets_everything_and_who_read_it,
    the_protector_gets_the_same_for_the_person,
    an_export_is_journaled_and_itself_in_the_next_one,
    a_long_export_comes_in_parts,
    an_export_is_read_within_the_hour,
    a_wrong_secret_exports_nothing,
}

async fn exported(agency: &Agency, receipt: &Receipt) -> Answered<String> {
    let request = ExportOwnDataRequest {
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
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
