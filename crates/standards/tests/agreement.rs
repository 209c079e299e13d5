//! A standard and its SOP must tell the same story.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use sop::Sop;
use standards::Service;

const SERVICE: &str = r#"format = 1

[service]
id = "izin-contoh"
version = 1
code = "SIP"
agency = "dpmptsp"
agency_code = "KTM"
title = "Izin Contoh"
title_en = "Example permit"
audience = "public"
permit = true
sop = { id = "izin-contoh", version = 1 }
origin = { text = "DPMPTSP" }
time = { working_days = 5, source = "example" }
fee = { rupiah = 0, source = "example" }
product = { text = "Izin", source = "example" }
number = { template = "503/{urut}/{kode}/{tahun}", source = "example" }
lapse = { rule = "escalation", citation = { text = "UU 25/2009", source = "example" } }
"#;

const PROCEDURE: &str = r#"format = 1

[sop]
id = "izin-contoh"
version = 1
number = "1"
title = "Izin Contoh"
agency = "dpmptsp"
created = 2024-01-02
effective = 2024-02-01
approved_by = { position = "Kepala", source = "example" }
legal_basis = [{ text = "UU 25/2009", source = "example" }]

[[executor]]
id = "loket"
executor = "dpmptsp/pelayanan/loket"
title = "Loket"

[[executor]]
id = "kepala"
executor = "dpmptsp/pimpinan/kepala"
title = "Kepala"

[[step]]
id = "mulai"
kind = "start"
next = "periksa"

[[step]]
id = "periksa"
name = "Memeriksa"
kind = "decision"
by = "loket"
act = "verification"
time = { working_days = 1, source = "example" }
output = "Hasil"

[[step.outcome]]
id = "baik"
to = "terbitkan"

[[step.outcome]]
id = "ulang"
to = "perbaiki"
cap = 2

[[step]]
id = "perbaiki"
name = "Memperbaiki"
kind = "applicant"
next = "periksa"

[[step]]
id = "terbitkan"
name = "Menerbitkan"
kind = "activity"
by = "kepala"
act = "issuance"
time = { working_days = 2, source = "example" }
output = "Izin"
next = "terbit"

[[step]]
id = "terbit"
kind = "end"
result = "issued"
"#;

fn procedure(from: &str, to: &str) -> Sop {
    assert!(PROCEDURE.contains(from), "{from}");
    sop::load(&PROCEDURE.replace(from, to)).unwrap()
}

/// The codes of all contradictions, and the text that each marks.
fn contradictions(service: &str, sop: &Sop) -> Vec<(&'static str, String)> {
    let found = Service::parse(service).unwrap().agrees_with(sop);
    found.into_iter().map(|it| (it.code, service[it.span].to_owned())).collect()
}

#[test]
fn a_promise_that_holds_with_every_loop_taken_is_accepted() {
    // Three checks of one day and the issuance of two are just five days.
    assert_eq!(contradictions(SERVICE, &procedure("cap = 2", "cap = 2")), []);
}

#[test]
fn a_promise_that_one_more_loop_would_break_is_refused() {
    let found = contradictions(SERVICE, &procedure("cap = 2", "cap = 3"));

    let marked = r#"{ working_days = 5, source = "example" }"#.to_owned();
    assert_eq!(found, [("SVC010", marked)]);
}

#[test]
fn the_slower_path_is_named() {
    let sop = procedure("cap = 2", "cap = 3");

    let found = Service::parse(SERVICE).unwrap().agrees_with(&sop);

    let fault = found.first().unwrap();
    assert!(fault.message.id.contains("5 hari kerja, SOP dapat memakan 6 hari kerja"), "{fault:?}");
    assert!(fault.remedy.en.contains("periksa, perbaiki, periksa"), "{fault:?}");
}

#[test]
fn a_procedure_of_another_agency_is_refused() {
    let found = contradictions(SERVICE, &procedure("agency = \"dpmptsp\"", "agency = \"dinkes\""));

    assert_eq!(found, [("SVC011", r#""dpmptsp""#.to_owned())]);
}

#[test]
fn another_version_of_the_procedure_is_refused() {
    let found = contradictions(SERVICE, &procedure("version = 1", "version = 2"));

    assert_eq!(found, [("SVC012", "sop".to_owned())]);
}

#[test]
fn calendar_days_do_not_measure_working_days() {
    let service = SERVICE.replace("working_days = 5", "calendar_days = 60");

    let found = contradictions(&service, &procedure("cap = 2", "cap = 2"));

    assert_eq!(found.first().unwrap().0, "SVC013");
}

#[test]
fn a_procedure_that_issues_nothing_serves_no_standard() {
    let found = contradictions(SERVICE, &procedure("act = \"issuance\"", "act = \"delivery\""));

    assert_eq!(found, [("SVC014", "sop".to_owned())]);
}

#[test]
fn all_contradictions_are_shown_at_once() {
    let sop = procedure("agency = \"dpmptsp\"\ncreated", "agency = \"dinkes\"\ncreated");
    let service = SERVICE.replace("version = 1 }", "version = 9 }").replace("days = 5", "days = 4");

    let codes: Vec<_> = contradictions(&service, &sop).into_iter().map(|(code, _)| code).collect();

    assert_eq!(codes, ["SVC011", "SVC012", "SVC010"]);
}

#[test]
fn an_assessed_fee_needs_a_step_that_assesses() {
    let assessed = SERVICE.replace(
        "fee = { rupiah = 0, source = \"example\" }",
        "fee = { assessed = \"SKRD\", source = \"example\", perda = { text = \"Perda 1/2024\", source = \"example\" } }",
    );

    assert_eq!(codes_of(&assessed, PROCEDURE), ["SVC015"]);
    let assessing = PROCEDURE.replacen("act = \"verification\"", "act = \"assessment\"", 1);
    assert_eq!(codes_of(&assessed, &assessing), [""; 0]);
}

#[test]
fn a_procedure_of_a_free_service_waits_for_no_payment() {
    let waiting = PROCEDURE.replacen(
        "act = \"verification\"",
        "act = \"verification\"\ninputs = [\"Bukti bayar retribusi\"]",
        1,
    );

    assert_eq!(codes_of(SERVICE, &waiting), ["SVC016"]);
}

#[test]
fn a_step_needs_to_know_only_what_is_asked_for() {
    let needing = |needs: &str| {
        let act = format!("act = \"verification\"\nneeds = [\"{needs}\"]");
        PROCEDURE.replacen("act = \"verification\"", &act, 1)
    };
    let asking =
        format!("{SERVICE}\n[[requirement]]\nid = \"str\"\ntext = \"STR\"\nsource = \"example\"\n");
    let complete = |text: &str| {
        let whole = "id = \"baik\"\nto = \"terbitkan\"";
        text.replacen(whole, &format!("{whole}\neffect = \"complete\""), 1)
    };

    assert_eq!(codes_of(&asking, &complete(&needing("ktp"))), ["SVC051"]);
    assert_eq!(codes_of(&asking, &complete(&needing("str"))), [""; 0]);
}

#[test]
fn what_is_asked_for_is_found_complete_and_not_made_on_the_way() {
    let asking = format!(
        "{SERVICE}\n[[requirement]]\nid = \"hasil\"\ntext = \"hasil\"\nsource = \"example\"\n"
    );

    assert_eq!(codes_of(&asking, PROCEDURE), ["SVC017", "SVC018"]);
    let complete = PROCEDURE.replacen(
        "id = \"baik\"\nto = \"terbitkan\"",
        "id = \"baik\"\nto = \"terbitkan\"\neffect = \"complete\"",
        1,
    );
    assert_eq!(codes_of(&asking, &complete), ["SVC018"]);
}

fn codes_of(service: &str, procedure: &str) -> Vec<&'static str> {
    let service = Service::parse(service).unwrap_or_else(|found| panic!("{found:#?}"));
    let sop = sop::load(procedure).unwrap_or_else(|found| panic!("{found:#?}"));
    service.agrees_with(&sop).into_iter().map(|found| found.code).collect()
}

#[test]
fn a_free_service_is_never_paid_for() {
    let charging = procedure("act = \"issuance\"", "act = \"issuance\"\nfee = true");
    let perda = r#"perda = { text = "Perda 1/2024", source = "example" }"#;
    let priced = SERVICE.replace("rupiah = 0", &format!("rupiah = 50_000, {perda}"));

    assert_eq!(contradictions(SERVICE, &charging), [("SVC050", "sop".to_owned())]);
    assert_eq!(contradictions(&priced, &charging), []);
}
