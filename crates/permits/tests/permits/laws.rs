//! Laws: whatever anybody tries, in whatever order, at whatever time.

use std::collections::BTreeMap;

use calendar::{Change, Holder, WorkDuration};
use kernel::{Actor, Instant, PersonId};
use permits::{
    Acting, Application, Command, Declaration, Event, FeeStanding, Finding, Grant, State,
    must_be_apart,
};
use proptest::prelude::*;

use crate::{
    tries::{Try, amend_the_calendar, attempt, staff, tries},
    world::{World, submission, wib},
};

fn play(world: &mut World, tries: &[Try]) {
    let staff = staff();
    let mut submission = submission();
    submission.assisted_by = Some(staff[0].person.clone());
    // Somebody at every desk is a relative of the applicant.
    let desks = staff.iter().take(12).skip(1).step_by(5);
    world.related = desks.map(|officer| officer.person.clone()).collect();
    if world.application.is_none() {
        world.file(&submission).unwrap();
    }
    for it in tries {
        world.now = world.now.plus_seconds(it.minutes * 60);
        amend_the_calendar(world, it);
        if it.through_the_store {
            time_passes(world);
        }
        let (acting, command) = attempt(world, &staff, it);
        if it.through_the_store {
            world.compare(&acting);
        }
        let before = world.case().clone();
        let written = world.journal.len();
        match world.act_without_the_store(&acting, &command) {
            Ok(events) => {
                assert!(!events.is_empty() || may_come_again(&command), "{command:?} did nothing");
                nobody_acts_with_a_conflict(&before, world, &acting, &command);
                the_fee_is_exact(&before, world, &acting, &command);
            }
            Err(_) => assert!(before == *world.case() && written == world.journal.len()),
        }
        a_decision_stays(&before, world.case());
        the_record_is_consistent(world);
    }
    time_passes(world);
    the_record_is_consistent(world);
    the_journal_is_consistent(world);
}

/// What another deployment says is said until it is heard: the same again is
/// granted, and changes nothing.
fn may_come_again(command: &Command) -> bool {
    matches!(
        command,
        Command::NoteReceived { .. }
            | Command::TakeResult(_)
            | Command::NoteDelivered { .. }
            | Command::FetchDocument { .. }
            | Command::ConfirmDocument { .. }
            | Command::NoteCalledBack { .. }
            | Command::NoteStopped { .. }
    )
}

/// The law is asked; what it says came neither early nor late.
fn time_passes(world: &mut World) {
    for event in world.pass_time() {
        if let Event::DeadlineBreached(breach) = event {
            the_breach_is_on_its_day(world, breach.effective_at);
        }
    }
    the_time_is_kept_or_breached(world);
}

/// Who has a conflict of interest, declared or found, does nothing but step back.
fn nobody_acts_with_a_conflict(
    before: &Application,
    world: &World,
    acting: &Acting<'_>,
    command: &Command,
) {
    if let Acting::Agent(number) = acting {
        assert!(before.mandate(*number, world.now).is_some(), "{command:?} without a mandate");
    }
    let Acting::Officer(officer) = acting else { return };
    if before.conflicted.contains(&officer.person) || world.related.contains(&officer.person) {
        let declares =
            matches!(command, Command::Take { declaration: Declaration::Conflict { .. }, .. });
        let gives_back = matches!(command, Command::Release { step, .. }
            if before.task(step).and_then(|task| task.taken_by.as_ref()) == Some(&officer.person));
        assert!(declares || gives_back, "{} acted by {command:?}", officer.person);
    }
}

fn decided(case: &Application) -> Option<(&'static str, Option<Grant>)> {
    match &case.state {
        State::Submitted | State::InProcess => None,
        State::Approved { .. } | State::Issued { .. } => Some(("granted", case.state.grant())),
        State::Closed { grant, .. } => Some(("granted", *grant)),
        State::Rejected { .. } => Some(("rejected", None)),
        State::Withdrawn { .. } => Some(("withdrawn", None)),
    }
}

fn a_decision_stays(before: &Application, after: &Application) {
    let Some(decision) = decided(before) else { return };
    if decided(after) == Some(decision) {
        return;
    }
    // The one path on which a decision is taken again, and only once.
    assert!(matches!(before.state, State::Rejected { .. }), "a decision is final");
    assert!(before.pending_objection().is_some() && after.pending_objection().is_none());
    assert!(matches!(after.state.grant(), Some(Grant::ByObjection { .. })));
}

fn the_record_is_consistent(world: &World) {
    let case = world.case();
    for task in case.open_tasks() {
        assert!(case.run.is_open(&task.step), "a task without an open step");
        let barred = case.barred(task);
        let taken_fairly =
            |person| !barred.contains(person) || !case.assisted_by.iter().any(|it| it == person);
        assert!(task.taken_by.as_ref().is_none_or(taken_fairly));
    }
    for open in case.run.open_steps() {
        let is_applicants = world.sop.step(open).unwrap().executor.is_none();
        assert_eq!(case.task(open).is_none(), is_applicants, "{open}");
    }
    if case.open_tasks().next().is_some() {
        let has_work = case.open_tasks().any(|it| it.executor.agency == case.holder.agency);
        assert!(has_work, "the holder has nothing to do");
    }
    if let Some(proposal) = &case.proposal {
        assert_eq!(case.task(&proposal.step).unwrap().taken_by.as_ref(), Some(&proposal.by));
    }
    assert!(!case.is_over() || case.open_tasks().next().is_none());
    the_fee_is_consistent(case);
    nobody_joins_separated_duties(case);
    the_clock_is_consistent(world);
}

/// To the rupiah what the tariff makes of the quantities, by arithmetic of this
/// test's own; nothing but an assessment sets it, and nobody but the payment
/// system has it paid, whole.
fn the_fee_is_exact(before: &Application, world: &World, by: &Acting<'_>, command: &Command) {
    let case = world.case();
    let totals =
        |case: &Application| -> Vec<i64> { case.fees.iter().map(|fee| fee.total_rupiah).collect() };
    let (mut expected, is) = (totals(before), totals(case));
    if let Command::AssessFee { quantities, .. } = command {
        let thousandths = |quantity: String| -> i64 {
            let (whole, part) = quantity.split_once('.').unwrap_or((&quantity, ""));
            format!("{whole}{part:0<3}").parse().unwrap()
        };
        let rate = |code: &str| if code == "luas" { 15_000 } else { 333 };
        let of = |(code, quantity): &(kernel::Slug, standards::Quantity)| {
            thousandths(quantity.to_string()) * rate(code.as_str())
        };
        expected.push(quantities.iter().map(of).sum::<i64>() / 1000);
    }
    assert_eq!(is, expected, "not what the tariff yields");
    if case.has_paid() && !before.has_paid() {
        let Command::Pay(payment) = command else { panic!("paid by {command:?}") };
        assert_eq!(payment.rupiah, is[is.len() - 1]);
        assert!(matches!(by, Acting::Officer(officer) if officer.may_settle(&case.agency)));
    }
}

/// One assessment at a time; and paid means paid.
fn the_fee_is_consistent(case: &Application) {
    for (index, fee) in case.fees.iter().enumerate() {
        assert!(fee.standing != FeeStanding::Owed || index + 1 == case.fees.len());
    }
    for step in &case.payments {
        assert!(case.run.is_open(step), "awaits a payment at a closed step");
        assert!(!case.has_paid(), "awaits what was paid");
    }
}

fn nobody_joins_separated_duties(case: &Application) {
    let mut acts: BTreeMap<&PersonId, Vec<sop::Act>> = BTreeMap::new();
    for deed in &case.deeds {
        if let Some(person) = &deed.by {
            assert_ne!(case.assisted_by.as_ref(), Some(person), "who filed acted");
            acts.entry(person).or_default().push(deed.act);
        }
    }
    for visit in &case.inspections {
        let was_made = !visit.findings.is_empty() || visit.minutes.is_some();
        for person in visit.team.iter().filter(|_| was_made || visit.cancelled_at.is_none()) {
            assert_ne!(case.assisted_by.as_ref(), Some(person), "who filed inspects");
            acts.entry(person).or_default().push(sop::Act::Inspection);
        }
    }
    for fee in &case.fees {
        acts.entry(fee.by.as_ref().unwrap()).or_default().push(sop::Act::Assessment);
    }
    for task in case.open_tasks() {
        if let Some(person) = &task.taken_by {
            assert!(!case.conflicted.contains(person), "who declared a conflict holds a task");
            acts.entry(person).or_default().push(task.act);
        }
    }
    // Whoever annulled a rejection granted, and had no other part in the case.
    if let Some(Finding::Upheld { by, .. } | Finding::Dismissed { by, .. }) =
        case.objection.as_ref().and_then(|objection| objection.finding.as_ref())
    {
        assert!(!case.conflicted.contains(by) && case.assisted_by.as_ref() != Some(by));
        acts.entry(by).or_default().push(sop::Act::Approval);
    }
    for (person, acts) in acts {
        for (index, one) in acts.iter().enumerate() {
            let joined = acts[index + 1..].iter().find(|other| must_be_apart(*one, **other));
            assert_eq!(joined, None, "{person} joined duties");
        }
    }
}

fn the_clock_is_consistent(world: &World) {
    let case = world.case();
    let ledger = &case.ledger;
    assert_eq!(case.timer.is_some(), ledger.is_running(), "a timer for a running clock only");
    assert_eq!(case.accepted_at, ledger.started(), "completeness starts the clock");
    assert!(!ledger.is_paused() || case.awaits_applicant(), "paused for nobody");
    assert!(!ledger.is_running() || !case.awaits_applicant(), "charged for the applicant's time");
    let mut running = None;
    for (index, entry) in ledger.entries().iter().enumerate() {
        running = match (&entry.change, running) {
            (Change::Started { .. }, None) if index == 0 => Some(true),
            (Change::Paused, Some(true)) => Some(false),
            (Change::Resumed, Some(false)) => Some(true),
            (Change::HandedOver | Change::CalendarAmended { .. }, Some(true)) => Some(true),
            (Change::Stopped, Some(_)) => None,
            (change, state) => panic!("{change:?} when {state:?}"),
        };
    }
    let is_ordered = ledger.entries().is_sorted_by_key(|entry| entry.at);
    assert!(is_ordered, "the ledger runs backwards");
}

/// After the law was asked: without a breach, officers kept within the time.
fn the_time_is_kept_or_breached(world: &World) {
    let case = world.case();
    assert!(case.wakes_at().is_none_or(|at| at > world.now), "slept over its time");
    if case.fired.breached.is_some() {
        return;
    }
    let held = case.ledger.held(&world.calendar, world.now);
    let by_agencies = held.iter().filter(|it| matches!(it.holder, Holder::Agency { .. }));
    let used: u32 = by_agencies.map(|it| it.time.amount()).sum();
    assert!(used <= world.service.time().amount(), "officers had {used} days and no breach");
    if let WorkDuration::WorkingDays(budget) = world.service.time() {
        let counted = days_counted_by_hand(world, world.now);
        assert!(counted <= budget, "{counted} days were counted and no breach");
    }
}

/// The day of the breach is the last of the lawful ones: whatever was returned,
/// resubmitted or paid in between, no day was lost and none was won. It is the next
/// one where the case came back after the office had closed on the last: nobody is
/// late while the applicant has the file, nor with what comes after hours.
fn the_breach_is_on_its_day(world: &World, at: Instant) {
    if let WorkDuration::WorkingDays(budget) = world.service.time() {
        let (calendar, zone) = (&world.calendar, world.calendar.zone());
        assert!(calendar.is_working_day(zone.date(at)).unwrap(), "breached on a holiday");
        let entries = world.case().ledger.entries();
        let mut before = entries.iter().rev().filter(|entry| entry.at < at);
        let back = before.find(|entry| matches!(entry.change, Change::Resumed));
        let is_after_hours = |at: Instant| {
            let day = zone.date(at);
            let midnight = zone.at(day.tomorrow().unwrap(), 0);
            calendar.is_working_day(day).unwrap() && calendar.open_seconds(at, midnight) == 0
        };
        let days = days_counted_by_hand(world, at);
        let is_spared = days == budget && back.is_some_and(|entry| is_after_hours(entry.at));
        assert!(days + 1 == budget || is_spared, "{days} of {budget} at {at:?}: {entries:?}");
    }
}

/// The working days before the date of `until` at whose beginning and end the
/// clock ran, one by one, from nothing but the ledger's starts and stops.
fn days_counted_by_hand(world: &World, until: Instant) -> u32 {
    let entries = world.case().ledger.entries();
    let ran_at = |instant: Instant| {
        let past = entries.iter().take_while(|entry| entry.at < instant);
        let last = past.filter_map(|entry| match entry.change {
            Change::Started { .. } | Change::Resumed => Some(true),
            Change::Paused | Change::Stopped => Some(false),
            Change::HandedOver | Change::CalendarAmended { .. } | Change::Extended { .. } => None,
        });
        last.last().unwrap_or(false)
    };
    let zone = world.calendar.zone();
    let Some(start) = world.case().ledger.started() else { return 0 };
    let mut day = zone.date(start);
    let mut counted = 0;
    while day < zone.date(until) {
        let next = day.tomorrow().unwrap();
        let ran = ran_at(zone.at(day, 0)) && ran_at(zone.at(next, 0));
        counted += u32::from(ran && world.calendar.is_working_day(day).unwrap());
        day = next;
    }
    counted
}

fn the_journal_is_consistent(world: &World) {
    let at_most_once = [
        "permits.submitted",
        "permits.accepted",
        "permits.approved",
        "permits.rejected",
        "permits.withdrawn",
        "permits.issued",
        "permits.deadline_warned",
        "permits.deadline_breached",
        "permits.deemed_approved",
        "permits.escalated",
        "permits.objection_filed",
        "permits.objection_warned",
        "permits.objection_upheld",
        "permits.objection_dismissed",
        "permits.objection_lapsed",
    ];
    for kind in at_most_once {
        assert!(world.count(kind) <= 1, "{kind} came {} times", world.count(kind));
    }
    assert_eq!(
        world.refolded().as_ref(),
        world.application.as_ref(),
        "the fold tells another story"
    );
    let written = serde_json::to_string(world.case()).unwrap();
    assert_eq!(serde_json::from_str::<Application>(&written).unwrap(), *world.case());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_tried_every_law_holds_where_the_law_grants(tries in tries()) {
        play(&mut World::new(), &tries);
    }

    #[test]
    fn whatever_is_tried_every_law_holds_where_it_only_escalates(tries in tries()) {
        let mut world = World::where_service("rule = \"deemed-approval\"", "rule = \"escalation\"");
        play(&mut world, &tries);
    }

    #[test]
    fn whatever_is_tried_every_law_holds_where_a_fee_is_owed(tries in tries()) {
        play(&mut World::charging(), &tries);
    }

    #[test]
    fn whatever_is_tried_every_law_holds_where_a_fee_is_to_be_set(tries in tries()) {
        play(&mut World::at_the_fee(), &tries);
    }

    #[test]
    fn whatever_is_tried_every_law_holds_where_teams_inspect(tries in tries()) {
        play(&mut World::inspecting(), &tries);
    }

    #[test]
    fn whatever_is_tried_every_law_holds_in_office_minutes(tries in tries()) {
        let mut world = World::where_service("working_days = 5", "office_minutes = 1800");
        play(&mut world, &tries);
    }

    /// What was recorded did happen: no order of events breaks the fold.
    #[test]
    fn the_fold_takes_events_in_any_order(order in prop::collection::vec(0_usize..1000, 0..40)) {
        let mut world = World::new();
        world.until_decision().approve().issue();
        let mut state = None;
        for index in order {
            let (at, actor, event) = &world.journal[index % world.journal.len()];
            state = Application::evolve(state, *at, actor, event);
        }
        if let Some(case) = state {
            let _ = (case.phase(), case.wakes_at(), case.summary(world.now));
            let _ = case.decide_time(&world.context());
            let _ = case.progress(&world.context(), None);
        }
    }
}

/// Needs another rule of the service, a calendar of the next year, an officer
/// who closes instead of assessing anew, or weeks in which nobody does anything.
const ELSEWHERE: &[&str] = &[
    "permits.escalated",
    "permits.fee_due_moved",
    "permits.closed_unpaid",
    "permits.objection_moved",
    "permits.objection_warned",
    "permits.objection_lapsed",
    // Only the work on another agency's step is answered there.
    "permits.result_delivered",
    "permits.document_received",
    "permits.document_confirmed",
    "permits.called_back",
];

/// The tries reach far enough for the laws to say something.
#[test]
fn random_tries_reach_every_part_of_the_procedure() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};

    let mut runner = TestRunner::deterministic();
    let mut reached: BTreeMap<&'static str, usize> = BTreeMap::new();
    for _ in 0..200 {
        let tries = tries().new_tree(&mut runner).unwrap().current();
        let worlds = [World::new(), World::charging(), World::at_the_fee(), World::inspecting()];
        for mut world in worlds {
            play(&mut world, &tries);
            for (_, _, event) in &world.journal {
                *reached.entry(event.kind()).or_default() += 1;
            }
        }
    }

    let unreached: Vec<_> = Event::KINDS
        .iter()
        .map(|(kind, _)| *kind)
        .filter(|kind| !ELSEWHERE.contains(kind) && !reached.contains_key(kind))
        .collect();
    assert!(unreached.is_empty(), "never reached: {unreached:?} in {reached:?}");
}

#[test]
fn the_actor_of_a_time_event_is_nobody() {
    let mut world = World::new();
    world.until_decision();
    world.now = wib("2025-03-12 08:00");
    world.pass_time();

    assert_eq!(world.journal.last().unwrap().1, Actor::System);
}
