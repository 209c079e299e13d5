//! Who registers the numbers that keep a person from relatives' applications.

#![allow(clippy::unwrap_used)]

use access::{Account, Acting, Command, Context, Event, Officer, OfficerRecord};
use kernel::{Instant, PersonId, SealedRef};

fn officer(person: &str, duties: &[&str]) -> Officer {
    Officer {
        person: PersonId::parse(person).unwrap(),
        duties: duties.iter().map(|duty| duty.parse().unwrap()).collect(),
    }
}

fn record() -> OfficerRecord {
    let context = Context { now: Instant::from_micros(1), account_is_taken: false };
    let account = Account { issuer: "i".to_owned(), subject: "s".to_owned() };
    let person = PersonId::parse("budi").unwrap();
    let enrol = Command::Enrol { person, account };
    let enrolled = OfficerRecord::decide(None, &Acting::System, &enrol, &context).unwrap();
    let duty = "execute:dpmptsp/pelayanan/loket".parse().unwrap();
    let record = OfficerRecord::evolve(None, &enrolled);
    let assign = Command::Assign { duty, until: None };
    let assigned =
        OfficerRecord::decide(record.as_ref(), &Acting::System, &assign, &context).unwrap();
    OfficerRecord::evolve(record, &assigned).unwrap()
}

fn registered(acting: &Acting<'_>) -> Result<Event, &'static str> {
    let numbers = SealedRef { row: "numbers".to_owned(), commitment: "00".repeat(32) };
    let context = Context { now: Instant::from_micros(2), account_is_taken: false };
    let command = Command::RegisterKinship { numbers };
    OfficerRecord::decide(Some(&record()), acting, &command, &context)
        .map_err(|refusal| refusal.reason())
}

#[test]
fn the_officer_or_an_administrator_of_the_agency_registers_them() {
    assert!(registered(&Acting::Officer(&officer("budi", &[]))).is_ok());
    assert!(registered(&Acting::Officer(&officer("admin", &["administer:dpmptsp"]))).is_ok());
}

#[test]
fn nobody_else_does() {
    let elsewhere = officer("admin", &["administer:dinkes"]);
    let colleague = officer("siti", &["execute:dpmptsp/pelayanan/loket"]);
    for acting in [Acting::Officer(&elsewhere), Acting::Officer(&colleague), Acting::Applicant] {
        assert_eq!(registered(&acting), Err("ADMINISTRATOR_ONLY"));
    }
}

#[test]
fn what_is_registered_again_replaces_what_was() {
    let event = registered(&Acting::Officer(&officer("budi", &[]))).unwrap();

    let twice = OfficerRecord::evolve(OfficerRecord::evolve(Some(record()), &event), &event);

    assert_eq!(twice.unwrap().kinship.map(|numbers| numbers.row).as_deref(), Some("numbers"));
}
