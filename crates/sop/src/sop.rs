//! A procedure that can be run: linked, and sound.

use std::collections::BTreeSet;

use calendar::WorkDuration;
use kernel::{AgencyId, Executor, Slug, Source};

use crate::{
    check::{self, Rules},
    concurrency,
    diagnostic::Diagnostic,
    document::{Column, Identity},
    longest::{self, Longest},
    procedure::Procedure,
    step::{Exits, Kind, Step, StepId},
    words::{Act, Effect},
};

/// A standard operating procedure as officials signed it and the engine runs it.
///
/// Sound by construction: exactly one start; from every state that a case can
/// reach, an end can be reached; no end leaves open work behind; no step is in
/// vain; no loop is endless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sop {
    identity: Identity,
    pub(crate) procedure: Procedure,
    /// The steps beside which no other can be open.
    alone: BTreeSet<StepId>,
}

impl Sop {
    /// Only for procedures that passed [`check::intrinsic`].
    pub(crate) fn new(identity: Identity, procedure: Procedure) -> Self {
        let beside = concurrency::beside(&procedure);
        let alone = beside.into_iter().filter(|(_, others)| others.is_empty());
        Self { identity, alone: alone.map(|(step, _)| step).collect(), procedure }
    }

    /// The identity block.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// Names the procedure through all its versions.
    #[must_use]
    pub fn id(&self) -> &Slug {
        &self.identity.id
    }

    /// The version that a case is pinned to.
    #[must_use]
    pub fn version(&self) -> u32 {
        self.identity.version
    }

    /// The agency whose procedure it is.
    #[must_use]
    pub fn agency(&self) -> &AgencyId {
        &self.identity.agency
    }

    /// The columns of the table, those of sub-procedures last.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.procedure.columns
    }

    /// The column of `executor`.
    #[must_use]
    pub fn column(&self, executor: &Executor) -> Option<&Column> {
        self.columns().iter().find(|column| column.executor == *executor)
    }

    /// All steps, in the order of the file.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.procedure.steps
    }

    /// The step `id`, if the procedure has it.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&Step> {
        self.procedure.step(id)
    }

    /// Who does the step, if it is one that an officer does.
    #[must_use]
    pub fn executor(&self, id: &StepId) -> Option<&Executor> {
        self.step(id)?.executor.as_ref()
    }

    /// The step that issues the product, if the procedure has one.
    #[must_use]
    pub fn issuance(&self) -> Option<&Step> {
        self.steps().iter().find(|step| step.act == Act::Issuance)
    }

    /// Whether a decision of the procedure starts the clock (effect `complete`).
    /// If none does, the clock starts with the submission.
    #[must_use]
    pub fn decides_completeness(&self) -> bool {
        let mut outcomes = self.steps().iter().flat_map(Step::outcomes);
        outcomes.any(|outcome| outcome.effect == Some(Effect::Complete))
    }

    /// The longest time that officers may take by this procedure, loops taken
    /// as often as their caps allow; counted from completeness where the
    /// procedure decides that. `None` when its units cannot be added.
    #[must_use]
    pub fn longest_path(&self) -> Option<Longest> {
        longest::longest(&self.procedure).ok()
    }

    /// The places of values that are examples of ours, because the agency is
    /// silent: a service that rests on one cannot be published.
    #[must_use]
    pub fn examples(&self) -> Vec<String> {
        let identity = &self.identity;
        let basis = identity.legal_basis.iter().enumerate();
        let of_block = [("sop", identity.source), ("sop.approved_by", identity.approved_by.source)]
            .map(|(place, source)| (place.to_owned(), source))
            .into_iter()
            .chain(basis.map(|(at, basis)| (format!("sop.legal_basis[{at}]"), basis.source)));
        let times = self
            .steps()
            .iter()
            .filter_map(|step| Some((format!("step[{}].time", step.id), step.time?.source)));
        let all = of_block.chain(times).filter(|(_, source)| *source == Source::Example);
        all.map(|(place, _)| place).collect()
    }

    /// What depends on rules from outside, and what deserves a look.
    #[must_use]
    pub fn check(&self, rules: &Rules) -> Vec<Diagnostic> {
        check::extrinsic(&self.procedure, self.identity.legal_basis.is_empty(), rules)
    }

    /// The time of `step`, if an officer does it.
    #[must_use]
    pub fn time(&self, step: &StepId) -> Option<WorkDuration> {
        Some(self.step(step)?.time?.duration)
    }

    /// Whether no other step can be open beside `step`.
    #[must_use]
    pub fn is_alone(&self, step: &StepId) -> bool {
        self.alone.contains(step)
    }

    /// The one step at which every case begins.
    pub(crate) fn start(&self) -> Option<&StepId> {
        let start = self.procedure.of_kind(Kind::Start).next()?;
        match &start.exits {
            Exits::Next(next) => Some(next),
            Exits::Choice(_) | Exits::All(_) | Exits::End(_) => None,
        }
    }
}
