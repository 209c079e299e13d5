//! Every kind of event that was ever written can still be read and folded.
//!
//! A sample is never edited and never removed. When a kind gets a new version,
//! a new file joins the old one.

use std::{collections::BTreeMap, fs, path::PathBuf};

use access::Acting;
use complaints::{CaseFacts, Channel, Class, Command, Complaint, Event, Intake, Maladministration};
use kernel::{Instant, Slug};

use crate::world::{World, after, attachment, intake, officer, sealed, unit, wib};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Every sample by kind and version.
fn samples() -> BTreeMap<(String, u16), String> {
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let read = files.map(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let (kind, version) = name.strip_suffix(".json").unwrap().rsplit_once(".v").unwrap();
        let text = fs::read_to_string(&path).unwrap();
        ((kind.to_owned(), version.parse().unwrap()), text.trim_end().to_owned())
    });
    read.filter(|((kind, _), _)| kind.starts_with("complaints.")).collect()
}

#[test]
fn every_kind_has_a_sample_of_its_newest_version() {
    let samples = samples();
    for (kind, version) in Event::KINDS {
        assert!(samples.contains_key(&((*kind).to_owned(), *version)), "{kind} v{version}");
    }
}

#[test]
fn every_sample_is_read_folded_and_the_newest_written_without_change() {
    let samples = samples();
    let first = &samples[&("complaints.received".to_owned(), 1)];
    let first = Event::decode("complaints.received", 1, first).unwrap();
    let now = Instant::from_micros(1);
    let received = Complaint::evolve(None, now, &first).unwrap();
    for ((kind, version), text) in &samples {
        let event = Event::decode(kind, *version, text).unwrap();
        assert_eq!(event.kind(), kind);
        if event.version() == *version {
            assert_eq!(event.payload(), *text, "{kind} v{version}");
        }
        if !matches!(event, Event::Received(_)) {
            assert!(Complaint::evolve(Some(received.clone()), now, &event).is_some(), "{kind}");
        }
    }
}

/// Written once, when a kind is new, by `COMPLAINT_SAMPLES=write`.
#[test]
fn a_story_writes_every_kind() {
    let events = story();
    for (kind, version) in Event::KINDS {
        let event = events.iter().find(|event| event.kind() == *kind).unwrap();
        let path = folder().join(format!("{kind}.v{version}.json"));
        if std::env::var("COMPLAINT_SAMPLES").is_ok_and(|it| it == "write") && !path.exists() {
            fs::write(path, event.payload() + "\n").unwrap();
        }
    }
}

fn story() -> Vec<Event> {
    let world = World::new();
    let admin = officer("admin", "execute:dinkes/pengaduan/admin");
    let superior = officer("superior", "supervise:dinkes/pengaduan");
    let liaison = officer("liaison", "execute:dinkes/farmasi/penghubung");
    let (by_admin, by_liaison) = (Acting::Officer(&admin), Acting::Officer(&liaison));
    let first = wib("2025-06-02 09:00");
    let case = CaseFacts {
        application: "1d6ee1c7-2a8e-4f6b-8f0e-6a5b4c3d2e1f".to_owned(),
        service: Slug::parse("sip").unwrap(),
        step: sop::StepId::parse("verifikasi"),
        due: world.received(first, &intake(Class::Ordinary)).due(complaints::Step::Verification),
        is_late: true,
        holder: unit("perizinan"),
        awaits_applicant: false,
    };
    let filed = Intake {
        channel: Channel::Lapor,
        original_id: Some("8123456".to_owned()),
        recorded_by: Some(admin.person.clone()),
        district: Some("62.02.01".parse().unwrap()),
        reporter: Some(sealed("reporter")),
        service: Some(case.service.clone()),
        clause: Some("waktu".to_owned()),
        accused: [officer("accused", "audit:dinkes").person].into(),
        case: Some(case),
        ..intake(Class::Ordinary)
    };
    let mut all = Complaint::receive(&filed, &world.at(first)).unwrap();
    let mut it = Complaint::evolve(None, first, &all[0]).unwrap();
    let mut then = |at: &str, acting: &Acting<'_>, command: Command| {
        let now = wib(at);
        let mut events = it.decide_time(&world.at(now));
        it = after(it.clone(), now, &events);
        let decided = it.decide(acting, &command, &world.at(now)).unwrap();
        it = after(it.clone(), now, &decided);
        events.extend(decided);
        all.extend(events);
    };
    then("2025-06-02 10:00", &by_admin, Command::Read { identity: true });
    then("2025-06-02 11:00", &by_admin, Command::AskCompletion { missing: sealed("missing") });
    then("2025-06-03 09:00", &Acting::Applicant, Command::Complete { text: sealed("more") });
    let verify = Command::Verify {
        class: Class::Ordinary,
        forms: [Maladministration::ProtractedDelay].into(),
        accused: [officer("accused-too", "audit:dinkes").person].into(),
    };
    then("2025-06-03 10:00", &by_admin, verify);
    let dispose = Command::Dispose { to: unit("farmasi"), note: sealed("note") };
    then("2025-06-03 11:00", &by_admin, dispose);
    // Past the fifth working day after it was given to the unit.
    then("2025-06-16 09:00", &by_liaison, Command::FollowUp { note: sealed("note") });
    let answer = Command::Answer {
        text: sealed("answer"),
        evidence: Some(sealed("evidence")),
        improvement: Some("agencies/dinkes/improvements/1".to_owned()),
        objection_days: 10,
    };
    then("2025-06-16 10:00", &by_liaison, answer);
    then("2025-06-17 09:00", &by_liaison, Command::Deliver { at: wib("2025-06-17 08:00") });
    then("2025-06-18 09:00", &Acting::Applicant, Command::Confirm);
    let by_superior = Acting::Officer(&superior);
    then("2025-06-19 09:00", &by_superior, Command::Reopen { reason: sealed("reason") });
    let attach = Command::Attach { attachment: attachment() };
    then("2025-06-19 09:30", &Acting::Applicant, attach);
    let read = Command::ReadAttachment { attachment: attachment().id };
    then("2025-06-19 09:40", &by_admin, read);
    let operator = officer("operator", "administer:dinkes");
    let resend = Command::ResendNotice { index: 17 };
    then("2025-06-19 10:00", &Acting::Officer(&operator), resend);
    all.push(amended());
    all
}

/// Joint leave decreed while a report waits for its answer.
fn amended() -> Event {
    let world = World::decreed_through("skb-2025");
    let now = wib("2025-08-14 09:00");
    let received = world.received(now, &intake(Class::Ordinary));
    let later = World::new();
    received.decide_time(&later.at(wib("2025-08-15 09:00"))).remove(0)
}
