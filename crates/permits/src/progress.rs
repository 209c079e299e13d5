//! What the applicant sees: stages, requirements, cost, time, and the count.
//!
//! Units are named, officers never: who works on a case is not the
//! applicant's business, and keeps both sides out of temptation.

use std::collections::BTreeSet;

use calendar::{Standing, WorkDuration};
use kernel::{Bilingual, Executor, Instant, ReceiptNumber, Source, Unit};
use sop::{Effect, Exits, Kind, StepId};
use standards::Fee;

use crate::{
    application::{Application, ReturnMade},
    context::Context,
    fee::Assessment,
    state::{Licence, Phase},
};

/// Where a stage stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    /// Done.
    Done {
        /// When it was done last.
        at: Instant,
    },
    /// Somebody is to do it now.
    Now,
    /// Still to come, as far as the procedure can tell.
    Next,
}

/// One stage of the procedure (tahapan).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The step.
    pub step: StepId,
    /// What is done.
    pub title: Bilingual,
    /// Who answers for it; absent where it is the applicant's own.
    pub executor: Option<Executor>,
    /// What the procedure calls that office.
    pub executor_title: Option<Bilingual>,
    /// How long it may take.
    pub time: Option<WorkDuration>,
    /// Whether that time is our example and no rule.
    pub is_example: bool,
    /// Where it stands.
    pub state: StageState,
}

/// One requirement (persyaratan) and whether it was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementLine {
    /// Its id in the service's list.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// Asked only in some cases, which the text names.
    pub optional: bool,
    /// Whether the applicant says to have handed it in.
    pub given: bool,
    /// Whether it is our example and no rule.
    pub is_example: bool,
}

/// Something that only the applicant can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApplicantAct {
    /// Mend the file and hand it in again.
    Mend,
    /// Pay what was assessed.
    Pay,
}

/// The applicant's view of one application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The receipt's number.
    pub receipt: ReceiptNumber,
    /// What citizens call the service.
    pub service: Bilingual,
    /// Where it stands, in one word.
    pub phase: Phase,
    /// Who has it now; absent: the applicant, or nobody any more.
    pub holder: Option<Unit>,
    /// Stages done, at hand and to come, in the order of the procedure.
    pub stages: Vec<Stage>,
    /// Everything that the standard asks for.
    pub requirements: Vec<RequirementLine>,
    /// What it costs, and by which regulation.
    pub fee: Fee,
    /// The time that the standard promises.
    pub time: WorkDuration,
    /// Where the clock stands.
    pub standing: Standing,
    /// The same, in one sentence.
    pub due: Bilingual,
    /// What the applicant has to do now.
    pub awaited: Vec<ApplicantAct>,
    /// The count, line by line, so that it can be redone by hand.
    pub explanation: Vec<Bilingual>,
    /// How many cases of the same inbox come first, where one waits in one.
    pub ahead: Option<u32>,
    /// What has to be put right, while the applicant has it.
    pub returned: Option<ReturnMade>,
    /// What is owed, was paid or lapsed: the assessment that counts.
    pub assessment: Option<Assessment>,
    /// The licence, once issued.
    pub licence: Option<Licence>,
    /// Whether the service rests on examples of ours ("contoh, bukan ketentuan").
    pub is_example: bool,
}

impl Application {
    /// The applicant's view, with `ahead` cases before this one in its inbox.
    #[must_use]
    pub fn progress(&self, context: &Context<'_>, ahead: Option<u32>) -> Progress {
        let service = context.service;
        let standing = self.ledger.standing(context.calendar);
        let awaited = self.awaited();
        let has_it = awaited.is_empty() && !self.is_over();
        Progress {
            receipt: self.receipt.clone(),
            service: service.title().clone(),
            phase: self.phase(),
            holder: has_it.then(|| self.holder.clone()),
            stages: self.stages(context),
            requirements: self.requirement_lines(context),
            fee: service.fee().clone(),
            time: service.time(),
            standing,
            due: sentence(&standing, self.waits_for()),
            awaited,
            explanation: self.ledger.explain(context.calendar, context.now),
            ahead: ahead.filter(|_| has_it),
            returned: self.returns.last().filter(|_| self.applicant_step().is_some()).cloned(),
            assessment: self.fee().cloned(),
            licence: self.licence().cloned(),
            is_example: service.is_example(),
        }
    }

    /// What the applicant has to do now; nothing once the application is settled.
    #[must_use]
    pub fn awaited(&self) -> Vec<ApplicantAct> {
        let mend = self.applicant_step().map(|_| ApplicantAct::Mend);
        let pay = self.awaits_payment().then_some(ApplicantAct::Pay);
        mend.into_iter().chain(pay).collect()
    }

    /// The same in words; a payment is named by its number and amount.
    fn waits_for(&self) -> Option<Bilingual> {
        let mend = self.applicant_step().map(|_| {
            (
                "perbaikan berkas dari pemohon".to_owned(),
                "the applicant to mend the file".to_owned(),
            )
        });
        let pay = self.fee().filter(|_| self.awaits_payment()).map(|fee| {
            let (reference, rupiah) = (fee.reference.to_string(), fee.total_rupiah);
            (
                format!("pembayaran retribusi {reference} sebesar Rp{rupiah}"),
                format!("the payment of fee {reference}, Rp{rupiah}"),
            )
        });
        let (id, en): (Vec<_>, Vec<_>) = mend.into_iter().chain(pay).unzip();
        (!id.is_empty()).then(|| Bilingual::new(id.join(" dan "), en.join(" and ")))
    }

    fn stages(&self, context: &Context<'_>) -> Vec<Stage> {
        let ahead = self.steps_ahead(context);
        let stages = context.sop.stages().into_iter();
        stages
            .filter_map(|stage| {
                let done = self.deeds.iter().rev().find(|deed| deed.step == stage.step);
                let state = match done {
                    _ if self.run.is_open(&stage.step) => StageState::Now,
                    Some(deed) => StageState::Done { at: deed.at },
                    None if ahead.contains(&stage.step) => StageState::Next,
                    None => return None,
                };
                Some(Stage {
                    step: stage.step,
                    title: stage.title,
                    executor: stage.executor,
                    executor_title: stage.executor_title,
                    time: stage.time.map(|time| time.duration),
                    is_example: stage.time.is_some_and(|time| time.source == Source::Example),
                    state,
                })
            })
            .collect()
    }

    /// The steps that the case may still come to if all goes well: neither
    /// returned nor refused.
    fn steps_ahead<'c>(&self, context: &Context<'c>) -> BTreeSet<&'c StepId> {
        let open = self.run.open_steps().filter_map(|step| context.sop.step(step));
        let mut to_visit: Vec<_> = open.collect();
        let mut ahead = BTreeSet::new();
        while let Some(step) = to_visit.pop() {
            let mut targets: Vec<&StepId> = Vec::new();
            match &step.exits {
                Exits::Next(next) => targets.push(next),
                Exits::All(branches) => targets.extend(branches),
                Exits::Choice(outcomes) => targets.extend(
                    outcomes
                        .iter()
                        .filter(|outcome| {
                            !matches!(outcome.effect, Some(Effect::Return | Effect::Reject))
                        })
                        .map(|outcome| &outcome.to),
                ),
                Exits::End(_) => {}
            }
            for target in targets {
                if ahead.insert(target) {
                    to_visit.extend(context.sop.step(target).filter(|it| it.kind != Kind::End));
                }
            }
        }
        ahead
    }

    fn requirement_lines(&self, context: &Context<'_>) -> Vec<RequirementLine> {
        let requirements = context.service.requirements().iter();
        requirements
            .map(|requirement| RequirementLine {
                id: requirement.id.to_string(),
                text: requirement.text.clone(),
                optional: requirement.optional,
                given: self.requirements_given.iter().any(|id| id == requirement.id.as_str()),
                is_example: requirement.source == Source::Example,
            })
            .collect()
    }
}

fn sentence(standing: &Standing, waits_for: Option<Bilingual>) -> Bilingual {
    match standing {
        Standing::NotStarted => {
            let Bilingual { id, en } = waits_for.unwrap_or_else(|| {
                Bilingual::new("berkas dinyatakan lengkap", "the file to be declared complete")
            });
            Bilingual::new(
                format!("Waktu belum berjalan: menunggu {id}"),
                format!("The time has not begun: it waits for {en}"),
            )
        }
        Standing::Running(deadline) => deadline.sentence(),
        Standing::Paused { remaining, .. } => {
            let Bilingual { id, en } =
                waits_for.unwrap_or_else(|| Bilingual::new("pemohon", "the applicant"));
            let (left_id, left_en) = amount(*remaining);
            Bilingual::new(
                format!("Waktu berhenti selama menunggu {id}; sisa {left_id}"),
                format!("The time stands still, waiting for {en}; {left_en} left"),
            )
        }
        Standing::Stopped { .. } => Bilingual::new(
            "Waktu sudah berakhir: permohonan selesai",
            "The time has ended: the application is settled",
        ),
    }
}

fn amount(time: WorkDuration) -> (String, String) {
    match time {
        WorkDuration::WorkingDays(days) => {
            (format!("{days} hari kerja"), format!("{days} working days"))
        }
        WorkDuration::CalendarDays(days) => {
            (format!("{days} hari kalender"), format!("{days} calendar days"))
        }
        WorkDuration::OfficeMinutes(minutes) => {
            (format!("{minutes} menit jam kerja"), format!("{minutes} office minutes"))
        }
    }
}
