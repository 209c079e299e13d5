//! Whatever stands in a file, it is read, and every finding has a place in it.

use proptest::prelude::*;
use sop::Rules;

use crate::fixture::{PARALLEL, PERMIT, findings};

/// The fixture with a few pieces cut out, doubled or replaced.
fn mangled() -> impl Strategy<Value = String> {
    let text = prop_oneof![Just(PERMIT), Just(PARALLEL)];
    let cut = (any::<prop::sample::Index>(), 0_usize..60, "[ -~éß\n\u{202E}\"=\\[\\]{}]{0,12}");
    (text, prop::collection::vec(cut, 1..5)).prop_map(|(text, cuts)| {
        cuts.into_iter().fold(text.to_owned(), |text, (at, length, new)| {
            let characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len() + 1);
            let rest = characters.iter().skip(at + length);
            characters.iter().take(at).copied().chain(new.chars()).chain(rest.copied()).collect()
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn a_mangled_file_is_refused_or_runs(text in mangled()) {
        let (sop, found) = sop::examine(&text, &|_, _| None, &Rules::default());

        prop_assert_eq!(sop.is_some(), !found.iter().any(sop::Diagnostic::is_error));
        prop_assert_eq!(sop.is_some(), sop::load(&text).is_ok());
        for diagnostic in &found {
            prop_assert!(text.get(diagnostic.span.clone()).is_some(), "{:?}", diagnostic);
        }
    }
}

#[test]
fn a_flood_of_faults_is_cut_short() {
    let text: String = (0..15_000).map(|n| format!("kunci-{n} = 1\n")).collect();

    assert_eq!(findings(&text, &Rules::default()).len(), 200);
}

#[test]
fn a_flood_of_syntax_errors_is_cut_short() {
    let text = "= = =\n".repeat(40_000);

    assert!(findings(&text, &Rules::default()).len() <= 200);
}

/// Eight branches of four steps have 390,625 states, and the fault lies behind
/// them: the verdict explores none, and the search for an example gives up.
#[test]
fn an_unsound_procedure_is_refused_also_when_no_example_is_found() {
    let mut text = PERMIT[..PERMIT.find("[[step]]").expect("in the fixture")].to_owned();
    let all = |name: &str| (0..8).map(|n| format!("\"{name}{n}\"")).collect::<Vec<_>>().join(", ");
    text.push_str(&format!(
        "[[step]]\nid = \"mulai\"\nkind = \"start\"\nnext = \"bagi\"\n\
         [[step]]\nid = \"bagi\"\nkind = \"split\"\nbranches = [{}]\n",
        all("a-0-")
    ));
    for (row, branch) in (0..4).flat_map(|row| (0..8).map(move |branch| (row, branch))) {
        let next = if row == 3 { "temu".to_owned() } else { format!("a-{}-{branch}", row + 1) };
        text.push_str(&format!(
            "[[step]]\nid = \"a-{row}-{branch}\"\nkind = \"applicant\"\nname = \"A\"\n\
             next = \"{next}\"\n"
        ));
    }
    text.push_str(
        "[[step]]\nid = \"temu\"\nkind = \"join\"\nnext = \"lagi\"\n\
         [[step]]\nid = \"lagi\"\nkind = \"split\"\nbranches = [\"b\", \"c\"]\n\
         [[step]]\nid = \"b\"\nkind = \"applicant\"\nname = \"B\"\nnext = \"akhir\"\n\
         [[step]]\nid = \"c\"\nkind = \"applicant\"\nname = \"C\"\nnext = \"akhir\"\n\
         [[step]]\nid = \"akhir\"\nkind = \"end\"\nresult = \"issued\"\n",
    );

    let found = findings(&text, &Rules::default());

    assert!(found.iter().any(|each| each.name == "sop::unsound"), "{found:?}");
}

#[test]
fn the_largest_document_is_judged() {
    let mut text = PERMIT[..PERMIT.find("[[step]]").expect("in the fixture")].to_owned();
    text.push_str("[[step]]\nid = \"mulai\"\nkind = \"start\"\nnext = \"s-0\"\n");
    for n in 0..39 {
        let next = n + 1;
        text.push_str(&format!(
            "[[step]]\nid = \"s-{n}\"\nkind = \"split\"\nbranches = [\"a-{n}\", \"b-{n}\"]\n\
             [[step]]\nid = \"a-{n}\"\nkind = \"decision\"\nname = \"A\"\nby = \"loket\"\n\
             output = \"x\"\ntime = {{ working_days = 1, source = \"example\" }}\n\
             [[step.outcome]]\nid = \"ya\"\nto = \"j-{n}\"\n\
             [[step.outcome]]\nid = \"ulang\"\nto = \"c-{n}\"\ncap = 3\n\
             [[step]]\nid = \"c-{n}\"\nkind = \"merge\"\nnext = \"a-{n}\"\n\
             [[step]]\nid = \"b-{n}\"\nkind = \"activity\"\nname = \"B\"\nby = \"dinkes\"\n\
             output = \"x\"\ntime = {{ working_days = 2, source = \"example\" }}\nnext = \"j-{n}\"\n\
             [[step]]\nid = \"j-{n}\"\nkind = \"join\"\nnext = \"s-{next}\"\n"
        ));
    }
    text.push_str("[[step]]\nid = \"s-39\"\nkind = \"end\"\nresult = \"issued\"\n");

    let sop = sop::load(&text).expect("sound");

    let longest = sop.longest_path().expect("known");
    assert_eq!(longest.total(), calendar::WorkDuration::WorkingDays(39 * 4));
}
