//! What every write on a case has in common: who, which case, what is sealed.

use std::sync::Arc;

use contract::satupintu::permits::v1 as pb;
use kernel::{Actor, AgencyId, Prose, SealedRef};
use permits::{Application, Command, MandateScope};
use privacy::SubjectKey;
use prost::Message;
use store::{Act, Answer, Found, Reply, SealedRow, Store};
use tonic::{Request, Status};

use crate::{
    outcome::status,
    permits::{
        answer, list,
        service::PermitsService,
        wire::{ByReceipt, Holder, OnCase},
    },
    writing::submit,
};

fn not_found() -> Status {
    edge::refused("APPLICATION_NOT_FOUND", &[])
}

/// Why there is no key: the applicant was erased, or never was.
pub(super) async fn gone(store: &Store, application: &str) -> Status {
    match store.erasure(application).await {
        Ok(Some(_)) => edge::refused("DATA_ERASED", &[]),
        Ok(None) => not_found(),
        Err(error) => status(error),
    }
}

/// The application that a receipt opens. An unknown number and a wrong secret
/// get the same answer.
pub(crate) async fn opened_by(
    store: &Store,
    holder: &Holder,
) -> Result<Found<Application>, Status> {
    let unknown = || edge::refused("RECEIPT_UNKNOWN", &[]);
    let number = holder.receipt.to_string();
    let (id, digest) = store.receipt(&number).await.map_err(status)?.ok_or_else(unknown)?;
    if !store.keys().receipt_secrets().verify(&holder.secret, &digest) {
        return Err(unknown());
    }
    store.application(&id).await.map_err(status)?.ok_or_else(unknown)
}

/// A case, and who opened it: the applicant, or an agent.
pub(crate) struct Opened {
    pub(crate) found: Found<Application>,
    pub(crate) by: Actor,
}

/// The application that a receipt opens with the applicant's secret, or with
/// that of an agent, whose mandate may have ended.
async fn opened_by_either(store: &Store, holder: &Holder) -> Result<Opened, Status> {
    let unknown = || edge::refused("RECEIPT_UNKNOWN", &[]);
    let number = holder.receipt.to_string();
    let (id, digest) = store.receipt(&number).await.map_err(status)?.ok_or_else(unknown)?;
    let secrets = store.keys().receipt_secrets();
    let found = store.application(&id).await.map_err(status)?.ok_or_else(unknown)?;
    if secrets.verify(&holder.secret, &digest) {
        return Ok(Opened { found, by: Actor::Applicant });
    }
    let shown = hex::encode(secrets.digest(&holder.secret));
    let mut mandates = found.record.mandates.iter();
    let mandate = mandates.find(|mandate| mandate.secret_digest == shown).ok_or_else(unknown)?;
    let by = Actor::Agent(mandate.number);
    Ok(Opened { found, by })
}

impl Opened {
    /// What only shows something is no command, so the case's rules do not see it.
    pub(crate) fn must_reach(&self, needed: MandateScope) -> Result<(), Status> {
        let Actor::Agent(number) = self.by else { return Ok(()) };
        let mut mandates = self.found.record.mandates.iter();
        match mandates.find(|mandate| mandate.number == number) {
            Some(mandate) if mandate.scope.contains(&needed) => Ok(()),
            Some(_) | None => Err(edge::refused("MANDATE_TOO_NARROW", &[])),
        }
    }
}

/// The officer who calls, as the journal names the person.
pub(crate) fn actor<T>(request: &Request<T>) -> Result<Actor, Status> {
    Ok(Actor::Officer(edge::officer(request)?.person.clone()))
}

/// Free text of one write, sealed under the case's key as it is met.
pub(crate) struct Sealing<'a> {
    pub(crate) store: &'a Store,
    pub(crate) key: Arc<SubjectKey>,
    pub(crate) subject: String,
    pub(crate) rows: Vec<SealedRow>,
}

impl<'a> Sealing<'a> {
    /// What is sealed for a case that there is.
    pub(crate) async fn of_case(store: &'a Store, application: &str) -> Result<Self, Status> {
        let Some(key) = store.sealing_key(application).await.map_err(status)? else {
            return Err(gone(store, application).await);
        };
        Ok(Sealing { store, key, subject: application.to_owned(), rows: Vec::new() })
    }

    pub(crate) fn seal(&mut self, field: &str, text: &Prose) -> Result<SealedRef, Status> {
        self.seal_bytes(field, text.as_str().as_bytes())
    }

    pub(crate) fn seal_bytes(&mut self, field: &str, bytes: &[u8]) -> Result<SealedRef, Status> {
        let (sealed, row) =
            self.store.seal(&self.key, &self.subject, field, bytes).map_err(status)?;
        self.rows.push(row);
        Ok(sealed)
    }
}

impl PermitsService {
    /// An officer's write on one case; `command` seals what text it needs.
    pub(super) async fn on_case<M: Message, T>(
        &self,
        method: &'static str,
        request: &Request<M>,
        case: OnCase<T>,
        command: impl FnOnce(T, &mut Sealing<'_>) -> Result<Command, Status>,
    ) -> Result<pb::Application, Status> {
        let OnCase { agency, application, request_id, etag, brings } = case;
        let mut sealing = self.sealing(&application).await?;
        let command = Box::new(command(brings, &mut sealing)?);
        let act = Act::Permit { agency, application, etag, command };
        let (actor, message, rows) = (actor(request)?, request.get_ref(), sealing.rows);
        let reply = submit(&self.store, method, message, actor, request_id, act, rows).await?;
        self.application_of(reply)
    }

    pub(super) async fn sealing(&self, application: &str) -> Result<Sealing<'_>, Status> {
        Sealing::of_case(&self.store, application).await
    }

    pub(super) fn application_of(&self, reply: Reply) -> Result<pb::Application, Status> {
        let Reply { version, index, answer } = reply;
        let (Answer::Application(application) | Answer::Filed { application, .. }) = answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let simulated = self.store.deployment().simulation;
        Ok(answer::application(&application, version, Some(index), simulated))
    }

    /// The application that a receipt opens.
    pub(crate) async fn opened_by(&self, holder: &Holder) -> Result<Found<Application>, Status> {
        opened_by(&self.store, holder).await
    }

    /// The application that a receipt opens with the applicant's secret, or with
    /// that of an agent whose mandate holds. For what it holds is judged by the
    /// rules of the case, or by [`Opened::must_reach`].
    pub(crate) async fn opened_also_by_agent(&self, holder: &Holder) -> Result<Opened, Status> {
        let opened = opened_by_either(&self.store, holder).await?;
        if let Actor::Agent(number) = opened.by {
            let now = self.store.clock().now();
            let mandate = opened.found.record.mandate(number, now);
            mandate.ok_or_else(|| edge::refused("MANDATE_ENDED", &[]))?;
        }
        Ok(opened)
    }

    /// The same for who ends a mandate: a repeat comes after the end.
    pub(super) async fn opened_by_either(&self, holder: &Holder) -> Result<Opened, Status> {
        opened_by_either(&self.store, holder).await
    }

    /// A write by the applicant, or for the applicant, on the case that the receipt opens.
    pub(super) async fn by_receipt<M: Message, T>(
        &self,
        method: &'static str,
        message: &M,
        case: ByReceipt<T>,
        command: impl FnOnce(T, &mut Sealing<'_>) -> Result<Command, Status>,
    ) -> Result<pb::Progress, Status> {
        let ByReceipt { holder, request_id, etag, brings } = case;
        let Opened { found, by: actor } = self.opened_also_by_agent(&holder).await?;
        let Application { id, agency, .. } = &found.record;
        let mut sealing = self.sealing(id).await?;
        let command = Box::new(command(brings, &mut sealing)?);
        let act = Act::Permit { agency: agency.clone(), application: id.clone(), etag, command };
        let rows = sealing.rows;
        let reply = submit(&self.store, method, message, actor, request_id, act, rows).await?;
        self.progress_of(reply).await
    }

    pub(super) async fn progress_of(&self, reply: Reply) -> Result<pb::Progress, Status> {
        let Reply { version, index, answer } = reply;
        let (Answer::Application(record) | Answer::Filed { application: record, .. }) = answer
        else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let found = Found { version, index, record: *record };
        answer::filed_progress(&self.store, &found).await
    }

    /// Officers with a duty on one of the case's steps, supervisors of those
    /// units, and auditors may see a case; to all others there is none.
    pub(crate) async fn visible(
        &self,
        officer: &access::Officer,
        agency: &AgencyId,
        id: &str,
    ) -> Result<(Found<Application>, store::Ground), Status> {
        let found = self.store.application(id).await.map_err(status)?.ok_or_else(not_found)?;
        if found.record.agency != *agency {
            return Err(not_found());
        }
        let ground = self.store.ground(&found.record).await.map_err(status)?;
        if list::is_concerned(officer, &ground.sop) || officer.may_audit(agency) {
            Ok((found, ground))
        } else {
            Err(edge::refused("DUTY_MISSING", &[]))
        }
    }
}
