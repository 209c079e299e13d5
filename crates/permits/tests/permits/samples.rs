//! Every kind of event that was ever written can still be read and folded.
//!
//! A sample is never edited and never removed. When a kind gets a new version,
//! a new file joins the old one.

use std::{collections::BTreeMap, fs, path::PathBuf};

use kernel::{Actor, Instant, PersonId};
use permits::{
    Acting, Application, Command, ConflictKind, Declaration, Event, NoticeChannel, NoticeLanguage,
    NoticePreferences, Purpose, ReassignReason, ReleaseReason,
};

use crate::world::{
    KEPALA, KTP, LOKET, PENERBIT, PENETAP, VERIFIKATOR, World, complete, defect, officer, sealed,
    step, supervisor, usual,
};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Every sample by kind and version.
fn samples() -> BTreeMap<(String, u16), String> {
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    files
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            let (kind, version) = name.strip_suffix(".json").unwrap().rsplit_once(".v").unwrap();
            let text = fs::read_to_string(&path).unwrap();
            ((kind.to_owned(), version.parse().unwrap()), text.trim_end().to_owned())
        })
        // Those of licences are another record's.
        .filter(|((kind, _), _)| kind.starts_with("permits."))
        .collect()
}

fn filed() -> Option<Application> {
    let text = &samples()[&("permits.submitted".to_owned(), 1)];
    let event = Event::decode("permits.submitted", 1, text).unwrap();
    Application::evolve(None, Instant::from_micros(0), &Actor::Public, &event)
}

#[test]
fn every_kind_has_a_sample_of_its_newest_version() {
    let samples = samples();
    for (kind, version) in Event::KINDS {
        assert!(samples.contains_key(&((*kind).to_owned(), *version)), "{kind} v{version}");
    }
}

#[test]
fn every_sample_is_read_and_the_newest_written_without_change() {
    for ((kind, version), text) in samples() {
        let event = Event::decode(&kind, version, &text).unwrap();
        assert_eq!(event.kind(), kind);
        if event.version() == version {
            assert_eq!(event.payload(), text, "{kind} v{version}");
        }
    }
}

#[test]
fn every_sample_folds_into_a_case() {
    let actor = Actor::Officer(PersonId::parse("loket").unwrap());
    assert!(filed().is_some());
    for ((kind, version), text) in samples() {
        let event = Event::decode(&kind, version, &text).unwrap();
        let after = Application::evolve(filed(), Instant::from_micros(1), &actor, &event);
        assert!(after.is_some(), "{kind}");
        let nothing = Application::evolve(None, Instant::from_micros(1), &actor, &event);
        assert_eq!(nothing.is_some(), kind == "permits.submitted", "{kind}");
    }
}

#[test]
fn a_record_reads_back_as_written() {
    let mut world = World::new();
    world.submit().accept().give_back(VERIFIKATOR, "verifikasi", &["ktp"]).resubmit();

    let written = serde_json::to_string(world.case()).unwrap();

    assert_eq!(serde_json::from_str::<Application>(&written).unwrap(), *world.case());
}

#[test]
fn what_cannot_be_read_is_an_error_and_no_panic() {
    assert!(Event::decode("permits.eaten", 1, "{}").is_err());
    assert!(Event::decode("permits.taken", 2, r#"{"step":"a"}"#).is_err());
    assert!(Event::decode("permits.taken", 1, r#"{"step":"a","more":1}"#).is_err());
    assert!(Event::decode("permits.taken", 1, "").is_err());
}

/// How the samples came about. A kind without a file fails here, and the
/// message is the file to commit.
#[test]
fn every_kind_can_be_played() {
    let mut played = BTreeMap::new();
    for world in [
        returned_twice(),
        issued(),
        refused(),
        withdrawn(),
        lapsed(),
        amended(),
        conflicts(),
        told(),
        paid(),
        paid_early(),
        closed_unpaid(),
        cancelled(),
        due_moved(),
        objections(),
        crate::inspecting::locked(),
        crate::inspecting::called_off(),
        crate::messages::asked_and_answered(),
        crate::mandates::expired(),
        crate::exchanging::answered(),
        crate::exchanging::brought_back(),
        crate::granting::fetched(),
        crate::granting::received(),
        crate::calling_back::withdrawn(),
        crate::calling_back::ended(),
        crate::calling_back::told_again(),
    ] {
        for (_, _, event) in world.journal {
            played.entry(event.kind()).or_insert_with(|| (event.version(), event.payload()));
        }
    }

    for (kind, _) in Event::KINDS {
        let (version, payload) = played.get(kind).unwrap_or_else(|| panic!("{kind} not played"));
        let file = folder().join(format!("{kind}.v{version}.json"));
        assert!(file.exists(), "{} has to hold {payload}", file.display());
    }
}

fn returned_twice() -> World {
    let mut world = World::new();
    world.submit().attach(KTP, None).expect("attached");
    world.accept();
    let verifier = usual(VERIFIKATOR);
    world.take(&verifier, "verifikasi").unwrap();
    let acting = Acting::Officer(&verifier);
    world.act(&acting, &Command::ReadForm { purpose: Purpose::Verification }).unwrap();
    let read = Command::ReadFile { file: KTP.to_owned(), purpose: Purpose::Verification };
    world.act(&acting, &read).unwrap();
    let release = Command::Release { step: step("verifikasi"), reason: ReleaseReason::Workload };
    world.act(&acting, &release).unwrap();
    world.give_back(VERIFIKATOR, "verifikasi", &["ktp"]).resubmit();
    for approve in [false, true] {
        let again = Command::Return { step: step("verifikasi"), defects: vec![defect("foto")] };
        if world.case().task(&step("verifikasi")).unwrap().taken_by.is_none() {
            world.take(&verifier, "verifikasi").unwrap();
        }
        world.act(&acting, &again).unwrap();
        let word = supervisor("dpmptsp/perizinan");
        let endorse = Command::EndorseReturn { approve, reason: sealed("word") };
        world.act(&Acting::Officer(&word), &endorse).unwrap();
    }
    world
}

fn conflicts() -> World {
    let mut world = World::new();
    world.submit().accept();
    let note = sealed("conflict");
    let declaration = Declaration::Conflict { kind: ConflictKind::Family, note };
    let step = step("verifikasi");
    let take = Command::Take { step: step.clone(), overtake: None, is_oldest: true, declaration };
    world.act(&Acting::Officer(&usual(VERIFIKATOR)), &take).unwrap();
    let colleague = |name| officer(name, &["execute:dpmptsp/perizinan/verifikator"]);
    let cousin = colleague("sepupu");
    world.related.insert(cousin.person.clone());
    world.take(&cousin, "verifikasi").unwrap_err();
    world.take(&colleague("satu"), "verifikasi").unwrap();
    let (to, to_is_related) = (Box::new(colleague("dua")), false);
    let (reason, note) = (ReassignReason::Absence, sealed("why"));
    let reassign = Command::Reassign { step, to, to_is_related, reason, note };
    world.act(&Acting::Officer(&supervisor("dpmptsp/perizinan")), &reassign).unwrap();
    world
}

fn objections() -> World {
    let mut journal = Vec::new();
    for uphold in [true, false] {
        let mut world = refused();
        object(&mut world);
        let head = officer("pimpinan", &["govern:dpmptsp"]);
        let decide = Command::DecideObjection { uphold, reason: sealed("word") };
        world.act(&Acting::Officer(&head), &decide).unwrap();
        journal.extend(world.journal);
    }
    let mut world = refused();
    object(&mut world);
    crate::objecting::a_new_holiday(&mut world, "2025-03-17");
    world.pass_time();
    world.at("2025-03-25 08:00").pass_time();
    world.journal.extend(journal);
    world
}

fn object(world: &mut World) {
    let command = Command::FileObjection { grounds: sealed("grounds") };
    world.act(&Acting::Applicant, &command).unwrap();
}

fn issued() -> World {
    let mut world = World::new();
    world.until_decision().approve().issue();
    world.does(LOKET, "penyerahan", complete("penyerahan", None));
    world
}

fn refused() -> World {
    let mut world = World::new();
    world.until_decision();
    let reject = Command::Reject { step: step("putusan"), ground: sealed("ground") };
    world.does(KEPALA, "putusan", reject);
    world.does(PENERBIT, "surat-tolak", complete("surat-tolak", None));
    world
}

fn withdrawn() -> World {
    let mut world = World::new();
    world.submit().accept();
    let withdraw = Command::Withdraw { reason: Some(sealed("why")) };
    world.act(&Acting::Applicant, &withdraw).unwrap();
    world
}

fn told() -> World {
    let mut world = World::new();
    world.submit();
    let channels = [NoticeChannel::Email, NoticeChannel::Whatsapp].into();
    let preferences = NoticePreferences { channels, language: NoticeLanguage::English };
    let choice = Command::SetNoticePreferences { preferences };
    world.act(&Acting::Applicant, &choice).unwrap();
    let administrator = officer("admin", &["administer:dpmptsp"]);
    let again = Command::ResendNotice { index: 4, channel: NoticeChannel::Email };
    world.act(&Acting::Officer(&administrator), &again).unwrap();
    world
}

fn lapsed() -> World {
    let mut world = World::new();
    world.until_decision().at("2025-03-12 08:00").pass_time();
    let mut other = World::where_service("rule = \"deemed-approval\"", "rule = \"escalation\"");
    other.until_decision().at("2025-03-12 08:00").pass_time();
    world.journal.extend(other.journal);
    world
}

fn amended() -> World {
    let mut world = World::where_service("working_days = 5", "working_days = 3");
    world.at("2025-12-29 09:00").submit().accept();
    let record = calendar::CalendarRecord::national(calendar::Zone::Wib);
    world.calendar = calendar::Calendar::compile(&record);
    world.pass_time();
    world
}

fn paid() -> World {
    let mut world = World::charging();
    world.until_payment().pay().unwrap();
    world
}

fn paid_early() -> World {
    let mut world = World::charging();
    world.until_decision().assess().pay().unwrap();
    let done = complete("penetapan", None);
    world.act(&Acting::Officer(&usual(PENETAP)), &done).unwrap();
    world
}

fn closed_unpaid() -> World {
    let mut world = World::charging();
    world.until_payment().at("2025-03-10 08:00").pass_time();
    let close = Command::CloseUnpaid { step: step("penetapan"), reason: sealed("why") };
    world.act(&Acting::Officer(&usual(PENETAP)), &close).unwrap();
    world
}

fn cancelled() -> World {
    let mut world = World::charging();
    world.until_decision().assess();
    let cancel = Command::CancelFee { step: step("penetapan"), reason: sealed("why") };
    world.act(&Acting::Officer(&usual(PENETAP)), &cancel).unwrap();
    world
}

fn due_moved() -> World {
    let mut world = World::charging_within("{ working_days = 4, source = \"example\" }");
    world.at("2025-12-29 09:00").until_payment();
    let record = calendar::CalendarRecord::national(calendar::Zone::Wib);
    world.calendar = calendar::Calendar::compile(&record);
    world.pass_time();
    world
}
