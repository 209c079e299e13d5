//! The access service: who calls, and what administrators do to the register.
//!
//! A deployment has one register. The agency in a name says for which agency
//! the caller acts, and the caller must administer that one; which duties may
//! be given there, the domain decides once more, in series.

use access::Officer;
use contract::satupintu::access::v1::{self as pb, access_service_server as server};
use kernel::{Actor, AgencyId};
use prost::Message;
use store::{Act, Answer, Reply, Store};
use tonic::{Request, Response, Status};

use crate::{
    access::wire::{self, Change, Listing},
    outcome::status,
    writing::submit,
};

/// Officers, their accounts and their duties.
pub(crate) struct AccessService {
    pub(crate) store: Store,
}

type Answered<T> = Result<Response<T>, Status>;

/// The officer who calls, if an administrator of `agency`; `otherwise` is the
/// reason of the refusal.
fn administrator<'r, T>(
    request: &'r Request<T>,
    agency: &AgencyId,
    otherwise: &str,
) -> Result<&'r Officer, Status> {
    let officer = edge::officer(request)?;
    if officer.may_administer(agency) {
        Ok(officer)
    } else {
        Err(edge::refused(otherwise, &[("agency", agency.to_string())]))
    }
}

impl AccessService {
    /// Writes to one officer's record.
    async fn change<M: Message>(
        &self,
        method: &'static str,
        request: &Request<M>,
        change: Change,
    ) -> Result<pb::Officer, Status> {
        let Change { agency, person, request_id, etag, command } = change;
        let caller = administrator(request, &agency, "ADMINISTRATOR_ONLY")?;
        let actor = Actor::Officer(caller.person.clone());
        let act = Act::Officer { person, etag, command };
        let message = request.get_ref();
        let reply =
            submit(&self.store, method, message, actor, request_id, act, Vec::new()).await?;
        let Reply { version, index, answer } = reply;
        let Answer::Officer(record) = answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        Ok(wire::officer(&agency, version, index, &record))
    }
}

#[tonic::async_trait]
impl server::AccessService for AccessService {
    async fn who_am_i(&self, request: Request<pb::WhoAmIRequest>) -> Answered<pb::WhoAmIResponse> {
        let Officer { person, duties } = edge::officer(&request)?;
        let found = self.store.officer(person).await.map_err(status)?;
        let found = found.ok_or_else(|| edge::refused("NOT_ENROLLED", &[]))?;
        let agency = &self.store.deployment().agency;
        Ok(Response::new(pb::WhoAmIResponse {
            officer: Some(wire::officer(agency, found.version, found.index, &found.record)),
            duties: duties.iter().map(wire::duty).collect(),
        }))
    }

    async fn enrol_officer(
        &self,
        request: Request<pb::EnrolOfficerRequest>,
    ) -> Answered<pb::EnrolOfficerResponse> {
        let change = wire::enrolment(request.get_ref())?;
        let officer = Some(self.change("EnrolOfficer", &request, change).await?);
        Ok(Response::new(pb::EnrolOfficerResponse { officer }))
    }

    async fn link_account(
        &self,
        request: Request<pb::LinkAccountRequest>,
    ) -> Answered<pb::LinkAccountResponse> {
        let change = wire::link(request.get_ref())?;
        let officer = Some(self.change("LinkAccount", &request, change).await?);
        Ok(Response::new(pb::LinkAccountResponse { officer }))
    }

    async fn assign_duty(
        &self,
        request: Request<pb::AssignDutyRequest>,
    ) -> Answered<pb::AssignDutyResponse> {
        let change = wire::assignment_of(request.get_ref())?;
        let officer = Some(self.change("AssignDuty", &request, change).await?);
        Ok(Response::new(pb::AssignDutyResponse { officer }))
    }

    async fn revoke_duty(
        &self,
        request: Request<pb::RevokeDutyRequest>,
    ) -> Answered<pb::RevokeDutyResponse> {
        let change = wire::revocation(request.get_ref())?;
        let officer = Some(self.change("RevokeDuty", &request, change).await?);
        Ok(Response::new(pb::RevokeDutyResponse { officer }))
    }

    async fn get_officer(
        &self,
        request: Request<pb::GetOfficerRequest>,
    ) -> Answered<pb::GetOfficerResponse> {
        let (agency, person) = wire::officer_named(request.get_ref())?;
        administrator(&request, &agency, "DUTY_MISSING")?;
        let found = self.store.officer(&person).await.map_err(status)?;
        let found = found.ok_or_else(|| edge::refused("OFFICER_NOT_FOUND", &[]))?;
        let officer = Some(wire::officer(&agency, found.version, found.index, &found.record));
        Ok(Response::new(pb::GetOfficerResponse { officer }))
    }

    async fn list_officers(
        &self,
        request: Request<pb::ListOfficersRequest>,
    ) -> Answered<pb::ListOfficersResponse> {
        let message = request.get_ref();
        let Listing { agency, size, list } = wire::listing(message)?;
        administrator(&request, &agency, "DUTY_MISSING")?;
        let keys = self.store.keys();
        let after: Option<String> = list.after(keys, &message.page_token)?;
        let place = after.as_deref().unwrap_or_default();
        let page = self.store.officers(place, size).await.map_err(status)?;
        let officers = page
            .rows
            .iter()
            .map(|found| wire::officer(&agency, found.version, found.index, &found.record));
        Ok(Response::new(pb::ListOfficersResponse {
            officers: officers.collect(),
            next_page_token: list.token(keys, page.next.as_ref())?,
        }))
    }
}
