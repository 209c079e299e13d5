//! Random procedures, small enough to explore every state.

use std::collections::BTreeSet;

use calendar::WorkDuration;
use jiff::civil::date;
use kernel::{Bilingual, Slug, Source};

use crate::{
    document::{Approval, Identity, StepTime},
    procedure::Procedure,
    sop::Sop,
    step::{Exits, Kind, Outcome, Step, StepId},
    words::{Act, Effect, EndResult},
};

/// Xorshift64*: repeats for a seed, and needs no crate.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn seeded(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % bound
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A node of the graph before it becomes a step.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    /// Where it leads; with a cap, if it is an outcome in a loop.
    pub(crate) to: Vec<(usize, Option<u32>)>,
    pub(crate) days: u32,
}

impl Node {
    /// The nodes that it leads to; a node that is neither decision nor split
    /// has one arrow at most.
    pub(crate) fn leads(&self) -> impl Iterator<Item = usize> {
        let arrows = match self.kind {
            Kind::Decision | Kind::Split => self.to.len(),
            Kind::End => 0,
            _ => 1,
        };
        self.to.iter().take(arrows).map(|(to, _)| *to)
    }
}

/// A random graph: built of blocks, hence sound, then perhaps bent.
#[derive(Clone, Debug)]
pub(crate) struct Sketch {
    pub(crate) nodes: Vec<Node>,
    /// The decision whose first outcome starts the clock.
    pub(crate) clock: Option<usize>,
}

impl Sketch {
    /// Nested blocks: sequences, choices, loops, parallel branches.
    pub(crate) fn of_blocks(dice: &mut Dice, size: usize) -> Self {
        let mut sketch = Self { nodes: Vec::new(), clock: None };
        let start = sketch.add(Kind::Start, 0);
        let end = sketch.add(Kind::End, 0);
        let mut budget = size;
        let first = sketch.block(dice, &mut budget, end, 0);
        sketch.lead(start, first, None);
        sketch
    }

    fn add(&mut self, kind: Kind, days: u32) -> usize {
        self.nodes.push(Node { kind, to: Vec::new(), days });
        self.nodes.len() - 1
    }

    fn lead(&mut self, from: usize, to: usize, cap: Option<u32>) {
        self.nodes[from].to.push((to, cap));
    }

    /// A block whose every way out leads to `exit`; its entrance.
    fn block(&mut self, dice: &mut Dice, budget: &mut usize, exit: usize, depth: usize) -> usize {
        *budget = budget.saturating_sub(1);
        let days = u32::try_from(dice.below(4)).unwrap();
        let choice = if *budget == 0 || depth > 3 { 0 } else { dice.below(10) };
        match choice {
            0..=2 => {
                let kind = if dice.chance(20) { Kind::Applicant } else { Kind::Activity };
                let step = self.add(kind, days);
                self.lead(step, exit, None);
                step
            }
            3..=4 => {
                let second = self.block(dice, budget, exit, depth + 1);
                self.block(dice, budget, second, depth + 1)
            }
            5..=6 => {
                let decision = self.add(Kind::Decision, days);
                // A join counts the steps that arrive: ways must meet before it.
                let meeting = self.add(Kind::Merge, 0);
                self.lead(meeting, exit, None);
                for _ in 0..2 + dice.below(2) {
                    let way = if dice.chance(30) {
                        meeting
                    } else {
                        self.block(dice, budget, meeting, depth + 1)
                    };
                    self.lead(decision, way, None);
                }
                decision
            }
            7 => {
                let decision = self.add(Kind::Decision, days);
                let entrance = self.block(dice, budget, decision, depth + 1);
                self.lead(decision, exit, None);
                let cap = 1 + u32::try_from(dice.below(2)).unwrap();
                let back = if dice.chance(50) {
                    entrance
                } else {
                    self.block(dice, budget, entrance, depth + 1)
                };
                self.lead(decision, back, Some(cap));
                entrance
            }
            _ => {
                let split = self.add(Kind::Split, 0);
                let join = self.add(Kind::Join, 0);
                self.lead(join, exit, None);
                for _ in 0..2 + dice.below(2) {
                    let branch = self.block(dice, budget, join, depth + 1);
                    self.lead(split, branch, None);
                }
                split
            }
        }
    }

    pub(crate) fn has_branches(&self) -> bool {
        self.nodes.iter().any(|node| node.kind == Kind::Split)
    }

    /// Whether nothing is wrong with it at first sight: every node on a way from
    /// start to end, choices and branches of at least two, joins of two sources.
    pub(crate) fn is_plain(&self) -> bool {
        let count = self.nodes.len();
        let mut sources = vec![BTreeSet::new(); count];
        for (at, node) in self.nodes.iter().enumerate() {
            node.leads().for_each(|to| _ = sources[to].insert(at));
        }
        let counts = |(at, node): (usize, &Node)| {
            let targets: BTreeSet<usize> = node.leads().collect();
            match node.kind {
                Kind::Start => sources[at].is_empty(),
                Kind::Decision => node.to.len() > 1,
                Kind::Split => targets.len() > 1 && targets.len() == node.to.len(),
                Kind::Join => sources[at].len() > 1,
                _ => true,
            }
        };
        self.nodes.iter().enumerate().all(counts)
            && spread(0, count, |at| self.nodes[at].leads().collect()) == count
            && spread(1, count, |at| sources[at].iter().copied().collect()) == count
    }

    /// Bends the graph: leads an arrow elsewhere, changes a kind, adds a way.
    pub(crate) fn bend(&mut self, dice: &mut Dice) {
        let count = self.nodes.len();
        let at = dice.below(count);
        match dice.below(9) {
            0 | 1 => {
                let to = 1 + dice.below(count - 1);
                let arrows = self.nodes[at].to.len();
                if arrows > 0 {
                    let arrow = dice.below(arrows);
                    self.nodes[at].to[arrow].0 = to;
                }
            }
            2..=4 => {
                self.nodes[at].kind = match self.nodes[at].kind {
                    Kind::Join => Kind::Merge,
                    Kind::Merge => Kind::Join,
                    Kind::Split => Kind::Decision,
                    Kind::Decision => Kind::Split,
                    other => other,
                };
            }
            5 => {
                let to = 1 + dice.below(count - 1);
                if matches!(self.nodes[at].kind, Kind::Decision | Kind::Split) {
                    self.lead(at, to, None);
                }
            }
            // What makes unstructured graphs that may still be sound: an arrow
            // into a merge or join is led into another one.
            6 | 7 => {
                let meeting = |node: &Node| matches!(node.kind, Kind::Join | Kind::Merge);
                let all: Vec<usize> =
                    (0..count).filter(|each| meeting(&self.nodes[*each])).collect();
                if all.len() > 1 {
                    let (one, other) = (all[dice.below(all.len())], all[dice.below(all.len())]);
                    let arrow = self.nodes.iter_mut().flat_map(|node| &mut node.to);
                    if let Some(arrow) = arrow.into_iter().find(|(to, _)| *to == one) {
                        arrow.0 = other;
                    }
                }
            }
            // A second thread between parallel branches: A splits off what B awaits.
            _ => {
                let splits: Vec<usize> =
                    (0..count).filter(|each| self.nodes[*each].kind == Kind::Split).collect();
                if !splits.is_empty() {
                    let split = splits[dice.below(splits.len())];
                    let arrows = self.nodes[split].to.len();
                    if arrows < 2 {
                        return;
                    }
                    let (giver, taker) = (dice.below(arrows), dice.below(arrows));
                    let (from, to) = (self.nodes[split].to[giver].0, self.nodes[split].to[taker].0);
                    let (fork, meet) = (self.add(Kind::Split, 0), self.add(Kind::Join, 0));
                    self.lead(fork, from, None);
                    self.lead(fork, meet, None);
                    self.lead(meet, to, None);
                    self.nodes[split].to[giver].0 = fork;
                    self.nodes[split].to[taker].0 = meet;
                }
            }
        }
    }

    pub(crate) fn procedure(&self) -> Procedure {
        let mut steps: Vec<Step> =
            self.nodes.iter().enumerate().map(|(at, node)| step(at, node)).collect();
        if let Some(Exits::Choice(outcomes)) = self.clock.map(|at| &mut steps[at].exits) {
            outcomes[0].effect = Some(Effect::Complete);
        }
        Procedure::new(Vec::new(), steps, BTreeSet::new(), false)
    }

    /// Without judgement: only for sketches that are known to be sound.
    pub(crate) fn sop(&self) -> Sop {
        Sop::new(identity(), self.procedure())
    }
}

/// How many nodes are reached from `root`.
fn spread(root: usize, count: usize, next: impl Fn(usize) -> Vec<usize>) -> usize {
    let mut seen = vec![false; count];
    seen[root] = true;
    let mut ahead = vec![root];
    let mut reached = 1;
    while let Some(at) = ahead.pop() {
        for to in next(at) {
            if !std::mem::replace(&mut seen[to], true) {
                reached += 1;
                ahead.push(to);
            }
        }
    }
    reached
}

pub(crate) fn name(at: usize) -> StepId {
    StepId::parse(&format!("s{at}")).unwrap()
}

fn step(at: usize, node: &Node) -> Step {
    let exits = match node.kind {
        Kind::End => Exits::End(EndResult::Issued),
        Kind::Split => Exits::All(node.to.iter().map(|(to, _)| name(*to)).collect()),
        Kind::Decision => Exits::Choice(
            node.to.iter().enumerate().map(|(number, arrow)| outcome(number, *arrow)).collect(),
        ),
        _ => Exits::Next(name(node.leads().next().unwrap_or_default())),
    };
    let time = StepTime { duration: WorkDuration::WorkingDays(node.days), source: Source::Example };
    Step {
        id: name(at),
        name: Bilingual::new("", ""),
        kind: node.kind,
        executor: None,
        act: Act::Other,
        inputs: Vec::new(),
        needs: Vec::new(),
        time: node.kind.is_work().then_some(time),
        output: None,
        note: None,
        sets_fee: false,
        awaits: None,
        minutes: false,
        exits,
        span: 0..0,
    }
}

fn outcome(number: usize, (to, cap): (usize, Option<u32>)) -> Outcome {
    Outcome {
        id: format!("o{number}"),
        label: Bilingual::new("", ""),
        to: name(to),
        effect: None,
        recommendation: None,
        cap,
        span: 0..0,
    }
}

fn identity() -> Identity {
    let slug = |text: &str| Slug::parse(text).unwrap();
    Identity {
        id: slug("acak"),
        version: 1,
        number: "0".to_owned(),
        title: Bilingual::new("Acak", "Random"),
        agency: slug("dpmptsp"),
        created: date(2024, 1, 1),
        revised: None,
        effective: date(2024, 1, 1),
        approved_by: Approval { position: "Kepala".to_owned(), source: Source::Example },
        source: Source::Example,
        legal_basis: Vec::new(),
        qualifications: Vec::new(),
        related: Vec::new(),
        equipment: Vec::new(),
        warnings: Vec::new(),
        records: Vec::new(),
    }
}
