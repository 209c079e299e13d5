//! By when who has to do what: each law's clock, and the count that anybody can
//! redo by hand. Which one counts, the agency says.

use contract::satupintu::complaints::v1::{ComplaintClock, ComplaintLaw, ComplaintStep};
use maud::{Markup, html};

use crate::portal::{language::Language, visit::Visit, words};

const STEPS: [ComplaintStep; 4] = [
    ComplaintStep::Verification,
    ComplaintStep::FirstFollowUp,
    ComplaintStep::Answer,
    ComplaintStep::Delivery,
];

/// The clocks of a complaint, for its reporter and for officers.
pub(crate) fn section(visit: &Visit, clocks: &[ComplaintClock]) -> Markup {
    if clocks.is_empty() {
        return Markup::default();
    }
    html! {
        section aria-labelledby="waktu" {
            h2 #waktu { (visit.pick("Waktu menjawab", "Time to answer")) }
            p { (visit.pick(
                "Setiap aturan dihitung sendiri; yang jatuh tempo paling awal yang dipegang.",
                "Each rule is counted for itself; the one that is due first counts.",
            )) }
            @for step in STEPS {
                @let of_step: Vec<&ComplaintClock> = clocks.iter().filter(|clock| clock.step() == step).collect();
                @if !of_step.is_empty() {
                    h3 { (self::step(visit.language, step)) }
                    dl.facts { @for clock in of_step { (one(visit, clock)) } }
                }
            }
        }
    }
}

fn one(visit: &Visit, clock: &ComplaintClock) -> Markup {
    let language = visit.language;
    let time = clock.time.as_ref().map(|time| words::duration(language, time));
    html! {
        div {
            dt { (law(language, clock.law())) }
            dd {
                (time.unwrap_or_default())
                @if let Some(due) = &clock.due {
                    ", " (visit.pick("paling lambat", "by")) " " strong { (words::deadline(language, due)) }
                    @if clock.counts { " " span.state.good { (visit.pick("yang dipegang", "counts")) } }
                } @else {
                    ", " (visit.pick("sedang tidak berjalan", "not running"))
                }
                @if let Some(basis) = &clock.basis { div.small { (words::citation(language, basis)) } }
                @if !clock.explanation.is_empty() {
                    details {
                        summary { (visit.pick("Hitung ulang sendiri", "Redo the count yourself")) }
                        ul { @for line in &clock.explanation { li { (language.said(Some(line))) } } }
                    }
                }
            }
        }
    }
}

fn step(language: Language, step: ComplaintStep) -> &'static str {
    let (id, en) = match step {
        ComplaintStep::Unspecified => ("", ""),
        ComplaintStep::Verification => ("Verifikasi", "Verification"),
        ComplaintStep::FirstFollowUp => ("Tindak lanjut pertama", "First follow-up"),
        ComplaintStep::Answer => ("Jawaban", "Answer"),
        ComplaintStep::Delivery => ("Penyampaian jawaban", "Delivery of the answer"),
    };
    language.pick(id, en)
}

/// What gives the time. A value that is not certain comes as the agency's promise.
fn law(language: Language, law: ComplaintLaw) -> &'static str {
    let (id, en) = match law {
        ComplaintLaw::Unspecified => ("", ""),
        ComplaintLaw::Sp4n => ("Sistem pengaduan nasional (SP4N)", "National system (SP4N)"),
        ComplaintLaw::PublicService => ("Undang-undang pelayanan publik", "Public service law"),
        ComplaintLaw::Promise => {
            ("Janji instansi, bukan ketentuan", "The agency’s promise, not a rule")
        }
    };
    language.pick(id, en)
}
