//! Mandates: explicit, for stated acts, until a date, and one agent at a time.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use kernel::Actor;
use permits::{Acting, Command, Event, MandateCause, MandateScope, NewMandate};

use crate::world::{LOKET, World, sealed, submission, usual, wib};

const AGENT: Acting<'static> = Acting::Agent(1);

pub(crate) fn mandate(scope: &[MandateScope], until: Date) -> NewMandate {
    NewMandate {
        agent: sealed("agent"),
        secret_digest: "cd".repeat(32),
        scope: scope.iter().copied().collect::<BTreeSet<_>>(),
        until,
    }
}

fn give(scope: &[MandateScope]) -> Command {
    Command::GiveMandate(Box::new(mandate(scope, date(2025, 3, 31))))
}

fn post() -> Command {
    Command::PostMessage { text: sealed("message"), requirement: None }
}

const WITHDRAW: Command = Command::Withdraw { reason: None };

/// Filed, with an agent for these acts until the end of March.
fn with_agent(scope: &[MandateScope]) -> World {
    let mut world = World::new();
    world.submit();
    world.act(&Acting::Applicant, &give(scope)).unwrap();
    world
}

/// Given, and ended by its date.
pub(crate) fn expired() -> World {
    let mut world = with_agent(&[MandateScope::Correspond]);
    world.at("2025-04-01 00:00").pass_time();
    world
}

#[test]
fn what_an_agent_does_is_written_down_as_the_agents() {
    let mut world = with_agent(&[MandateScope::Withdraw]);

    world.act(&AGENT, &WITHDRAW).unwrap();

    assert_eq!(world.journal.last().unwrap().1, Actor::Agent(1));
    assert_eq!(Actor::Agent(1).to_string().parse(), Ok(Actor::Agent(1)));
}

#[test]
fn an_agent_does_what_the_mandate_names_and_nothing_else() {
    let mut world = with_agent(&[MandateScope::Correspond]);

    let withdrawn = world.act(&AGENT, &WITHDRAW);
    let given_on = world.act(&AGENT, &give(&[MandateScope::Withdraw]));
    let accepted = world.act(&AGENT, &Command::Accept { step: crate::world::step("periksa") });
    let posted = world.act(&AGENT, &post());

    assert_eq!(withdrawn, Err("MANDATE_TOO_NARROW"));
    assert_eq!(given_on, Err("APPLICANT_ONLY"));
    assert_eq!(accepted, Err("APPLICANT_ONLY"));
    assert!(posted.is_ok());
}

#[test]
fn a_mandate_ends_with_its_last_day_once_also_after_a_downtime() {
    let mut world = with_agent(&[MandateScope::Correspond]);
    assert_eq!(world.case().wakes_at(), Some(wib("2025-04-01 00:00")));
    world.at("2025-03-31 23:59");
    assert!(world.act(&AGENT, &post()).is_ok());

    world.at("2025-04-09 10:00");
    let ended = world.pass_time();
    let again = world.pass_time();

    let [Event::MandateEnded(ended)] = ended.as_slice() else { panic!("{ended:?}") };
    assert_eq!((ended.cause, ended.effective_at), (MandateCause::Expired, wib("2025-04-01 00:00")));
    assert_eq!(again, []);
    assert_eq!(world.case().wakes_at(), None);
}

#[test]
fn an_agent_whose_time_is_over_is_refused_before_anybody_noted_the_end() {
    let mut world = with_agent(&[MandateScope::Correspond]);
    world.at("2025-04-01 00:00");

    let late = world.act_without_the_store(&AGENT, &post());

    assert_eq!(late, Err("MANDATE_ENDED"));
}

#[test]
fn the_applicant_takes_it_back_and_the_agent_lays_it_down() {
    let end = Command::EndMandate { number: 1 };
    let mut taken_back = with_agent(&[MandateScope::Correspond]);
    let mut laid_down = with_agent(&[]);

    taken_back.act(&Acting::Applicant, &end).unwrap();
    laid_down.act(&AGENT, &end).unwrap();

    for world in [&mut taken_back, &mut laid_down] {
        assert_eq!(world.act(&AGENT, &post()), Err("MANDATE_ENDED"));
        assert_eq!(world.act(&Acting::Applicant, &end), Err("MANDATE_ENDED"));
        assert!(world.act(&Acting::Applicant, &give(&[])).is_ok(), "another may follow");
    }
}

#[test]
fn one_agent_acts_at_a_time_and_for_no_longer_than_a_year() {
    let mut world = with_agent(&[]);
    let until = |date| Command::GiveMandate(Box::new(mandate(&[], date)));

    let second = world.act(&Acting::Applicant, &give(&[]));
    world.act(&Acting::Applicant, &Command::EndMandate { number: 1 }).unwrap();
    let past = world.act(&Acting::Applicant, &until(date(2025, 3, 2)));
    let far = world.act(&Acting::Applicant, &until(date(2026, 3, 5)));
    let today = world.act(&Acting::Applicant, &until(date(2025, 3, 3)));

    assert_eq!(second, Err("MANDATE_GIVEN"));
    assert_eq!(past, Err("MANDATE_DATE_IMPOSSIBLE"));
    assert_eq!(far, Err("MANDATE_DATE_IMPOSSIBLE"));
    assert!(today.is_ok());
}

#[test]
fn a_case_has_a_bounded_number_of_mandates() {
    let mut world = World::new();
    world.submit();
    for number in 1..=20 {
        world.act(&Acting::Applicant, &give(&[])).unwrap();
        world.act(&Acting::Applicant, &Command::EndMandate { number }).unwrap();
    }

    assert_eq!(world.act(&Acting::Applicant, &give(&[])), Err("TOO_MANY_MANDATES"));
}

#[test]
fn no_officer_gives_or_ends_one() {
    let mut world = with_agent(&[]);
    let officer = usual(LOKET);

    let ended = world.act(&Acting::Officer(&officer), &Command::EndMandate { number: 1 });
    let given = world.act(&Acting::Officer(&officer), &give(&[]));

    assert_eq!((ended, given), (Err("APPLICANT_ONLY"), Err("APPLICANT_ONLY")));
}

#[test]
fn an_agent_who_files_has_the_mandate_from_the_first_moment() {
    let mut world = World::new();
    let impossible = mandate(&[], date(2025, 3, 2));
    let refused = world.file_by(&submission(), Some(&impossible));
    assert_eq!(refused, Err("MANDATE_DATE_IMPOSSIBLE"));

    let given = mandate(&[MandateScope::Correspond], date(2025, 3, 31));
    world.file_by(&submission(), Some(&given)).unwrap();

    assert_eq!(world.kinds(), ["permits.submitted", "permits.mandate_given"]);
    assert!(world.act(&AGENT, &post()).is_ok());
    assert_eq!(world.refolded().as_ref(), Some(world.case()));
}
