//! Who is at the desk: an officer with the own token, whom the agency itself names
//! anew for every page.

use std::{collections::BTreeSet, sync::Arc};

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use contract::satupintu::access::v1::{
    WhoAmIRequest, WhoAmIResponse, access_service_client::AccessServiceClient, duty::Kind,
};
use maud::{Markup, html};
use tonic::{Code, Request, Status, transport::Channel};

use super::signing_in;
use crate::{
    asking::{Asking, Credential, Unanswered},
    portal::{
        Portal,
        page::notice,
        problem,
        visit::{MARK, Visit},
        words,
    },
    random,
    registry::Agency,
};

/// An officer who has signed in, and the visit.
pub(crate) struct Desk {
    pub(crate) visit: Visit,
    /// The agency whose deployment is asked.
    pub(crate) agency: Agency,
    /// The officer's pseudonym.
    person: String,
    /// What the officer executes, `agency/unit/role`.
    pub(crate) executors: Vec<String>,
    /// The units that the officer supervises, `agency/unit`.
    supervised: Vec<String>,
    /// With the officer's token: for questions to `agency` alone.
    pub(crate) asking: Asking,
}

impl FromRequestParts<Arc<Portal>> for Desk {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, portal: &Arc<Portal>) -> Result<Self, Response> {
        let Ok(visit) = Visit::from_request_parts(parts, portal).await;
        Self::opened(visit).await.map_err(|response| *response)
    }
}

/// Whom the agency knows by that token.
pub(super) async fn who(
    visit: &Visit,
    agency: &Agency,
    credential: Credential,
) -> Result<WhoAmIResponse, Unanswered> {
    let asking = visit.asking.showing(credential);
    let mut client = AccessServiceClient::new(visit.gateway().line(agency)?);
    asking.answer(client.who_am_i(asking.request(WhoAmIRequest {}))).await
}

impl Desk {
    /// The desk of whoever has signed in; otherwise the page to show.
    async fn opened(mut visit: Visit) -> Result<Self, Box<Response>> {
        let badge = visit.session.badge.as_ref();
        let shown = badge.and_then(|badge| {
            let agency = visit.gateway().agency(&badge.agency)?;
            Some((agency, Credential::of(&badge.token)?))
        });
        let Some((agency, credential)) = shown else {
            let sign_in = Redirect::to(&visit.href(signing_in::ADDRESS)).into_response();
            return Err(Box::new(sign_in));
        };
        match who(&visit, &agency, credential.clone()).await {
            Ok(known) => Ok(Self::of(visit, agency, credential, known)),
            Err(Unanswered::Refused(status))
                if matches!(status.code(), Code::Unauthenticated | Code::PermissionDenied) =>
            {
                visit.session.badge = None;
                Err(Box::new(signing_in::refused(&visit, agency.id.as_str(), &status)))
            }
            Err(unanswered) => Err(Box::new(problem::unanswered(&visit, &agency, &unanswered))),
        }
    }

    fn of(visit: Visit, agency: Agency, credential: Credential, known: WhoAmIResponse) -> Self {
        let WhoAmIResponse { officer, duties } = known;
        let person = words::id(&officer.unwrap_or_default().name).to_owned();
        let (mut executors, mut supervised) = (Vec::new(), Vec::new());
        for duty in duties {
            match duty.kind {
                Some(Kind::Execute(executor)) => executors.push(executor),
                Some(Kind::Supervise(unit)) => supervised.push(unit),
                // Duties for which the desk has no page.
                Some(
                    Kind::Administer(_)
                    | Kind::Audit(_)
                    | Kind::Govern(_)
                    | Kind::Protect(_)
                    | Kind::Settle(_)
                    | Kind::Inspect(_),
                )
                | None => {}
            }
        }
        let asking = visit.asking.showing(credential);
        Self { visit, agency, person, executors, supervised, asking }
    }

    /// Whether an officer's resource name is that of who is here.
    pub(crate) fn is(&self, officer: &str) -> bool {
        words::id(officer) == self.person
    }

    pub(crate) fn executes(&self, executor: &str) -> bool {
        self.executors.iter().any(|own| own == executor)
    }

    /// Whether the unit of `agency/unit/role` is one that the officer supervises.
    pub(crate) fn supervises(&self, executor: &str) -> bool {
        self.supervised.iter().any(|own| own == unit_of(executor))
    }

    /// The units in which the officer has a duty, `agency/unit`, each once.
    pub(crate) fn units(&self) -> BTreeSet<String> {
        let executing = self.executors.iter().map(|executor| unit_of(executor).to_owned());
        executing.chain(self.supervised.iter().cloned()).collect()
    }

    /// The line to the agency.
    pub(crate) fn line(&self) -> Result<Channel, Unanswered> {
        self.visit.gateway().line(&self.agency)
    }

    /// Has the agency do something of which only matters that it was done.
    pub(crate) async fn tell<M, A, F>(
        &self,
        message: M,
        call: impl FnOnce(Channel, Request<M>) -> F,
    ) -> Result<(), Unanswered>
    where
        F: Future<Output = Result<tonic::Response<A>, Status>>,
    {
        self.asking.answer(call(self.line()?, self.asking.request(message))).await.map(drop)
    }

    /// A form that leads to a page of `address`, with the mark that it takes.
    pub(crate) fn form(&self, address: &str, page: &str, fields: &Markup) -> Markup {
        html! {
            form method="post" action=(self.visit.href(&format!("{address}/{page}"))) {
                input type="hidden" name=(MARK) value=(self.visit.mark(page));
                input type="hidden" name="request_id" value=(random::id());
                (fields)
            }
        }
    }

    /// A page of the desk: who works here, what is to be seen, and the way out.
    pub(crate) fn page(&self, status: StatusCode, title: &str, body: &Markup) -> Response {
        let visit = &self.visit;
        let body = html! {
            p.crumbs { (words::agency(visit.language, &self.agency)) " · " (visit.pick("petugas", "officer")) " " span.code { (self.person) } }
            (body)
            form.act method="post" action=(visit.href("/meja/keluar")) {
                input type="hidden" name=(MARK) value=(visit.mark(signing_in::LEAVING));
                button.quiet type="submit" { (visit.pick("Keluar dari meja kerja", "Sign out")) }
            }
        };
        visit.remembered(visit.with_status(status, title, &body))
    }

    /// The page for a question that the agency did not answer as hoped.
    pub(crate) fn unanswered(&self, unanswered: &Unanswered) -> Response {
        let page = problem::unanswered(&self.visit, &self.agency, unanswered);
        self.visit.remembered(page)
    }
}

/// The unit of `agency/unit/role`.
fn unit_of(executor: &str) -> &str {
    executor.rsplit_once('/').map_or(executor, |(unit, _)| unit)
}

/// Why it was not done, with the fields that the agency names.
pub(crate) fn fault(desk: &Desk, refused: &Status) -> Markup {
    let fields = problem::violations(refused);
    notice(
        "wrong",
        &problem::words(desk.visit.language, refused),
        &html! {
            @if !fields.is_empty() { ul lang="en" { @for (field, fault) in fields { li { span.code { (field) } ": " (fault) } } } }
        },
    )
}
