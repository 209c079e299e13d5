//! Finds, for an unsound procedure, a case that goes wrong: for the message.
//!
//! A bounded search through states. The verdict never depends on it.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::net::{Net, Origin, Place};

/// States looked at before the search gives up.
const STATES: usize = 3_000;

/// How a case goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Witness {
    pub(crate) trouble: Trouble,
    /// The outcomes that were chosen on the way.
    pub(crate) chosen: Vec<Origin>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// `join` waits for ever: some have arrived, others never will.
    Starved { join: usize, arrived: BTreeSet<usize> },
    /// `step` is open twice at once.
    Twice { step: usize },
    /// The case has ended while `step` is open.
    LeftBehind { step: usize },
}

type Marking = BTreeSet<usize>;

/// The shortest way into trouble, if the search finds one.
pub(crate) fn find(net: &Net) -> Option<Witness> {
    let first = Marking::from([net.first]);
    let mut came: BTreeMap<Marking, Option<(Marking, Origin)>> = BTreeMap::new();
    came.insert(first.clone(), None);
    let mut queue = VecDeque::from([first]);
    while let Some(marking) = queue.pop_front() {
        if let Some(trouble) = trouble_at(net, &marking) {
            return Some(Witness { trouble, chosen: way(&came, &marking, None) });
        }
        for transition in &net.transitions {
            if !transition.before.is_subset(&marking) {
                continue;
            }
            let left: Marking = marking.difference(&transition.before).copied().collect();
            if let Some(twice) = left.intersection(&transition.after).next() {
                let step = step_of(net, *twice)?;
                let chosen = way(&came, &marking, Some(transition.origin));
                return Some(Witness { trouble: Trouble::Twice { step }, chosen });
            }
            let next: Marking = left.union(&transition.after).copied().collect();
            if !came.contains_key(&next) && came.len() < STATES {
                came.insert(next.clone(), Some((marking.clone(), transition.origin)));
                queue.push_back(next);
            }
        }
    }
    None
}

fn trouble_at(net: &Net, marking: &Marking) -> Option<Trouble> {
    if marking.contains(&net.last) {
        let other = marking.iter().find(|place| **place != net.last)?;
        return Some(Trouble::LeftBehind { step: step_of(net, *other)? });
    }
    let stuck = net.transitions.iter().all(|each| !each.before.is_subset(marking));
    if !stuck {
        return None;
    }
    let arrivals = |marked: &usize| match net.places.get(*marked) {
        Some(Place::Arrived { join, from }) => Some((*join, *from)),
        Some(Place::At(_) | Place::Ended) | None => None,
    };
    let (join, _) = marking.iter().find_map(arrivals)?;
    let of_join = marking.iter().filter_map(arrivals).filter(|(each, _)| *each == join);
    Some(Trouble::Starved { join, arrived: of_join.map(|(_, from)| from).collect() })
}

fn step_of(net: &Net, place: usize) -> Option<usize> {
    match net.places.get(place)? {
        Place::At(step) => Some(*step),
        Place::Arrived { join, .. } => Some(*join),
        Place::Ended => None,
    }
}

/// The outcomes chosen on the way to `marking`.
fn way(
    came: &BTreeMap<Marking, Option<(Marking, Origin)>>,
    marking: &Marking,
    then: Option<Origin>,
) -> Vec<Origin> {
    let mut chosen: Vec<Origin> = then.into_iter().collect();
    let mut at = marking;
    while let Some(Some((before, origin))) = came.get(at) {
        chosen.push(*origin);
        at = before;
    }
    chosen.reverse();
    chosen.retain(|origin| origin.outcome.is_some());
    chosen
}
