//! Who may make whom what: the rules of enrolment and assignment.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use access::{Account, Acting, Command, Context, Duty, Event, Officer, OfficerRecord, Refusal};
use kernel::{Instant, PersonId};
use proptest::prelude::*;

const NOON: Instant = Instant::from_micros(1_740_000_000_000_000);

fn context() -> Context {
    Context { now: NOON, account_is_taken: false }
}

fn account(subject: &str) -> Account {
    Account { issuer: "local".to_owned(), subject: subject.to_owned() }
}

fn person(name: &str) -> PersonId {
    PersonId::parse(name).unwrap()
}

fn duty(text: &str) -> Duty {
    text.parse().unwrap()
}

fn administrator() -> Officer {
    Officer { person: person("admin"), duties: vec![duty("administer:dinkes")] }
}

fn record(name: &str, duties: &[&str]) -> OfficerRecord {
    let enrol = Command::Enrol { person: person(name), account: account(name) };
    let event = OfficerRecord::decide(None, &Acting::System, &enrol, &context()).unwrap();
    duties.iter().fold(OfficerRecord::evolve(None, &event).unwrap(), |record, text| {
        done(record, &Acting::System, &Command::Assign { duty: duty(text), until: None })
    })
}

fn decide(
    record: &OfficerRecord,
    acting: &Acting<'_>,
    command: &Command,
) -> Result<Event, Refusal> {
    OfficerRecord::decide(Some(record), acting, command, &context())
}

fn done(record: OfficerRecord, acting: &Acting<'_>, command: &Command) -> OfficerRecord {
    let event = decide(&record, acting, command).unwrap();
    OfficerRecord::evolve(Some(record), &event).unwrap()
}

#[test]
fn an_administrator_assigns_in_his_own_agency_only() {
    let admin = administrator();
    let clerk = record("clerk", &[]);
    let here = Command::Assign { duty: duty("execute:dinkes/sdk/verifikator"), until: None };
    let there = Command::Assign { duty: duty("execute:dpmptsp/pelayanan/loket"), until: None };

    assert!(decide(&clerk, &Acting::Officer(&admin), &here).is_ok());
    assert_eq!(decide(&clerk, &Acting::Officer(&admin), &there), Err(Refusal::AdministratorOnly));
}

#[test]
fn nobody_assigns_to_himself() {
    let admin = administrator();
    let own = record("admin", &["administer:dinkes"]);
    let command = Command::Assign { duty: duty("audit:dinkes"), until: None };

    assert_eq!(decide(&own, &Acting::Officer(&admin), &command), Err(Refusal::SelfAssignment));
}

#[test]
fn an_administrator_cannot_become_an_executor_or_the_reverse() {
    let admin = record("a", &["administer:dinkes"]);
    let clerk = record("b", &["supervise:dinkes/sdk"]);
    let execute = Command::Assign { duty: duty("execute:dpmptsp/x/y"), until: None };
    let administer = Command::Assign { duty: duty("administer:dpmptsp"), until: None };

    assert_eq!(decide(&admin, &Acting::System, &execute), Err(Refusal::DutiesIncompatible));
    assert_eq!(decide(&clerk, &Acting::System, &administer), Err(Refusal::DutiesIncompatible));
}

#[test]
fn a_revoked_administrator_may_become_an_executor() {
    let former = record("a", &["administer:dinkes"]);
    let former =
        done(former, &Acting::System, &Command::Revoke { duty: duty("administer:dinkes") });

    let execute = Command::Assign { duty: duty("execute:dinkes/x/y"), until: None };
    assert!(decide(&former, &Acting::System, &execute).is_ok());
}

#[test]
fn officers_without_administration_applicants_and_the_public_change_nothing() {
    let clerk = record("clerk", &["execute:dinkes/x/y"]);
    let officer = clerk.at(NOON);
    let command = Command::Assign { duty: duty("execute:dinkes/x/z"), until: None };

    for acting in [Acting::Officer(&officer), Acting::Applicant, Acting::Public] {
        assert_eq!(decide(&clerk, &acting, &command), Err(Refusal::AdministratorOnly));
    }
}

#[test]
fn an_administrator_links_no_account_to_a_person_of_another_agency() {
    let admin = administrator();
    let stranger = record("stranger", &["execute:dpmptsp/x/y"]);
    let command = Command::LinkAccount { account: account("second") };

    assert_eq!(
        decide(&stranger, &Acting::Officer(&admin), &command),
        Err(Refusal::AdministratorOnly)
    );
}

#[test]
fn an_account_leads_to_one_person() {
    let clerk = record("clerk", &[]);
    let command = Command::LinkAccount { account: account("second") };
    let taken = Context { now: NOON, account_is_taken: true };

    let refused = OfficerRecord::decide(Some(&clerk), &Acting::System, &command, &taken);

    assert_eq!(refused, Err(Refusal::AccountTaken));
}

#[test]
fn a_person_is_enrolled_once_and_before_any_duty() {
    let clerk = record("clerk", &[]);
    let enrol = Command::Enrol { person: person("clerk"), account: account("x") };
    let assign = Command::Assign { duty: duty("audit:dinkes"), until: None };

    assert_eq!(decide(&clerk, &Acting::System, &enrol), Err(Refusal::AlreadyEnrolled));
    assert_eq!(
        OfficerRecord::decide(None, &Acting::System, &assign, &context()),
        Err(Refusal::NotEnrolled)
    );
}

#[test]
fn a_duty_ends_at_the_instant_it_was_given_until() {
    let until = NOON.plus_seconds(60);
    let command = Command::Assign { duty: duty("audit:dinkes"), until: Some(until) };
    let clerk = done(record("clerk", &[]), &Acting::System, &command);

    assert_eq!(clerk.at(NOON.plus_seconds(59)).duties, [duty("audit:dinkes")]);
    assert_eq!(clerk.at(until).duties, []);
}

#[test]
fn an_end_in_the_past_and_a_repeat_are_refused() {
    let clerk = record("clerk", &["audit:dinkes"]);
    let past = Command::Assign { duty: duty("audit:dinkes"), until: Some(NOON) };
    let again = Command::Assign { duty: duty("audit:dinkes"), until: None };

    assert_eq!(decide(&clerk, &Acting::System, &past), Err(Refusal::EndNotInFuture));
    assert_eq!(decide(&clerk, &Acting::System, &again), Err(Refusal::AlreadyAssigned));
}

#[test]
fn every_refusal_has_a_reason_that_the_list_names() {
    let refusals = [Refusal::SelfAssignment, Refusal::NotAssigned, Refusal::TooMany { limit: 1 }];
    for refusal in refusals {
        assert!(Refusal::REASONS.contains(&refusal.reason()));
    }
}

proptest! {
    /// Whatever is assigned and revoked, nobody both administers and acts on cases.
    #[test]
    fn nobody_ever_holds_incompatible_duties(
        changes in prop::collection::vec((0_usize..5, any::<bool>(), 0_i64..4), 0..30),
    ) {
        let duties = [
            "execute:a/u/r", "supervise:a/u", "administer:a", "administer:b", "audit:a",
        ];
        let mut held = record("p", &[]);
        let mut now = NOON;
        for (index, assigns, hours) in changes {
            now = now.plus_seconds(hours * 3600);
            let duty = duty(duties[index]);
            let command = if assigns {
                Command::Assign { duty, until: Some(now.plus_seconds(7200)) }
            } else {
                Command::Revoke { duty }
            };
            let context = Context { now, account_is_taken: false };
            if let Ok(event) = OfficerRecord::decide(Some(&held), &Acting::System, &command, &context) {
                held = OfficerRecord::evolve(Some(held), &event).unwrap();
            }
            let officer = held.at(now);
            let acts = officer.duties.iter().any(Duty::is_about_cases);
            let administers = officer.may_administer(&duty_agency("a")) || officer.may_administer(&duty_agency("b"));
            prop_assert!(!(acts && administers));
        }
    }
}

fn duty_agency(text: &str) -> kernel::AgencyId {
    kernel::AgencyId::parse(text).unwrap()
}
