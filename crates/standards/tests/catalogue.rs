//! Every file of the catalogue, as the program reads it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::{collections::BTreeMap, fs, path::PathBuf};

use calendar::WorkDuration;
use kernel::Source;
use sop::{Act, Diagnostic, Document, Kind, Position, Rules, Sop, Step};
use standards::{LapseRule, Service};

fn catalogue() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../catalogue")
}

/// Path (relative) and text of every file with the ending, in order.
fn files(ending: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for folder in fs::read_dir(catalogue()).unwrap().map(|entry| entry.unwrap().path()) {
        if !folder.is_dir() || folder.ends_with("replay") {
            continue;
        }
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            let name = path.strip_prefix(catalogue()).unwrap().to_str().unwrap().to_owned();
            if name.ends_with(ending) {
                found.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    found
}

fn readable(name: &str, text: &str, found: &[Diagnostic]) -> String {
    let line = |fault: &Diagnostic| {
        let Position { line, column } = fault.position(text);
        let (message, remedy) = (&fault.message.en, &fault.remedy.en);
        format!("{name}:{line}:{column}: {} {message}; {remedy}\n", fault.code)
    };
    found.iter().map(line).collect()
}

fn documents() -> Vec<Document> {
    let parse = |(name, text): (String, String)| {
        sop::parse(&text).unwrap_or_else(|found| panic!("{}", readable(&name, &text, &found)))
    };
    files(".sop.toml").into_iter().map(parse).collect()
}

fn procedures() -> BTreeMap<String, Sop> {
    let documents = documents();
    let library = |id: &str, version: u32| {
        let fits = |document: &&Document| {
            document.identity().id.as_str() == id && document.identity().version == version
        };
        documents.iter().find(fits).cloned()
    };
    let link = |(name, text): (String, String)| {
        let linked = sop::parse(&text).and_then(|document| document.link(&library));
        let sop = linked.unwrap_or_else(|found| panic!("{}", readable(&name, &text, &found)));
        (name, sop)
    };
    files(".sop.toml").into_iter().map(link).collect()
}

/// Each service with the name of its file and its procedure.
fn services() -> Vec<(String, Service, Sop)> {
    let procedures = procedures();
    let serve = |(name, text): (String, String)| {
        let service = Service::parse(&text)
            .unwrap_or_else(|found| panic!("{}", readable(&name, &text, &found)));
        let sop = procedures.get(&name.replace(".service.", ".sop.")).cloned();
        let sop = sop.unwrap_or_else(|| panic!("{name} has no SOP beside it"));
        (name, service, sop)
    };
    files(".service.toml").into_iter().map(serve).collect()
}

fn service(id: &str) -> (Service, Sop) {
    let (_, service, sop) =
        services().into_iter().find(|(_, service, _)| service.id().as_str() == id).unwrap();
    (service, sop)
}

#[test]
fn every_service_agrees_with_its_procedure() {
    let services = services();

    for (name, service, sop) in &services {
        let text = fs::read_to_string(catalogue().join(name)).unwrap();
        let found = service.agrees_with(sop);
        assert!(found.is_empty(), "{}", readable(name, &text, &found));
    }
    assert_eq!(services.len(), 11);
}

/// Duties that one person must never do in one case, at the least.
const SEPARATED: [(Act, Act); 5] = [
    (Act::Verification, Act::Inspection),
    (Act::Verification, Act::Approval),
    (Act::Inspection, Act::Approval),
    (Act::Recommendation, Act::Approval),
    (Act::Completeness, Act::Approval),
];

#[test]
fn every_procedure_passes_every_check_within_its_standard() {
    for (name, service, sop) in services() {
        let rules = Rules {
            standard_time: Some(service.time()),
            separated: SEPARATED.to_vec(),
            ..Rules::default()
        };

        let found = sop.check(&rules);

        let text =
            fs::read_to_string(catalogue().join(name.replace(".service.", ".sop."))).unwrap();
        assert!(found.is_empty(), "{}", readable(&name, &text, &found));
    }
}

#[test]
fn every_procedure_checks_decides_issues_and_starts_the_clock() {
    let early = [Act::Completeness, Act::Verification, Act::Inspection, Act::Assessment];
    for (name, _, sop) in services() {
        let has = |acts: &[Act]| sop.steps().iter().any(|step| acts.contains(&step.act));

        assert!(has(&early), "{name}: nobody checks");
        assert!(has(&[Act::Approval, Act::Signature]), "{name}: nobody decides");
        assert!(sop.issuance().is_some(), "{name}: nobody issues");
        assert!(sop.decides_completeness(), "{name}: the clock never starts");
    }
}

#[test]
fn every_standard_fills_all_fourteen_components() {
    for (name, service, _) in services() {
        assert_eq!(service.missing_components(), [], "{name}");
    }
}

/// P1 is free of charge and asks for the receipt of a fee: published so, told so.
#[test]
fn what_deserves_a_look_in_the_catalogue_is_known() {
    let found: Vec<(String, &str)> = services()
        .iter()
        .flat_map(|(_, service, _)| {
            let id = service.id().to_string();
            service.lint().into_iter().map(move |found| (id.clone(), found.code))
        })
        .collect();

    let known = [("izin-reklame", "SVC020"), ("sip-dokter", "SVC021")];
    assert_eq!(found, known.map(|(id, code)| (id.to_owned(), code)));
}

/// P4, the published stage plan of Kabupaten Magelang.
#[test]
fn the_stages_of_p4_are_those_that_magelang_published() {
    let (service, sop) = service("sip-dokter-spesialis");

    let stages: Vec<(u32, String)> = sop
        .stages()
        .into_iter()
        .filter_map(|stage| {
            Some((stage.time?.duration.amount(), stage.executor?.agency.to_string()))
        })
        .collect();

    let days: Vec<u32> = stages.iter().map(|(days, _)| *days).collect();
    assert_eq!(days, [0, 1, 3, 2, 2, 1, 0]);
    let elsewhere: Vec<_> = stages.iter().filter(|(_, of)| of == "dinkes-magelang").collect();
    assert_eq!(elsewhere, [&(3, "dinkes-magelang".to_owned())]);
    assert_eq!(service.time(), WorkDuration::WorkingDays(9));
    assert_eq!(service.time_source(), Source::Published);
    let published = |step: &Step| step.time.is_none_or(|time| time.source == Source::Published);
    assert!(sop.steps().iter().all(published));
}

#[test]
fn the_examples_of_each_service_are_known() {
    let listing: String = services()
        .iter()
        .map(|(_, service, _)| format!("{}: {}\n", service.id(), service.examples().join(" ")))
        .collect();

    insta::assert_snapshot!(listing);
}

#[test]
fn nobody_published_a_number_template_so_every_service_is_an_example() {
    for (name, service, _) in services() {
        assert!(service.is_example(), "{name}");
        assert!(service.examples().contains(&"number".to_owned()), "{name}");
    }
}

#[test]
fn only_a_published_time_lets_an_application_be_deemed_granted() {
    let deemed: Vec<String> = services()
        .into_iter()
        .filter(|(_, service, _)| service.lapse().rule == LapseRule::DeemedApproval)
        .map(|(name, service, _)| {
            assert_eq!(service.time_source(), Source::Published, "{name}");
            assert_eq!(service.lapse().citation.source, Source::Published, "{name}");
            assert!(service.is_permit(), "{name}");
            service.id().to_string()
        })
        .collect();

    assert_eq!(deemed, ["izin-reklame", "sip-dokter-spesialis"]);
}

#[test]
fn the_published_numbers_of_p1_to_p8_stand_in_the_files() {
    let facts: BTreeMap<String, (WorkDuration, usize)> = services()
        .into_iter()
        .map(|(_, it, _)| (it.id().to_string(), (it.time(), it.requirements().len())))
        .collect();

    let fact = |id: &str| *facts.get(id).unwrap();
    assert_eq!(fact("izin-reklame"), (WorkDuration::WorkingDays(5), 9));
    assert_eq!(fact("sip-dokter").1, 16);
    assert_eq!(fact("sip-dokter-mpp").0, WorkDuration::WorkingDays(6 + 3));
    assert_eq!(fact("surat-izin-apotek").0, WorkDuration::WorkingDays(24));
    assert_eq!(fact("persetujuan-bangunan-gedung"), (WorkDuration::WorkingDays(2 + 25 + 3), 4));
    assert_eq!(fact("izin-paud").1, 7);
    assert_eq!(fact("ktp-el-baru").0, WorkDuration::WorkingDays(1));
    assert_eq!(fact("ktp-el-rusak").0, WorkDuration::OfficeMinutes(30));
    assert_eq!(fact("kk-baru").0, WorkDuration::OfficeMinutes(24 * 60));
    assert_eq!(fact("skck"), (WorkDuration::OfficeMinutes(60), 7));
}

#[test]
fn a_police_certificate_costs_what_the_government_regulation_says() {
    let (skck, _) = service("skck");

    assert_eq!(skck.fee().rupiah(), Some(30_000));
    assert_eq!(skck.fee().basis().unwrap().citation().text, "PP 76/2020");
    assert_eq!(skck.fee().source(), Source::Published);
}

#[test]
fn the_fee_of_a_building_is_assessed_and_never_a_number() {
    let (building, _) = service("persetujuan-bangunan-gedung");

    assert_eq!(building.fee().rupiah(), None);
    assert!(building.fee().basis().is_some());
}

#[test]
fn the_catalogue_shows_every_construct_of_the_language() {
    let procedures = procedures();
    let has = |file: &str, kind: Kind| {
        procedures.get(file).unwrap().steps().iter().any(|step| step.kind == kind)
    };

    assert!(has("dpmptsp-kotim/izin-reklame.sop.toml", Kind::Split));
    assert!(has("dpmptsp-kotim/izin-reklame.sop.toml", Kind::Join));
    assert!(has("dpmptsp-pematangsiantar/persetujuan-bangunan-gedung.sop.toml", Kind::Split));
    assert!(has("dpmptsp-seruyan/sip-dokter.sop.toml", Kind::Merge));
    let inner = sop::StepId::parse("rekomendasi/periksa-lapangan").unwrap();
    assert!(procedures.get("dpmptsp-seruyan/sip-dokter.sop.toml").unwrap().step(&inner).is_some());
}

#[test]
fn numbers_read_like_the_agencys_own() {
    let (service, _) = service("sip-dokter-spesialis");

    let number = service.number().render(23, service.code(), jiff::civil::date(2026, 4, 2));

    assert_eq!(number, "503/0023/SIP/DPMPTSP/IV/2026");
}

#[test]
fn a_service_survives_being_stored() {
    for (name, service, _) in services() {
        let stored = serde_json::to_string(&service).unwrap();
        let read: Service = serde_json::from_str(&stored).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), stored, "{name}");
    }
}
