//! Decides soundness in polynomial time.
//!
//! A procedure is sound when every case can end from wherever it stands, an
//! end leaves nothing open behind, and no step is in vain. For a workflow net
//! this holds exactly when the net, with an arc from the last place back to
//! the first, is live and bounded (W. van der Aalst, 1997). For free-choice
//! nets that is decided by the rank theorem (J. Desel and J. Esparza, Free
//! Choice Petri Nets, 1995, theorems 6.17 and 5.8):
//!
//! 1. every place lies in a state component, every transition in a transition
//!    component (each is found along one breadth-first search, as in P. Kemper
//!    and F. Bause, 1992);
//! 2. the rank of the incidence matrix is the number of clusters less one;
//! 3. no siphon is without a token at first.
//!
//! Before that, four reductions that keep liveness and boundedness shrink what
//! is well structured to a single place. No state is ever explored.

use std::collections::{BTreeMap, BTreeSet};

use crate::{net::Net, rank::rank};

type Set = BTreeSet<usize>;
/// Places taken from, places put on.
type Arcs = (Set, Set);

/// Whether the procedure of `net` is sound.
pub(crate) fn is_sound(net: &Net) -> bool {
    let mut cycle = Cycle::of(net);
    cycle.reduce();
    cycle.is_live_and_bounded()
}

/// The verdict of the theorem alone, for the trials.
#[cfg(test)]
pub(crate) fn is_sound_without_reduction(net: &Net) -> bool {
    Cycle::of(net).is_live_and_bounded()
}

/// Whether the reductions alone decide, for the trials.
#[cfg(test)]
pub(crate) fn is_reducible(net: &Net) -> bool {
    let mut cycle = Cycle::of(net);
    cycle.reduce();
    cycle.places().len() == 1
}

/// The net with an arc from its last place back to its first.
struct Cycle {
    transitions: Vec<Arcs>,
    marked: usize,
}

impl Cycle {
    fn of(net: &Net) -> Self {
        let again = (Set::from([net.last]), Set::from([net.first]));
        let each = net.transitions.iter();
        let arcs = each.map(|transition| (transition.before.clone(), transition.after.clone()));
        Self { transitions: arcs.chain([again]).collect(), marked: net.first }
    }

    fn places(&self) -> Set {
        self.transitions.iter().flat_map(|(before, after)| before.union(after)).copied().collect()
    }

    fn takers(&self, place: usize) -> impl Iterator<Item = (usize, &Arcs)> {
        let each = self.transitions.iter().enumerate();
        each.filter(move |(_, (before, _))| before.contains(&place))
    }

    /// Applies the reductions until none applies.
    fn reduce(&mut self) {
        loop {
            let mut shrunk = self.drop_repeated_transitions();
            shrunk |= self.drop_idle_turn();
            shrunk |= self.drop_repeated_places();
            for place in self.places() {
                shrunk |= self.fuse(place);
            }
            if !shrunk {
                return;
            }
        }
    }

    fn drop_repeated_transitions(&mut self) -> bool {
        let count = self.transitions.len();
        self.transitions.sort_unstable();
        self.transitions.dedup();
        self.transitions.len() < count
    }

    /// Drops a transition that puts back what it takes, if others take it, too.
    /// One at a time, for it may be the other of another.
    fn drop_idle_turn(&mut self) -> bool {
        let idle = self.transitions.iter().position(|(before, after)| {
            before == after && before.iter().all(|place| self.takers(*place).count() > 1)
        });
        if let Some(idle) = idle {
            self.transitions.remove(idle);
        }
        idle.is_some()
    }

    /// Drops a place that always holds what another place holds.
    fn drop_repeated_places(&mut self) -> bool {
        let mut neighbours: BTreeMap<usize, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (number, (before, after)) in self.transitions.iter().enumerate() {
            for place in before {
                neighbours.entry(*place).or_default().1.push(number);
            }
            for place in after {
                neighbours.entry(*place).or_default().0.push(number);
            }
        }
        neighbours.remove(&self.marked);
        let mut kept = BTreeSet::new();
        let mut shrunk = false;
        for (place, around) in neighbours {
            if kept.insert(around) {
                continue;
            }
            shrunk = true;
            for (before, after) in &mut self.transitions {
                before.remove(&place);
                after.remove(&place);
            }
        }
        shrunk
    }

    /// Joins a place to its only taker, if that takes from nowhere else: those
    /// who put on the place put on what lies behind the taker instead.
    fn fuse(&mut self, place: usize) -> bool {
        let mut takers = self.takers(place);
        let (Some((number, (before, after))), None) = (takers.next(), takers.next()) else {
            return false;
        };
        let moved = after.clone();
        let is_plain = before.len() == 1 && !moved.contains(&place) && !moved.is_empty();
        drop(takers);
        // The first token would become several.
        let is_marked = place == self.marked;
        let mut givers = self.transitions.iter().filter(|(_, after)| after.contains(&place));
        let clashes = givers.any(|(_, after)| !after.is_disjoint(&moved));
        if !is_plain || clashes || (is_marked && moved.len() > 1) {
            return false;
        }
        if is_marked {
            self.marked = moved.first().copied().unwrap_or(place);
        }
        self.transitions.remove(number);
        for (_, after) in &mut self.transitions {
            if after.remove(&place) {
                after.extend(&moved);
            }
        }
        true
    }

    fn is_live_and_bounded(&self) -> bool {
        let places = self.places();
        let flowing =
            self.transitions.iter().all(|(before, after)| !before.is_empty() && !after.is_empty());
        flowing
            && covered(&self.transitions)
            && covered(&reverse_dual(&self.transitions))
            && rank(&self.incidence(&places)) + 1 == self.clusters(&places)
            && self.unmarked_siphon(&places).is_empty()
    }

    fn incidence(&self, places: &Set) -> Vec<Vec<i64>> {
        let row = |(before, after): &Arcs| {
            let each = places.iter();
            each.map(|place| i64::from(after.contains(place)) - i64::from(before.contains(place)))
                .collect()
        };
        self.transitions.iter().map(row).collect()
    }

    /// How many groups of places share a taker.
    fn clusters(&self, places: &Set) -> usize {
        let mut group: BTreeMap<usize, usize> = places.iter().map(|each| (*each, *each)).collect();
        for (before, _) in &self.transitions {
            let joined: Set = before.iter().filter_map(|place| group.get(place)).copied().collect();
            let Some(leader) = joined.first().copied() else { continue };
            for of in group.values_mut().filter(|of| joined.contains(of)) {
                *of = leader;
            }
        }
        group.values().collect::<BTreeSet<_>>().len()
    }

    /// The largest set of places that holds no token at first and never will.
    fn unmarked_siphon(&self, places: &Set) -> Set {
        let mut siphon = places.clone();
        siphon.remove(&self.marked);
        loop {
            let filled = self.transitions.iter().find_map(|(before, after)| {
                let from_outside = before.is_disjoint(&siphon);
                if from_outside { after.intersection(&siphon).next().copied() } else { None }
            });
            match filled {
                Some(place) => siphon.remove(&place),
                None => return siphon,
            };
        }
    }
}

/// The net with places for transitions and all arcs turned round, twice: its
/// state components are the transition components of the given net.
fn reverse_dual(transitions: &[Arcs]) -> Vec<Arcs> {
    let mut dual: BTreeMap<usize, Arcs> = BTreeMap::new();
    for (number, (before, after)) in transitions.iter().enumerate() {
        for place in before {
            dual.entry(*place).or_default().0.insert(number);
        }
        for place in after {
            dual.entry(*place).or_default().1.insert(number);
        }
    }
    // Reversed: what took from a place now stands before it.
    dual.into_values().collect()
}

/// Whether every place lies in a state component, for nets that are well-formed;
/// for others the answer may be no, or be of no weight.
fn covered(transitions: &[Arcs]) -> bool {
    let places: Set = transitions.iter().flat_map(|(b, a)| b.union(a)).copied().collect();
    let mut covered = Set::new();
    for place in &places {
        if covered.contains(place) {
            continue;
        }
        match state_component(transitions, &places, *place) {
            Some(component) => covered.extend(component),
            None => return false,
        }
    }
    true
}

/// A state component that `place` lies in: from each transition go back to that
/// place before it which a search from `place` reaches first.
fn state_component(transitions: &[Arcs], places: &Set, place: usize) -> Option<Set> {
    let mut allocated: BTreeMap<usize, usize> = BTreeMap::new();
    let mut reached = Set::from([place]);
    let mut queue = std::collections::VecDeque::from([place]);
    while let Some(at) = queue.pop_front() {
        for (number, (before, after)) in transitions.iter().enumerate() {
            if before.contains(&at) && !allocated.contains_key(&number) {
                allocated.insert(number, at);
                queue.extend(after.iter().filter(|each| reached.insert(**each)));
            }
        }
    }
    if reached != *places {
        return None;
    }
    let mut component = Set::from([place]);
    let mut ahead = vec![place];
    while let Some(at) = ahead.pop() {
        for (number, (_, after)) in transitions.iter().enumerate() {
            let Some(source) = allocated.get(&number).filter(|_| after.contains(&at)) else {
                continue;
            };
            if component.insert(*source) {
                ahead.push(*source);
            }
        }
    }
    let is_state_component = transitions.iter().all(|(before, after)| {
        let taken = before.intersection(&component).count();
        let put = after.intersection(&component).count();
        taken == put && taken <= 1
    });
    is_state_component.then_some(component)
}
