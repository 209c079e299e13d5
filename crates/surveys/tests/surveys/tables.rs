//! Tables that agencies have published, checked against themselves.

use surveys::{Category, PublishedTable, TableFinding, TableVerdict, Weight, read_table};

/// Published by a provincial licensing office for a Semester I, with unofficial charges in
/// the place of complaints.
const SUMBAR: &str = "\
unsur;nrr;nrr_tertimbang
persyaratan;3,200;0,355
prosedur;3,216;0,357
waktu;2,936;0,326
biaya;3,530;0,392
produk;3,136;0,348
kompetensi;3,200;0,355
perilaku;3,316;0,368
pungutan;3,916;0,435
sarana;3,323;0,369
IKM;81,71;B
";

fn table(text: &str) -> PublishedTable {
    read_table(text).expect("a table")
}

fn by(verdict: &TableVerdict, weight: Weight) -> String {
    let found = verdict.by_weight.iter().find(|(other, _)| *other == weight);
    found.expect("nine elements").1.to_string()
}

#[test]
fn a_table_that_does_not_come_to_its_index_is_found() {
    let verdict = table(SUMBAR).check();

    assert_eq!(by(&verdict, Weight::Exact), "82.70");
    assert_eq!(by(&verdict, Weight::W0_111), "82.62");
    assert_eq!(by(&verdict, Weight::W0_11), "81.88");
    assert_eq!(verdict.by_printed_weighted.expect("all printed").to_string(), "82.63");
    assert_eq!(verdict.reproduced_by, [""; 0]);
    assert!(matches!(verdict.findings[..], [TableFinding::NotReproducible { .. }]));
}

#[test]
fn a_table_by_the_rounded_weight_is_reproduced_and_named() {
    let printed = "unsur,nrr\nU1,3.6207\nU2,3.4828\nU3,3.4483\nU4,4.0000\nU5,3.5172\nU6,3.6207\n\
                   U7,3.6552\nU8,3.6207\nU9,3.9655\nIKM,90.56,A\n";

    let verdict = table(printed).check();

    assert_eq!(verdict.reproduced_by, ["W0_11"]);
    assert!(matches!(
        verdict.findings[..],
        [TableFinding::RoundedWeight { weight: Weight::W0_11, .. }]
    ));
}

#[test]
fn a_table_that_is_exact_has_nothing_to_find() {
    let printed = SUMBAR.replace("81,71", "82,70");

    let verdict = table(&printed).check();

    assert_eq!(verdict.reproduced_by, ["EXACT"]);
    assert_eq!(verdict.findings, []);
}

#[test]
fn a_letter_of_the_old_bands_is_found() {
    let printed = "unsur;nrr\nU1;2,997\nIKM;74,93;B\n";

    let verdict = table(printed).check();

    assert_eq!(
        verdict.findings,
        [TableFinding::LetterDiffers { printed: Category::B, exact: Category::C }]
    );
}

#[test]
fn a_weighted_mean_that_no_weight_gives_is_found() {
    let printed = SUMBAR.replace("0,392", "0,492");

    let verdict = table(&printed).check();

    let element = "biaya".to_owned();
    assert!(verdict.findings.contains(&TableFinding::WeightedDiffers { element }));
}

#[test]
fn a_table_without_its_index_says_what_is_missing() {
    let refused = read_table("unsur;nrr\nU1;3,2\n");

    assert_eq!(refused, Err((2, "a last line `IKM` with the printed index")));
}
