//! From events to notices, and from notices to their receivers.
//!
//! A round first makes the notices of new events, in one transaction with the
//! cursor's move, then tries what is due. It holds the cursor's turn, so that
//! of several processes one sends. What is sent and not recorded, because the
//! process died between, is sent again under the same id.

use std::{sync::Arc, time::Duration};

use kernel::Instant;
use notices::{Dispatch, Letter, Template, Transports, retry_at};
use permits::NoticeLanguage;
use store::{Error, INVITATION, NewNotice, Notice, NoticeState, OutboxRow, Settlement, Store};
use tokio::{sync::watch, task::JoinSet};

/// The name of our place in the outbox.
pub(crate) const CURSOR: &str = "notices";

/// How often an idle deployment looks for something to tell.
const PAUSE: Duration = Duration::from_secs(1);
/// How long to wait for a turn that somebody else has.
const TURN_PAUSE: Duration = Duration::from_millis(20);
/// How many events become notices in one transaction.
const MOST_EVENTS: usize = 256;
/// How many notices one round tries.
const MOST_DUE: usize = 64;
/// How many cases are told at once.
const MOST_AT_ONCE: usize = 8;
/// How long settled notices are kept.
const KEPT_SECONDS: i64 = 90 * 24 * 3600;
/// Every so many rounds the old ones are forgotten.
const FORGET_EVERY: u64 = 3600;

/// Makes notices and sends them.
#[derive(Clone)]
pub(crate) struct Delivery {
    pub(crate) store: Store,
    pub(crate) transports: Arc<Transports>,
}

/// What a round came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Round {
    /// Somebody else has the turn.
    Elsewhere,
    /// There was nothing to do.
    Idle,
    /// What there was to do is done.
    Done,
    /// A round's worth was done; there is more.
    Full,
}

impl Delivery {
    /// Works until the other half of `stop` is gone.
    pub(crate) async fn run(self, mut stop: watch::Receiver<()>) {
        let mut rounds: u64 = 0;
        loop {
            match self.round(&stop).await {
                // What little has come since waits for the next look: otherwise a busy
                // deployment would write a cursor after every batch of commands.
                Ok(Round::Full) if stop.has_changed().is_ok() => continue,
                Ok(_) => {}
                Err(error) => tracing::warn!(%error, "notices could not be delivered"),
            }
            if rounds.is_multiple_of(FORGET_EVERY) {
                self.forget().await;
            }
            rounds += 1;
            let stopped = tokio::time::timeout(PAUSE, stop.changed()).await;
            if stopped.is_ok() {
                return;
            }
        }
    }

    /// Works until nothing is due at the store's present instant.
    pub(crate) async fn until_idle(&self) -> Result<(), Error> {
        let (_never, stop) = watch::channel(());
        loop {
            match self.round(&stop).await? {
                Round::Idle => return Ok(()),
                Round::Done | Round::Full => {}
                Round::Elsewhere => tokio::time::sleep(TURN_PAUSE).await,
            }
        }
    }

    async fn round(&self, stop: &watch::Receiver<()>) -> Result<Round, Error> {
        let Some(_turn) = self.store.turn(CURSOR).await? else { return Ok(Round::Elsewhere) };
        let made = self.make().await?;
        let tried = self.send_due(stop).await?;
        Ok(match (made, tried) {
            (0, 0) => Round::Idle,
            (MOST_EVENTS.., _) | (_, MOST_DUE..) => Round::Full,
            _ => Round::Done,
        })
    }

    async fn forget(&self) {
        let before = self.store.clock().now().plus_seconds(-KEPT_SECONDS);
        if let Err(error) = self.store.forget_notices(before).await {
            tracing::warn!(%error, "old notices could not be forgotten");
        }
    }

    /// Makes the notices of a page of events; says of how many.
    async fn make(&self) -> Result<usize, Error> {
        let from = self.store.cursor(CURSOR).await?;
        let events = self.store.outbox_after(CURSOR, MOST_EVENTS).await?;
        let Some(last) = events.last() else { return Ok(0) };
        let next = last.index + 1;
        let mut made = Vec::new();
        // Where nothing is set up there is nobody to tell it.
        if self.transports.offered().next().is_some() {
            for event in &events {
                made.extend(self.notices_of(event).await?);
            }
        }
        self.store.queue_notices(CURSOR, from, next, made).await?;
        Ok(events.len())
    }

    async fn notices_of(&self, event: &OutboxRow) -> Result<Vec<NewNotice>, Error> {
        let Some(template) = Template::of(&event.kind) else { return Ok(Vec::new()) };
        if event.topic == "reporter" {
            return self.reporter_notices(event, template).await;
        }
        let Some(application) = self.case_of(event).await? else { return Ok(Vec::new()) };
        let Some(found) = self.store.application(&application).await? else {
            return Ok(Vec::new());
        };
        let chosen = found.record.notice_preferences().channels;
        let mut channels = chosen.clone();
        if template.is_always_told() {
            channels.extend(self.transports.offered());
        }
        let queued = |channel, template| NewNotice {
            agency: found.record.agency.clone(),
            application: application.clone(),
            index: event.index,
            channel,
            template,
            state: if self.transports.offers(channel) {
                (NoticeState::Waiting, "")
            } else {
                (NoticeState::Skipped, NOT_OFFERED)
            },
        };
        let mut notices: Vec<NewNotice> =
            channels.into_iter().map(|channel| queued(channel, template.as_str())).collect();
        if event.topic == "applicant" && self.invites_after(&found.record, event.index).await? {
            notices.extend(chosen.into_iter().map(|channel| queued(channel, INVITATION)));
        }
        Ok(notices)
    }

    /// The case whose applicant an event concerns: what becomes of a licence is
    /// told to whoever applied for it.
    async fn case_of(&self, event: &OutboxRow) -> Result<Option<String>, Error> {
        Ok(match event.topic.as_str() {
            "applicant" => Some(event.record.clone()),
            "licence" => {
                let licence = self.store.licence(&event.record).await?;
                licence.map(|found| found.record.application)
            }
            // Named by the agency and the application that it is for.
            "compensation" => event.record.split_once('/').map(|(_, case)| case.to_owned()),
            _ => None,
        })
    }

    /// Tries what is due, several cases at once, each case in its order; says how
    /// many were.
    async fn send_due(&self, stop: &watch::Receiver<()>) -> Result<usize, Error> {
        let due = self.store.due_notices(MOST_DUE).await?;
        let tried = due.len();
        let mut cases: Vec<Vec<Notice>> = Vec::new();
        for notice in due {
            let case = cases.iter_mut().find(|case| {
                case.first().is_some_and(|first| first.application == notice.application)
            });
            match case {
                Some(case) => case.push(notice),
                None => cases.push(vec![notice]),
            }
        }
        let mut at_work: JoinSet<Result<(), Error>> = JoinSet::new();
        for case in cases {
            if stop.has_changed().is_err() {
                break;
            }
            if at_work.len() >= MOST_AT_ONCE {
                finished(at_work.join_next().await)?;
            }
            let delivery = self.clone();
            at_work.spawn(async move {
                for notice in case {
                    delivery.attempt(&notice).await?;
                }
                Ok(())
            });
        }
        while let Some(done) = at_work.join_next().await {
            finished(Some(done))?;
        }
        Ok(tried)
    }

    /// Tries one notice and records what it came to.
    async fn attempt(&self, notice: &Notice) -> Result<(), Error> {
        let outcome = match self.tell(notice).await {
            Err(error @ Error::Corrupt { .. }) => {
                // One damaged case must not keep the others from being told.
                tracing::error!(%error, notice = %notice.id, "a notice could not be written");
                Outcome::Failed { fault: UNREADABLE, is_final: false }
            }
            told => told?,
        };
        let now = self.store.clock().now();
        let became = settlement(notice, outcome, now);
        if !became.fault.is_empty() {
            tracing::info!(
                notice = %notice.id, channel = notice.channel.as_str(), fault = became.fault,
                attempts = became.attempts, state = became.state.as_str(), "a notice was not sent"
            );
        }
        self.store.settle_notice(notice, became).await
    }

    async fn tell(&self, notice: &Notice) -> Result<Outcome, Error> {
        if notice.template == INVITATION {
            return self.invite(notice).await;
        }
        // A template of an older version of this program is news all the same.
        let mut templates = Template::ALL.iter().copied();
        let template = templates.find(|template| template.as_str() == notice.template);
        let template = template.unwrap_or(Template::News);
        if template.is_for_reporter() {
            return self.tell_reporter(notice, template).await;
        }
        self.tell_applicant(notice, template).await
    }

    /// Sends `letter` by the notice's way; `receipt` is the case's number, where it is named.
    pub(super) async fn sent(
        &self,
        notice: &Notice,
        to: String,
        language: NoticeLanguage,
        receipt: Option<String>,
        letter: Letter,
    ) -> Outcome {
        let dispatch = Dispatch {
            id: notice.id.clone(),
            source: format!("/agencies/{}", notice.agency),
            to,
            at: notice.made_at,
            now: self.store.clock().now(),
            language,
            template: notice.template.clone(),
            receipt,
            simulated: self.store.deployment().simulation,
            letter,
        };
        let (transports, channel) = (Arc::clone(&self.transports), notice.channel);
        let sent = tokio::task::spawn_blocking(move || transports.send(channel, &dispatch)).await;
        match sent {
            Ok(Ok(())) => Outcome::Sent,
            Ok(Err(fault)) => Outcome::Failed { fault: fault.as_str(), is_final: fault.is_final() },
            Err(_stopped) => Outcome::Failed { fault: UNREADABLE, is_final: false },
        }
    }
}

pub(super) const NOT_OFFERED: &str = "not_offered";
pub(super) const NO_CONTACT: &str = "no_contact";
pub(super) const WITHDRAWN: &str = "withdrawn";
pub(super) const ERASED: &str = "erased";
const UNREADABLE: &str = "unreadable";
pub(super) const GONE: &str = "the case of a notice is missing";

/// What one attempt came to.
pub(super) enum Outcome {
    Sent,
    Failed { fault: &'static str, is_final: bool },
    Skipped(&'static str),
    Dropped(&'static str),
}

fn settlement(notice: &Notice, outcome: Outcome, now: Instant) -> Settlement {
    let attempts = notice.attempts + 1;
    match outcome {
        Outcome::Sent => Settlement { state: NoticeState::Sent, attempts, next_at: now, fault: "" },
        Outcome::Skipped(fault) => Settlement {
            state: NoticeState::Skipped,
            attempts: notice.attempts,
            next_at: now,
            fault,
        },
        Outcome::Dropped(fault) => Settlement {
            state: NoticeState::Dropped,
            attempts: notice.attempts,
            next_at: now,
            fault,
        },
        Outcome::Failed { fault, is_final } => {
            let again = retry_at(now, &notice.id, attempts).filter(|_| !is_final);
            Settlement {
                state: again.map_or(NoticeState::Dead, |_| NoticeState::Waiting),
                attempts,
                next_at: again.unwrap_or(now),
                fault,
            }
        }
    }
}

/// A task that was ended from outside has recorded nothing, and its notices
/// stay due.
fn finished(done: Option<Result<Result<(), Error>, tokio::task::JoinError>>) -> Result<(), Error> {
    match done {
        Some(Ok(outcome)) => outcome,
        Some(Err(_)) | None => Ok(()),
    }
}
