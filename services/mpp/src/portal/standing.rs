//! The application that is open in this browser: asked of its agency anew for
//! each page, by the receipt in the session.

use axum::response::{IntoResponse, Redirect, Response};
use contract::satupintu::permits::v1::{
    Progress, TrackApplicationRequest, permits_service_client::PermitsServiceClient,
};

use super::{last_known, problem, session::Case, visit::Visit};
use crate::{asking::Unanswered, registry::Agency};

/// An application as its applicant may see it now.
pub(crate) struct Opened {
    pub(crate) agency: Agency,
    pub(crate) case: Case,
    pub(crate) progress: Progress,
}

/// The application of the session; otherwise the page to go to, or what was last known
/// of it.
pub(crate) async fn open(visit: &Visit) -> Result<Opened, Box<Response>> {
    let Some(case) = visit.session.case.clone() else {
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

/// What the agency says of the application.
pub(crate) async fn track(
    visit: &Visit,
    agency: &Agency,
    receipt: &str,
    secret: &str,
) -> Result<Progress, Unanswered> {
    let mut client = PermitsServiceClient::new(visit.gateway().line(agency)?);
    let request =
        TrackApplicationRequest { receipt_number: receipt.to_owned(), secret: secret.to_owned() };
    let answer = visit.asking.answer(client.track_application(visit.asking.request(request)));
    Ok(answer.await?.progress.unwrap_or_default())
}
