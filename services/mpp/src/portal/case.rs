//! An application after it was sent: receipt, standing, withdrawal, objection; and
//! the one question for a receipt, whatever was filed.
//!
//! A receipt and its secret come in a form and go on in the sealed cookie; they
//! never stand in an address.

mod shown;

use axum::{
    body::Body,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use contract::satupintu::permits::v1::{
    FileObjectionRequest, WithdrawApplicationRequest,
    objections_service_client::ObjectionsServiceClient,
    permits_service_client::PermitsServiceClient,
};
use tonic::Code;

use super::{
    comment, complaint, deposit,
    form::Form,
    last_known, problem,
    session::{Case, Session},
    standing,
    visit::Visit,
};
use crate::{asking::Unanswered, deposits, registry::Agency};

const TRACKING: &str = "lacak";
const WITHDRAWING: &str = "tarik";
const OBJECTING: &str = "keberatan";
const CLOSING: &str = "selesai";

/// Asks for receipt and secret.
pub(crate) async fn asked(visit: Visit) -> Response {
    shown::question(&visit, StatusCode::OK, "", None)
}

/// What a receipt opens, by the code in the middle of its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filed {
    Application,
    Complaint,
    Comment,
}

impl Filed {
    fn of(receipt: &str) -> Self {
        match receipt.split('-').nth(1) {
            Some("ADU") => Self::Complaint,
            Some("FKP") => Self::Comment,
            _ => Self::Application,
        }
    }

    /// Opens it in the browser; the page on which it is shown.
    fn open(self, session: &mut Session, receipt: String, secret: &str) -> &'static str {
        let (place, page) = match self {
            Self::Application => (&mut session.case, "/permohonan"),
            Self::Complaint => (&mut session.complaint, "/pengaduan"),
            Self::Comment => (&mut session.comment, "/masukan"),
        };
        *place = Some(Case { receipt, secret: secret.to_owned(), new: false });
        page
    }
}

/// Opens what was filed in this browser, when receipt and secret fit.
pub(crate) async fn opened(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(TRACKING, form)) else {
        return problem::stale_form(&visit);
    };
    let (receipt, secret) = (form.get("nomor").to_ascii_uppercase(), form.get("rahasia"));
    if deposits::is_number(&receipt) {
        return deposit::opened(visit, receipt, secret).await;
    }
    let unknown = |visit: &Visit| {
        let reason = contract::reason("RECEIPT_UNKNOWN");
        let words = reason.map_or("", |reason| visit.pick(reason.id, reason.en));
        shown::question(visit, StatusCode::NOT_FOUND, &receipt, Some(words))
    };
    let Some(agency) = visit.gateway().agency_of_receipt(&receipt, &visit.asking).await else {
        return unknown(&visit);
    };
    let filed = Filed::of(&receipt);
    let tracked = match filed {
        Filed::Application => standing::track(&visit, &agency, &receipt, secret).await.map(drop),
        Filed::Complaint => complaint::track(&visit, &agency, &receipt, secret).await.map(drop),
        Filed::Comment => comment::track(&visit, &agency, &receipt, secret).await.map(drop),
    };
    match tracked {
        Ok(()) => {
            visit.gateway().index.opened.note(&receipt, secret).await;
            let page = filed.open(&mut visit.session, receipt, secret);
            visit.go(page)
        }
        Err(Unanswered::Refused(status))
            if matches!(status.code(), Code::NotFound | Code::InvalidArgument) =>
        {
            unknown(&visit)
        }
        Err(unanswered) => {
            // Without the agency, only who opened it here before is told from who guesses.
            if !visit.gateway().index.opened.knows(&receipt, secret).await {
                return problem::unanswered(&visit, &agency, &unanswered);
            }
            filed.open(&mut visit.session, receipt.clone(), secret);
            last_known::or_unanswered(&visit, &agency, &receipt, &unanswered)
        }
    }
}

/// The receipt, with its secret once.
pub(crate) async fn receipt(mut visit: Visit) -> Response {
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let is_new = opened.case.new;
    if let Some(case) = &mut visit.session.case {
        case.new = false;
    }
    visit.gateway().index.opened.note(&opened.case.receipt, &opened.case.secret).await;
    shown::receipt(&visit, &opened, is_new)
}

/// Where it stands.
pub(crate) async fn shown(visit: Visit) -> Response {
    match standing::open(&visit).await {
        Ok(opened) => shown::standing(&visit, &opened),
        Err(response) => *response,
    }
}

/// Asks whether it shall really be withdrawn.
pub(crate) async fn withdrawal(visit: Visit) -> Response {
    match standing::open(&visit).await {
        Ok(opened) => shown::withdrawal(&visit, &opened),
        Err(response) => *response,
    }
}

/// Withdraws it for good.
pub(crate) async fn withdrawn(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(WITHDRAWING, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let request = WithdrawApplicationRequest {
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        reason: form.get("alasan").to_owned(),
    };
    let done = async {
        let mut client = PermitsServiceClient::new(visit.gateway().line(&opened.agency)?);
        let request = visit.asking.request(request);
        visit.asking.answer(client.withdraw_application(request)).await.map(drop)
    };
    after(&visit, &opened.agency, done.await)
}

/// Asks why the rejection is wrong.
pub(crate) async fn objecting(visit: Visit) -> Response {
    match standing::open(&visit).await {
        Ok(opened) => shown::objecting(&visit, &opened),
        Err(response) => *response,
    }
}

/// Files the objection.
pub(crate) async fn objected(visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    let Some(form) = form.filter(|form| visit.is_ours(OBJECTING, form)) else {
        return problem::stale_form(&visit);
    };
    let opened = match standing::open(&visit).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let request = FileObjectionRequest {
        receipt_number: opened.case.receipt.clone(),
        secret: opened.case.secret.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        grounds: form.get("alasan").to_owned(),
    };
    let done = async {
        let mut client = ObjectionsServiceClient::new(visit.gateway().line(&opened.agency)?);
        let request = visit.asking.request(request);
        visit.asking.answer(client.file_objection(request)).await.map(drop)
    };
    after(&visit, &opened.agency, done.await)
}

/// On to the application, or why it was not done.
fn after(visit: &Visit, agency: &Agency, done: Result<(), Unanswered>) -> Response {
    match done {
        Ok(()) => visit.go("/permohonan"),
        Err(unanswered) => problem::unanswered(visit, agency, &unanswered),
    }
}

/// Leaves nothing in this browser.
pub(crate) async fn closed(mut visit: Visit, headers: HeaderMap, body: Body) -> Response {
    let form = Form::read(&headers, body).await;
    if form.is_none_or(|form| !visit.is_ours(CLOSING, &form)) {
        return problem::stale_form(&visit);
    }
    visit.session.case = None;
    visit.remembered(Redirect::to(&visit.href("/")).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_in_a_number_says_what_was_filed() {
        assert_eq!(Filed::of("KTM-ADU-2026-000001-5"), Filed::Complaint);
        assert_eq!(Filed::of("KTM-FKP-2026-000012-4"), Filed::Comment);
        assert_eq!(Filed::of("KTM-REK-2026-000123-7"), Filed::Application);
        assert_eq!(Filed::of(""), Filed::Application);
    }
}
