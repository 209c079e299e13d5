//! Complaints at the desk: which there are, what one says, and what is done with it.
//! To an officer whom a complaint is about it does not exist; the agency sees to that.

mod acts;
mod attachments;
mod ending;
mod handling;
mod shown;

use axum::{extract::Path, http::StatusCode, response::Response};
use contract::satupintu::complaints::v1::{
    Complaint, GetComplaintRequest, ListComplaintsRequest, ListComplaintsResponse,
    ReadComplaintRequest, complaints_service_client::ComplaintsServiceClient,
};
use tonic::{Code, Status};

pub(crate) use attachments::downloaded;
pub(crate) use ending::grounds;
pub(crate) use handling::{
    answered, delivered, disposed, followed_up, merged, referred, reopened, sent_back, verified,
};

use super::{Desk, Pressed};
use crate::{asking::Unanswered, portal::form::Form};

/// The agency and the id that stand in the address.
type Named = Path<(String, String)>;

/// `agencies/{agency}/complaints/{complaint}`.
fn name(Path((agency, complaint)): &Named) -> String {
    format!("agencies/{agency}/complaints/{complaint}")
}

/// The address of a complaint, by its resource name.
fn address(name: &str) -> String {
    let mut parts = name.split('/').skip(1).step_by(2);
    let (agency, id) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    format!("/meja/pengaduan/{agency}/{id}")
}

/// Those that the officer may see, the first due first: all of the agency, or those
/// of the own units.
pub(crate) async fn listed(desk: Desk) -> Response {
    let asked = desk.visit.query.get("unit").to_owned();
    let of_asked = list(&desk, &asked).await;
    let trays = match of_asked {
        Ok(listed) => vec![(asked, listed)],
        Err(Unanswered::Refused(status))
            if status.code() == Code::PermissionDenied && asked.is_empty() =>
        {
            let mut trays = Vec::new();
            for unit in desk.units() {
                match list(&desk, &unit).await {
                    Ok(listed) => trays.push((unit, listed)),
                    // A unit that has no complaints for who is here.
                    Err(Unanswered::Refused(_)) => {}
                    Err(silent) => return desk.unanswered(&silent),
                }
            }
            if trays.is_empty() {
                return desk.unanswered(&Unanswered::Refused(status));
            }
            trays
        }
        Err(unanswered) => return desk.unanswered(&unanswered),
    };
    shown::list(&desk, &trays)
}

/// One page of the complaints that a unit has; of all for no unit.
async fn list(desk: &Desk, unit: &str) -> Result<ListComplaintsResponse, Unanswered> {
    let request = ListComplaintsRequest {
        parent: desk.agency.resource(),
        holder: unit.to_owned(),
        page_token: desk.visit.query.get("lanjut").to_owned(),
        ..ListComplaintsRequest::default()
    };
    let mut client = ComplaintsServiceClient::new(desk.line()?);
    desk.asking.answer(client.list_complaints(desk.asking.request(request))).await
}

/// One, without its words.
pub(crate) async fn shown(desk: Desk, named: Named) -> Response {
    page(&desk, &name(&named), &Form::default(), None).await
}

async fn open(desk: &Desk, name: &str) -> Result<Complaint, Unanswered> {
    let mut client = ComplaintsServiceClient::new(desk.line()?);
    let request = desk.asking.request(GetComplaintRequest { name: name.to_owned() });
    Ok(desk.asking.answer(client.get_complaint(request)).await?.complaint.unwrap_or_default())
}

/// The page; after a refusal with its words, and with what was filled in.
async fn page(desk: &Desk, name: &str, form: &Form, refused: Option<&Status>) -> Response {
    match open(desk, name).await {
        Ok(complaint) => shown::one(desk, &complaint, form, refused),
        Err(unanswered) => desk.unanswered(&unanswered),
    }
}

/// On to the complaint, or why it was not done.
async fn after(desk: &Desk, name: &str, form: &Form, done: Result<(), Unanswered>) -> Response {
    match done {
        Ok(()) => desk.visit.go(&address(name)),
        Err(Unanswered::Refused(status)) => page(desk, name, form, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}

/// Its words, after the agency has written down who reads them.
pub(crate) async fn read(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = ReadComplaintRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        identity: form.is_ticked("pelapor"),
    };
    let read = async {
        let mut client = ComplaintsServiceClient::new(desk.line()?);
        let read = desk.asking.answer(client.read_complaint(desk.asking.request(request))).await?;
        Ok::<_, Unanswered>((read, attachments::listed(&desk, &name).await?))
    };
    match read.await {
        Ok((read, files)) => {
            desk.page(StatusCode::OK, shown::title(&desk), &shown::words(&desk, &read, &files))
        }
        Err(Unanswered::Refused(status)) => page(&desk, &name, &form, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}
