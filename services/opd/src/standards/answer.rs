//! Standards, promises and compensations as the wire writes them.

use contract::satupintu::{standards::v1 as pb, r#type::v1::Source};
use standards::{
    Compensation, CompensationKind, Decree, Discussed, Medium, MediumKind, Phase, Promise,
    PromiseMade, Published, Review, Standard, Verdict,
};
use store::{Found, Store};
use tonic::Status;

use crate::{
    catalogue::wire::component,
    names,
    outcome::status,
    wire::{date, timestamp},
};

pub(super) fn standard(found: &Found<Standard>) -> pb::Standard {
    let Found { version, index, record } = found;
    let agency = &record.agency;
    let drafted_by = record.drafted_by.as_ref();
    pb::Standard {
        name: names::standard(agency, &record.service, record.version),
        etag: version.to_string(),
        journal_index: *index,
        phase: phase(record.phase).into(),
        digest: record.digest.clone(),
        missing_components: record.missing.iter().map(|it| component(*it).into()).collect(),
        drafted_by: drafted_by.map(|person| names::officer(agency, person)).unwrap_or_default(),
        drafted_at: Some(timestamp(record.drafted_at)),
        discussion: record.discussed.as_ref().map(discussion),
        established_by: record.established.as_ref().map(decree),
        publications: record.publications.iter().map(publication).collect(),
        reviews: record.reviews.iter().map(review).collect(),
        review_due: record.review_due.map(date),
        revoked_by: record.revoked.as_ref().map(decree),
    }
}

fn phase(phase: Phase) -> pb::StandardPhase {
    match phase {
        Phase::Draft => pb::StandardPhase::Draft,
        Phase::Discussed => pb::StandardPhase::Discussed,
        Phase::Established => pb::StandardPhase::Established,
        Phase::Published => pb::StandardPhase::Published,
        Phase::Revoked => pb::StandardPhase::Revoked,
    }
}

fn discussion(discussed: &Discussed) -> pb::Discussion {
    let Discussed { held_on, minutes, groups, digest } = discussed;
    pb::Discussion {
        held_on: Some(date(*held_on)),
        minutes: minutes.as_str().to_owned(),
        participant_groups: *groups,
        digest: digest.clone(),
    }
}

fn decree(decree: &Decree) -> pb::Decree {
    let Decree { number, dated } = decree;
    pb::Decree { number: number.as_str().to_owned(), dated: Some(date(*dated)) }
}

fn publication(published: &Published) -> pb::Publication {
    let Published { media, on, review_due: _ } = published;
    pb::Publication { media: media.iter().map(medium).collect(), on: Some(date(*on)) }
}

pub(crate) fn medium(medium: &Medium) -> pb::Medium {
    let Medium { kind, place } = medium;
    let kind = match kind {
        MediumKind::Website => pb::MediumKind::Website,
        MediumKind::SocialMedia => pb::MediumKind::SocialMedia,
        MediumKind::Screen => pb::MediumKind::Screen,
        MediumKind::Poster => pb::MediumKind::Poster,
        MediumKind::Leaflet => pb::MediumKind::Leaflet,
        MediumKind::Press => pb::MediumKind::Press,
        MediumKind::Sippn => pb::MediumKind::Sippn,
    };
    pb::Medium { kind: kind.into(), place: place.as_str().to_owned() }
}

fn review(review: &Review) -> pb::Review {
    let Review { held_on, report, verdict } = review;
    let verdict = match verdict {
        Verdict::Kept => pb::ReviewVerdict::Kept,
        Verdict::ToRevise => pb::ReviewVerdict::ToRevise,
    };
    pb::Review {
        held_on: Some(date(*held_on)),
        report: report.as_str().to_owned(),
        verdict: verdict.into(),
    }
}

/// The promise, whose text stands elsewhere.
pub(super) fn promise(found: &Found<Promise>, text: String) -> pb::Promise {
    let Found { version, index, record } = found;
    let PromiseMade {
        agency,
        decree: by,
        signatory,
        digest: _,
        is_usual_text,
        covers,
        compensation,
        compensation_text,
        media,
    } = &record.made;
    let source = if *is_usual_text { Source::Example } else { Source::Published };
    let covers = covers.iter().map(|it| names::standard(agency, &it.service, it.version));
    pb::Promise {
        name: names::promise(agency),
        etag: version.to_string(),
        journal_index: *index,
        edition: record.edition,
        text,
        text_source: source.into(),
        decree: Some(decree(by)),
        signatory: signatory.as_str().to_owned(),
        standards: covers.collect(),
        compensation: kind(*compensation).into(),
        compensation_text: compensation_text.as_str().to_owned(),
        media: media.iter().map(medium).collect(),
        made_at: Some(timestamp(record.made_at)),
    }
}

fn kind(kind: CompensationKind) -> pb::CompensationKind {
    match kind {
        CompensationKind::Apology => pb::CompensationKind::Apology,
        CompensationKind::Delivery => pb::CompensationKind::Delivery,
        CompensationKind::Priority => pb::CompensationKind::Priority,
        CompensationKind::Voucher => pb::CompensationKind::Voucher,
        CompensationKind::Other => pb::CompensationKind::Other,
    }
}

/// What was given, in the clear as long as the applicant's key lives.
pub(super) async fn compensation(
    store: &Store,
    record: &Compensation,
) -> Result<pb::Compensation, Status> {
    let of = &record.of;
    let given = store.unseal(&of.given).await.map_err(status)?.unwrap_or_default();
    let by = record.by.as_ref().map(|person| names::officer(&of.agency, person));
    Ok(pb::Compensation {
        application: names::application(&of.agency, &of.application),
        standard: names::standard(&of.agency, &of.standard.service, of.standard.version),
        breached_at: Some(timestamp(of.breached_at)),
        promise_edition: of.promise,
        kind: kind(of.kind).into(),
        given: String::from_utf8_lossy(&given).into_owned(),
        recorded_at: Some(timestamp(record.at)),
        recorded_by: by.unwrap_or_default(),
    })
}
