//! Requests of the privacy service, checked whole: every fault at once.

pub(crate) mod breaches;
pub(crate) mod requests;
pub(crate) mod search;

use contract::satupintu::privacy::v1 as pb;
use edge::Violations;
use kernel::AgencyId;
use privacy::Basis;
use store::DataSubject;
use tonic::Status;

use crate::{
    names,
    pages::token_in,
    permits::wire::{ByReceipt, holder},
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

/// A write on everything that is held on a person.
pub(crate) struct OnSubject<T> {
    pub(crate) agency: AgencyId,
    pub(crate) of: DataSubject,
    pub(crate) request_id: String,
    pub(crate) etag: Option<u64>,
    pub(crate) brings: T,
}

/// Checks what every such write has, `subject` among it, and `brings`.
fn on_subject<T>(
    subject: Result<(AgencyId, DataSubject), impl std::fmt::Display>,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnSubject<T>, Status> {
    let mut faults = Violations::new();
    let subject = faults.check("name", subject);
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, of) = subject?;
        Some(OnSubject { agency, of, request_id: request_id?, etag: etag?, brings: brings? })
    })();
    faults.finish(whole)
}

fn applicant(name: &str) -> Result<(AgencyId, DataSubject), names::NameError> {
    names::parse_application(name)
        .map(|(agency, application)| (agency, DataSubject::Applicant { application }))
}

fn reporter(name: &str) -> Result<(AgencyId, DataSubject), names::NameError> {
    names::parse_complaint(name)
        .map(|(agency, complaint)| (agency, DataSubject::Reporter { complaint }))
}

fn contributor(name: &str) -> Result<(AgencyId, DataSubject), &'static str> {
    names::parse_contributor(name)
        .map(|(agency, forum, entry)| (agency, DataSubject::Contributor { forum, entry }))
}

pub(crate) fn export(request: &pb::ExportDataRequest) -> Result<OnSubject<()>, Status> {
    let pb::ExportDataRequest { name, request_id, etag } = request;
    let subject = applicant(name)
        .or_else(|_| reporter(name))
        .or_else(|_| contributor(name))
        .map_err(|_| "must name an application, a complaint, or who took part in a forum");
    on_subject(subject, request_id, etag, |_| Some(()))
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

pub(crate) fn erase_applicant(
    request: &pb::EraseApplicantRequest,
) -> Result<OnSubject<Basis>, Status> {
    let pb::EraseApplicantRequest { name, request_id, etag, basis } = request;
    on_subject(applicant(name), request_id, etag, |faults| basis_in(faults, *basis))
}

pub(crate) fn erase_complaint(
    request: &pb::EraseComplaintRequest,
) -> Result<OnSubject<Basis>, Status> {
    let pb::EraseComplaintRequest { name, request_id, etag, basis } = request;
    on_subject(reporter(name), request_id, etag, |faults| basis_in(faults, *basis))
}

pub(crate) fn erase_contributor(
    request: &pb::EraseContributorRequest,
) -> Result<OnSubject<Basis>, Status> {
    let pb::EraseContributorRequest { name, request_id, etag, basis } = request;
    on_subject(contributor(name), request_id, etag, |faults| basis_in(faults, *basis))
}

fn basis_in(faults: &mut Violations, number: i32) -> Option<Basis> {
    let basis = match pb::ErasureBasis::try_from(number) {
        Ok(pb::ErasureBasis::RetentionOver) => Ok(Basis::RetentionOver),
        Ok(pb::ErasureBasis::SubjectRequest) => Ok(Basis::SubjectRequest),
        Ok(pb::ErasureBasis::Unspecified) | Err(_) => Err("must be one of the grounds"),
    };
    faults.check("basis", basis)
}
