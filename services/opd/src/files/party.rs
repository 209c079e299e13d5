//! Who asks about the files of a case: its applicant, or an officer.

use std::sync::Arc;

use access::{Acting, Officer};
use kernel::{Actor, AgencyId};
use permits::{Application, MandateScope};
use privacy::SubjectKey;
use store::{Found, Upload};
use tonic::Status;

use crate::{files::service::FilesService, outcome::status, permits::Holder};

/// Stands for every applicant in `upload.owner`; the case says which.
const APPLICANT: &str = "applicant";

/// Somebody who may know of the case, and the case.
pub(crate) struct Party {
    officer: Option<Officer>,
    /// The mandate, where somebody acts for the applicant.
    mandate: Option<u32>,
    pub(crate) agency: AgencyId,
    pub(crate) found: Found<Application>,
    /// The applicant's key; gone when the person was erased.
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

    pub(crate) fn is_applicant(&self) -> bool {
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
    /// The party that calls about `application`: by the receipt that is shown,
    /// else by the token.
    pub(super) async fn party(
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
        Ok(Party { officer, mandate, agency, found, key })
    }

    /// The party's own upload.
    pub(super) async fn upload_of(&self, party: &Party, id: &str) -> Result<Upload, Status> {
        let upload = self.store().upload(id).await.map_err(status)?;
        upload
            .filter(|upload| upload.application == party.found.record.id)
            .filter(|upload| upload.owner == party.owner())
            .ok_or_else(|| edge::refused("UPLOAD_NOT_FOUND", &[]))
    }
}
