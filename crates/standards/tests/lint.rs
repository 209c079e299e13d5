//! The fourteen components, and what deserves a look in a standard.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use sop::Severity;
use standards::{ChannelKind, Component, Service};

const HEAD: &str = r#"format = 1

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
time = { working_days = 5, source = "published" }
fee = { rupiah = 0, source = "published" }
product = { text = "Izin Contoh", source = "published" }
number = { template = "503/{urut}/{kode}/{tahun}", source = "published" }
lapse = { rule = "escalation", citation = { text = "UU 25/2009", source = "published" } }
"#;

const STANDARD: &str = r#"
[standard]
complaints = [{ channel = "phone", text = "0531-0000", source = "published" }]
legal_basis = [{ text = "UU 25/2009", source = "published" }]
facilities = [{ text = "Ruang tunggu", source = "published" }]
competence = [{ text = "Penata perizinan", source = "published" }]
supervision = [{ text = "Atasan langsung", source = "published" }]
staff = { count = 3, source = "published" }
guarantee = [{ text = "Sesuai waktu", source = "published" }]
safety = [{ text = "Data terenkripsi", source = "example" }]
evaluation = [{ text = "Setahun sekali", source = "published" }]
"#;

fn asking(text: &str, further: &str) -> String {
    format!(
        "\n[[requirement]]\nid = \"syarat\"\ntext = \"{text}\"\nsource = \"published\"\n{further}\n"
    )
}

fn service(text: &str) -> Service {
    Service::parse(text).unwrap_or_else(|found| panic!("{found:#?}"))
}

fn codes(text: &str) -> Vec<(&'static str, Severity)> {
    service(text).lint().into_iter().map(|found| (found.code, found.severity)).collect()
}

#[test]
fn a_file_of_before_reads_as_it_did_and_says_what_it_lacks() {
    let service = service(HEAD);

    let missing = service.missing_components();

    assert_eq!(missing.len(), 10);
    assert!(missing.contains(&Component::Requirements));
    assert!(missing.contains(&Component::Guarantee));
    assert!(!missing.contains(&Component::Fee));
    assert_eq!(codes(HEAD), [("SVC022", Severity::Warning)]);
}

#[test]
fn a_whole_standard_lacks_nothing_and_names_its_examples() {
    let service = service(&format!("{HEAD}{STANDARD}{}", asking("KTP", "")));

    assert_eq!(service.missing_components(), []);
    assert_eq!(service.examples(), ["standard.safety"]);
    assert_eq!(service.components().complaints[0].kind, ChannelKind::Phone);
    assert_eq!(service.components().staff.as_ref().unwrap().value, 3);
    assert_eq!(service.lint(), []);
}

#[test]
fn any_one_component_left_out_is_missing() {
    let whole = format!("{HEAD}{STANDARD}{}", asking("KTP", ""));
    for component in Component::ALL {
        let Some(key) = component.key().strip_prefix("standard.") else { continue };
        let start = whole.find(&format!("\n{key} = ")).unwrap() + 1;
        let end = start + whole[start..].find('\n').unwrap() + 1;
        let without = format!("{}{}", &whole[..start], &whole[end..]);

        assert_eq!(service(&without).missing_components(), [component]);
    }
}

#[test]
fn the_first_six_components_are_those_of_the_delivery() {
    let delivery: Vec<Component> =
        Component::ALL.into_iter().filter(|it| it.is_of_delivery()).collect();

    assert_eq!(delivery.len(), 6);
    assert_eq!(delivery.last(), Some(&Component::Complaints));
}

#[test]
fn what_is_free_asks_for_no_receipt_of_a_fee() {
    let whole = |text: &str| format!("{HEAD}{STANDARD}{}", asking(text, ""));

    assert_eq!(codes(&whole("Bukti bayar retribusi daerah")), [("SVC020", Severity::Warning)]);
    assert_eq!(codes(&whole("Bukti lunas PBB tahun terakhir")), []);
    let text = whole("Bukti bayar retribusi daerah");
    let found = &service(&text).lint()[0];
    assert_eq!(&text[found.span.clone()], "\"Bukti bayar retribusi daerah\"");
    assert!(!found.remedy.id.is_empty());
}

#[test]
fn an_agency_does_not_ask_for_its_own_papers() {
    let whole = |text: &str, further: &str| format!("{HEAD}{STANDARD}{}", asking(text, further));
    let own = [("SVC021", Severity::Warning)];

    assert_eq!(codes(&whole("Asli izin lama (perpanjangan)", "")), own);
    assert_eq!(codes(&whole("Fotokopi Izin Contoh sebelumnya", "")), own);
    assert_eq!(codes(&whole("Rekomendasi", "issued_by = \"dpmptsp\"")), own);
    assert_eq!(codes(&whole("Rekomendasi", "issued_by = \"dinkes\"")), []);
}

#[test]
fn what_is_asked_twice_is_told_once() {
    let twice = format!(
        "{HEAD}{STANDARD}{}{}",
        asking("KTP", ""),
        asking("ktp", "").replace("\"syarat\"", "\"lagi\"")
    );

    assert_eq!(codes(&twice), [("SVC023", Severity::Warning)]);
}

#[test]
fn a_channel_or_a_number_that_cannot_be_is_refused() {
    for (from, to) in [
        ("channel = \"phone\"", "channel = \"pigeon\""),
        ("count = 3", "count = 0"),
        ("text = \"0531-0000\", ", ""),
        ("safety", "saftey"),
    ] {
        let text = format!("{HEAD}{STANDARD}").replace(from, to);
        assert_eq!(Service::parse(&text).unwrap_err().len(), 1, "{to}");
    }
}
