//! The `service_request_id`: what lets its holder see where one request stands.
//!
//! It is the receipt and its secret, sealed by this gateway, because receipt
//! numbers can be counted up and no complaint is public. Whoever has it sees no
//! word of the complaint, and cannot get the secret out of it.

use kernel::AgencyId;

use super::{Open311, faults::Faults};
use crate::registry::Agency;

const PLACE: &str = "open311";

/// A complaint's receipt, and the agency that gave it.
pub(super) struct Reference {
    pub(super) receipt: String,
    pub(super) secret: String,
}

impl Open311 {
    /// The id of a request; the same each time.
    pub(super) fn id(
        &self,
        agency: &AgencyId,
        Reference { receipt, secret }: &Reference,
    ) -> String {
        self.key.name(PLACE, format!("{agency} {receipt} {secret}").as_bytes())
    }

    /// What an id opens in the jurisdiction of `agency`.
    pub(super) fn opened(&self, agency: &Agency, id: &str) -> Result<Reference, Faults> {
        let opened = || {
            let text = String::from_utf8(self.key.unseal(PLACE, id)?).ok()?;
            let mut parts = text.split(' ');
            let (of, receipt, secret) = (parts.next()?, parts.next()?, parts.next()?);
            let reference = Reference { receipt: receipt.to_owned(), secret: secret.to_owned() };
            (of == agency.id.as_str()).then_some(reference)
        };
        opened().ok_or_else(|| Faults::not_found("service_request_id was not found"))
    }
}
