//! The whistleblowing service: takes sealed reports into the box, and hands sealed bytes to
//! those who can open them elsewhere.

use contract::satupintu::whistleblowing::v1::{
    self as pb, whistleblowing_service_server as server,
};
use kernel::AgencyId;
use store::{Entered, ListedReport, NewReport, Store};
use tonic::{Request, Response, Status};

use crate::{
    names,
    outcome::status,
    whistleblowing::{
        Inspectorate,
        wire::{self, Answered, Followed, Listing, Submitted},
    },
};

/// The most answers at once: three of the longest fit into a message.
const MOST_ANSWERS: usize = 3;

/// Reports to the inspectorate.
pub(crate) struct WhistleblowingService {
    pub(crate) store: Store,
    /// Who reads them; without one, none are taken.
    pub(crate) inspectorate: Option<Inspectorate>,
}

type Reply<T> = Result<Response<T>, Status>;

impl WhistleblowingService {
    /// The inspectorate of an agency that is kept here.
    async fn inspectorate(&self, agency: &AgencyId) -> Result<&Inspectorate, Status> {
        let missing = || edge::refused("INSPECTORATE_MISSING", &[]);
        let calendar = self.store.compiled_calendar(agency).await.map_err(status)?;
        calendar.ok_or_else(missing)?;
        self.inspectorate.as_ref().ok_or_else(missing)
    }
}

fn inspector<T>(request: &Request<T>, agency: &AgencyId) -> Result<(), Status> {
    if edge::officer(request)?.may_inspect(agency) {
        Ok(())
    } else {
        Err(edge::refused("DUTY_MISSING", &[]))
    }
}

fn sealed_report(agency: &AgencyId, report: &ListedReport) -> pb::SealedReport {
    let ListedReport { id, key_id } = report;
    pb::SealedReport { name: names::report(agency, id), key_id: key_id.clone() }
}

#[tonic::async_trait]
impl server::WhistleblowingService for WhistleblowingService {
    async fn get_inspectorate(
        &self,
        request: Request<pb::GetInspectorateRequest>,
    ) -> Reply<pb::GetInspectorateResponse> {
        let agency = wire::asked(request.get_ref())?;
        let Inspectorate { title, public_key } = self.inspectorate(&agency).await?;
        Ok(Response::new(pb::GetInspectorateResponse {
            title: title.clone(),
            public_key: public_key.to_bytes().to_vec(),
            key_id: public_key.id().to_string(),
            fingerprint: public_key.fingerprint(),
        }))
    }

    async fn submit_report(
        &self,
        request: Request<pb::SubmitReportRequest>,
    ) -> Reply<pb::SubmitReportResponse> {
        let Submitted { agency, entry, number, proof, sealed } =
            wire::submitted(request.get_ref())?;
        let inspectorate = self.inspectorate(&agency).await?;
        // What is sealed to another key would wait here for nobody.
        if sealed.key_id() != inspectorate.public_key.id() {
            return Err(edge::refused("REPORT_KEY_UNKNOWN", &[]));
        }
        let new = NewReport {
            agency: &agency,
            entry: &entry,
            number: &number,
            proof: &proof,
            sealed: &sealed,
        };
        let entered = self.store.box_report(&new).await.map_err(status)?;
        let already_received = entered == Entered::Before;
        Ok(Response::new(pb::SubmitReportResponse { already_received }))
    }

    async fn list_answers(
        &self,
        request: Request<pb::ListAnswersRequest>,
    ) -> Reply<pb::ListAnswersResponse> {
        let message = request.get_ref();
        let Followed { number, proof, size, list } = wire::followed(message)?;
        let keys = self.store.keys();
        let after: String = list.after(keys, &message.page_token)?.unwrap_or_default();
        let page = self.store.answers_to(&number, &proof, &after, size.min(MOST_ANSWERS)).await;
        let unknown = || edge::refused("RECEIPT_UNKNOWN", &[]);
        let page = page.map_err(status)?.ok_or_else(unknown)?;
        Ok(Response::new(pb::ListAnswersResponse {
            answers: page.rows.into_iter().map(|(_, sealed)| sealed).collect(),
            next_page_token: list.token(keys, page.next.as_ref())?,
        }))
    }

    async fn list_reports(
        &self,
        request: Request<pb::ListReportsRequest>,
    ) -> Reply<pb::ListReportsResponse> {
        let message = request.get_ref();
        let Listing { agency, size, list } = wire::listing(message)?;
        inspector(&request, &agency)?;
        let keys = self.store.keys();
        let after: String = list.after(keys, &message.page_token)?.unwrap_or_default();
        let page = self.store.reports(&agency, &after, size).await.map_err(status)?;
        Ok(Response::new(pb::ListReportsResponse {
            reports: page.rows.iter().map(|row| sealed_report(&agency, row)).collect(),
            next_page_token: list.token(keys, page.next.as_ref())?,
        }))
    }

    async fn get_report(
        &self,
        request: Request<pb::GetReportRequest>,
    ) -> Reply<pb::GetReportResponse> {
        let (agency, id) = wire::report(request.get_ref())?;
        inspector(&request, &agency)?;
        let found = self.store.report(&agency, &id).await.map_err(status)?;
        let (report, sealed) = found.ok_or_else(|| edge::refused("REPORT_NOT_FOUND", &[]))?;
        let report = Some(sealed_report(&agency, &report));
        Ok(Response::new(pb::GetReportResponse { report, sealed: sealed.as_bytes().to_vec() }))
    }

    async fn append_answer(
        &self,
        request: Request<pb::AppendAnswerRequest>,
    ) -> Reply<pb::AppendAnswerResponse> {
        let Answered { agency, entry, number, sealed } = wire::answered(request.get_ref())?;
        inspector(&request, &agency)?;
        let entered = self.store.append_answer(&entry, &number, &sealed).await.map_err(status)?;
        let already_appended = entered == Entered::Before;
        Ok(Response::new(pb::AppendAnswerResponse { already_appended }))
    }
}
