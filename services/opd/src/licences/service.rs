//! The licences service: verifies for everybody, seals, submits, converts back.

use std::time::Duration;

use access::Officer;
use contract::satupintu::permits::v1::{self as pb, licences_service_server as server};
use kernel::{Actor, AgencyId};
use permits::{
    MandateScope,
    licence::{self, Command, Document, LicenceRecord},
};
use prost::Message;
use signing::SignError;
use store::{Act, Answer, Found, LicenceFilter, Reply, SealedRow, Store};
use tonic::{Request, Response, Status};

use crate::{
    licences::{
        Documents, answer,
        document::{Secrets, Unmade},
        wire::{self, Listing, Named, OnLicence, Signing},
    },
    outcome::status,
    permits::{PermitsService, list},
    printing::{Frames, frames},
    today::today,
    writing::submit,
};

/// Licences after their issue.
pub(crate) struct LicencesService {
    pub(crate) store: Store,
    pub(crate) documents: Documents,
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

/// Why a document was not made, in words for the officer who signs.
fn unmade(error: Unmade) -> Status {
    let failed = |reason: &str, error: &dyn std::error::Error| {
        tracing::error!(%error, "a document could not be made");
        edge::refused(reason, &[])
    };
    match &error {
        Unmade::Store(_) => {}
        Unmade::Signature(SignError::PassphraseMissing | SignError::NikMissing) => {
            return edge::refused("PASSPHRASE_REQUIRED", &[]);
        }
        Unmade::Signature(SignError::PassphraseWrong | SignError::NotRegistered) => {
            return edge::refused("SIGNATORY_REFUSED", &[]);
        }
        Unmade::Signature(
            SignError::Unavailable(_)
            | SignError::Credential
            | SignError::Refused { .. }
            | SignError::Answer
            | SignError::Interrupted,
        ) => {
            tracing::error!(error = &error as &dyn std::error::Error, "nobody signed a document");
            return edge::retry_later("SIGNER_UNAVAILABLE", Duration::from_secs(5), &[]);
        }
        Unmade::Objects(_) => {
            tracing::error!(error = &error as &dyn std::error::Error, "the objects failed");
            return edge::retry_later("UNAVAILABLE", Duration::from_secs(1), &[]);
        }
        Unmade::Erased | Unmade::Page(_) => return failed("DOCUMENT_UNRENDERED", &error),
        Unmade::Form(_)
        | Unmade::Interrupted
        | Unmade::Signature(SignError::File(_) | SignError::Encoding(_)) => {
            return edge::failed(&error);
        }
    }
    match error {
        Unmade::Store(error) => status(error),
        error => edge::failed(&error),
    }
}

impl LicencesService {
    /// The document that a signature shall record: the one there is, so that a
    /// repeat finds its first answer, or a new one.
    async fn document_for(
        &self,
        officer: &Officer,
        record: &LicenceRecord,
        signing: Signing,
    ) -> Result<Document, Status> {
        if let Some(document) = &record.document {
            return Ok(document.clone());
        }
        let said = |refusal: licence::Refusal| {
            edge::refused(refusal.reason(), &[("detail", refusal.to_string())])
        };
        record.awaits_document().map_err(said)?;
        let case = self.store.application(&record.application).await.map_err(status)?;
        let case = case.ok_or_else(not_found)?;
        let ground = self.store.ground(&case.record).await.map_err(status)?;
        let context = licence::Context { application: &case.record, sop: &ground.sop };
        record.may_sign(officer, &context).map_err(said)?;
        let Signing { nik, passphrase } = signing;
        self.documents.made(record, Some(Secrets { nik, passphrase })).await.map_err(unmade)
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
        let today = today(&self.store, &record.agency, now).await?;
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
        let today = today(&self.store, &agency, self.store.clock().now()).await?;
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
        let today = today(&self.store, &agency, self.store.clock().now()).await?;
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

    async fn sign_licence(
        &self,
        request: Request<pb::SignLicenceRequest>,
    ) -> Answered<pb::SignLicenceResponse> {
        let OnLicence { agency, licence, request_id, etag, brings: signing } =
            wire::signing(request.get_ref())?;
        let officer = edge::officer(&request)?;
        let found = self.named(Some(licence.clone())).await?;
        if found.record.agency != agency {
            return Err(not_found());
        }
        let document = self.document_for(officer, &found.record, signing).await?;
        let is_new = found.record.document.is_none();
        let blob = document.blob.clone();
        let command = Command::RecordDocument { document };
        let on = OnLicence { agency, licence, request_id, etag, brings: () };
        let answer = self.change("SignLicence", &request, on, command, Vec::new()).await;
        if is_new {
            // Refused, or somebody was faster: the object is in vain. After an
            // unknown commit it stays, for the record may name it.
            if let Ok(Some(now)) = self.store.licence(&found.record.id).await {
                self.documents.discard_unless_named(&blob, &now.record).await;
            }
        }
        Ok(Response::new(pb::SignLicenceResponse { licence: Some(answer?) }))
    }

    type DownloadLicenceStream = Frames<pb::DownloadLicenceResponse>;

    async fn download_licence(
        &self,
        request: Request<pb::DownloadLicenceRequest>,
    ) -> Answered<Self::DownloadLicenceStream> {
        let holder = wire::download(request.get_ref())?;
        let pending = || edge::refused("DOCUMENT_PENDING", &[]);
        let permits = PermitsService { store: self.store.clone() };
        let opened = permits.opened_also_by_agent(&holder).await?;
        opened.must_reach(MandateScope::Collect)?;
        let case = opened.found;
        let id = self.store.licence_of(&case.record.id).await.map_err(status)?;
        let found = self.named(Some(id.ok_or_else(pending)?)).await?;
        if found.record.document.is_none() {
            return Err(pending());
        }
        let pdf = self.documents.pdf(&found.record).await.map_err(unmade)?;
        let pdf = pdf.ok_or_else(|| edge::refused("DOCUMENT_GONE", &[]))?;
        Ok(frames(&pdf, |data| pb::DownloadLicenceResponse { data }))
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
