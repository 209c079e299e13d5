//! The infographic (infografis): one card with what a passer-by wants to know.

use surveys::{Cell, Dimension, Report};

use super::svg::{Anchor, BLUE, Drawing, GREY, INK, PALE, WHITE, colour, cut, lines};
use crate::sheet::Sheet;

const WIDTH: i64 = 1080;
const HEIGHT: i64 = 1350;
const MARGIN: i64 = 70;

pub(super) fn card(sheet: &Sheet, report: &Report) -> String {
    let mut drawing = Drawing::new(WIDTH, HEIGHT, "Infografis Survei Kepuasan Masyarakat");
    drawing.bar(0, 0, WIDTH, HEIGHT, WHITE);
    head(&mut drawing, sheet, report);
    index(&mut drawing, report);
    groups(&mut drawing, report, Dimension::Gender, MARGIN, 700);
    groups(&mut drawing, report, Dimension::Education, WIDTH / 2 + 20, 700);
    ends(&mut drawing, report);
    foot(&mut drawing, sheet, report);
    drawing.finished()
}

fn head(drawing: &mut Drawing, sheet: &Sheet, report: &Report) {
    drawing.bar(0, 0, WIDTH, 250, BLUE);
    drawing.bold((MARGIN, 80), 46, Anchor::Start, WHITE, "Survei Kepuasan Masyarakat");
    for (row, line) in (0..2).zip(lines(&sheet.letterhead.agency, 56)) {
        drawing.words((MARGIN, 125 + row * 34), 28, Anchor::Start, WHITE, &line);
    }
    let of = format!("{}, {}", report.setting.unit, report.setting.period);
    drawing.bold((MARGIN, 218), 30, Anchor::Start, WHITE, &cut(&of, 62));
}

fn index(drawing: &mut Drawing, report: &Report) {
    let index = &report.index;
    let colour = colour(index.category);
    drawing.dot(270, 450, 150, colour);
    drawing.words((270, 400), 30, Anchor::Middle, WHITE, "IKM");
    drawing.bold((270, 478), 84, Anchor::Middle, WHITE, &index.value.comma());
    drawing.words((270, 530), 28, Anchor::Middle, WHITE, "dari 100");
    let (letter, performance) = index
        .category
        .map_or(("", "Tanpa mutu"), |category| (category.letter(), category.performance()));
    drawing.words((480, 390), 30, Anchor::Start, GREY, "Mutu pelayanan");
    drawing.bold((480, 455), 64, Anchor::Start, colour, &format!("{letter} {performance}"));
    let respondents = format!("{} responden", index.respondents);
    drawing.bold((480, 520), 36, Anchor::Start, INK, &respondents);
    if let Some(adequacy) = report.adequacy {
        let words = match adequacy.flag() {
            Some(flag) => format!("{flag} ({})", adequacy.required),
            None => format!("sampel minimum {} terpenuhi", adequacy.required),
        };
        drawing.words((480, 562), 28, Anchor::Start, GREY, &words);
    }
}

fn groups(drawing: &mut Drawing, report: &Report, dimension: Dimension, x: i64, top: i64) {
    const SPAN: i64 = 220;
    let Some(table) = report.profile.iter().find(|table| table.dimension == dimension) else {
        return;
    };
    drawing.bold((x, top), 32, Anchor::Start, INK, dimension.title());
    let all = i64::try_from(report.index.respondents).unwrap_or(i64::MAX).max(1);
    for (row, (group, cell)) in (1..=5).zip(&table.groups) {
        let y = top + row * 44;
        let name = match (dimension, group.as_str()) {
            (Dimension::Gender, "L") => "Laki-laki",
            (Dimension::Gender, "P") => "Perempuan",
            (_, group) => group,
        };
        drawing.words((x, y), 26, Anchor::Start, INK, &cut(name, 13));
        match cell {
            Cell::Shown(count) => {
                let count = i64::try_from(*count).unwrap_or(i64::MAX);
                let length = (count * SPAN / all).max(2);
                drawing.bar(x + 160, y - 22, length, 26, BLUE);
                drawing.words((x + 170 + length, y), 26, Anchor::Start, INK, &count.to_string());
            }
            Cell::Hidden => drawing.words((x + 160, y), 26, Anchor::Start, GREY, "*"),
        }
    }
}

fn ends(drawing: &mut Drawing, report: &Report) {
    let lowest = report.index.lowest_first();
    let high: Vec<_> = lowest.iter().rev().take(3).copied().collect();
    let low: Vec<_> = lowest.iter().take(3).copied().collect();
    drawing.line(&[(MARGIN, 970), (WIDTH - MARGIN, 970)], PALE, 2);
    let columns =
        [("Unsur tertinggi", high, MARGIN), ("Yang diperbaiki lebih dahulu", low, WIDTH / 2 + 20)];
    for (title, elements, x) in columns {
        drawing.bold((x, 1020), 30, Anchor::Start, INK, title);
        for (row, element) in (1..).zip(elements) {
            let y = 1020 + row * 46;
            let name = report.questionnaire.question(&element.key).map_or("", |q| q.name.as_str());
            drawing.bold(
                (x, y),
                26,
                Anchor::Start,
                colour(element.category),
                &element.converted.comma(),
            );
            drawing.words((x + 84, y), 22, Anchor::Start, INK, &cut(name, 36));
        }
    }
}

fn foot(drawing: &mut Drawing, sheet: &Sheet, report: &Report) {
    let mut words = vec![report.index.method.thresholds.regulation().to_owned()];
    if report.profile.iter().any(|table| table.groups.iter().any(|(_, cell)| *cell == Cell::Hidden))
    {
        words.push("* angka di bawah lima tidak ditampilkan".to_owned());
    }
    if sheet.caution.example {
        words.push("CONTOH, BUKAN KETENTUAN".to_owned());
    }
    if sheet.caution.simulated {
        words.push("SIMULASI".to_owned());
    }
    drawing.line(&[(MARGIN, 1240), (WIDTH - MARGIN, 1240)], PALE, 2);
    drawing.words((MARGIN, 1290), 24, Anchor::Start, GREY, &words.join("  |  "));
}
