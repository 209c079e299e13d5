//! Finds the longest walk along arrows that takes none beyond its cap.
//!
//! Without its capped arrows the graph has no cycle. Walks are extended within
//! one strongly connected component after the other; within a component, the
//! best walk is kept for each combination of rounds taken and loop taken last
//! (dynamic programming in the order of rounds taken). The work grows with the
//! product of (cap + 1) over the loops of one component only, and beyond
//! [`CELLS`] the procedure is refused as too entangled, never approximated.

use std::collections::BTreeMap;

use crate::{
    graph::{Arrow, Graph},
    longest::Unknown,
    procedure::Procedure,
    step::Kind,
};

/// Combinations kept for one component.
const CELLS: usize = 1 << 21;

/// A step, and whether the clock runs there.
type Node = (usize, bool);

/// The best arrival at a node, and how it came about.
#[derive(Clone, Copy)]
struct Arrival {
    value: u64,
    from: From,
}

#[derive(Clone, Copy)]
enum From {
    /// The walk begins here.
    Start,
    /// Along an uncapped arrow from this node, on the same segment.
    Node(Node),
    /// From another component, out of this node.
    Component(Node),
    /// A segment begins here, after a loop was taken.
    Loop,
}

/// The best arrivals at the nodes of one component on walks without loops.
type Segment = BTreeMap<Node, Arrival>;

/// Where a segment begins: where the component is entered, or behind a loop.
struct Portal {
    /// The loop and whether the clock ran when it was taken; none for the entry.
    taken: Option<(usize, bool)>,
    segment: Segment,
}

/// The best walk with certain rounds taken that took a certain loop last.
#[derive(Clone, Copy)]
struct Cell {
    value: u64,
    /// The cell before and the tail of the loop; unused for the entry.
    before: u32,
}

const NO_CELL: Cell = Cell { value: u64::MAX, before: u32::MAX };

impl Cell {
    fn value(&self) -> Option<u64> {
        (self.value != NO_CELL.value).then_some(self.value)
    }
}

/// Cells are numbered below [`CELLS`].
fn index(cell: usize) -> u32 {
    u32::try_from(cell).unwrap_or(u32::MAX)
}

/// A component whose walks are known.
struct Solved {
    portals: Vec<Portal>,
    cells: Vec<Cell>,
    loops: Vec<Arrow>,
    /// For each portal, its best cell.
    best: Vec<Option<usize>>,
}

pub(crate) struct Search<'p> {
    procedure: &'p Procedure,
    graph: &'p Graph,
    weights: Vec<u64>,
    components: Vec<Vec<usize>>,
    component_of: Vec<usize>,
    /// Where each step stands in an order that uncapped arrows follow.
    order: Vec<usize>,
    /// Best arrivals from outside the component of a node.
    entries: BTreeMap<Node, Arrival>,
    /// Whether the procedure decides when the clock starts.
    decided: bool,
    solved: Vec<Solved>,
}

impl<'p> Search<'p> {
    pub(crate) fn new(procedure: &'p Procedure, graph: &'p Graph, weights: Vec<u64>) -> Self {
        let components = graph.components(|_| true);
        let component_of = graph.component_of(&components);
        let mut search = Self {
            procedure,
            graph,
            weights,
            components,
            component_of,
            order: Vec::new(),
            entries: BTreeMap::new(),
            decided: graph.arrows().iter().any(|arrow| arrow.starts_clock),
            solved: Vec::new(),
        };
        let uncapped = graph.components(|arrow| !search.is_loop(arrow));
        search.order = graph.component_of(&uncapped);
        search
    }

    /// Whether the arrow is a capped one within a cycle.
    fn is_loop(&self, arrow: &Arrow) -> bool {
        arrow.cap.is_some() && self.component_of.get(arrow.from) == self.component_of.get(arrow.to)
    }

    fn weight(&self, (step, running): Node) -> u64 {
        if running { self.weights.get(step).copied().unwrap_or(0) } else { 0 }
    }

    /// The time of the longest walk, and its steps.
    pub(crate) fn run(mut self) -> Result<(u64, Vec<usize>), Unknown> {
        for (at, step) in self.procedure.steps.iter().enumerate() {
            if step.kind == Kind::Start {
                self.entries.insert((at, !self.decided), Arrival { value: 0, from: From::Start });
            }
        }
        let mut last: Option<(u64, Node)> = None;
        for number in 0..self.components.len() {
            let solved = self.solve(number)?;
            for node in self.nodes(number) {
                let Some((value, _, _)) = best_at(&solved, node) else { continue };
                let left = value + self.weight(node);
                let is_end =
                    self.procedure.steps.get(node.0).is_some_and(|step| step.kind == Kind::End);
                if is_end && last.is_none_or(|(longest, _)| left > longest) {
                    last = Some((left, node));
                }
                for arrow in self.graph.out(node.0) {
                    if self.component_of.get(arrow.to) == Some(&number) {
                        continue;
                    }
                    let to = (arrow.to, node.1 || arrow.starts_clock);
                    let arrival = Arrival { value: left, from: From::Component(node) };
                    keep_later(&mut self.entries, to, arrival);
                }
            }
            self.solved.push(solved);
        }
        let Some((value, node)) = last else { return Ok((0, Vec::new())) };
        Ok((value, self.walk_to(node)))
    }

    /// The nodes of a component in an order that uncapped arrows follow.
    fn nodes(&self, number: usize) -> Vec<Node> {
        let mut steps = self.components.get(number).cloned().unwrap_or_default();
        steps.sort_by_key(|step| self.order.get(*step).copied());
        steps.into_iter().flat_map(|step| [(step, false), (step, true)]).collect()
    }

    /// Extends the given arrivals along uncapped arrows within a component.
    fn segment(&self, number: usize, mut arrivals: Segment) -> Segment {
        for node in self.nodes(number) {
            let Some(arrival) = arrivals.get(&node).copied() else { continue };
            for arrow in self.graph.out(node.0) {
                let inside = self.component_of.get(arrow.to) == Some(&number);
                if inside && !self.is_loop(&arrow) {
                    let to = (arrow.to, node.1 || arrow.starts_clock);
                    let value = arrival.value + self.weight(node);
                    keep_later(&mut arrivals, to, Arrival { value, from: From::Node(node) });
                }
            }
        }
        arrivals
    }

    fn solve(&self, number: usize) -> Result<Solved, Unknown> {
        let inside = |arrow: &&Arrow| self.component_of.get(arrow.from) == Some(&number);
        let loops: Vec<Arrow> = self
            .graph
            .arrows()
            .iter()
            .filter(inside)
            .filter(|each| self.is_loop(each))
            .copied()
            .collect();
        let entered = self
            .nodes(number)
            .into_iter()
            .filter_map(|node| Some((node, *self.entries.get(&node)?)))
            .collect();
        let mut portals = vec![Portal { taken: None, segment: self.segment(number, entered) }];
        for (at, arrow) in loops.iter().enumerate() {
            for running in [false, true].into_iter().filter(|running| *running || self.decided) {
                let head = (arrow.to, running || arrow.starts_clock);
                let begin = Segment::from([(head, Arrival { value: 0, from: From::Loop })]);
                let segment = self.segment(number, begin);
                portals.push(Portal { taken: Some((at, running)), segment });
            }
        }
        let entangled = || Unknown::Entangled(loops.first().map_or(0, |arrow| arrow.from));
        let rounds = Rounds::of(&loops).ok_or_else(entangled)?;
        let count = rounds.total.checked_mul(portals.len()).filter(|count| *count <= CELLS);
        let mut cells = vec![NO_CELL; count.ok_or_else(entangled)?];
        let mut best: Vec<Option<usize>> = vec![None; portals.len()];
        if let Some(entry) = cells.first_mut() {
            *entry = Cell { value: 0, before: u32::MAX };
        }
        let steps: Vec<Vec<(usize, usize, u64)>> =
            portals.iter().map(|portal| self.loops_behind(portal, &portals, &loops)).collect();
        for taken in 0..rounds.total {
            for (at, ahead) in steps.iter().enumerate() {
                let here = taken * portals.len() + at;
                let Some(value) = cells.get(here).and_then(|cell| cell.value()) else { continue };
                keep_best(&mut best, at, here, &cells);
                for (next, number, gain) in ahead {
                    let Some(more) = rounds.after(taken, *number) else { continue };
                    let better = Cell { value: value + gain, before: index(here) };
                    if let Some(there) = cells.get_mut(more * portals.len() + next)
                        && there.value().is_none_or(|known| known < better.value)
                    {
                        *there = better;
                    }
                }
            }
        }
        Ok(Solved { portals, cells, loops, best })
    }

    /// The loops that can be taken behind a portal: the portal that each leads to,
    /// its number, and the time until it was taken.
    fn loops_behind(
        &self,
        portal: &Portal,
        portals: &[Portal],
        loops: &[Arrow],
    ) -> Vec<(usize, usize, u64)> {
        let each = portals.iter().enumerate().filter_map(|(next, ahead)| {
            let (number, running) = ahead.taken?;
            let tail = (loops.get(number)?.from, running);
            Some((next, number, portal.segment.get(&tail)?.value + self.weight(tail)))
        });
        each.collect()
    }

    /// The steps of the best walk that arrives at `node`, in order.
    fn walk_to(&self, mut node: Node) -> Vec<usize> {
        let mut walk = vec![node.0];
        loop {
            let number = self.component_of.get(node.0).copied().unwrap_or_default();
            let Some(solved) = self.solved.get(number) else { break };
            let Some((_, mut portal, mut cell)) = best_at(solved, node) else { break };
            // Back through the segments of this component, to where it was entered.
            let before = loop {
                let Some(entry) = solved.portals.get(portal) else { break None };
                match entry.segment.get(&node).map(|arrival| arrival.from) {
                    Some(From::Node(earlier)) => {
                        node = earlier;
                        walk.push(node.0);
                    }
                    Some(From::Loop) => {
                        let Some((taken, running)) = entry.taken else { break None };
                        let Some(tail) = solved.loops.get(taken) else { break None };
                        node = (tail.from, running);
                        walk.push(node.0);
                        let Some(found) = solved.cells.get(cell) else { break None };
                        cell = usize::try_from(found.before).unwrap_or_default();
                        portal = cell % solved.portals.len();
                    }
                    Some(From::Component(earlier)) => break Some(earlier),
                    Some(From::Start) | None => break None,
                }
            };
            let Some(earlier) = before else { break };
            node = earlier;
            walk.push(node.0);
        }
        walk.reverse();
        walk
    }
}

/// Combinations of rounds taken, one number for each: a mixed radix.
struct Rounds {
    /// For each loop, the worth of one round, and its cap.
    places: Vec<(usize, usize)>,
    total: usize,
}

impl Rounds {
    fn of(loops: &[Arrow]) -> Option<Self> {
        let mut rounds = Self { places: Vec::new(), total: 1 };
        for arrow in loops {
            let cap = usize::try_from(arrow.cap?).ok()?;
            rounds.places.push((rounds.total, cap));
            rounds.total = rounds.total.checked_mul(cap + 1).filter(|total| *total <= CELLS)?;
        }
        Some(rounds)
    }

    /// The combination after one more round of the loop, if its cap allows it.
    fn after(&self, taken: usize, number: usize) -> Option<usize> {
        let (worth, cap) = *self.places.get(number)?;
        (taken / worth % (cap + 1) < cap).then_some(taken + worth)
    }
}

fn keep_later(arrivals: &mut BTreeMap<Node, Arrival>, node: Node, arrival: Arrival) {
    let known = arrivals.get(&node);
    if known.is_none_or(|known| known.value < arrival.value) {
        arrivals.insert(node, arrival);
    }
}

fn keep_best(best: &mut [Option<usize>], portal: usize, cell: usize, cells: &[Cell]) {
    let value = |cell: usize| cells.get(cell).map_or(0, |cell| cell.value);
    if let Some(kept) = best.get_mut(portal)
        && kept.is_none_or(|kept| value(kept) < value(cell))
    {
        *kept = Some(cell);
    }
}

/// The best arrival at `node`: its time, its portal and its cell.
fn best_at(solved: &Solved, node: Node) -> Option<(u64, usize, usize)> {
    let arrivals = solved.portals.iter().enumerate().filter_map(|(at, portal)| {
        let cell = (*solved.best.get(at)?)?;
        let value = solved.cells.get(cell)?.value + portal.segment.get(&node)?.value;
        Some((value, at, cell))
    });
    arrivals.max_by_key(|(value, _, _)| *value)
}
