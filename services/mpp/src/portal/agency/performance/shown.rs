//! The figures of the whole agency: a table, and pictures of age and lost time.

use contract::satupintu::dashboard::v1::{
    Count, FigureDefinition, Figures, GetServiceFiguresResponse, TimeUnit, WorkingTime,
};
use maud::{Markup, html};

use super::{meanings::named, pictures};
use crate::{
    dates,
    portal::{agency::index::decimal, visit::Visit},
    registry::Agency,
};

pub(super) fn figures(
    visit: &Visit,
    agency: &Agency,
    answer: &GetServiceFiguresResponse,
    meanings: &[FigureDefinition],
) -> Markup {
    let figures = answer.whole.clone().unwrap_or_default();
    let title = visit.pick("Angka pokok", "Key figures");
    html! {
        section aria-labelledby="pokok" {
            h2 #pokok { (title) }
            @if let Some(share) = &figures.share_on_time {
                p.figure { @if share.at_least { "≥ " } (decimal(visit, &share.percent)) " %" }
                p { (named(visit, meanings, "share_on_time")) }
            }
            div.scroll tabindex="0" role="region" aria-label=(title) { table.counts {
                tbody {
                    @for (figure, said) in rows(visit, &figures) {
                        tr { th scope="row" { (named(visit, meanings, figure)) } td { (said) } }
                    }
                }
            } }
            p.small {
                (visit.pick(
                    "“*” berarti angkanya 1 sampai 4, atau akan membuka angka sekecil itu.",
                    "“*” means that the number is 1 to 4, or would tell one as small.",
                ))
                @if let Some(at) = &answer.as_of {
                    " " (visit.pick("Dihitung pada", "Counted at")) " " (dates::short(dates::instant(at), agency.zone)) "."
                }
            }
        }
        (pictures::ages(visit, &figures, meanings))
        (pictures::time(visit, &figures, meanings))
    }
}

/// Each figure and what it is, as it is written.
fn rows(visit: &Visit, figures: &Figures) -> Vec<(&'static str, String)> {
    let flows = figures.flows.unwrap_or_default();
    let counts = [
        ("received", flows.received),
        ("complete", flows.complete),
        ("in_process", figures.in_process),
        ("issued", flows.issued),
        ("refused", flows.refused),
        ("returned", flows.returned),
        ("withdrawn", flows.withdrawn),
        ("ended_otherwise", flows.ended_otherwise),
        ("settled", flows.settled),
        ("on_time", flows.on_time),
        ("late", flows.late),
        ("overtaken", flows.overtaken),
        ("deemed_approved", flows.deemed_approved),
    ];
    let counts = counts.map(|(figure, count)| (figure, said(count)));
    let times = figures.working_times.iter().flat_map(|time| {
        [("median", amount(visit, time, time.median)), ("p90", amount(visit, time, time.p90))]
    });
    let slowest = Some(("slowest_stage", figures.slowest_stage.clone()));
    let slowest = slowest.filter(|(_, step)| !step.is_empty());
    counts.into_iter().chain(times).chain(slowest).collect()
}

/// A number as it may be shown.
pub(super) fn said(count: Option<Count>) -> String {
    match count {
        Some(Count { suppressed: true, .. }) => "*".to_owned(),
        Some(Count { count, suppressed: false }) => count.to_string(),
        None => "–".to_owned(),
    }
}

pub(super) fn amount(visit: &Visit, time: &WorkingTime, amount: i32) -> String {
    let unit = match time.unit() {
        TimeUnit::WorkingDays => visit.pick("hari kerja", "working days"),
        TimeUnit::CalendarDays => visit.pick("hari kalender", "calendar days"),
        TimeUnit::OfficeMinutes => visit.pick("menit jam kerja", "office minutes"),
        TimeUnit::Unspecified => "",
    };
    format!("{amount} {unit}")
}
