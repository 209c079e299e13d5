//! The satisfaction index (IKM) that an agency must publish (PermenPANRB 14/2017):
//! the figure, its elements as a picture and as a table, and the lowest one.

use contract::satupintu::surveys::v1::{ElementIndex, GetIndexResponse, Questionnaire};
use maud::{Markup, html};

use super::chart;
use crate::{
    asking::Unanswered,
    portal::{page::notice, problem, visit::Visit},
    registry::Agency,
};

pub(super) fn section(
    visit: &Visit,
    agency: &Agency,
    period: String,
    index: Result<GetIndexResponse, Unanswered>,
    asked: Option<&Questionnaire>,
) -> Markup {
    let period = match &index {
        Ok(index) => index.period.clone(),
        Err(_) if period.is_empty() => present_year(agency).to_string(),
        Err(_) => period,
    };
    html! {
        section aria-labelledby="ikm" {
            h2 #ikm { (visit.pick("Kepuasan masyarakat (IKM)", "Satisfaction (IKM)")) }
            (periods(visit, &format!("/instansi/{}", agency.id), agency, &period))
            @match index {
                Ok(index) => { (figures(visit, &index, asked)) }
                Err(Unanswered::Refused(status)) => { p { (problem::words(visit.language, &status)) } }
                Err(Unanswered::Silent(_)) => {}
            }
        }
    }
}

/// Where the agency does not say which year it has.
pub(super) fn present_year(agency: &Agency) -> i16 {
    agency.zone.date(edge::wall_clock()).year()
}

/// Asks for another period at the page of `path`.
pub(super) fn periods(visit: &Visit, path: &str, agency: &Agency, chosen: &str) -> Markup {
    let asked = chosen.get(..4).and_then(|year| year.parse().ok());
    let year: i16 = asked.unwrap_or_else(|| present_year(agency));
    let parts = ["", "-S1", "-S2", "-TW1", "-TW2", "-TW3", "-TW4"];
    let years = [year.saturating_add(1), year, year.saturating_sub(1)];
    let offered = years.iter().flat_map(|year| parts.map(|part| format!("{year}{part}")));
    let mut offered: Vec<String> = offered.collect();
    if !offered.iter().any(|one| one == chosen) {
        offered.push(chosen.to_owned());
    }
    html! {
        form method="get" action=(visit.href(path)) {
            div.field {
                label for="periode" { (visit.pick("Periode", "Period")) }
                div.row {
                    select #periode name="periode" { @for one in &offered {
                        option value=(one) selected[one == chosen] { (one) }
                    } }
                    button.quiet type="submit" { (visit.pick("Tampilkan", "Show")) }
                }
            }
        }
    }
}

fn figures(visit: &Visit, index: &GetIndexResponse, asked: Option<&Questionnaire>) -> Markup {
    let named = |element: &ElementIndex| title(asked, &element.element);
    let lowest = chart::lowest(&index.elements);
    let names: Vec<String> = lowest.iter().map(|element| named(element)).collect();
    html! {
        p.figure { (decimal(visit, &index.index)) }
        p {
            @if !index.category.is_empty() {
                (visit.pick("Mutu pelayanan", "Quality")) " " strong { (index.category) } " ("
                (visit.language.indonesian(&index.performance)) "). "
            }
            (index.respondents) " " (visit.pick("responden", "respondents")) "."
            @if !index.interval_low.is_empty() {
                " " (visit.pick("Selang 95 %:", "95 % interval:")) " " (decimal(visit, &index.interval_low)) "–" (decimal(visit, &index.interval_high)) "."
            }
        }
        @if let Some(element) = lowest.first() {
            (notice("waiting", &format!("{}: {}", visit.pick("Unsur terendah", "The lowest element"), names.join("; ")), &html! {
                p { (decimal(visit, &element.index)) @if !element.category.is_empty() { " (" (element.category) ")" } }
            }))
        }
        (chart::drawn(visit, &index.elements, asked))
        details.more {
            summary { (visit.pick("Angka setiap unsur", "The figures of each element")) }
            div.scroll tabindex="0" role="region" aria-label=(visit.pick("Angka setiap unsur", "The figures of each element")) { table.counts {
                thead { tr {
                    th scope="col" { (visit.pick("Unsur", "Element")) }
                    th scope="col" { (visit.pick("Jawaban", "Answers")) }
                    th scope="col" { "NRR" }
                    th scope="col" { (visit.pick("Indeks", "Index")) }
                    th scope="col" { (visit.pick("Mutu", "Quality")) }
                } }
                tbody { @for element in &index.elements { tr {
                    th scope="row" { (visit.language.indonesian(&named(element))) }
                    td { (element.answers) }
                    td { (decimal(visit, &element.mean)) }
                    td { (decimal(visit, &element.index)) }
                    td { (element.category) }
                } } }
            } }
        }
        @if index.trend.len() > 1 {
            h3 { (visit.pick("Dari waktu ke waktu", "Over time")) }
            ul.list { @for point in &index.trend {
                li { (point.period) ": " strong { (decimal(visit, &point.index)) } " (" (point.respondents) " " (visit.pick("responden", "respondents")) ")" }
            } }
        }
    }
}

/// The element's name as it is asked; its key where nobody tells the name.
pub(super) fn title(asked: Option<&Questionnaire>, element: &str) -> String {
    let questions = asked.map(|asked| asked.questions.iter());
    let found = questions.into_iter().flatten().find(|question| question.element == element);
    found.map_or_else(|| element.to_owned(), |question| question.title.clone())
}

/// `91.48` as it is written in the language of the page, `91,48` in Indonesian.
pub(crate) fn decimal(visit: &Visit, decimal: &str) -> String {
    visit.pick(&decimal.replace('.', ","), decimal).to_owned()
}
