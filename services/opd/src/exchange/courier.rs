//! Finds what is to be told to other agencies' deployments, and tells it until it
//! is answered.
//!
//! A round first looks at the cases to which something has happened: steps that
//! wait for a partner are entrusted to it, and what it must hear of enters the
//! queue, in one transaction with the cursor's move. Then what is due is sent. A
//! message that was answered and not recorded, because the process died between,
//! is sent again, and has its effect once. A message that is refused several times
//! for a reason that lasts stops, and its case says so.

use std::{collections::BTreeMap, collections::BTreeSet, sync::Arc, time::Duration};

use contract::satupintu::exchange::v1::{CallBackResponse, exchange_service_client as client};
use files::Blobs;
use kernel::{Actor, AgencyId};
use permits::{Application, CallBackAnswer, Command, DispatchKind};
use store::{Act, Dispatch, Error, NewDispatch, Request, Store};
use tokio::{sync::watch, task::JoinSet};
use tonic::transport::Channel;

use crate::exchange::{
    Partners, message,
    outcome::{NOT_A_PARTNER, Outcome, UNREADABLE, Verdict, in_time, retry_at, verdict},
    wire,
};

/// The name of our place in the outbox.
pub(crate) const CURSOR: &str = "exchange";

/// How often an idle deployment looks for something to tell.
const PAUSE: Duration = Duration::from_secs(1);
/// How long to wait for a turn that somebody else has.
const TURN_PAUSE: Duration = Duration::from_millis(20);
/// How many events are looked at in one transaction.
const MOST_EVENTS: usize = 256;
/// How many messages one round sends.
const MOST_DUE: usize = 64;
/// Tells other agencies' deployments.
#[derive(Clone)]
pub(crate) struct Courier {
    pub(crate) store: Store,
    pub(crate) blobs: Blobs,
    pub(crate) largest_file_bytes: u64,
    pub(crate) partners: Arc<Partners>,
}

/// What a round came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Round {
    /// Somebody else has the turn.
    Elsewhere,
    /// There was nothing to do.
    Idle,
    /// A few events were looked at, of which no partner had to hear.
    Done,
    /// Something was told, or a page of events was full: there may be more.
    Busy,
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
                // Events that concerned no partner are no reason to write a cursor after
                // every batch of commands.
                Ok(_) => {}
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
                Round::Done | Round::Busy => {}
                Round::Elsewhere => tokio::time::sleep(TURN_PAUSE).await,
            }
        }
    }

    async fn round(&self) -> Result<Round, Error> {
        let Some(_turn) = self.store.turn(CURSOR).await? else { return Ok(Round::Elsewhere) };
        let seen = self.find().await?;
        let told = self.tell_due().await?;
        Ok(match seen {
            _ if told => Round::Busy,
            0 => Round::Idle,
            MOST_EVENTS.. => Round::Busy,
            _ => Round::Done,
        })
    }

    /// Looks at the cases of a page of events; says how many those were.
    async fn find(&self) -> Result<usize, Error> {
        let from = self.store.cursor(CURSOR).await?;
        let events = self.store.outbox_after(CURSOR, MOST_EVENTS).await?;
        let Some(last) = events.last() else { return Ok(0) };
        let next = last.index + 1;
        let cases = events.iter().filter(|event| event.kind.starts_with("permits."));
        let cases: BTreeSet<&str> = cases.map(|event| event.record.as_str()).collect();
        let mut found = Vec::new();
        for case in cases {
            found.extend(self.of_case(case).await?);
        }
        self.store.queue_dispatches(CURSOR, from, next, found).await?;
        Ok(events.len())
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
        let back = case.to_call_back().map(|it| (DispatchKind::CallBack, &it.id, &it.to));
        let answered = case.to_bring_back().into_iter();
        let answered = answered.map(|(it, _)| (DispatchKind::Result, &it.id, &it.from));
        let fetched = case.to_fetch(self.store.clock().now());
        let fetched = fetched.map(|(it, file)| (DispatchKind::Document, &file.file.id, &it.from));
        let for_others = answered.chain(fetched);
        let for_others = for_others.filter(|(_, _, partner)| self.partners.includes(partner));
        let new = |(kind, id, partner): (DispatchKind, &String, &AgencyId)| NewDispatch {
            kind,
            id: id.clone(),
            partner: partner.clone(),
            application: case.id.clone(),
        };
        Ok(asked.chain(back).chain(for_others).map(new).collect())
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
            match outcome {
                Outcome::Settled => self.store.settle_dispatch(&dispatch).await?,
                Outcome::Underway => {}
                Outcome::Unreachable(fault) => {
                    self.defer(&dispatch, silent.insert(fault)).await?;
                }
                Outcome::Refused(fault) => self.defer(&dispatch, &fault).await?,
                Outcome::Lasting(fault) => self.refused(&dispatch, &fault).await?,
            }
        }
        Ok(())
    }

    /// Tries again later.
    async fn defer(&self, dispatch: &Dispatch, fault: &str) -> Result<(), Error> {
        let next_at = retry_at(self.store.clock().now(), dispatch.attempts);
        tracing::warn!(
            kind = dispatch.kind.as_str(), id = %dispatch.id,
            partner = %dispatch.partner, attempts = dispatch.attempts + 1, %fault,
            "a partner did not take a message"
        );
        self.store.defer_dispatch(dispatch, next_at, fault).await
    }

    /// Tries again while the refusal may be young; then the case says that it lasts,
    /// before the message stops, so that nothing stops unseen.
    async fn refused(&self, dispatch: &Dispatch, fault: &str) -> Result<(), Error> {
        let (kind, id) = (dispatch.kind, dispatch.id.clone());
        let Some(case) = self.case(&dispatch.application).await? else {
            return self.store.settle_dispatch(dispatch).await;
        };
        match verdict(dispatch, fault) {
            Verdict::Again => self.defer(dispatch, fault).await,
            Verdict::Stop => {
                let stopped = Command::NoteStopped { kind, id, fault: fault.to_owned() };
                self.note(&case, &stopped).await?;
                self.store.stop_dispatch(dispatch, fault).await
            }
            Verdict::NeverReceived => {
                let answer = CallBackAnswer::NeverReceived;
                self.note(&case, &Command::NoteCalledBack { id, answer }).await?;
                self.store.settle_dispatch(dispatch).await
            }
        }
    }

    async fn tell(&self, dispatch: &Dispatch) -> Result<Outcome, Error> {
        let Some(case) = self.case(&dispatch.application).await? else {
            return Ok(Outcome::Settled);
        };
        let Some(line) = self.partners.line(&dispatch.partner) else {
            return Ok(Outcome::Lasting(NOT_A_PARTNER.to_owned()));
        };
        let heard = match dispatch.kind {
            DispatchKind::HandOver => self.hand_over(&case, &dispatch.id, line).await?,
            DispatchKind::CallBack => self.call_back(&case, &dispatch.id, line).await?,
            DispatchKind::Result => self.bring_back(&case, line).await?,
            DispatchKind::Document => self.document(&case, &dispatch.id, line).await?,
        };
        match heard {
            Heard::That(command) => {
                self.note(&case, &command).await?;
                Ok(Outcome::Settled)
            }
            Heard::Otherwise(outcome) => Ok(outcome),
        }
    }

    async fn hand_over(&self, case: &Application, id: &str, mut line: Line) -> Told {
        let Some(asked) = message::hand_over(&self.store, case, id).await? else {
            return Ok(Heard::nothing());
        };
        let answer = in_time(line.hand_over(asked)).await;
        let leaf = answer.map(|answer| wire::told(answer.leaf.as_ref()));
        Ok(Heard::of(leaf, |leaf| Command::NoteReceived { id: id.to_owned(), leaf }))
    }

    async fn call_back(&self, case: &Application, id: &str, mut line: Line) -> Told {
        let Some(asked) = message::call_back(&self.store, case, id).await? else {
            return Ok(Heard::nothing());
        };
        let answer = in_time(line.call_back(asked)).await;
        let answer = answer.map(|CallBackResponse { leaf, late }| {
            let leaf = wire::told(leaf.as_ref())?;
            Some(if late { CallBackAnswer::Late(leaf) } else { CallBackAnswer::Stopped(leaf) })
        });
        Ok(Heard::of(answer, |answer| Command::NoteCalledBack { id: id.to_owned(), answer }))
    }

    async fn bring_back(&self, case: &Application, mut line: Line) -> Told {
        let Some(asked) = message::result(&self.store, case).await? else {
            return Ok(Heard::nothing());
        };
        let answer = in_time(line.return_result(asked)).await;
        let leaf = answer.map(|answer| wire::told(answer.leaf.as_ref()));
        Ok(Heard::of(leaf, |leaf| Command::NoteDelivered { leaf }))
    }

    /// Fetches a document, and says that it is here.
    async fn document(&self, case: &Application, id: &str, mut line: Line) -> Told {
        let now = self.store.clock().now();
        let Some(wanted) = case.to_fetch(now).find(|(_, document)| document.file.id == id) else {
            return Ok(Heard::nothing());
        };
        if case.file(id).is_none() {
            let leaf = match self.fetch(case, wanted, line.clone()).await {
                Ok(leaf) => leaf,
                Err(outcome) => return Ok(Heard::Otherwise(outcome)),
            };
            if !self.note(case, &Command::ReceiveDocument { file: id.to_owned(), leaf }).await? {
                return Ok(Heard::nothing());
            }
        }
        // Also when the process died after the document was received.
        if let Err(outcome) = self.gathered(id).await {
            return Ok(Heard::Otherwise(outcome));
        }
        let asked = message::confirmation(&self.store, case, wanted).await?;
        let answer = in_time(line.confirm_document(asked)).await;
        let leaf = answer.map(|answer| wire::told(answer.leaf.as_ref()));
        Ok(Heard::of(leaf, |leaf| Command::NoteConfirmed { file: id.to_owned(), leaf }))
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

type Line = client::ExchangeServiceClient<Channel>;
type Told = Result<Heard, Error>;

/// What a message came to, before it is written down.
enum Heard {
    /// The other side has it; this is to be noted in the case.
    That(Command),
    /// Nothing is to be noted.
    Otherwise(Outcome),
}

impl Heard {
    /// There was nothing to tell.
    fn nothing() -> Self {
        Self::Otherwise(Outcome::Settled)
    }

    /// What follows from an answer; one without its leaf is none.
    fn of<T>(answer: Result<Option<T>, tonic::Status>, command: impl FnOnce(T) -> Command) -> Self {
        match answer {
            Ok(Some(told)) => Self::That(command(told)),
            Ok(None) => Self::Otherwise(Outcome::Lasting(UNREADABLE.to_owned())),
            Err(refusal) => Self::Otherwise(refusal.into()),
        }
    }
}
