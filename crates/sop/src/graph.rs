//! The arrows of a procedure by position, and what can be reached along them.

use std::collections::BTreeSet;

use crate::{
    procedure::Procedure,
    step::{Exits, Outcome, StepId},
    words::Effect,
};

/// An arrow between two steps, by their positions in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Arrow {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// Which outcome of the decision it is.
    pub(crate) outcome: Option<usize>,
    pub(crate) cap: Option<u32>,
    /// Whether the clock starts here.
    pub(crate) starts_clock: bool,
}

#[derive(Clone, Debug, Default)]
pub(crate) struct Graph {
    arrows: Vec<Arrow>,
    out: Vec<Vec<usize>>,
    into: Vec<Vec<usize>>,
}

impl Graph {
    pub(crate) fn of(procedure: &Procedure) -> Self {
        let count = procedure.steps.len();
        let mut graph = Self {
            arrows: Vec::new(),
            out: vec![Vec::new(); count],
            into: vec![Vec::new(); count],
        };
        for (from, step) in procedure.steps.iter().enumerate() {
            let mut add = |to: &StepId, chosen: Option<(usize, &Outcome)>| {
                let Some(to) = procedure.position(to) else { return };
                let outcome = chosen.map(|(at, _)| at);
                let cap = chosen.and_then(|(_, outcome)| outcome.cap);
                let starts_clock =
                    chosen.is_some_and(|(_, outcome)| outcome.effect == Some(Effect::Complete));
                graph.add(Arrow { from, to, outcome, cap, starts_clock });
            };
            match &step.exits {
                Exits::Next(next) => add(next, None),
                Exits::Choice(outcomes) => {
                    for (at, outcome) in outcomes.iter().enumerate() {
                        add(&outcome.to, Some((at, outcome)));
                    }
                }
                Exits::All(branches) => branches.iter().for_each(|branch| add(branch, None)),
                Exits::End(_) => {}
            }
        }
        graph
    }

    fn add(&mut self, arrow: Arrow) {
        let at = self.arrows.len();
        if let Some(out) = self.out.get_mut(arrow.from) {
            out.push(at);
        }
        if let Some(into) = self.into.get_mut(arrow.to) {
            into.push(at);
        }
        self.arrows.push(arrow);
    }

    /// How many steps there are.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    pub(crate) fn arrows(&self) -> &[Arrow] {
        &self.arrows
    }

    pub(crate) fn out(&self, step: usize) -> impl Iterator<Item = Arrow> + '_ {
        self.listed(&self.out, step)
    }

    pub(crate) fn into(&self, step: usize) -> impl Iterator<Item = Arrow> + '_ {
        self.listed(&self.into, step)
    }

    fn listed<'g>(
        &'g self,
        lists: &'g [Vec<usize>],
        step: usize,
    ) -> impl Iterator<Item = Arrow> + 'g {
        let list = lists.get(step).map_or(&[][..], Vec::as_slice);
        list.iter().filter_map(|at| self.arrows.get(*at)).copied()
    }

    /// The steps that can be reached from `sources`, themselves included.
    pub(crate) fn forward(&self, sources: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        reach(sources, |step| self.out(step).map(|arrow| arrow.to).collect())
    }

    /// The steps from which `sinks` can be reached, themselves included.
    pub(crate) fn backward(&self, sinks: impl IntoIterator<Item = usize>) -> BTreeSet<usize> {
        reach(sinks, |step| self.into(step).map(|arrow| arrow.from).collect())
    }

    /// The strongly connected components along the arrows that `counts`, every
    /// component before those that it leads to.
    pub(crate) fn components(&self, counts: impl Fn(&Arrow) -> bool) -> Vec<Vec<usize>> {
        let next = |step| self.out(step).filter(&counts).map(|arrow| arrow.to).collect();
        let back = |step| self.into(step).filter(&counts).map(|arrow| arrow.from).collect();
        let mut finished = Vec::with_capacity(self.len());
        let mut seen = BTreeSet::new();
        for root in 0..self.len() {
            finish_from(root, &next, &mut seen, &mut finished);
        }
        let mut components = Vec::new();
        let mut seen = BTreeSet::new();
        for root in finished.into_iter().rev() {
            let mut component = Vec::new();
            finish_from(root, &back, &mut seen, &mut component);
            if !component.is_empty() {
                component.sort_unstable();
                components.push(component);
            }
        }
        components
    }

    /// For each step, the number of its component among `components`.
    pub(crate) fn component_of(&self, components: &[Vec<usize>]) -> Vec<usize> {
        let mut of = vec![0; self.len()];
        for (number, component) in components.iter().enumerate() {
            for step in component {
                if let Some(slot) = of.get_mut(*step) {
                    *slot = number;
                }
            }
        }
        of
    }

    /// The steps that lie on some cycle.
    pub(crate) fn on_cycles(&self) -> BTreeSet<usize> {
        let components = self.components(|_| true);
        let of = self.component_of(&components);
        self.arrows
            .iter()
            .filter(|arrow| of.get(arrow.from) == of.get(arrow.to))
            .flat_map(|arrow| [arrow.from, arrow.to])
            .collect()
    }
}

fn reach(
    sources: impl IntoIterator<Item = usize>,
    next: impl Fn(usize) -> Vec<usize>,
) -> BTreeSet<usize> {
    let mut reached: BTreeSet<usize> = sources.into_iter().collect();
    let mut ahead: Vec<usize> = reached.iter().copied().collect();
    while let Some(step) = ahead.pop() {
        ahead.extend(next(step).into_iter().filter(|each| reached.insert(*each)));
    }
    reached
}

/// Depth-first from `root`: appends each newly seen step once all beyond it are.
fn finish_from(
    root: usize,
    next: &impl Fn(usize) -> Vec<usize>,
    seen: &mut BTreeSet<usize>,
    finished: &mut Vec<usize>,
) {
    if !seen.insert(root) {
        return;
    }
    let mut stack = vec![(root, next(root))];
    while let Some((step, ahead)) = stack.last_mut() {
        match ahead.pop() {
            Some(each) if seen.insert(each) => stack.push((each, next(each))),
            Some(_) => {}
            None => {
                finished.push(*step);
                stack.pop();
            }
        }
    }
}
