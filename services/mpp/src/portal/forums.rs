//! Forums of the public: which there are, the text that is discussed clause by
//! clause, what came of it, and commenting on a clause.

mod commenting;
mod minutes;
mod results;
mod shown;

use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use contract::satupintu::consultations::v1::{
    Comment, Forum, GetForumRequest, GetForumResponse, ListCommentsRequest, ListForumsRequest,
    consultations_service_client::ConsultationsServiceClient,
};
use tonic::transport::Channel;

pub(crate) use commenting::{blank, sent};
pub(crate) use minutes::{by_slip, minutes};
pub(crate) use results::disposition;

use super::{problem, visit::Visit};
use crate::{
    asking::{Asking, Unanswered},
    everyone,
    registry::Agency,
};

/// A thousand forums, or comments of one; the rest is left out, and so said.
const MOST_PAGES: usize = 10;

/// A forum and the text that it is about.
struct Opened {
    agency: Agency,
    id: String,
    forum: Forum,
    seen: GetForumResponse,
}

impl Opened {
    /// Where its page is.
    fn address(&self) -> String {
        address(&self.agency, &self.id)
    }
}

fn address(agency: &Agency, id: &str) -> String {
    format!("/konsultasi/{}/{id}", agency.id)
}

/// The forums of all agencies.
pub(crate) async fn forums(visit: Visit) -> Response {
    let heard =
        everyone::asked(visit.gateway(), &visit.asking, |line, agency, asking| async move {
            listed(line, &agency, &asking).await
        });
    shown::list(&visit, &heard.await)
}

async fn listed(line: Channel, agency: &Agency, asking: &Asking) -> Result<Vec<Forum>, Unanswered> {
    let mut client = ConsultationsServiceClient::new(line);
    let (mut forums, mut page_token) = (Vec::new(), String::new());
    for _ in 0..MOST_PAGES {
        let request = ListForumsRequest { parent: agency.resource(), page_size: 100, page_token };
        let page = asking.answer(client.list_forums(asking.request(request))).await?;
        forums.extend(page.forums);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    Ok(forums)
}

/// The address in the QR code of printed minutes: it does not say whose forum it
/// is, so everybody is asked.
pub(crate) async fn scanned(visit: Visit, Path(id): Path<String>) -> Response {
    let wanted = id.clone();
    let heard = everyone::asked(visit.gateway(), &visit.asking, move |line, agency, asking| {
        let name = format!("{}/forums/{wanted}", agency.resource());
        async move { seen(line, name, &asking).await }
    });
    let heard = heard.await;
    match heard.answers.first() {
        Some((agency, _)) => Redirect::to(&visit.href(&address(agency, &id))).into_response(),
        None if heard.silent.is_empty() => problem::not_found(&visit),
        None => shown::unsure(&visit, &heard.silent),
    }
}

async fn seen(
    line: Channel,
    name: String,
    asking: &Asking,
) -> Result<GetForumResponse, Unanswered> {
    let mut client = ConsultationsServiceClient::new(line);
    asking.answer(client.get_forum(asking.request(GetForumRequest { name }))).await
}

/// A forum's page; with what came of it, once that is published.
pub(crate) async fn forum(visit: Visit, Path((agency, id)): Path<(String, String)>) -> Response {
    let opened = match open(&visit, &agency, &id).await {
        Ok(opened) => opened,
        Err(response) => return *response,
    };
    let comments = if opened.forum.published_in.is_empty() {
        Ok(Vec::new())
    } else {
        comments(&visit, &opened).await
    };
    match comments {
        Ok(comments) => shown::forum(&visit, &opened, &comments),
        Err(unanswered) => problem::unanswered(&visit, &opened.agency, &unanswered),
    }
}

async fn open(visit: &Visit, agency: &str, id: &str) -> Result<Opened, Box<Response>> {
    let agency = visit.gateway().agency(agency);
    let agency = agency.ok_or_else(|| Box::new(problem::not_found(visit)))?;
    let name = format!("{}/forums/{id}", agency.resource());
    let answer = match visit.gateway().line(&agency) {
        Ok(line) => seen(line, name, &visit.asking).await,
        Err(unanswered) => Err(unanswered),
    };
    match answer {
        Ok(seen) => {
            let forum = seen.forum.clone().unwrap_or_default();
            Ok(Opened { agency, id: id.to_owned(), forum, seen })
        }
        Err(Unanswered::Refused(status)) if is_no_forum(&status) => {
            Err(Box::new(problem::not_found(visit)))
        }
        Err(unanswered) => Err(Box::new(problem::unanswered(visit, &agency, &unanswered))),
    }
}

/// No such forum, or an id that is none.
fn is_no_forum(status: &tonic::Status) -> bool {
    matches!(status.code(), tonic::Code::NotFound | tonic::Code::InvalidArgument)
}

async fn comments(visit: &Visit, opened: &Opened) -> Result<Vec<Comment>, Unanswered> {
    let mut client = ConsultationsServiceClient::new(visit.gateway().line(&opened.agency)?);
    let (mut comments, mut page_token) = (Vec::new(), String::new());
    for _ in 0..MOST_PAGES {
        let request =
            ListCommentsRequest { parent: opened.forum.name.clone(), page_size: 100, page_token };
        let page = visit.asking.answer(client.list_comments(visit.asking.request(request))).await?;
        comments.extend(page.comments);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    Ok(comments)
}
