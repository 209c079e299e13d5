//! The due date of every step, for every class and law, through Lebaran 2025 and,
//! side by side, by calendar days.

use complaints::{Channel, Class, Clock, Command, Complaint, EDITIONS, Edition, Intake, Law, Step};

use crate::world::{World, intake, officer, sealed, unit, wib};
use access::Acting;

/// Received on 26 March 2025, the day before the long holidays; verified the same
/// day, given away and answered on the 27th.
fn answered(class: Class) -> Vec<Complaint> {
    let world = World::new();
    let admin = officer("admin", "execute:dinkes/pengaduan/admin");
    let liaison = officer("liaison", "execute:dinkes/farmasi/penghubung");
    let (first, second) = (wib("2025-03-26 09:00"), wib("2025-03-27 09:00"));
    let by_phone = Intake {
        channel: Channel::Phone,
        recorded_by: Some(admin.person.clone()),
        ..intake(class)
    };
    let received = world.received(first, &by_phone);
    let verify = Command::Verify { class, forms: [].into(), accused: [].into() };
    let verified = world.does(&received, first, &Acting::Officer(&admin), &verify).unwrap();
    let dispose = Command::Dispose { to: unit("farmasi"), note: sealed("note") };
    let disposed = world.does(&verified, second, &Acting::Officer(&admin), &dispose).unwrap();
    let follow_up = Command::FollowUp { note: sealed("note") };
    let begun = world.does(&disposed, second, &Acting::Officer(&liaison), &follow_up).unwrap();
    let answer = Command::Answer {
        text: sealed("answer"),
        evidence: None,
        improvement: None,
        objection_days: 10,
    };
    let answered = world.does(&begun, second, &Acting::Officer(&liaison), &answer).unwrap();
    vec![received, verified, disposed, answered]
}

fn dates(complaint: &Complaint, step: Step) -> Vec<(Law, String)> {
    let date = |clock: &Clock| clock.deadline.map(|due| (clock.law, due.date.to_string()));
    complaint.clocks_of(step).filter_map(date).collect()
}

fn table(class: Class) -> Vec<Vec<(Law, String)>> {
    let steps = [Step::Verification, Step::Answer, Step::FirstFollowUp, Step::Delivery];
    answered(class).iter().zip(steps).map(|(complaint, step)| dates(complaint, step)).collect()
}

fn law(law: Law, date: &str) -> (Law, String) {
    (law, date.to_owned())
}

#[test]
fn every_class_has_its_dates_by_both_laws() {
    for (class, answer) in [
        (Class::Information, "2025-04-11"),
        (Class::Aspiration, "2025-04-25"),
        (Class::Ordinary, "2025-04-25"),
        (Class::Investigation, "2025-07-10"),
    ] {
        let expected = vec![
            vec![law(Law::Sp4n, "2025-04-09"), law(Law::PublicService, "2025-04-09")],
            vec![law(Law::Sp4n, answer), law(Law::PublicService, "2025-05-25")],
            vec![law(Law::Sp4n, "2025-04-14")],
            vec![law(Law::PublicService, "2025-04-10")],
        ];
        assert_eq!(table(class), expected, "{class:?}");
    }
}

#[test]
fn the_earlier_of_both_is_due() {
    let due = |class| answered(class)[1].due(Step::Answer).unwrap().date.to_string();

    assert_eq!(due(Class::Ordinary), "2025-04-25");
    assert_eq!(due(Class::Investigation), "2025-05-25");
}

#[test]
fn an_agency_may_promise_less_and_never_more() {
    let promised = |days| {
        let world = World::promising(days);
        let admin = officer("admin", "execute:dinkes/pengaduan/admin");
        let now = wib("2025-03-26 09:00");
        let received = world.received(now, &intake(Class::Ordinary));
        let verify =
            Command::Verify { class: Class::Ordinary, forms: [].into(), accused: [].into() };
        let verified = world.does(&received, now, &Acting::Officer(&admin), &verify).unwrap();
        (dates(&verified, Step::Answer), verified.due(Step::Answer).unwrap().date.to_string())
    };

    let (three, due) = promised(3);
    assert_eq!(three[2], law(Law::Promise, "2025-04-09"));
    assert_eq!(due, "2025-04-09");
    let (thirty, due) = promised(30);
    assert_eq!((thirty.len(), due.as_str()), (2, "2025-04-25"));
}

#[test]
fn every_edition_gives_every_class_an_answer_by_some_law() {
    for edition in EDITIONS {
        for class in Class::ALL {
            assert!(edition.of(Step::Answer, class).count() >= 2, "{} {class:?}", edition.id);
            assert!(edition.of(Step::Verification, class).count() >= 2);
        }
        assert_eq!(Edition::named(edition.id), Some(edition));
    }
}

#[test]
fn what_is_uncertain_is_cited_as_the_agencys_promise() {
    let rules = Edition::newest().of(Step::Answer, Class::Aspiration);
    let uncertain: Vec<&str> = rules
        .filter(|rule| rule.confidence == complaints::Confidence::Uncertain)
        .map(|rule| rule.basis)
        .collect();

    assert_eq!(uncertain.len(), 1);
    assert!(uncertain[0].starts_with("Janji instansi"));
}
