//! What the figures say, in sentences.

use surveys::{ElementResult, Index, Report};

use super::tables::signed;

/// How many elements are named as lowest and highest.
const NAMED: usize = 3;

/// `IKM 91,48, mutu A (Sangat baik)`.
pub(super) fn headline(index: &Index) -> String {
    match index.category {
        Some(category) => format!(
            "IKM {}, mutu pelayanan {} ({})",
            index.value.comma(),
            category.letter(),
            category.performance()
        ),
        None => format!("Indeks {}", index.value.comma()),
    }
}

pub(super) fn sentences(report: &Report) -> Vec<String> {
    let lowest = report.index.lowest_first();
    let named = NAMED.min(lowest.len());
    let mut sentences = vec![
        format!("Unsur terendah: {}.", listed(report, lowest.iter().take(named))),
        format!("Unsur tertinggi: {}.", listed(report, lowest.iter().rev().take(named))),
    ];
    if let [.., last] = report.trend.as_slice()
        && let Some(difference) = last.difference
    {
        let moved = match difference.0 {
            0 => "tetap".to_owned(),
            1.. => format!("naik ({})", signed(difference)),
            _ => format!("turun ({})", signed(difference)),
        };
        sentences.push(format!("Dibandingkan dengan periode sebelumnya, indeks {moved}."));
    }
    sentences
}

pub(super) fn closing(report: &Report) -> Vec<String> {
    let headline = headline(&report.index);
    let lowest = report.index.lowest_first();
    let mut closing = vec![format!(
        "Survei atas {} responden pada {} menghasilkan {headline}.",
        report.index.respondents, report.setting.period
    )];
    closing.push(format!(
        "Perbaikan didahulukan pada unsur {}.",
        listed(report, lowest.iter().take(1))
    ));
    closing.push(match report.setting.follow_up.len() {
        0 => "Rencana tindak lanjut belum ditetapkan.".to_owned(),
        lines => {
            format!("Rencana tindak lanjut memuat {lines} kegiatan dan dipantau sampai selesai.")
        }
    });
    closing
}

fn listed<'a>(report: &Report, elements: impl Iterator<Item = &'a &'a ElementResult>) -> String {
    let named = elements.map(|element| {
        let name = report.questionnaire.question(&element.key).map_or("", |q| q.name.as_str());
        format!("{name} ({})", element.mean.comma(3))
    });
    named.collect::<Vec<_>>().join("; ")
}
