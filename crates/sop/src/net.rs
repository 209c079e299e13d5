//! A procedure as a free-choice Petri net, on which soundness is defined.
//!
//! A step other than a join is one place. A join has a place for each step
//! that leads to it, so that two outcomes of one decision may lead to the same
//! join: whichever is taken, that step has arrived. Every way out of a step is
//! a transition. All ends lead to one last place.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    graph::Graph,
    procedure::Procedure,
    step::{Exits, Kind},
};

/// Takes one token from each place before it and puts one on each after it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Transition {
    pub(crate) before: BTreeSet<usize>,
    pub(crate) after: BTreeSet<usize>,
    /// Which way out of which step it is.
    pub(crate) origin: Origin,
}

/// Where a transition comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    pub(crate) step: usize,
    pub(crate) outcome: Option<usize>,
}

/// What a token on a place means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// The case is at this step.
    At(usize),
    /// `from` has arrived at `join`.
    Arrived { join: usize, from: usize },
    /// The case has ended.
    Ended,
}

#[derive(Clone, Debug)]
pub(crate) struct Net {
    pub(crate) places: Vec<Place>,
    pub(crate) transitions: Vec<Transition>,
    /// The place that holds the only token at first.
    pub(crate) first: usize,
    /// The place that holds the only token at last.
    pub(crate) last: usize,
}

impl Net {
    /// The net of a procedure; `None` without a start.
    pub(crate) fn of(procedure: &Procedure, graph: &Graph) -> Option<Self> {
        let start = procedure.steps.iter().position(|step| step.kind == Kind::Start)?;
        let mut places: Vec<Place> = (0..procedure.steps.len()).map(Place::At).collect();
        let mut arrivals = BTreeMap::new();
        let is_join =
            |at: usize| procedure.steps.get(at).is_some_and(|step| step.kind == Kind::Join);
        for arrow in graph.arrows().iter().filter(|arrow| is_join(arrow.to)) {
            arrivals.entry((arrow.from, arrow.to)).or_insert_with(|| {
                places.push(Place::Arrived { join: arrow.to, from: arrow.from });
                places.len() - 1
            });
        }
        let last = places.len();
        places.push(Place::Ended);
        let enter = |from: usize, to: usize| arrivals.get(&(from, to)).copied().unwrap_or(to);
        let mut transitions = Vec::new();
        for (at, step) in procedure.steps.iter().enumerate() {
            let before: BTreeSet<usize> = if is_join(at) {
                graph.into(at).map(|arrow| enter(arrow.from, at)).collect()
            } else {
                BTreeSet::from([at])
            };
            if before.is_empty() {
                continue;
            }
            let targets = graph.out(at).map(|arrow| (arrow.outcome, enter(at, arrow.to)));
            let mut add = |after: BTreeSet<usize>, outcome: Option<usize>| {
                let origin = Origin { step: at, outcome };
                transitions.push(Transition { before: before.clone(), after, origin });
            };
            match &step.exits {
                Exits::Next(_) | Exits::All(_) => add(targets.map(|(_, to)| to).collect(), None),
                Exits::Choice(_) => {
                    targets.for_each(|(outcome, to)| add(BTreeSet::from([to]), outcome));
                }
                Exits::End(_) => add(BTreeSet::from([last]), None),
            }
        }
        // The places of joins hold no token themselves, but cost nothing.
        Some(Self { places, transitions, first: start, last }.without_idle_places())
    }

    /// Drops places that no transition touches.
    fn without_idle_places(self) -> Self {
        let Self { places, mut transitions, first, last } = self;
        let mut used: BTreeSet<usize> = BTreeSet::from([first, last]);
        for transition in &transitions {
            used.extend(transition.before.iter().chain(&transition.after));
        }
        let number: BTreeMap<usize, usize> =
            used.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let renamed = |set: &BTreeSet<usize>| -> BTreeSet<usize> {
            set.iter().filter_map(|place| number.get(place)).copied().collect()
        };
        for transition in &mut transitions {
            transition.before = renamed(&transition.before);
            transition.after = renamed(&transition.after);
        }
        let kept = used.iter().filter_map(|place| places.get(*place)).copied().collect();
        let of = |place: usize| number.get(&place).copied().unwrap_or_default();
        Self { places: kept, transitions, first: of(first), last: of(last) }
    }

    /// For each place, the transitions that take from it.
    pub(crate) fn takers(&self) -> Vec<Vec<usize>> {
        let mut takers = vec![Vec::new(); self.places.len()];
        for (number, transition) in self.transitions.iter().enumerate() {
            for place in &transition.before {
                if let Some(list) = takers.get_mut(*place) {
                    list.push(number);
                }
            }
        }
        takers
    }
}
