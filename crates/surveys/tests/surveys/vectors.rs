//! Published indices, computed again.

use surveys::{
    Aggregation, Answers, Category, Counters, ElementResult, Exact, Index, IndexError, Interval,
    Method, Questionnaire, Score, Sums, Thresholds, Warning, Weight, aggregate, together,
};

use crate::{answers, counted, gaspul, key, nine};

fn by(weight: Weight) -> Method {
    Method { weight, ..Method::default() }
}

fn index(counters: &Counters, method: Method) -> Index {
    Index::of(nine(), counters, method).expect("an index")
}

#[test]
fn the_29_respondents_come_to_91_48_a() {
    let index = index(&counted(gaspul()), Method::default());

    assert_eq!(index.value.to_string(), "91.48");
    assert_eq!(index.converted.text(4), "91.4751");
    assert_eq!(index.category, Some(Category::A));
    assert_eq!(index.warnings, []);
}

#[test]
fn the_29_respondents_have_the_published_sums_and_means() {
    let index = index(&counted(gaspul()), Method::default());
    let sums: Vec<String> = index.elements.iter().map(|element| element.sum.text(0)).collect();
    let means: Vec<String> = index.elements.iter().map(|element| element.mean.text(4)).collect();

    assert_eq!(sums.join(" "), "105 101 100 116 102 105 106 105 115");
    assert_eq!(means.join(" "), "3.6207 3.4828 3.4483 4.0000 3.5172 3.6207 3.6552 3.6207 3.9655");
}

#[test]
fn the_old_weights_reproduce_what_was_printed() {
    let counters = counted(gaspul());

    assert_eq!(index(&counters, by(Weight::W0_111)).value.to_string(), "91.38");
    assert_eq!(index(&counters, by(Weight::W0_11)).value.to_string(), "90.56");
}

#[test]
fn one_respondent_who_is_fully_content_makes_100() {
    let counters = counted([answers([4; 9])]);

    assert_eq!(index(&counters, Method::default()).value.to_string(), "100.00");
    assert_eq!(index(&counters, by(Weight::W0_111)).value.to_string(), "99.90");
    assert_eq!(index(&counters, by(Weight::W0_11)).value.to_string(), "99.00");
}

#[test]
fn nobody_makes_no_index() {
    let refused = Index::of(nine(), &Counters::default(), Method::default());

    assert_eq!(refused, Err(IndexError::NoRespondents));
}

#[test]
fn an_element_nobody_answered_is_named() {
    let mut one = answers([3; 9]);
    one.remove(&key("biaya"));

    let refused = Index::of(nine(), &counted([one]), Method::default());

    assert_eq!(refused, Err(IndexError::Unanswered(key("biaya"))));
}

#[test]
fn a_blank_item_is_divided_by_the_answers_given() {
    let mut half = answers([4; 9]);
    half.remove(&key("waktu"));
    let counters = counted([half, answers([2; 9])]);

    let index = index(&counters, Method::default());

    let waktu = &index.elements[2];
    assert_eq!((waktu.answers, waktu.mean.clone()), (1, Exact::whole(2)));
    assert_eq!(index.value.to_string(), "72.22");
    assert!(index.warnings.contains(&Warning::BlankItems { blanks: 1 }));
}

#[test]
fn a_questionnaire_left_blank_counts_for_nothing() {
    let counters = counted([Answers::new(), answers([3; 9])]);

    assert_eq!(counters.respondents(), 1);
}

#[test]
fn eight_elements_weigh_an_eighth() {
    let eight = Questionnaire::known("skm-8").expect("shipped");
    let mut counters = Counters::default();
    let all = |score| eight.questions().iter().map(move |q| (q.key.clone(), Score::whole(score)));
    counters.add(eight, &all(3).collect()).expect("its own elements");

    let index = Index::of(eight, &counters, Method::default()).expect("an index");

    assert_eq!(index.elements[0].weighted.text(3), "0.375");
    assert_eq!(index.value.to_string(), "75.00");
}

#[test]
fn the_old_weights_are_for_nine_elements() {
    let eight = Questionnaire::known("skm-8").expect("shipped");
    let mut counters = Counters::default();
    let threes = eight.questions().iter().map(|q| (q.key.clone(), Score::whole(3))).collect();
    counters.add(eight, &threes).expect("its own elements");

    let refused = Index::of(eight, &counters, by(Weight::W0_11));

    assert_eq!(refused, Err(IndexError::WeightForNine { weight: Weight::W0_11, elements: 8 }));
}

#[test]
fn the_scale_of_six_is_reported_on_four_and_gets_no_letter() {
    let ipak = Questionnaire::known("ipak-5").expect("shipped");
    let mut counters = Counters::default();
    let fives = ipak.questions().iter().map(|q| (q.key.clone(), Score::whole(5))).collect();
    counters.add(ipak, &fives).expect("its own elements");

    let index = Index::of(ipak, &counters, Method::default()).expect("an index");

    assert_eq!(index.raw.text(2), "3.33");
    assert_eq!(index.value.to_string(), "83.33");
    assert_eq!(index.category, None);
}

#[test]
fn a_letter_that_hangs_on_rounding_or_weight_is_warned_of() {
    let near = Index::of(nine(), &counted(near_c()), Method::default()).expect("an index");
    assert_eq!(near.category, Some(Category::C));
    assert!(near.warnings.iter().any(|warning| matches!(
        warning,
        Warning::LetterDependsOnWeight { weight: Weight::W0_11, category: Category::D, .. }
    )));
}

/// Ten respondents who come to 65.56: C exactly, D by 0,11.
fn near_c() -> Vec<Answers> {
    let mut all = vec![answers([3, 3, 3, 3, 3, 2, 2, 2, 2]); 5];
    all.extend(vec![answers([3, 3, 3, 3, 3, 3, 2, 2, 2]); 5]);
    all[0] = answers([3, 3, 3, 3, 3, 3, 2, 2, 2]);
    all
}

#[test]
fn cutting_off_instead_of_rounding_is_told_where_it_changes_the_letter() {
    // 600 respondents: 25·(600·9·2 + 3239)/(600·9) = 64.995370…, rounded 65.00.
    let threes = |respondent: usize| if respondent < 239 { 6 } else { 5 };
    let respondents = (0..600).map(|respondent| {
        answers(std::array::from_fn(|place| if place < threes(respondent) { 3 } else { 2 }))
    });

    let index = index(&counted(respondents), Method::default());

    assert_eq!((index.value.to_string().as_str(), index.category), ("65.00", Some(Category::C)));
    assert!(
        index
            .warnings
            .contains(&Warning::LetterDependsOnRounding { rounded: Category::C, cut: Category::D })
    );
}

#[test]
fn the_bands_of_2004_are_warned_of() {
    let counters = counted([answers([3; 9])]);
    let old = Method { thresholds: Thresholds::Kepmen2004, ..Method::default() };

    let index = index(&counters, old);

    assert_eq!(index.category, Some(Category::B));
    assert_eq!(index.warnings, [Warning::OldBands { today: Category::C }]);
}

#[test]
fn two_rules_of_aggregation_give_two_numbers() {
    let large = counted(vec![answers([4; 9]); 3]);
    let small = counted([answers([2; 9])]);
    let both = [large, small];

    let of = |rule| aggregate(nine(), &both, rule, Method::default()).expect("an index").value;

    assert_eq!(of(Aggregation::AllRespondents).to_string(), "87.50");
    assert_eq!(of(Aggregation::MeanOfServices).to_string(), "75.00");
}

#[test]
fn agencies_come_together_from_what_they_published() {
    let published = |counters: &Counters| {
        let index = index(counters, Method::default());
        let element = |it: &ElementResult| {
            (it.key.clone(), (Exact::decimal(&it.sum.text(0)).expect("whole"), it.answers))
        };
        Sums {
            respondents: index.respondents,
            elements: index.elements.iter().map(element).collect(),
        }
    };
    let large = published(&counted(vec![answers([4; 9]); 30]));
    let small = published(&counted(vec![answers([3; 9]); 10]));
    let both = [large, small];

    let of = |rule| together(nine(), &both, rule, Method::default()).expect("an index").value;

    assert_eq!(of(Aggregation::AllRespondents).to_string(), "93.75");
    assert_eq!(of(Aggregation::MeanOfServices).to_string(), "87.50");
}

#[test]
fn the_interval_of_the_29_is_computed_from_whole_sums() {
    // Totals of nine scores: s² over 28, 1.96·25/9·s/√29, rounded up to a hundredth.
    let interval = Interval::of(nine(), &counted(gaspul()), None).expect("29 complete");

    assert_eq!(interval.complete, 29);
    assert_eq!(interval.half_width.to_string(), HALF_WIDTH);
}

/// Computed apart, from the expanded answers.
const HALF_WIDTH: &str = "3.46";

#[test]
fn an_interval_over_everyone_has_no_width() {
    let population = std::num::NonZeroU64::new(29);

    let interval = Interval::of(nine(), &counted(gaspul()), population).expect("29 complete");

    assert_eq!(interval.half_width.to_string(), "0.00");
    assert_eq!(interval.low.to_string(), "91.48");
}
