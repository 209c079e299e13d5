//! The Ombudsman service. Whose duty a step is, the store asks, in series; words are sealed
//! here, before a step is queued.

use contract::satupintu::ombudsman::v1::{self as pb, ombudsman_service_server as server};
use kernel::{AgencyId, SealedRef};
use ombudsman::{Command, NewProduct};
use prost::Message;
use store::{
    Act, Answer, Found, NewProductWrite, OmbudsmanAct, ProductPlace, ProductWrite, Reply,
    SealedRow, Store,
};
use tonic::{Request, Response, Status};

use crate::{
    ombudsman::{
        answer,
        wire::{self, Done, Ending, Listing, OnProduct, Recording},
    },
    outcome::status,
    permits::actor,
    writing::submit,
};

/// The register of the Ombudsman's products.
pub(crate) struct OmbudsmanService {
    pub(crate) store: Store,
}

type Answered<T> = Result<Response<T>, Status>;

fn not_found() -> Status {
    edge::refused("PRODUCT_NOT_FOUND", &[])
}

/// Whoever runs, heads or audits the agency reads its register.
fn reader<T>(request: &Request<T>, agency: &AgencyId) -> Result<(), Status> {
    let officer = edge::officer(request)?;
    let may =
        officer.may_administer(agency) || officer.may_govern(agency) || officer.may_audit(agency);
    if may { Ok(()) } else { Err(edge::refused("DUTY_MISSING", &[])) }
}

impl OmbudsmanService {
    /// The product that a write changed, by its record alone: so a repeat gets the same.
    /// Whether it is late is asked when it is read.
    fn written(reply: Reply) -> Result<Option<pb::Product>, Status> {
        let Reply { version, index, answer } = reply;
        let Answer::Product(record) = answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let at = record.overdue_since.unwrap_or(record.due.deadline.at);
        Ok(Some(answer::product(&Found { version, index, record: *record }, at)))
    }

    /// A text sealed under the product's own key.
    async fn seal(
        &self,
        product: &str,
        field: &str,
        text: &str,
    ) -> Result<(SealedRef, SealedRow), Status> {
        let key = self.store.subject_key(product).await.map_err(status)?.ok_or_else(not_found)?;
        self.store.seal(&key, product, field, text.as_bytes()).map_err(status)
    }

    async fn step<M: Message, T>(
        &self,
        method: &'static str,
        request: &Request<M>,
        on: OnProduct<T>,
        command: Command,
        sealed: SealedRow,
    ) -> Result<Option<pb::Product>, Status> {
        let OnProduct { agency, product, request_id, etag, brings: _ } = on;
        let write = ProductWrite { agency, product, etag, command };
        let act = Act::Ombudsman(Box::new(OmbudsmanAct::OnProduct(write)));
        let (actor, message) = (actor(request)?, request.get_ref());
        let rows = vec![sealed];
        Self::written(submit(&self.store, method, message, actor, request_id, act, rows).await?)
    }
}

#[tonic::async_trait]
impl server::OmbudsmanService for OmbudsmanService {
    async fn record_product(
        &self,
        request: Request<pb::RecordProductRequest>,
    ) -> Answered<pb::RecordProductResponse> {
        let (actor, message) = (actor(&request)?, request.get_ref());
        let Recording {
            agency,
            request_id,
            kind,
            number,
            text,
            forms,
            complaint,
            received_on,
            due_on,
            owner,
        } = wire::recording(message)?;
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let seal = |field: &str, text: &str| {
            self.store.seal(&key, &id, field, text.as_bytes()).map_err(status)
        };
        let (number, number_row) = seal("number", number.as_str())?;
        let (text, text_row) = seal("text", text.as_str())?;
        let new =
            NewProduct { id, agency, kind, number, text, forms, complaint, received_on, due_on };
        let write = NewProductWrite { new, owner, key: wrapped };
        let act = Act::Ombudsman(Box::new(OmbudsmanAct::Record(write)));
        let rows = vec![number_row, text_row];
        let reply =
            submit(&self.store, "RecordProduct", message, actor, request_id, act, rows).await?;
        Ok(Response::new(pb::RecordProductResponse { product: Self::written(reply)? }))
    }

    async fn follow_up_product(
        &self,
        request: Request<pb::FollowUpProductRequest>,
    ) -> Answered<pb::FollowUpProductResponse> {
        let on = wire::follow_up(request.get_ref())?;
        let Done { text, file_digest } = &on.brings;
        let (what, row) = self.seal(&on.product, "follow_up", text.as_str()).await?;
        let command = Command::FollowUp { what, file_digest: file_digest.clone() };
        let product = self.step("FollowUpProduct", &request, on, command, row).await?;
        Ok(Response::new(pb::FollowUpProductResponse { product }))
    }

    async fn close_product(
        &self,
        request: Request<pb::CloseProductRequest>,
    ) -> Answered<pb::CloseProductResponse> {
        let on = wire::ending(request.get_ref())?;
        let Ending { outcome, reference } = &on.brings;
        let (reference, row) = self.seal(&on.product, "reference", reference.as_str()).await?;
        let command = Command::Close { outcome: *outcome, reference };
        let product = self.step("CloseProduct", &request, on, command, row).await?;
        Ok(Response::new(pb::CloseProductResponse { product }))
    }

    async fn get_product(
        &self,
        request: Request<pb::GetProductRequest>,
    ) -> Answered<pb::GetProductResponse> {
        let (agency, id) = wire::product(request.get_ref())?;
        reader(&request, &agency)?;
        let found = self.store.product(&id).await.map_err(status)?;
        let found = found.filter(|found| found.record.agency == agency).ok_or_else(not_found)?;
        let now = self.store.clock().now();
        let product = Some(answer::whole(&self.store, &found, now).await?);
        Ok(Response::new(pb::GetProductResponse { product }))
    }

    async fn list_products(
        &self,
        request: Request<pb::ListProductsRequest>,
    ) -> Answered<pb::ListProductsResponse> {
        let message = request.get_ref();
        let Listing { agency, size, list } = wire::listing(message)?;
        reader(&request, &agency)?;
        let keys = self.store.keys();
        let after: Option<ProductPlace> = list.after(keys, &message.page_token)?;
        let (rows, next) = self.store.products_of(&agency, after, size).await.map_err(status)?;
        let now = self.store.clock().now();
        Ok(Response::new(pb::ListProductsResponse {
            products: rows.iter().map(|found| answer::product(found, now)).collect(),
            next_page_token: list.token(keys, next.as_ref())?,
        }))
    }
}
