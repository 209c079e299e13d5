//! Applying, and handing in a corrected form: fill in, look it over, send.
//!
//! The agency itself checks the form (`validate_only`), so that there is no
//! second set of rules here. What is filled in travels from page to page in the
//! browser's own forms; the gateway keeps nothing. Each review has its own
//! request id: however often it is sent, it is filed once.

mod asked;
mod shown;

use axum::{body::Body, extract::Path, http::HeaderMap, response::Response};
use contract::satupintu::{
    notices::v1::{ListChannelsRequest, notices_service_client::NoticesServiceClient},
    permits::v1::{
        ResubmitApplicationRequest, SubmitApplicationRequest, SubmitApplicationResponse,
        permits_service_client::PermitsServiceClient,
    },
};
use tonic::Code;

use self::asked::{application, faults_of};
use super::{
    deposit,
    field::Faults,
    form::Form,
    problem,
    service::{Known, find},
    session::Case,
    standing,
    visit::Visit,
};
use crate::{asking::Unanswered, deposits::Request, random, registry::Agency};

const PURPOSE: &str = "ajukan";
const CORRECTING: &str = "perbaiki";

/// The empty form.
pub(crate) async fn blank(visit: Visit, Path((agency, id)): Path<(String, String)>) -> Response {
    match wanted(&visit, &agency, &id).await {
        Ok(known) => filling_in(&visit, &known, &Form::default(), &Faults::new()).await,
        Err(response) => *response,
    }
}

/// The service, where applications for it are taken here.
async fn wanted(visit: &Visit, agency: &str, id: &str) -> Result<Known, Box<Response>> {
    let known = find(visit, agency, id).await?;
    if known.agency.applications { Ok(known) } else { Err(Box::new(problem::not_found(visit))) }
}

/// The form once it was filled in: to be looked over, or to be corrected.
pub(crate) async fn reviewed(
    visit: Visit,
    Path((agency, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let known = match wanted(&visit, &agency, &id).await {
        Ok(known) => known,
        Err(response) => return *response,
    };
    let Some(form) = Form::read(&headers, body).await.filter(|form| visit.is_ours(PURPOSE, form))
    else {
        return problem::stale_form(&visit);
    };
    if form.is_ticked("ubah") {
        return filling_in(&visit, &known, &form, &Faults::new()).await;
    }
    let request_id = random::id();
    let request = SubmitApplicationRequest {
        validate_only: true,
        ..application(&form, &known.service, &request_id)
    };
    match submit(&visit, &known.agency, request).await {
        Ok(_) => shown::review(&visit, &known, &form, &request_id),
        // It can be left for the agency, which then checks it when it answers again.
        Err(Unanswered::Silent(_)) => shown::review(&visit, &known, &form, &request_id),
        Err(unanswered) => answered(&visit, &known, &form, &unanswered).await,
    }
}

/// Sends the application. A repeat gets the receipt given the first time.
pub(crate) async fn submitted(
    mut visit: Visit,
    Path((agency, id)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let known = match wanted(&visit, &agency, &id).await {
        Ok(known) => known,
        Err(response) => return *response,
    };
    let Some(form) = Form::read(&headers, body).await.filter(|form| visit.is_ours(PURPOSE, form))
    else {
        return problem::stale_form(&visit);
    };
    let request = application(&form, &known.service, form.get("request_id"));
    match submit(&visit, &known.agency, request.clone()).await {
        Ok(SubmitApplicationResponse { receipt_number, secret, .. }) => {
            visit.session.case = Some(Case { receipt: receipt_number, secret, new: true });
            visit.go("/tanda-terima")
        }
        Err(Unanswered::Silent(cause)) => {
            deposit::left(visit, &known.agency, Request::Application(request), cause).await
        }
        Err(unanswered) => answered(&visit, &known, &form, &unanswered).await,
    }
}

/// The form, with the ways of being told that the agency has set up.
async fn filling_in(visit: &Visit, known: &Known, form: &Form, faults: &Faults) -> Response {
    let asked = async {
        let mut client = NoticesServiceClient::new(visit.gateway().line(&known.agency)?);
        let request = visit.asking.request(ListChannelsRequest {});
        visit.asking.within(visit.gateway().patience()).answer(client.list_channels(request)).await
    };
    // An agency that cannot tell is applied to all the same.
    let offered: Vec<_> = asked.await.map(|answer| answer.channels().collect()).unwrap_or_default();
    shown::form(visit, known, form, faults, &offered)
}

async fn submit(
    visit: &Visit,
    agency: &Agency,
    request: SubmitApplicationRequest,
) -> Result<SubmitApplicationResponse, Unanswered> {
    let mut client = PermitsServiceClient::new(visit.gateway().line(agency)?);
    visit.asking.answer(client.submit_application(visit.asking.request(request))).await
}

/// The form again with what is wrong, or why it cannot be sent at all.
async fn answered(visit: &Visit, known: &Known, form: &Form, unanswered: &Unanswered) -> Response {
    match unanswered {
        Unanswered::Refused(status) if status.code() == Code::InvalidArgument => {
            let faults = faults_of(visit.language, &known.service, form, status);
            filling_in(visit, known, form, &faults).await
        }
        _ => problem::unanswered(visit, &known.agency, unanswered),
    }
}

/// The form of an application that came back.
pub(crate) async fn corrected(visit: Visit) -> Response {
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    match service_of(&visit, &opened).await {
        Ok(known) => {
            shown::correction(&visit, &known, &opened.progress, &Form::default(), &Faults::new())
        }
        Err(response) => *response,
    }
}

/// Hands in the corrected form; the clock runs on.
pub(crate) async fn resubmitted(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let known = match service_of(&visit, &opened).await {
        Ok(known) => known,
        Err(response) => return *response,
    };
    let Some(form) =
        Form::read(&headers, body).await.filter(|form| visit.is_ours(CORRECTING, form))
    else {
        return problem::stale_form(&visit);
    };
    let SubmitApplicationRequest { applicant, answers, request_id, .. } =
        application(&form, &known.service, form.get("request_id"));
    let request = ResubmitApplicationRequest {
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
        request_id,
        etag: String::new(),
        applicant,
        answers,
    };
    match resubmit(&visit, &opened.agency, request).await {
        Ok(()) => visit.go("/permohonan"),
        Err(Unanswered::Refused(status)) if status.code() == Code::InvalidArgument => {
            let faults = faults_of(visit.language, &known.service, &form, &status);
            shown::correction(&visit, &known, &opened.progress, &form, &faults)
        }
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

async fn resubmit(
    visit: &Visit,
    agency: &Agency,
    request: ResubmitApplicationRequest,
) -> Result<(), Unanswered> {
    let mut client = PermitsServiceClient::new(visit.gateway().line(agency)?);
    let answer = visit.asking.answer(client.resubmit_application(visit.asking.request(request)));
    answer.await.map(drop)
}

async fn service_of(visit: &Visit, opened: &standing::Opened) -> Result<Known, Box<Response>> {
    let mut parts = opened.progress.service.split('/').skip(1).step_by(2);
    let (agency, service) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    find(visit, agency, service).await
}
