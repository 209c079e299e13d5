//! From agency to agency, and from unit to unit.

use calendar::{Change, Holder};
use permits::{Event, Unit};

use crate::world::{KEPALA, PEMERIKSA, TEKNIS, VERIFIKATOR, World, complete};

fn unit(agency: &str, unit: &str) -> Unit {
    Unit { agency: agency.parse().unwrap(), unit: unit.parse().unwrap() }
}

#[test]
fn a_step_of_another_agency_hands_the_case_over() {
    let mut world = World::new();
    world.submit().accept().verify();

    let (_, _, event) = world.journal.last().unwrap();

    let Event::HandedOver(handed) = event else { panic!("not handed over: {event:?}") };
    assert_eq!(handed.from, unit("dpmptsp", "perizinan"));
    assert_eq!(handed.to, unit("dinkes", "sdk"));
    assert_eq!(handed.step.as_str(), "rekomendasi");
    assert_eq!(world.case().holder, unit("dinkes", "sdk"));
}

#[test]
fn the_ledger_names_the_agency_that_has_the_case() {
    let mut world = World::new();
    world.submit().accept().verify();

    let last = world.case().ledger.entries().last().unwrap();

    let Unit { agency, unit } = unit("dinkes", "sdk");
    assert_eq!(last.change, Change::HandedOver);
    assert_eq!(last.holder, Holder::Agency { agency, unit });
}

#[test]
fn the_case_comes_back_when_nothing_is_left_there() {
    let mut world = World::new();
    world.submit().accept().verify();

    world.does(TEKNIS, "rekomendasi", complete("rekomendasi", None));

    let (_, _, event) = world.journal.last().unwrap();
    assert_eq!(event.kind(), "permits.handed_back");
    assert_eq!(world.case().holder, unit("dpmptsp", "perizinan"));
}

#[test]
fn the_case_comes_back_for_the_next_step_of_the_own_agency() {
    let mut world = World::new();
    world.submit().accept().verify();

    world.does(PEMERIKSA, "kunjungan", complete("kunjungan", None));
    assert_eq!(world.case().holder, unit("dinkes", "sdk"));

    world.does(TEKNIS, "rekomendasi", complete("rekomendasi", None));
    assert_eq!(world.case().holder, unit("dpmptsp", "pimpinan"));
    assert_eq!(world.count("permits.handed_back"), 1);
}

#[test]
fn within_an_agency_the_unit_follows_without_an_event_of_its_own() {
    let mut world = World::new();

    world.submit().accept();

    assert_eq!(world.case().holder, unit("dpmptsp", "perizinan"));
    let entries = world.case().ledger.entries();
    let Unit { agency, unit } = unit("dpmptsp", "perizinan");
    assert_eq!(entries.last().unwrap().holder, Holder::Agency { agency, unit });
    assert_eq!(world.count("permits.handed_over"), 0);
}

#[test]
fn while_the_applicant_has_the_file_no_agency_is_charged() {
    let mut world = World::new();
    world.submit().accept().give_back(VERIFIKATOR, "verifikasi", &["ktp"]);

    let last = world.case().ledger.entries().last().unwrap();
    assert_eq!(last.holder, Holder::Applicant);

    world.resubmit();
    let last = world.case().ledger.entries().last().unwrap();
    assert!(matches!(last.holder, Holder::Agency { .. }));
}

#[test]
fn each_agencys_days_add_up_to_the_days_counted() {
    let mut world = World::new();
    world.submit().accept();
    world.at("2025-03-05 09:00").verify();
    world.at("2025-03-06 09:00").recommend();
    world.at("2025-03-07 09:00").inspect();

    let held = world.case().ledger.held(&world.calendar, crate::world::wib("2025-03-07 10:00"));

    let days: u32 = held.iter().map(|held| held.time.amount()).sum();
    assert_eq!(days, 3);
    let health = held
        .iter()
        .find(|held| matches!(&held.holder, Holder::Agency { agency, .. } if agency.as_str() == "dinkes"))
        .unwrap();
    assert_eq!(health.time.amount(), 1);
}

#[test]
fn a_loop_back_hands_over_again() {
    let mut world = World::new();
    world.until_decision();
    world.does(KEPALA, "putusan", complete("putusan", Some("periksa-ulang")));
    world.verify();

    assert_eq!(world.count("permits.handed_over"), 2);
}
