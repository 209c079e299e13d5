//! The hall of a mall: its lines as they are now, planning a visit, the tickets of
//! a visit, the display on the wall, and the kiosk at the door.
//!
//! A visit is a random id, and whoever knows it holds its tickets: so it goes in
//! the sealed cookie and stands in no address.

mod board;
mod kiosk;
mod planning;
mod ticket;
mod words;

use axum::response::{IntoResponse, Redirect, Response};
use contract::satupintu::queue::v1::{
    GetHallRequest, GetHallResponse, HallPlan, LineState, Stand,
    queue_service_client::QueueServiceClient,
};
use maud::html;
use tonic::{Code, transport::Channel};

pub(crate) use board::board;
pub(crate) use kiosk::{door, left, opened, taken};
pub(crate) use planning::{blank, planned};
pub(crate) use ticket::{checked_in, given_back, tickets};

use super::{problem, visit::Visit, words as said};
use crate::{
    asking::{Asking, Unanswered},
    everyone,
    registry::Agency,
};

/// A hall as it is now, and who runs it.
struct Opened {
    agency: Agency,
    seen: GetHallResponse,
}

impl Opened {
    fn plan(&self) -> HallPlan {
        self.seen.hall.clone().unwrap_or_default().plan.unwrap_or_default()
    }

    fn line(&self, stand: &str) -> Option<&LineState> {
        self.seen.lines.iter().find(|line| line.stand == stand)
    }
}

/// The stand called `id` in a plan.
fn stand<'a>(plan: &'a HallPlan, id: &str) -> Option<&'a Stand> {
    plan.stands.iter().find(|stand| stand.id == id)
}

async fn seen(
    line: Channel,
    agency: &Agency,
    asking: &Asking,
) -> Result<GetHallResponse, Unanswered> {
    let mut client = QueueServiceClient::new(line);
    let request = GetHallRequest { name: format!("{}/hall", agency.resource()), date: None };
    asking.answer(client.get_hall(asking.request(request))).await
}

/// The halls of the mall. Where there is one, as nearly everywhere, its page.
pub(crate) async fn halls(visit: Visit) -> Response {
    let heard =
        everyone::asked(visit.gateway(), &visit.asking, |line, agency, asking| async move {
            seen(line, &agency, &asking).await
        });
    let heard = heard.await;
    if let ([(agency, _)], []) = (heard.answers.as_slice(), heard.silent.as_slice()) {
        return Redirect::to(&visit.href(&format!("/antrean/{}", agency.id))).into_response();
    }
    let title = visit.pick("Antrean", "Queue");
    let body = html! {
        h1 { (title) }
        (problem::incomplete(&visit, &heard.silent))
        @if heard.answers.is_empty() { p { (visit.pick("Tidak ada ruang layanan dengan antrean di sini.", "There is no hall with a queue here.")) } }
        ul.agencies { @for (agency, hall) in &heard.answers {
            @let name = hall.hall.clone().unwrap_or_default().plan.unwrap_or_default().name;
            li { a href=(visit.href(&format!("/antrean/{}", agency.id))) { (name) } }
        } }
    };
    visit.page(title, &body)
}

/// The hall that an agency runs; otherwise the page to show.
async fn open(visit: &Visit, agency: &str) -> Result<Opened, Box<Response>> {
    let agency = visit.gateway().agency(agency);
    let agency = agency.ok_or_else(|| Box::new(problem::not_found(visit)))?;
    let answer = match visit.gateway().line(&agency) {
        Ok(line) => seen(line, &agency, &visit.asking).await,
        Err(unanswered) => Err(unanswered),
    };
    match answer {
        Ok(seen) => Ok(Opened { agency, seen }),
        Err(Unanswered::Refused(status)) if status.code() == Code::NotFound => {
            Err(Box::new(problem::not_found(visit)))
        }
        Err(unanswered) => Err(Box::new(problem::unanswered(visit, &agency, &unanswered))),
    }
}

/// The name of a stand.
fn name_of(visit: &Visit, stand: &Stand) -> String {
    visit
        .pick(&stand.name, if stand.name_en.is_empty() { &stand.name } else { &stand.name_en })
        .to_owned()
}

/// The day of a hall's lines.
fn today(visit: &Visit, opened: &Opened) -> String {
    opened.seen.date.as_ref().map(|date| said::day(visit.language, date)).unwrap_or_default()
}
