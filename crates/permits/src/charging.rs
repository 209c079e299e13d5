//! All judgement on fees: assessing, taking back, being paid, falling due.
//!
//! An assessment alone never stops the clock. It stands still while a step
//! that awaits the payment is open and something is owed, and for that reason
//! only; when the assessment lapses or is taken back, the clock runs on, for
//! then the agency is at work again.

use access::{Acting, Officer};
use calendar::{CountFrom, Deadline, cause};
use kernel::{Instant, SealedRef, Slug};
use sop::{Step, StepId};
use standards::{AssessmentError, Quantity};

use crate::{
    application::{Application, Task},
    context::Context,
    event::Event,
    fee::{Assessment, FeeStanding},
    passage::ClockCommand,
    payload::{
        ClosedUnpaid, FeeAssessed, FeeCancelled, FeeDueMoved, FeeLapsed, FeePaid, FeeReminded,
        PaymentPassed,
    },
    reference::PaymentReference,
    refusal::Refusal,
};

/// What the payment system says that it received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The assessment paid.
    pub reference: PaymentReference,
    /// The payment system's own id of the payment.
    pub transaction: String,
    /// How much came in, in whole rupiah.
    pub rupiah: i64,
    /// When it came in.
    pub paid_at: Instant,
}

impl Application {
    /// The amount is what the standard makes of the quantities; an officer
    /// gives no rupiah.
    pub(crate) fn assess_fee(
        &self,
        officer: &Officer,
        step: &StepId,
        quantities: &[(Slug, Quantity)],
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.at_the_fee(officer, step, context)?;
        match self.fee().map(|fee| &fee.standing) {
            Some(FeeStanding::Owed) => return Err(Refusal::FeeAssessed),
            Some(FeeStanding::Paid { .. }) => return Err(Refusal::FeePaid),
            Some(FeeStanding::Cancelled { .. } | FeeStanding::Lapsed { .. }) | None => {}
        }
        let fee = context.service.fee();
        let charges = fee.assess(quantities)?;
        // A fee without its regulation cannot be read from a service's file.
        let basis = fee.basis().cloned().ok_or(Refusal::Fee(AssessmentError::Free))?;
        let time = fee.time();
        let due = context.calendar.deadline(context.now, time.due, CountFrom::default());
        let assessment = Assessment {
            reference: PaymentReference::new(context.today().year(), context.next_number),
            step: step.clone(),
            by: None,
            at: context.now,
            lines: charges.lines,
            total_rupiah: charges.total_rupiah,
            basis,
            within: time.due,
            remind: time.remind,
            due,
            remind_at: reminder(&due, time.remind, context),
            reminded: None,
            standing: FeeStanding::Owed,
        };
        let clock = self.clock_where(true, ClockCommand::Leave, context)?;
        Ok(vec![Event::FeeAssessed(FeeAssessed { assessment, clock })])
    }

    pub(crate) fn cancel_fee(
        &self,
        officer: &Officer,
        step: &StepId,
        reason: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.at_the_fee(officer, step, context)?;
        let fee = self.owed()?;
        let resume = ClockCommand::ResumeAt(context.now, cause::FEE_CANCELLED);
        let clock = self.clock_where(false, resume, context)?;
        let (reference, reason) = (fee.reference.clone(), reason.clone());
        Ok(vec![Event::FeeCancelled(FeeCancelled { reference, reason, clock })])
    }

    /// No rule known to us turns an unpaid fee into a withdrawal by itself: an
    /// officer closes the case, with a reason.
    pub(crate) fn close_unpaid(
        &self,
        officer: &Officer,
        step: &StepId,
        reason: &SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.must_be_undecided()?;
        self.at_the_fee(officer, step, context)?;
        match self.fee().map(|fee| &fee.standing) {
            Some(FeeStanding::Lapsed { .. }) => {}
            Some(FeeStanding::Paid { .. }) => return Err(Refusal::FeePaid),
            Some(FeeStanding::Owed | FeeStanding::Cancelled { .. }) | None => {
                return Err(Refusal::FeeNotLapsed);
            }
        }
        if self.payment_step().is_none() {
            return Err(Refusal::FeeNotLapsed);
        }
        let advance = context.sop.stop(&self.run);
        let reason = reason.clone();
        let route = self.route(advance, ClockCommand::Stop(cause::UNPAID), context)?;
        Ok(route.events(|passage| Event::ClosedUnpaid(ClosedUnpaid { reason, passage })))
    }

    /// The whole amount, once, and only by the payment system's word. What came
    /// in by the due date counts, also when we are told of it later.
    pub(crate) fn pay(
        &self,
        acting: &Acting<'_>,
        payment: &Payment,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        match acting {
            Acting::Officer(system) if system.may_settle(&self.agency) => {}
            Acting::Officer(_)
            | Acting::Applicant
            | Acting::Agent(_)
            | Acting::Peer(_)
            | Acting::Public
            | Acting::System => {
                return Err(Refusal::PaymentSystemOnly);
            }
        }
        let Payment { reference, transaction, rupiah, paid_at } = payment;
        let Some(fee) = self.fees.iter().find(|fee| fee.reference == *reference) else {
            return Err(Refusal::ReferenceUnknown);
        };
        match &fee.standing {
            FeeStanding::Owed => {}
            FeeStanding::Paid { .. } => return Err(Refusal::FeePaid),
            FeeStanding::Cancelled { .. } => return Err(Refusal::FeeCancelled),
            FeeStanding::Lapsed { effective_at } => {
                let counts = self.fee().is_some_and(|last| last.reference == *reference);
                if !counts || paid_at > effective_at {
                    return Err(Refusal::FeeLapsed);
                }
            }
        }
        if !self.may_be_charged() {
            return Err(Refusal::AlreadyDecided);
        }
        if *rupiah != fee.total_rupiah {
            return Err(Refusal::AmountDiffers { owed_rupiah: fee.total_rupiah });
        }
        if *paid_at > context.now || *paid_at < fee.at {
            return Err(Refusal::PaidAtImpossible);
        }
        let advance = match self.payment_step() {
            Some(step) => context.sop.complete(&self.run, step, None)?,
            None => sop::Advance::default(),
        };
        let step = self.payment_step().cloned();
        // Paid early or told late: the applicant's side ended with the payment.
        let resume = ClockCommand::ResumeAt(*paid_at, cause::PAID);
        let route = self.paid(reference).route(advance, resume, context)?;
        let (reference, transaction) = (reference.clone(), transaction.clone());
        let (rupiah, paid_at) = (*rupiah, *paid_at);
        Ok(route.events(|passage| {
            Event::FeePaid(FeePaid { reference, transaction, rupiah, paid_at, step, passage })
        }))
    }

    /// A payment step that opens when all is paid is done by itself.
    pub(crate) fn pass_payments(&self, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let Some(step) = self.payment_step().filter(|_| self.has_paid()) else {
            return Ok(Vec::new());
        };
        let step = step.clone();
        let advance = context.sop.complete(&self.run, &step, None)?;
        let route = self.route(advance, ClockCommand::Leave, context)?;
        Ok(route.events(|passage| Event::PaymentPassed(PaymentPassed { step, passage })))
    }

    /// What the fee's own time has brought by now, each exactly once.
    pub(crate) fn fee_by_time(&self, context: &Context<'_>) -> Vec<Event> {
        let Some(fee) = self.fee().filter(|_| self.owes_fee()) else { return Vec::new() };
        if let Some(moved) = due_moved(fee, context) {
            let mut events = vec![Event::FeeDueMoved(moved)];
            // The assessment now knows the calendar, so this asks no third time.
            events.extend(self.after(&events, context).fee_by_time(context));
            return events;
        }
        let mut events = Vec::new();
        if fee.due.provisional.is_some() {
            return events;
        }
        let reference = fee.reference.clone();
        let reminder = fee.remind_at.filter(|at| *at <= context.now && fee.reminded.is_none());
        if let Some(effective_at) = reminder {
            let reference = reference.clone();
            events.push(Event::FeeReminded(FeeReminded { reference, effective_at }));
        }
        if fee.due.is_missed(context.now) {
            let effective_at = fee.due.at;
            let resume = ClockCommand::ResumeAt(effective_at, cause::FEE_LAPSED);
            // What has lapsed has lapsed, whatever the ledger says.
            let clock = self.clock_where(false, resume, context).unwrap_or_default();
            events.push(Event::FeeLapsed(FeeLapsed { reference, effective_at, clock }));
        }
        events
    }

    /// A step that sets the fee is done when the fee is set.
    pub(crate) fn must_be_assessed(&self, step: &Step) -> Result<(), Refusal> {
        if !step.sets_fee || self.owes_fee() || self.has_paid() {
            return Ok(());
        }
        Err(Refusal::FeeNotAssessed)
    }

    /// The officer at the step that sets the fee: on whose desk it lies, or, once
    /// it is done and while the payment is awaited, whoever has that duty.
    fn at_the_fee(
        &self,
        officer: &Officer,
        id: &StepId,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        let Some(step) = context.sop.step(id) else {
            return Err(sop::Refusal::StepUnknown { step: id.clone() }.into());
        };
        if !step.sets_fee {
            return Err(Refusal::NotAnAssessment);
        }
        if self.task(id).is_some() {
            return self.desk(officer, id, context).map(|_| ());
        }
        let done = self.deeds.iter().any(|deed| deed.step == *id);
        let (Some(executor), true, Some(_)) = (&step.executor, done, self.payment_step()) else {
            return self.open_task(id, context).map(|_| ());
        };
        if !officer.may_execute(executor) {
            return Err(Refusal::DutyMissing);
        }
        let task = Task {
            step: id.clone(),
            executor: executor.clone(),
            act: step.act,
            opened_at: context.now,
            taken_by: None,
            assigned: false,
            entrusted: None,
        };
        self.person_may(&officer.person, &task)
    }

    fn owed(&self) -> Result<&Assessment, Refusal> {
        match self.fee() {
            None => Err(Refusal::FeeNotAssessed),
            Some(fee) => match fee.standing {
                FeeStanding::Owed => Ok(fee),
                FeeStanding::Paid { .. } => Err(Refusal::FeePaid),
                FeeStanding::Cancelled { .. } => Err(Refusal::FeeCancelled),
                FeeStanding::Lapsed { .. } => Err(Refusal::FeeLapsed),
            },
        }
    }

    /// The case once `reference` is paid, for the question whether it waits.
    fn paid(&self, reference: &PaymentReference) -> Self {
        let mut paid = self.clone();
        paid.fees.retain(|fee| fee.reference != *reference);
        paid
    }
}

/// A calendar that changed may move a due date to a later day only.
fn due_moved(fee: &Assessment, context: &Context<'_>) -> Option<FeeDueMoved> {
    let old = &fee.due;
    if context.calendar.revision() <= old.calendar_revision {
        return None;
    }
    let due = context.calendar.deadline(fee.at, fee.within, CountFrom::default());
    if due.at < old.at || (due.at == old.at && due.provisional == old.provisional) {
        return None;
    }
    let remind_at = reminder(&due, fee.remind, context);
    Some(FeeDueMoved { reference: fee.reference.clone(), due, remind_at })
}

/// When to remind of `due`; not at all where that instant has passed already.
fn reminder(
    due: &Deadline,
    ahead: calendar::WorkDuration,
    context: &Context<'_>,
) -> Option<Instant> {
    if ahead.amount() == 0 || due.provisional.is_some() {
        return None;
    }
    Some(context.calendar.ahead_of(due, ahead)).filter(|at| *at > context.now)
}
