//! The notices service: what the applicant chooses, and what administrators
//! see of the queue.

use std::sync::Arc;

use contract::satupintu::notices::v1::{self as pb, notices_service_server as server};
use kernel::{Actor, AgencyId};
use notices::Transports;
use permits::Command;
use store::{Act, Answer, Reply, Store};
use tonic::{Request, Response, Status};

use crate::{
    notices::wire::{self, Choosing, Listing, Resending},
    outcome::status,
    permits::PermitsService,
    writing::submit,
};

/// Notices to applicants.
pub(crate) struct NoticesService {
    pub(crate) permits: PermitsService,
    pub(crate) store: Store,
    pub(crate) transports: Arc<Transports>,
}

type Answered<T> = Result<Response<T>, Status>;

/// The administrator of `agency` who calls; `otherwise` is the reason of the
/// refusal.
fn administrator<T>(
    request: &Request<T>,
    agency: &AgencyId,
    otherwise: &str,
) -> Result<Actor, Status> {
    let officer = edge::officer(request)?;
    if officer.may_administer(agency) {
        Ok(Actor::Officer(officer.person.clone()))
    } else {
        Err(edge::refused(otherwise, &[("agency", agency.to_string())]))
    }
}

#[tonic::async_trait]
impl server::NoticesService for NoticesService {
    async fn list_channels(
        &self,
        _request: Request<pb::ListChannelsRequest>,
    ) -> Answered<pb::ListChannelsResponse> {
        let channels = wire::channels(self.transports.offered());
        Ok(Response::new(pb::ListChannelsResponse { channels }))
    }

    async fn set_preferences(
        &self,
        request: Request<pb::SetPreferencesRequest>,
    ) -> Answered<pb::SetPreferencesResponse> {
        const METHOD: &str = "SetPreferences";
        let message = request.get_ref();
        let Choosing { holder, request_id, etag, preferences } = wire::choosing(message)?;
        let found = self.permits.opened_by(&holder).await?;
        let act = Act::Permit {
            agency: found.record.agency.clone(),
            application: found.record.id.clone(),
            etag,
            command: Box::new(Command::SetNoticePreferences { preferences }),
        };
        let actor = Actor::Applicant;
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        let Reply { version, index, answer: Answer::Application(record) } = reply else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        Ok(Response::new(pb::SetPreferencesResponse {
            preferences: Some(wire::preferences(&record.notice_preferences())),
            etag: version.to_string(),
            journal_index: index,
        }))
    }

    async fn list_notices(
        &self,
        request: Request<pb::ListNoticesRequest>,
    ) -> Answered<pb::ListNoticesResponse> {
        let message = request.get_ref();
        let Listing { agency, size, state, list } = wire::listing(message)?;
        administrator(&request, &agency, "DUTY_MISSING")?;
        let keys = self.store.keys();
        let after: Option<(u64, String, String)> = list.after(keys, &message.page_token)?;
        let after = after
            .as_ref()
            .map(|(index, channel, template)| (*index, channel.as_str(), template.as_str()));
        let mut rows = self.store.notices(&agency, state, after, size + 1).await.map_err(status)?;
        let is_last = rows.len() <= size;
        rows.truncate(size);
        let last = rows.last().filter(|_| !is_last);
        let next = last.map(|notice| {
            (notice.index, notice.channel.as_str().to_owned(), notice.template.clone())
        });
        Ok(Response::new(pb::ListNoticesResponse {
            notices: rows.iter().map(|notice| wire::notice(&agency, notice)).collect(),
            next_page_token: list.token(keys, next.as_ref())?,
        }))
    }

    async fn resend_notice(
        &self,
        request: Request<pb::ResendNoticeRequest>,
    ) -> Answered<pb::ResendNoticeResponse> {
        const METHOD: &str = "ResendNotice";
        let message = request.get_ref();
        let Resending { agency, notice, request_id } = wire::resending(message)?;
        let actor = administrator(&request, &agency, "ADMINISTRATOR_ONLY")?;
        let act = Act::ResendNotice { agency, notice };
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        Ok(Response::new(pb::ResendNoticeResponse {
            name: message.name.clone(),
            journal_index: reply.index,
        }))
    }

    async fn get_notices_status(
        &self,
        request: Request<pb::GetNoticesStatusRequest>,
    ) -> Answered<pb::GetNoticesStatusResponse> {
        let agency = wire::agency(request.get_ref())?;
        administrator(&request, &agency, "DUTY_MISSING")?;
        let standing = self.store.notices_standing(&agency).await.map_err(status)?;
        let channels = wire::channels(self.transports.offered());
        Ok(Response::new(wire::standing(channels, &standing)))
    }
}
