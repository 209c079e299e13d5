//! What of the figures may be shown, to those who answer for the agency and to all.
//!
//! To all, a number from 1 to 4 is hidden, and with it as many others as it takes that
//! nobody works it out from a total. Of parts of an agency only such numbers are shown
//! to all as add up in one direction, over the parts: numbers that add up in two are
//! not hidden by hiding some of them.

use std::collections::BTreeMap;

use surveys::{Cell, LIMIT, suppress};

use crate::{
    age::Age,
    book::Spent,
    cause::Cause,
    flow::Flow,
    histogram::TimeUnit,
    sums::{Share, Sums},
};

/// Figures as they may be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// What happened; of parts, not every kind is shown to all.
    pub flows: BTreeMap<Flow, Cell>,
    /// How many cases' lawful time ended.
    pub settled: Option<Cell>,
    /// How many of those in time.
    pub share_on_time: Option<ShownShare>,
    /// How long they took.
    pub took: Vec<Took>,
    /// How many are open.
    pub in_process: Option<Cell>,
    /// The open ones by age; every age is there, or none.
    pub ages: BTreeMap<Age, Cell>,
    /// The time at each step, by whose it was.
    pub stages: BTreeMap<String, BTreeMap<Cause, Spent>>,
}

/// A share as it may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownShare {
    /// The share.
    pub share: Share,
    /// It is only the least that it can be: how many are not in it is hidden.
    pub is_at_least: bool,
}

/// How long the cases took that are measured in one unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Took {
    /// The unit.
    pub unit: TimeUnit,
    /// How many cases.
    pub cases: Cell,
    /// The 50th percentile by nearest rank.
    pub median: Option<u32>,
    /// The 90th.
    pub p90: Option<u32>,
}

impl Published {
    /// All time by whose it was, over all steps.
    #[must_use]
    pub fn causes(&self) -> BTreeMap<Cause, Spent> {
        let mut causes: BTreeMap<Cause, Spent> = BTreeMap::new();
        for (cause, spent) in self.stages.values().flatten() {
            causes.entry(*cause).or_default().add(*spent);
        }
        causes
    }

    /// The step at which agencies let most opening time pass, worked or not; the first
    /// by name where several are equal.
    #[must_use]
    pub fn slowest_stage(&self) -> Option<&str> {
        let agencies = [Cause::OfficerWork, Cause::Queue, Cause::OtherAgency];
        let seconds = |stage: &BTreeMap<Cause, Spent>| -> u64 {
            let of = |cause| stage.get(cause).map_or(0, |spent: &Spent| spent.seconds);
            agencies.iter().map(of).sum()
        };
        let timed = self.stages.iter().map(|(step, stage)| (seconds(stage), step.as_str()));
        let slowest = timed
            .filter(|(seconds, _)| *seconds > 0)
            .reduce(|slowest, other| if other.0 > slowest.0 { other } else { slowest });
        slowest.map(|(_, step)| step)
    }
}

/// All of `sums`, for who answers for the agency. Open cases are as of now, so parts
/// by month have none (`has_open`).
#[must_use]
pub fn published(sums: &Sums, has_open: bool) -> Published {
    let ages = Age::ALL.into_iter().map(|age| (age, Cell::Shown(sums.age(age))));
    Published {
        flows: Flow::ALL.into_iter().map(|flow| (flow, Cell::Shown(sums.flow(flow)))).collect(),
        settled: Some(Cell::Shown(sums.settled())),
        share_on_time: sums.share_on_time().map(|share| ShownShare { share, is_at_least: false }),
        took: took(sums, Cell::Shown),
        in_process: has_open.then(|| Cell::Shown(sums.in_process())),
        ages: ages.filter(|_| has_open).collect(),
        stages: sums.stages().map(|(step, stage)| (step.to_owned(), stage.clone())).collect(),
    }
}

/// The kinds of which everybody is shown the numbers of parts.
const OF_PARTS: [Flow; 2] = [Flow::Received, Flow::Complete];
/// What a lawful time that has ended was: these add up to [`Sums::settled`], the first
/// two exactly and the others nearly.
const ENDS: [&[Flow]; 2] =
    [&[Flow::OnTime, Flow::Late], &[Flow::Issued, Flow::Refused, Flow::EndedOtherwise]];

/// The whole and its parts, for everybody. The parts must make up the whole.
#[must_use]
pub fn shown_to_all(whole: &Sums, parts: &[Sums], has_open: bool) -> (Published, Vec<Published>) {
    let mut shown: Vec<Published> = parts.iter().map(part_shown_to_all).collect();
    for flow in OF_PARTS {
        for (it, cell) in shown.iter_mut().zip(cells(parts, |sums| sums.flow(flow))) {
            it.flows.insert(flow, cell);
        }
    }
    for (it, cell) in shown.iter_mut().zip(cells(parts, Sums::settled)) {
        it.settled = Some(cell);
    }
    if has_open {
        for (it, cell) in shown.iter_mut().zip(cells(parts, Sums::in_process)) {
            it.in_process = Some(cell);
        }
    }
    (whole_shown_to_all(whole), shown)
}

/// What does not depend on the parts beside it.
fn part_shown_to_all(sums: &Sums) -> Published {
    Published {
        share_on_time: share_shown_to_all(sums),
        took: took(sums, alone).into_iter().filter(|it| is_shown(it.cases)).collect(),
        ..Published::default()
    }
}

/// A share of too few is not shown. That a few were late is shown as the least share
/// that it can be, or the share would tell how many.
fn share_shown_to_all(sums: &Sums) -> Option<ShownShare> {
    let share = sums.share_on_time().filter(|share| share.of >= LIMIT)?;
    match (alone(share.part), alone(sums.flow(Flow::Late))) {
        (Cell::Shown(_), Cell::Shown(_)) => Some(ShownShare { share, is_at_least: false }),
        (_, Cell::Hidden) => {
            let part = share.of.saturating_sub(LIMIT - 1);
            Some(ShownShare { share: Share { part, ..share }, is_at_least: true })
        }
        (Cell::Hidden, Cell::Shown(_)) => None,
    }
}

fn whole_shown_to_all(whole: &Sums) -> Published {
    let mut flows: BTreeMap<Flow, Cell> =
        Flow::ALL.into_iter().map(|flow| (flow, alone(whole.flow(flow)))).collect();
    for ends in ENDS {
        let numbers: Vec<u64> = ends.iter().map(|flow| whole.flow(*flow)).collect();
        flows.extend(ends.iter().copied().zip(suppress(&numbers)));
    }
    let ages: Vec<u64> = Age::ALL.into_iter().map(|age| whole.age(age)).collect();
    let few = |spent: &Spent| spent.spells < LIMIT;
    let stages = whole.stages().filter(|(_, stage)| !stage.values().any(few));
    Published {
        flows,
        settled: Some(alone(whole.settled())),
        in_process: Some(alone(whole.in_process())),
        ages: Age::ALL.into_iter().zip(suppress(&ages)).collect(),
        stages: stages.map(|(step, stage)| (step.to_owned(), stage.clone())).collect(),
        ..part_shown_to_all(whole)
    }
}

fn took(sums: &Sums, cell: impl Fn(u64) -> Cell) -> Vec<Took> {
    let durations = sums.durations().map(|(unit, histogram)| Took {
        unit,
        cases: cell(histogram.cases()),
        median: histogram.percentile(50),
        p90: histogram.percentile(90),
    });
    durations.collect()
}

fn cells(parts: &[Sums], number: impl Fn(&Sums) -> u64) -> Vec<Cell> {
    let numbers: Vec<u64> = parts.iter().map(number).collect();
    suppress(&numbers)
}

/// A number that nothing beside it adds up with.
fn alone(number: u64) -> Cell {
    if (1..LIMIT).contains(&number) { Cell::Hidden } else { Cell::Shown(number) }
}

fn is_shown(cell: Cell) -> bool {
    match cell {
        Cell::Shown(number) => number > 0,
        Cell::Hidden => false,
    }
}
