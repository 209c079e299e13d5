//! A satisfaction survey, answered with a one-time token.
//!
//! The token is typed into a form or given on the page of an application that has
//! ended. It stands in no address and in no log: from page to page it goes in the
//! sealed cookie, and leaves it once it is spent. Nothing here joins an answer to
//! an application.

mod asked;
mod shown;

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use contract::satupintu::surveys::v1::{
    IssueTokenRequest, ListQuestionnairesRequest, Questionnaire, SubmitResponseRequest,
    surveys_service_client::SurveysServiceClient,
};
use tonic::Code;

use super::{field::Faults, form::Form, problem, session::SurveyToken, standing, visit::Visit};
use crate::{asking::Unanswered, registry::Agency};

const ENTERING: &str = "kode-survei";
const ANSWERING: &str = "isi-survei";
/// The mark of the form on an application's page.
pub(crate) const ASKING: &str = "minta-survei";

/// Asks for a token.
pub(crate) async fn blank(visit: Visit) -> Response {
    shown::entry(&visit, StatusCode::OK, "", None)
}

/// Takes a token along, when it looks like one; whether it holds, the agency says
/// with the answers.
pub(crate) async fn entered(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(ENTERING, form)) else {
        return problem::stale_form(&visit);
    };
    let token = form.get("kode").replace([' ', '-'], "").to_ascii_lowercase();
    let agency = visit.gateway().agency(form.get("instansi"));
    let is_token = token.len() == 24 && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let Some(agency) = agency.filter(|_| is_token) else {
        let words = visit.pick(
            "Kode survei terdiri dari 24 huruf dan angka.",
            "A survey code has 24 letters and digits.",
        );
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return shown::entry(&visit, status, form.get("instansi"), Some(words));
    };
    visit.session.survey = Some(SurveyToken { agency: agency.id.to_string(), token });
    visit.go("/survei/isi")
}

/// Gives the token of the application that is open here and has ended; only once.
pub(crate) async fn issued(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    if form.is_none_or(|form| !visit.is_ours(ASKING, &form)) {
        return problem::stale_form(&visit);
    }
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let given = async {
        let mut client = SurveysServiceClient::new(visit.gateway().line(&opened.agency)?);
        let request = visit.asking.request(IssueTokenRequest {
            receipt_number: opened.case.receipt.clone(),
            secret: opened.case.secret.clone(),
        });
        visit.asking.answer(client.issue_token(request)).await
    };
    match given.await {
        Ok(given) => {
            let agency = opened.agency.id.to_string();
            visit.session.survey = Some(SurveyToken { agency, token: given.token });
            visit.go("/survei/isi")
        }
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

/// The agency that asks, what it asks, and with which token it is answered.
struct Opened {
    agency: Agency,
    token: String,
    questionnaire: Questionnaire,
}

async fn open(visit: &Visit) -> Result<Opened, Box<Response>> {
    let Some(SurveyToken { agency, token }) = visit.session.survey.clone() else {
        return Err(Box::new(Redirect::to(&visit.href("/survei")).into_response()));
    };
    let agency = visit.gateway().agency(&agency);
    let agency = agency.ok_or_else(|| Box::new(problem::not_found(visit)))?;
    match questionnaire(visit, &agency).await {
        Ok(Some(questionnaire)) => Ok(Opened { agency, token, questionnaire }),
        Ok(None) => Err(Box::new(problem::not_found(visit))),
        Err(unanswered) => Err(Box::new(problem::unanswered(visit, &agency, &unanswered))),
    }
}

/// What the agency asks of those who have a token.
pub(crate) async fn questionnaire(
    visit: &Visit,
    agency: &Agency,
) -> Result<Option<Questionnaire>, Unanswered> {
    let mut client = SurveysServiceClient::new(visit.gateway().line(agency)?);
    let request = visit.asking.request(ListQuestionnairesRequest { parent: agency.resource() });
    let answer = visit.asking.answer(client.list_questionnaires(request)).await?;
    Ok(answer.questionnaires.into_iter().find(|one| one.is_asked))
}

/// The questions.
pub(crate) async fn asked(visit: Visit) -> Response {
    match open(&visit).await {
        Ok(opened) => shown::questions(&visit, &opened, &Form::default(), &Faults::new()),
        Err(response) => *response,
    }
}

/// Sends the answers, and with them spends the token.
pub(crate) async fn answered(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(ANSWERING, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let request = SubmitResponseRequest {
        parent: opened.agency.resource(),
        token: opened.token.clone(),
        answers: Some(asked::answers(&form, &opened.questionnaire)),
    };
    let sent = async {
        let mut client = SurveysServiceClient::new(visit.gateway().line(&opened.agency)?);
        visit.asking.answer(client.submit_response(visit.asking.request(request))).await
    };
    match sent.await {
        Ok(sent) => {
            visit.session.survey = None;
            visit.go(if sent.already_spent { "/survei/sudah" } else { "/survei/terima-kasih" })
        }
        Err(Unanswered::Refused(status)) if status.code() == Code::InvalidArgument => {
            let faults = asked::faults_of(&visit, &opened.questionnaire, &status);
            shown::questions(&visit, &opened, &form, &faults)
        }
        // What was answered is not lost with a token that does not hold.
        Err(Unanswered::Refused(status)) if status.code() == Code::NotFound => {
            let words = problem::words(visit.language, &status);
            shown::questions(&visit, &opened, &form, &vec![("kode".to_owned(), words)])
        }
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

/// It was counted, or will be when enough others wait with it.
pub(crate) async fn thanked(visit: Visit) -> Response {
    shown::thanks(&visit)
}

/// An answer had come with this token before.
pub(crate) async fn spent_before(visit: Visit) -> Response {
    shown::spent_before(&visit)
}
