//! Pictures of figures: the services beside each other, how old open cases are, and
//! with whom time is lost.

use contract::satupintu::{
    dashboard::v1::{
        Count, FigureDefinition, Figures, FiguresPart, GetServiceFiguresResponse, TimeByCause,
    },
    sop::v1::Service,
};
use maud::{Markup, html};

use super::{
    meanings::named,
    shown::{amount, said},
};
use crate::portal::{
    agency::{
        chart::{Bar, bars, share_of_width},
        index::decimal,
    },
    visit::Visit,
    words,
};

const SECONDS_AN_HOUR: i64 = 3_600;

pub(super) fn parts(
    visit: &Visit,
    answer: &GetServiceFiguresResponse,
    services: &[Service],
) -> Markup {
    if answer.parts.is_empty() {
        return Markup::default();
    }
    let title = visit.pick("Menurut layanan", "By service");
    let called = |part: &FiguresPart| {
        let known = services.iter().find(|service| words::id(&service.name) == part.name);
        known
            .and_then(|service| service.title.as_ref())
            .map_or_else(|| part.name.clone(), |title| visit.pick(&title.id, &title.en).to_owned())
    };
    let received = |part: &FiguresPart| part.figures.as_ref()?.flows.as_ref()?.received;
    let counts: Vec<(String, Option<Count>)> =
        answer.parts.iter().map(|part| (called(part), received(part))).collect();
    html! {
        section aria-labelledby="menurut" {
            h2 #menurut { (title) }
            (drawn(visit.pick("Permohonan masuk menurut layanan", "Applications received by service"), counts))
            div.scroll tabindex="0" role="region" aria-label=(title) { table.counts {
                thead { tr {
                    th scope="col" { (visit.pick("Layanan", "Service")) }
                    th scope="col" { (visit.pick("Masuk", "Received")) }
                    th scope="col" { (visit.pick("Dalam proses", "In process")) }
                    th scope="col" { (visit.pick("Waktu berakhir", "Time ended")) }
                    th scope="col" { (visit.pick("Tepat waktu, %", "On time, %")) }
                    th scope="col" { (visit.pick("Median", "Median")) }
                    th scope="col" { "P90" }
                } }
                tbody { @for part in &answer.parts { (row(visit, &called(part), part)) } }
            } }
        }
    }
}

fn row(visit: &Visit, called: &str, part: &FiguresPart) -> Markup {
    let figures = part.figures.clone().unwrap_or_default();
    let flows = figures.flows.unwrap_or_default();
    let share = figures.share_on_time.map(|share| {
        let least = if share.at_least { "≥ " } else { "" };
        format!("{least}{}", decimal(visit, &share.percent))
    });
    let times = figures.working_times.iter();
    let medians: Vec<String> = times.clone().map(|it| amount(visit, it, it.median)).collect();
    let p90s: Vec<String> = times.map(|it| amount(visit, it, it.p90)).collect();
    html! { tr {
        th scope="row" { (called) }
        td { (said(flows.received)) }
        td { (said(figures.in_process)) }
        td { (said(flows.settled)) }
        td { (share.unwrap_or_else(|| "–".to_owned())) }
        td { (medians.join("; ")) }
        td { (p90s.join("; ")) }
    } }
}

pub(super) fn ages(visit: &Visit, figures: &Figures, meanings: &[FigureDefinition]) -> Markup {
    let Some(ages) = &figures.ages else { return Markup::default() };
    let counts = [
        ("age_not_complete", ages.not_complete),
        ("age_under_half", ages.under_half),
        ("age_under_four_fifths", ages.under_four_fifths),
        ("age_nearly_due", ages.nearly_due),
        ("age_late", ages.late),
        ("age_decided", ages.decided),
    ];
    let title = visit.pick("Umur permohonan dalam proses", "Age of open applications");
    html! {
        section aria-labelledby="umur" {
            h2 #umur { (title) }
            (drawn(title, counts.map(|(figure, count)| (plain(visit, meanings, figure), count)).into()))
            ul.list { @for (figure, count) in counts {
                li { (named(visit, meanings, figure)) ": " strong { (said(count)) } }
            } }
        }
    }
}

pub(super) fn time(visit: &Visit, figures: &Figures, meanings: &[FigureDefinition]) -> Markup {
    let causes = by_cause(figures.time.unwrap_or_default());
    let whole: i64 = causes.iter().map(|(_, seconds)| seconds).sum();
    if whole == 0 {
        return Markup::default();
    }
    let title = visit.pick("Ke mana waktu habis", "Where time goes");
    let most = causes.iter().map(|(_, seconds)| *seconds).max();
    let bar = |(figure, seconds): (&str, i64)| Bar {
        title: plain(visit, meanings, figure),
        width: share_of_width(seconds, whole),
        value: format!("{} %", seconds.saturating_mul(100) / whole),
        is_marked: Some(seconds) == most,
    };
    html! {
        section aria-labelledby="waktu" {
            h2 #waktu { (title) }
            (bars(title, causes.map(bar).into()))
            details.more {
                summary { (visit.pick("Jam pada setiap tahapan", "Hours at each step")) }
                div.scroll tabindex="0" role="region" aria-label=(title) { table.counts {
                    thead { tr {
                        th scope="col" { (visit.pick("Tahapan", "Step")) }
                        @for (figure, _) in causes { th scope="col" { (named(visit, meanings, figure)) } }
                    } }
                    tbody { @for stage in &figures.stages { tr {
                        th scope="row" { (stage.step) }
                        @for (_, seconds) in by_cause(stage.time.unwrap_or_default()) {
                            td { (seconds / SECONDS_AN_HOUR) }
                        }
                    } } }
                } }
            }
        }
    }
}

fn by_cause(time: TimeByCause) -> [(&'static str, i64); 5] {
    let TimeByCause { officer_work, queue, applicant, other_agency, calendar } = time;
    [
        ("time_officer_work", officer_work),
        ("time_queue", queue),
        ("time_applicant", applicant),
        ("time_other_agency", other_agency),
        ("time_calendar", calendar),
    ]
}

/// Bars of counts; one that is not shown has none.
fn drawn(what: &str, counts: Vec<(String, Option<Count>)>) -> Markup {
    let most = counts.iter().filter_map(|(_, count)| count.map(|count| count.count)).max();
    let bar = |(title, count): (String, Option<Count>)| Bar {
        title,
        width: share_of_width(count.map_or(0, |count| count.count), most.unwrap_or_default()),
        value: said(count),
        is_marked: false,
    };
    bars(what, counts.into_iter().map(bar).collect())
}

/// The name of a figure where nothing can lead anywhere.
fn plain(visit: &Visit, meanings: &[FigureDefinition], figure: &str) -> String {
    let known = meanings.iter().find(|known| known.figure == figure);
    let title = known.and_then(|known| known.title.as_ref());
    title.map_or_else(|| figure.to_owned(), |title| visit.pick(&title.id, &title.en).to_owned())
}
