//! The display in the hall: which number is called to which counter. It says
//! nothing about who waits, so it may hang on a wall.

use axum::{extract::Path, response::Response};
use maud::{Markup, html};

use super::{Opened, name_of, open, today};
use crate::portal::visit::Visit;

/// Often enough to see one's number, and a small page.
const AGAIN_SECONDS: u16 = 15;

pub(crate) async fn board(visit: Visit, Path(agency): Path<String>) -> Response {
    let response = match open(&visit, &agency).await {
        Ok(opened) => shown(&visit, &opened),
        // Nobody stands at a display to load it again when the agency is back.
        Err(response) => *response,
    };
    Visit::renewed(response, AGAIN_SECONDS)
}

fn shown(visit: &Visit, opened: &Opened) -> Response {
    let plan = opened.plan();
    let body = html! {
        div.board {
            h1 { (plan.name) }
            p { (today(visit, opened)) }
            (lines(visit, opened))
        }
    };
    visit.with_status(http::StatusCode::OK, &plan.name, &body)
}

/// Each stand with what its counters have called.
pub(super) fn lines(visit: &Visit, opened: &Opened) -> Markup {
    let plan = opened.plan();
    html! {
        ul.hall { @for stand in &plan.stands {
            @let line = opened.line(&stand.id);
            li {
                h2 { (name_of(visit, stand)) }
                @if let Some(line) = line {
                    ul.calls { @for calling in &line.calling {
                        li {
                            strong { (calling.number) }
                            span { (visit.pick("loket", "counter")) " " (calling.counter)
                                @if calling.serving { " · " (visit.pick("dilayani", "being served")) } }
                        }
                    } }
                    p.small { (line.waiting) " " (visit.pick("menunggu", "waiting"))
                        @if let Some(room) = line.room { " · " (visit.pick("sisa", "left")) " " (room) } }
                }
            }
        } }
    }
}
