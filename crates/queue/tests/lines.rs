//! Laws of a line, whatever is tried in it, and the published rule by example.

#![allow(clippy::panic, reason = "a test that cannot go on has failed")]

use jiff::civil::date;
use kernel::{Bilingual, Instant, Line, Slug};
use proptest::prelude::*;
use queue::{
    DayCommand, Event, Figures, Hall, HallFault, HallPlan, Hours, PriorityClass, Record, Refusal,
    Source, Stand, StandDay, Standing, Taking, Visit,
};

const MINUTE: i64 = 60;

fn slug(text: &str) -> Slug {
    Slug::parse(text).expect("a slug")
}

fn stand(id: &str, prefix: &str, daily_quota: Option<u16>) -> Stand {
    Stand {
        id: slug(id),
        name: Bilingual::new(id, id),
        agency: slug(id),
        prefix: prefix.to_owned(),
        counters: 3,
        daily_quota,
    }
}

fn plan() -> HallPlan {
    HallPlan {
        name: Line::parse("MPP Contoh").expect("a line"),
        stands: vec![stand("disdukcapil", "A", Some(70)), stand("dpmptsp", "B", None)],
        priorities: vec![PriorityClass {
            id: slug("lansia"),
            name: Bilingual::new("Lansia", "Elderly"),
        }],
        priority_run: 2,
        calls: 3,
        needs_per_visit: 4,
        horizon_days: 30,
        opens: 8 * 60,
        closes: 15 * 60,
    }
}

fn hall() -> Hall {
    Hall { agency: slug("mpp-kotim"), plan: plan() }
}

fn begins() -> Instant {
    Instant::from_micros(1_742_000_000_000_000)
}

fn at(minute: i64) -> Instant {
    begins().plus_seconds((8 * 60 + minute) * MINUTE)
}

fn opened(hall: &Hall, id: &str) -> StandDay {
    let hours = Hours {
        date: date(2025, 3, 17),
        begins_at: begins(),
        closes_at: begins().plus_seconds(15 * 60 * MINUTE),
        ends_at: begins().plus_seconds(24 * 60 * MINUTE),
    };
    let event = StandDay::open(hall, hall.stand(&slug(id)).expect("a stand"), &hours);
    day_of(Record::evolve(None, begins(), &Event::DayOpened(event)))
}

fn day_of(record: Option<Record>) -> StandDay {
    match record {
        Some(Record::StandDay(day)) => day,
        other => panic!("not a line: {other:?}"),
    }
}

fn after(day: StandDay, now: Instant, event: &Event) -> StandDay {
    day_of(Record::evolve(Some(Record::StandDay(day)), now, event))
}

fn walk_in(priority: Option<&str>, now: Instant) -> Taking {
    Taking {
        visit: "v".to_owned(),
        source: Source::Kiosk,
        priority: priority.map(slug),
        arrived_at: Some(now),
    }
}

fn taken(day: StandDay, hall: &Hall, priority: Option<&str>, now: Instant) -> StandDay {
    let event = day.take(hall, &walk_in(priority, now), now).expect("room");
    after(day, now, &event)
}

fn done(day: StandDay, hall: &Hall, command: &DayCommand, now: Instant) -> StandDay {
    let event = day.decide(hall, command, now).expect("allowed");
    after(day, now, &event)
}

#[test]
fn after_two_who_may_go_first_somebody_else_is_called() {
    let hall = hall();
    let mut day = opened(&hall, "dpmptsp");
    for (minute, class) in
        [None, None, Some("lansia"), Some("lansia"), Some("lansia")].into_iter().enumerate()
    {
        day = taken(day, &hall, class, at(i64::try_from(minute).expect("small")));
    }
    let mut order = Vec::new();
    for minute in 10..15 {
        let event = day.decide(&hall, &DayCommand::CallNext { counter: 1 }, at(minute));
        let Ok(Event::Called(called)) = &event else { panic!("{event:?}") };
        let number = called.number;
        order.push(number);
        day = after(day, at(minute), &event.expect("called"));
        day = done(day, &hall, &DayCommand::Begin { number }, at(minute));
        day = done(day, &hall, &DayCommand::Finish { number }, at(minute));
    }
    assert_eq!(order, [3, 4, 1, 5, 2]);
    assert_eq!(
        day.decide(&hall, &DayCommand::CallNext { counter: 1 }, at(20)),
        Err(Refusal::NobodyWaits)
    );
}

#[test]
fn who_booked_waits_from_the_moment_of_coming() {
    let hall = hall();
    let mut day = opened(&hall, "dpmptsp");
    let booking = Taking { source: Source::Booking, arrived_at: None, ..walk_in(None, at(0)) };
    let event = day.take(&hall, &booking, begins().plus_seconds(-MINUTE)).expect("booked");
    day = after(day, begins(), &event);
    let early =
        day.decide(&hall, &DayCommand::CheckIn { number: 1 }, begins().plus_seconds(-MINUTE));
    assert_eq!(early, Err(Refusal::NotYourDay));

    day = taken(day, &hall, None, at(0));
    day = done(day, &hall, &DayCommand::CheckIn { number: 1 }, at(5));

    assert_eq!((day.ahead_of(2), day.ahead_of(1)), (Some(0), Some(1)));
}

#[test]
fn a_number_is_called_three_times_before_it_is_absent() {
    let hall = hall();
    let mut day = taken(opened(&hall, "dpmptsp"), &hall, None, at(0));
    let again = DayCommand::CallAgain { number: 1 };
    let absent = DayCommand::MarkAbsent { number: 1 };
    day = done(day, &hall, &DayCommand::CallNext { counter: 2 }, at(1));
    assert_eq!(day.decide(&hall, &absent, at(2)), Err(Refusal::CallAgainFirst { calls: 3 }));
    day = done(day, &hall, &again, at(3));
    day = done(day, &hall, &again, at(5));
    assert_eq!(day.decide(&hall, &again, at(6)), Err(Refusal::CalledEnough { calls: 3 }));

    day = done(day, &hall, &absent, at(7));

    assert_eq!(day.ticket(1).expect("the ticket").standing, Standing::Absent);
    assert_eq!(Figures::of(&day).absent, 1);
}

#[test]
fn the_seventy_first_of_the_day_is_refused_and_a_place_given_back_is_free() {
    let hall = hall();
    let mut day = opened(&hall, "disdukcapil");
    for _ in 0..70 {
        day = taken(day, &hall, None, at(0));
    }
    assert_eq!(day.take(&hall, &walk_in(None, at(1)), at(1)), Err(Refusal::QuotaSpent));

    day = done(day, &hall, &DayCommand::Cancel { number: 7 }, at(2));
    day = taken(day, &hall, None, at(3));

    assert_eq!(day.shown(day.tickets.last().expect("one").number), "A-071");
}

#[test]
fn a_visit_has_at_most_four_needs_each_at_another_stand() {
    let (hall, here) = (hall(), [slug("dpmptsp"), slug("dpmptsp")]);
    assert_eq!(Visit::check_needs(&hall, &here), Err(Refusal::TooManyNeeds { most: 4 }));
    assert_eq!(Visit::check_needs(&hall, &[]), Err(Refusal::TooManyNeeds { most: 4 }));
    assert_eq!(Visit::check_needs(&hall, &[slug("bpn")]), Err(Refusal::StandUnknown));
    assert_eq!(Visit::check_needs(&hall, &[slug("dpmptsp"), slug("disdukcapil")]), Ok(()));
}

#[test]
fn a_plan_that_contradicts_itself_names_every_fault() {
    let mut plan = plan();
    plan.stands[1].prefix = "A".to_owned();
    plan.stands[1].counters = 0;
    plan.priority_run = 0;
    plan.closes = plan.opens;
    assert_eq!(
        plan.check(),
        Err(vec![HallFault::Twins, HallFault::Counters, HallFault::Bounds, HallFault::Hours])
    );
}

#[test]
fn at_midnight_who_was_not_served_counts_as_absent_once() {
    let hall = hall();
    let mut day = taken(opened(&hall, "dpmptsp"), &hall, None, at(0));
    day = taken(day, &hall, None, at(1));
    day = done(day, &hall, &DayCommand::CallNext { counter: 1 }, at(2));
    day = done(day, &hall, &DayCommand::Begin { number: 1 }, at(2));
    assert_eq!(day.decide_time(day.ends_at.plus_seconds(-1)), None);

    let event = day.decide_time(day.ends_at.plus_seconds(3600)).expect("the end of the day");
    day = after(day, begins().plus_seconds(25 * 60 * MINUTE), &event);

    let figures = Figures::of(&day);
    assert_eq!((figures.served, figures.absent, figures.open), (1, 1, 0));
    assert_eq!(figures.serving.percentile(50), None);
    assert_eq!((day.decide_time(day.ends_at), day.wakes_at()), (None, None));
}

/// One thing that somebody tries.
#[derive(Clone, Debug)]
enum Attempt {
    Take { goes_first: bool, books: bool },
    Do(DayCommand),
}

fn attempt() -> impl Strategy<Value = Attempt> {
    let number = || 1u16..12;
    let command = prop_oneof![
        number().prop_map(|number| DayCommand::CheckIn { number }),
        (1u8..5).prop_map(|counter| DayCommand::CallNext { counter }),
        (1u8..5).prop_map(|counter| DayCommand::CallNext { counter }),
        number().prop_map(|number| DayCommand::CallAgain { number }),
        number().prop_map(|number| DayCommand::MarkAbsent { number }),
        number().prop_map(|number| DayCommand::Begin { number }),
        number().prop_map(|number| DayCommand::Finish { number }),
        number().prop_map(|number| DayCommand::SendOn { number, to: slug("disdukcapil") }),
        number().prop_map(|number| DayCommand::Cancel { number }),
    ];
    prop_oneof![
        1 => any::<(bool, bool)>()
            .prop_map(|(goes_first, books)| Attempt::Take { goes_first, books }),
        3 => command.prop_map(Attempt::Do),
    ]
}

fn waits(day: &StandDay, goes_first: bool) -> bool {
    let is_such = |ticket: &&queue::Ticket| ticket.priority.is_some() == goes_first;
    day.tickets.iter().filter(is_such).any(|ticket| ticket.standing == Standing::Waiting)
}

proptest! {
    /// Whatever is tried: numbers run from one without gap or reuse, the quota
    /// holds, a counter has one person at most, nobody overtakes in the own
    /// class, nobody who waits is passed over more often in a row than the
    /// rule says, and what has ended stays so.
    #[test]
    fn the_line_keeps_its_laws(
        quota in 1u16..12,
        attempts in prop::collection::vec(attempt(), 0..120),
    ) {
        let mut hall = hall();
        hall.plan.stands[1].daily_quota = Some(quota);
        let mut day = opened(&hall, "dpmptsp");
        let mut passed_over = 0;
        for (minute, attempt) in attempts.into_iter().enumerate() {
            let now = at(i64::try_from(minute).expect("small"));
            let event = match &attempt {
                Attempt::Take { goes_first, books } => {
                    let class = goes_first.then_some("lansia");
                    let mut taking = walk_in(class, now);
                    if *books {
                        (taking.source, taking.arrived_at) = (Source::Booking, None);
                    }
                    day.take(&hall, &taking, now)
                }
                Attempt::Do(command) => day.decide(&hall, command, now),
            };
            let Ok(event) = event else { continue };
            if let (Event::Called(called), Attempt::Do(DayCommand::CallNext { .. })) =
                (&event, &attempt)
            {
                let chosen = day.ticket(called.number).expect("a ticket");
                let goes_first = chosen.priority.is_some();
                let earlier = day.tickets.iter().filter(|it| {
                    it.standing == Standing::Waiting
                        && it.priority.is_some() == goes_first
                        && (it.arrived_at, it.number) < (chosen.arrived_at, chosen.number)
                });
                prop_assert_eq!(earlier.count(), 0);
                passed_over = if goes_first && waits(&day, false) { passed_over + 1 } else { 0 };
                prop_assert!(passed_over <= hall.plan.priority_run || !waits(&day, false));
            }
            let ended: Vec<_> =
                day.tickets.iter().filter(|ticket| !ticket.is_open()).cloned().collect();
            day = after(day, now, &event);
            for ticket in ended {
                prop_assert_eq!(day.ticket(ticket.number), Ok(&ticket));
            }
        }
        let numbers: Vec<u16> = day.tickets.iter().map(|ticket| ticket.number).collect();
        let expected: Vec<u16> = (1..=u16::try_from(numbers.len()).expect("few")).collect();
        prop_assert_eq!(numbers, expected);
        let standing = day.tickets.iter().filter(|it| it.standing != Standing::Cancelled).count();
        prop_assert!(standing <= usize::from(quota));
        let mut counters: Vec<_> = day.tickets.iter().filter_map(queue::Ticket::counter).collect();
        let busy = counters.len();
        counters.sort_unstable();
        counters.dedup();
        prop_assert_eq!(counters.len(), busy);
    }

    /// Figures of two lines together do not depend on which comes first, and
    /// every ticket is counted once.
    #[test]
    fn figures_add_up(one in 0u16..20, other in 0u16..20) {
        let hall = hall();
        let line = |count: u16| {
            let day = opened(&hall, "dpmptsp");
            (0..count).fold(day, |day, minute| taken(day, &hall, None, at(i64::from(minute))))
        };
        let (a, b) = (Figures::of(&line(one)), Figures::of(&line(other)));
        prop_assert_eq!(a.clone().and(&b), b.clone().and(&a));
        let sum = a.and(&b);
        prop_assert_eq!(sum.taken, u32::from(one) + u32::from(other));
        prop_assert_eq!(sum.open, sum.taken);
    }
}
