//! Laws of counting: order and grouping change nothing.

use proptest::prelude::*;
use surveys::{Answers, Category, Exact, Hundredths, Index, Method, Period, Thresholds, trend};

use crate::{answers, counted, decimal, gaspul, nine};

fn respondent() -> impl Strategy<Value = Answers> {
    prop::array::uniform9(1..=4_u8).prop_map(answers)
}

fn respondents() -> impl Strategy<Value = Vec<Answers>> {
    prop::collection::vec(respondent(), 1..40)
}

proptest! {
    /// Whoever answers first, the index is the same.
    #[test]
    fn any_order_gives_the_same_index(order in Just((0..29).collect::<Vec<usize>>()).prop_shuffle()) {
        let all = gaspul();

        let shuffled = counted(order.into_iter().map(|place| all[place].clone()));

        prop_assert_eq!(&shuffled, &counted(all));
        let index = Index::of(nine(), &shuffled, Method::default()).expect("an index");
        prop_assert_eq!(index.value, Hundredths(9148));
    }

    /// Counters may be put together in any grouping.
    #[test]
    fn merging_is_associative(a in respondents(), b in respondents(), c in respondents()) {
        let [a, b, c] = [a, b, c].map(counted);

        let left = a.clone().merged(&b).merged(&c);
        let right = a.merged(&b.merged(&c));

        prop_assert_eq!(left, right);
    }

    /// And in any order.
    #[test]
    fn merging_is_commutative(a in respondents(), b in respondents()) {
        let [a, b] = [a, b].map(counted);

        prop_assert_eq!(a.clone().merged(&b), b.merged(&a));
    }

    /// Merging parts is counting the whole.
    #[test]
    fn merging_is_counting(all in respondents(), cut in 0..40_usize) {
        let cut = cut.min(all.len());
        let parts = counted(all[..cut].to_vec()).merged(&counted(all[cut..].to_vec()));

        prop_assert_eq!(parts, counted(all));
    }

    /// The index is 25·ΣΣscore/(n·m), to the last digit.
    #[test]
    fn the_index_is_the_mean_of_all_scores(all in respondents()) {
        let sum: u64 = all.iter().flat_map(Answers::values).map(|s| u64::from(s.units()) / 10_000).sum();
        let cells = std::num::NonZeroU64::new(all.len() as u64 * 9).expect("not zero");

        let index = Index::of(nine(), &counted(all), Method::default()).expect("an index");

        prop_assert_eq!(index.converted, Exact::ratio(25 * sum, cells));
    }

    /// A higher index never has a worse letter.
    #[test]
    fn letters_never_fall_while_the_index_rises(a in 2500..=10_000_i64, b in 2500..=10_000_i64) {
        let of = |value| Thresholds::Permen2017.of(Hundredths(value)).expect("in range");
        let (low, high) = (a.min(b), a.max(b));

        let (worse, better): (Category, Category) = (of(low), of(high));

        prop_assert!(better <= worse);
    }

    /// A decimal is printed as it was written.
    #[test]
    fn a_decimal_survives_being_read(whole in 0..1000_u32, places in 0..1000_u32) {
        let text = format!("{whole}.{places:03}");

        prop_assert_eq!(decimal(&text).text(3), text);
    }
}

#[test]
fn halves_are_rounded_up() {
    assert_eq!(decimal("64.995").text(2), "65.00");
    assert_eq!(decimal("64.9949999").text(2), "64.99");
}

#[test]
fn what_is_no_decimal_is_none() {
    assert_eq!(
        ["", ",5", "3,", "3.3.3", "-1", "3 1", "1e3"].map(Exact::decimal),
        [const { None }; 7]
    );
}

#[test]
fn periods_are_read_named_and_compared() {
    let period = |text: &str| text.parse::<Period>().expect("a period");

    let third = period("2026-TW3");

    assert_eq!(third.title(), "Triwulan III Tahun 2026");
    assert_eq!((third.first_month(), third.last_month()), (202_607, 202_609));
    assert_eq!(third.before(), period("2026-TW2"));
    assert_eq!(period("2026-S1").before().to_string(), "2025-S2");
    assert_eq!(period("2026-02..2026-05").title(), "Februari 2026 sampai Mei 2026");
    assert_eq!(period("2026").to_string(), "2026");
}

#[test]
fn what_is_no_period_is_refused() {
    let refused = ["26", "2026-", "2026-13", "2026-TW5", "2026-05..2026-02", "2026-S3", "+026"];

    assert_eq!(refused.map(|text| text.parse::<Period>().is_err()), [true; 7]);
}

#[test]
fn a_trend_tells_the_difference_to_the_period_before() {
    let point = |period: &str, value| surveys::Point {
        period: period.parse().expect("a period"),
        value: Hundredths(value),
        category: None,
        respondents: 30,
    };

    let trend = trend(vec![point("2026-TW3", 9148), point("2026-TW2", 9000)]);

    assert_eq!(trend[0].difference, None);
    assert_eq!(trend[1].difference, Some(Hundredths(148)));
}
