//! Licences as the service answers them: to officers, and to everybody.

use contract::satupintu::permits::v1 as pb;
use jiff::civil::Date;
use kernel::{AgencyId, Instant};
use permits::licence::{
    Basis, Concern, Concerning, Document, LicenceRecord, Revocation, Standing, Status, Succession,
    masked,
};
use store::{Found, Store};
use tonic::Status as Refusal;

use crate::{names, outcome::status, permits::form::Form, wire};

/// A licence with what it is worth on `today`, without the words of a ground.
pub(super) fn licence(found: &Found<LicenceRecord>, today: Date, simulated: bool) -> pb::Licence {
    let Found { version, index, record } = found;
    let agency = &record.agency;
    let document = record.document.as_ref().map(|document| {
        let Document { digest, size, blob: _, signer } = document;
        pb::LicenceDocument {
            sha256: hex::decode(digest).unwrap_or_default(),
            size_bytes: *size,
            signer: Some(wire::bilingual(signer)),
            signed_at: record.signed_at.map(wire::timestamp),
        }
    });
    let (revocation, superseded_by) = match &record.standing {
        Standing::Pending | Standing::InForce => (None, None),
        Standing::Revoked(revocation) => (Some(revoked(agency, revocation)), None),
        Standing::Superseded(Succession { at: _, by, kind }) => {
            (None, Some(link(agency, by, *kind)))
        }
    };
    let succeeds = record.succeeds.as_ref();
    pb::Licence {
        name: names::licence(agency, &record.id),
        etag: version.to_string(),
        journal_index: *index,
        licence_number: record.number.clone(),
        verification_code: record.code.to_string(),
        service: format!("agencies/{agency}/services/{}", record.service.id),
        service_version: record.service.version,
        application: names::application(agency, &record.application),
        issued_at: Some(wire::timestamp(record.issued_at)),
        valid_from: Some(wire::date(record.validity.from)),
        valid_until: record.validity.until.map(wire::date),
        status: worth(record.status(today)).into(),
        document,
        revocation,
        succeeds: succeeds.map(|Concerning { kind, licence }| link(agency, licence, *kind)),
        superseded_by,
        concerned_by: record
            .concerned_by
            .as_ref()
            .map_or_else(String::new, |id| names::application(agency, id)),
        simulated,
    }
}

fn revoked(agency: &AgencyId, revocation: &Revocation) -> pb::Revocation {
    let Revocation { at, by, basis, ground: _ } = revocation;
    pb::Revocation {
        basis: self::basis(*basis).into(),
        ground: String::new(),
        revoked_at: Some(wire::timestamp(*at)),
        revoked_by: by.as_ref().map_or_else(String::new, |by| names::officer(agency, by)),
    }
}

/// A licence and what is wanted of it, as the wire names it.
pub(crate) fn link(agency: &AgencyId, licence: &str, kind: Concern) -> pb::LicenceLink {
    pb::LicenceLink { licence: names::licence(agency, licence), kind: concern(kind).into() }
}

/// What everybody may know.
pub(super) async fn verification(
    store: &Store,
    record: &LicenceRecord,
    digest: Option<[u8; 32]>,
    now: Instant,
    today: Date,
) -> Result<pb::VerifyLicenceResponse, Refusal> {
    let agency = &record.agency;
    let service = store
        .service_version(agency, &record.service.id, record.service.version)
        .await
        .map_err(status)?;
    let service = service.as_ref().map(|published| &published.service);
    let issued = record.document.as_ref();
    let issued_digest =
        issued.and_then(|document| hex::decode(&document.digest).ok()).unwrap_or_default();
    let document_check = match digest {
        None => pb::DocumentCheck::Unspecified,
        Some(digest) if digest.as_slice() == issued_digest => pb::DocumentCheck::Matches,
        Some(_) => pb::DocumentCheck::Differs,
    };
    let since = match &record.standing {
        Standing::Pending => Some(record.issued_at),
        Standing::InForce => None,
        Standing::Revoked(revocation) => Some(revocation.at),
        Standing::Superseded(succession) => Some(succession.at),
    };
    Ok(pb::VerifyLicenceResponse {
        agency: format!("agencies/{agency}"),
        licence_number: record.number.clone(),
        service_title: service.map(|service| wire::bilingual(service.title())),
        masked_holder: masked(&holder(store, record).await?),
        valid_from: Some(wire::date(record.validity.from)),
        valid_until: record.validity.until.map(wire::date),
        status: worth(record.status(today)).into(),
        status_since: since.map(wire::timestamp),
        document_sha256: issued_digest,
        signer: issued.map(|document| wire::bilingual(&document.signer)),
        document_check: document_check.into(),
        as_of: Some(wire::timestamp(now)),
        example: service.is_some_and(|service| service.is_example()),
        simulated: store.deployment().simulation,
    })
}

/// The holder's name; empty once it was erased.
async fn holder(store: &Store, record: &LicenceRecord) -> Result<String, Refusal> {
    let Some(bytes) = store.unseal(&record.holder).await.map_err(status)? else {
        return Ok(String::new());
    };
    let form = Form::from_bytes(&bytes).map_err(|error| edge::failed(&error))?;
    Ok(form.name().to_owned())
}

/// What a licence is worth, as the wire names it.
pub(crate) fn worth(worth: Status) -> pb::LicenceStatus {
    match worth {
        Status::Valid => pb::LicenceStatus::Valid,
        Status::Expired => pb::LicenceStatus::Expired,
        Status::Revoked => pb::LicenceStatus::Revoked,
        Status::Superseded => pb::LicenceStatus::Superseded,
        Status::NotYetSigned => pb::LicenceStatus::NotYetSigned,
    }
}

fn concern(kind: Concern) -> pb::Concern {
    match kind {
        Concern::Renewal => pb::Concern::Renewal,
        Concern::Amendment => pb::Concern::Amendment,
        Concern::Transfer => pb::Concern::Transfer,
    }
}

fn basis(basis: Basis) -> pb::RevocationBasis {
    match basis {
        Basis::HolderRequest => pb::RevocationBasis::HolderRequest,
        Basis::Dissolution => pb::RevocationBasis::Dissolution,
        Basis::Violation => pb::RevocationBasis::Violation,
        Basis::CourtRuling => pb::RevocationBasis::CourtRuling,
        Basis::LandRight => pb::RevocationBasis::LandRight,
        Basis::ClericalError => pb::RevocationBasis::ClericalError,
    }
}

/// With the words of the revocation's ground, for who may read them.
pub(super) async fn with_ground(
    store: &Store,
    record: &LicenceRecord,
    licence: pb::Licence,
) -> Result<pb::Licence, Refusal> {
    let Standing::Revoked(Revocation { ground, .. }) = &record.standing else {
        return Ok(licence);
    };
    let words = store.unseal(ground).await.map_err(status)?.unwrap_or_default();
    let ground = String::from_utf8(words).map_err(|error| edge::failed(&error))?;
    let revocation = licence.revocation.map(|revocation| pb::Revocation { ground, ..revocation });
    Ok(pb::Licence { revocation, ..licence })
}

/// What a filter by status means for the list, which knows standings and last
/// days: what is in force has expired once its last day is over.
pub(super) fn filtered(
    worth: pb::LicenceStatus,
    from: Option<Date>,
    until: Option<Date>,
    today: Date,
) -> (Option<&'static str>, Option<Date>, Option<Date>) {
    match worth {
        pb::LicenceStatus::Unspecified => (None, from, until),
        pb::LicenceStatus::Valid => (Some("in_force"), from.max(Some(today)), until),
        pb::LicenceStatus::Expired => {
            let yesterday = today.yesterday().unwrap_or(today);
            let until = until.map_or(yesterday, |until| until.min(yesterday));
            (Some("in_force"), from, Some(until))
        }
        pb::LicenceStatus::Revoked => (Some("revoked"), from, until),
        pb::LicenceStatus::Superseded => (Some("superseded"), from, until),
        pb::LicenceStatus::NotYetSigned => (Some("pending"), from, until),
    }
}
