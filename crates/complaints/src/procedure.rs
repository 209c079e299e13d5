//! The SOP on which a report is handled: which of its steps is which.
//!
//! Officials may put what they like into the procedure's rows; five of them are
//! known by their ids, because law hangs on them. A procedure without them
//! handles no complaints.

use calendar::WorkDuration;
use kernel::{Executor, Source, Unit};
use sop::{Kind, Sop, StepId};

use crate::{refusal::Refusal, rules::Step};

/// The SOP's id in the catalogue.
pub const SOP_ID: &str = "pengaduan";

/// A step of the procedure that this crate acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// Is it complete, what is it?
    Verification,
    /// The reporter completes it.
    Completion,
    /// To whom?
    Disposition,
    /// The unit takes it up.
    FollowUp,
    /// The unit answers.
    Answer,
    /// The reporter confirms or disputes.
    Confirmation,
}

impl Stage {
    const ALL: [(Self, Kind); 6] = [
        (Self::Verification, Kind::Decision),
        (Self::Completion, Kind::Applicant),
        (Self::Disposition, Kind::Activity),
        (Self::FollowUp, Kind::Activity),
        (Self::Answer, Kind::Activity),
        (Self::Confirmation, Kind::Applicant),
    ];

    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Verification => "verifikasi",
            Self::Completion => "lengkapi",
            Self::Disposition => "disposisi",
            Self::FollowUp => "tindak-lanjut",
            Self::Answer => "jawab",
            Self::Confirmation => "konfirmasi",
        }
    }

    pub(crate) fn step(self) -> StepId {
        StepId::parse(self.id()).expect("the ids above are slugs")
    }
}

/// The outcomes of the verification.
pub(crate) const COMPLETE: &str = "lengkap";
pub(crate) const INCOMPLETE: &str = "kurang";

/// Whether complaints can be handled by `sop`.
///
/// # Errors
/// What is missing, in words for whoever wrote it.
pub fn fits(sop: &Sop) -> Result<(), String> {
    for (stage, kind) in Stage::ALL {
        if sop.step(&stage.step()).is_none_or(|step| step.kind != kind) {
            let id = stage.id();
            return Err(format!("the procedure needs a step {id} of the kind {kind:?}"));
        }
    }
    let verification = sop.step(&Stage::Verification.step());
    let has = |outcome| verification.is_some_and(|step| step.outcome(outcome).is_some());
    if has(COMPLETE) && has(INCOMPLETE) {
        Ok(())
    } else {
        Err(format!("the step verifikasi needs the outcomes {COMPLETE} and {INCOMPLETE}"))
    }
}

/// Who verifies complaints and gives them to units, by the procedure.
#[must_use]
pub fn verifier(sop: &Sop) -> Option<Executor> {
    triage(sop).ok()
}

/// Who verifies and disposes, by the procedure.
pub(crate) fn triage(sop: &Sop) -> Result<Executor, Refusal> {
    executor(sop, Stage::Verification)
}

/// Who handles a report that was given to `unit`: the role that the procedure
/// names, in that unit.
pub(crate) fn handler(sop: &Sop, stage: Stage, unit: &Unit) -> Result<Executor, Refusal> {
    let Executor { agency: _, unit: _, role } = executor(sop, stage)?;
    Ok(Executor { agency: unit.agency.clone(), unit: unit.unit.clone(), role })
}

fn executor(sop: &Sop, stage: Stage) -> Result<Executor, Refusal> {
    let step = sop.step(&stage.step());
    step.and_then(|step| step.executor.clone()).ok_or(Refusal::ProcedureUnfit)
}

/// What the procedure promises for a step, where an agency published it.
pub(crate) fn promise(sop: &Sop, step: Step) -> Option<WorkDuration> {
    let stage = match step {
        Step::Verification => Stage::Verification,
        Step::FirstFollowUp => Stage::FollowUp,
        Step::Answer => Stage::Answer,
        Step::Delivery => return None,
    };
    let time = sop.step(&stage.step())?.time.as_ref()?;
    (time.source == Source::Published).then_some(time.duration)
}
