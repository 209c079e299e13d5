//! The longest path fits into the time that the standard promises.

use calendar::WorkDuration;
use kernel::Bilingual;

use crate::{
    code::Code,
    faults::{Faults, say},
    longest::{Longest, Unknown, longest},
    procedure::Procedure,
};

/// Compares the longest path with `standard`.
pub(super) fn check(procedure: &Procedure, standard: WorkDuration, faults: &mut Faults) {
    let longest = match longest(procedure) {
        Ok(longest) => longest,
        Err(unknown) => return report_unknown(procedure, unknown, faults),
    };
    match longest.fits(standard) {
        Some(true) => {}
        Some(false) => report_too_slow(procedure, &longest, standard, faults),
        None => {
            let timed = procedure.work().position(|step| step.time.is_some());
            report_unknown(procedure, Unknown::Mixed(timed.unwrap_or(0)), faults);
        }
    }
}

fn report_too_slow(
    procedure: &Procedure,
    longest: &Longest,
    standard: WorkDuration,
    faults: &mut Faults,
) {
    let slowest = longest.path().iter().filter_map(|id| procedure.step(id));
    let slowest = slowest.max_by_key(|step| step.time.map(|time| time.duration.amount()));
    let span = slowest.map_or(0..0, |step| step.span.clone());
    let path = path(procedure, longest);
    let (takes, allowed) = (spoken(longest.total()), spoken(standard));
    faults.report(
        &Code::TOO_SLOW,
        span,
        say(
            format!("jalur terpanjang {}, standar pelayanan {}: {path}", takes.id, allowed.id),
            format!("the longest path takes {}, the standard {}: {path}", takes.en, allowed.en),
        ),
        say("langkah terlama pada jalur itu", "the longest step on that path"),
        say(
            "persingkat langkah, kurangi `cap`, atau ubah standar pelayanan",
            "shorten steps, lower a `cap`, or change the standard",
        ),
    );
}

/// The steps of the longest path with their times, as a sum.
fn path(procedure: &Procedure, longest: &Longest) -> String {
    const SHOWN: usize = 24;
    let timed = longest.path().iter().filter_map(|id| {
        let amount = procedure.step(id)?.time?.duration.amount();
        Some(format!("{id} {amount}"))
    });
    let all: Vec<String> = timed.collect();
    let more = if all.len() > SHOWN { " + …" } else { "" };
    format!("{}{more}", all.get(..SHOWN.min(all.len())).unwrap_or(&all).join(" + "))
}

fn report_unknown(procedure: &Procedure, unknown: Unknown, faults: &mut Faults) {
    let span = |at: usize| procedure.steps.get(at).map_or(0..0, |step| step.span.clone());
    match unknown {
        Unknown::Mixed(at) => faults.report(
            &Code::MIXED_TIME,
            span(at),
            say(
                "hari kalender dan hari kerja tidak dapat dijumlahkan",
                "calendar days and working days cannot be added",
            ),
            say("satuan yang lain", "another unit"),
            say(
                "pakai satuan yang sama dalam SOP dan standar pelayanan",
                "use the same unit in the procedure and its standard",
            ),
        ),
        Unknown::Entangled(at) => faults.report(
            &Code::ENTANGLED_LOOPS,
            span(at),
            say(
                "putaran terlalu berjalin untuk menghitung jalur terpanjang",
                "the loops are too entangled to compute the longest path",
            ),
            say("putaran di sini", "loops here"),
            say(
                "kurangi pilihan yang kembali, atau kecilkan `cap`",
                "lead fewer outcomes back, or lower their `cap`",
            ),
        ),
    }
}

fn spoken(duration: WorkDuration) -> Bilingual {
    let amount = duration.amount();
    match duration {
        WorkDuration::WorkingDays(_) => {
            say(format!("{amount} hari kerja"), format!("{amount} working days"))
        }
        WorkDuration::CalendarDays(_) => {
            say(format!("{amount} hari kalender"), format!("{amount} calendar days"))
        }
        WorkDuration::OfficeMinutes(_) => {
            say(format!("{amount} menit layanan"), format!("{amount} office minutes"))
        }
    }
}
