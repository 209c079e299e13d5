//! Searches by an identifier, checked whole.

use contract::satupintu::privacy::v1::{self as pb, find_applications_request::Identifier};
use edge::Violations;
use kernel::AgencyId;
use privacy::{Field, Normalised, SearchPurpose, SearchedBy};
use tonic::Status;

use crate::{names, writing::request_id};

/// A search, with the identifier in the spelling in which it is compared.
pub(crate) struct Search {
    pub(crate) agency: AgencyId,
    pub(crate) request_id: String,
    pub(crate) by: SearchedBy,
    pub(crate) identifier: Normalised,
    pub(crate) purpose: SearchPurpose,
}

pub(crate) fn search(request: &pb::FindApplicationsRequest) -> Result<Search, Status> {
    let pb::FindApplicationsRequest { parent, request_id: id, identifier, purpose } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let identifier = identifier_of(&mut faults, identifier.as_ref());
    let purpose = match pb::SearchPurpose::try_from(*purpose) {
        Ok(pb::SearchPurpose::AssistApplicant) => Ok(SearchPurpose::AssistApplicant),
        Ok(pb::SearchPurpose::DuplicateCheck) => Ok(SearchPurpose::DuplicateCheck),
        Ok(pb::SearchPurpose::SubjectRequest) => Ok(SearchPurpose::SubjectRequest),
        Ok(pb::SearchPurpose::BreachHandling) => Ok(SearchPurpose::BreachHandling),
        Ok(pb::SearchPurpose::ComplaintHandling) => Ok(SearchPurpose::ComplaintHandling),
        Ok(pb::SearchPurpose::Unspecified) | Err(_) => Err("must be one of the purposes"),
    };
    let purpose = faults.check("purpose", purpose);
    let whole = (|| {
        let (by, identifier) = identifier?;
        Some(Search { agency: agency?, request_id: request_id?, by, identifier, purpose: purpose? })
    })();
    faults.finish(whole)
}

fn identifier_of(
    faults: &mut Violations,
    identifier: Option<&Identifier>,
) -> Option<(SearchedBy, Normalised)> {
    let (field, by, kind, text) = match identifier {
        Some(Identifier::Nik(text)) => ("nik", SearchedBy::Nik, Field::Nik, text),
        Some(Identifier::Phone(text)) => ("phone", SearchedBy::Phone, Field::Phone, text),
        Some(Identifier::Email(text)) => ("email", SearchedBy::Email, Field::Email, text),
        None => {
            faults.add("identifier", "must be exactly one identifier");
            return None;
        }
    };
    faults.check(field, kind.normalise(text)).map(|identifier| (by, identifier))
}
