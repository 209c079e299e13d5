//! Moves cases along the arrows. Pure: a move is computed, never carried out.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    refusal::Refusal,
    run::{Advance, Opened, Run, Wait},
    sop::Sop,
    step::{Exits, Kind, Outcome, Step, StepId},
    words::EndResult,
};

impl Sop {
    /// The first move of a case.
    #[must_use]
    pub fn begin(&self) -> Advance {
        let nothing = Run::new();
        let mut passage = Passage::new(self, &nothing, Advance::default());
        if let (Some(start), Some(next)) =
            (self.procedure.of_kind(Kind::Start).next(), self.start())
        {
            passage.arrive(next, &start.id);
        }
        passage.finish()
    }

    /// The move that closes `step`, a decision with one of its outcomes.
    ///
    /// # Errors
    /// [`Refusal`]: the case has ended, the step is not open, the outcome is
    /// missing, unknown, not for this step, or used up.
    pub fn complete(
        &self,
        run: &Run,
        step: &StepId,
        outcome: Option<&str>,
    ) -> Result<Advance, Refusal> {
        if run.ended().is_some() {
            return Err(Refusal::CaseEnded);
        }
        let Some(open) = self.step(step) else {
            return Err(Refusal::StepUnknown { step: step.clone() });
        };
        if !run.is_open(step) {
            return Err(Refusal::StepNotOpen { step: step.clone() });
        }
        let mut advance = Advance { closed: vec![step.clone()], ..Advance::default() };
        let next = match (&open.exits, outcome) {
            (Exits::Choice(_), None) => {
                return Err(Refusal::OutcomeMissing { step: step.clone() });
            }
            (Exits::Choice(_), Some(outcome)) => {
                let chosen = choose(run, open, outcome)?;
                advance.outcome = Some(chosen.id.clone());
                advance.effect = chosen.effect;
                advance.counted = chosen.cap.is_some();
                &chosen.to
            }
            (_, Some(_)) => return Err(Refusal::OutcomeUnexpected { step: step.clone() }),
            (Exits::Next(next), None) => next,
            (Exits::All(_) | Exits::End(_), None) => {
                return Err(Refusal::StepNotWork { step: step.clone() });
            }
        };
        let mut passage = Passage::new(self, run, advance);
        passage.arrive(next, step);
        Ok(passage.finish())
    }

    /// The outcomes of `step` that the case may still take.
    pub fn outcomes_left<'s>(
        &'s self,
        run: &'s Run,
        step: &StepId,
    ) -> impl Iterator<Item = &'s Outcome> {
        let step = self.step(step);
        step.into_iter().flat_map(move |step| {
            step.outcomes().iter().filter(|outcome| is_left(run, step, outcome))
        })
    }

    /// The move that closes all open steps and opens `step` alone: what the law
    /// does when it deems an application granted.
    ///
    /// # Errors
    /// [`Refusal`]: the case has ended; the step is unknown, is not work, or
    /// belongs to one of several parallel branches.
    pub fn jump(&self, run: &Run, step: &StepId) -> Result<Advance, Refusal> {
        if run.ended().is_some() {
            return Err(Refusal::CaseEnded);
        }
        let Some(target) = self.step(step) else {
            return Err(Refusal::StepUnknown { step: step.clone() });
        };
        if !target.kind.is_open_ended() {
            return Err(Refusal::StepNotWork { step: step.clone() });
        }
        if !self.is_alone(step) {
            return Err(Refusal::StepNotAlone { step: step.clone() });
        }
        let opened = vec![Opened { step: step.clone(), kind: target.kind }];
        Ok(Advance { opened, ..leave(run) })
    }

    /// The move that closes all open steps and opens `step` alone, also where
    /// the case had ended: a decision was annulled.
    ///
    /// # Errors
    /// As [`Sop::jump`], but for a case that has ended.
    pub fn reopen(&self, run: &Run, step: &StepId) -> Result<Advance, Refusal> {
        let advance = self.jump(&Run::new(), step)?;
        Ok(Advance { opened: advance.opened, reopens: run.ended().is_some(), ..leave(run) })
    }

    /// The move that ends the case where it stands: the applicant withdrew.
    /// Moves nothing when the case has ended already.
    #[must_use]
    pub fn stop(&self, run: &Run) -> Advance {
        if run.ended().is_some() {
            return Advance::default();
        }
        Advance { ended: Some(EndResult::Withdrawn), ..leave(run) }
    }
}

/// Closes whatever is open.
fn leave(run: &Run) -> Advance {
    Advance {
        closed: run.open_steps().cloned().collect(),
        released: run.waiting_joins().map(|(join, _)| join.clone()).collect(),
        ..Advance::default()
    }
}

fn choose<'s>(run: &Run, step: &'s Step, outcome: &str) -> Result<&'s Outcome, Refusal> {
    let Some(chosen) = step.outcome(outcome) else {
        return Err(Refusal::OutcomeUnknown { step: step.id.clone(), outcome: outcome.to_owned() });
    };
    match chosen.cap {
        Some(cap) if !is_left(run, step, chosen) => {
            Err(Refusal::RoundsUsedUp { step: step.id.clone(), outcome: chosen.id.clone(), cap })
        }
        _ => Ok(chosen),
    }
}

fn is_left(run: &Run, step: &Step, outcome: &Outcome) -> bool {
    outcome.cap.is_none_or(|cap| run.rounds(&step.id, &outcome.id) < cap)
}

/// Follows arrows until only steps are left at which somebody must act.
struct Passage<'s> {
    sop: &'s Sop,
    arrivals: BTreeMap<StepId, BTreeSet<StepId>>,
    before: &'s Run,
    advance: Advance,
}

impl<'s> Passage<'s> {
    fn new(sop: &'s Sop, before: &'s Run, advance: Advance) -> Self {
        Self { sop, arrivals: BTreeMap::new(), before, advance }
    }

    /// Lets the case arrive at `to`, coming from `from`.
    fn arrive(&mut self, to: &StepId, from: &StepId) {
        let mut ahead = vec![(to.clone(), from.clone())];
        // Ends: every loop has a decision, which is open and not passed through.
        while let Some((at, from)) = ahead.pop() {
            let Some(step) = self.sop.step(&at) else { continue };
            match (step.kind, &step.exits) {
                (kind, _) if kind.is_open_ended() => {
                    self.advance.opened.push(Opened { step: at, kind });
                }
                (Kind::Join, Exits::Next(next)) => {
                    if self.all_arrived(&at, from) {
                        ahead.push((next.clone(), at));
                    }
                }
                (_, Exits::Next(next)) => ahead.push((next.clone(), at)),
                (_, Exits::All(branches)) => {
                    // Reversed, so that branches open in the order of the file.
                    ahead.extend(branches.iter().rev().map(|branch| (branch.clone(), at.clone())));
                }
                (_, Exits::End(result)) => self.advance.ended = Some(*result),
                (_, Exits::Choice(_)) => {}
            }
        }
    }

    fn all_arrived(&mut self, join: &StepId, from: StepId) -> bool {
        let before = self.before.arrived(join);
        let arrived = self
            .arrivals
            .entry(join.clone())
            .or_insert_with(|| before.cloned().unwrap_or_default());
        arrived.insert(from);
        let complete = self.sop.procedure.awaited(join).is_some_and(|all| *all == *arrived);
        if complete {
            self.advance.released.push(join.clone());
            self.arrivals.insert(join.clone(), BTreeSet::new());
        }
        complete
    }

    fn finish(self) -> Advance {
        let Self { sop: _, arrivals, before, mut advance } = self;
        for (join, arrived) in arrivals {
            let known = before.arrived(&join);
            for from in arrived {
                let is_new = known.is_none_or(|known| !known.contains(&from));
                if is_new || advance.released.contains(&join) {
                    advance.waits.push(Wait { join: join.clone(), from });
                }
            }
        }
        advance
    }
}
