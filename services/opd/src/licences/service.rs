//! The licences service: verifies for everybody, seals, submits, converts back.

use access::Officer;
use contract::satupintu::permits::v1::{self as pb, licences_service_server as server};
use jiff::civil::Date;
use kernel::{Actor, AgencyId, Instant};
use permits::licence::{Command, LicenceRecord};
use prost::Message;
use store::{Act, Answer, Found, LicenceFilter, Reply, SealedRow, Store};
use tonic::{Request, Response, Status};

use crate::{
    licences::{
        answer,
        wire::{self, Listing, Named, OnLicence},
    },
    outcome::status,
    permits::list,
    writing::submit,
};

/// Licences after their issue.
pub(crate) struct LicencesService {
    pub(crate) store: Store,
}

type Answered<T> = Result<Response<T>, Status>;

fn not_found() -> Status {
    edge::refused("LICENCE_NOT_FOUND", &[])
}

impl LicencesService {
    async fn named(&self, id: Option<String>) -> Result<Found<LicenceRecord>, Status> {
        let id = id.ok_or_else(not_found)?;
        self.store.licence(&id).await.map_err(status)?.ok_or_else(not_found)
    }

    /// The civil date at an agency.
    async fn today(&self, agency: &AgencyId, now: Instant) -> Result<Date, Status> {
        let calendar = self.store.compiled_calendar(agency).await.map_err(status)?;
        let calendar = calendar.ok_or_else(|| edge::refused("CALENDAR_NOT_FOUND", &[]))?;
        Ok(calendar.zone().date(now))
    }

    /// Officers with a duty on one of the steps of the service, supervisors of
    /// those units, the agency's head and auditors may see a licence.
    async fn visible(
        &self,
        officer: &Officer,
        agency: &AgencyId,
        id: String,
    ) -> Result<Found<LicenceRecord>, Status> {
        let found = self.named(Some(id)).await?;
        if found.record.agency != *agency {
            return Err(not_found());
        }
        if officer.may_audit(agency) || officer.may_govern(agency) {
            return Ok(found);
        }
        let case = self.store.application(&found.record.application).await.map_err(status)?;
        let case = case.ok_or_else(not_found)?;
        let ground = self.store.ground(&case.record).await.map_err(status)?;
        if list::is_concerned(officer, &ground.sop) {
            Ok(found)
        } else {
            Err(edge::refused("DUTY_MISSING", &[]))
        }
    }

    /// An officer's write on a licence.
    async fn change<M: Message, T>(
        &self,
        method: &'static str,
        request: &Request<M>,
        on: OnLicence<T>,
        command: Command,
        sealed: Vec<SealedRow>,
    ) -> Result<pb::Licence, Status> {
        let OnLicence { agency, licence, request_id, etag, brings: _ } = on;
        let actor = Actor::Officer(edge::officer(request)?.person.clone());
        let act = Act::Licence { agency, licence, etag, command: Box::new(command) };
        let message = request.get_ref();
        let reply = submit(&self.store, method, message, actor, request_id, act, sealed).await?;
        let Reply { version, index, answer } = reply;
        let Answer::Licence(record) = answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        // By the record alone, so that a repeat gets the same.
        let first_day = record.validity.from;
        let found = Found { version, index, record: *record };
        Ok(answer::licence(&found, first_day, self.store.deployment().simulation))
    }
}

#[tonic::async_trait]
impl server::LicencesService for LicencesService {
    async fn verify_licence(
        &self,
        request: Request<pb::VerifyLicenceRequest>,
    ) -> Answered<pb::VerifyLicenceResponse> {
        let wire::Verification { named, digest } = wire::verification(request.get_ref())?;
        let id = match (&named, &digest) {
            (Named::Code(code), _) => self.store.licence_by_code(code).await,
            (Named::Number(agency, number), _) => {
                self.store.licence_by_number(agency, number).await
            }
            (Named::Document, Some(digest)) => self.store.licence_by_digest(digest).await,
            (Named::Document, None) => Ok(None),
        };
        let Found { record, .. } = self.named(id.map_err(status)?).await?;
        let now = self.store.clock().now();
        let today = self.today(&record.agency, now).await?;
        let answer = answer::verification(&self.store, &record, digest, now, today).await?;
        Ok(Response::new(answer))
    }

    async fn get_licence(
        &self,
        request: Request<pb::GetLicenceRequest>,
    ) -> Answered<pb::GetLicenceResponse> {
        let officer = edge::officer(&request)?;
        let (agency, id) = wire::naming(&request.get_ref().name)?;
        let found = self.visible(officer, &agency, id).await?;
        let today = self.today(&agency, self.store.clock().now()).await?;
        let licence = answer::licence(&found, today, self.store.deployment().simulation);
        let licence = answer::with_ground(&self.store, &found.record, licence).await?;
        Ok(Response::new(pb::GetLicenceResponse { licence: Some(licence) }))
    }

    async fn list_licences(
        &self,
        request: Request<pb::ListLicencesRequest>,
    ) -> Answered<pb::ListLicencesResponse> {
        let officer = edge::officer(&request)?;
        let message = request.get_ref();
        let Listing { agency, service, status: worth, from, until, size, list } =
            wire::listing(message)?;
        if !officer.may_govern(&agency) {
            list::may_list(&self.store, officer, &agency).await?;
        }
        let today = self.today(&agency, self.store.clock().now()).await?;
        let (standing, from, until) = answer::filtered(worth, from, until, today);
        let filter = LicenceFilter {
            agency: &agency,
            service: service.as_ref().map(kernel::Slug::as_str),
            standing,
            from,
            until,
        };
        let keys = self.store.keys();
        let after: Option<(String, String)> = list.after(keys, &message.page_token)?;
        let after = after.as_ref().map(|(last, id)| (last.as_str(), id.as_str()));
        let rows = self.store.licences(filter, after, size.saturating_add(1)).await;
        let rows = rows.map_err(status)?;
        let last = rows.get(size.saturating_sub(1)).filter(|_| rows.len() > size);
        let next = last.map(|row| (row.valid_until.clone(), row.id.clone()));
        let mut licences = Vec::with_capacity(size);
        for row in rows.iter().take(size) {
            let Some(found) = self.store.licence(&row.id).await.map_err(status)? else { continue };
            licences.push(answer::licence(&found, today, self.store.deployment().simulation));
        }
        let next_page_token = list.token(keys, next.as_ref())?;
        Ok(Response::new(pb::ListLicencesResponse { licences, next_page_token }))
    }

    async fn revoke_licence(
        &self,
        request: Request<pb::RevokeLicenceRequest>,
    ) -> Answered<pb::RevokeLicenceResponse> {
        let on = wire::revocation(request.get_ref())?;
        let (basis, ground) = &on.brings;
        let found = self.store.licence(&on.licence).await.map_err(status)?;
        let subject = found.ok_or_else(not_found)?.record.subject;
        let key = self.store.subject_key(&subject).await.map_err(status)?;
        let key = key.ok_or_else(not_found)?;
        let text = ground.as_str().as_bytes();
        let (ground, row) = self.store.seal(&key, &subject, "ground", text).map_err(status)?;
        let command = Command::Revoke { basis: *basis, ground };
        let licence = self.change("RevokeLicence", &request, on, command, vec![row]).await?;
        Ok(Response::new(pb::RevokeLicenceResponse { licence: Some(licence) }))
    }
}
