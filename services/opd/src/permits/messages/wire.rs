//! Requests of the messages service, checked whole: every fault at once.

use contract::satupintu::permits::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, Prose, Slug};
use tonic::Status;

use crate::{
    names,
    permits::wire::{Holder, holder},
    writing::{etag, request_id},
};

/// The most characters of a message.
pub(super) const LONGEST: usize = 2000;

/// A case, and the receipt where one is shown.
pub(super) struct OnCase<T> {
    pub(super) agency: AgencyId,
    pub(super) application: String,
    pub(super) holder: Option<Holder>,
    pub(super) brings: T,
}

/// A message on its way in.
pub(super) struct Posting {
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) text: Prose<LONGEST>,
    pub(super) requirement: Option<Slug>,
}

pub(super) fn posting(request: &pb::PostMessageRequest) -> Result<OnCase<Posting>, Status> {
    let pb::PostMessageRequest {
        parent,
        receipt_number,
        secret,
        request_id: id,
        etag: tag,
        text,
        requirement_id,
    } = request;
    about(parent, receipt_number, secret, |faults| {
        let request_id = request_id(faults, id);
        let etag = etag(faults, tag);
        let text = faults.check("text", Prose::parse(text));
        let requirement = match requirement_id.as_str() {
            "" => Some(None),
            id => faults.check("requirement_id", Slug::parse(id)).map(Some),
        };
        Some(Posting {
            request_id: request_id?,
            etag: etag?,
            text: text?,
            requirement: requirement?,
        })
    })
}

pub(super) fn listing(request: &pb::ListMessagesRequest) -> Result<OnCase<()>, Status> {
    let pb::ListMessagesRequest { parent, receipt_number, secret } = request;
    about(parent, receipt_number, secret, |_| Some(()))
}

fn about<T>(
    parent: &str,
    receipt: &str,
    secret: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnCase<T>, Status> {
    let mut faults = Violations::new();
    let parent = faults.check("parent", names::parse_application(parent));
    let holder = match receipt.is_empty() && secret.is_empty() {
        true => Some(None),
        false => holder(&mut faults, receipt, secret).map(Some),
    };
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, application) = parent?;
        Some(OnCase { agency, application, holder: holder?, brings: brings? })
    })();
    faults.finish(whole)
}
