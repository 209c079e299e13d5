//! How a case passes: its stages, and how its due date came about. The same to
//! the applicant as to the officer.

use calendar::Zone;
use contract::satupintu::{
    permits::v1::Stage,
    r#type::v1::{BilingualText, Holder, LedgerEntry, holder},
};
use maud::{Markup, html};

use super::{visit::Visit, words};

/// The stages: done, now and next, each with who answers for it.
pub(crate) fn stages(visit: &Visit, zone: Zone, stages: &[Stage]) -> Markup {
    let language = visit.language;
    html! {
        section aria-labelledby="tahapan" {
            h2 #tahapan { (visit.pick("Tahapan", "Stages")) }
            ol.steps.live { @for stage in stages {
                @let (said, class) = words::stage(language, stage.status());
                li class=(class) aria-current=[(class == "now").then_some("step")] {
                    strong { (language.said(stage.name.as_ref())) } " " span.small { "(" (said) ")" }
                    div.small {
                        @if !stage.executor.is_empty() { (language.said(stage.executor_title.as_ref())) ", " (words::unit(language, &visit.registry, &stage.executor)) }
                        @if let Some(time) = &stage.time { " · " (words::duration(language, time)) }
                        @if let Some(at) = &stage.done_at { " · " (words::moment(language, at, zone)) }
                    }
                }
            } }
        }
    }
}

/// Everything that ever moved the due date, and the count that anybody can redo
/// by hand.
pub(crate) fn count(
    visit: &Visit,
    zone: Zone,
    ledger: &[LedgerEntry],
    explanation: &[BilingualText],
) -> Markup {
    let language = visit.language;
    html! {
        ol.list { @for entry in ledger { li {
            @if let Some(at) = &entry.at { (words::moment(language, at, zone)) ": " }
            @if let Some(change) = &entry.change { strong { (words::change(language, change)) } }
            @if let Some(held) = &entry.holder { " · " (visit.pick("berkas pada", "file with")) " " (holder(visit, held)) }
        } } }
        @if !explanation.is_empty() {
            details.more {
                summary { (visit.pick("Hitung ulang sendiri", "Redo the count yourself")) }
                ul { @for line in explanation { li { (language.said(Some(line))) } } }
            }
        }
    }
}

/// Who has the file.
fn holder(visit: &Visit, held: &Holder) -> String {
    match held.kind() {
        holder::Kind::Applicant if visit.is_at_desk() => {
            visit.pick("pemohon", "the applicant").to_owned()
        }
        holder::Kind::Applicant => visit.pick("Anda", "you").to_owned(),
        holder::Kind::Agency | holder::Kind::Unspecified => {
            let unit = format!("{}/{}", held.agency, held.unit);
            words::unit(visit.language, &visit.registry, &unit)
        }
    }
}
