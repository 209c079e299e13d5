//! Requests of the objections service, checked whole: every fault at once.

use contract::satupintu::permits::v1 as pb;
use edge::Violations;
use kernel::Prose;
use tonic::Status;

use crate::{
    permits::wire::{ByReceipt, OnCase, holder, on_case},
    writing::{etag, request_id},
};

pub(super) fn filing(request: &pb::FileObjectionRequest) -> Result<ByReceipt<Prose>, Status> {
    let pb::FileObjectionRequest { receipt_number, secret, request_id: id, etag: tag, grounds } =
        request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let grounds = faults.check("grounds", Prose::parse(grounds));
    let whole = (|| {
        Some(ByReceipt { holder: holder?, request_id: request_id?, etag: etag?, brings: grounds? })
    })();
    faults.finish(whole)
}

/// A decision: whether the rejection is annulled, and why.
pub(super) fn decision(
    request: &pb::DecideObjectionRequest,
) -> Result<OnCase<(bool, Prose)>, Status> {
    let pb::DecideObjectionRequest { name, request_id, etag, finding, reason } = request;
    on_case(name, request_id, etag, |faults| {
        let uphold = match pb::ObjectionStatus::try_from(*finding) {
            Ok(pb::ObjectionStatus::Upheld) => Ok(true),
            Ok(pb::ObjectionStatus::Dismissed) => Ok(false),
            Ok(
                pb::ObjectionStatus::Unspecified
                | pb::ObjectionStatus::NotFiled
                | pb::ObjectionStatus::Pending
                | pb::ObjectionStatus::Lapsed,
            )
            | Err(_) => Err("must be upheld or dismissed"),
        };
        let uphold = faults.check("finding", uphold);
        let reason = faults.check("reason", Prose::parse(reason));
        Some((uphold?, reason?))
    })
}
