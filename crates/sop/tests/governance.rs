//! How procedures are governed, step by step and by any sequence of attempts;
//! and a committed sample of each event.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use jiff::civil::{Date, date};
use kernel::{Actor, Instant, Line, PersonId, Prose, SealedRef, Slug};
use proptest::prelude::*;
use sop::governance::{
    Command, Context, Event, Governance, Name, Proof, Question, Quiz, Refusal, SessionHeld,
    SessionKind, Setting, Tried, Verdict,
};

const SAMPLES: [(&str, u16, &str); 10] = [
    ("sop.tried", 1, include_str!("../samples/sop.tried.v1.json")),
    ("sop.approved", 1, include_str!("../samples/sop.approved.v1.json")),
    ("sop.session_held", 1, include_str!("../samples/sop.session_held.v1.json")),
    ("sop.acknowledged", 1, include_str!("../samples/sop.acknowledged.v1.json")),
    ("sop.evaluated", 1, include_str!("../samples/sop.evaluated.v1.json")),
    ("sop.revision_proposed", 1, include_str!("../samples/sop.revision_proposed.v1.json")),
    ("sop.proposal_disposed", 1, include_str!("../samples/sop.proposal_disposed.v1.json")),
    ("sop.setting_changed", 1, include_str!("../samples/sop.setting_changed.v1.json")),
    ("sop.quiz_set", 1, include_str!("../samples/sop.quiz_set.v1.json")),
    ("sop.quiz_taken", 1, include_str!("../samples/sop.quiz_taken.v1.json")),
];

const AT: Instant = Instant::from_micros(1_772_000_000_000_000);

fn person(name: &str) -> Actor {
    Actor::Officer(PersonId::parse(name).unwrap())
}

fn line(text: &str) -> Line<200> {
    Line::parse(text).unwrap()
}

fn name() -> Name {
    let (agency, sop) = (Slug::parse("dpmptsp").unwrap(), Slug::parse("izin").unwrap());
    Name { agency, sop, version: 1 }
}

fn sealed() -> SealedRef {
    SealedRef { row: "r".to_owned(), commitment: "c".to_owned() }
}

fn try_out(day: i8) -> Command {
    let until = date(2026, 6, day);
    Command::Try(Tried { of: None, from: date(2026, 5, 1), until, report: line("LAP 1") })
}

fn approve(day: i8) -> Command {
    let dated = date(2026, 6, day);
    Command::Approve { decree: line("SK 1"), dated, effective: dated }
}

fn evaluate(held_on: Date) -> Command {
    Command::Evaluate { held_on, report: line("E 1"), verdict: Verdict::Kept, months: 12 }
}

fn after(
    record: &Governance,
    command: &Command,
    who: &Actor,
    today: Date,
) -> Result<Governance, Refusal> {
    let context = Context { today, actor: who, is_consulted_on: false, since: AT };
    let event = record.decide(command, &context)?;
    Ok(Governance::evolve(Some(record.clone()), AT, who, &event).unwrap())
}

#[test]
fn every_sample_is_read_and_written_without_change() {
    for (kind, version, text) in SAMPLES {
        let event = Event::decode(kind, version, text).unwrap();
        assert_eq!((event.kind(), event.version()), (kind, version));
        assert_eq!(event.payload(), text.trim());
    }
    for kind in Event::KINDS {
        assert!(SAMPLES.iter().any(|(name, version, _)| (*name, *version) == kind), "{kind:?}");
    }
}

#[test]
fn the_samples_fold_into_records() {
    let events = SAMPLES.map(|(kind, version, text)| Event::decode(kind, version, text).unwrap());

    let record = events[..7]
        .iter()
        .fold(None, |record, event| Governance::evolve(record, AT, &person("p-17"), event));

    let record = events[8..]
        .iter()
        .fold(record, |record, event| Governance::evolve(record, AT, &person("p-17"), event));
    let record = record.unwrap();
    assert!(record.has_passed(&PersonId::parse("p-17").unwrap()));
    assert!(record.is_acknowledged_by(&PersonId::parse("p-17").unwrap()));
    assert!(record.proposals[0].disposed.is_some());
    assert_eq!(record.evaluation_due, Some(date(2028, 2, 15)));
    assert!(Setting::evolve(&events[7]).unwrap().acknowledgement_required);
    let stored = serde_json::to_string(&record).unwrap();
    assert_eq!(serde_json::from_str::<Governance>(&stored).unwrap(), record);
}

#[test]
fn an_unknown_kind_version_or_shape_is_an_error() {
    assert!(Event::decode("sop.forgotten", 1, "{}").is_err());
    assert!(Event::decode("sop.tried", 2, "{}").is_err());
    assert!(Event::decode("sop.tried", 1, "{}").is_err());
}

#[test]
fn nothing_is_approved_that_was_not_tried_out() {
    let (head, today) = (person("head"), date(2026, 6, 20));
    let record = Governance::new(name());

    assert_eq!(after(&record, &approve(20), &head, today), Err(Refusal::NotTried));
    let tried = after(&record, &try_out(10), &head, today).unwrap();
    assert_eq!(after(&tried, &approve(9), &head, today), Err(Refusal::DateOutOfOrder));
    assert_eq!(after(&tried, &approve(21), &head, today), Err(Refusal::DateInFuture));
    let approved = after(&tried, &approve(12), &head, today).unwrap();
    assert_eq!(approved.evaluation_due, Some(date(2027, 6, 12)));
    assert_eq!(after(&approved, &approve(13), &head, today), Err(Refusal::AlreadyApproved));
    assert_eq!(after(&record, &evaluate(today), &head, today), Err(Refusal::NotApproved));
    let evaluated = after(&approved, &evaluate(today), &head, today).unwrap();
    assert!(!evaluated.is_evaluation_due(date(2027, 6, 19)));
    assert!(evaluated.is_evaluation_due(date(2027, 6, 20)));
}

#[test]
fn who_proposes_does_not_decide_on_the_proposal() {
    let (clerk, head, today) = (person("clerk"), person("head"), date(2026, 6, 20));
    let propose = Command::Propose { id: "a".to_owned(), reason: sealed() };
    let dispose =
        |id: &str| Command::Dispose { id: id.to_owned(), accepted: true, reason: sealed() };
    let record = after(&Governance::new(name()), &propose, &clerk, today).unwrap();

    assert_eq!(after(&record, &dispose("a"), &clerk, today), Err(Refusal::DutiesSeparated));
    assert_eq!(after(&record, &dispose("b"), &head, today), Err(Refusal::ProposalNotFound));
    let record = after(&record, &dispose("a"), &head, today).unwrap();
    assert_eq!(after(&record, &dispose("a"), &head, today), Err(Refusal::AlreadyDisposed));
}

fn quiz(pass_mark: u32) -> Command {
    let question = |key| Question {
        text: Prose::parse("Siapa yang memutus?").unwrap(),
        options: vec![line("Loket"), line("Kepala"), line("Pemohon")],
        key,
    };
    Command::SetQuiz(Quiz { questions: vec![question(1), question(0), question(2)], pass_mark })
}

fn answers(answers: [u32; 3]) -> Command {
    Command::TakeQuiz { answers: answers.into() }
}

#[test]
fn who_passes_the_quiz_works_by_the_version_and_nobody_else_does() {
    let (clerk, today) = (person("clerk"), date(2026, 6, 20));
    let who = PersonId::parse("clerk").unwrap();
    let bare = Governance::new(name());
    assert_eq!(after(&bare, &answers([1, 0, 2]), &clerk, today), Err(Refusal::QuizMissing));
    let acknowledged = after(&bare, &Command::Acknowledge, &clerk, today).unwrap();
    assert!(acknowledged.is_proven_by(&who, Proof::Quiz), "without a quiz it is read instead");

    let record = after(&acknowledged, &quiz(2), &person("admin"), today).unwrap();
    assert!(!record.is_proven_by(&who, Proof::Quiz));
    assert!(record.is_proven_by(&who, Proof::Acknowledgement));
    let short = Command::TakeQuiz { answers: vec![1] };
    assert_eq!(after(&record, &short, &clerk, today), Err(Refusal::QuizIncomplete));
    let failed = after(&record, &answers([1, 1, 1]), &clerk, today).unwrap();
    assert!(!failed.is_proven_by(&who, Proof::Quiz));
    let passed = after(&failed, &answers([1, 0, 1]), &clerk, today).unwrap();

    assert!(passed.is_proven_by(&who, Proof::Quiz));
    assert_eq!(passed.attempts[&who].len(), 2);
    assert_eq!(after(&passed, &answers([1, 0, 2]), &clerk, today), Err(Refusal::QuizPassed));
}

#[test]
fn guessing_ends_with_the_day() {
    let (clerk, today) = (person("clerk"), date(2026, 6, 20));
    let mut record = after(&Governance::new(name()), &quiz(3), &clerk, today).unwrap();
    for _ in 0..3 {
        record = after(&record, &answers([0, 0, 0]), &clerk, today).unwrap();
    }

    assert_eq!(after(&record, &answers([1, 0, 2]), &clerk, today), Err(Refusal::TooManyAttempts));
}

#[test]
fn a_quiz_can_be_passed_and_failed() {
    let record = Governance::new(name());
    let unsound = |command: &Command| after(&record, command, &person("a"), date(2026, 6, 20));

    assert_eq!(unsound(&quiz(0)), Err(Refusal::QuizUnsound));
    assert_eq!(unsound(&quiz(4)), Err(Refusal::QuizUnsound));
    let nothing = Quiz { questions: Vec::new(), pass_mark: 1 };
    assert_eq!(unsound(&Command::SetQuiz(nothing)), Err(Refusal::QuizUnsound));
}

fn command() -> impl Strategy<Value = Command> {
    let session = SessionHeld {
        of: None,
        kind: SessionKind::Training,
        held_on: date(2026, 6, 1),
        report: line("DH 1"),
        participants: 3,
    };
    prop_oneof![
        (1_i8..28).prop_map(try_out),
        (1_i8..28).prop_map(approve),
        Just(Command::Hold(session)),
        Just(Command::Acknowledge),
        (0_u32..5).prop_map(quiz),
        prop::array::uniform3(0_u32..3).prop_map(answers),
        (1_i8..28).prop_map(|day| evaluate(date(2026, 6, day))),
        "[a-c]".prop_map(|id| Command::Propose { id, reason: sealed() }),
        "[a-c]".prop_map(|id| Command::Dispose { id, accepted: true, reason: sealed() }),
    ]
}

proptest! {
    /// Whatever is tried: an approval follows a trial and stays; a person
    /// acknowledges once; nothing recorded is lost.
    #[test]
    fn what_was_recorded_stays(
        attempts in prop::collection::vec((command(), 0_usize..3, 1_i8..28), 0..40),
    ) {
        let people = [person("clerk"), person("head"), Actor::System];
        let mut record = Governance::new(name());
        for (command, who, day) in attempts {
            let Ok(next) = after(&record, &command, &people[who], date(2026, 6, day)) else {
                continue;
            };
            if let Some(approved) = &record.approved {
                prop_assert_eq!(next.approved.as_ref(), Some(approved));
                prop_assert!(!next.trials.is_empty());
            }
            prop_assert!(record.acknowledged.iter().all(|(who, at)| next.acknowledged.get(who) == Some(at)));
            prop_assert!(next.trials.starts_with(&record.trials));
            prop_assert!(next.sessions.starts_with(&record.sessions));
            prop_assert!(next.proposals.len() >= record.proposals.len());
            record = next;
        }
    }
}
