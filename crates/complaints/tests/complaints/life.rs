//! A report from its receipt to its closing, and what time brings to it.

use access::Acting;
use complaints::{
    Attachment, Class, Command, Complaint, Event, Ground, MOST_ATTACHMENTS, Refusal, State, Step,
};

use crate::world::{World, after, attachment, intake, officer, sealed, unit, wib};

fn verify() -> Command {
    Command::Verify { class: Class::Ordinary, forms: [].into(), accused: [].into() }
}

fn kinds(events: &[Event]) -> Vec<&'static str> {
    events.iter().map(Event::kind).collect()
}

#[test]
fn what_nobody_verifies_is_warned_of_breached_and_escalated_once() {
    let world = World::new();
    let received = world.received(wib("2025-06-02 09:00"), &intake(Class::Ordinary));
    assert_eq!(received.due(Step::Verification).unwrap().date.to_string(), "2025-06-05");

    let (warned, first) = world.passes(&received, wib("2025-06-05 09:00"));
    let (breached, second) = world.passes(&warned, wib("2025-06-10 09:00"));
    let (_, third) = world.passes(&breached, wib("2025-09-10 09:00"));

    assert_eq!(kinds(&first), ["complaints.warned"]);
    assert_eq!(kinds(&second), ["complaints.breached", "complaints.escalated"]);
    assert_eq!(kinds(&third), Vec::<&str>::new());
    assert!(breached.is_late() && breached.escalated_at().is_some());
}

#[test]
fn everything_missed_during_a_downtime_comes_at_once_in_lawful_order() {
    let world = World::new();
    let received = world.received(wib("2025-06-02 09:00"), &intake(Class::Ordinary));

    let (_, events) = world.passes(&received, wib("2025-12-01 09:00"));

    let expected = ["complaints.warned", "complaints.breached", "complaints.escalated"];
    assert_eq!(kinds(&events), expected);
    let instants: Vec<_> = events
        .iter()
        .map(|event| match event {
            Event::Warned(event) => event.effective_at,
            Event::Breached(event) => event.effective_at,
            Event::Escalated(event) => event.effective_at,
            _ => panic!("nothing else"),
        })
        .collect();
    assert!(instants.is_sorted());
    assert_eq!(received.wakes_at(), Some(instants[0]));
}

#[test]
fn a_reporter_who_stays_silent_for_thirty_days_is_deemed_to_have_withdrawn() {
    let world = World::new();
    let admin = officer("admin", "execute:dinkes/pengaduan/admin");
    let received = world.received(wib("2025-06-02 09:00"), &intake(Class::Ordinary));
    let ask = Command::AskCompletion { missing: sealed("missing") };
    let asked =
        world.does(&received, wib("2025-06-03 09:00"), &Acting::Officer(&admin), &ask).unwrap();

    let (still, none) = world.passes(&asked, wib("2025-07-03 23:59"));
    let (closed, events) = world.passes(&asked, wib("2025-07-04 00:01"));

    assert_eq!((kinds(&none), still.is_open()), (vec![], true));
    assert_eq!(kinds(&events), ["complaints.closed"]);
    assert_eq!(closed.ground(), Some(&Ground::DeemedWithdrawn));
    let late = world.does(
        &asked,
        wib("2025-07-04 00:01"),
        &Acting::Applicant,
        &Command::Complete { text: sealed("more") },
    );
    assert_eq!(late, Err(Refusal::OutOfOrder));
}

/// Verified on the day of receipt, Monday 2 June 2025; answered on the 16th, four
/// working days before the end.
fn answered(world: &World, evidence: Option<&str>) -> Complaint {
    let admin = officer("admin", "execute:dinkes/pengaduan/admin");
    let liaison = officer("liaison", "execute:dinkes/farmasi/penghubung");
    let first = wib("2025-06-02 09:00");
    let received = world.received(first, &intake(Class::Ordinary));
    let verified = world.does(&received, first, &Acting::Officer(&admin), &verify()).unwrap();
    let dispose = Command::Dispose { to: unit("farmasi"), note: sealed("note") };
    let disposed = world.does(&verified, first, &Acting::Officer(&admin), &dispose).unwrap();
    let later = wib("2025-06-04 09:00");
    let follow_up = Command::FollowUp { note: sealed("note") };
    let begun = world.does(&disposed, later, &Acting::Officer(&liaison), &follow_up).unwrap();
    let answer = Command::Answer {
        text: sealed("answer"),
        evidence: evidence.map(sealed),
        improvement: None,
        objection_days: 10,
    };
    world.does(&begun, wib("2025-06-16 09:00"), &Acting::Officer(&liaison), &answer).unwrap()
}

#[test]
fn silence_closes_an_answer_with_evidence_and_no_other() {
    let world = World::new();

    let (closed, _) = world.passes(&answered(&world, Some("photo")), wib("2025-06-27 09:00"));
    let (open, _) = world.passes(&answered(&world, None), wib("2026-06-27 09:00"));

    assert_eq!(closed.ground(), Some(&Ground::Undisputed));
    assert!(!Ground::Undisputed.is_solved() && Ground::ConfirmedByReporter.is_solved());
    assert!(matches!(open.state, State::Answered { .. }));
}

#[test]
fn a_disputed_answer_leaves_the_days_that_were_left_and_no_more() {
    let world = World::new();
    let answered = answered(&world, Some("photo"));
    let dispute = Command::Dispute { reason: sealed("reason") };

    let disputed =
        world.does(&answered, wib("2025-06-23 09:00"), &Acting::Applicant, &dispute).unwrap();

    // 14 working days from 2 June; 3 to 13 June used seven of them.
    assert_eq!(disputed.due(Step::Answer).unwrap().date.to_string(), "2025-07-03");
    assert_eq!((disputed.reopened, disputed.received_at), (1, answered.received_at));
    let now = wib("2025-06-23 09:00");
    assert_eq!(disputed.age_micros(now), now.micros() - answered.received_at.micros());
    let too_late = world.does(&answered, wib("2025-06-27 09:00"), &Acting::Applicant, &dispute);
    assert_eq!(too_late, Err(Refusal::ObjectionWindowOver));
}

#[test]
fn what_was_closed_as_solved_can_be_opened_again_in_the_same_window() {
    let world = World::new();
    let answered = answered(&world, Some("photo"));
    let confirmed = world
        .does(&answered, wib("2025-06-17 09:00"), &Acting::Applicant, &Command::Confirm)
        .unwrap();
    let dispute = Command::Dispute { reason: sealed("reason") };

    let again =
        world.does(&confirmed, wib("2025-06-20 09:00"), &Acting::Applicant, &dispute).unwrap();

    // Three days of closing do not count; those before do.
    let days = |from: &str, to: &str| wib(to).micros() - wib(from).micros();
    let age = again.age_micros(wib("2025-06-20 09:00"));
    assert_eq!(age, days("2025-06-02 09:00", "2025-06-17 09:00"));
}

#[test]
fn whoever_a_report_names_loses_it_at_once() {
    let world = World::new();
    let (admin, other) = (
        officer("admin", "execute:dinkes/pengaduan/admin"),
        officer("other", "execute:dinkes/pengaduan/admin"),
    );
    let now = wib("2025-06-02 09:00");
    let received = world.received(now, &intake(Class::Ordinary));
    let naming = Command::Verify {
        class: Class::Ordinary,
        forms: [].into(),
        accused: [other.person.clone()].into(),
    };

    let verified = world.does(&received, now, &Acting::Officer(&admin), &naming).unwrap();

    assert!(received.is_visible_to(&other, &world.at(now)));
    assert!(!verified.is_visible_to(&other, &world.at(now)));
    let read = Command::Read { identity: false };
    assert_eq!(world.does(&verified, now, &Acting::Officer(&other), &read), Err(Refusal::NotFound));
}

#[test]
fn giving_it_away_again_and_again_wins_no_time() {
    let world = World::new();
    let admin = officer("admin", "execute:dinkes/pengaduan/admin");
    let now = wib("2025-06-02 09:00");
    let received = world.received(now, &intake(Class::Ordinary));
    let verified = world.does(&received, now, &Acting::Officer(&admin), &verify()).unwrap();
    let to = |name| Command::Dispose { to: unit(name), note: sealed("note") };
    let first = world.does(&verified, now, &Acting::Officer(&admin), &to("gizi")).unwrap();

    let again = wib("2025-06-05 09:00");
    let second = world.does(&first, again, &Acting::Officer(&admin), &to("farmasi")).unwrap();
    let same = world.does(&second, again, &Acting::Officer(&admin), &to("farmasi"));

    assert_eq!(second.due(Step::FirstFollowUp), first.due(Step::FirstFollowUp));
    assert_eq!((second.dispositions, second.holder.clone()), (2, unit("farmasi")));
    assert_eq!(same, Err(Refusal::SameUnit));
}

#[test]
fn what_an_officer_records_needs_an_officer() {
    let world = World::new();
    let mut letter = intake(Class::Ordinary);
    letter.channel = complaints::Channel::Letter;

    let refused = Complaint::receive(&letter, &world.at(wib("2025-06-02 09:00")));

    assert_eq!(refused, Err(Refusal::OfficerOnly));
}

#[test]
fn a_duplicate_repeats_another_one_that_is_open() {
    let world = World::new();
    let admin = officer("admin", "execute:dinkes/pengaduan/admin");
    let now = wib("2025-06-02 09:00");
    let received = world.received(now, &intake(Class::Ordinary));
    let merge = |of: &str| Command::Merge { of: of.to_owned(), objection_days: 10 };
    let acting = Acting::Officer(&admin);

    let itself = received.decide(&acting, &merge(&received.id), &world.at(now));
    let gone = complaints::Context { original_is_open: false, ..world.at(now) };
    let closed = received.decide(&acting, &merge("another"), &gone);
    let merged = received.decide(&acting, &merge("another"), &world.at(now)).unwrap();

    assert_eq!(itself, Err(Refusal::OriginalNotOpen));
    assert_eq!(closed, Err(Refusal::OriginalNotOpen));
    let merged = after(received, now, &merged);
    assert_eq!(merged.ground(), Some(&Ground::Duplicate { of: "another".to_owned() }));
}

#[test]
fn the_default_procedure_passes_every_check() {
    let world = World::new();

    let found = world.sop.check(&sop::Rules::default());

    let errors: Vec<_> = found.iter().filter(|it| it.severity == sop::Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(complaints::fits(&world.sop), Ok(()));
    assert!(complaints::verifier(&world.sop).is_some());
}

#[test]
fn a_reporter_adds_files_while_it_is_open_and_whoever_may_read_it_opens_them() {
    let world = World::new();
    let now = wib("2025-06-02 09:00");
    let (admin, liaison) = (
        officer("admin", "execute:dinkes/pengaduan/admin"),
        officer("liaison", "execute:dinkes/farmasi/penghubung"),
    );
    let received = world.received(now, &intake(Class::Ordinary));
    let attach = Command::Attach { attachment: attachment() };
    let read = Command::ReadAttachment { attachment: attachment().id };
    let of = |it: &Complaint, acting: &Acting<'_>, command: &Command| {
        it.decide(acting, command, &world.at(now))
    };

    let by_officer = of(&received, &Acting::Officer(&admin), &attach);
    let unknown = of(&received, &Acting::Officer(&admin), &read);
    let attached = world.does(&received, now, &Acting::Applicant, &attach).unwrap();
    let again = of(&attached, &Acting::Applicant, &attach);
    let opened = of(&attached, &Acting::Officer(&admin), &read).unwrap();
    let by_another = of(&attached, &Acting::Officer(&liaison), &read);

    assert_eq!(by_officer, Err(Refusal::ReporterOnly));
    assert_eq!(unknown, Err(Refusal::FileNotFound));
    assert_eq!(again, Err(Refusal::AlreadyAttached));
    assert_eq!(kinds(&opened), ["complaints.attachment_read"]);
    assert_eq!(by_another, Err(Refusal::DutyMissing));
    let mut accusing = attached.clone();
    accusing.accused.insert(admin.person.clone());
    assert_eq!(of(&accusing, &Acting::Officer(&admin), &read), Err(Refusal::NotFound));
    let merge = Command::Merge { of: "another".to_owned(), objection_days: 10 };
    let closed = world.does(&attached, now, &Acting::Officer(&admin), &merge).unwrap();
    let late =
        Command::Attach { attachment: Attachment { id: "another".to_owned(), ..attachment() } };
    assert_eq!(of(&closed, &Acting::Applicant, &late), Err(Refusal::OutOfOrder));
}

#[test]
fn a_report_holds_so_many_files() {
    let world = World::new();
    let now = wib("2025-06-02 09:00");
    let mut it = world.received(now, &intake(Class::Ordinary));
    for n in 0..MOST_ATTACHMENTS {
        let attachment = Attachment { id: n.to_string(), ..attachment() };
        it = world.does(&it, now, &Acting::Applicant, &Command::Attach { attachment }).unwrap();
    }

    let attach = Command::Attach { attachment: attachment() };
    let more = it.decide(&Acting::Applicant, &attach, &world.at(now));

    assert_eq!(more, Err(Refusal::TooManyFiles));
}
