//! Requests of the licences service, checked whole: every fault at once.

use contract::satupintu::permits::v1::{self as pb, verify_licence_request as verify};
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Line, Prose, Slug};
use permits::licence::{Basis, Concern, VerificationCode};
use privacy::Nik;
use signing::Passphrase;
use store::Concerned;
use tonic::Status;

use crate::{
    names,
    pages::{List, page_size, page_token},
    permits::{Holder, holder},
    wire::date_of,
    writing::{etag, request_id},
};

/// The longest number: the longest template, its places filled.
const LONGEST_NUMBER: usize = 200;

/// How somebody names a licence to verify it.
#[derive(Debug)]
pub(super) enum Named {
    Code(VerificationCode),
    Number(AgencyId, String),
    Document,
}

/// Whether a licence holds, and whether a document is its document.
#[derive(Debug)]
pub(super) struct Verification {
    pub(super) named: Named,
    pub(super) digest: Option<[u8; 32]>,
}

pub(super) fn verification(request: &pb::VerifyLicenceRequest) -> Result<Verification, Status> {
    let pb::VerifyLicenceRequest { parent, pdf_sha256, licence } = request;
    let mut faults = Violations::new();
    let parent = match parent.as_str() {
        "" => Some(None),
        parent => faults.check("parent", names::parse_agency(parent)).map(Some),
    };
    let digest = match pdf_sha256.len() {
        0 => Some(None),
        _ => {
            let digest = <[u8; 32]>::try_from(pdf_sha256.as_slice());
            faults.check("pdf_sha256", digest.map_err(|_| "must be 32 bytes, or empty")).map(Some)
        }
    };
    let named = match licence {
        Some(verify::Licence::VerificationCode(code)) => {
            faults.check("verification_code", VerificationCode::parse(code)).map(Named::Code)
        }
        Some(verify::Licence::LicenceNumber(text)) => {
            let text = faults.check("licence_number", number(text));
            if parent == Some(None) {
                faults.add("parent", "must say whose number it is");
            }
            (|| Some(Named::Number(parent.clone()??, text?)))()
        }
        None if digest == Some(None) => {
            faults.add("licence", "must be given, or the digest of the document");
            None
        }
        None => Some(Named::Document),
    };
    let whole = (|| {
        parent?;
        Some(Verification { named: named?, digest: digest? })
    })();
    faults.finish(whole)
}

/// A number as services give them: their templates hold a year.
fn number(text: &str) -> Result<String, &'static str> {
    let is_plain = (1..=LONGEST_NUMBER).contains(&text.len())
        && text.bytes().all(|b| b == b' ' || b.is_ascii_graphic());
    let has_year = text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit));
    if is_plain && has_year {
        Ok(text.to_owned())
    } else {
        Err("must be 1 to 200 visible ASCII characters and spaces, with a year among them")
    }
}

/// The licence that a new application names, if it names one.
pub(crate) fn concerning(
    faults: &mut Violations,
    concerning: Option<&pb::Concerning>,
) -> Option<Option<Concerned>> {
    let Some(pb::Concerning { kind, licence_number, verification_code }) = concerning else {
        return Some(None);
    };
    let kind = match pb::Concern::try_from(*kind) {
        Ok(pb::Concern::Renewal) => Ok(Concern::Renewal),
        Ok(pb::Concern::Amendment) => Ok(Concern::Amendment),
        Ok(pb::Concern::Transfer) => Ok(Concern::Transfer),
        Ok(pb::Concern::Unspecified) | Err(_) => Err("must be one of the kinds"),
    };
    let kind = faults.check("concerning.kind", kind);
    let number = faults.check("concerning.licence_number", number(licence_number));
    let code = VerificationCode::parse(verification_code);
    let code = faults.check("concerning.verification_code", code);
    Some(Some(Concerned { kind: kind?, number: number?, code: code? }))
}

/// The agency and id of a licence by name.
pub(super) fn naming(name: &str) -> Result<(AgencyId, String), Status> {
    let mut faults = Violations::new();
    let parsed = faults.check("name", names::parse_licence(name));
    faults.finish(parsed)
}

/// One page of an agency's licences.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) agency: AgencyId,
    pub(super) service: Option<Slug>,
    pub(super) status: pb::LicenceStatus,
    pub(super) from: Option<Date>,
    pub(super) until: Option<Date>,
    pub(super) size: usize,
    pub(super) list: List,
}

pub(super) fn listing(request: &pb::ListLicencesRequest) -> Result<Listing, Status> {
    let pb::ListLicencesRequest {
        parent,
        page_size: size,
        page_token: token,
        service,
        status,
        ends_from,
        ends_until,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let named = match service.as_str() {
        "" => Some(None),
        name => faults.check("service", names::parse_service(name)).map(|(_, id)| Some(id)),
    };
    let known = pb::LicenceStatus::try_from(*status).map_err(|_| "must be one of the statuses");
    let known = faults.check("status", known);
    let mut day = |field: &str, date: &Option<_>| match date {
        None => Some(None),
        Some(date) => faults.check(field, date_of(date)).map(Some),
    };
    let (from, until) = (day("ends_from", ends_from), day("ends_until", ends_until));
    let whole = (|| {
        token?;
        let (from, until) = (from?, until?);
        let day = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
        let (status, first, last) = (status.to_string(), day(from), day(until));
        let filters = [parent, service, &status, &first, &last].map(String::as_str);
        Some(Listing {
            agency: agency?,
            service: named?,
            status: known?,
            from,
            until,
            size: size?,
            list: List::new("ListLicences", &filters),
        })
    })();
    faults.finish(whole)
}

/// A write by an officer on one licence, and what it brings.
#[derive(Debug)]
pub(super) struct OnLicence<T> {
    pub(super) agency: AgencyId,
    pub(super) licence: String,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) brings: T,
}

fn on_licence<T>(
    name: &str,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnLicence<T>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_licence(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, licence) = name?;
        Some(OnLicence { agency, licence, request_id: request_id?, etag: etag?, brings: brings? })
    })();
    faults.finish(whole)
}

/// What the person who signs gives, none of it kept.
#[derive(Debug)]
pub(super) struct Signing {
    pub(super) nik: Option<Passphrase>,
    pub(super) passphrase: Option<Passphrase>,
}

pub(super) fn signing(request: &pb::SignLicenceRequest) -> Result<OnLicence<Signing>, Status> {
    let pb::SignLicenceRequest { name, request_id, etag, nik, passphrase } = request;
    on_licence(name, request_id, etag, |faults| {
        let nik = match nik.as_str() {
            "" => Some(None),
            nik => faults.check("nik", Nik::parse(nik)).map(|nik| Some(nik.as_str().to_owned())),
        };
        let passphrase = match passphrase.as_str() {
            "" => Some(None),
            // As it was typed, white space and all.
            text => {
                faults.check("passphrase", Line::<200>::parse(text)).map(|_| Some(text.to_owned()))
            }
        };
        let secret = |text: Option<String>| text.map(Passphrase::new);
        Some(Signing { nik: secret(nik?), passphrase: secret(passphrase?) })
    })
}

/// The receipt of an applicant who wants the document.
pub(super) fn download(request: &pb::DownloadLicenceRequest) -> Result<Holder, Status> {
    let pb::DownloadLicenceRequest { receipt_number, secret } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    faults.finish(holder)
}

pub(super) fn revocation(
    request: &pb::RevokeLicenceRequest,
) -> Result<OnLicence<(Basis, Prose)>, Status> {
    let pb::RevokeLicenceRequest { name, request_id, etag, basis, ground } = request;
    on_licence(name, request_id, etag, |faults| {
        let basis = match pb::RevocationBasis::try_from(*basis) {
            Ok(pb::RevocationBasis::HolderRequest) => Ok(Basis::HolderRequest),
            Ok(pb::RevocationBasis::Dissolution) => Ok(Basis::Dissolution),
            Ok(pb::RevocationBasis::Violation) => Ok(Basis::Violation),
            Ok(pb::RevocationBasis::CourtRuling) => Ok(Basis::CourtRuling),
            Ok(pb::RevocationBasis::LandRight) => Ok(Basis::LandRight),
            Ok(pb::RevocationBasis::ClericalError) => Ok(Basis::ClericalError),
            Ok(pb::RevocationBasis::Unspecified) | Err(_) => Err("must be one of the bases"),
        };
        let basis = faults.check("basis", basis);
        let ground = faults.check("ground", Prose::parse(ground));
        Some((basis?, ground?))
    })
}
