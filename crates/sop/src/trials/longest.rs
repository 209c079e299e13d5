//! The longest path against every walk, and against every way to play a case.

use std::collections::{BTreeMap, HashMap};

use calendar::WorkDuration;

use super::graphs::{Dice, Node, Sketch};
use crate::{
    check::shape,
    graph::Graph,
    longest::longest,
    run::Run,
    sop::Sop,
    step::{Kind, StepId},
};

/// The longest walk from `at`, or none if it leads to no end within the caps.
fn walk(
    sketch: &Sketch,
    (at, running): (usize, bool),
    rounds: &mut Vec<u32>,
    known: &mut HashMap<(usize, bool, Vec<u32>), Option<u32>>,
) -> Option<u32> {
    let key = (at, running, rounds.clone());
    if let Some(answer) = known.get(&key) {
        return *answer;
    }
    let node = &sketch.nodes[at];
    let weight = if running && node.kind.is_work() { node.days } else { 0 };
    let mut best = (node.kind == Kind::End).then_some(0);
    let offset: usize = sketch.nodes[..at].iter().map(|node| node.to.len()).sum();
    for (number, to) in node.leads().enumerate() {
        let cap = node.to[number].1.unwrap_or(0);
        let slot = offset + number;
        if cap > 0 && rounds[slot] == cap {
            continue;
        }
        let begins = sketch.clock == Some(at) && number == 0;
        rounds[slot] += u32::from(cap > 0);
        let rest = walk(sketch, (to, running || begins), rounds, known);
        rounds[slot] -= u32::from(cap > 0);
        best = best.max(rest);
    }
    let answer = best.map(|best| best + weight);
    known.insert(key, answer);
    answer
}

fn longest_walk(sketch: &Sketch) -> Option<u32> {
    let arrows = sketch.nodes.iter().map(|node| node.to.len()).sum();
    walk(sketch, (0, sketch.clock.is_none()), &mut vec![0; arrows], &mut HashMap::new())
}

fn days(duration: WorkDuration) -> u32 {
    match duration {
        WorkDuration::WorkingDays(days) => days,
        other => panic!("not working days: {other:?}"),
    }
}

/// Blocks with branches, bent, its arrows back capped; a clock in some.
fn sketch(seed: u64) -> Option<Sketch> {
    let mut dice = Dice::seeded(seed);
    let size = 4 + dice.below(6);
    let mut sketch = Sketch::of_blocks(&mut dice, size);
    for _ in 0..dice.below(4) {
        sketch.bend(&mut dice);
    }
    let decisions: Vec<usize> =
        (0..sketch.nodes.len()).filter(|at| sketch.nodes[*at].kind == Kind::Decision).collect();
    if !decisions.is_empty() && dice.chance(40) {
        sketch.clock = Some(decisions[dice.below(decisions.len())]);
    }
    // Caps mean something for decisions only.
    let capless = |node: &mut Node| node.to.iter_mut().for_each(|(_, cap)| *cap = None);
    sketch.nodes.iter_mut().filter(|node| node.kind != Kind::Decision).for_each(capless);
    let procedure = sketch.procedure();
    let is_shaped = sketch.is_plain() && !shape(&procedure, &Graph::of(&procedure)).has_errors();
    is_shaped.then_some(sketch)
}

#[test]
fn the_longest_path_is_the_longest_of_all_walks() {
    let mut judged = 0;
    let mut with_loops = 0;
    for seed in 1..6_000 {
        let Some(sketch) = sketch(seed) else { continue };
        judged += 1;
        with_loops +=
            u32::from(sketch.nodes.iter().flat_map(|node| &node.to).any(|to| to.1.is_some()));

        let computed = longest(&sketch.procedure()).unwrap();

        assert_eq!(Some(days(computed.total())), longest_walk(&sketch), "seed {seed}: {sketch:#?}");
        if sketch.clock.is_none() {
            assert_eq!(days(computed.total()), sum_of_path(&sketch, computed.path()));
        }
    }
    println!("{judged} graphs, {with_loops} with loops");
    assert!(judged > 1_000 && with_loops > 300);
}

/// The time of the steps that the answer names.
fn sum_of_path(sketch: &Sketch, path: &[StepId]) -> u32 {
    let node = |id: &StepId| &sketch.nodes[id.as_str()[1..].parse::<usize>().unwrap()];
    path.iter().map(node).filter(|node| node.kind.is_work()).map(|node| node.days).sum()
}

/// Plays a case in every way; the time when its slowest way ends.
struct Plays<'s> {
    sop: &'s Sop,
    sketch: &'s Sketch,
    left: u32,
    slowest: u32,
}

/// When open steps opened, and when the last step arrived at each join.
type Times = BTreeMap<StepId, u32>;

impl Plays<'_> {
    fn play(&mut self, run: &Run, times: &Times) {
        if self.left == 0 {
            return;
        }
        let Some(step) = run.open_steps().next().cloned() else {
            self.left -= 1;
            assert!(run.ended().is_some(), "stuck");
            self.slowest = self.slowest.max(times.values().copied().max().unwrap_or(0));
            return;
        };
        let node = &self.sketch.nodes[step.as_str()[1..].parse::<usize>().unwrap()];
        let weight = if node.kind.is_work() { node.days } else { 0 };
        let outcomes: Vec<Option<String>> = match node.kind {
            Kind::Decision => {
                self.sop.outcomes_left(run, &step).map(|each| Some(each.id.clone())).collect()
            }
            _ => vec![None],
        };
        for outcome in outcomes {
            let advance = self.sop.complete(run, &step, outcome.as_deref()).unwrap();
            let mut times = times.clone();
            let mut now = times.remove(&step).unwrap() + weight;
            for join in &advance.released {
                now = now.max(times.remove(join).unwrap_or(0));
            }
            for wait in &advance.waits {
                let last = times.entry(wait.join.clone()).or_insert(0);
                *last = now.max(*last);
            }
            for opened in &advance.opened {
                times.insert(opened.step.clone(), now);
            }
            if advance.ended.is_some() {
                times.insert(StepId::parse("end").unwrap(), now);
            }
            self.play(&run.clone().apply(&advance), &times);
        }
    }
}

#[test]
fn the_longest_path_is_the_slowest_of_all_plays() {
    let mut judged = 0;
    for seed in 1..3_000 {
        let mut dice = Dice::seeded(seed);
        let size = 3 + dice.below(4);
        let sketch = Sketch::of_blocks(&mut dice, size);
        let sop = sketch.sop();
        let begin = sop.begin();
        let times = begin.opened.iter().map(|opened| (opened.step.clone(), 0)).collect();
        let mut plays = Plays { sop: &sop, sketch: &sketch, left: 300, slowest: 0 };
        plays.play(&Run::new().apply(&begin), &times);
        if plays.left == 0 {
            continue;
        }
        judged += 1;

        let computed = sop.longest_path().unwrap();

        assert_eq!(days(computed.total()), plays.slowest, "seed {seed}: {sketch:#?}");
    }
    println!("{judged} graphs");
    assert!(judged > 1_000);
}
