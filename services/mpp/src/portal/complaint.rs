//! A complaint after it was sent: receipt, standing, files that show what happened,
//! completing it, and the reporter's word on the answer.
//!
//! Its receipt comes in the form of `/lacak` like any other, and goes on in the
//! sealed cookie.

mod attachments;
pub(crate) mod clocks;
mod shown;

use axum::{
    body::Body,
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use contract::satupintu::complaints::v1::{
    ComplaintProgress, CompleteComplaintRequest, JudgeAnswerRequest, TrackComplaintRequest,
    complaints_service_client::ComplaintsServiceClient, judge_answer_request::Verdict,
};
use tonic::Code;

use super::{field::Faults, form::Form, last_known, problem, session::Case, visit::Visit};
use crate::{asking::Unanswered, registry::Agency};

pub(crate) use attachments::{attached, attachments};
pub(crate) use shown::{class, kind};

const COMPLETING: &str = "lengkapi-pengaduan";
const JUDGING: &str = "nilai-jawaban";
const CLOSING: &str = "tutup-pengaduan";

/// A complaint as its reporter may see it now.
struct Opened {
    agency: Agency,
    case: Case,
    progress: ComplaintProgress,
}

/// What the agency says of the complaint.
pub(crate) async fn track(
    visit: &Visit,
    agency: &Agency,
    receipt: &str,
    secret: &str,
) -> Result<ComplaintProgress, Unanswered> {
    let mut client = ComplaintsServiceClient::new(visit.gateway().line(agency)?);
    let request =
        TrackComplaintRequest { receipt_number: receipt.to_owned(), secret: secret.to_owned() };
    let answer = visit.asking.answer(client.track_complaint(visit.asking.request(request)));
    Ok(answer.await?.progress.unwrap_or_default())
}

/// The complaint of the session; otherwise the page to go to, or what was last known of
/// it.
async fn open(visit: &Visit) -> Result<Opened, Box<Response>> {
    let Some(case) = visit.session.complaint.clone() else {
        return Err(Box::new(Redirect::to(&visit.href("/lacak")).into_response()));
    };
    let agency = visit.gateway().agency_of_receipt(&case.receipt, &visit.asking).await;
    let agency = agency.ok_or_else(|| Box::new(problem::not_found(visit)))?;
    match track(visit, &agency, &case.receipt, &case.secret).await {
        Ok(progress) => Ok(Opened { agency, case, progress }),
        Err(unanswered) => {
            Err(Box::new(last_known::or_unanswered(visit, &agency, &case.receipt, &unanswered)))
        }
    }
}

/// The receipt, with its secret once.
pub(crate) async fn receipt(mut visit: Visit) -> Response {
    let opened = match open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let is_new = opened.case.new;
    if let Some(case) = &mut visit.session.complaint {
        case.new = false;
    }
    visit.gateway().index.opened.note(&opened.case.receipt, &opened.case.secret).await;
    shown::receipt(&visit, &opened, is_new)
}

/// Where it stands.
pub(crate) async fn shown(visit: Visit) -> Response {
    match open(&visit).await {
        Ok(opened) => shown::standing(&visit, &opened, &Form::default(), &Faults::new()),
        Err(response) => *response,
    }
}

/// Adds what was missing; the clocks run on.
pub(crate) async fn completed(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(COMPLETING, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let request = CompleteComplaintRequest {
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        text: form.get("text").to_owned(),
    };
    let done = async {
        let mut client = ComplaintsServiceClient::new(visit.gateway().line(&opened.agency)?);
        let request = visit.asking.request(request);
        visit.asking.answer(client.complete_complaint(request)).await.map(drop)
    };
    after(&visit, &opened, &form, done.await)
}

/// Solved, or disputed with a reason.
pub(crate) async fn judged(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(JUDGING, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let verdict = match form.get("kata") {
        "selesai" => Verdict::Solved,
        "sanggah" => Verdict::Disputed,
        _ => Verdict::Unspecified,
    };
    let request = JudgeAnswerRequest {
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        verdict: verdict.into(),
        reason: form.get("reason").to_owned(),
    };
    let done = async {
        let mut client = ComplaintsServiceClient::new(visit.gateway().line(&opened.agency)?);
        let request = visit.asking.request(request);
        visit.asking.answer(client.judge_answer(request)).await.map(drop)
    };
    after(&visit, &opened, &form, done.await)
}

/// On to the complaint, or the form again with what is wrong.
fn after(visit: &Visit, opened: &Opened, form: &Form, done: Result<(), Unanswered>) -> Response {
    match done {
        Ok(()) => visit.go("/pengaduan"),
        Err(Unanswered::Refused(status)) if status.code() == Code::InvalidArgument => {
            shown::standing(visit, opened, form, &faults_of(visit, &status))
        }
        Err(unanswered) => problem::unanswered(visit, &opened.agency, &unanswered),
    }
}

fn faults_of(visit: &Visit, status: &tonic::Status) -> Faults {
    let found = problem::violations(status).into_iter().map(|(field, description)| {
        let words = match field.as_str() {
            "text" => visit.pick(
                "Tulis yang kurang itu, paling banyak 4000 huruf.",
                "Write what was missing, in at most 4000 characters.",
            ),
            "reason" => visit.pick(
                "Tulis mengapa jawaban itu belum menyelesaikan.",
                "Write why the answer does not solve it.",
            ),
            _ => return (field, description),
        };
        (field, words.to_owned())
    });
    found.collect()
}

/// Leaves nothing of it in this browser.
pub(crate) async fn closed(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    if form.is_none_or(|form| !visit.is_ours(CLOSING, &form)) {
        return problem::stale_form(&visit);
    }
    visit.session.complaint = None;
    visit.remembered(Redirect::to(&visit.href("/")).into_response())
}
