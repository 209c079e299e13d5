//! The life of a standard, step by step and by any sequence of attempts.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use jiff::civil::{Date, date};
use kernel::{Actor, Instant, Line, PersonId, Slug};
use proptest::prelude::*;
use standards::{
    Command, Component, Context, Covered, Decree, Event, Medium, MediumKind, Phase, Promise,
    PromiseCommand, PromiseContext, Refusal, Standard, Verdict,
};

const TODAY: Date = date(2026, 6, 8);

fn person(name: &str) -> Actor {
    Actor::Officer(PersonId::parse(name).unwrap())
}

fn line<const N: usize>(text: &str) -> Line<N> {
    Line::parse(text).unwrap()
}

fn decree(dated: Date) -> Decree {
    Decree { number: line("SK 1/2026"), dated }
}

fn draft(digest: &str, missing: &[Component]) -> Command {
    Command::Draft {
        agency: Slug::parse("dpmptsp").unwrap(),
        service: Slug::parse("izin").unwrap(),
        version: 2,
        digest: digest.to_owned(),
        missing: missing.to_vec(),
    }
}

fn discuss(held_on: Date) -> Command {
    Command::Discuss { held_on, minutes: line("BA 1"), groups: 4, digest: None }
}

fn establish(dated: Date) -> Command {
    Command::Establish { decree: decree(dated) }
}

fn publish() -> Command {
    let media = vec![Medium { kind: MediumKind::Website, place: line("example.go.id") }];
    Command::Publish { media, review_months: 12 }
}

fn review(held_on: Date) -> Command {
    Command::Review { held_on, report: line("L 1"), verdict: Verdict::Kept, review_months: 12 }
}

fn revoke(dated: Date) -> Command {
    Command::Revoke { decree: decree(dated) }
}

/// The record after `command` by `who`, or why not.
fn after(
    record: Option<Standard>,
    command: &Command,
    who: &Actor,
    today: Date,
    current: Option<u32>,
) -> Result<Standard, Refusal> {
    let event = Standard::decide(
        record.as_ref(),
        command,
        &Context { today, actor: who, current, is_consulted_on: false },
    )?;
    Ok(Standard::evolve(record, Instant::from_micros(1), who, &event).unwrap())
}

fn established() -> Standard {
    let clerk = person("clerk");
    let standard = after(None, &draft("a", &[]), &clerk, TODAY, Some(1)).unwrap();
    let standard = after(Some(standard), &discuss(TODAY), &clerk, TODAY, None).unwrap();
    after(Some(standard), &establish(TODAY), &person("head"), TODAY, None).unwrap()
}

#[test]
fn a_standard_lives_from_the_draft_to_its_revocation() {
    let head = person("head");
    let standard = after(Some(established()), &publish(), &head, TODAY, Some(1)).unwrap();
    assert_eq!(standard.review_due, Some(date(2027, 6, 8)));
    assert!(!standard.is_review_due(date(2027, 6, 7)));
    assert!(standard.is_review_due(date(2027, 6, 8)));

    let later = date(2027, 5, 31);
    let standard = after(Some(standard), &review(later), &head, later, Some(2)).unwrap();
    assert_eq!(standard.review_due, Some(date(2028, 5, 31)));
    let standard = after(Some(standard), &revoke(later), &head, later, Some(2)).unwrap();
    assert_eq!((standard.phase, standard.review_due), (Phase::Revoked, None));
    assert_eq!(after(Some(standard), &publish(), &head, later, None), Err(Refusal::Revoked));
}

#[test]
fn a_standard_without_component_12_is_not_established() {
    let (clerk, head) = (person("clerk"), person("head"));
    let lacking = draft("a", &[Component::Guarantee]);
    let standard = after(None, &lacking, &clerk, TODAY, None).unwrap();
    let standard = after(Some(standard), &discuss(TODAY), &clerk, TODAY, None).unwrap();

    let refused = after(Some(standard.clone()), &establish(TODAY), &head, TODAY, None);

    let missing = "standard.guarantee".to_owned();
    assert_eq!(refused, Err(Refusal::ComponentsMissing { missing }));
    let standard = after(Some(standard), &draft("b", &[]), &clerk, TODAY, None).unwrap();
    let standard = after(Some(standard), &establish(TODAY), &head, TODAY, None).unwrap();
    assert_ne!(standard.discussed.unwrap().digest, standard.digest);
}

#[test]
fn nothing_is_established_without_the_public_or_by_its_author() {
    let (clerk, head) = (person("clerk"), person("head"));
    let standard = after(None, &draft("a", &[]), &clerk, TODAY, None).unwrap();

    let unheard = after(Some(standard.clone()), &establish(TODAY), &head, TODAY, None);
    assert_eq!(unheard, Err(Refusal::NotDiscussed));
    let heard = after(Some(standard), &discuss(TODAY), &clerk, TODAY, None).unwrap();
    let own = after(Some(heard.clone()), &establish(TODAY), &clerk, TODAY, None);
    assert_eq!(own, Err(Refusal::DutiesSeparated));
    let before = after(Some(heard.clone()), &establish(date(2026, 6, 7)), &head, TODAY, None);
    assert_eq!(before, Err(Refusal::DateOutOfOrder));
    let tomorrow = after(Some(heard), &establish(date(2026, 6, 9)), &head, TODAY, None);
    assert_eq!(tomorrow, Err(Refusal::DateInFuture));
}

#[test]
fn an_older_version_is_neither_drafted_nor_published_over_a_newer_one() {
    let clerk = person("clerk");

    assert_eq!(after(None, &draft("a", &[]), &clerk, TODAY, Some(2)), Err(Refusal::NotNewer));
    let overtaken = after(Some(established()), &publish(), &clerk, TODAY, Some(3));
    assert_eq!(overtaken, Err(Refusal::NotNewer));
}

#[test]
fn a_promise_covers_only_what_the_public_can_read() {
    let covered = Covered { service: Slug::parse("izin").unwrap(), version: 2 };
    let command = PromiseCommand {
        agency: Slug::parse("dpmptsp").unwrap(),
        decree: decree(TODAY),
        signatory: line("Kepala"),
        digest: "a".to_owned(),
        is_usual_text: true,
        covers: vec![covered.clone()],
        compensation: standards::CompensationKind::Apology,
        compensation_text: line("Permohonan maaf tertulis"),
        media: Vec::new(),
    };
    let decide = |published: &[Covered], today| {
        Promise::decide(&command, &PromiseContext { today, published })
    };

    assert_eq!(decide(&[], TODAY), Err(Refusal::NotPublished));
    assert_eq!(
        decide(std::slice::from_ref(&covered), date(2026, 1, 1)),
        Err(Refusal::DateInFuture)
    );
    let event = decide(std::slice::from_ref(&covered), TODAY).unwrap();
    let at = Instant::from_micros(1);
    let first = Promise::evolve(None, at, &event).unwrap();
    let second = Promise::evolve(Some(first), at, &event).unwrap();
    assert_eq!(second.edition, 2);
    assert!(second.covers(&covered));
}

fn command() -> impl Strategy<Value = Command> {
    let day = (1_i8..28).prop_map(|day| date(2026, 6, day));
    let missing = prop_oneof![Just(vec![]), Just(vec![Component::Staff])];
    prop_oneof![
        ("[a-c]", missing).prop_map(|(digest, missing)| draft(&digest, &missing)),
        day.clone().prop_map(discuss),
        day.clone().prop_map(establish),
        Just(publish()),
        day.clone().prop_map(review),
        day.prop_map(revoke),
    ]
}

proptest! {
    /// Whatever is tried by whomever in whatever order: the life goes one way,
    /// what is established was whole and discussed and never changes again,
    /// and what was recorded folds.
    #[test]
    fn the_life_goes_one_way_and_an_established_text_never_changes(
        attempts in prop::collection::vec((command(), 0_usize..3, 1_i8..28), 0..40),
    ) {
        let people = [person("clerk"), person("head"), Actor::System];
        let mut record: Option<Standard> = None;
        for (command, who, day) in attempts {
            let before = record.clone();
            let today = date(2026, 6, day);
            match after(record.clone(), &command, &people[who], today, None) {
                Err(_) => prop_assert_eq!(&record, &before),
                Ok(standard) => {
                    if let Some(before) = before {
                        prop_assert!(standard.phase >= before.phase);
                        if before.phase >= Phase::Established {
                            prop_assert_eq!(&standard.digest, &before.digest);
                            prop_assert_eq!(&standard.established, &before.established);
                            prop_assert!(standard.publications.starts_with(&before.publications));
                        }
                    }
                    if standard.phase >= Phase::Established {
                        prop_assert!(standard.missing.is_empty());
                        let decree = standard.established.clone().unwrap();
                        prop_assert!(standard.discussed.clone().unwrap().held_on <= decree.dated);
                    }
                    let is_due = standard.review_due.is_some();
                    prop_assert_eq!(is_due, standard.phase == Phase::Published);
                    record = Some(standard);
                }
            }
        }
    }

    #[test]
    fn any_payload_is_an_event_or_an_error(payload in ".{0,80}") {
        for (kind, version) in Event::KINDS {
            let _ = Event::decode(kind, version, &payload);
        }
    }
}
