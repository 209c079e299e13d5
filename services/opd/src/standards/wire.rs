//! Requests of the standards service, checked whole.

use contract::{
    google::r#type as google,
    satupintu::standards::v1::{self as pb},
};
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Line, Prose, Slug};
use standards::{
    Command, CompensationKind, Covered, Decree, Medium, MediumKind, PromiseCommand, USUAL_PROMISE,
    USUAL_REVIEW_MONTHS, Verdict,
};
use tonic::Status;

use crate::{
    names,
    pages::{List, page_size, page_token},
    wire::date_of,
    writing::{etag, request_id},
};

/// The longest text of a standard, in bytes.
const LONGEST_TEXT: usize = 128 * 1024;
/// Places of one publication.
const MOST_MEDIA: usize = 20;
/// Standards of one promise.
const MOST_COVERED: usize = 200;
/// Groups of a forum.
const MOST_GROUPS: u32 = 50;
/// Five years.
const MOST_MONTHS: u32 = 60;

/// A text on its way to become a draft.
#[derive(Debug)]
pub(super) struct Drafting {
    pub(super) agency: AgencyId,
    pub(super) service: Slug,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) validate_only: bool,
}

pub(super) fn drafting(request: &pb::DraftStandardRequest) -> Result<Drafting, Status> {
    let pb::DraftStandardRequest { parent, request_id: id, etag: tag, text, validate_only } =
        request;
    let mut faults = Violations::new();
    let parent = faults.check("parent", names::parse_service(parent));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    if text.trim().is_empty() {
        faults.add("text", "must be the text of a standard");
    }
    if text.len() > LONGEST_TEXT {
        faults.add("text", format!("must be at most {LONGEST_TEXT} bytes"));
    }
    let validate_only = *validate_only;
    let whole = (|| {
        let (agency, service) = parent?;
        let (request_id, etag) = (request_id?, etag?);
        Some(Drafting { agency, service, request_id, etag, validate_only })
    })();
    faults.finish(whole)
}

/// A step of a standard's life.
#[derive(Debug)]
pub(super) struct OnStandard {
    pub(super) agency: AgencyId,
    pub(super) service: Slug,
    pub(super) version: u32,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) command: Command,
}

/// Checks what every step has, and the `command`.
fn on_standard(
    name: &str,
    id: &str,
    tag: &str,
    command: impl FnOnce(&mut Violations) -> Option<Command>,
) -> Result<OnStandard, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_standard(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let command = command(&mut faults);
    let whole = (|| {
        let (agency, service, version) = name?;
        let (request_id, etag, command) = (request_id?, etag?, command?);
        Some(OnStandard { agency, service, version, request_id, etag, command })
    })();
    faults.finish(whole)
}

pub(super) fn discussion(request: &pb::RecordDiscussionRequest) -> Result<OnStandard, Status> {
    let pb::RecordDiscussionRequest {
        name,
        request_id,
        etag,
        held_on,
        minutes,
        participant_groups,
    } = request;
    on_standard(name, request_id, etag, |faults| {
        let held_on = required_date(faults, "held_on", held_on.as_ref());
        let minutes = faults.check("minutes", Line::parse(minutes));
        let groups = *participant_groups;
        let fits = (1..=MOST_GROUPS).contains(&groups);
        let groups = fits.then_some(groups).ok_or("must be 1 to 50");
        let groups = faults.check("participant_groups", groups);
        let (held_on, minutes, groups) = (held_on?, minutes?, groups?);
        Some(Command::Discuss { held_on, minutes, groups, digest: None })
    })
}

pub(super) fn establishment(request: &pb::EstablishStandardRequest) -> Result<OnStandard, Status> {
    let pb::EstablishStandardRequest { name, request_id, etag, decree } = request;
    on_standard(name, request_id, etag, |faults| {
        Some(Command::Establish { decree: decree_of(faults, decree.as_ref())? })
    })
}

pub(super) fn publication(request: &pb::PublishStandardRequest) -> Result<OnStandard, Status> {
    let pb::PublishStandardRequest { name, request_id, etag, media, review_months } = request;
    on_standard(name, request_id, etag, |faults| {
        let media = media_of(faults, media);
        let review_months = months(faults, *review_months);
        Some(Command::Publish { media: media?, review_months: review_months? })
    })
}

pub(super) fn review(request: &pb::ReviewStandardRequest) -> Result<OnStandard, Status> {
    let pb::ReviewStandardRequest {
        name,
        request_id,
        etag,
        held_on,
        report,
        verdict,
        review_months,
    } = request;
    on_standard(name, request_id, etag, |faults| {
        let held_on = required_date(faults, "held_on", held_on.as_ref());
        let report = faults.check("report", Line::parse(report));
        let verdict = match pb::ReviewVerdict::try_from(*verdict) {
            Ok(pb::ReviewVerdict::Kept) => Ok(Verdict::Kept),
            Ok(pb::ReviewVerdict::ToRevise) => Ok(Verdict::ToRevise),
            Ok(pb::ReviewVerdict::Unspecified) | Err(_) => Err("must be one of the verdicts"),
        };
        let verdict = faults.check("verdict", verdict);
        let review_months = months(faults, *review_months);
        let (held_on, report, verdict) = (held_on?, report?, verdict?);
        Some(Command::Review { held_on, report, verdict, review_months: review_months? })
    })
}

pub(super) fn revocation(request: &pb::RevokeStandardRequest) -> Result<OnStandard, Status> {
    let pb::RevokeStandardRequest { name, request_id, etag, decree } = request;
    on_standard(name, request_id, etag, |faults| {
        Some(Command::Revoke { decree: decree_of(faults, decree.as_ref())? })
    })
}

pub(super) fn standard_named(
    request: &pb::GetStandardRequest,
) -> Result<(AgencyId, Slug, u32), Status> {
    let pb::GetStandardRequest { name } = request;
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_standard(name));
    faults.finish(name)
}

/// A page of an agency's standards, or of what it gave.
#[derive(Debug)]
pub(super) struct Listing {
    pub(super) agency: AgencyId,
    pub(super) size: usize,
    pub(super) due_by: Option<Date>,
    pub(super) list: List,
}

pub(super) fn listing(request: &pb::ListStandardsRequest) -> Result<Listing, Status> {
    let pb::ListStandardsRequest { parent, page_size: size, page_token: token, review_due_by } =
        request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let due_by = match review_due_by {
        Some(day) => faults.check("review_due_by", date_of(day)).map(Some),
        None => Some(None),
    };
    let whole = (|| {
        token?;
        let due_by = due_by?;
        let filter = due_by.map(|day| day.to_string()).unwrap_or_default();
        let list = List::new("ListStandards", &[parent, &filter]);
        Some(Listing { agency: agency?, size: size?, due_by, list })
    })();
    faults.finish(whole)
}

pub(super) fn compensations(request: &pb::ListCompensationsRequest) -> Result<Listing, Status> {
    let pb::ListCompensationsRequest { parent, page_size: size, page_token: token } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let size = page_size(&mut faults, *size);
    let token = page_token(&mut faults, token);
    let whole = (|| {
        token?;
        let list = List::new("ListCompensations", &[parent]);
        Some(Listing { agency: agency?, size: size?, due_by: None, list })
    })();
    faults.finish(whole)
}

/// A new promise.
#[derive(Debug)]
pub(super) struct Promising {
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) command: PromiseCommand,
    pub(super) text: String,
}

pub(super) fn promise(request: &pb::EstablishPromiseRequest) -> Result<Promising, Status> {
    let pb::EstablishPromiseRequest {
        parent,
        request_id: id,
        etag: tag,
        text,
        decree,
        signatory,
        standards,
        compensation,
        compensation_text,
        media,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let is_usual_text = text.is_empty();
    let text = if is_usual_text {
        Some(USUAL_PROMISE.to_owned())
    } else {
        faults.check("text", Prose::<2000>::parse(text)).map(String::from)
    };
    let decree = decree_of(&mut faults, decree.as_ref());
    let signatory = faults.check("signatory", Line::parse(signatory));
    let covers = covered(&mut faults, agency.as_ref(), standards);
    let compensation = kind_of(&mut faults, "compensation", *compensation);
    let compensation_text = faults.check("compensation_text", Line::parse(compensation_text));
    let media = media_of(&mut faults, media);
    let whole = (|| {
        let text = text?;
        let command = PromiseCommand {
            agency: agency?,
            decree: decree?,
            signatory: signatory?,
            digest: store::digest(&text),
            is_usual_text,
            covers: covers?,
            compensation: compensation?,
            compensation_text: compensation_text?,
            media: media?,
        };
        Some(Promising { request_id: request_id?, etag: etag?, command, text })
    })();
    faults.finish(whole)
}

fn covered(
    faults: &mut Violations,
    agency: Option<&AgencyId>,
    standards: &[String],
) -> Option<Vec<Covered>> {
    if standards.is_empty() || standards.len() > MOST_COVERED {
        faults.add("standards", format!("must be 1 to {MOST_COVERED} standards"));
        return None;
    }
    let parsed = standards.iter().enumerate().map(|(n, name)| {
        let field = format!("standards[{n}]");
        let (of, service, version) = faults.check(&field, names::parse_standard(name))?;
        if agency.is_some_and(|agency| *agency != of) {
            faults.add(&field, "must be a standard of this agency");
            return None;
        }
        Some(Covered { service, version })
    });
    // Every name is looked at before the first fault ends it.
    let parsed: Vec<Option<Covered>> = parsed.collect();
    parsed.into_iter().collect()
}

pub(super) fn promise_named(request: &pb::GetPromiseRequest) -> Result<AgencyId, Status> {
    let pb::GetPromiseRequest { name } = request;
    let mut faults = Violations::new();
    let agency = faults.check("name", names::parse_promise(name));
    faults.finish(agency)
}

pub(super) fn promise_printed(request: &pb::PrintPromiseRequest) -> Result<AgencyId, Status> {
    let pb::PrintPromiseRequest { name } = request;
    let mut faults = Violations::new();
    let agency = faults.check("name", names::parse_promise(name));
    faults.finish(agency)
}

/// Something given for a broken promise.
#[derive(Debug)]
pub(super) struct Giving {
    pub(super) agency: AgencyId,
    pub(super) application: String,
    pub(super) request_id: String,
    pub(super) kind: CompensationKind,
    pub(super) given: Prose<1000>,
}

pub(super) fn giving(request: &pb::RecordCompensationRequest) -> Result<Giving, Status> {
    let pb::RecordCompensationRequest { application, request_id: id, kind, given } = request;
    let mut faults = Violations::new();
    let application = faults.check("application", names::parse_application(application));
    let request_id = request_id(&mut faults, id);
    let kind = kind_of(&mut faults, "kind", *kind);
    let given = faults.check("given", Prose::parse(given));
    let whole = (|| {
        let (agency, application) = application?;
        let (request_id, kind, given) = (request_id?, kind?, given?);
        Some(Giving { agency, application, request_id, kind, given })
    })();
    faults.finish(whole)
}

fn kind_of(faults: &mut Violations, field: &str, kind: i32) -> Option<CompensationKind> {
    let kind = match pb::CompensationKind::try_from(kind) {
        Ok(pb::CompensationKind::Apology) => Ok(CompensationKind::Apology),
        Ok(pb::CompensationKind::Delivery) => Ok(CompensationKind::Delivery),
        Ok(pb::CompensationKind::Priority) => Ok(CompensationKind::Priority),
        Ok(pb::CompensationKind::Voucher) => Ok(CompensationKind::Voucher),
        Ok(pb::CompensationKind::Other) => Ok(CompensationKind::Other),
        Ok(pb::CompensationKind::Unspecified) | Err(_) => {
            Err("must be one of the kinds of compensation")
        }
    };
    faults.check(field, kind)
}

/// Where something is made public: 1 to 20 places.
pub(crate) fn media_of(faults: &mut Violations, media: &[pb::Medium]) -> Option<Vec<Medium>> {
    if media.is_empty() || media.len() > MOST_MEDIA {
        faults.add("media", format!("must be 1 to {MOST_MEDIA} places"));
        return None;
    }
    let parsed = media.iter().enumerate().map(|(n, pb::Medium { kind, place })| {
        let kind = match pb::MediumKind::try_from(*kind) {
            Ok(pb::MediumKind::Website) => Ok(MediumKind::Website),
            Ok(pb::MediumKind::SocialMedia) => Ok(MediumKind::SocialMedia),
            Ok(pb::MediumKind::Screen) => Ok(MediumKind::Screen),
            Ok(pb::MediumKind::Poster) => Ok(MediumKind::Poster),
            Ok(pb::MediumKind::Leaflet) => Ok(MediumKind::Leaflet),
            Ok(pb::MediumKind::Press) => Ok(MediumKind::Press),
            Ok(pb::MediumKind::Sippn) => Ok(MediumKind::Sippn),
            Ok(pb::MediumKind::Unspecified) | Err(_) => Err("must be one of the kinds of medium"),
        };
        let kind = faults.check(&format!("media[{n}].kind"), kind);
        let place = faults.check(&format!("media[{n}].place"), Line::parse(place));
        Some(Medium { kind: kind?, place: place? })
    });
    let parsed: Vec<Option<Medium>> = parsed.collect();
    parsed.into_iter().collect()
}

fn decree_of(faults: &mut Violations, decree: Option<&pb::Decree>) -> Option<Decree> {
    let Some(pb::Decree { number, dated }) = decree else {
        faults.add("decree", "must be given");
        return None;
    };
    let number = faults.check("decree.number", Line::parse(number));
    let dated = required_date(faults, "decree.dated", dated.as_ref());
    Some(Decree { number: number?, dated: dated? })
}

fn months(faults: &mut Violations, months: u32) -> Option<u32> {
    let checked = match months {
        0 => Ok(USUAL_REVIEW_MONTHS),
        1..=MOST_MONTHS => Ok(months),
        _ => Err("must be at most 60 months, where 0 means 12"),
    };
    faults.check("review_months", checked)
}

/// A day that must be given.
pub(crate) fn required_date(
    faults: &mut Violations,
    field: &str,
    date: Option<&google::Date>,
) -> Option<Date> {
    match date {
        Some(date) => faults.check(field, date_of(date)),
        None => {
            faults.add(field, "must be given");
            None
        }
    }
}
