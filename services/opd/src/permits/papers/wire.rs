//! Requests for papers, checked whole.

use contract::satupintu::permits::v1 as pb;
use edge::Violations;
use kernel::AgencyId;
use tonic::Status;

use crate::{
    names,
    permits::wire::{Holder, holder},
};

/// Which paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Surat ketetapan retribusi daerah.
    Assessment,
    /// Surat tugas.
    Assignment,
    /// Berita acara.
    Minutes,
    /// Surat penolakan.
    Rejection,
}

pub(super) struct Asked {
    pub(super) agency: AgencyId,
    pub(super) application: String,
    pub(super) holder: Option<Holder>,
    pub(super) kind: Kind,
}

pub(super) fn asked(request: &pb::MakePaperRequest) -> Result<Asked, Status> {
    let pb::MakePaperRequest { name, receipt_number, secret, kind } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_application(name));
    let holder = match receipt_number.is_empty() && secret.is_empty() {
        true => Some(None),
        false => holder(&mut faults, receipt_number, secret).map(Some),
    };
    let kind = match pb::PaperKind::try_from(*kind) {
        Ok(pb::PaperKind::Assessment) => Ok(Kind::Assessment),
        Ok(pb::PaperKind::Assignment) => Ok(Kind::Assignment),
        Ok(pb::PaperKind::Minutes) => Ok(Kind::Minutes),
        Ok(pb::PaperKind::Rejection) => Ok(Kind::Rejection),
        Ok(pb::PaperKind::Unspecified) | Err(_) => Err("must be one of the papers"),
    };
    let kind = faults.check("kind", kind);
    let whole = (|| {
        let (agency, application) = name?;
        Some(Asked { agency, application, holder: holder?, kind: kind? })
    })();
    faults.finish(whole)
}
