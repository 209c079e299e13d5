//! The report on a satisfaction survey, in both of its forms.

use std::num::NonZeroU64;

use documents::{SurveyReport, survey_html, survey_infographic, survey_pdf};
use surveys::{
    Aggregation, ElementOrder, FollowUp, Hundredths, Method, Point, Profile, Questionnaire, Report,
    ReportRow, Setting, Spreadsheet,
};

use crate::reading::{assert_says, pages, squeezed, text};
use crate::samples;

/// The 29 respondents of the example that comes with the program.
const ANSWERS: &str = include_str!("../../../../catalogue/surveys/contoh.csv");

fn setting() -> Setting {
    Setting {
        unit: "Loket Pelayanan Perizinan".to_owned(),
        period: "Triwulan III Tahun 2025".to_owned(),
        team: "Tim SKM".to_owned(),
        collection: "kuesioner yang diisi sendiri".to_owned(),
        location: "Loket pelayanan".to_owned(),
        time: "Juli sampai September 2025".to_owned(),
        population: NonZeroU64::new(31),
        aggregation: Aggregation::AllRespondents,
        method: Method::default(),
        earlier: vec![Point {
            period: "2025-TW2".parse().expect("a period"),
            value: Hundredths(8975),
            category: None,
            respondents: 35,
        }],
        this: Some("2025-TW3".parse().expect("a period")),
        follow_up: vec![FollowUp {
            element: "Waktu penyelesaian".to_owned(),
            activity: "Menambah petugas <verifikasi>".to_owned(),
            due: "TW IV 2025".to_owned(),
            responsible: "Kepala Bidang".to_owned(),
            status: "Direncanakan".to_owned(),
        }],
        suggestions: vec!["Layar antrean & kursi".to_owned()],
    }
}

fn report(setting: Setting) -> SurveyReport {
    let nine = Questionnaire::known("skm-9").expect("shipped");
    let read = Spreadsheet::read(ANSWERS, nine, ElementOrder::List).expect("readable");
    let rows = read.respondents.iter();
    let rows = rows.map(|answers| ReportRow { service: None, answers: answers.clone() }).collect();
    SurveyReport {
        sheet: samples::sheet(),
        report: Report::of(setting, nine.clone(), rows, &read.profile).expect("a report"),
        inputs: vec![("jawaban.csv".to_owned(), "ab12".repeat(16))],
    }
}

/// What both forms must say.
const SAID: [&str; 16] = [
    "IKM 91,48, mutu pelayanan A (Sangat baik)",
    "Bab I Pendahuluan",
    "Bab II Pengumpulan Data",
    "Bab III Hasil",
    "Bab IV Analisis",
    "Rencana tindak lanjut",
    "Bab V Penutup",
    "29 (terpenuhi)",
    "Σ nilai per unsur",
    "NRR tertimbang",
    "Unsur terendah: Waktu penyelesaian (3,448)",
    "Unsur tertinggi: Biaya/tarif (4,000)",
    "indeks naik (+1,73)",
    "TW IV 2025",
    "1/9 tanpa pembulatan",
    "ab12ab12ab12",
];

#[test]
fn the_pdf_has_every_chapter_and_figure() {
    let pdf = survey_pdf(&report(setting())).unwrap();

    assert_says(&pdf, &SAID);
    assert!(pages(&pdf) >= 5);
}

#[test]
fn the_web_page_says_the_same() {
    let html = survey_html(&report(setting()));

    let missing: Vec<&&str> = SAID.iter().filter(|said| !html.contains(**said)).collect();
    assert_eq!(missing, [&""; 0]);
}

#[test]
fn the_official_table_ends_with_the_sums_of_every_element() {
    let page = report(setting());

    let html = survey_html(&page);
    let pdf = text(&survey_pdf(&page).unwrap());

    let sums = [105, 101, 100, 116, 102, 105, 106, 105, 115];
    let cells: String = sums.map(|sum| format!("<td class=\"n\">{sum}</td>")).concat();
    assert!(html.contains(&format!("<td>Σ nilai per unsur</td>{cells}")));
    assert!(pdf.contains(&squeezed("105 101 100 116 102 105 106 105 115")));
}

#[test]
fn what_is_typed_never_becomes_markup() {
    let html = survey_html(&report(setting()));

    assert!(html.contains("Menambah petugas &lt;verifikasi&gt;"));
    assert!(html.contains("Layar antrean &amp; kursi"));
    assert!(!html.contains("<script") && !html.contains("http://localhost"));
}

#[test]
fn too_few_respondents_are_flagged_on_both() {
    let page = report(Setting { population: NonZeroU64::new(1000), ..setting() });

    let flag = "di bawah jumlah sampel minimum";

    assert!(survey_html(&page).contains(flag));
    assert_says(&survey_pdf(&page).unwrap(), &[flag]);
}

#[test]
fn small_groups_are_hidden_and_the_page_says_so() {
    let nine = Questionnaire::known("skm-9").expect("shipped");
    let mut profile = Profile::default();
    profile.add(surveys::Dimension::Gender, "L", 26);
    profile.add(surveys::Dimension::Gender, "P", 3);
    let rows = report(setting()).report.rows;
    let figures = Report::of(setting(), nine.clone(), rows, &profile).expect("a report");
    let page = SurveyReport { report: figures, ..report(setting()) };

    let html = survey_html(&page);

    assert!(html.contains("Angka di bawah lima tidak ditampilkan"));
    assert!(html.contains("<td>L</td><td class=\"n\">*</td>"));
    assert!(html.contains("<td>P</td><td class=\"n\">*</td>"));
}

#[test]
fn the_infographic_is_a_picture_of_its_own() {
    let svg = survey_infographic(&report(setting()));

    assert!(svg.starts_with("<svg xmlns=") && svg.ends_with("</svg>"));
    assert!(svg.contains("91,48") && svg.contains("Sangat baik") && svg.contains("29 responden"));
}

#[test]
fn the_same_answers_give_the_same_report() {
    let page = report(setting());

    assert_eq!(survey_pdf(&page).unwrap(), survey_pdf(&page).unwrap());
}
