//! Every word and figure of the report, once, for both of its forms.

mod analysis;
mod tables;

use surveys::{Report, Setting};

use super::{SurveyReport, charts, infographic};
use crate::sheet::Entry;

/// One line of a table, cell by cell.
pub(super) type Row = Vec<String>;

/// The report as it is read.
pub(super) struct Chapters {
    pub(super) title: String,
    pub(super) unit: String,
    pub(super) period: String,
    /// IKM, letter and performance.
    pub(super) headline: String,
    /// Too few answered.
    pub(super) flag: Option<String>,
    pub(super) basis: Vec<String>,
    pub(super) purpose: Vec<String>,
    pub(super) collection: Vec<Entry>,
    pub(super) sample: Vec<Entry>,
    pub(super) profile: Vec<(String, Vec<Row>)>,
    pub(super) hidden_note: Option<String>,
    /// Number, element, sum, answers, NRR, NRR tertimbang, times 25, letter.
    pub(super) elements: Vec<Row>,
    /// Jumlah NRR tertimbang.
    pub(super) total: String,
    /// IKM.
    pub(super) converted: String,
    /// Service, respondents, IKM, letter.
    pub(super) services: Vec<Row>,
    pub(super) analysis: Vec<String>,
    /// Period, respondents, IKM, letter, difference.
    pub(super) trend: Vec<Row>,
    pub(super) suggestions: Vec<String>,
    pub(super) warnings: Vec<String>,
    /// Element, activity, due, responsible, status.
    pub(super) follow_up: Vec<Row>,
    pub(super) closing: Vec<String>,
    pub(super) method: Vec<Entry>,
    /// File and SHA-256.
    pub(super) inputs: Vec<Row>,
    /// Number on the form, element, question, labels.
    pub(super) questions: Vec<Row>,
    /// The elements' numbers, as the official table heads its columns.
    pub(super) columns: Vec<String>,
    /// The official table's rows, one a respondent.
    pub(super) answers: Vec<Row>,
    pub(super) answers_note: String,
    pub(super) elements_chart: String,
    pub(super) profile_chart: String,
    pub(super) trend_chart: String,
    pub(super) infographic: String,
}

impl Chapters {
    pub(super) fn of(page: &SurveyReport) -> Self {
        let SurveyReport { sheet, report, inputs } = page;
        let Setting { unit, period, suggestions, .. } = &report.setting;
        let index = &report.index;
        let (answers, answers_note) = tables::answers(report);
        Self {
            title: "Laporan Survei Kepuasan Masyarakat".to_owned(),
            unit: unit.clone(),
            period: period.clone(),
            headline: analysis::headline(index),
            flag: report.adequacy.and_then(|adequacy| adequacy.flag()).map(|flag| {
                format!("Perhatian: jumlah responden {flag}. Hasil survei ini belum mewakili seluruh pengguna layanan.")
            }),
            basis: basis(report),
            purpose: PURPOSE.map(str::to_owned).to_vec(),
            collection: collection(&report.setting),
            sample: sample(report),
            profile: tables::profile(report),
            hidden_note: tables::hides(report).then(|| HIDDEN.to_owned()),
            elements: tables::elements(report),
            total: index.raw.comma(4),
            converted: index.value.comma(),
            services: tables::services(report),
            analysis: analysis::sentences(report),
            trend: tables::trend(report),
            suggestions: suggestions.clone(),
            warnings: index.warnings.iter().map(|warning| warning.sentence().id).collect(),
            follow_up: tables::follow_up(report),
            closing: analysis::closing(report),
            method: method(report),
            inputs: inputs.iter().map(|(name, digest)| vec![name.clone(), digest.clone()]).collect(),
            questions: tables::questions(report),
            columns: (1..=index.elements.len()).map(|number| format!("U{number}")).collect(),
            answers,
            answers_note,
            elements_chart: charts::elements(report),
            profile_chart: charts::profile(report),
            trend_chart: charts::trend(report),
            infographic: infographic::card(sheet, report),
        }
    }
}

const PURPOSE: [&str; 3] = [
    "mengetahui tingkat kepuasan masyarakat terhadap pelayanan unit ini",
    "menemukan unsur pelayanan yang perlu diperbaiki lebih dahulu",
    "menjadi dasar rencana tindak lanjut dan pembanding antarperiode",
];

const HIDDEN: &str = "Angka di bawah lima tidak ditampilkan, begitu pula angka lain yang diperlukan agar \
                      angka itu tidak dapat dihitung kembali dari jumlahnya.";

fn basis(report: &Report) -> Vec<String> {
    let thresholds = report.index.method.thresholds;
    vec![
        "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik".to_owned(),
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 14 Tahun 2017 \
         tentang Pedoman Penyusunan Survei Kepuasan Masyarakat Unit Penyelenggara Pelayanan Publik"
            .to_owned(),
    ]
    .into_iter()
    .chain((thresholds != surveys::Thresholds::default()).then(|| {
        format!("{} (interval mutu laporan ini; sudah tidak berlaku)", thresholds.regulation())
    }))
    .collect()
}

fn collection(setting: &Setting) -> Vec<Entry> {
    let Setting { unit, period, team, collection, location, time, .. } = setting;
    [
        ("Unit pelayanan", unit),
        ("Periode", period),
        ("Pelaksana", team),
        ("Cara pengumpulan", collection),
        ("Lokasi", location),
        ("Waktu", time),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(label, value)| Entry::new(label, value))
    .collect()
}

fn sample(report: &Report) -> Vec<Entry> {
    let mut entries = Vec::new();
    let respondents = report.index.respondents;
    match report.adequacy {
        Some(adequacy) => {
            let verdict = if adequacy.is_met() { "terpenuhi" } else { surveys::UNDERSAMPLED };
            entries
                .push(Entry::new("Populasi", format!("{} pengguna layanan", adequacy.population)));
            entries.push(Entry::new(
                "Sampel minimum",
                format!("{} responden (Krejcie dan Morgan, 1970)", adequacy.required),
            ));
            entries.push(Entry::new("Responden", format!("{respondents} ({verdict})")));
        }
        None => {
            entries.push(Entry::new(
                "Populasi",
                "tidak diketahui; kecukupan sampel tidak dapat dinilai",
            ));
            entries.push(Entry::new("Responden", respondents.to_string()));
        }
    }
    if let Some(interval) = report.interval {
        entries.push(Entry::new(
            "Selang kepercayaan",
            format!(
                "95%: {} sampai {} (dari {} jawaban lengkap)",
                interval.low.comma(),
                interval.high.comma(),
                interval.complete
            ),
        ));
    }
    entries
}

fn method(report: &Report) -> Vec<Entry> {
    let method = report.index.method;
    let elements = report.questionnaire.elements();
    let weight = match method.weight {
        surveys::Weight::Exact => format!("1/{elements} tanpa pembulatan"),
        surveys::Weight::W0_111 => "0,111 (hanya untuk mengulang laporan lama)".to_owned(),
        surveys::Weight::W0_11 => "0,11 (hanya untuk mengulang laporan lama)".to_owned(),
    };
    vec![
        Entry::new(
            "Kuesioner",
            format!("{} ({})", report.questionnaire.title(), report.questionnaire.id()),
        ),
        Entry::new("Bobot unsur", weight),
        Entry::new("Interval mutu", method.thresholds.regulation()),
        Entry::new("Gabungan layanan", report.setting.aggregation.sentence()),
        Entry::new(
            "Pembulatan",
            "IKM dihitung sebagai pecahan, dibulatkan sekali ke dua desimal (setengah ke atas), lalu ditentukan mutunya",
        ),
    ]
}
