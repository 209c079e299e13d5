//! Requests of the feed, checked whole.

use contract::satupintu::feed::v1 as pb;
use edge::Violations;
use kernel::AgencyId;
use tonic::Status;

use crate::{
    names,
    pages::{page_size, token_in},
};

/// What a gateway asks.
pub(super) struct Following<'r> {
    pub(super) agency: AgencyId,
    /// Empty to begin.
    pub(super) cursor: &'r str,
    pub(super) limit: usize,
}

pub(super) fn following(request: &pb::FollowCasesRequest) -> Result<Following<'_>, Status> {
    let pb::FollowCasesRequest { parent, cursor, page_size: size } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let is_cursor = token_in(&mut faults, "cursor", cursor);
    let limit = page_size(&mut faults, *size);
    let whole = (|| {
        is_cursor?;
        Some(Following { agency: agency?, cursor, limit: limit? })
    })();
    faults.finish(whole)
}
