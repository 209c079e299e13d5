//! Cases played at random on random sound procedures.

use std::collections::BTreeSet;

use super::graphs::{Dice, Sketch};
use crate::{
    check::shape,
    graph::Graph,
    net::Net,
    run::{Advance, Run},
    sop::Sop,
    sound::is_sound,
    step::{Kind, StepId},
};

/// A sound procedure, of blocks or bent.
fn sop(seed: u64) -> Option<Sop> {
    let mut dice = Dice::seeded(seed);
    let size = 4 + dice.below(10);
    let mut sketch = Sketch::of_blocks(&mut dice, size);
    for _ in 0..dice.below(3) {
        sketch.bend(&mut dice);
    }
    let procedure = sketch.procedure();
    let graph = Graph::of(&procedure);
    let is_fit = sketch.is_plain()
        && !shape(&procedure, &graph).has_errors()
        && is_sound(&Net::of(&procedure, &graph).unwrap());
    is_fit.then(|| sketch.sop())
}

/// One lawful move, at random; none when nothing is open.
fn step(sop: &Sop, run: &Run, dice: &mut Dice) -> Option<Advance> {
    let open: Vec<&StepId> = run.open_steps().collect();
    if open.is_empty() {
        return None;
    }
    let step = open[dice.below(open.len())];
    let left: Vec<String> = sop.outcomes_left(run, step).map(|each| each.id.clone()).collect();
    let outcome = match sop.step(step).unwrap().kind {
        Kind::Decision => Some(left[dice.below(left.len())].as_str()),
        _ => None,
    };
    Some(sop.complete(run, step, outcome).unwrap())
}

#[test]
fn a_sound_procedure_played_at_random_always_ends() {
    let mut played = 0;
    for seed in 1..1_500 {
        let Some(sop) = sop(seed) else { continue };
        let mut dice = Dice::seeded(seed);
        for _ in 0..3 {
            played += 1;
            let mut run = Run::new().apply(&sop.begin());
            let mut moves = 0;
            while let Some(advance) = step(&sop, &run, &mut dice) {
                run = run.apply(&advance);
                moves += 1;
                assert!(moves < 5_000, "seed {seed} does not end");
            }
            assert!(run.ended().is_some(), "seed {seed} is stuck");
            assert_eq!(run.waiting_joins().count(), 0, "seed {seed} left a branch behind");
        }
    }
    assert!(played > 1_000, "{played}");
}

#[test]
fn a_run_is_the_fold_of_its_moves_and_survives_json() {
    for seed in 1..400 {
        let Some(sop) = sop(seed) else { continue };
        let mut dice = Dice::seeded(seed);
        let mut moves = vec![sop.begin()];
        let mut run = Run::new().apply(&moves[0]);
        while let Some(advance) = step(&sop, &run, &mut dice) {
            run = run.apply(&advance);
            moves.push(advance);

            let json = serde_json::to_string(&run).unwrap();
            assert_eq!(serde_json::from_str::<Run>(&json).unwrap(), run);
        }

        let json = serde_json::to_string(&moves).unwrap();
        let read: Vec<Advance> = serde_json::from_str(&json).unwrap();
        assert_eq!(read.iter().fold(Run::new(), Run::apply), run, "seed {seed}");
    }
}

#[test]
fn a_case_that_was_moved_by_law_can_still_end() {
    for seed in 1..600 {
        let Some(sop) = sop(seed) else { continue };
        let mut dice = Dice::seeded(seed);
        let open_ended = |id: &&StepId| sop.step(id).is_some_and(|step| step.kind.is_open_ended());
        let alone: BTreeSet<StepId> = sop
            .steps()
            .iter()
            .map(|step| &step.id)
            .filter(open_ended)
            .filter(|id| sop.is_alone(id))
            .cloned()
            .collect();
        for target in alone {
            let mut run = Run::new().apply(&sop.begin());
            for _ in 0..dice.below(6) {
                run = step(&sop, &run, &mut dice).map_or(run.clone(), |move_| run.apply(&move_));
            }
            let Ok(jump) = sop.jump(&run, &target) else { continue };
            run = run.apply(&jump);
            while let Some(advance) = step(&sop, &run, &mut dice) {
                run = run.apply(&advance);
            }
            assert!(run.ended().is_some(), "seed {seed} is stuck after {target}");
        }
    }
}

#[test]
fn a_move_that_does_not_fit_changes_what_it_can_and_never_fails() {
    let (one, other) = (sop_with_branches(), sop_with_branches());
    let moves = [one.begin(), other.begin(), Advance::default()];

    let run = moves.iter().chain(&moves).fold(Run::new(), Run::apply);

    assert_eq!(run, Run::new().apply(&one.begin()));
}

fn sop_with_branches() -> Sop {
    let found = (1..200).filter_map(sop).find(|sop| sop.begin().opened.len() > 1);
    found.unwrap()
}
