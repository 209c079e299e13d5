//! Complaining: to which agency, about what, with a name or without one.
//!
//! One form and one press. The agency checks it, so that there is no second set of
//! rules here; what it finds wrong is shown at its field, and the form comes back
//! as it was filled in. The receipt and its secret are shown once. What an agency
//! does not answer is kept for it ([`deposit`]).

mod asked;
mod shown;

use axum::{body::Body, extract::Path, http::HeaderMap, response::Response};
use contract::satupintu::complaints::v1::{
    SubmitComplaintRequest, SubmitComplaintResponse,
    complaints_service_client::ComplaintsServiceClient,
};
use tonic::Code;

use super::{
    agency::register, deposit, field::Faults, form::Form, problem, session::Case, standing,
    visit::Visit,
};
use crate::{asking::Unanswered, deposits::Request, everyone, registry::Agency};

const PURPOSE: &str = "adukan";

/// To whom can be complained: every agency that keeps a register of complaints, and
/// those that do not say just now.
pub(crate) async fn agencies(visit: Visit) -> Response {
    let heard =
        everyone::asked(visit.gateway(), &visit.asking, |line, agency, asking| async move {
            register(line, &agency, &asking).await.map(drop)
        });
    shown::agencies(&visit, &heard.await)
}

/// The empty form of an agency.
pub(crate) async fn blank(visit: Visit, Path(agency): Path<String>) -> Response {
    let Some(agency) = visit.gateway().agency(&agency) else {
        return problem::not_found(&visit);
    };
    // A service's page leads here with the service chosen.
    let service = format!("{}/services/{}", agency.resource(), visit.query.get("layanan"));
    let form = Form::of(vec![("service".to_owned(), service)]);
    shown::form(&visit, &agency, &form, &Faults::new()).await
}

/// Files it. A repeat gets the receipt given the first time.
pub(crate) async fn filed(
    mut visit: Visit,
    Path(agency): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Some(agency) = visit.gateway().agency(&agency) else {
        return problem::not_found(&visit);
    };
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(PURPOSE, form)) else {
        return problem::stale_form(&visit);
    };
    let case = match case_of(&visit, &agency, &form).await {
        Ok(case) => case,
        Err(unanswered) => return answered(&visit, &agency, &form, &unanswered).await,
    };
    let request = asked::complaint(&form, visit.language, &agency, case);
    match submit(&visit, &agency, request.clone()).await {
        Ok(SubmitComplaintResponse { receipt_number, secret, .. }) => {
            visit.session.complaint = Some(Case { receipt: receipt_number, secret, new: true });
            visit.go("/pengaduan/tanda-terima")
        }
        Err(Unanswered::Silent(cause)) => {
            let faults = asked::missing(visit.language, &request);
            if faults.is_empty() {
                deposit::left(visit, &agency, Request::Complaint(request), cause).await
            } else {
                shown::form(&visit, &agency, &form, &faults).await
            }
        }
        Err(unanswered) => answered(&visit, &agency, &form, &unanswered).await,
    }
}

/// The receipt of the application that it is about, once it is certain that the
/// visitor holds it; empty when it is about none.
async fn case_of(visit: &Visit, agency: &Agency, form: &Form) -> Result<String, Unanswered> {
    let held = visit.session.case.as_ref().filter(|_| form.is_ticked("permohonan-ini"));
    if let Some(case) = held {
        return Ok(case.receipt.clone());
    }
    let (number, secret) = (form.get("nomor").to_ascii_uppercase(), form.get("rahasia"));
    if number.is_empty() {
        return Ok(String::new());
    }
    standing::track(visit, agency, &number, secret).await.map(|_| number)
}

async fn submit(
    visit: &Visit,
    agency: &Agency,
    request: SubmitComplaintRequest,
) -> Result<SubmitComplaintResponse, Unanswered> {
    let mut client = ComplaintsServiceClient::new(visit.gateway().line(agency)?);
    visit.asking.answer(client.submit_complaint(visit.asking.request(request))).await
}

/// The form again with what is wrong, or why it cannot be sent at all.
async fn answered(
    visit: &Visit,
    agency: &Agency,
    form: &Form,
    unanswered: &Unanswered,
) -> Response {
    match unanswered {
        Unanswered::Refused(status) if status.code() == Code::InvalidArgument => {
            let faults = asked::faults_of(visit.language, status);
            shown::form(visit, agency, form, &faults).await
        }
        Unanswered::Refused(status) if status.code() == Code::NotFound => {
            let words = problem::words(visit.language, status);
            shown::form(visit, agency, form, &vec![("nomor".to_owned(), words)]).await
        }
        _ => problem::unanswered(visit, agency, unanswered),
    }
}
