//! The verdict on soundness against every state of many small graphs.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    graphs::{Dice, Sketch},
    states::{Truth, truth},
};
use crate::{
    concurrency,
    graph::Graph,
    net::Net,
    procedure::Procedure,
    sound::{is_reducible, is_sound, is_sound_without_reduction},
};

/// A sketch whose plain shape is without fault, so that only soundness is open.
fn sketch(seed: u64, least: usize) -> Option<Sketch> {
    let mut dice = Dice::seeded(seed);
    let size = least + dice.below(4);
    let mut sketch = Sketch::of_blocks(&mut dice, size);
    // Without branches a graph of this shape is always sound: a few suffice.
    if !sketch.has_branches() && dice.chance(90) {
        return None;
    }
    let bends = if dice.chance(10) { 0 } else { 1 + dice.below(5) };
    for _ in 0..bends {
        sketch.bend(&mut dice);
    }
    sketch.is_plain().then_some(sketch)
}

fn net(procedure: &Procedure) -> Net {
    Net::of(procedure, &Graph::of(procedure)).unwrap()
}

#[test]
fn the_verdict_agrees_with_every_state_of_ten_thousand_graphs() {
    let mut mix: BTreeMap<&str, u32> = BTreeMap::new();
    let mut judged = 0;
    for seed in 1.. {
        if judged == 10_000 {
            break;
        }
        let Some(sketch) = sketch(seed, 3) else { continue };
        let known = match truth(&sketch, 500) {
            Truth::Sound { beside } => Some(beside),
            Truth::Unsound(reason) => {
                *mix.entry(reason).or_default() += 1;
                None
            }
            Truth::TooLarge => continue,
        };
        judged += 1;
        let procedure = sketch.procedure();
        let net = net(&procedure);

        assert_eq!(is_sound(&net), known.is_some(), "seed {seed}: {sketch:#?}");
        if judged % 10 == 0 {
            assert_eq!(is_sound_without_reduction(&net), known.is_some(), "seed {seed}");
        }

        let Some(known) = known else { continue };
        *mix.entry("sound").or_default() += 1;
        *mix.entry("sound, with branches").or_default() += u32::from(!known.is_empty());
        assert_eq!(beside(&procedure), known, "seed {seed}");
    }
    println!("{judged} graphs: {mix:?}");
    assert!(mix["sound"] > 3_000 && judged - mix["sound"] > 3_000, "a fair mix: {mix:?}");
}

/// By position, as the exploration of states has it.
fn beside(procedure: &Procedure) -> BTreeSet<(usize, usize)> {
    let beside = concurrency::beside(procedure);
    let each = procedure.steps.iter().enumerate();
    each.flat_map(|(at, step)| beside[&step.id].iter().map(move |other| (at, *other))).collect()
}

/// Found among 165,603 graphs, on all of which verdict and states agreed.
const BEYOND_REDUCTION: [u64; 59] = [
    6248, 20622, 21993, 30733, 42786, 49425, 80573, 89260, 109849, 124261, 129203, 137478, 157376,
    159195, 164504, 171741, 173734, 178380, 179177, 188525, 197598, 201865, 209478, 212039, 220090,
    230257, 241277, 244038, 246838, 266194, 276566, 282227, 308631, 320500, 339510, 347762, 352869,
    353845, 360574, 373053, 384186, 406642, 434827, 443061, 451160, 462226, 463779, 467627, 471246,
    488822, 510984, 512010, 524381, 537297, 550617, 554492, 563218, 563322, 577118,
];

#[test]
fn sound_graphs_that_no_reduction_decides_are_found_sound() {
    for seed in BEYOND_REDUCTION {
        let sketch = sketch(seed, 4).unwrap();
        let procedure = sketch.procedure();
        let net = net(&procedure);

        assert!(!is_reducible(&net), "seed {seed}");
        assert!(is_sound(&net), "seed {seed}");
        let Truth::Sound { beside: known } = truth(&sketch, 4_000) else {
            panic!("seed {seed} is not sound");
        };
        assert_eq!(beside(&procedure), known, "seed {seed}");
    }
}
