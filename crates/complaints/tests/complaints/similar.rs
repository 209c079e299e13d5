//! Suggestions of duplicates.

use complaints::{Candidate, Likeness, suggest};

use crate::world::wib;

fn candidate(id: &str, at: &str, likeness: Likeness) -> Candidate {
    Candidate { id: id.to_owned(), received_at: wib(at), likeness }
}

#[test]
fn the_likeliest_comes_first_and_what_is_far_or_unlike_not_at_all() {
    let case = Likeness { same_case: true, ..Likeness::default() };
    let reporter = Likeness { same_reporter: true, ..Likeness::default() };
    let service = Likeness { same_service: true, ..Likeness::default() };
    let given = vec![
        candidate("service", "2025-06-01 09:00", service),
        candidate("nothing", "2025-06-02 09:00", Likeness::default()),
        candidate("old case", "2025-04-01 09:00", case),
        candidate("reporter", "2025-05-20 09:00", reporter),
        candidate("case", "2025-05-20 09:00", case),
        candidate("reporter lately", "2025-06-01 09:00", reporter),
    ];

    let suggested = suggest(wib("2025-06-02 09:00"), given);

    let ids: Vec<&str> = suggested.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["case", "reporter lately", "reporter", "service"]);
}
