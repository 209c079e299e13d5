//! Faults of text and shape: all at once, each at its place, with a remedy.

use sop::Rules;

use crate::fixture::{PARALLEL, PERMIT, codes, findings, marked, names, replaced};

#[test]
fn the_fixtures_are_without_fault() {
    assert_eq!(codes(PERMIT), Vec::<&str>::new());
    assert_eq!(codes(PARALLEL), Vec::<&str>::new());
}

#[test]
fn three_planted_faults_are_three_findings_with_place_and_remedy() {
    let text = replaced(PERMIT, "act = \"completeness\"", "acts = \"completeness\"");
    let text = replaced(&text, "to = \"verifikasi\"", "to = \"verifikasy\"");
    let text = replaced(&text, "output = \"Surat izin\"\n", "");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::unknown-key", "sop::unknown-step", "sop::no-output"]);
    assert_eq!(marked(&text, &found[0]), "acts");
    assert_eq!(found[0].remedy.en, "did you mean `act`?");
    assert_eq!(marked(&text, &found[1]), "\"verifikasy\"");
    assert_eq!(found[1].remedy.id, "maksud Anda \"verifikasi\"?");
    assert_eq!(marked(&text, &found[2]), "\"tte\"");
    assert_eq!(found[1].position(&text).line, 55);
}

#[test]
fn text_that_is_not_toml_is_reported_where_it_breaks() {
    let text = replaced(PERMIT, "title = \"Petugas loket\"", "title = \"Petugas loket");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::syntax"]);
    assert_eq!(found[0].position(&text).line, 20);
}

#[test]
fn two_breaks_in_the_syntax_are_both_reported() {
    let text = replaced(PERMIT, "title = \"Petugas loket\"", "title = Petugas");
    let text = replaced(&text, "kind = \"applicant\"", "kind = = \"applicant\"");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::syntax", "sop::syntax"]);
}

#[test]
fn a_key_that_is_missing_is_named() {
    let found = findings(&replaced(PERMIT, "number = \"503/01/SOP\"\n", ""), &Rules::default());

    assert_eq!(names(&found), ["sop::missing-key"]);
    assert!(found[0].message.en.contains("`number`"), "{found:?}");
}

#[test]
fn an_empty_file_lacks_what_every_document_has() {
    assert_eq!(codes(""), ["sop::missing-key", "sop::missing-key", "sop::one-start"]);
}

#[test]
fn a_value_of_another_type_is_refused() {
    assert_eq!(codes(&replaced(PERMIT, "version = 1", "version = \"1\"")), ["sop::wrong-type"]);
    assert_eq!(
        codes(&replaced(PERMIT, "created = 2024-01-02", "created = \"2024-01-02\"")),
        ["sop::wrong-type"]
    );
}

#[test]
fn a_word_outside_its_list_is_refused_with_the_nearest() {
    let text = replaced(PERMIT, "kind = \"applicant\"", "kind = \"aplicant\"");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::unknown-word"]);
    assert_eq!(found[0].remedy.en, "did you mean \"applicant\"?");
}

#[test]
fn text_that_deceives_or_floods_is_refused() {
    let bidi = replaced(PERMIT, "Menandatangani", "Menanda\u{202E}tangani");
    let control = replaced(PERMIT, "Menandatangani", "Menanda\\u0007tangani");
    let long = replaced(PERMIT, "Menandatangani", &"M".repeat(201));
    let empty = replaced(PERMIT, "Menandatangani", "  ");

    for text in [bidi, control, long, empty] {
        assert_eq!(codes(&text), ["sop::bad-text"]);
    }
}

#[test]
fn what_an_author_wrote_is_shown_without_its_control_characters() {
    let text = replaced(PERMIT, "by = \"kepala\"", "by = \"ke\\u001bpala\"");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::bad-id"]);
    assert!(found[0].message.en.contains("ke\\u{1b}pala"), "{found:?}");
}

#[test]
fn an_id_of_the_wrong_shape_is_refused() {
    assert_eq!(
        codes(&replaced(PERMIT, "dinkes/sdk/analis", "dinkes/analis")),
        ["sop::bad-id", "sop::unknown-column"]
    );
    assert_eq!(
        codes(&replaced(PERMIT, "agency = \"dpmptsp\"", "agency = \"DPMPTSP\"")),
        ["sop::bad-id"]
    );
}

#[test]
fn a_list_beyond_its_limit_is_refused() {
    let outcome = "\n[[step.outcome]]\nid = \"x-N\"\nto = \"ditolak\"\n";
    let many: String = (0..20).map(|n| outcome.replace('N', &n.to_string())).collect();
    let text = replaced(
        PERMIT,
        "\n[[step]]\nid = \"penomoran\"",
        &format!("{many}\n[[step]]\nid = \"penomoran\""),
    );

    assert_eq!(codes(&text), ["sop::too-many"]);
}

#[test]
fn two_hundred_steps_are_the_limit() {
    let step = "\n[[step]]\nid = \"s-N\"\nkind = \"end\"\nresult = \"refused\"\n";
    let many: String = (0..300).map(|n| step.replace('N', &n.to_string())).collect();

    let found = codes(&format!("{PERMIT}{many}"));

    assert_eq!(found.iter().filter(|name| **name == "sop::too-many").count(), 1);
}

#[test]
fn one_id_for_two_things_is_refused() {
    assert_eq!(
        codes(&replaced(PERMIT, "id = \"tte\"", "id = \"cek\"")),
        ["sop::unknown-step", "sop::duplicate-id"]
    );
    assert_eq!(
        codes(&replaced(PERMIT, "id = \"tolak\"", "id = \"setuju\"")),
        ["sop::duplicate-id"]
    );
}

#[test]
fn numbers_and_dates_make_sense() {
    for (old, new) in [
        ("cap = 3", "cap = 0"),
        ("cap = 3", "cap = 99"),
        ("working_days = 3", "working_days = -1"),
        ("working_days = 3", "working_days = 3, calendar_days = 5"),
        ("effective = 2024-02-01", "effective = 2023-02-01"),
        ("effective = 2024-02-01", "effective = 2024-02-01\nrevised = 2020-01-01"),
    ] {
        assert_eq!(codes(&replaced(PERMIT, old, new)), ["sop::out-of-range"], "{new}");
    }
}

#[test]
fn hours_are_minutes() {
    let text = replaced(PERMIT, "working_days = 3", "office_hours = 2");

    let sop = sop::load(&text).expect("sound");

    let time = sop.time(&crate::fixture::id("rekomendasi"));
    assert_eq!(time, Some(calendar::WorkDuration::OfficeMinutes(120)));
}

#[test]
fn a_key_of_another_kind_of_step_is_refused() {
    let text = replaced(PERMIT, "kind = \"start\"", "kind = \"start\"\noutput = \"Berkas\"");

    assert_eq!(codes(&text), ["sop::not-for-this-kind"]);
}

#[test]
fn a_decision_says_where_to_go_by_its_outcomes_only() {
    let text = replaced(PERMIT, "output = \"Rekomendasi\"", "output = \"R\"\nnext = \"tte\"");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::not-for-this-kind"]);
    assert!(found[0].remedy.en.contains("[[step.outcome]]"));
}

#[test]
fn a_format_of_the_future_is_refused() {
    assert_eq!(codes(&replaced(PERMIT, "format = 1", "format = 2")), ["sop::unknown-format"]);
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let text = format!("{PERMIT}\n# {}", "x".repeat(300 * 1024));

    assert_eq!(codes(&text)[0], "sop::file-too-large");
}

#[test]
fn an_arrow_to_nowhere_is_refused() {
    let text = replaced(PERMIT, "next = \"tte\"", "next = \"entah\"");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::unknown-step"]);
    assert!(found[0].remedy.en.contains("add [[step]]"));
}

#[test]
fn an_executor_that_is_no_column_is_refused() {
    let text = replaced(PERMIT, "by = \"kepala\"", "by = \"kepla\"");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::unknown-column"]);
    assert_eq!(found[0].remedy.en, "did you mean \"kepala\"?");
}

#[test]
fn parse_reports_faults_of_shape_alone() {
    let text = replaced(PERMIT, "act = \"completeness\"", "acts = \"completeness\"");
    let text = replaced(&text, "to = \"verifikasi\"", "to = \"verifikasy\"");

    let found = sop::parse(&text).expect_err("has a fault");

    assert_eq!(names(&found), ["sop::unknown-key"]);
}
