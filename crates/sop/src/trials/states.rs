//! The plain truth about a small graph: every state it can be in.
//!
//! Written from the definition, sharing no code with the verdict or the engine.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use super::graphs::Sketch;
use crate::step::Kind;

/// What exploring every state shows.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    /// With the steps that can be open beside others.
    Sound {
        beside: BTreeSet<(usize, usize)>,
    },
    Unsound(&'static str),
    TooLarge,
}

/// How many tokens lie where: two bits for each place.
type State = u128;

/// One way to move: what it needs, and what it leaves behind.
struct Move {
    needs: Vec<usize>,
    leaves: Vec<usize>,
}

fn tokens(state: State, place: usize) -> u128 {
    state >> (2 * place) & 3
}

fn one(place: usize) -> State {
    1 << (2 * place)
}

/// Where tokens can lie: at a step, at a join by the step they came from (both
/// standing for the step), or at the end of the case.
struct Board {
    stands_for: Vec<usize>,
    is_step: Vec<bool>,
    ended: usize,
    moves: Vec<Move>,
}

impl Board {
    fn of(sketch: &Sketch) -> Self {
        let count = sketch.nodes.len();
        let mut stands_for: Vec<usize> = (0..count).collect();
        let mut arrivals: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (from, node) in sketch.nodes.iter().enumerate() {
            for to in node.leads() {
                if sketch.nodes[to].kind == Kind::Join && !arrivals.contains_key(&(from, to)) {
                    arrivals.insert((from, to), stands_for.len());
                    stands_for.push(to);
                }
            }
        }
        let ended = stands_for.len();
        stands_for.push(usize::MAX);
        let is_step = (0..stands_for.len())
            .map(|place| place < count && sketch.nodes[place].kind != Kind::Join)
            .collect();
        let enter = |from: usize, to: usize| arrivals.get(&(from, to)).copied().unwrap_or(to);
        let mut moves = Vec::new();
        for (at, node) in sketch.nodes.iter().enumerate() {
            let needs: Vec<usize> = match node.kind {
                Kind::Join => {
                    let here = arrivals.iter().filter(|((_, to), _)| *to == at);
                    here.map(|(_, place)| *place).collect()
                }
                _ => vec![at],
            };
            let mut add = |leaves| moves.push(Move { needs: needs.clone(), leaves });
            match node.kind {
                Kind::End => add(vec![ended]),
                Kind::Split => add(node.leads().map(|to| enter(at, to)).collect()),
                _ => node.leads().for_each(|to| add(vec![enter(at, to)])),
            }
        }
        Self { stands_for, is_step, ended, moves }
    }

    /// The state after the move, if it can be made; the overflow of a place
    /// otherwise.
    fn after(&self, state: State, each: &Move) -> Option<Result<State, usize>> {
        let ready = each.needs.iter().all(|place| tokens(state, *place) > 0);
        if !ready || each.needs.is_empty() {
            return None;
        }
        let left = each.needs.iter().fold(state, |state, place| state - one(*place));
        let mut next = left;
        for place in &each.leaves {
            if tokens(next, *place) == 3 {
                return Some(Err(*place));
            }
            next += one(*place);
        }
        Some(Ok(next))
    }

    /// Which steps are open beside which, in any of the states.
    fn beside(&self, states: impl Iterator<Item = State>) -> BTreeSet<(usize, usize)> {
        let count = self.stands_for.len();
        let mut seen = vec![false; count * count];
        for state in states {
            let held: Vec<usize> = (0..self.ended).filter(|at| tokens(state, *at) > 0).collect();
            for at in held.iter().filter(|at| self.is_step[**at]) {
                held.iter().filter(|other| *other != at).for_each(|other| {
                    seen[at * count + other] = true;
                });
            }
        }
        let pairs = (0..count * count).filter(|pair| seen[*pair]);
        pairs.map(|pair| (self.stands_for[pair / count], self.stands_for[pair % count])).collect()
    }
}

/// Explores up to `limit` states.
pub(crate) fn truth(sketch: &Sketch, limit: usize) -> Truth {
    let board = Board::of(sketch);
    if board.stands_for.len() > 64 {
        return Truth::TooLarge;
    }
    let (first, last) = (one(0), one(board.ended));
    let mut numbers: HashMap<State, usize> = HashMap::from([(first, 0)]);
    let mut back: Vec<Vec<usize>> = vec![Vec::new()];
    let mut made = vec![false; board.moves.len()];
    let mut queue = VecDeque::from([first]);
    while let Some(state) = queue.pop_front() {
        let number = numbers[&state];
        if tokens(state, board.ended) > 0 && state != last {
            return Truth::Unsound("improper");
        }
        for (at, each) in board.moves.iter().enumerate() {
            let next = match board.after(state, each) {
                None => continue,
                // Sound free-choice procedures never hold two tokens at one
                // place; three leave room for doubt and keep the search finite.
                Some(Err(_)) => return Truth::Unsound("unbounded"),
                Some(Ok(next)) => next,
            };
            made[at] = true;
            let new = numbers.len();
            let to = *numbers.entry(next).or_insert(new);
            if to == new {
                if new == limit {
                    return Truth::TooLarge;
                }
                back.push(Vec::new());
                queue.push_back(next);
            }
            back[to].push(number);
        }
    }
    let Some(end) = numbers.get(&last) else { return Truth::Unsound("never ends") };
    let mut ending = vec![false; back.len()];
    let mut ahead = vec![*end];
    ending[*end] = true;
    while let Some(number) = ahead.pop() {
        for before in &back[number] {
            if !std::mem::replace(&mut ending[*before], true) {
                ahead.push(*before);
            }
        }
    }
    if ending.contains(&false) {
        return Truth::Unsound("no option to complete");
    }
    if made.contains(&false) {
        return Truth::Unsound("dead step");
    }
    Truth::Sound { beside: board.beside(numbers.into_keys()) }
}
