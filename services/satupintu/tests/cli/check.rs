//! `satupintu sop check` on files with planted faults, and on the real catalogue.

use std::{fs, path::Path};

use super::{catalogue, satupintu, scratch};

/// A copy of a real file with something replaced; each planted fault must hit.
fn planted(folder: &Path, file: &str, faults: &[(&str, &str)]) -> String {
    let mut text = fs::read_to_string(catalogue(file)).unwrap();
    for (sound, faulty) in faults {
        assert!(text.contains(sound), "{sound}");
        text = text.replacen(sound, faulty, 1);
    }
    let path = folder.join(Path::new(file).file_name().unwrap());
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn three_faults(folder: &Path) -> String {
    planted(
        folder,
        "dpmptsp-magelang/sip-dokter-spesialis.sop.toml",
        &[
            ("next = \"verifikasi-dinkes\"", "next = \"verifikasi-dinas\""),
            ("output = \"Surat rekomendasi\"\n", ""),
            ("act = \"drafting\"", "act = \"draft\""),
        ],
    )
}

#[test]
fn three_planted_faults_are_three_findings_with_place_reason_and_remedy() {
    let file = three_faults(&scratch("three-faults"));

    let answered = satupintu(["sop", "check", &file]);

    assert_eq!(answered.code, 1);
    assert_eq!(answered.out.matches("╭─[").count(), 3, "{}", answered.out);
    let findings = [
        ("SOP020 sop::unknown-step", ":114:8]", "maksud Anda \"verifikasi-dinkes\"?"),
        ("SOP051 sop::no-output", ":118:6]", "tambahkan output = \"…\""),
        ("SOP005 sop::unknown-word", ":149:7]", "pilih salah satu: completeness"),
    ];
    for (code, place, remedy) in findings {
        assert!(answered.out.contains(code), "{code} in {}", answered.out);
        assert!(answered.out.contains(place), "{place} in {}", answered.out);
        assert!(answered.out.contains(remedy), "{remedy} in {}", answered.out);
    }
    assert!(answered.out.contains("·        ─────────┬────────"), "{}", answered.out);
}

#[test]
fn the_findings_come_in_english_alone_where_asked() {
    let file = three_faults(&scratch("english"));

    let answered = satupintu(["sop", "check", "--lang", "en", &file]);

    assert!(answered.out.contains("did you mean \"verifikasi-dinkes\"?"), "{}", answered.out);
    assert!(!answered.out.contains("maksud Anda"), "{}", answered.out);
}

#[test]
fn programs_get_lines_columns_and_both_languages() {
    let file = three_faults(&scratch("json"));

    let answered = satupintu(["sop", "check", "--json", &file]);

    let found = answered.json();
    assert_eq!((found["errors"].clone(), found["warnings"].clone()), (3.into(), 0.into()));
    let first = &found["files"][0]["diagnostics"][0];
    assert_eq!(first["code"], "SOP020");
    assert_eq!(first["severity"], "error");
    assert_eq!(first["start"], serde_json::json!({ "line": 114, "column": 8 }));
    assert_eq!(first["end"], serde_json::json!({ "line": 114, "column": 26 }));
    assert!(first["message"]["id"].as_str().unwrap().contains("verifikasi-dinas"));
    assert!(!first["remedy"]["en"].as_str().unwrap().is_empty());
}

#[test]
fn the_real_catalogue_has_only_the_findings_that_are_published_so() {
    let folder = catalogue("");
    let mut files: Vec<String> = Vec::new();
    for agency in fs::read_dir(&folder).unwrap() {
        let agency = agency.unwrap().path();
        let entries = agency.is_dir().then(|| fs::read_dir(&agency).unwrap());
        let paths = entries.into_iter().flatten().map(|entry| entry.unwrap().path());
        files.extend(paths.map(|path| path.to_str().unwrap().to_owned()));
    }
    files.retain(|file| file.ends_with(".sop.toml"));

    let mut arguments = vec!["sop", "check", "--json"];
    arguments.extend(files.iter().map(String::as_str));
    let answered = satupintu(arguments);

    assert_eq!(answered.code, 0, "{}", answered.out);
    let found = answered.json();
    // P1 is free and asks for the receipt of a fee; P2 asks for its own old licence.
    assert_eq!(found["warnings"], 2, "{}", answered.out);
    assert!(answered.out.contains("SVC020") && answered.out.contains("SVC021"));
    // Every SOP but the replayed one and the sub-procedure serves a standard beside it.
    assert_eq!(found["files"].as_array().unwrap().len(), 2 * files.len() - 2);
}

#[test]
fn a_sub_procedure_is_found_among_the_files_given() {
    let whole = catalogue("dpmptsp-seruyan/sip-dokter.sop.toml");
    let sub = catalogue("dinkes-seruyan/rekomendasi-sip.sop.toml");

    let alone = satupintu(["sop", "check", &whole]);
    let together = satupintu(["sop", "check", &whole, &sub]);

    assert_eq!(alone.code, 1);
    assert!(alone.out.contains("SOP022"), "{}", alone.out);
    assert_eq!(together.code, 0, "{}", together.out);
}

#[test]
fn a_procedure_is_held_to_the_time_of_the_standard_beside_it() {
    let folder = scratch("too-slow");
    planted(
        &folder,
        "dpmptsp-magelang/sip-dokter-spesialis.service.toml",
        &[("time = { working_days = 9,", "time = { working_days = 8,")],
    );
    let sop = planted(&folder, "dpmptsp-magelang/sip-dokter-spesialis.sop.toml", &[]);

    let answered = satupintu(["sop", "check", &sop]);

    assert_eq!(answered.code, 1);
    assert!(answered.out.contains("SOP060"), "{}", answered.out);
}

#[test]
fn a_standard_that_contradicts_its_procedure_is_a_finding_in_the_standard() {
    let folder = scratch("other-agency");
    planted(&folder, "dpmptsp-magelang/sip-dokter-spesialis.sop.toml", &[]);
    let service = planted(
        &folder,
        "dpmptsp-magelang/sip-dokter-spesialis.service.toml",
        &[("agency = \"dpmptsp-magelang\"", "agency = \"dpmptsp-kotim\"")],
    );

    let answered = satupintu(["sop", "check", "--json", &service]);

    assert_eq!(answered.code, 1);
    let file = &answered.json()["files"][0];
    assert_eq!(file["kind"], "service");
    assert_eq!(file["diagnostics"].as_array().unwrap().len(), 1, "{}", answered.out);
}

#[test]
fn a_file_that_is_not_there_is_a_failure_and_not_a_finding() {
    let answered = satupintu(["sop", "check", "nowhere.sop.toml"]);

    assert_eq!(answered.code, 2);
    assert!(answered.err.contains("nowhere.sop.toml cannot be read"), "{}", answered.err);
}
