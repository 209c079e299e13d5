//! Finds what is to be told to other agencies' deployments, and tells it until it
//! is answered.
//!
//! A round first looks at the cases to which something has happened: steps that
//! wait for a partner are entrusted to it, and what it must hear of enters the
//! queue, in one transaction with the cursor's move. Then what is due is sent. A
//! message that was answered and not recorded, because the process died between,
//! is sent again, and has its effect once.

use std::{collections::BTreeMap, collections::BTreeSet, sync::Arc, time::Duration};

use kernel::{Actor, AgencyId, Instant};
use permits::{Application, Command, Leaf};
use store::{Act, Dispatch, DispatchKind, Error, NewDispatch, Request, Store};
use tokio::{sync::watch, task::JoinSet};
use tonic::Status;

use crate::exchange::{Partners, message, wire};

/// The name of our place in the outbox.
pub(crate) const CURSOR: &str = "exchange";

/// How often an idle deployment looks for something to tell.
const PAUSE: Duration = Duration::from_secs(1);
/// How long to wait for a turn that somebody else has.
const TURN_PAUSE: Duration = Duration::from_millis(20);
/// How long another deployment may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How many events are looked at in one transaction.
const MOST_EVENTS: usize = 256;
/// How many messages one round sends.
const MOST_DUE: usize = 64;
/// The waiting time after the first failure; it doubles from one to the next.
const FIRST_SECONDS: i64 = 2;
/// The longest waiting time: who was down for a day is told soon after.
const LONGEST_SECONDS: i64 = 15 * 60;

/// Tells other agencies' deployments.
#[derive(Clone)]
pub(crate) struct Courier {
    pub(crate) store: Store,
    pub(crate) partners: Arc<Partners>,
}

/// What a round came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Round {
    /// Somebody else has the turn.
    Elsewhere,
    /// There was nothing to do.
    Idle,
    /// Something was done; there may be more.
    Busy,
}

/// What one attempt came to.
enum Outcome {
    /// It was answered, and the answer recorded; or there is nothing to tell.
    Settled,
    /// The other side did not answer at all.
    Unreachable(String),
    /// It answered with a refusal, which somebody may mend.
    Refused(String),
}

impl Courier {
    /// Works until the other half of `stop` is gone.
    pub(crate) async fn run(self, mut stop: watch::Receiver<()>) {
        // Nobody to tell, and nobody from whom anything could have come.
        if self.partners.is_empty() {
            return;
        }
        loop {
            match self.round().await {
                Ok(Round::Busy) if stop.has_changed().is_ok() => continue,
                Ok(Round::Busy | Round::Idle | Round::Elsewhere) => {}
                Err(error) => tracing::warn!(%error, "partners could not be told"),
            }
            if tokio::time::timeout(PAUSE, stop.changed()).await.is_ok() {
                return;
            }
        }
    }

    /// Works until nothing is due at the store's present instant.
    pub(crate) async fn until_idle(&self) -> Result<(), Error> {
        loop {
            match self.round().await? {
                Round::Idle => return Ok(()),
                Round::Busy => {}
                Round::Elsewhere => tokio::time::sleep(TURN_PAUSE).await,
            }
        }
    }

    async fn round(&self) -> Result<Round, Error> {
        let Some(_turn) = self.store.turn(CURSOR).await? else { return Ok(Round::Elsewhere) };
        let found = self.find().await?;
        let told = self.tell_due().await?;
        Ok(if found || told { Round::Busy } else { Round::Idle })
    }

    /// Looks at the cases of a page of events; says whether there was one.
    async fn find(&self) -> Result<bool, Error> {
        let from = self.store.cursor(CURSOR).await?;
        let events = self.store.outbox_after(CURSOR, MOST_EVENTS).await?;
        let Some(last) = events.last() else { return Ok(false) };
        let next = last.index + 1;
        let cases = events.iter().filter(|event| event.kind.starts_with("permits."));
        let cases: BTreeSet<&str> = cases.map(|event| event.record.as_str()).collect();
        let mut found = Vec::new();
        for case in cases {
            found.extend(self.of_case(case).await?);
        }
        self.store.queue_dispatches(CURSOR, from, next, found).await?;
        Ok(true)
    }

    /// What partners must hear of a case, after its waiting steps were entrusted.
    async fn of_case(&self, id: &str) -> Result<Vec<NewDispatch>, Error> {
        let Some(mut case) = self.case(id).await? else { return Ok(Vec::new()) };
        let steps: Vec<_> = case
            .to_entrust(|agency| self.partners.includes(agency))
            .map(|(step, _)| step.clone())
            .collect();
        for step in steps {
            let entrust = Command::Entrust { id: message::next_id(&case), step };
            if self.note(&case, &entrust).await?
                && let Some(changed) = self.case(id).await?
            {
                case = changed;
            }
        }
        let asked = case.to_hand_over().map(|it| (DispatchKind::HandOver, &it.id, &it.to));
        let answered = case
            .to_bring_back()
            .map(|(it, _)| (DispatchKind::Result, &it.id, &it.from))
            .filter(|(_, _, partner)| self.partners.includes(partner));
        let new = |(kind, id, partner): (DispatchKind, &String, &AgencyId)| NewDispatch {
            kind,
            id: id.clone(),
            partner: partner.clone(),
            application: case.id.clone(),
        };
        Ok(asked.chain(answered).map(new).collect())
    }

    /// Sends what is due, to several partners at once, to each in order; says
    /// whether anything was sent.
    async fn tell_due(&self) -> Result<bool, Error> {
        let mut by_partner: BTreeMap<AgencyId, Vec<Dispatch>> = BTreeMap::new();
        for dispatch in self.store.due_dispatches(MOST_DUE).await? {
            by_partner.entry(dispatch.partner.clone()).or_default().push(dispatch);
        }
        let is_any = !by_partner.is_empty();
        let mut at_work: JoinSet<Result<(), Error>> = JoinSet::new();
        for (_, dispatches) in by_partner {
            let courier = self.clone();
            at_work.spawn(async move { courier.tell_all(dispatches).await });
        }
        while let Some(done) = at_work.join_next().await {
            // What was ended from outside has recorded nothing, and stays due.
            done.unwrap_or(Ok(()))?;
        }
        Ok(is_any)
    }

    /// Who does not answer one message is not asked for the next ones.
    async fn tell_all(&self, dispatches: Vec<Dispatch>) -> Result<(), Error> {
        let mut silent: Option<String> = None;
        for dispatch in dispatches {
            let outcome = match &silent {
                Some(fault) => Outcome::Unreachable(fault.clone()),
                None => self.tell(&dispatch).await?,
            };
            let fault = match outcome {
                Outcome::Settled => {
                    self.store.settle_dispatch(&dispatch).await?;
                    continue;
                }
                Outcome::Unreachable(fault) => silent.insert(fault).clone(),
                Outcome::Refused(fault) => fault,
            };
            let next_at = retry_at(self.store.clock().now(), dispatch.attempts);
            tracing::warn!(
                kind = dispatch.kind.as_str(), hand_over = %dispatch.id,
                partner = %dispatch.partner, attempts = dispatch.attempts + 1, %fault,
                "a partner did not take a message"
            );
            self.store.defer_dispatch(&dispatch, next_at, &fault).await?;
        }
        Ok(())
    }

    async fn tell(&self, dispatch: &Dispatch) -> Result<Outcome, Error> {
        let Some(case) = self.case(&dispatch.application).await? else {
            return Ok(Outcome::Settled);
        };
        let Some(line) = self.partners.line(&dispatch.partner) else {
            return Ok(Outcome::Refused(NOT_A_PARTNER.to_owned()));
        };
        let answer = match dispatch.kind {
            DispatchKind::HandOver => {
                let asked = message::hand_over(&self.store, &case, &dispatch.id).await?;
                let Some(asked) = asked else { return Ok(Outcome::Settled) };
                let mut line = line;
                let answer = in_time(line.hand_over(asked)).await;
                answer.map(|answer| wire::told(answer.leaf.as_ref()))
            }
            DispatchKind::Result => {
                let Some(asked) = message::result(&self.store, &case).await? else {
                    return Ok(Outcome::Settled);
                };
                let mut line = line;
                let answer = in_time(line.return_result(asked)).await;
                answer.map(|answer| wire::told(answer.leaf.as_ref()))
            }
        };
        let leaf = match answer {
            Ok(Some(leaf)) => leaf,
            Ok(None) => return Ok(Outcome::Refused(UNREADABLE.to_owned())),
            Err(refusal) => return Ok(failed(&refusal)),
        };
        let heard = heard(dispatch, leaf);
        self.note(&case, &heard).await?;
        Ok(Outcome::Settled)
    }

    async fn case(&self, id: &str) -> Result<Option<Application>, Error> {
        Ok(self.store.application(id).await?.map(|found| found.record))
    }

    /// Writes into the case what the deployment itself does or has heard; says
    /// whether the case's rules let it. What they refuse is not done: somebody has
    /// taken the step, or it cannot be handed over.
    async fn note(&self, case: &Application, command: &Command) -> Result<bool, Error> {
        let written = self.store.submit(Request {
            actor: Actor::System,
            request_id: self.store.new_id()?,
            digest: [0; 32],
            act: Act::Permit {
                agency: case.agency.clone(),
                application: case.id.clone(),
                etag: None,
                command: Box::new(command.clone()),
            },
            sealed: Vec::new(),
        });
        match written.await {
            Ok(_) => Ok(true),
            Err(Error::Refused(_)) => Ok(false),
            Err(error) => Err(error),
        }
    }
}

const NOT_A_PARTNER: &str = "NOT_A_PARTNER";
const UNREADABLE: &str = "UNREADABLE";

/// What the other side's answer means for the case.
fn heard(dispatch: &Dispatch, leaf: Leaf) -> Command {
    match dispatch.kind {
        DispatchKind::HandOver => Command::NoteReceived { id: dispatch.id.clone(), leaf },
        DispatchKind::Result => Command::NoteDelivered { leaf },
    }
}

/// The answer, or that it did not come in time.
async fn in_time<T>(
    call: impl Future<Output = Result<tonic::Response<T>, Status>>,
) -> Result<T, Status> {
    match tokio::time::timeout(PATIENCE, call).await {
        Ok(answer) => answer.map(tonic::Response::into_inner),
        Err(_) => Err(Status::deadline_exceeded("no answer")),
    }
}

/// A refusal with a reason of the contract came from the other side; anything
/// else is the line's.
fn failed(status: &Status) -> Outcome {
    match edge::reason_of(status) {
        Some(reason) => Outcome::Refused(reason),
        None => Outcome::Unreachable(format!("{:?}", status.code()).to_uppercase()),
    }
}

/// When to try again after `attempts` failures before this one.
fn retry_at(now: Instant, attempts: u32) -> Instant {
    let doubled = FIRST_SECONDS.saturating_mul(2_i64.saturating_pow(attempts));
    now.plus_seconds(doubled.min(LONGEST_SECONDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_was_away_for_a_day_is_told_within_a_quarter_of_an_hour() {
        let start = Instant::from_micros(0);
        let seconds = |attempts| retry_at(start, attempts).micros() / 1_000_000;

        assert_eq!([seconds(0), seconds(1), seconds(2)], [2, 4, 8]);
        assert_eq!(seconds(u32::MAX), 900);
    }
}
