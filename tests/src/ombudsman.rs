//! The Ombudsman's products in the stories, one call each.

use contract::satupintu::ombudsman::v1::{
    CloseProductRequest, FollowUpProductRequest, GetProductRequest, ListProductsRequest, Product,
    ProductKind, ProductOutcome, RecordProductRequest,
    ombudsman_service_client::OmbudsmanServiceClient,
};

use crate::caller::{Answered, Caller, Wire, request_id};
use crate::standards::day;

/// A product that came in on 8 June 2026, whose letter names no day.
#[must_use]
pub fn product(agency: &str, kind: ProductKind) -> RecordProductRequest {
    RecordProductRequest {
        parent: agency.to_owned(),
        request_id: request_id(),
        kind: kind.into(),
        number: "B/0123/LM.14-36/0456.2026".to_owned(),
        text: "Perbaiki jangka waktu pelayanan".to_owned(),
        forms: Vec::new(),
        complaint: String::new(),
        received_on: day("2026-06-08"),
        due: None,
        owner: String::new(),
    }
}

impl Caller {
    /// The register of the Ombudsman's products.
    #[must_use]
    pub fn ombudsman(&self) -> OmbudsmanServiceClient<Wire> {
        OmbudsmanServiceClient::new(self.wire())
    }

    /// Records a product.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    pub async fn records_product(&self, request: RecordProductRequest) -> Answered<Product> {
        shown(self.ombudsman().record_product(request).await?.into_inner().product)
    }

    /// Records what was done about it.
    pub async fn follows_up_product(&self, name: &str, text: &str) -> Answered<Product> {
        let request = FollowUpProductRequest {
            name: name.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            text: text.to_owned(),
            proof_digest: "ab".repeat(32),
        };
        shown(self.ombudsman().follow_up_product(request).await?.into_inner().product)
    }

    /// Records how it ended.
    pub async fn closes_product(&self, name: &str, outcome: ProductOutcome) -> Answered<Product> {
        let request = CloseProductRequest {
            name: name.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            outcome: outcome.into(),
            reference: "Surat B/0200/2026".to_owned(),
        };
        shown(self.ombudsman().close_product(request).await?.into_inner().product)
    }

    /// A product with its texts.
    pub async fn sees_product(&self, name: &str) -> Answered<Product> {
        let request = GetProductRequest { name: name.to_owned() };
        shown(self.ombudsman().get_product(request).await?.into_inner().product)
    }

    /// The first page of the register.
    pub async fn lists_products(&self) -> Answered<Vec<Product>> {
        let request =
            ListProductsRequest { parent: self.agency.clone(), ..ListProductsRequest::default() };
        Ok(self.ombudsman().list_products(request).await?.into_inner().products)
    }
}

fn shown(product: Option<Product>) -> Answered<Product> {
    Ok(product.expect("an answer shows the product"))
}
