//! The report as a web page: one file, nothing fetched, readable without scripts.

use std::fmt::Write as _;

use super::chapters::{Chapters, Row};
use super::svg::escaped;
use crate::sheet::{Entry, Sheet};
use crate::words::date;

const STYLE: &str = include_str!("../../pages/survey.css");

pub(super) fn page(sheet: &Sheet, chapters: &Chapters) -> String {
    let mut body = String::new();
    head(&mut body, sheet, chapters);
    introduction(&mut body, chapters);
    results(&mut body, chapters);
    analysis(&mut body, chapters);
    appendix(&mut body, sheet, chapters);
    format!(
        "<!doctype html>\n<html lang=\"id\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}, {unit}, {period}</title>\n<style>\n{STYLE}</style>\n</head>\n\
         <body>\n<main>\n{body}</main>\n</body>\n</html>\n",
        title = escaped(&chapters.title),
        unit = escaped(&chapters.unit),
        period = escaped(&chapters.period),
    )
}

fn head(body: &mut String, sheet: &Sheet, chapters: &Chapters) {
    let letterhead = &sheet.letterhead;
    let _ = write!(
        body,
        "<header>\n<p class=\"kop\">{}<br><strong>{}</strong><br><small>{}</small></p>\n",
        escaped(&letterhead.government),
        escaped(&letterhead.agency),
        escaped(&letterhead.address)
    );
    if sheet.caution.simulated {
        warning(
            body,
            "SIMULASI: dokumen ini dibuat oleh sistem percobaan dan tidak mempunyai kekuatan hukum.",
        );
    }
    if sheet.caution.example {
        warning(
            body,
            "CONTOH, BUKAN KETENTUAN: layanan ini memakai nilai contoh yang tidak ditetapkan oleh instansi mana pun.",
        );
    }
    let _ = write!(
        body,
        "<h1>{}</h1>\n<p>{}<br>{}<br>Nomor: {}</p>\n<p class=\"headline\">{}</p>\n",
        escaped(&chapters.title),
        escaped(&chapters.unit),
        escaped(&chapters.period),
        escaped(&sheet.number),
        escaped(&chapters.headline)
    );
    for words in chapters.flag.iter().chain(&chapters.warnings) {
        warning(body, words);
    }
    body.push_str("</header>\n");
}

fn introduction(body: &mut String, chapters: &Chapters) {
    heading(body, "Bab I Pendahuluan");
    subheading(body, "Dasar hukum");
    points(body, &chapters.basis);
    subheading(body, "Tujuan");
    points(body, &chapters.purpose);
    heading(body, "Bab II Pengumpulan Data");
    entries(body, &chapters.collection);
    subheading(body, "Populasi dan sampel");
    entries(body, &chapters.sample);
    subheading(body, "Cara menghitung");
    entries(body, &chapters.method);
}

fn results(body: &mut String, chapters: &Chapters) {
    heading(body, "Bab III Hasil");
    if !chapters.profile.is_empty() {
        subheading(body, "Profil responden");
        picture(body, &chapters.profile_chart);
        for (title, rows) in &chapters.profile {
            table(body, &[title, "Responden", "Bagian"], rows, 1);
        }
    }
    subheading(body, "Indeks setiap unsur");
    picture(body, &chapters.elements_chart);
    let mut rows = chapters.elements.clone();
    let blank = String::new;
    rows.push(vec![
        blank(),
        "Jumlah NRR tertimbang".to_owned(),
        blank(),
        blank(),
        blank(),
        chapters.total.clone(),
        blank(),
        blank(),
    ]);
    rows.push(vec![
        blank(),
        "IKM unit".to_owned(),
        blank(),
        blank(),
        blank(),
        blank(),
        chapters.converted.clone(),
        blank(),
    ]);
    let headings = ["", "Unsur", "Σ nilai", "Jawaban", "NRR", "NRR tertimbang", "× 25", "Mutu"];
    table(body, &headings, &rows, 2);
    if !chapters.services.is_empty() {
        subheading(body, "Indeks setiap layanan");
        table(body, &["Layanan", "Responden", "IKM", "Mutu"], &chapters.services, 1);
    }
    if let Some(note) = &chapters.hidden_note {
        paragraph(body, &format!("* {note}"));
    }
}

fn analysis(body: &mut String, chapters: &Chapters) {
    heading(body, "Bab IV Analisis");
    for sentence in &chapters.analysis {
        paragraph(body, sentence);
    }
    subheading(body, "Tren");
    picture(body, &chapters.trend_chart);
    table(body, &["Periode", "Responden", "IKM", "Mutu", "Selisih"], &chapters.trend, 1);
    if !chapters.suggestions.is_empty() {
        subheading(body, "Saran responden");
        points(body, &chapters.suggestions);
    }
    subheading(body, "Rencana tindak lanjut");
    if chapters.follow_up.is_empty() {
        paragraph(body, "Belum ditetapkan.");
    } else {
        let headings =
            ["No.", "Prioritas unsur", "Program/kegiatan", "Waktu", "Penanggung jawab", "Status"];
        table(body, &headings, &chapters.follow_up, 6);
    }
    heading(body, "Bab V Penutup");
    for sentence in &chapters.closing {
        paragraph(body, sentence);
    }
}

fn appendix(body: &mut String, sheet: &Sheet, chapters: &Chapters) {
    let _ = writeln!(
        body,
        "<p class=\"signature\">{}, {}<br>{}<br><br><strong>{}</strong>{}</p>",
        escaped(&sheet.place),
        date(sheet.date),
        escaped(&sheet.signatory.office),
        escaped(&sheet.signatory.name),
        sheet
            .signatory
            .employee_number
            .as_ref()
            .map_or(String::new(), |number| format!("<br>NIP {}", escaped(number)))
    );
    heading(body, "Lampiran 1: Infografis");
    picture(body, &chapters.infographic);
    heading(body, "Lampiran 2: Pengolahan data");
    let headings: Vec<&str> =
        std::iter::once("Responden").chain(chapters.columns.iter().map(String::as_str)).collect();
    table(body, &headings, &chapters.answers, 1);
    paragraph(
        body,
        &format!("Jumlah NRR tertimbang {}; IKM unit {}.", chapters.total, chapters.converted),
    );
    paragraph(body, &chapters.answers_note);
    heading(body, "Lampiran 3: Kuesioner");
    table(body, &["No.", "Unsur", "Pertanyaan", "Jawaban"], &chapters.questions, 4);
    heading(body, "Lampiran 4: Asal angka");
    paragraph(body, "Setiap angka laporan ini dapat dihitung kembali dari berkas berikut.");
    table(body, &["Berkas", "SHA-256"], &chapters.inputs, 2);
}

fn heading(body: &mut String, words: &str) {
    let _ = writeln!(body, "<h2>{}</h2>", escaped(words));
}

fn subheading(body: &mut String, words: &str) {
    let _ = writeln!(body, "<h3>{}</h3>", escaped(words));
}

fn paragraph(body: &mut String, words: &str) {
    let _ = writeln!(body, "<p>{}</p>", escaped(words));
}

fn warning(body: &mut String, words: &str) {
    let _ = writeln!(body, "<p class=\"warning\">{}</p>", escaped(words));
}

fn points(body: &mut String, items: &[String]) {
    body.push_str("<ol>\n");
    for item in items {
        let _ = writeln!(body, "<li>{}</li>", escaped(item));
    }
    body.push_str("</ol>\n");
}

fn entries(body: &mut String, items: &[Entry]) {
    body.push_str("<dl>\n");
    for Entry { label, value } in items {
        let _ = writeln!(body, "<dt>{}</dt><dd>{}</dd>", escaped(label), escaped(value));
    }
    body.push_str("</dl>\n");
}

/// A chart; nothing where there is none to draw.
fn picture(body: &mut String, svg: &str) {
    if !svg.is_empty() {
        let _ = writeln!(body, "<figure>{svg}</figure>");
    }
}

/// Cells from the column `words` on are numbers.
fn table(body: &mut String, headings: &[&str], rows: &[Row], words: usize) {
    let class = |place: usize| if place >= words { " class=\"n\"" } else { "" };
    body.push_str("<div class=\"wide\"><table>\n<thead><tr>");
    for (place, heading) in headings.iter().enumerate() {
        let _ = write!(body, "<th scope=\"col\"{}>{}</th>", class(place), escaped(heading));
    }
    body.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        body.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let _ = write!(body, "<td{}>{}</td>", class(place), escaped(cell));
        }
        body.push_str("</tr>\n");
    }
    body.push_str("</tbody>\n</table></div>\n");
}
