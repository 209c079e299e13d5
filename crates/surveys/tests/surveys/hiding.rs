//! What is hidden stays hidden: from its number, its neighbours and the total.

use std::collections::BTreeMap;

use surveys::{Cell, Dimension, Profile, suppress};

#[test]
fn five_are_shown_four_are_not() {
    assert_eq!(suppress(&[5, 9]), [Cell::Shown(5), Cell::Shown(9)]);
    assert_eq!(suppress(&[4, 9]), [Cell::Hidden, Cell::Hidden]);
}

#[test]
fn nobody_is_shown_as_nobody() {
    assert_eq!(suppress(&[0, 9]), [Cell::Shown(0), Cell::Shown(9)]);
}

#[test]
fn one_small_cell_takes_a_neighbour_with_it() {
    assert_eq!(suppress(&[20, 3, 40]), [Cell::Shown(20), Cell::Hidden, Cell::Hidden]);
    assert_eq!(suppress(&[20, 40, 3]), [Cell::Hidden, Cell::Shown(40), Cell::Hidden]);
}

#[test]
fn small_cells_that_hide_each_other_leave_the_rest_shown() {
    assert_eq!(suppress(&[3, 20, 4]), [Cell::Hidden, Cell::Shown(20), Cell::Hidden]);
}

/// All tables of three groups up to fifteen each are published; whoever knows what is shown,
/// the total and this very rule still has several tables to choose from for each hidden cell.
#[test]
fn no_hidden_cell_can_be_recomputed_from_the_total() {
    let mut tables: BTreeMap<(String, u64), Vec<[u64; 3]>> = BTreeMap::new();
    for number in 0..4096_u64 {
        let counts = [number / 256, number / 16 % 16, number % 16];
        let published = format!("{:?}", suppress(&counts));
        tables.entry((published, counts.iter().sum())).or_default().push(counts);
    }
    // With everyone together below five the total itself is not published; and of the largest
    // tables the next larger ones, which look alike, are not among these.
    let known = tables.iter().filter(|((_, total), _)| (5..16).contains(total));

    let betrayed: Vec<_> = known
        .filter(|((published, _), alike)| {
            published.contains("Hidden")
                && (0..3).any(|place| {
                    let is_hidden = suppress(&alike[0])[place] == Cell::Hidden;
                    is_hidden && alike.iter().all(|counts| counts[place] == alike[0][place])
                })
        })
        // A lone group of respondents below the limit has nothing to hide behind.
        .filter(|(_, alike)| alike[0].iter().filter(|count| **count > 0).count() > 1)
        .collect();

    assert_eq!(betrayed, []);
}

#[test]
fn a_profile_is_published_with_small_groups_hidden_and_ages_in_order() {
    let mut profile = Profile::default();
    profile.add(Dimension::Age, ">55", 7);
    profile.add(Dimension::Age, "18-25", 12);
    profile.add(Dimension::Gender, "L", 18);
    profile.add(Dimension::Gender, "P", 2);

    let ages = profile.published(Dimension::Age);
    let genders = profile.published(Dimension::Gender);

    assert_eq!(ages, [("18-25".to_owned(), Cell::Shown(12)), (">55".to_owned(), Cell::Shown(7))]);
    assert_eq!(genders, [("L".to_owned(), Cell::Hidden), ("P".to_owned(), Cell::Hidden)]);
}
