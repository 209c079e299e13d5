//! What the crate claims, shown on documents as an author would write them.

mod checks;
mod engine;
mod fixture;
mod flow;
mod robust;
mod shape;
mod subs;

#[test]
fn every_code_of_the_catalogue_is_planted_by_a_test() {
    let tests = [
        include_str!("checks.rs"),
        include_str!("flow.rs"),
        include_str!("robust.rs"),
        include_str!("shape.rs"),
        include_str!("subs.rs"),
    ];

    for (code, meaning) in sop::Code::ALL {
        let name = format!("\"{}\"", code.name);
        assert!(tests.iter().any(|test| test.contains(&name)), "{name}: {meaning}");
    }
}
