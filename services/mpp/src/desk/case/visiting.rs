//! A visit to the place (pemeriksaan lapangan): ordered by a superior, written down
//! and signed by the team.

mod shown;

use axum::response::Response;
use contract::satupintu::permits::v1::{
    CancelInspectionRequest, Finding, GetInspectionRequest, Inspection, OrderInspectionRequest,
    RecordFindingsRequest, RescheduleInspectionRequest, SignMinutesRequest, WriteMinutesRequest,
    inspections_service_client::InspectionsServiceClient as Client,
};
use tonic::{Request, Status, transport::Channel};

use super::{Case, Named, name, open};
use crate::{
    asking::Unanswered,
    desk::{
        Desk, Pressed,
        times::{date, instant},
        words::ADVICE,
    },
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
    let mut client = Client::new(desk.line()?);
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

/// Has the agency do it, and goes on to the visit, or says why it was not done.
async fn act<M, A, F>(
    desk: &Desk,
    name: &str,
    form: &Form,
    message: M,
    call: impl FnOnce(Channel, Request<M>) -> F,
) -> Response
where
    F: Future<Output = Result<tonic::Response<A>, Status>>,
{
    match desk.tell(message, call).await {
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
    let call =
        |to: Channel, request| async move { Client::new(to).order_inspection(request).await };
    act(&desk, &name, &form, request, call).await
}

/// Moves it.
pub(crate) async fn moved(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = RescheduleInspectionRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        visit_at: instant(form.get("waktu"), desk.agency.zone),
        reason: form.get("sebab").to_owned(),
    };
    let call =
        |to: Channel, request| async move { Client::new(to).reschedule_inspection(request).await };
    act(&desk, &name, &form, request, call).await
}

/// Calls it off; another one can be ordered.
pub(crate) async fn called_off(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = CancelInspectionRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        reason: form.get("sebab-batal").to_owned(),
    };
    let call =
        |to: Channel, request| async move { Client::new(to).cancel_inspection(request).await };
    act(&desk, &name, &form, request, call).await
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
    let call = |to: Channel, request| async move { Client::new(to).record_findings(request).await };
    act(&desk, &name, &form, request, call).await
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
    let call = |to: Channel, request| async move { Client::new(to).write_minutes(request).await };
    act(&desk, &name, &form, request, call).await
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
    let call = |to: Channel, request| async move { Client::new(to).sign_minutes(request).await };
    act(&desk, &name, &form, request, call).await
}
