//! Mandates: somebody who acts for an applicant.

use contract::google::r#type::Date;
use contract::satupintu::permits::v1::{
    Agent, EndMandateRequest, EndMandateResponse, GiveMandateRequest, GiveMandateResponse,
    ListMandatesRequest, Mandate, MandateScope, NewMandate,
};

use crate::caller::{Answered, Caller, request_id};
use crate::desk::Receipt;

/// Somebody whom nobody was given the number of.
#[must_use]
pub fn agent() -> Agent {
    Agent {
        name: "Biro Jasa Contoh".to_owned(),
        phone: "081200000099".to_owned(),
        email: "kuasa@contoh.example".to_owned(),
    }
}

/// For these acts until that day of 2026.
#[must_use]
pub fn mandate(scopes: &[MandateScope], (day, month): (i32, i32)) -> NewMandate {
    NewMandate {
        agent: Some(agent()),
        scopes: scopes.iter().map(|scope| (*scope).into()).collect(),
        until: Some(Date { year: 2026, month, day }),
    }
}

/// What an agent holds in the hand.
#[must_use]
pub fn held_by_agent(receipt: &Receipt, secret: &str) -> Receipt {
    Receipt { secret: secret.to_owned(), ..receipt.clone() }
}

/// By receipt, one call each.
impl Caller {
    /// Lets somebody act.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    pub async fn gives(
        &self,
        receipt: &Receipt,
        mandate: NewMandate,
    ) -> Answered<GiveMandateResponse> {
        let request = GiveMandateRequest {
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
            request_id: request_id(),
            etag: String::new(),
            mandate: Some(mandate),
        };
        Ok(self.mandates().give_mandate(request).await?.into_inner())
    }

    /// Ends a mandate.
    pub async fn ends(&self, receipt: &Receipt, number: u32) -> Answered<EndMandateResponse> {
        let request = EndMandateRequest {
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
            request_id: request_id(),
            etag: String::new(),
            number,
        };
        Ok(self.mandates().end_mandate(request).await?.into_inner())
    }

    /// Lists the mandates of the application.
    pub async fn lists_mandates(&self, receipt: &Receipt) -> Answered<Vec<Mandate>> {
        let request = ListMandatesRequest {
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
        };
        Ok(self.mandates().list_mandates(request).await?.into_inner().mandates)
    }
}
