//! The intake service: opens what was sealed to the deployment, files it as its sender
//! would have, and seals the answer to the sender.

use contract::satupintu::{
    complaints::v1::complaints_service_server::ComplaintsService as _,
    intake::v1::{self as pb, intake::Request as Taken, intake_service_server as server},
    permits::v1::permits_service_server::PermitsService as _,
};
use envelope::{PrivateKey, Sealed, purpose::INTAKE_REPLY};
use prost::Message;
use store::Store;
use tonic::{Request, Response, Status};
use zeroize::Zeroizing;

use crate::{
    complaints::ComplaintsService, intake::wire, outcome::status, permits::PermitsService,
};

/// What gateways took in.
pub(crate) struct IntakeService {
    pub(crate) store: Store,
    /// Where complaints go, if the agency takes them.
    pub(crate) complaints: Option<ComplaintsService>,
    /// Where applications go, if the agency takes them.
    pub(crate) permits: Option<PermitsService>,
}

type Answered<T> = Result<Response<T>, Status>;

impl IntakeService {
    fn key(&self) -> PrivateKey {
        PrivateKey::derived(&self.store.keys().ring().intake())
    }
}

#[tonic::async_trait]
impl server::IntakeService for IntakeService {
    async fn get_intake_key(
        &self,
        request: Request<pb::GetIntakeKeyRequest>,
    ) -> Answered<pb::GetIntakeKeyResponse> {
        let agency = wire::asked(request.get_ref())?;
        if agency != self.store.deployment().agency {
            let served = self.store.services_of(&agency, "", 1).await.map_err(status)?;
            if served.rows.is_empty() {
                return Err(edge::refused("AGENCY_NOT_FOUND", &[]));
            }
        }
        let key = self.key().public();
        Ok(Response::new(pb::GetIntakeKeyResponse {
            public_key: key.to_bytes().to_vec(),
            fingerprint: key.fingerprint(),
        }))
    }

    async fn deliver_sealed(
        &self,
        request: Request<pb::DeliverSealedRequest>,
    ) -> Answered<pb::DeliverSealedResponse> {
        let (metadata, extensions, message) = request.into_parts();
        let delivery = wire::delivery(&message)?;
        let unreadable = || edge::refused("INTAKE_UNREADABLE", &[]);
        let wire::Opened { taken, reply_key } =
            delivery.open(&self.key()).ok_or_else(unreadable)?;
        let not_offered = || edge::refused("METHOD_UNKNOWN", &[]);
        // Whoever calls is who would have sent it: the same rules hold for both.
        let (receipt_number, secret) = match taken {
            Taken::Complaint(message) => {
                let complaints = self.complaints.as_ref().ok_or_else(not_offered)?;
                let request = Request::from_parts(metadata, extensions, message);
                let filed = complaints.submit_complaint(request).await?.into_inner();
                (filed.receipt_number, filed.secret)
            }
            Taken::Application(message) => {
                let permits = self.permits.as_ref().ok_or_else(not_offered)?;
                let request = Request::from_parts(metadata, extensions, message);
                let filed = permits.submit_application(request).await?.into_inner();
                (filed.receipt_number, filed.secret)
            }
        };
        let reply = pb::IntakeReply { receipt_number, secret };
        let reply = Zeroizing::new(reply.encode_to_vec());
        // A repeat gets the same bytes: nobody without our key can foretell what follows
        // from an answer, and another answer gives other randomness.
        let keys = self.store.keys().digests();
        let random = keys.digest(
            &[INTAKE_REPLY.as_bytes(), reply_key.to_bytes().as_slice(), reply.as_slice()].concat(),
        );
        let sealed =
            Sealed::seal(&reply, INTAKE_REPLY, &reply_key, random).map_err(|_| unreadable())?;
        Ok(Response::new(pb::DeliverSealedResponse { sealed_reply: sealed.as_bytes().to_vec() }))
    }
}
