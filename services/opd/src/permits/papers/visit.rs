//! The pages of a visit: who goes, and what was found there.

use documents::{
    AssignmentLetter, Finding, Member, MinutesPage, Photo, Recommendation, Signatory, date,
};
use kernel::{PersonId, SealedRef};
use permits::{CaseFile, FileFor, FindingAnswer, Inspection, Media, Observation};
use tonic::Status;

use super::{
    page::Making,
    service::{Reader, missing},
};
use crate::{
    files::about::{Coordinates, Details},
    outcome::status,
    permits::inspections::may_open,
};

/// Surat tugas of the last visit.
pub(super) async fn assignment(
    making: &Making<'_>,
    reader: &Reader,
) -> Result<AssignmentLetter, Status> {
    let visit = last(making, reader)?;
    let zone = making.ground.calendar.zone();
    let minutes = zone.minute_of_day(visit.visit_at);
    let (hour, minute) = (minutes / 60, minutes % 60);
    // A superior of the unit or the head: which, the letter's number says.
    let signatory = Signatory {
        office: "Atasan yang menugaskan".to_owned(),
        name: named(reader, &visit.letter.signed_by, "petugas berwenang"),
        employee_number: None,
    };
    let number = visit.letter.number.clone();
    let mut sheet = making.sheet(number, visit.ordered_at, signatory);
    sheet.date = visit.letter.date;
    let step = making.ground.sop.step(&visit.step);
    Ok(AssignmentLetter {
        sheet,
        application: making.record.receipt.to_string(),
        service: making.service(),
        purpose: step.map_or_else(|| visit.step.to_string(), |step| step.name.id.clone()),
        legal_basis: making.legal_basis(),
        team: team(visit, reader),
        inspected_on: zone.date(visit.visit_at),
        hour: Some(format!("{hour:02}.{minute:02} {}", zone.abbreviation())),
        location: making.text(&visit.place).await?,
        verification: None,
    })
}

/// Berita acara of the last visit, once all of its team have signed.
pub(super) async fn minutes(making: &Making<'_>, reader: &Reader) -> Result<MinutesPage, Status> {
    let visit = last(making, reader)?;
    let minutes = visit.minutes.as_ref().filter(|_| visit.is_locked()).ok_or_else(missing)?;
    let zone = making.ground.calendar.zone();
    let signed_at = visit.signatures.iter().map(|signature| signature.at).max();
    // The team signs, in a table of its own.
    let signatory = Signatory { office: String::new(), name: String::new(), employee_number: None };
    let number = visit.letter.number.clone();
    let mut findings = Vec::with_capacity(visit.findings.len());
    for found in &visit.findings {
        findings.push(finding(making, found).await?);
    }
    let told = making.text(&minutes.text).await?;
    let reason = making.text(&minutes.reason).await?;
    Ok(MinutesPage {
        sheet: making.sheet(number, signed_at.unwrap_or(visit.visit_at), signatory),
        application: making.record.receipt.to_string(),
        service: making.service(),
        inspected_on: zone.date(visit.visit_at),
        location: making.text(&visit.place).await?,
        team: team(visit, reader),
        findings,
        photos: photos(making, visit).await?,
        recommendation: match minutes.recommendation {
            sop::Recommendation::Issue => Recommendation::Issue,
            sop::Recommendation::Refuse => Recommendation::Refuse,
        },
        reason: format!("{reason}\n{told}"),
        witnesses: Vec::new(),
        verification: None,
    })
}

/// The last visit that was not called off, where it is the reader's business.
fn last<'a>(making: &Making<'a>, reader: &Reader) -> Result<&'a Inspection, Status> {
    let record = making.record;
    let mut visits = record.inspections.iter().rev().filter(|visit| visit.cancelled_at.is_none());
    let visit = visits.next().ok_or_else(missing)?;
    match reader {
        Reader::Officer(officer) if !may_open(record, visit, &officer.person) => {
            Err(edge::refused("DUTY_MISSING", &[]))
        }
        Reader::Officer(_) | Reader::Applicant => Ok(visit),
    }
}

/// The system knows officers by their pseudonyms alone, and shows applicants not even these.
fn named(reader: &Reader, person: &PersonId, part: &str) -> String {
    match reader {
        Reader::Officer(_) => person.to_string(),
        Reader::Applicant => part.to_owned(),
    }
}

fn team(visit: &Inspection, reader: &Reader) -> Vec<Member> {
    let member = |(at, person): (usize, &PersonId)| {
        let signed = visit.signatures.iter().any(|signature| signature.person == *person);
        Member {
            name: named(reader, person, &format!("petugas {at}")),
            employee_number: None,
            office: "Tim pemeriksa".to_owned(),
            role: if signed { "menandatangani" } else { "anggota" }.to_owned(),
        }
    };
    (1..).zip(&visit.team).map(member).collect()
}

async fn finding(making: &Making<'_>, found: &Observation) -> Result<Finding, Status> {
    let Observation { item, answer, note } = found;
    let checklist = making.ground.service.checklist();
    let asked = checklist.iter().find(|asked| asked.id == *item);
    let answer = match answer {
        FindingAnswer::Yes => "Sesuai",
        FindingAnswer::No => "Tidak sesuai",
        FindingAnswer::NotApplicable => "Tidak berlaku",
    };
    let remark = match note {
        Some(note) => making.text(note).await?,
        None => String::new(),
    };
    let question = asked.map_or_else(|| item.to_string(), |asked| asked.text.clone());
    Ok(Finding { question, answer: answer.to_owned(), remark })
}

/// The photographs that count, by what proves them.
async fn photos(making: &Making<'_>, visit: &Inspection) -> Result<Vec<Photo>, Status> {
    let purpose = FileFor::Step(visit.step.clone());
    let counts = |held: &&CaseFile| {
        held.replaced_by.is_none()
            && held.file.purpose == purpose
            && matches!(held.file.media, Media::Jpeg | Media::Png)
    };
    let mut photos = Vec::new();
    for held in making.record.files.iter().filter(counts) {
        let details = Details::from_bytes(&opened(making, &held.file.details).await?)?;
        let digest = opened(making, &held.file.content).await?;
        photos.push(Photo {
            caption: details.name,
            coordinates: details.coordinates.map(written),
            taken_at: Some(date(making.ground.calendar.zone().date(held.at))),
            digest: hex::encode(digest),
        });
    }
    Ok(photos)
}

async fn opened(making: &Making<'_>, sealed: &SealedRef) -> Result<Vec<u8>, Status> {
    let bytes = making.store.unseal(sealed).await.map_err(status)?;
    bytes.ok_or_else(|| edge::refused("DATA_ERASED", &[]))
}

/// `-7,4700000, 110,2200000`: degrees with a decimal comma.
fn written(place: Coordinates) -> String {
    let degrees = |e7: i32| {
        let (sign, e7) = (if e7 < 0 { "-" } else { "" }, e7.unsigned_abs());
        format!("{sign}{},{:07}", e7 / 10_000_000, e7 % 10_000_000)
    };
    format!("{}, {}", degrees(place.latitude_e7), degrees(place.longitude_e7))
}
