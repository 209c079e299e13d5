//! The counting rule with pauses, against a simulation that asks of each day
//! whether the clock was running when it began and when it ended.

use calendar::{Allowance, Calendar, CountFrom, Holder, Ledger, Standing, WorkDuration};
use jiff::{ToSpan, civil::Date};
use kernel::Instant;

use crate::{
    naive::{Naive, random_record},
    support::{Dice, agency, allowance, days, mark},
};

/// The start, then pauses and resumptions in turn.
struct Story {
    turns: Vec<Instant>,
    budget: u32,
    count_from: CountFrom,
}

#[derive(Debug, PartialEq)]
enum Outcome {
    Due(Date),
    Left(u32),
}

impl Story {
    fn random(dice: &mut Dice, calendar: &Calendar) -> Self {
        let first = calendar.zone().at(jiff::civil::date(2024, 1, 2), 0).micros();
        let mut now = first + dice.below(700 * 86_400) * 1_000_000;
        let mut turns = vec![Instant::from_micros(now)];
        for _ in 0..dice.below(9) {
            now += match dice.below(6) {
                0 => 0,
                1 => dice.below(3_600) * 1_000_000,
                2 | 3 => dice.below(20 * 3_600) * 1_000_000,
                _ => dice.below(12 * 86_400) * 1_000_000,
            };
            turns.push(Instant::from_micros(now));
        }
        let cut_off = u16::try_from(dice.below(1441)).unwrap();
        let count_from = if dice.one_in(2) {
            CountFrom::NextWorkday
        } else {
            CountFrom::SameDayIfBeforeCutoff { minutes: cut_off }
        };
        Self { turns, budget: u32::try_from(dice.below(15)).unwrap() + 1, count_from }
    }

    fn ledger(&self, calendar: &Calendar, budget: WorkDuration) -> Ledger {
        let mut ledger = Ledger::new();
        let office = || agency("dpmptsp/pelayanan");
        let allowance = Allowance { count_from: self.count_from, ..allowance(budget) };
        let first = mark(self.turns[0], office(), "complete");
        ledger.apply(ledger.start(first, allowance, calendar).unwrap());
        for (number, at) in self.turns.iter().skip(1).enumerate() {
            let entry = if number % 2 == 0 {
                ledger.pause(mark(*at, Holder::Applicant, "returned"))
            } else {
                ledger.resume(mark(*at, office(), "resubmitted"))
            };
            ledger.apply(entry.unwrap());
        }
        ledger
    }

    /// Whether the clock runs after all turns before `at`, or until it.
    fn runs(&self, at: Instant, inclusive: bool) -> bool {
        let happened = |turn: &&Instant| **turn < at || (inclusive && **turn == at);
        self.turns.iter().take_while(happened).count() % 2 == 1
    }

    /// Under a cut-off, whether the first start or resumption of a day on which
    /// the clock did not run at first came in time.
    fn came_in_time(&self, naive: &Naive, date: Date) -> bool {
        let CountFrom::SameDayIfBeforeCutoff { minutes } = self.count_from else { return false };
        let came = self.turns.iter().step_by(2).find(|at| naive.zone.date(**at) == date);
        came.is_some_and(|at| *at < naive.zone.at(date, minutes) && *at < naive.closes(date))
    }

    fn simulate(&self, naive: &Naive) -> Outcome {
        let last = *self.turns.last().unwrap();
        let mut counted = 0;
        for date in naive.zone.date(self.turns[0]).series(1.day()) {
            let (begin, end) = (naive.zone.at(date, 0), naive.zone.at(date, 1440));
            if begin > last && !self.runs(begin, true) {
                return Outcome::Left(self.budget - counted);
            }
            if !naive.is_working(date) {
                continue;
            }
            let began = self.runs(begin, false) || self.came_in_time(naive, date);
            if began && counted == self.budget - 1 {
                // The last day runs out at the close of office, if the clock runs then.
                if self.runs(naive.closes(date), true) {
                    return match self.turns.len() % 2 {
                        1 => Outcome::Due(date),
                        _ if last > naive.closes(date) => Outcome::Left(0),
                        _ => unreachable!("the clock runs, so it was not paused last"),
                    };
                }
            } else if began && self.runs(end, false) {
                counted += 1;
            }
        }
        unreachable!("the series of days does not end")
    }
}

#[test]
fn the_ledger_agrees_with_asking_each_day_how_it_began_and_ended() {
    let (mut lapsed, mut same_day) = (0, 0);

    for seed in 0..120 {
        let mut dice = Dice::new(seed + 10_000);
        let record = random_record(&mut dice);
        let (calendar, naive) = (Calendar::compile(&record), Naive::new(&record));
        for case in 0..100 {
            let story = Story::random(&mut dice, &calendar);
            let ledger = story.ledger(&calendar, days(story.budget));
            let outcome = match ledger.standing(&calendar) {
                Standing::Running(deadline) => {
                    assert_eq!(deadline.at, naive.closes(deadline.date));
                    Outcome::Due(deadline.date)
                }
                Standing::Paused { remaining, .. } => Outcome::Left(remaining.amount()),
                other => panic!("{other:?}"),
            };
            let expected = story.simulate(&naive);
            assert_eq!(
                outcome, expected,
                "{seed}/{case}: {:?} {:?}",
                story.turns, story.count_from
            );
            lapsed += u32::from(expected == Outcome::Left(0));
            let on = |at: &Instant| calendar.zone().date(*at);
            same_day += u32::from(story.turns.windows(2).any(|two| on(&two[0]) == on(&two[1])));
        }
    }

    assert!(lapsed > 100 && same_day > 1_000, "{lapsed} lapsed, {same_day} on one day");
}

#[test]
fn a_pause_never_brings_a_deadline_forward_and_never_resets_the_clock() {
    for seed in 0..60 {
        let mut dice = Dice::new(seed + 20_000);
        let calendar = Calendar::compile(&random_record(&mut dice));
        for _ in 0..40 {
            let mut story = Story::random(&mut dice, &calendar);
            if story.turns.len().is_multiple_of(2) {
                story.turns.pop();
            }
            let budget = unit(&mut dice, story.budget);
            let fresh = {
                let last = *story.turns.last().unwrap();
                calendar.deadline(last, budget, story.count_from)
            };
            let mut dues = Vec::new();
            for turns in (1..=story.turns.len()).step_by(2) {
                let until = Story { turns: story.turns[..turns].to_vec(), ..story };
                dues.push(
                    until.ledger(&calendar, budget).standing(&calendar).deadline().unwrap().at,
                );
            }
            assert!(dues.is_sorted(), "{seed}: {:?} gave {dues:?}", story.turns);
            assert!(dues.last() <= Some(&fresh.at), "{seed}: more time than a fresh clock gives");
        }
    }
}

#[test]
fn the_agencies_together_never_use_more_than_the_time_given_before_it_is_up() {
    for seed in 0..60 {
        let mut dice = Dice::new(seed + 30_000);
        let calendar = Calendar::compile(&random_record(&mut dice));
        for _ in 0..40 {
            let story = Story::random(&mut dice, &calendar);
            let budget = unit(&mut dice, story.budget);
            let ledger = story.ledger(&calendar, budget);
            let until = match ledger.standing(&calendar) {
                Standing::Running(deadline) => deadline.at,
                _ => *story.turns.last().unwrap(),
            };
            let agencies: u32 = ledger
                .held(&calendar, until)
                .iter()
                .filter(|held| held.holder != Holder::Applicant)
                .map(|held| held.time.amount())
                .sum();
            match ledger.standing(&calendar) {
                Standing::Paused { remaining, .. } if remaining.amount() > 0 => {
                    assert!(agencies + remaining.amount() <= budget.amount() + 1);
                    assert!(agencies + remaining.amount() >= budget.amount());
                }
                Standing::Running(deadline) if deadline.at >= *story.turns.last().unwrap() => {
                    assert!(agencies <= budget.amount(), "{seed}: {agencies} of {budget:?}");
                }
                _ => {}
            }
        }
    }
}

fn unit(dice: &mut Dice, amount: u32) -> WorkDuration {
    match dice.below(3) {
        0 => WorkDuration::WorkingDays(amount),
        1 => WorkDuration::CalendarDays(amount),
        _ => WorkDuration::OfficeMinutes(amount * 173),
    }
}
