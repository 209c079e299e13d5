//! Commands on the register of improvements, and the actions that other records
//! open by what happens to them.

use calendar::Zone;
use improvement::{Action, Command, Context, NewAction, Origin, Owner, Source, State};
use jiff::civil::Date;
use kernel::{Actor, AgencyId, Instant, PersonId, SealedRef, Slug};
use privacy::SubjectKey;
use sop::governance::Name;

use crate::{
    batch::Batch,
    decide::{governance_key, refused},
    error::Error,
    record::{Event, Key, Record, RecordKind},
    request::{ActionWrite, ImprovementAct, NewActionWrite, Reply},
    vault::{WrappedKey, random},
};

/// What another record opens: without an owner of its own where none is known.
pub(super) struct Following {
    pub(super) origin: Origin,
    pub(super) what: Option<SealedRef>,
    pub(super) owner: Option<PersonId>,
    pub(super) due: Date,
}

fn no(refusal: improvement::Refusal) -> Error {
    refused(refusal.reason(), refusal)
}

/// The id of the action that an origin opens by itself: it follows from the
/// origin, so that there is one for each (a UUID of version 8).
fn id_of(agency: &AgencyId, origin: &Origin) -> String {
    let named = format!("{agency} {:?} {}", origin.source, origin.name);
    let digest = hex::decode(crate::publish::digest(&named)).unwrap_or_default();
    let bytes = std::array::from_fn(|n| digest.get(n).copied().unwrap_or_default());
    uuid::Builder::from_custom_bytes(bytes).into_uuid().to_string()
}

/// The first instant after a day.
fn end_of(day: Date, zone: Zone) -> Instant {
    zone.at(day.tomorrow().unwrap_or(Date::MAX), 0)
}

impl Batch<'_> {
    pub(super) async fn improve(
        &mut self,
        actor: &Actor,
        act: &ImprovementAct,
    ) -> Result<(Key, Reply), Error> {
        match act {
            ImprovementAct::Open(write) => self.open_action(actor, write).await,
            ImprovementAct::OnAction(write) => self.on_action(actor, write).await,
        }
    }

    async fn open_action(
        &mut self,
        actor: &Actor,
        write: &NewActionWrite,
    ) -> Result<(Key, Reply), Error> {
        let NewActionWrite { id, agency, origin, what, owner, due, key: wrapped } = write;
        self.may_improve(actor, |officer| {
            officer.may_administer(agency) || officer.may_govern(agency)
        })
        .await?;
        self.must_have_origin(actor, agency, origin).await?;
        if let Some(person) = &owner.person {
            self.must_be_in_service(person).await?;
        }
        let zone = self.calendar(agency).await?.zone();
        let new = NewAction {
            id: id.clone(),
            agency: agency.clone(),
            origin: origin.clone(),
            what: Some(what.clone()),
            owner: owner.clone(),
            due: *due,
            overdue_at: end_of(*due, zone),
        };
        let event = Action::open(&new, zone.date(self.now)).map_err(no)?;
        let key = Key::new(RecordKind::Improvement, id);
        self.subjects.push(wrapped.clone());
        self.apply(&key, actor, vec![Event::Improvement(Box::new(event))])?;
        self.reply(key, None)
    }

    async fn on_action(
        &mut self,
        actor: &Actor,
        write: &ActionWrite,
    ) -> Result<(Key, Reply), Error> {
        let ActionWrite { agency, action, etag, command } = write;
        let key = Key::new(RecordKind::Improvement, action);
        self.load(&key).await?;
        let found = self.action(&key).filter(|found| found.agency == *agency).cloned();
        let Some(before) = found else { return Err(Error::refused("ACTION_NOT_FOUND")) };
        let owner = before.owner.person.clone();
        self.may_improve(actor, |officer| {
            let holds = officer.may_administer(agency) || officer.may_govern(agency);
            match command {
                Command::Assign { .. } | Command::Drop { .. } => holds,
                Command::Complete { .. } | Command::RecordEffect(_) => {
                    holds || owner.as_ref() == Some(&officer.person)
                }
                Command::Verify | Command::Return { .. } => holds || officer.may_audit(agency),
            }
        })
        .await?;
        self.unchanged_since(&key, *etag)?;
        let zone = self.calendar(agency).await?.zone();
        let mut command = command.clone();
        if let Command::Assign { owner, due, overdue_at } = &mut command {
            *overdue_at = end_of(*due, zone);
            if let Some(person) = &owner.person {
                self.must_be_in_service(person).await?;
            }
        }
        let context = Context { today: zone.date(self.now), now: self.now, actor };
        let events = before.decide(&command, &context).map_err(no)?;
        self.apply(&key, actor, wrapped_in(events))?;
        self.reply(key, None)
    }

    async fn may_improve(
        &mut self,
        actor: &Actor,
        may: impl Fn(&access::Officer) -> bool,
    ) -> Result<(), Error> {
        let officer = self.officer(actor).await?;
        if officer.as_ref().is_some_and(may) { Ok(()) } else { Err(Error::refused("DUTY_MISSING")) }
    }

    /// Opens the action that follows from what happened to another record, unless
    /// it is there.
    pub(super) async fn follow(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        following: Following,
    ) -> Result<(), Error> {
        let Following { origin, what, owner, due } = following;
        let id = id_of(agency, &origin);
        let key = Key::new(RecordKind::Improvement, &id);
        self.load(&key).await?;
        if self.action(&key).is_some() {
            return Ok(());
        }
        let zone = self.calendar(agency).await?.zone();
        let today = zone.date(self.now);
        let due = due.max(today);
        let owner = Owner { unit: None, person: owner };
        let overdue_at = end_of(due, zone);
        let new = NewAction { id, agency: agency.clone(), origin, what, owner, due, overdue_at };
        let event = Action::open(&new, today).map_err(no)?;
        // Proof and reason come later, and are sealed under a key of its own.
        let subject = SubjectKey::new(random()?);
        let wrapped = self.core.vault.keys().ring().wrap(&subject, &key.id, random()?);
        self.subjects.push(WrappedKey { subject: key.id.clone(), wrapped });
        self.apply(&key, actor, vec![Event::Improvement(Box::new(event))])
    }

    /// Notes that the action of an origin is done, where that was proven there.
    pub(super) async fn settle(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        origin: &Origin,
        proof: &SealedRef,
        file_digest: Option<&str>,
    ) -> Result<(), Error> {
        let key = Key::new(RecordKind::Improvement, id_of(agency, origin));
        self.load(&key).await?;
        let Some(action) = self.action(&key).filter(|it| it.state == State::Open) else {
            return Ok(());
        };
        let action = action.clone();
        let today = self.calendar(agency).await?.zone().date(self.now);
        let (proof, file_digest) = (proof.clone(), file_digest.map(str::to_owned));
        let context = Context { today, now: self.now, actor };
        let events = action.decide(&Command::Complete { proof, file_digest }, &context);
        self.apply(&key, actor, wrapped_in(events.map_err(no)?))
    }

    /// What an action follows from is there.
    async fn must_have_origin(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        origin: &Origin,
    ) -> Result<(), Error> {
        let parts: Vec<&str> = origin.name.split('/').collect();
        let is_there = match (origin.source, parts.as_slice()) {
            (Source::Consultation, ["agencies", _, "forums", forum, "comments", comment]) => {
                let key = Key::new(RecordKind::Forum, *forum);
                self.load(&key).await?;
                matches!(self.record(&key), Some(Record::Forum(forum))
                    if forum.agency == *agency && forum.comment(comment).is_some())
            }
            (
                Source::SopEvaluation | Source::SopProposal,
                ["agencies", _, "sops", sop, "versions", version, part, id],
            ) => {
                let name = Slug::parse(sop).ok().zip(version.parse().ok());
                let Some((sop, version)) = name else {
                    return Err(Error::refused("ORIGIN_NOT_FOUND"));
                };
                let key = governance_key(&Name { agency: agency.clone(), sop, version });
                self.load(&key).await?;
                match (self.record(&key), *part) {
                    (Some(Record::SopGovernance(it)), "evaluations") => {
                        it.evaluations.iter().any(|it| it.held_on.to_string() == *id)
                    }
                    (Some(Record::SopGovernance(it)), "proposals") => {
                        it.proposals.iter().any(|it| it.id == *id)
                    }
                    _ => false,
                }
            }
            (Source::Complaint, ["agencies", _, "complaints", complaint]) => {
                self.has_complaint(actor, agency, complaint).await?
            }
            (Source::Ombudsman, ["agencies", _, "ombudsmanProducts", product]) => {
                self.has_product(agency, product).await?
            }
            // A survey is no record of its own: that it is of this agency, was asked at
            // the door.
            (Source::Survey, _) => true,
            (_, _) => false,
        };
        if is_there { Ok(()) } else { Err(Error::refused("ORIGIN_NOT_FOUND")) }
    }

    fn action(&self, key: &Key) -> Option<&Action> {
        match self.record(key) {
            Some(Record::Improvement(action)) => Some(action),
            _ => None,
        }
    }
}

fn wrapped_in(events: Vec<improvement::Event>) -> Vec<Event> {
    events.into_iter().map(|event| Event::Improvement(Box::new(event))).collect()
}
