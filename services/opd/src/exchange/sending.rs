//! Documents that go along with a step: sent to the agency that has it, after it was
//! written down that they are fetched.

use contract::satupintu::exchange::v1::{self as pb, fetch_document_response::Piece};
use permits::{Application, Leaf};
use tonic::Status;

use crate::{
    exchange::{service::ExchangeService, wire},
    files::{
        about::Details,
        send::{Outgoing, Sending},
    },
    outcome::status,
};

pub(super) type Document = Sending<pb::FetchDocumentResponse>;

impl ExchangeService {
    /// The document `id` of `case` from the part `first_part` on, after the `leaf` of
    /// its fetching.
    pub(super) async fn sending(
        &self,
        case: &Application,
        (id, leaf): (&str, &Leaf),
        first_part: u64,
    ) -> Result<Document, Status> {
        let erased = || edge::refused("DATA_ERASED", &[]);
        let place = self.moving.place()?;
        let held = case.file(id).ok_or_else(|| edge::refused("DOCUMENT_NOT_GRANTED", &[]))?;
        let key = self.store.subject_key(&case.subject).await.map_err(status)?;
        let key = key.ok_or_else(erased)?;
        let details = self.store.unseal(&held.file.details).await.map_err(status)?;
        let Details { name: _, bytes, coordinates: _ } =
            Details::from_bytes(&details.ok_or_else(erased)?)?;
        let outgoing = Outgoing {
            blobs: self.blobs.clone(),
            key: key.stream(id),
            objects: self.store.parts(id, first_part).await.map_err(status)?,
            first_part,
            bytes,
            place,
        };
        let message = |piece| pb::FetchDocumentResponse { piece: Some(piece) };
        let first = message(Piece::Leaf(wire::leaf(leaf)));
        Ok(outgoing.begin(first, move |data| message(Piece::Data(data))))
    }
}
