//! A case whose agency does not answer: how it stood when the agency was last heard.
//!
//! It is shown to whoever has opened it here before, by receipt and secret, and says of
//! when it is. Nothing can be done on it: that is for the agency.

use axum::response::Response;
use contract::satupintu::{
    complaints::v1::ComplaintState, feed::v1::case_standing::State, permits::v1::ApplicationState,
};
use maud::{Markup, html};

use super::{complaint, page::notice, problem, visit::Visit, words};
use crate::{
    asking::{Cause, Unanswered},
    dates,
    index::LastKnown,
    registry::Agency,
};

/// The page for a case that `agency` did not show: how it last stood where the agency
/// is silent and the index knows it, otherwise why it cannot be shown.
pub(crate) fn or_unanswered(
    visit: &Visit,
    agency: &Agency,
    receipt: &str,
    unanswered: &Unanswered,
) -> Response {
    if let Unanswered::Silent(cause) = unanswered
        && let Some(known) = visit.gateway().index.last_known(&agency.id, receipt)
    {
        return shown(visit, agency, *cause, &known);
    }
    problem::unanswered(visit, agency, unanswered)
}

fn shown(visit: &Visit, agency: &Agency, cause: Cause, known: &LastKnown) -> Response {
    let LastKnown { case, as_of } = known;
    let (language, zone) = (visit.language, agency.zone);
    let name = words::agency(language, agency);
    let title = visit.pick("Keadaan terakhir yang kami ketahui", "The last that we know");
    let body = html! {
        p.crumbs { (name) " · " span.code { (case.receipt_number) } }
        h1 { (title) }
        (notice("waiting", &format!("{name} {}", problem::cause(language, cause)), &html! {
            p {
                (visit.pick("Yang tampil adalah keadaan per", "This is how it stood as of")) " "
                strong { (dates::short(*as_of, zone)) " " (zone.abbreviation()) } ". "
                (visit.pick(
                    "Mungkin sudah ada yang berubah. Waktunya tetap dihitung menurut hukum; Anda belum dapat berbuat sesuatu di sini sampai instansi menjawab lagi.",
                    "It may have changed since. Its time is counted by law all the same; nothing can be done here until the agency answers again.",
                ))
            }
        }))
        p.standing { (state(visit, known)) }
        dl.facts {
            @if let Some(stage) = case.stage.as_ref().filter(|_| is_application(known)) {
                div { dt { (visit.pick("Tahap", "Stage")) } dd { (language.said(Some(stage))) } }
            }
            @if let Some(due) = &case.due {
                div { dt { (visit.pick("Jatuh tempo", "Due")) } dd { (words::deadline(language, due)) } }
            }
            @if !case.holder.is_empty() {
                div { dt { (visit.pick("Penanggung jawab", "Responsible")) } dd { (words::unit(language, &visit.registry, &case.holder)) } }
            }
            @if let Some(at) = &case.changed_at {
                div { dt { (visit.pick("Terakhir berubah", "Last change")) } dd { (words::moment(language, at, zone)) } }
            }
        }
        p { a href=(visit.href("/status")) { (visit.pick("Lihat keadaan semua instansi", "See the state of all agencies")) } }
    };
    visit.personal(title, &body)
}

fn is_application(known: &LastKnown) -> bool {
    matches!(known.case.state, Some(State::Application(_)))
}

fn state(visit: &Visit, LastKnown { case, .. }: &LastKnown) -> Markup {
    match case.state {
        Some(State::Application(state)) => {
            let state = ApplicationState::try_from(state).unwrap_or_default();
            let (said, kind) = words::state(visit.language, state);
            html! { span class={ "state " (kind) } { (said) } }
        }
        Some(State::Complaint(state)) => {
            let state = ComplaintState::try_from(state).unwrap_or_default();
            let kind = complaint::kind(state, false);
            html! { span class={ "state " (kind) } { (visit.language.said(case.stage.as_ref())) } }
        }
        None => Markup::default(),
    }
}
