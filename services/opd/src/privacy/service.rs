//! The privacy service: journals first, then gives out or destroys.

use std::sync::Arc;

use contract::satupintu::privacy::v1::{self as pb, privacy_service_server as server};
use kernel::Actor;
use privacy::{
    BreachCommand, BreachRecorded, NewRequest, Recipient, Record, RequestCommand, Searched,
    Standing, Via,
};
use store::{Act, NewEntry, Register, RegisterCommand, Searching, Store};
use tonic::{Request, Response, Status};

use crate::{
    names,
    outcome::status,
    permits::{actor, opened_by, wire::ByReceipt},
    privacy::{
        erase::Destroyed,
        export::{self, Export},
        register::{self, breach_of, request_of, search_of},
        wire::{
            self, OnSubject, breaches,
            requests::{self, OnEntry},
            search::{self, Search},
        },
    },
    start::ErasureList,
    wire::timestamp,
    writing::submit,
};

/// How many cases or requests of one person are shown.
const MOST_OF_ONE: usize = 50;

/// Personal data as a whole.
pub(crate) struct PrivacyService {
    pub(crate) store: Store,
    pub(crate) erasures: Arc<ErasureList>,
    pub(crate) retention_years: u32,
}

type Answered<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl server::PrivacyService for PrivacyService {
    async fn export_own_data(
        &self,
        request: Request<pb::ExportOwnDataRequest>,
    ) -> Answered<pb::ExportOwnDataResponse> {
        const METHOD: &str = "ExportOwnData";
        let message = request.into_inner();
        let ByReceipt { holder, request_id, etag, brings: () } = wire::own_export(&message)?;
        let (agency, of) = export::opened_by(&self.store, &holder).await?;
        let to = Recipient::Applicant;
        let act = Act::Export { agency, of: of.clone(), etag, to };
        let actor = Actor::Applicant;
        let reply =
            submit(&self.store, METHOD, &message, actor, request_id, act, Vec::new()).await?;
        let Export { token, index, expires_at } = export::of(&self.store, of, &reply).await?;
        Ok(Response::new(pb::ExportOwnDataResponse {
            export_token: token,
            journal_index: index,
            expires_at: Some(timestamp(expires_at)),
        }))
    }

    async fn export_data(
        &self,
        request: Request<pb::ExportDataRequest>,
    ) -> Answered<pb::ExportDataResponse> {
        const METHOD: &str = "ExportData";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let OnSubject { agency, of, request_id, etag, brings: () } = wire::export(message)?;
        let to = Recipient::Protector;
        let act = Act::Export { agency, of: of.clone(), etag, to };
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        let Export { token, index, expires_at } = export::of(&self.store, of, &reply).await?;
        Ok(Response::new(pb::ExportDataResponse {
            export_token: token,
            journal_index: index,
            expires_at: Some(timestamp(expires_at)),
        }))
    }

    async fn read_export(
        &self,
        request: Request<pb::ReadExportRequest>,
    ) -> Answered<pb::ReadExportResponse> {
        wire::reading(request.get_ref())?;
        let (json, next_token) = export::read(&self.store, &request.get_ref().token).await?;
        Ok(Response::new(pb::ReadExportResponse { json, next_token }))
    }

    async fn erase_applicant(
        &self,
        request: Request<pb::EraseApplicantRequest>,
    ) -> Answered<pb::EraseApplicantResponse> {
        let asked = wire::erase_applicant(request.get_ref())?;
        let Destroyed { etag, index, erased_at } =
            self.erase("EraseApplicant", &request, asked).await?;
        Ok(Response::new(pb::EraseApplicantResponse {
            name: request.into_inner().name,
            etag,
            journal_index: index,
            erased_at: erased_at.map(timestamp),
        }))
    }

    async fn erase_complaint(
        &self,
        request: Request<pb::EraseComplaintRequest>,
    ) -> Answered<pb::EraseComplaintResponse> {
        let asked = wire::erase_complaint(request.get_ref())?;
        let Destroyed { etag, index, erased_at } =
            self.erase("EraseComplaint", &request, asked).await?;
        Ok(Response::new(pb::EraseComplaintResponse {
            name: request.into_inner().name,
            etag,
            journal_index: index,
            erased_at: erased_at.map(timestamp),
        }))
    }

    async fn erase_contributor(
        &self,
        request: Request<pb::EraseContributorRequest>,
    ) -> Answered<pb::EraseContributorResponse> {
        let asked = wire::erase_contributor(request.get_ref())?;
        let Destroyed { etag, index, erased_at } =
            self.erase("EraseContributor", &request, asked).await?;
        Ok(Response::new(pb::EraseContributorResponse {
            name: request.into_inner().name,
            etag,
            journal_index: index,
            erased_at: erased_at.map(timestamp),
        }))
    }

    /// The search is journaled before anything is shown.
    async fn find_applications(
        &self,
        request: Request<pb::FindApplicationsRequest>,
    ) -> Answered<pb::FindApplicationsResponse> {
        const METHOD: &str = "FindApplications";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let Search { agency, request_id, by, identifier, purpose } = search::search(message)?;
        let index = self.store.keys().blind_index().index(&identifier);
        let found = self
            .store
            .cases_of(&agency, identifier.field(), index, MOST_OF_ONE)
            .await
            .map_err(status)?;
        let found = found.into_iter().map(|case| case.id).collect();
        let id = self.store.new_id().map_err(status)?;
        let searched = Searched { id, agency: agency.clone(), by, purpose, found };
        let act = Act::Search(Searching { searched });
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        let (search, journal_index) = search_of(reply)?;
        let mut applications = Vec::with_capacity(search.found.len());
        for id in &search.found {
            let Some(case) = self.store.case_row(id).await.map_err(status)? else { continue };
            applications.push(pb::FoundApplication {
                name: names::application(&agency, &case.id),
                receipt_number: case.receipt,
                service: format!("agencies/{agency}/services/{}", case.service),
                submitted_at: Some(timestamp(case.submitted_at)),
            });
        }
        Ok(Response::new(pb::FindApplicationsResponse { applications, journal_index }))
    }

    async fn open_own_request(
        &self,
        request: Request<pb::OpenOwnRequestRequest>,
    ) -> Answered<pb::OpenOwnRequestResponse> {
        const METHOD: &str = "OpenOwnRequest";
        let message = request.into_inner();
        let requests::Own { holder, request_id, right, text } = requests::own(&message)?;
        let found = opened_by(&self.store, &holder).await?;
        let permits::Application { id: application, agency, .. } = found.record;
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let bytes = text.as_str().as_bytes();
        let (text, row) = self.store.seal(&key, &id, "request", bytes).map_err(status)?;
        let new = NewRequest {
            id,
            agency,
            application: Some(application),
            right,
            via: Via::Receipt,
            received_at: self.store.clock().now(),
            text,
        };
        let act = Act::Enter(Box::new(NewEntry::Request { new, key: wrapped }));
        let actor = Actor::Applicant;
        let reply =
            submit(&self.store, METHOD, &message, actor, request_id, act, vec![row]).await?;
        let request = Some(requests::shown(&request_of(reply)?));
        Ok(Response::new(pb::OpenOwnRequestResponse { request }))
    }

    async fn track_own_requests(
        &self,
        request: Request<pb::TrackOwnRequestsRequest>,
    ) -> Answered<pb::TrackOwnRequestsResponse> {
        let holder = requests::tracking(request.get_ref())?;
        let found = opened_by(&self.store, &holder).await?;
        let about = &found.record.id;
        let found = self.store.requests_about(about, MOST_OF_ONE).await.map_err(status)?;
        let mut shown = Vec::with_capacity(found.len());
        for found in found {
            let Record::Request(record) = found.record else { continue };
            let found = store::Found { version: found.version, index: found.index, record };
            shown.push(self.with_words(&found).await?);
        }
        Ok(Response::new(pb::TrackOwnRequestsResponse { requests: shown }))
    }

    async fn record_subject_request(
        &self,
        request: Request<pb::RecordSubjectRequestRequest>,
    ) -> Answered<pb::RecordSubjectRequestResponse> {
        const METHOD: &str = "RecordSubjectRequest";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let requests::Letter { agency, request_id, application, right, received_at, text } =
            requests::letter(message)?;
        if application.as_ref().is_some_and(|(of, _)| *of != agency) {
            return Err(edge::refused("APPLICATION_NOT_FOUND", &[]));
        }
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let bytes = text.as_str().as_bytes();
        let (text, row) = self.store.seal(&key, &id, "request", bytes).map_err(status)?;
        let application = application.map(|(_, application)| application);
        let via = Via::Letter;
        let new = NewRequest { id, agency, application, right, via, received_at, text };
        let act = Act::Enter(Box::new(NewEntry::Request { new, key: wrapped }));
        let reply = submit(&self.store, METHOD, message, actor, request_id, act, vec![row]).await?;
        let request = Some(requests::shown(&request_of(reply)?));
        Ok(Response::new(pb::RecordSubjectRequestResponse { request }))
    }

    async fn list_subject_requests(
        &self,
        request: Request<pb::ListSubjectRequestsRequest>,
    ) -> Answered<pb::ListSubjectRequestsResponse> {
        let message = request.get_ref();
        let listing = requests::listing(message)?;
        register::protector(&request, &listing.agency)?;
        let token = &message.page_token;
        let (rows, next_page_token) =
            register::page(&self.store, Register::Requests, &listing, token).await?;
        let requests = rows.into_iter().filter_map(|found| match found.record {
            Record::Request(record) => {
                let (version, index) = (found.version, found.index);
                Some(requests::shown(&store::Found { version, index, record }))
            }
            Record::Breach(_) | Record::Search(_) => None,
        });
        let requests = requests.collect();
        Ok(Response::new(pb::ListSubjectRequestsResponse { requests, next_page_token }))
    }

    /// The reading is journaled before anything is shown.
    async fn read_subject_request(
        &self,
        request: Request<pb::ReadSubjectRequestRequest>,
    ) -> Answered<pb::ReadSubjectRequestResponse> {
        const METHOD: &str = "ReadSubjectRequest";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let entry = requests::reading(message)?;
        let command = RegisterCommand::Request(RequestCommand::Read);
        let store = &self.store;
        let reply =
            register::on_entry(store, METHOD, message, actor, entry, command, Vec::new()).await?;
        let request = Some(self.with_words(&request_of(reply)?).await?);
        Ok(Response::new(pb::ReadSubjectRequestResponse { request }))
    }

    async fn answer_subject_request(
        &self,
        request: Request<pb::AnswerSubjectRequestRequest>,
    ) -> Answered<pb::AnswerSubjectRequestResponse> {
        const METHOD: &str = "AnswerSubjectRequest";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let entry = requests::answering(message)?;
        let note = self.reply_to(&request, &entry).await?;
        let command = RegisterCommand::Request(RequestCommand::Answer { note: note.sealed });
        let (store, rows) = (&self.store, vec![note.row]);
        let reply = register::on_entry(store, METHOD, message, actor, entry, command, rows).await?;
        let request = Some(requests::shown(&request_of(reply)?));
        Ok(Response::new(pb::AnswerSubjectRequestResponse { request }))
    }

    async fn refuse_subject_request(
        &self,
        request: Request<pb::RefuseSubjectRequestRequest>,
    ) -> Answered<pb::RefuseSubjectRequestResponse> {
        const METHOD: &str = "RefuseSubjectRequest";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let entry = requests::refusing(message)?;
        let ground = self.reply_to(&request, &entry).await?;
        let command = RegisterCommand::Request(RequestCommand::Refuse { ground: ground.sealed });
        let (store, rows) = (&self.store, vec![ground.row]);
        let reply = register::on_entry(store, METHOD, message, actor, entry, command, rows).await?;
        let request = Some(requests::shown(&request_of(reply)?));
        Ok(Response::new(pb::RefuseSubjectRequestResponse { request }))
    }

    async fn record_breach(
        &self,
        request: Request<pb::RecordBreachRequest>,
    ) -> Answered<pb::RecordBreachResponse> {
        const METHOD: &str = "RecordBreach";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let breaches::New {
            agency,
            request_id,
            discovered_at,
            nature,
            categories,
            extent,
            narrative,
        } = breaches::new(message)?;
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let bytes = narrative.as_str().as_bytes();
        let (narrative, row) = self.store.seal(&key, &id, "narrative", bytes).map_err(status)?;
        let new =
            BreachRecorded { id, agency, discovered_at, nature, categories, extent, narrative };
        let act = Act::Enter(Box::new(NewEntry::Breach { new: Box::new(new), key: wrapped }));
        let reply = submit(&self.store, METHOD, message, actor, request_id, act, vec![row]).await?;
        let breach = Some(breaches::shown(&breach_of(reply)?));
        Ok(Response::new(pb::RecordBreachResponse { breach }))
    }

    async fn notify_breach(
        &self,
        request: Request<pb::NotifyBreachRequest>,
    ) -> Answered<pb::NotifyBreachResponse> {
        const METHOD: &str = "NotifyBreach";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let entry = breaches::notifying(message)?;
        let (told, at) = entry.brings;
        let command = RegisterCommand::Breach(BreachCommand::Notify { told, at });
        let store = &self.store;
        let reply =
            register::on_entry(store, METHOD, message, actor, entry, command, Vec::new()).await?;
        let breach = Some(breaches::shown(&breach_of(reply)?));
        Ok(Response::new(pb::NotifyBreachResponse { breach }))
    }

    async fn list_breaches(
        &self,
        request: Request<pb::ListBreachesRequest>,
    ) -> Answered<pb::ListBreachesResponse> {
        let message = request.get_ref();
        let listing = breaches::listing(message)?;
        register::protector(&request, &listing.agency)?;
        let token = &message.page_token;
        let (rows, next_page_token) =
            register::page(&self.store, Register::Breaches, &listing, token).await?;
        let breaches = rows.into_iter().filter_map(|found| match found.record {
            Record::Breach(record) => {
                let (version, index) = (found.version, found.index);
                Some(breaches::shown(&store::Found { version, index, record }))
            }
            Record::Request(_) | Record::Search(_) => None,
        });
        let breaches = breaches.collect();
        Ok(Response::new(pb::ListBreachesResponse { breaches, next_page_token }))
    }

    /// The reading is journaled before anything is shown.
    async fn read_breach(
        &self,
        request: Request<pb::ReadBreachRequest>,
    ) -> Answered<pb::ReadBreachResponse> {
        const METHOD: &str = "ReadBreach";
        let (actor, message) = (actor(&request)?, request.get_ref());
        let entry = breaches::reading(message)?;
        let command = RegisterCommand::Breach(BreachCommand::Read);
        let store = &self.store;
        let reply =
            register::on_entry(store, METHOD, message, actor, entry, command, Vec::new()).await?;
        let found = breach_of(reply)?;
        let narrative = register::unseal(store, &found.record.narrative).await?;
        let breach = Some(pb::Breach { narrative, ..breaches::shown(&found) });
        Ok(Response::new(pb::ReadBreachResponse { breach }))
    }
}

impl PrivacyService {
    /// A request with the person's words and the reply.
    async fn with_words(
        &self,
        found: &store::Found<privacy::SubjectRequest>,
    ) -> Result<pb::SubjectRequest, Status> {
        let text = register::unseal(&self.store, &found.record.text).await?;
        let reply = match &found.record.standing {
            Standing::Open => String::new(),
            Standing::Answered { note: reply, .. } | Standing::Refused { ground: reply, .. } => {
                register::unseal(&self.store, reply).await?
            }
        };
        Ok(pb::SubjectRequest { text, reply, ..requests::shown(found) })
    }

    /// The words of a reply, sealed under the request's own key.
    async fn reply_to<T>(
        &self,
        request: &Request<T>,
        entry: &OnEntry<kernel::Prose>,
    ) -> Result<register::Sealed, Status> {
        register::protector(request, &entry.agency)?;
        let found = self.store.registered(Register::Requests, &entry.id).await.map_err(status)?;
        if found.is_none() {
            return Err(edge::refused("REQUEST_NOT_FOUND", &[]));
        }
        register::seal(&self.store, &entry.id, "reply", &entry.brings).await
    }
}
