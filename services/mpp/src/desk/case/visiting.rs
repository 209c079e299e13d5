//! A visit to the place (pemeriksaan lapangan): ordered by a superior, written down
//! and signed by the team.

mod shown;

use axum::response::Response;
use calendar::Zone;
use contract::{
    google::r#type::Date as PbDate,
    satupintu::permits::v1::{
        Finding, GetInspectionRequest, Inspection, OrderInspectionRequest, RecordFindingsRequest,
        SignMinutesRequest, WriteMinutesRequest,
        inspections_service_client::InspectionsServiceClient,
    },
};
use jiff::civil::{Date, DateTime};
use prost_types::Timestamp;
use tonic::Status;

use super::{Case, Named, name, open};
use crate::{
    asking::Unanswered,
    desk::{Desk, Pressed, words::ADVICE},
    portal::form::Form,
};

/// Begins the name of the field with what was found of an item.
const FOUND: &str = "temuan-";

fn found(item: &str) -> String {
    format!("{FOUND}{item}")
}

fn noted(item: &str) -> String {
    format!("catatan-{item}")
}

/// The visit of a step as it stands, or a form to order one.
pub(crate) async fn visit(desk: Desk, named: Named) -> Response {
    let step = desk.visit.query.get("tahap").to_owned();
    let form = Form::of(vec![("tahap".to_owned(), step)]);
    page(&desk, &name(&named), &form, None).await
}

async fn page(desk: &Desk, name: &str, form: &Form, refused: Option<&Status>) -> Response {
    let seen = async {
        let case = open(desk, name).await?;
        let inspection = inspection(desk, name, form.get("tahap")).await?;
        Ok::<(Case, Option<Inspection>), Unanswered>((case, inspection))
    };
    match seen.await {
        Ok((case, inspection)) => shown::page(desk, &case, inspection.as_ref(), form, refused),
        Err(unanswered) => desk.unanswered(&unanswered),
    }
}

/// `None` where none was ordered.
async fn inspection(desk: &Desk, name: &str, step: &str) -> Result<Option<Inspection>, Unanswered> {
    let request = GetInspectionRequest { name: name.to_owned(), step: step.to_owned() };
    let mut client = InspectionsServiceClient::new(desk.line()?);
    match desk.asking.answer(client.get_inspection(desk.asking.request(request))).await {
        Ok(answer) => Ok(answer.inspection),
        Err(Unanswered::Refused(status))
            if edge::reason_of(&status).as_deref() == Some("INSPECTION_MISSING") =>
        {
            Ok(None)
        }
        Err(unanswered) => Err(unanswered),
    }
}

/// On to the visit, or why it was not done.
async fn after(desk: &Desk, name: &str, form: &Form, done: Result<(), Unanswered>) -> Response {
    match done {
        Ok(()) => desk.visit.go(&address(name, form.get("tahap"))),
        Err(Unanswered::Refused(status)) => page(desk, name, form, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}

/// The address of the visit of a step.
pub(super) fn address(name: &str, step: &str) -> String {
    format!("{}/kunjungan?tahap={step}", super::address(name))
}

/// Orders the visit, which signs the letter of assignment.
pub(crate) async fn ordered(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let officers = name.rsplit_once("/applications/").map_or("", |(agency, _)| agency);
    let members = form.get("tim").split_whitespace();
    let request = OrderInspectionRequest {
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        visit_at: instant(form.get("waktu"), desk.agency.zone),
        place: form.get("tempat").to_owned(),
        letter_number: form.get("nomor-surat").to_owned(),
        letter_date: date(form.get("tanggal-surat")),
        team: members.map(|id| format!("{officers}/officers/{id}")).collect(),
        name: name.clone(),
    };
    let done = async {
        let mut client = InspectionsServiceClient::new(desk.line()?);
        let request = desk.asking.request(request);
        desk.asking.answer(client.order_inspection(request)).await.map(drop)
    }
    .await;
    after(&desk, &name, &form, done).await
}

/// Writes down what was found.
pub(crate) async fn recorded(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let items = form.fields().filter_map(|(field, answer)| {
        let item = field.strip_prefix(FOUND)?;
        let answer = answer.parse::<i32>().ok().filter(|answer| *answer != 0)?;
        Some(Finding { item: item.to_owned(), answer, note: form.get(&noted(item)).to_owned() })
    });
    let request = RecordFindingsRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        findings: items.collect(),
    };
    let done = async {
        let mut client = InspectionsServiceClient::new(desk.line()?);
        let request = desk.asking.request(request);
        desk.asking.answer(client.record_findings(request)).await.map(drop)
    }
    .await;
    after(&desk, &name, &form, done).await
}

/// Writes the minutes.
pub(crate) async fn minuted(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = WriteMinutesRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        text: form.get("uraian").to_owned(),
        recommendation: ADVICE.chosen(&form),
        reason: form.get("alasan").to_owned(),
    };
    let done = async {
        let mut client = InspectionsServiceClient::new(desk.line()?);
        let request = desk.asking.request(request);
        desk.asking.answer(client.write_minutes(request)).await.map(drop)
    }
    .await;
    after(&desk, &name, &form, done).await
}

/// Signs them, each of the team for oneself.
pub(crate) async fn signed(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = SignMinutesRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
    };
    let done = async {
        let mut client = InspectionsServiceClient::new(desk.line()?);
        let request = desk.asking.request(request);
        desk.asking.answer(client.sign_minutes(request)).await.map(drop)
    }
    .await;
    after(&desk, &name, &form, done).await
}

/// `2026-06-09T10:00` by the office's clock; `None` is refused by the agency.
fn instant(text: &str, zone: Zone) -> Option<Timestamp> {
    let local: DateTime = text.parse().ok()?;
    let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).ok()?;
    let micros = zone.at(local.date(), minute).micros();
    Some(Timestamp { seconds: micros.div_euclid(1_000_000), nanos: 0 })
}

/// `2026-06-09`; `None` is refused by the agency.
fn date(text: &str) -> Option<PbDate> {
    let date: Date = text.parse().ok()?;
    Some(PbDate { year: date.year().into(), month: date.month().into(), day: date.day().into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_the_offices_own() {
        let at = instant("2026-06-09T10:00", Zone::Wita).unwrap();

        assert_eq!(at.seconds, 1_780_970_400);
        assert!(instant("besok", Zone::Wib).is_none());
        assert_eq!(date("2026-06-09").unwrap().day, 9);
    }
}
