//! Where a case goes next: its new tasks, its holder, its clock.
//!
//! Computes what an event will say; nothing is changed here.

use calendar::{Entry, Holder, Ledger, Mark, cause};
use kernel::{AgencyId, Instant, Unit};
use sop::{Advance, Effect, Kind, Run, Step, StepId};

use crate::{
    application::Application,
    clock::{self, ClockMove, Timer},
    context::Context,
    event::Event,
    payload::{HandedBack, HandedOver, NewTask, Passage, UnitMove},
    refusal::Refusal,
};

/// What the act itself does to the clock, beyond waiting for the applicant.
#[derive(Clone, Copy)]
pub(crate) enum ClockCommand {
    /// Nothing.
    Leave,
    /// What pauses for the applicant runs on from an instant that has passed,
    /// for this cause.
    ResumeAt(Instant, &'static str),
    /// The lawful time begins.
    Start,
    /// The clock ends, for this cause.
    Stop(&'static str),
    /// The clock ended at a lawful instant that has passed, for this cause.
    StopAt(Instant, &'static str),
}

/// The move of one event, and the hand-overs that it brings.
pub(crate) struct Route {
    pub(crate) passage: Passage,
    pub(crate) handovers: Vec<Event>,
}

impl Route {
    /// The move alone.
    pub(crate) fn without_clock(advance: Advance, context: &Context<'_>) -> Self {
        let tasks = tasks(&advance, context);
        let payments = payments(&advance, context);
        let passage = Passage { advance, tasks, payments, ..Passage::default() };
        Self { passage, handovers: Vec::new() }
    }

    /// `event` made of the passage, and the hand-overs after it.
    pub(crate) fn events(self, event: impl FnOnce(Passage) -> Event) -> Vec<Event> {
        let Self { passage, handovers } = self;
        std::iter::once(event(passage)).chain(handovers).collect()
    }
}

impl Application {
    /// Where `advance` brings this case.
    pub(crate) fn route(
        &self,
        advance: Advance,
        clock: ClockCommand,
        context: &Context<'_>,
    ) -> Result<Route, Refusal> {
        let still_open = self.tasks.iter().filter(|task| !advance.closed.contains(&task.step));
        let open = still_open.map(|task| (Unit::from(&task.executor), task.step.clone())).collect();
        let walk = Walk {
            agency: &self.agency,
            run: self.run.clone(),
            ledger: self.ledger.clone(),
            holder: self.holder.clone(),
            owes_fee: self.owes_fee(),
            open,
            context,
        };
        walk.go(advance, clock)
    }

    /// What becomes of the clock when only the fee changes.
    pub(crate) fn clock_where(
        &self,
        owes_fee: bool,
        clock: ClockCommand,
        context: &Context<'_>,
    ) -> Result<Option<ClockMove>, Refusal> {
        if self.ledger.started().is_none() || self.ledger.is_stopped() {
            return Ok(None);
        }
        let mut walk = Walk {
            agency: &self.agency,
            run: self.run.clone(),
            ledger: self.ledger.clone(),
            holder: self.holder.clone(),
            owes_fee,
            open: Vec::new(),
            context,
        };
        walk.clock_move(&Advance::default(), clock)
    }
}

/// Where the first move brings a case that `holder` receives.
pub(crate) fn begin(
    advance: Advance,
    holder: &Unit,
    clock: ClockCommand,
    context: &Context<'_>,
) -> Result<Route, Refusal> {
    let walk = Walk {
        agency: context.service.agency(),
        run: Run::new(),
        ledger: Ledger::new(),
        holder: holder.clone(),
        owes_fee: false,
        open: Vec::new(),
        context,
    };
    walk.go(advance, clock)
}

/// The officers' steps that `advance` opens.
pub(crate) fn tasks(advance: &Advance, context: &Context<'_>) -> Vec<NewTask> {
    let steps = advance.opened.iter().filter_map(|opened| context.sop.step(&opened.step));
    steps
        .filter_map(|step| {
            let executor = step.executor.clone()?;
            let is_work = step.kind.is_work();
            is_work.then(|| NewTask { step: step.id.clone(), executor, act: step.act })
        })
        .collect()
}

/// The steps that `advance` opens and that wait for the payment.
fn payments(advance: &Advance, context: &Context<'_>) -> Vec<StepId> {
    let steps = advance.opened.iter().filter_map(|opened| context.sop.step(&opened.step));
    steps.filter(|step| step.awaits_payment()).map(|step| step.id.clone()).collect()
}

struct Walk<'a> {
    agency: &'a AgencyId,
    run: Run,
    ledger: Ledger,
    holder: Unit,
    /// Whether the applicant has to pay.
    owes_fee: bool,
    /// The units that have open tasks beside the new ones.
    open: Vec<(Unit, StepId)>,
    context: &'a Context<'a>,
}

impl Walk<'_> {
    fn go(mut self, advance: Advance, clock: ClockCommand) -> Result<Route, Refusal> {
        let tasks = tasks(&advance, self.context);
        self.run = self.run.apply(&advance);
        let clock = self.clock_move(&advance, clock)?;
        let unit = self.within_the_agency(&tasks)?;
        let handovers = self.between_agencies(&tasks)?;
        let payments = payments(&advance, self.context);
        Ok(Route { passage: Passage { advance, tasks, payments, clock, unit }, handovers })
    }

    /// Starts or stops; and pauses while the applicant has something to do.
    fn clock_move(
        &mut self,
        advance: &Advance,
        command: ClockCommand,
    ) -> Result<Option<ClockMove>, Refusal> {
        let mut entries = Vec::new();
        let mut resumed = (self.context.now, cause::RESUBMITTED);
        let stop = match command {
            ClockCommand::Leave => None,
            ClockCommand::ResumeAt(at, cause) => {
                resumed = (self.not_before_the_last(at), cause);
                None
            }
            ClockCommand::Start => {
                let mark = self.mark(cause::COMPLETE);
                let allowance = clock::allowance(self.context);
                let entry = self.ledger.start(mark, allowance, self.context.calendar)?;
                self.write(entry, &mut entries);
                None
            }
            ClockCommand::Stop(cause) => Some((self.context.now, cause)),
            ClockCommand::StopAt(at, cause) => Some((self.not_before_the_last(at), cause)),
        };
        let stop = stop.or(self.run.ended().map(|_| (self.context.now, cause::ISSUED)));
        let awaits_applicant = self.awaits_applicant();
        if let Some((at, cause)) = stop {
            if self.ledger.is_running() || self.ledger.is_paused() {
                let entry = self.ledger.stop(Mark { at, ..self.mark(cause) })?;
                self.write(entry, &mut entries);
            }
        } else if awaits_applicant && self.ledger.is_running() {
            let is_return = advance.effect == Some(Effect::Return);
            let cause = match is_return {
                true => cause::RETURNED,
                false if self.awaits_the_file() => cause::NEXT_STEP,
                false => cause::AWAITING_PAYMENT,
            };
            let mark = Mark { holder: Holder::Applicant, ..self.mark(cause) };
            let entry = self.ledger.pause(mark)?;
            self.write(entry, &mut entries);
        } else if !awaits_applicant && self.ledger.is_paused() {
            let (at, cause) = resumed;
            let entry = self.ledger.resume(Mark { at, ..self.mark(cause) })?;
            self.write(entry, &mut entries);
        }
        if entries.is_empty() {
            return Ok(None);
        }
        Ok(Some(ClockMove { entries, timer: Timer::of(&self.ledger, self.context) }))
    }

    /// The unit of the holder's own agency to which the case goes, if it does.
    fn within_the_agency(&mut self, tasks: &[NewTask]) -> Result<Option<UnitMove>, Refusal> {
        let new = tasks.iter().map(|task| Unit::from(&task.executor));
        let own_new: Vec<_> = new.filter(|unit| unit.agency == self.holder.agency).collect();
        let mut own_open = self.open.iter().map(|(unit, _)| unit);
        let to = match own_new.last() {
            Some(unit) => unit.clone(),
            // The unit has nothing left to do, but another of the agency has.
            None if !own_open.clone().any(|unit| *unit == self.holder) => {
                match own_open.find(|unit| unit.agency == self.holder.agency) {
                    Some(unit) => unit.clone(),
                    None => return Ok(None),
                }
            }
            None => return Ok(None),
        };
        if to == self.holder {
            return Ok(None);
        }
        self.holder = to.clone();
        let entry = self.handover_entry()?;
        Ok(Some(UnitMove { to: to.unit, entry }))
    }

    /// A new task of another agency brings the case there. While several
    /// agencies work at once, the one that received it last answers for it,
    /// until nothing of it is left there.
    fn between_agencies(&mut self, tasks: &[NewTask]) -> Result<Vec<Event>, Refusal> {
        let mut events = Vec::new();
        let before = self.holder.agency.clone();
        for task in tasks.iter().filter(|task| task.executor.agency != before) {
            if task.executor.agency != self.holder.agency {
                let to = Unit::from(&task.executor);
                events.push(self.hand_to(to, task.step.clone())?);
            }
        }
        let has_work = tasks.iter().any(|task| task.executor.agency == self.holder.agency)
            || self.open.iter().any(|(unit, _)| unit.agency == self.holder.agency);
        let elsewhere = self.open.first().cloned();
        if let (false, Some((to, step))) = (has_work, elsewhere) {
            events.push(self.hand_to(to, step)?);
        }
        Ok(events)
    }

    fn hand_to(&mut self, to: Unit, step: StepId) -> Result<Event, Refusal> {
        let from = std::mem::replace(&mut self.holder, to.clone());
        let entry = self.handover_entry()?;
        Ok(if to.agency == *self.agency {
            Event::HandedBack(HandedBack { from, to, step, entry })
        } else {
            Event::HandedOver(HandedOver { from, to, step, entry })
        })
    }

    /// The ledger's line for the new holder. While the clock stands, the file
    /// is the applicant's; the resumption will name the holder.
    fn handover_entry(&mut self) -> Result<Option<Entry>, Refusal> {
        if !self.ledger.is_running() {
            return Ok(None);
        }
        let entry = self.ledger.hand_over(self.mark(cause::NEXT_STEP))?;
        self.ledger.apply(entry.clone());
        Ok(Some(entry))
    }

    /// Whether the applicant has the file to mend, or something to pay.
    fn awaits_applicant(&self) -> bool {
        let mut own = self.own_steps();
        own.any(|step| self.owes_fee || !step.awaits_payment())
    }

    fn awaits_the_file(&self) -> bool {
        self.own_steps().any(|step| !step.awaits_payment())
    }

    /// The applicant's open steps.
    fn own_steps(&self) -> impl Iterator<Item = &Step> {
        let open = self.run.open_steps().filter_map(|step| self.context.sop.step(step));
        open.filter(|step| step.kind == Kind::Applicant)
    }

    /// The lines of the ledger follow each other in time.
    fn not_before_the_last(&self, at: Instant) -> Instant {
        self.ledger.entries().last().map_or(at, |last| at.max(last.at))
    }

    fn write(&mut self, entry: Entry, entries: &mut Vec<Entry>) {
        self.ledger.apply(entry.clone());
        entries.push(entry);
    }

    fn mark(&self, cause: &str) -> Mark {
        let Unit { agency, unit } = self.holder.clone();
        Mark {
            at: self.context.now,
            holder: Holder::Agency { agency, unit },
            cause: cause.to_owned(),
        }
    }
}
