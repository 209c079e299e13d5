//! Which steps can be open beside others.
//!
//! For live and bounded free-choice nets the smallest relation that is closed
//! under firing is exactly "can hold tokens at once" (A. Kovalyov, 1992;
//! Esparza and Kovalyov, 1996): polynomial, without exploring states.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    graph::Graph,
    net::{Net, Place},
    procedure::Procedure,
    step::StepId,
};

/// For each step of a sound procedure, the steps that can be open beside it.
pub(crate) fn beside(procedure: &Procedure) -> BTreeMap<StepId, BTreeSet<usize>> {
    let graph = Graph::of(procedure);
    let Some(net) = Net::of(procedure, &graph) else { return BTreeMap::new() };
    let pairs = concurrent(&net);
    let mut beside: BTreeMap<StepId, BTreeSet<usize>> =
        procedure.steps.iter().map(|step| (step.id.clone(), BTreeSet::new())).collect();
    for (one, other) in pairs {
        let Some(Place::At(step)) = net.places.get(one) else { continue };
        let Some(step) = procedure.steps.get(*step) else { continue };
        let other = match net.places.get(other) {
            Some(Place::At(other)) => *other,
            Some(Place::Arrived { join, .. }) => *join,
            Some(Place::Ended) | None => continue,
        };
        beside.entry(step.id.clone()).or_default().insert(other);
    }
    beside
}

/// Every ordered pair of different places that can hold tokens at once.
pub(crate) fn concurrent(net: &Net) -> BTreeSet<(usize, usize)> {
    let takers = net.takers();
    let mut relation = Relation::default();
    for transition in &net.transitions {
        for one in &transition.after {
            transition.after.iter().for_each(|other| relation.add(*one, *other));
        }
    }
    while let Some((still, moving)) = relation.ahead.pop() {
        for number in takers.get(moving).into_iter().flatten() {
            let Some(transition) = net.transitions.get(*number) else { continue };
            if transition.before.iter().all(|place| relation.pairs.contains(&(still, *place))) {
                transition.after.iter().for_each(|after| relation.add(still, *after));
            }
        }
    }
    relation.pairs
}

/// A symmetric relation that grows, and what in it was not yet followed.
#[derive(Default)]
struct Relation {
    pairs: BTreeSet<(usize, usize)>,
    ahead: Vec<(usize, usize)>,
}

impl Relation {
    fn add(&mut self, one: usize, other: usize) {
        if one != other && self.pairs.insert((one, other)) {
            self.pairs.insert((other, one));
            self.ahead.extend([(one, other), (other, one)]);
        }
    }
}
