//! Satisfaction in the whole regency: each agency's index as it published it, and what
//! they come to together, by both rules, because the rules give two numbers.

use axum::response::Response;
use contract::satupintu::surveys::v1::GetIndexResponse;
use maud::{Markup, html};
use surveys::{Aggregation, ElementKey, Exact, Index, Method, Questionnaire, Sums, together};

use super::{
    agency::{decimal, index, period},
    problem,
    visit::Visit,
    words,
};
use crate::{everyone, registry::Agency};

pub(crate) async fn regency(visit: Visit) -> Response {
    let period = period(&visit);
    let heard = everyone::asked(visit.gateway(), &visit.asking, |line, agency, asking| {
        let period = period.clone();
        async move { index(line, &agency, &asking, &period).await }
    });
    let heard = heard.await;
    let title = visit.pick("Kepuasan masyarakat", "Satisfaction");
    let body = html! {
        h1 { (title) }
        p.lead { (visit.pick(
            "Indeks kepuasan masyarakat (IKM) setiap instansi, dan semuanya bersama-sama.",
            "The satisfaction index (IKM) of each agency, and of all together.",
        )) }
        (problem::incomplete(&visit, &heard.silent))
        @if heard.answers.is_empty() {
            p { (visit.pick("Belum ada indeks yang dapat ditampilkan.", "There is no index to show yet.")) }
        } @else {
            (table(&visit, title, &heard.answers))
            (all(&visit, &heard.answers))
        }
        p.small { (visit.pick(
            "Instansi dengan kurang dari lima responden, atau tanpa survei, tidak ditampilkan.",
            "Agencies with fewer than five respondents, or without a survey, are not shown.",
        )) }
    };
    visit.page(title, &body)
}

fn table(visit: &Visit, title: &str, indices: &[(Agency, GetIndexResponse)]) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(title) { table.counts {
            thead { tr {
                th scope="col" { (visit.pick("Instansi", "Agency")) }
                th scope="col" { (visit.pick("Periode", "Period")) }
                th scope="col" { "IKM" }
                th scope="col" { (visit.pick("Mutu", "Quality")) }
                th scope="col" { (visit.pick("Responden", "Respondents")) }
            } }
            tbody { @for (agency, index) in indices { tr {
                th scope="row" { a href=(visit.href(&format!("/instansi/{}?periode={}", agency.id, index.period))) {
                    (words::agency(visit.language, agency))
                } }
                td { (index.period) }
                td { (decimal(visit, &index.index)) }
                td { (index.category) }
                td { (index.respondents) }
            } } }
        } }
    }
}

/// What those of the newest period that asked the same come to together.
fn all(visit: &Visit, indices: &[(Agency, GetIndexResponse)]) -> Markup {
    let Some(newest) = indices.iter().map(|(_, index)| index).max_by_key(|it| &it.period) else {
        return Markup::default();
    };
    let Some(questionnaire) = Questionnaire::known(&newest.questionnaire) else {
        return Markup::default();
    };
    let alike = |index: &&GetIndexResponse| {
        index.questionnaire == newest.questionnaire && index.period == newest.period
    };
    let published = indices.iter().map(|(_, index)| index).filter(alike);
    let Some(parts) = published.map(sums).collect::<Option<Vec<Sums>>>() else {
        return Markup::default();
    };
    let of = |rule| together(questionnaire, &parts, rule, Method::default());
    let (by_respondents, by_agencies) =
        (of(Aggregation::AllRespondents), of(Aggregation::MeanOfServices));
    html! {
        section aria-labelledby="bersama" {
            h2 #bersama { (visit.pick("Bersama-sama", "Together")) " (" (parts.len()) " " (visit.pick("instansi", "agencies")) ", " (newest.period) ")" }
            dl.facts {
                @if let Ok(index) = by_respondents {
                    (figure(visit, visit.pick("Rata-rata atas semua responden", "Mean over all respondents"), &index))
                }
                @if let Ok(index) = by_agencies {
                    (figure(visit, visit.pick("Rata-rata dari IKM setiap instansi", "Mean of the agencies’ indices"), &index))
                }
            }
        }
    }
}

fn figure(visit: &Visit, rule: &str, index: &Index) -> Markup {
    html! {
        div { dt { (rule) } dd {
            (decimal(visit, &index.value.to_string()))
            @if let Some(category) = index.category { " (" (category.letter()) ")" }
        } }
    }
}

/// The sums that an agency published; nothing when they are not numbers.
fn sums(index: &GetIndexResponse) -> Option<Sums> {
    let mut sums = Sums { respondents: u64::try_from(index.respondents).ok()?, ..Sums::default() };
    for element in &index.elements {
        let key: ElementKey = ElementKey::parse(&element.element).ok()?;
        let answers = u64::try_from(element.answers).ok()?;
        sums.elements.insert(key, (Exact::decimal(&element.sum)?, answers));
    }
    Some(sums)
}
