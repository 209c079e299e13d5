//! The standards service: what administrators write and the head decides.
//!
//! Whose duty a step is, the store asks once more, in series. A text is read
//! and compared with its SOP here, before the step is queued.

use consultations::{Document, DocumentKind};
use contract::satupintu::standards::v1::{self as pb, standards_service_server as server};
use kernel::{Actor, AgencyId};
use prost::Message;
use standards::{Command, Phase, Standard};
use store::{
    Act, Answer, CompensationWrite, Found, PromiseWrite, Reply, StandardWrite, StandardsAct, Store,
};
use tonic::{Request, Response, Status};

use crate::{
    consultations::changes,
    licences::Signature,
    outcome::status,
    printing::{Frames, frames, printed},
    standards::{
        answer, draft, sheet,
        wire::{self, Drafting, Giving, Listing, OnStandard, Promising},
    },
    writing::submit,
};

/// Standards, the promise, compensations.
pub(crate) struct StandardsService {
    pub(crate) store: Store,
    pub(crate) signature: Signature,
}

type Answered<T> = Result<Response<T>, Status>;

fn actor<T>(request: &Request<T>) -> Result<Actor, Status> {
    Ok(Actor::Officer(edge::officer(request)?.person.clone()))
}

fn not_found() -> Status {
    edge::refused("STANDARD_NOT_FOUND", &[])
}

impl StandardsService {
    /// A step of a standard's life.
    async fn step<M: Message>(
        &self,
        method: &'static str,
        request: &Request<M>,
        step: OnStandard,
    ) -> Result<pb::Standard, Status> {
        let OnStandard { agency, service, version, request_id, etag, command } = step;
        let publication = match &command {
            Command::Publish { .. } => {
                let found = self.store.standard(&agency, service.as_str(), version).await;
                let found = found.map_err(status)?;
                let found = found.filter(|found| found.record.phase == Phase::Established);
                match found {
                    Some(Found { record, .. }) => {
                        Some(self.store.publication_of(&record).await.map_err(status)?)
                    }
                    None => None,
                }
            }
            Command::Draft { .. }
            | Command::Discuss { .. }
            | Command::Establish { .. }
            | Command::Review { .. }
            | Command::Revoke { .. } => None,
        };
        let text = None;
        let write = StandardWrite { agency, service, version, etag, command, text, publication };
        self.write(method, request.get_ref(), actor(request)?, request_id, write).await
    }

    async fn write<M: Message>(
        &self,
        method: &'static str,
        message: &M,
        actor: Actor,
        request_id: String,
        write: StandardWrite,
    ) -> Result<pb::Standard, Status> {
        let act = Act::Standards(Box::new(StandardsAct::Standard(write)));
        let reply =
            submit(&self.store, method, message, actor, request_id, act, Vec::new()).await?;
        let Reply { version, index, answer } = reply;
        let Answer::Standard(record) = answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        Ok(answer::standard(&Found { version, index, record: *record }))
    }

    async fn text_of(&self, digest: &str) -> Result<String, Status> {
        let text = self.store.official_text(digest).await.map_err(status)?;
        text.ok_or_else(|| edge::refused("INTERNAL", &[]))
    }

    /// Standards from the page's place on, until the page is full or there are
    /// no more.
    async fn page(
        &self,
        agency: &AgencyId,
        listing: &Listing,
        after: Option<String>,
    ) -> Result<(Vec<Found<Standard>>, Option<String>), Status> {
        let page = self
            .store
            .standards_of(agency, after.as_deref().unwrap_or_default(), listing.size)
            .await
            .map_err(status)?;
        let is_due = |found: &Found<Standard>| {
            listing.due_by.is_none_or(|day| found.record.is_review_due(day))
        };
        Ok((page.rows.into_iter().filter(is_due).collect(), page.next))
    }
}

#[tonic::async_trait]
impl server::StandardsService for StandardsService {
    async fn draft_standard(
        &self,
        request: Request<pb::DraftStandardRequest>,
    ) -> Answered<pb::DraftStandardResponse> {
        let message = request.get_ref();
        let Drafting { agency, service, request_id, etag, validate_only } =
            wire::drafting(message)?;
        let officer = edge::officer(&request)?;
        if !officer.may_administer(&agency) {
            return Err(edge::refused("DUTY_MISSING", &[("agency", agency.to_string())]));
        }
        if validate_only {
            let diagnostics = draft::findings(&self.store, &message.text).await?;
            return Ok(Response::new(pb::DraftStandardResponse { standard: None, diagnostics }));
        }
        let draft::Draft { service: read, diagnostics } =
            draft::read(&agency, &service, &message.text)?;
        let command = Command::Draft {
            agency: agency.clone(),
            service: service.clone(),
            version: read.version(),
            digest: store::digest(&message.text),
            missing: read.missing_components(),
        };
        let write = StandardWrite {
            agency,
            service,
            version: read.version(),
            etag,
            command,
            text: Some(message.text.clone()),
            publication: None,
        };
        let actor = actor(&request)?;
        let standard = self.write("DraftStandard", message, actor, request_id, write).await?;
        let standard = Some(standard);
        Ok(Response::new(pb::DraftStandardResponse { standard, diagnostics }))
    }

    async fn record_discussion(
        &self,
        request: Request<pb::RecordDiscussionRequest>,
    ) -> Answered<pb::RecordDiscussionResponse> {
        let step = wire::discussion(request.get_ref())?;
        let standard = Some(self.step("RecordDiscussion", &request, step).await?);
        Ok(Response::new(pb::RecordDiscussionResponse { standard }))
    }

    async fn establish_standard(
        &self,
        request: Request<pb::EstablishStandardRequest>,
    ) -> Answered<pb::EstablishStandardResponse> {
        let step = wire::establishment(request.get_ref())?;
        let standard = Some(self.step("EstablishStandard", &request, step).await?);
        Ok(Response::new(pb::EstablishStandardResponse { standard }))
    }

    async fn publish_standard(
        &self,
        request: Request<pb::PublishStandardRequest>,
    ) -> Answered<pb::PublishStandardResponse> {
        let step = wire::publication(request.get_ref())?;
        let standard = Some(self.step("PublishStandard", &request, step).await?);
        Ok(Response::new(pb::PublishStandardResponse { standard }))
    }

    async fn review_standard(
        &self,
        request: Request<pb::ReviewStandardRequest>,
    ) -> Answered<pb::ReviewStandardResponse> {
        let step = wire::review(request.get_ref())?;
        let standard = Some(self.step("ReviewStandard", &request, step).await?);
        Ok(Response::new(pb::ReviewStandardResponse { standard }))
    }

    async fn revoke_standard(
        &self,
        request: Request<pb::RevokeStandardRequest>,
    ) -> Answered<pb::RevokeStandardResponse> {
        let step = wire::revocation(request.get_ref())?;
        let standard = Some(self.step("RevokeStandard", &request, step).await?);
        Ok(Response::new(pb::RevokeStandardResponse { standard }))
    }

    async fn get_standard(
        &self,
        request: Request<pb::GetStandardRequest>,
    ) -> Answered<pb::GetStandardResponse> {
        edge::officer(&request)?;
        let (agency, service, version) = wire::standard_named(request.get_ref())?;
        let found = self.store.standard(&agency, service.as_str(), version).await;
        let found = found.map_err(status)?.ok_or_else(not_found)?;
        let text = self.text_of(&found.record.digest).await?;
        let standard = Some(answer::standard(&found));
        let document = Document { kind: DocumentKind::Standard, id: service, version };
        let changed_by = changes(&self.store, &agency, &document).await?;
        Ok(Response::new(pb::GetStandardResponse { standard, text, changed_by }))
    }

    async fn list_standards(
        &self,
        request: Request<pb::ListStandardsRequest>,
    ) -> Answered<pb::ListStandardsResponse> {
        edge::officer(&request)?;
        let message = request.get_ref();
        let listing = wire::listing(message)?;
        let keys = self.store.keys();
        let after: Option<String> = listing.list.after(keys, &message.page_token)?;
        let (rows, next) = self.page(&listing.agency, &listing, after).await?;
        Ok(Response::new(pb::ListStandardsResponse {
            standards: rows.iter().map(answer::standard).collect(),
            next_page_token: listing.list.token(keys, next.as_ref())?,
        }))
    }

    async fn establish_promise(
        &self,
        request: Request<pb::EstablishPromiseRequest>,
    ) -> Answered<pb::EstablishPromiseResponse> {
        let message = request.get_ref();
        let Promising { request_id, etag, command, text } = wire::promise(message)?;
        let write = PromiseWrite { etag, command, text: text.clone() };
        let act = Act::Standards(Box::new(StandardsAct::Promise(write)));
        let (method, actor) = ("EstablishPromise", actor(&request)?);
        let reply =
            submit(&self.store, method, message, actor, request_id, act, Vec::new()).await?;
        let Reply { version, index, answer } = reply;
        let Answer::Promise(record) = answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let promise = answer::promise(&Found { version, index, record: *record }, text);
        Ok(Response::new(pb::EstablishPromiseResponse { promise: Some(promise) }))
    }

    async fn get_promise(
        &self,
        request: Request<pb::GetPromiseRequest>,
    ) -> Answered<pb::GetPromiseResponse> {
        let agency = wire::promise_named(request.get_ref())?;
        let found = self.store.promise(&agency).await.map_err(status)?;
        let found = found.ok_or_else(|| edge::refused("PROMISE_NOT_FOUND", &[]))?;
        let text = self.text_of(&found.record.made.digest).await?;
        let promise = Some(answer::promise(&found, text));
        Ok(Response::new(pb::GetPromiseResponse { promise }))
    }

    type PrintPromiseStream = Frames<pb::PrintPromiseResponse>;

    async fn print_promise(
        &self,
        request: Request<pb::PrintPromiseRequest>,
    ) -> Answered<Self::PrintPromiseStream> {
        let agency = wire::promise_printed(request.get_ref())?;
        let found = self.store.promise(&agency).await.map_err(status)?;
        let found = found.ok_or_else(|| edge::refused("PROMISE_NOT_FOUND", &[]))?;
        let text = self.text_of(&found.record.made.digest).await?;
        let page = sheet::page(&self.store, &self.signature, &found.record, text).await?;
        let pdf = printed(move || ::documents::promise(&page)).await?;
        Ok(frames(&pdf, |data| pb::PrintPromiseResponse { data }))
    }

    async fn record_compensation(
        &self,
        request: Request<pb::RecordCompensationRequest>,
    ) -> Answered<pb::RecordCompensationResponse> {
        let message = request.get_ref();
        let Giving { agency, application, request_id, kind, given } = wire::giving(message)?;
        let missing = || edge::refused("APPLICATION_NOT_FOUND", &[]);
        let found = self.store.application(&application).await.map_err(status)?;
        let found = found.filter(|found| found.record.agency == agency).ok_or_else(missing)?;
        let subject = &found.record.subject;
        let key = self.store.subject_key(subject).await.map_err(status)?.ok_or_else(missing)?;
        let text = given.as_str().as_bytes();
        let (given, row) = self.store.seal(&key, subject, "compensation", text).map_err(status)?;
        let write = CompensationWrite { agency, application, kind, given };
        let act = Act::Standards(Box::new(StandardsAct::Compensate(write)));
        let (method, actor) = ("RecordCompensation", actor(&request)?);
        let reply = submit(&self.store, method, message, actor, request_id, act, vec![row]).await?;
        let Answer::Compensation(record) = reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let compensation = Some(answer::compensation(&self.store, &record).await?);
        Ok(Response::new(pb::RecordCompensationResponse { compensation }))
    }

    async fn list_compensations(
        &self,
        request: Request<pb::ListCompensationsRequest>,
    ) -> Answered<pb::ListCompensationsResponse> {
        let officer = edge::officer(&request)?;
        let message = request.get_ref();
        let Listing { agency, size, list, .. } = wire::compensations(message)?;
        let serves = |duty: &::access::Duty| duty.is_about_cases() && *duty.agency() == agency;
        let may = officer.may_govern(&agency)
            || officer.may_audit(&agency)
            || officer.duties.iter().any(serves);
        if !may {
            return Err(edge::refused("DUTY_MISSING", &[("agency", agency.to_string())]));
        }
        let keys = self.store.keys();
        let after: Option<String> = list.after(keys, &message.page_token)?;
        let place = after.as_deref().unwrap_or_default();
        let page = self.store.compensations_of(&agency, place, size).await.map_err(status)?;
        let mut compensations = Vec::with_capacity(page.rows.len());
        for found in &page.rows {
            compensations.push(answer::compensation(&self.store, &found.record).await?);
        }
        let next_page_token = list.token(keys, page.next.as_ref())?;
        Ok(Response::new(pb::ListCompensationsResponse { compensations, next_page_token }))
    }
}
