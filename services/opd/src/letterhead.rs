//! The head of an agency's paper (kop surat), as its services' texts have it.

use documents::{Caution, Letterhead, Signatory};
use kernel::AgencyId;
use sop::Sop;
use standards::{DocumentText, Service};

use crate::licences::Signature;

/// The letterhead; what nobody published has to be seen as what it is.
pub(crate) fn letterhead(text: Option<&DocumentText>, agency: &AgencyId) -> Letterhead {
    match text {
        Some(text) => Letterhead {
            government: text.government.clone(),
            agency: text.agency.clone(),
            address: text.address.clone(),
        },
        None => Letterhead {
            government: "Pemerintah Daerah".to_owned(),
            agency: agency.to_string(),
            address: "Kop surat belum diatur".to_owned(),
        },
    }
}

/// Where it is signed.
pub(crate) fn place(text: Option<&DocumentText>) -> String {
    text.map_or_else(|| "-".to_owned(), |text| text.place.clone())
}

/// What the reader of a service's paper must not miss.
pub(crate) fn caution(service: &Service, sop: &Sop, simulated: bool) -> Caution {
    let rests_on_examples = service.is_example() || !sop.examples().is_empty();
    Caution { simulated, example: rests_on_examples || service.document().is_none() }
}

/// Who approved the procedure signs for the agency, by the name that the deployment is told.
pub(crate) fn head(sop: &Sop, signature: &Signature) -> Signatory {
    Signatory {
        office: sop.identity().approved_by.position.clone(),
        name: signature.name.clone(),
        employee_number: signature.employee_number.clone(),
    }
}
