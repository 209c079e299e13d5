//! What may be shown of figures, and to whom.

use figures::{
    Age, Cause, Counted, Flow, Published, ShownShare, Spent, Sums, TimeUnit, csv, published, rows,
    shown_to_all,
};
use proptest::prelude::*;
use surveys::Cell;

/// Sums of cases that were received, ended in time and late.
fn sums(received: u64, on_time: u64, late: u64) -> Sums {
    let mut sums = Sums::default();
    sums.count(Counted::Flow(Flow::Received), received);
    sums.count(Counted::Flow(Flow::OnTime), on_time);
    sums.count(Counted::Flow(Flow::Late), late);
    sums.count(Counted::Took(TimeUnit::WorkingDays, 4), on_time);
    sums.count(Counted::Took(TimeUnit::WorkingDays, 12), late);
    sums
}

fn whole(parts: &[Sums]) -> Sums {
    let mut whole = Sums::default();
    parts.iter().for_each(|part| whole.merge(part));
    whole
}

fn received(published: &Published) -> Option<Cell> {
    published.flows.get(&Flow::Received).copied()
}

#[test]
fn a_small_part_takes_another_with_it() {
    let parts = [sums(20, 0, 0), sums(3, 0, 0), sums(40, 0, 0)];

    let (all, shown) = shown_to_all(&whole(&parts), &parts, true);

    assert_eq!(received(&all), Some(Cell::Shown(63)));
    let shown: Vec<Option<Cell>> = shown.iter().map(received).collect();
    assert_eq!(shown, [Some(Cell::Shown(20)), Some(Cell::Hidden), Some(Cell::Hidden)]);
}

#[test]
fn a_few_late_ones_are_told_by_no_share() {
    let (all, _) = shown_to_all(&sums(50, 47, 3), &[], true);

    let ShownShare { share, is_at_least } = all.share_on_time.unwrap();
    assert_eq!((share.percent().as_str(), is_at_least), ("92.00", true));
    assert_eq!((all.flows[&Flow::OnTime], all.flows[&Flow::Late]), (Cell::Hidden, Cell::Hidden));
    assert_eq!(published(&sums(50, 47, 3), true).share_on_time.unwrap().share.percent(), "94.00");
}

#[test]
fn of_fewer_than_five_neither_share_nor_median_is_shown() {
    let (all, parts) = shown_to_all(&sums(9, 4, 0), &[sums(9, 4, 0)], true);

    assert_eq!((all.share_on_time, all.took.len()), (None, 0));
    assert_eq!((parts[0].share_on_time, parts[0].took.len()), (None, 0));
    assert_eq!(published(&sums(9, 4, 0), true).took[0].median, Some(4));
}

#[test]
fn steps_of_a_few_cases_are_not_shown() {
    let mut sums = Sums::default();
    sums.spend("periksa", Cause::Queue, Spent { spells: 5, seconds: 600 });
    sums.spend("tanda-tangan", Cause::Queue, Spent { spells: 4, seconds: 9_000 });

    let (all, _) = shown_to_all(&sums, &[], true);

    assert_eq!(all.stages.keys().collect::<Vec<_>>(), ["periksa"]);
    assert_eq!((all.slowest_stage(), all.causes()[&Cause::Queue].seconds), (Some("periksa"), 600));
    assert_eq!(published(&sums, true).slowest_stage(), Some("tanda-tangan"));
}

#[test]
fn a_file_has_a_line_for_each_number() {
    let mut sums = sums(12, 8, 2);
    sums.open(Age::NearlyDue, 2);
    sums.spend("periksa", Cause::Queue, Spent { spells: 5, seconds: 600 });

    let all = published(&sums, true);
    let file = csv(&rows([("", &all), ("izin, contoh", &all)]));

    let lines: Vec<&str> = file.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "part,figure,detail,value");
    for line in [
        ",received,,12",
        ",settled,,10",
        ",share_on_time,,80.00",
        ",median,working_days,4",
        ",p90,working_days,12",
        ",in_process,,2",
        ",age_nearly_due,,2",
        ",time_queue,periksa,600",
        ",slowest_stage,,periksa",
        "\"izin, contoh\",received,,12",
    ] {
        assert!(lines.contains(&line), "{line} is missing:\n{file}");
    }
}

proptest! {
    /// Whoever knows the whole and the parts that are shown never knows a hidden part.
    #[test]
    fn no_part_from_one_to_four_is_shown_or_follows_from_the_others(
        counts in prop::collection::vec(0_u64..30, 1..8),
    ) {
        let parts: Vec<Sums> = counts.iter().map(|count| sums(*count, 0, 0)).collect();

        let (all, shown) = shown_to_all(&whole(&parts), &parts, true);

        let mut hidden = 0;
        for (count, published) in counts.iter().zip(&shown) {
            match received(published).unwrap() {
                Cell::Shown(number) => prop_assert!(number == *count && !(1..5).contains(&number)),
                Cell::Hidden => hidden += count,
            }
        }
        let is_alone = counts.iter().filter(|count| **count > 0).count() == 1;
        let is_all_hidden = received(&all) == Some(Cell::Hidden);
        prop_assert!(hidden == 0 || hidden >= 5 || is_alone || is_all_hidden);
    }
}
