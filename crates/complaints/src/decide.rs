//! What may be done to a report, and what it brings about.
//!
//! Before anything else: to those whom it complains about there is no report.

use access::{Acting, Officer};
use calendar::{CountFrom, Holder, WorkDuration};
use kernel::{Instant, PersonId, Unit};
use sop::Advance;

use crate::{
    clock::{self, ClockMove, Turn},
    command::{Command, Intake},
    complaint::{Complaint, Ground, Pin, State},
    context::Context,
    event::{
        Answered, Closed, Completed, CompletionAsked, Delivered, Disposed, Event, FollowedUp,
        NoticeResent, Passage, Read, Received, Reopened, Verified,
    },
    procedure::{self, Stage},
    refusal::Refusal,
    rules::{Edition, Step},
};

impl Complaint {
    /// The event by which a report comes in.
    ///
    /// # Errors
    /// [`Refusal::OfficerOnly`] for a channel that an officer records, and
    /// [`Refusal::ProcedureUnfit`] where the agency cannot handle complaints.
    pub fn receive(intake: &Intake, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
        let Intake {
            id,
            agency,
            receipt,
            secret_digest,
            channel,
            original_id,
            recorded_by,
            district,
            confidential,
            reporter,
            text,
            class,
            service,
            clause,
            case,
            accused,
        } = intake.clone();
        if recorded_by.is_none() && !channel.is_own() {
            return Err(Refusal::OfficerOnly);
        }
        procedure::fits(context.sop).map_err(|_| Refusal::ProcedureUnfit)?;
        let edition = Edition::newest();
        let holder = Unit::from(&procedure::triage(context.sop)?);
        let clocks =
            clock::started(Step::Verification, class, context.now, &holder, edition, context)?;
        let identity = context.sop.identity();
        let sop = Pin { id: identity.id.to_string(), version: identity.version };
        let passage = Passage { advances: vec![context.sop.begin()], clocks };
        let received = Received {
            id,
            agency,
            sop,
            edition: edition.id.to_owned(),
            receipt,
            secret_digest,
            channel,
            original_id,
            recorded_by,
            district,
            confidential,
            reporter,
            text,
            class,
            service,
            clause,
            case,
            accused,
            holder,
            passage,
        };
        Ok(vec![received.into()])
    }

    /// Whether `officer` may know of the report: who verifies, who has it, their
    /// superiors, and auditors of the agency; never whom it complains about.
    #[must_use]
    pub fn is_visible_to(&self, officer: &Officer, context: &Context<'_>) -> bool {
        let is_accused = self.accused.contains(&officer.person);
        let works = self.may_triage(officer, context) || self.may_handle(officer, context);
        !is_accused && (works || officer.may_audit(&self.agency))
    }

    /// The events that `command` brings about.
    ///
    /// # Errors
    /// [`Refusal`], and nothing has happened.
    pub fn decide(
        &self,
        acting: &Acting<'_>,
        command: &Command,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        if let Acting::Officer(officer) = acting
            && self.accused.contains(&officer.person)
        {
            return Err(Refusal::NotFound);
        }
        if self.erased_at.is_some() {
            return Err(Refusal::Erased);
        }
        match command {
            Command::Read { identity } => {
                self.may_be_read_by(officer_of(acting)?, context)?;
                Ok(vec![Read { identity: *identity && self.reporter.is_some() }.into()])
            }
            Command::AskCompletion { missing } => {
                self.triaged(acting, context)?;
                self.must_be(matches!(self.state, State::Received))?;
                let edition = self.edition();
                let until = at_end_of(edition.completion, context);
                let advance =
                    self.complete(Stage::Verification, Some(procedure::INCOMPLETE), context)?;
                let turn = Turn::Pause(clock::INCOMPLETE);
                let clocks =
                    self.turn_all(|it| it.is_running(), turn, Holder::Applicant, context)?;
                let passage = Passage { advances: vec![advance], clocks };
                Ok(vec![CompletionAsked { missing: missing.clone(), until, passage }.into()])
            }
            Command::Complete { text } => {
                reporter_only(acting)?;
                self.must_be(matches!(self.state, State::AwaitingReporter { .. }))?;
                let advance = self.complete(Stage::Completion, None, context)?;
                let clocks = self.turn_all(
                    |it| it.paused_for() == Some(clock::INCOMPLETE),
                    Turn::Resume(clock::COMPLETED),
                    self.unit(),
                    context,
                )?;
                let passage = Passage { advances: vec![advance], clocks };
                Ok(vec![Completed { text: text.clone(), passage }.into()])
            }
            Command::Verify { class, forms, accused } => {
                let officer = self.triaged(acting, context)?;
                self.must_be(matches!(self.state, State::Received))?;
                if accused.contains(&officer.person) {
                    return Err(Refusal::NotFound);
                }
                let advance =
                    self.complete(Stage::Verification, Some(procedure::COMPLETE), context)?;
                let mut clocks = self.stop(Step::Verification, context)?;
                // UU 25/2009 Ps 50: the time counts from when it was complete,
                // which it was when the reporter last handed something in.
                let at = self.handed_in_at;
                let edition = self.edition();
                clocks.extend(clock::started(
                    Step::Answer,
                    *class,
                    at,
                    &self.holder,
                    edition,
                    context,
                )?);
                let passage = Passage { advances: vec![advance], clocks };
                let (forms, accused) = (forms.clone(), accused.clone());
                Ok(vec![Verified { class: *class, forms, accused, passage }.into()])
            }
            Command::Dispose { to, note } => self.dispose(acting, to, note, context),
            Command::FollowUp { note } => {
                self.handled(acting, context)?;
                let first = matches!(self.state, State::Disposed);
                self.must_be(first || matches!(self.state, State::InProgress))?;
                let mut passage = Passage::default();
                if first {
                    passage.advances = vec![self.complete(Stage::FollowUp, None, context)?];
                    passage.clocks = self.stop(Step::FirstFollowUp, context)?;
                }
                Ok(vec![FollowedUp { note: note.clone(), passage }.into()])
            }
            Command::Answer { text, evidence, improvement, objection_days } => {
                let officer = self.handled(acting, context)?;
                let by = officer.person.clone();
                self.must_be(matches!(self.state, State::InProgress))?;
                let advance = self.complete(Stage::Answer, None, context)?;
                let is_delivered = self.channel.is_own();
                let mut clocks = self.turn_all(
                    |it| it.step == Step::Answer && it.is_running(),
                    Turn::Pause(clock::ANSWERED),
                    Holder::Applicant,
                    context,
                )?;
                let has_delivery = self.clocks_of(Step::Delivery).next().is_some();
                if !is_delivered && !has_delivery {
                    let (class, edition, now) = (self.class, self.edition(), context.now);
                    let delivery =
                        clock::started(Step::Delivery, class, now, &self.holder, edition, context)?;
                    clocks.extend(delivery);
                }
                let passage = Passage { advances: vec![advance], clocks };
                let answered = Answered {
                    by,
                    text: text.clone(),
                    evidence: evidence.clone(),
                    improvement: improvement.clone(),
                    is_delivered,
                    objection_until: at_end_of(
                        WorkDuration::CalendarDays(*objection_days),
                        context,
                    ),
                    passage,
                };
                Ok(vec![answered.into()])
            }
            Command::Deliver { at } => {
                self.handled(acting, context)?;
                let reply = self.replies.last().ok_or(Refusal::OutOfOrder)?;
                if reply.delivered_at.is_some() {
                    return Err(Refusal::AlreadyDelivered);
                }
                self.must_be(reply.at <= *at && *at <= context.now)?;
                let passage =
                    Passage { clocks: self.stop(Step::Delivery, context)?, ..Passage::default() };
                Ok(vec![Delivered { at: *at, passage }.into()])
            }
            Command::Confirm => {
                reporter_only(acting)?;
                let State::Answered { objection_until, .. } = self.state else {
                    return Err(Refusal::OutOfOrder);
                };
                let advance = self.complete(Stage::Confirmation, None, context)?;
                let (now, ground) = (context.now, Ground::ConfirmedByReporter);
                Ok(vec![self.closed(ground, advance, now, objection_until, context)?])
            }
            Command::Dispute { reason } => {
                reporter_only(acting)?;
                let until = match &self.state {
                    State::Answered { objection_until, .. }
                    | State::Closed { objection_until, .. } => *objection_until,
                    _ => return Err(Refusal::OutOfOrder),
                };
                // An answer without evidence can be disputed for as long as it stands.
                let stands = matches!(self.state, State::Answered { has_evidence: false, .. });
                if context.now > until && !stands {
                    return Err(Refusal::ObjectionWindowOver);
                }
                Ok(vec![self.reopened(reason, true, context)?])
            }
            Command::Refer { agency, reference, objection_days } => {
                self.triaged(acting, context)?;
                let (agency, reference) = (agency.clone(), reference.clone());
                let ground = Ground::AcceptedElsewhere { agency, reference };
                self.turned_away(ground, *objection_days, context)
            }
            Command::Merge { of, objection_days } => {
                self.triaged(acting, context)?;
                if *of == self.id || !context.original_is_open {
                    return Err(Refusal::OriginalNotOpen);
                }
                self.turned_away(Ground::Duplicate { of: of.clone() }, *objection_days, context)
            }
            Command::Reopen { reason } => {
                let officer = officer_of(acting)?;
                let triage = procedure::triage(context.sop)?;
                let is_superior = [Unit::from(&triage), self.holder.clone()]
                    .iter()
                    .any(|it| officer.may_supervise(&it.agency, &it.unit));
                if !is_superior {
                    return Err(Refusal::DutyMissing);
                }
                self.must_be(!self.is_open())?;
                Ok(vec![self.reopened(reason, false, context)?])
            }
            Command::Attach { attachment } => self.attach(acting, attachment),
            Command::ReadAttachment { attachment } => {
                self.read_attachment(acting, attachment, context)
            }
            Command::ResendNotice { index } => {
                // Who looks after what could not be delivered need not know what it tells.
                if !officer_of(acting)?.may_administer(&self.agency) {
                    return Err(Refusal::DutyMissing);
                }
                Ok(vec![NoticeResent { index: *index }.into()])
            }
        }
    }

    fn dispose(
        &self,
        acting: &Acting<'_>,
        to: &Unit,
        note: &kernel::SealedRef,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        let officer = officer_of(acting)?;
        let is_first = matches!(self.state, State::Verified);
        // Who has it may say that it belongs elsewhere; who verifies may move it.
        if !self.may_triage(officer, context) && (is_first || !self.may_handle(officer, context)) {
            return Err(Refusal::DutyMissing);
        }
        let is_again = matches!(self.state, State::Disposed | State::InProgress);
        self.must_be(is_first || is_again)?;
        if is_again && *to == self.holder {
            return Err(Refusal::SameUnit);
        }
        let step = Stage::Disposition.step();
        let mut advances = Vec::new();
        if is_again {
            advances.push(context.sop.jump(&self.run, &step)?);
        }
        let run = advances.iter().fold(self.run.clone(), sop::Run::apply);
        advances.push(context.sop.complete(&run, &step, None)?);
        let holder = clock::held_by(to);
        // It may be given away as often as they like: no clock begins anew.
        let turn = Turn::HandOver(clock::DISPOSED);
        let mut clocks = self.turn_all(|it| it.is_running(), turn, holder, context)?;
        if self.clocks_of(Step::FirstFollowUp).next().is_none() {
            let (class, edition, now) = (self.class, self.edition(), context.now);
            clocks.extend(clock::started(Step::FirstFollowUp, class, now, to, edition, context)?);
        }
        let passage = Passage { advances, clocks };
        let (from, to) = (self.holder.clone(), to.clone());
        Ok(vec![Disposed { from, to, note: note.clone(), passage }.into()])
    }

    /// Closed by who verifies, because it is to be answered elsewhere.
    fn turned_away(
        &self,
        ground: Ground,
        objection_days: u32,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.must_be(matches!(
            self.state,
            State::Received | State::Verified | State::Disposed | State::InProgress
        ))?;
        let until = at_end_of(WorkDuration::CalendarDays(objection_days), context);
        let advance = context.sop.stop(&self.run);
        Ok(vec![self.closed(ground, advance, context.now, until, context)?])
    }

    pub(crate) fn closed(
        &self,
        ground: Ground,
        advance: Advance,
        effective_at: Instant,
        objection_until: Instant,
        context: &Context<'_>,
    ) -> Result<Event, Refusal> {
        let turn = Turn::Pause(clock::CLOSED);
        let clocks = self.turn_all(|it| it.is_running(), turn, self.unit(), context)?;
        let passage = Passage { advances: vec![advance], clocks };
        Ok(Closed { ground, effective_at, objection_until, passage }.into())
    }

    fn reopened(
        &self,
        reason: &kernel::SealedRef,
        by_reporter: bool,
        context: &Context<'_>,
    ) -> Result<Event, Refusal> {
        let was_verified = self.clocks_of(Step::Answer).next().is_some();
        let stage = match (self.dispositions > 0, was_verified) {
            (true, _) => Stage::Answer,
            (false, true) => Stage::Disposition,
            (false, false) => Stage::Verification,
        };
        let advance = context.sop.reopen(&self.run, &stage.step())?;
        let cause = if by_reporter { clock::DISPUTED } else { clock::REOPENED };
        // What was used stays used: the clocks run on where they stood.
        let stands = |it: &clock::Clock| {
            let cause = it.paused_for();
            cause == Some(clock::CLOSED)
                || cause == Some(clock::ANSWERED)
                || cause == Some(clock::INCOMPLETE)
        };
        let clocks = self.turn_all(stands, Turn::Resume(cause), self.unit(), context)?;
        let passage = Passage { advances: vec![advance], clocks };
        Ok(Reopened { reason: reason.clone(), by_reporter, passage }.into())
    }

    fn complete(
        &self,
        stage: Stage,
        outcome: Option<&str>,
        context: &Context<'_>,
    ) -> Result<Advance, Refusal> {
        Ok(context.sop.complete(&self.run, &stage.step(), outcome)?)
    }

    fn stop(&self, step: Step, context: &Context<'_>) -> Result<Vec<ClockMove>, Refusal> {
        let turn = Turn::Stop(clock::DONE);
        let runs = |it: &clock::Clock| it.step == step && !it.ledger.is_stopped();
        self.turn_all(runs, turn, self.unit(), context)
    }

    fn turn_all(
        &self,
        which: impl Fn(&clock::Clock) -> bool,
        turn: Turn,
        holder: Holder,
        context: &Context<'_>,
    ) -> Result<Vec<ClockMove>, Refusal> {
        let turned = self.clocks.iter().filter(|clock| which(clock));
        turned.map(|clock| clock.turned(turn, holder.clone(), context)).collect()
    }

    pub(crate) fn edition(&self) -> &'static Edition {
        Edition::named(&self.edition).unwrap_or_else(Edition::newest)
    }

    fn must_be(&self, is_so: bool) -> Result<(), Refusal> {
        if is_so { Ok(()) } else { Err(Refusal::OutOfOrder) }
    }

    fn may_triage(&self, officer: &Officer, context: &Context<'_>) -> bool {
        procedure::triage(context.sop).is_ok_and(|executor| {
            officer.may_execute(&executor)
                || officer.may_supervise(&executor.agency, &executor.unit)
        })
    }

    fn may_handle(&self, officer: &Officer, context: &Context<'_>) -> bool {
        let unit = &self.holder;
        let works = |stage| {
            procedure::handler(context.sop, stage, unit).is_ok_and(|it| officer.may_execute(&it))
        };
        self.dispositions > 0
            && (works(Stage::FollowUp)
                || works(Stage::Answer)
                || officer.may_supervise(&unit.agency, &unit.unit))
    }

    /// Who verifies, who has it, and their superiors read what was handed in.
    pub(crate) fn may_be_read_by(
        &self,
        officer: &Officer,
        context: &Context<'_>,
    ) -> Result<(), Refusal> {
        if self.may_triage(officer, context) || self.may_handle(officer, context) {
            Ok(())
        } else {
            Err(Refusal::DutyMissing)
        }
    }

    fn triaged<'o>(
        &self,
        acting: &Acting<'o>,
        context: &Context<'_>,
    ) -> Result<&'o Officer, Refusal> {
        let officer = officer_of(acting)?;
        if self.may_triage(officer, context) { Ok(officer) } else { Err(Refusal::DutyMissing) }
    }

    fn handled<'o>(
        &self,
        acting: &Acting<'o>,
        context: &Context<'_>,
    ) -> Result<&'o Officer, Refusal> {
        let officer = officer_of(acting)?;
        if self.may_handle(officer, context) { Ok(officer) } else { Err(Refusal::DutyMissing) }
    }

    /// Whom it complains about.
    pub fn accused(&self) -> impl Iterator<Item = &PersonId> {
        self.accused.iter()
    }
}

pub(crate) fn officer_of<'o>(acting: &Acting<'o>) -> Result<&'o Officer, Refusal> {
    match acting {
        Acting::Officer(officer) => Ok(officer),
        Acting::Applicant
        | Acting::Agent(_)
        | Acting::Peer(_)
        | Acting::Public
        | Acting::System => Err(Refusal::DutyMissing),
    }
}

pub(crate) fn reporter_only(acting: &Acting<'_>) -> Result<(), Refusal> {
    match acting {
        Acting::Applicant => Ok(()),
        Acting::Officer(_)
        | Acting::Agent(_)
        | Acting::Peer(_)
        | Acting::Public
        | Acting::System => Err(Refusal::ReporterOnly),
    }
}

/// The last instant of a time that begins now.
fn at_end_of(time: WorkDuration, context: &Context<'_>) -> Instant {
    context.calendar.deadline(context.now, time, CountFrom::default()).at
}
