//! Requests of the conduct service, checked whole: every fault at once.

use contract::satupintu::permits::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, PersonId, Prose, UnitId};
use permits::{ConflictKind, ReassignReason};
use privacy::{Field, Normalised};
use sop::StepId;
use tonic::Status;

use crate::{
    names,
    pages::{page_size, page_token},
    permits::{
        form::ADDRESS,
        wire::{OnCase, on_case, step_of},
    },
    writing::{etag, request_id},
};

/// Whom a supervisor puts in another's place.
pub(super) struct Reassignment {
    pub(super) step: StepId,
    pub(super) to: PersonId,
    pub(super) reason: ReassignReason,
    pub(super) note: Prose,
}

pub(super) fn reassignment(
    request: &pb::ReassignTaskRequest,
) -> Result<OnCase<Reassignment>, Status> {
    let pb::ReassignTaskRequest { name, request_id, etag, step, officer, reason, note } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let officer = faults.check("officer", names::parse_officer(officer));
        let reason = match pb::ReassignReason::try_from(*reason) {
            Ok(pb::ReassignReason::Absence) => Ok(ReassignReason::Absence),
            Ok(pb::ReassignReason::Workload) => Ok(ReassignReason::Workload),
            Ok(pb::ReassignReason::ConflictOfInterest) => Ok(ReassignReason::ConflictOfInterest),
            Ok(pb::ReassignReason::Other) => Ok(ReassignReason::Other),
            Ok(pb::ReassignReason::Unspecified) | Err(_) => Err("must be one of the reasons"),
        };
        let reason = faults.check("reason", reason);
        let note = faults.check("note", Prose::parse(note));
        let (_, to) = officer?;
        Some(Reassignment { step: step?, to, reason: reason?, note: note? })
    })
}

/// A page of a unit's conflicts of interest.
pub(super) struct Listing {
    pub(super) agency: AgencyId,
    pub(super) unit: UnitId,
    pub(super) size: usize,
}

pub(super) fn listing(request: &pb::ListConflictsRequest) -> Result<Listing, Status> {
    let pb::ListConflictsRequest { unit, page_size: size, page_token: token } = request;
    let mut faults = Violations::new();
    let unit = faults.check("unit", names::parse_unit(unit));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        let (agency, unit) = unit?;
        Some(Listing { agency, unit, size: size? })
    })();
    faults.finish(whole)
}

pub(super) fn sharing(request: &pb::ListSharedContactsRequest) -> Result<Listing, Status> {
    let pb::ListSharedContactsRequest { unit, page_size, page_token } = request.clone();
    listing(&pb::ListConflictsRequest { unit, page_size, page_token })
}

/// What is shared, as the index names it.
pub(super) fn shared_field(field: &str) -> pb::SharedField {
    match field {
        "phone" => pb::SharedField::Phone,
        "email" => pb::SharedField::Email,
        ADDRESS => pb::SharedField::Address,
        _ => pb::SharedField::Unspecified,
    }
}

/// Numbers that an officer shares with family.
pub(super) struct Kinship {
    pub(super) agency: AgencyId,
    pub(super) person: PersonId,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) numbers: Vec<Normalised>,
}

pub(super) fn kinship(request: &pb::RegisterKinshipRequest) -> Result<Kinship, Status> {
    let pb::RegisterKinshipRequest {
        name,
        request_id: id,
        etag: tag,
        family_card,
        nik,
        npwp,
        phone,
    } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_officer(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let given = [
        ("family_card", Field::Kk, family_card),
        ("nik", Field::Nik, nik),
        ("npwp", Field::Npwp, npwp),
        ("phone", Field::Phone, phone),
    ];
    let given: Vec<_> = given.into_iter().filter(|(_, _, text)| !text.is_empty()).collect();
    if given.is_empty() {
        faults.add("family_card", "must be given, or another of the numbers");
    }
    let numbers: Vec<_> = given
        .into_iter()
        .map(|(place, field, text)| faults.check(place, field.normalise(text)))
        .collect();
    let whole = (|| {
        let (agency, person) = name?;
        let numbers = numbers.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Kinship { agency, person, request_id: request_id?, etag: etag?, numbers })
    })();
    faults.finish(whole)
}

/// A kind as the wire names it.
pub(super) fn conflict_kind(kind: ConflictKind) -> pb::ConflictKind {
    match kind {
        ConflictKind::Family => pb::ConflictKind::Family,
        ConflictKind::Business => pb::ConflictKind::Business,
        ConflictKind::Affiliation => pb::ConflictKind::Affiliation,
        ConflictKind::OtherWork => pb::ConflictKind::OtherWork,
        ConflictKind::Other => pb::ConflictKind::Other,
        ConflictKind::Matched => pb::ConflictKind::Matched,
    }
}
