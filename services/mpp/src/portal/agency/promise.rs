//! What the agency has promised (maklumat pelayanan), where it has.

use contract::satupintu::standards::v1::{
    GetPromiseRequest, Promise, standards_service_client::StandardsServiceClient,
};
use contract::satupintu::r#type::v1::Source;
use maud::{Markup, html};

use crate::{
    asking::{Asking, Unanswered},
    portal::{page::example, visit::Visit},
    registry::Agency,
};

/// The promise; without it, or without an answer, the page is shown all the same.
pub(super) async fn promise(visit: &Visit, agency: &Agency, asking: &Asking) -> Option<Promise> {
    let asked = async {
        let mut client = StandardsServiceClient::new(visit.gateway().line(agency)?);
        let request = GetPromiseRequest { name: format!("{}/promise", agency.resource()) };
        asking.answer(client.get_promise(asking.request(request))).await
    };
    let answer: Result<_, Unanswered> = asked.await;
    answer.ok()?.promise
}

pub(super) fn section(visit: &Visit, agency: &Agency, promise: &Promise) -> Markup {
    let language = visit.language;
    html! {
        section aria-labelledby="maklumat" {
            h2 #maklumat { (visit.pick("Maklumat pelayanan", "Service promise")) }
            p {
                (language.indonesian(&promise.text))
                @if promise.text_source() == Source::Example { " " (example(language)) }
            }
            p { (visit.pick("Bila tidak ditepati:", "If it is broken:")) " "
                (language.indonesian(&promise.compensation_text)) }
            p.small { a href=(visit.href(&format!("/instansi/{}/maklumat.pdf", agency.id))) {
                (visit.pick("Poster maklumat (PDF)", "Poster of the promise (PDF)"))
            } }
        }
    }
}
