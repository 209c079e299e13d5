//! The applicant's plain view: what happens, who does it, how long it may take.

use kernel::{Bilingual, Executor};

use crate::{
    document::StepTime,
    sop::Sop,
    step::{Kind, StepId},
};

/// One line of the plain view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The step.
    pub step: StepId,
    /// What is done.
    pub title: Bilingual,
    /// Whether officers work, decide, or wait for the applicant.
    pub kind: Kind,
    /// Who does it; nobody while the applicant is awaited.
    pub executor: Option<Executor>,
    /// What the table calls the one who does it.
    pub executor_title: Option<Bilingual>,
    /// How long it may take.
    pub time: Option<StepTime>,
}

impl Sop {
    /// Every step at which somebody has something to do, in the order of the
    /// table, which is the order that officials signed.
    #[must_use]
    pub fn stages(&self) -> Vec<Stage> {
        let steps = self.steps().iter().filter(|step| step.kind.is_open_ended());
        steps
            .map(|step| Stage {
                step: step.id.clone(),
                title: step.name.clone(),
                kind: step.kind,
                executor: step.executor.clone(),
                executor_title: step
                    .executor
                    .as_ref()
                    .and_then(|executor| self.column(executor))
                    .map(|column| column.title.clone()),
                time: step.time,
            })
            .collect()
    }
}
