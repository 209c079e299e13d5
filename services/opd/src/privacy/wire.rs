//! Requests of the privacy service, checked whole: every fault at once.

pub(crate) mod breaches;
pub(crate) mod requests;
pub(crate) mod search;

use contract::satupintu::privacy::v1 as pb;
use edge::Violations;
use kernel::AgencyId;
use privacy::Basis;
use tonic::Status;

use crate::{
    names,
    pages::token_in,
    permits::wire::{ByReceipt, OnCase, holder, on_case},
    writing::{etag, request_id},
};

pub(crate) fn own_export(request: &pb::ExportOwnDataRequest) -> Result<ByReceipt<()>, Status> {
    let pb::ExportOwnDataRequest { receipt_number, secret, request_id: id, etag: tag } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let whole =
        (|| Some(ByReceipt { holder: holder?, request_id: request_id?, etag: etag?, brings: () }))(
        );
    faults.finish(whole)
}

pub(crate) fn export(request: &pb::ExportDataRequest) -> Result<OnCase<()>, Status> {
    let pb::ExportDataRequest { name, request_id, etag } = request;
    on_case(name, request_id, etag, |_| Some(()))
}

pub(crate) fn reading(request: &pb::ReadExportRequest) -> Result<(), Status> {
    let pb::ReadExportRequest { token } = request;
    let mut faults = Violations::new();
    let given = if token.is_empty() {
        faults.add("token", "must be the token of an export");
        None
    } else {
        token_in(&mut faults, "token", token)
    };
    faults.finish(given)
}

pub(crate) fn erasure(request: &pb::EraseApplicantRequest) -> Result<OnCase<Basis>, Status> {
    let pb::EraseApplicantRequest { name, request_id, etag, basis } = request;
    on_case(name, request_id, etag, |faults| faults.check("basis", self::basis(*basis)))
}

/// A complaint that is to be erased.
pub(crate) struct OnComplaint {
    pub(crate) agency: AgencyId,
    pub(crate) complaint: String,
    pub(crate) request_id: String,
    pub(crate) etag: Option<u64>,
    pub(crate) basis: Basis,
}

pub(crate) fn complaint(request: &pb::EraseComplaintRequest) -> Result<OnComplaint, Status> {
    let pb::EraseComplaintRequest { name, request_id: id, etag: tag, basis } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_complaint(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let basis = faults.check("basis", self::basis(*basis));
    let whole = (|| {
        let (agency, complaint) = name?;
        let (request_id, etag, basis) = (request_id?, etag?, basis?);
        Some(OnComplaint { agency, complaint, request_id, etag, basis })
    })();
    faults.finish(whole)
}

fn basis(number: i32) -> Result<Basis, &'static str> {
    match pb::ErasureBasis::try_from(number) {
        Ok(pb::ErasureBasis::RetentionOver) => Ok(Basis::RetentionOver),
        Ok(pb::ErasureBasis::SubjectRequest) => Ok(Basis::SubjectRequest),
        Ok(pb::ErasureBasis::Unspecified) | Err(_) => Err("must be one of the grounds"),
    }
}
