//! Requests of the intake service, checked whole, and what is under the seal.

use contract::satupintu::intake::v1::{self as pb, intake::Request as Taken};
use edge::Violations;
use envelope::{PrivateKey, PublicKey, Sealed, purpose::INTAKE};
use kernel::AgencyId;
use prost::Message;
use tonic::Status;

use crate::{names, writing::request_id};

/// What a gateway brings.
pub(super) struct Delivery {
    pub(super) agency: AgencyId,
    pub(super) request_id: String,
    pub(super) sealed: Sealed,
}

/// What somebody filed, and to whom the answer goes.
pub(super) struct Opened {
    pub(super) taken: Taken,
    pub(super) reply_key: PublicKey,
}

pub(super) fn asked(request: &pb::GetIntakeKeyRequest) -> Result<AgencyId, Status> {
    let pb::GetIntakeKeyRequest { parent } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    faults.finish(agency)
}

pub(super) fn delivery(request: &pb::DeliverSealedRequest) -> Result<Delivery, Status> {
    let pb::DeliverSealedRequest { parent, request_id: id, sealed } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let sealed = faults.check("sealed", Sealed::parse(sealed));
    let whole = (|| Some(Delivery { agency: agency?, request_id: request_id?, sealed: sealed? }))();
    faults.finish(whole)
}

impl Delivery {
    /// What `key` opens of it; `None` for whatever was not sealed for this very
    /// delivery.
    pub(super) fn open(&self, key: &PrivateKey) -> Option<Opened> {
        let text = self.sealed.open(INTAKE, key).ok()?;
        let pb::Intake { request, reply_key } = pb::Intake::decode(text.as_slice()).ok()?;
        let reply_key = PublicKey::from_bytes(&reply_key).ok()?;
        let taken = request?;
        let (id, agency) = match &taken {
            Taken::Complaint(it) => (&it.request_id, names::parse_agency(&it.parent).ok()?),
            Taken::Application(it) => {
                let (agency, _) = names::parse_service(&it.service).ok()?;
                (&it.request_id, agency)
            }
        };
        let is_this = *id == self.request_id && agency == self.agency;
        is_this.then_some(Opened { taken, reply_key })
    }
}
