//! What the reader of service files refuses, and how it says so.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use sop::{Diagnostic, Position};
use standards::{FeeBasis, LapseRule, Service};

const WHOLE: &str = r#"format = 1

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
time = { working_days = 9, source = "published" }
fee = { rupiah = 0, source = "published" }
product = { text = "Izin", source = "published" }
validity = { months = 60, source = "published" }
number = { template = "503/{urut}/{kode}/{tahun}", source = "published" }
lapse = { rule = "escalation", citation = { text = "UU 25/2009", source = "published" } }
warn_before = { working_days = 2 }

[[requirement]]
id = "ktp"
text = "KTP"
source = "published"
"#;

fn with(from: &str, to: &str) -> String {
    assert!(WHOLE.contains(from), "{from}");
    WHOLE.replace(from, to)
}

fn faults(text: &str) -> Vec<Diagnostic> {
    Service::parse(text).unwrap_err()
}

/// The one fault of `text`: its code, and what it marks.
fn fault(text: &str) -> (&'static str, String) {
    let found = faults(text);
    let [fault] = found.as_slice() else { panic!("{found:#?}") };
    (fault.code, text.get(fault.span.clone()).unwrap().to_owned())
}

#[test]
fn a_whole_file_is_read() {
    let service = Service::parse(WHOLE).unwrap();

    assert_eq!(service.code(), "SIP");
    assert_eq!(service.lapse().rule, LapseRule::Escalation);
    assert!(!service.requirement("ktp").unwrap().optional);
    assert!(!service.is_example());
}

#[test]
fn an_example_is_named_by_its_path() {
    let text = with(
        r#"validity = { months = 60, source = "published" }"#,
        r#"validity = { months = 60, source = "example" }"#,
    )
    .replace("text = \"KTP\"\nsource = \"published\"", "text = \"KTP\"\nsource = \"example\"");

    let service = Service::parse(&text).unwrap();

    assert_eq!(service.examples(), ["validity", "requirement.ktp"]);
}

#[test]
fn a_fee_without_a_regulation_is_refused() {
    let text = with("rupiah = 0", "rupiah = 50_000");

    let (code, marked) = fault(&text);

    assert_eq!(code, "SVC001");
    assert_eq!(marked, r#"{ rupiah = 50_000, source = "published" }"#);
}

#[test]
fn an_assessed_fee_needs_a_regulation_too() {
    assert_eq!(fault(&with("rupiah = 0", r#"assessed = "dihitung""#)).0, "SVC001");
}

#[test]
fn a_fee_with_its_perda_is_accepted() {
    let text = with(
        "fee = { rupiah = 0,",
        r#"fee = { rupiah = 50_000, perda = { text = "Perda 1/2024", source = "published" },"#,
    );

    let service = Service::parse(&text).unwrap();

    assert_eq!(service.fee().rupiah(), Some(50_000));
    assert!(matches!(service.fee().basis(), Some(FeeBasis::Perda(_))));
}

#[test]
fn a_fee_is_one_amount_on_one_basis() {
    let two_amounts = with("rupiah = 0", r#"rupiah = 0, assessed = "dihitung""#);
    let two_bases = with(
        "rupiah = 0",
        r#"rupiah = 1, perda = { text = "a", source = "example" },
        pnbp = { text = "b", source = "example" }"#,
    );

    assert_eq!(fault(&two_amounts), ("SVC003", "assessed".to_owned()));
    assert_eq!(fault(&two_bases), ("SVC003", "pnbp".to_owned()));
}

/// A fee that is assessed from one line, with `more` beside it.
fn assessed(more: &str) -> String {
    let fee = r#"assessed = "dihitung", perda = { text = "Perda 1/2024", source = "published" },
        item = [{ code = "luas", text = "Luas", unit = "m2", rupiah = 15_000, source = "example" }],"#;
    with("fee = { rupiah = 0,", &format!("fee = {{ {fee} {more}"))
}

#[test]
fn a_tariff_is_read_line_by_line() {
    let text = assessed(r#"due = { working_days = 10, source = "example" },"#);

    let service = Service::parse(&text).unwrap();

    let [line] = service.fee().tariff() else { panic!("{:?}", service.fee()) };
    assert_eq!((line.code.as_str(), line.unit.as_str(), line.rupiah), ("luas", "m2", 15_000));
    assert_eq!(service.fee().time().remind, calendar::WorkDuration::WorkingDays(7));
    assert_eq!(service.examples(), ["fee.due", "fee.item.luas"]);
}

#[test]
fn a_tariff_belongs_to_a_fee_that_is_assessed() {
    let text = assessed("").replace(r#"assessed = "dihitung""#, "rupiah = 5");

    assert_eq!(fault(&text), ("SVC003", "item".to_owned()));
}

#[test]
fn a_line_of_a_tariff_has_one_code_and_a_price() {
    let twice = assessed("").replace("item = [{", r#"item = [{ code = "luas", text = "Lagi", unit = "m", rupiah = 1, source = "example" }, {"#);
    let free = assessed("").replace("15_000", "0");

    assert_eq!(fault(&twice), ("SOP009", "\"luas\"".to_owned()));
    assert_eq!(fault(&free), ("SOP010", "0".to_owned()));
}

#[test]
fn a_fee_is_due_in_days_and_reminded_of_before() {
    let hours = assessed(r#"due = { office_hours = 2, source = "example" },"#);
    let late = assessed(
        r#"due = { calendar_days = 5, remind = { calendar_days = 5 }, source = "example" },"#,
    );
    let other = assessed(
        r#"due = { calendar_days = 5, remind = { working_days = 1 }, source = "example" },"#,
    );

    assert_eq!(fault(&hours), ("SOP010", "2".to_owned()));
    assert_eq!(fault(&late), ("SVC003", "5".to_owned()));
    assert_eq!(fault(&other), ("SVC003", "1".to_owned()));
}

#[test]
fn a_negative_fee_is_refused() {
    assert_eq!(fault(&with("rupiah = 0", "rupiah = -1")), ("SOP010", "-1".to_owned()));
}

#[test]
fn a_fault_in_the_number_is_marked_within_the_template() {
    let unknown = with("{kode}", "{nama}");
    let sequence = with("{urut}", "1");

    assert_eq!(fault(&unknown), ("SVC002", "{nama}".to_owned()));
    assert_eq!(fault(&sequence), ("SVC002", r#""503/1/{kode}/{tahun}""#.to_owned()));
}

#[test]
fn an_escaped_template_is_marked_whole() {
    let text = with("503/{urut}/{kode}", r"\u0035/{urut}/{nama}");

    assert_eq!(fault(&text), ("SVC002", r#""\u0035/{urut}/{nama}/{tahun}""#.to_owned()));
}

#[test]
fn a_code_is_two_to_five_capitals() {
    assert_eq!(fault(&with(r#""SIP""#, r#""sip""#)), ("SOP007", r#""sip""#.to_owned()));
    assert_eq!(fault(&with(r#""KTM""#, r#""K""#)), ("SOP007", r#""K""#.to_owned()));
    assert_eq!(fault(&with(r#""KTM""#, r#""KOTIMX""#)).0, "SOP007");
}

#[test]
fn a_lapse_needs_its_citation() {
    let text = with(r#"citation = { text = "UU 25/2009", source = "published" } "#, "");

    assert_eq!(fault(&text).0, "SOP003");
}

#[test]
fn a_warning_comes_within_the_time_and_in_its_unit() {
    let late = with("warn_before = { working_days = 2 }", "warn_before = { working_days = 9 }");
    let other = with("warn_before = { working_days = 2 }", "warn_before = { calendar_days = 2 }");

    assert_eq!(fault(&late), ("SVC003", "9".to_owned()));
    assert_eq!(fault(&other), ("SVC003", "2".to_owned()));
}

#[test]
fn a_service_cannot_promise_no_time_at_all() {
    assert_eq!(fault(&with("working_days = 9", "working_days = 0")).0, "SOP010");
}

#[test]
fn a_requirement_is_listed_once() {
    let text =
        format!("{WHOLE}\n[[requirement]]\nid = \"ktp\"\ntext = \"lagi\"\nsource = \"example\"\n");

    assert_eq!(fault(&text), ("SOP009", r#""ktp""#.to_owned()));
}

#[test]
fn what_is_looked_at_on_a_visit_is_listed_once() {
    let item = "[[checklist]]\nid = \"apar\"\ntext = \"Alat pemadam\"\nsource = \"example\"\n";
    let once = format!("{WHOLE}\n{item}");

    let service = Service::parse(&once).unwrap();

    assert_eq!(service.checklist()[0].id.as_str(), "apar");
    assert_eq!(service.examples(), ["checklist.apar"]);
    assert_eq!(fault(&format!("{once}{item}")).0, "SOP009");
}

#[test]
fn every_value_says_where_it_comes_from() {
    let text = with(
        r#"product = { text = "Izin", source = "published" }"#,
        r#"product = { text = "Izin" }"#,
    );

    assert_eq!(fault(&text), ("SOP003", r#"{ text = "Izin" }"#.to_owned()));
}

#[test]
fn another_format_is_refused() {
    assert_eq!(fault(&with("format = 1", "format = 2")), ("SOP012", "2".to_owned()));
}

#[test]
fn all_faults_are_shown_at_once() {
    let text = with("rupiah = 0", "rupiah = 7")
        .replace("{kode}", "{nama}")
        .replace("audience", "audiense")
        .replace(r#""SIP""#, r#""S""#);

    let found = faults(&text);

    let codes: Vec<_> = found.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["SOP003", "SOP007", "SOP002", "SVC001", "SVC002"], "{found:#?}");
}

#[test]
fn a_missing_service_block_is_one_fault() {
    assert_eq!(fault("format = 1\n").0, "SOP003");
}

#[test]
fn a_syntax_error_is_not_drowned_in_what_it_tore_away() {
    let text = with("version = 1\ncode", "version = \ncode");

    let found = faults(&text);

    assert!(found.iter().all(|fault| fault.code != "SOP003"), "{found:#?}");
    assert_eq!(found.first().unwrap().code, "SOP001");
    assert_eq!(found.first().unwrap().position(&text).line, 5);
}

#[test]
fn both_languages_say_what_to_do() {
    let text = with("rupiah = 0", "rupiah = 5");

    let found = faults(&text);

    let fault = found.first().unwrap();
    assert_eq!(fault.position(&text), Position { line: 16, column: 7 });
    assert!(fault.remedy.id.contains("perda"), "{fault:?}");
    assert!(fault.remedy.en.contains("perda"), "{fault:?}");
}

proptest! {
    /// A file that lost a piece is read or refused; it never panics, and every
    /// fault lies within the file.
    #[test]
    fn a_damaged_file_is_answered(
        from in 0_usize..1000,
        length in 0_usize..200,
        insert in "[ -~\n]{0,12}",
    ) {
        let mut text = WHOLE.to_owned();
        let from = from.min(text.len());
        let to = (from + length).min(text.len());
        text.replace_range(from..to, &insert);

        if let Err(found) = Service::parse(&text) {
            prop_assert!(!found.is_empty());
            for fault in found {
                prop_assert!(text.get(fault.span.clone()).is_some(), "{fault:?}");
            }
        }
    }
}
