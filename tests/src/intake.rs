//! What a gateway took in, as it seals and brings it.

use contract::satupintu::intake::v1::{
    DeliverSealedRequest, GetIntakeKeyRequest, Intake, intake::Request,
    intake_service_client::IntakeServiceClient,
};
use envelope::{PublicKey, Sealed};
use prost::Message;

use crate::caller::{Caller, Wire};

impl Caller {
    /// The service that takes what gateways bring.
    #[must_use]
    pub fn intake(&self) -> IntakeServiceClient<Wire> {
        IntakeServiceClient::new(self.wire())
    }

    /// The key to which is sealed for the caller's agency.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn intake_key(&self) -> PublicKey {
        let request = GetIntakeKeyRequest { parent: self.agency.clone() };
        let answer = self.intake().get_intake_key(request).await.unwrap().into_inner();
        PublicKey::from_bytes(&answer.public_key).unwrap()
    }
}

/// `intake` sealed to `key`, for the agency and with the id that it names itself.
///
/// # Panics
/// When nothing is in it.
#[must_use]
pub fn delivery(intake: &Intake, key: &PublicKey) -> DeliverSealedRequest {
    let (parent, request_id) = match intake.request.as_ref().unwrap() {
        Request::Complaint(complaint) => (complaint.parent.clone(), &complaint.request_id),
        Request::Application(application) => {
            let (agency, _) = application.service.split_once("/services/").unwrap();
            (agency.to_owned(), &application.request_id)
        }
    };
    let sealed = Sealed::seal(&intake.encode_to_vec(), "satupintu intake 1", key, [7; 32]);
    DeliverSealedRequest {
        parent,
        request_id: request_id.clone(),
        sealed: sealed.unwrap().as_bytes().to_vec(),
    }
}
