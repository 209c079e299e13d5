//! Who asks about the files of a record: who has its receipt, or an officer.

use std::sync::Arc;

use access::{Acting, Officer};
use kernel::{Actor, AgencyId};
use permits::MandateScope;
use privacy::SubjectKey;
use store::Upload;
use tonic::Status;

use crate::{
    complaints,
    files::{held::Held, service::FilesService, wire::Record},
    outcome::status,
    permits::Holder,
};

/// Stands for every applicant and reporter in `upload.owner`; the record says which.
const APPLICANT: &str = "applicant";

/// Somebody who may know of the record, and the record.
pub(super) struct Party {
    officer: Option<Officer>,
    /// The mandate, where somebody acts for the applicant.
    mandate: Option<u32>,
    pub(crate) agency: AgencyId,
    pub(super) held: Held,
    /// The record's key; gone when the person was erased.
    pub(crate) key: Arc<SubjectKey>,
}

impl Party {
    pub(crate) fn acting(&self) -> Acting<'_> {
        match (&self.officer, self.mandate) {
            (Some(officer), _) => Acting::Officer(officer),
            (None, Some(mandate)) => Acting::Agent(mandate),
            (None, None) => Acting::Applicant,
        }
    }

    pub(crate) fn actor(&self) -> Actor {
        self.acting().actor()
    }

    /// Whether a receipt was shown: the applicant, an agent, or the reporter.
    pub(crate) fn is_holder(&self) -> bool {
        self.officer.is_none()
    }

    pub(crate) fn owner(&self) -> String {
        match &self.officer {
            Some(officer) => officer.person.to_string(),
            None => APPLICANT.to_owned(),
        }
    }
}

impl FilesService {
    /// The party that calls about `record`: by the receipt that is shown, else by
    /// the token.
    pub(super) async fn party(
        &self,
        caller: &edge::Caller,
        agency: AgencyId,
        record: &Record,
        holder: Option<Holder>,
    ) -> Result<Party, Status> {
        match record {
            Record::Case(application) => {
                self.party_of_case(caller, agency, application, holder).await
            }
            Record::Complaint(complaint) => {
                self.party_of_complaint(caller, agency, complaint, holder).await
            }
        }
    }

    async fn party_of_complaint(
        &self,
        caller: &edge::Caller,
        agency: AgencyId,
        complaint: &str,
        holder: Option<Holder>,
    ) -> Result<Party, Status> {
        let (officer, record) = match (holder, caller) {
            (Some(holder), _) => {
                let record = complaints::opened_by(self.store(), &holder).await?.record;
                if record.id != complaint || record.agency != agency {
                    return Err(edge::refused("COMPLAINT_NOT_FOUND", &[]));
                }
                (None, record)
            }
            (None, edge::Caller::Officer(officer)) => {
                let found = complaints::visible(self.store(), officer, &agency, complaint).await?;
                (Some(officer.clone()), found.record)
            }
            (None, edge::Caller::Public | edge::Caller::Peer(_)) => {
                return Err(edge::refused("RECEIPT_REQUIRED", &[]));
            }
        };
        let key = self.store().subject_key(complaint).await.map_err(status)?;
        let key = key.ok_or_else(|| edge::refused("DATA_ERASED", &[]))?;
        let held = Held::Complaint(Box::new(record));
        Ok(Party { officer, mandate: None, agency, held, key })
    }

    async fn party_of_case(
        &self,
        caller: &edge::Caller,
        agency: AgencyId,
        application: &str,
        holder: Option<Holder>,
    ) -> Result<Party, Status> {
        let not_found = || edge::refused("APPLICATION_NOT_FOUND", &[]);
        let (officer, mandate, found) = match (holder, caller) {
            (Some(holder), _) => {
                let opened = self.cases.opened_also_by_agent(&holder).await?;
                let record = &opened.found.record;
                if record.id != application || record.agency != agency {
                    return Err(not_found());
                }
                opened.must_reach(MandateScope::HandIn)?;
                let mandate = match opened.by {
                    Actor::Agent(mandate) => Some(mandate),
                    Actor::Officer(_)
                    | Actor::Applicant
                    | Actor::Peer(_)
                    | Actor::Public
                    | Actor::System => None,
                };
                (None, mandate, opened.found)
            }
            (None, edge::Caller::Officer(officer)) => {
                let (found, _) = self.cases.visible(officer, &agency, application).await?;
                (Some(officer.clone()), None, found)
            }
            (None, edge::Caller::Public | edge::Caller::Peer(_)) => {
                return Err(edge::refused("RECEIPT_REQUIRED", &[]));
            }
        };
        let key = self.store().subject_key(&found.record.subject).await.map_err(status)?;
        let key = key.ok_or_else(not_found)?;
        let held = Held::Case(Box::new(found.record));
        Ok(Party { officer, mandate, agency, held, key })
    }

    /// The party's own upload.
    pub(super) async fn upload_of(&self, party: &Party, id: &str) -> Result<Upload, Status> {
        let upload = self.store().upload(id).await.map_err(status)?;
        upload
            .filter(|upload| upload.application == party.held.id())
            .filter(|upload| upload.owner == party.owner())
            .ok_or_else(|| edge::refused("UPLOAD_NOT_FOUND", &[]))
    }
}
