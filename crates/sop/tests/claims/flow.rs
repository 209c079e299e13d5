//! Faults of the graph, each planted in a document that is otherwise sound.

use sop::Rules;

use crate::fixture::{PARALLEL, PERMIT, codes, findings, marked, names, replaced};

#[test]
fn a_procedure_has_exactly_one_start() {
    let none = replaced(PERMIT, "kind = \"start\"", "kind = \"merge\"");
    let two = replaced(
        PERMIT,
        "id = \"perbaikan\"\nname",
        "id = \"lain\"\nkind = \"start\"\nnext = \"pendaftaran\"\n[[step]]\nid = \"perbaikan\"\nname",
    );
    let back = replaced(
        PERMIT,
        "next = \"pendaftaran\"\n\n[[step]]\nid = \"verifikasi\"",
        "next = \"mulai\"\n\n[[step]]\nid = \"verifikasi\"",
    );

    for text in [none, two, back] {
        assert_eq!(codes(&text), ["sop::one-start"]);
    }
}

#[test]
fn every_step_is_reachable() {
    let text = replaced(PERMIT, "next = \"tte\"", "next = \"cek\"");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::unreachable-step"]);
    assert_eq!(marked(&text, &found[0]), "\"tte\"");
}

#[test]
fn every_step_can_reach_an_end() {
    let text = replaced(
        PERMIT,
        "id = \"ditolak\"\nkind = \"end\"\nresult = \"refused\"",
        "id = \"ditolak\"\nname = \"Menunggu\"\nkind = \"applicant\"\nnext = \"ditolak\"",
    );

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::no-way-to-end", "sop::uncapped-loop"]);
}

#[test]
fn a_decision_has_two_outcomes() {
    let text = replaced(
        PERMIT,
        "[[step.outcome]]\nid = \"tolak\"\nto = \"ditolak\"\neffect = \"reject\"\n",
        "",
    );
    let text =
        replaced(&text, "[[step]]\nid = \"ditolak\"\nkind = \"end\"\nresult = \"refused\"\n", "");

    assert_eq!(codes(&text), ["sop::one-outcome"]);
}

#[test]
fn a_decision_without_outcomes_is_one_fault() {
    let text = replaced(
        PERMIT,
        "kind = \"applicant\"\nnext = \"pendaftaran\"",
        "kind = \"decision\"\nby = \"loket\"\noutput = \"x\"\ntime = { working_days = 0, source = \"example\" }",
    );

    let found = findings(&text, &Rules::default());

    assert!(names(&found).contains(&"sop::one-outcome"), "{found:?}");
}

#[test]
fn every_loop_is_capped() {
    let text = replaced(PERMIT, "cap = 3\n", "");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::uncapped-loop"]);
    assert_eq!(marked(&text, &found[0]), "\"tidak-lengkap\"");
    assert!(found[0].remedy.en.contains("cap = 3"));
}

#[test]
fn a_loop_has_a_way_out_that_is_always_open() {
    let text = replaced(PERMIT, "effect = \"complete\"", "effect = \"complete\"\ncap = 1");

    let found = names(&findings(&text, &Rules::default()));

    assert_eq!(found, ["sop::no-exit", "sop::idle-cap"]);
}

#[test]
fn a_cap_outside_a_loop_deserves_a_look() {
    let text = replaced(PERMIT, "effect = \"reject\"", "effect = \"reject\"\ncap = 1");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::idle-cap"]);
    assert!(!found[0].is_error());
}

#[test]
fn a_split_has_two_different_branches() {
    let twins =
        replaced(PARALLEL, "[\"kesehatan\", \"bangunan\"]", "[\"kesehatan\", \"kesehatan\"]");

    assert!(codes(&twins).contains(&"sop::lone-split"));
}

#[test]
fn a_join_awaits_two_branches() {
    let text = replaced(
        PERMIT,
        "id = \"terbit\"\nkind = \"end\"",
        "id = \"temu\"\nkind = \"join\"\nnext = \"terbit\"\n[[step]]\nid = \"terbit\"\nkind = \"end\"",
    );
    let text = replaced(
        &text,
        "next = \"terbit\"\n\n[[step]]\nid = \"temu\"",
        "next = \"temu\"\n\n[[step]]\nid = \"temu\"",
    );

    assert_eq!(codes(&text), ["sop::lone-join"]);
}

#[test]
fn a_join_that_alternatives_lead_to_waits_for_ever() {
    let text = replaced(
        PARALLEL,
        "kind = \"split\"\nbranches = [\"kesehatan\", \"bangunan\"]",
        "kind = \"decision\"\nname = \"Memilih\"\nby = \"loket\"\ntime = { working_days = 0, source = \"example\" }\noutput = \"Pilihan\"\n[[step.outcome]]\nid = \"a\"\nto = \"kesehatan\"\n[[step.outcome]]\nid = \"b\"\nto = \"bangunan\"",
    );

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::starved-join"]);
    assert_eq!(marked(&text, &found[0]), "\"gabung\"");
    assert!(found[0].message.en.contains("after bagi = a"), "{found:?}");
    assert_eq!(found[0].label.en, "kesehatan arrives, bangunan never does");
}

#[test]
fn branches_that_meet_without_a_join_open_a_step_twice() {
    let text = replaced(PARALLEL, "kind = \"join\"", "kind = \"merge\"");

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::entered-twice"]);
}

#[test]
fn an_end_in_a_branch_leaves_work_behind() {
    let text = replaced(
        PARALLEL,
        "id = \"tidak-layak\"\nto = \"gabung\"",
        "id = \"tidak-layak\"\nto = \"ditolak\"",
    );

    let found = findings(&text, &Rules::default());

    assert_eq!(names(&found), ["sop::work-left-behind"]);
    assert_eq!(marked(&text, &found[0]), "\"kesehatan\"");
    assert!(found[0].message.en.contains("bangunan = tidak-layak"));
}

#[test]
fn two_outcomes_of_one_decision_may_lead_to_the_same_join() {
    assert_eq!(codes(PARALLEL), Vec::<&str>::new());
}
