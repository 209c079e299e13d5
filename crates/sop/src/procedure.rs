//! The linked table: every row a step, every arrow resolved.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    document::Column,
    step::{Kind, Step, StepId},
};

/// Steps and columns, before or after they were judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Procedure {
    pub(crate) columns: Vec<Column>,
    pub(crate) steps: Vec<Step>,
    index: BTreeMap<StepId, usize>,
    /// For each join, the steps that must arrive.
    awaited: BTreeMap<StepId, BTreeSet<StepId>>,
    /// Keys of steps whose faults were reported while reading.
    excused: BTreeSet<(StepId, &'static str)>,
    /// Whether arrows were lost to faults: then the graph is not judged.
    pub(crate) torn: bool,
}

impl Procedure {
    pub(crate) fn new(
        columns: Vec<Column>,
        steps: Vec<Step>,
        excused: BTreeSet<(StepId, &'static str)>,
        torn: bool,
    ) -> Self {
        let index: BTreeMap<_, _> =
            steps.iter().enumerate().map(|(at, step)| (step.id.clone(), at)).collect();
        let mut awaited = BTreeMap::<StepId, BTreeSet<StepId>>::new();
        for step in &steps {
            if step.kind == Kind::Join {
                awaited.entry(step.id.clone()).or_default();
            }
        }
        for step in &steps {
            for target in step.targets() {
                if let Some(sources) = awaited.get_mut(target) {
                    sources.insert(step.id.clone());
                }
            }
        }
        Self { columns, steps, index, awaited, excused, torn }
    }

    pub(crate) fn position(&self, id: &StepId) -> Option<usize> {
        self.index.get(id).copied()
    }

    pub(crate) fn step(&self, id: &StepId) -> Option<&Step> {
        self.steps.get(self.position(id)?)
    }

    /// The steps whose arrival the join waits for.
    pub(crate) fn awaited(&self, join: &StepId) -> Option<&BTreeSet<StepId>> {
        self.awaited.get(join)
    }

    /// Whether a fault of this key of the step was reported while reading.
    pub(crate) fn is_excused(&self, id: &StepId, key: &'static str) -> bool {
        self.excused.contains(&(id.clone(), key))
    }

    pub(crate) fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(move |step| step.kind == kind)
    }

    /// The steps where somebody works.
    pub(crate) fn work(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| step.kind.is_work())
    }
}
