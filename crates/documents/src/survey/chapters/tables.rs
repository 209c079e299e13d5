//! The report's tables, cell by cell.

use surveys::{Category, Cell, Exact, Hundredths, ProfileTable, Report};

use super::Row;

/// More rows than these are left to the exported file.
const MOST_ROWS: usize = 400;

pub(super) fn elements(report: &Report) -> Vec<Row> {
    let index = &report.index;
    let row = |(number, element): (usize, &surveys::ElementResult)| {
        let surveys::ElementResult { key, sum, answers, mean, weighted, converted, category } =
            element;
        let name = report.questionnaire.question(key).map_or_else(String::new, |q| q.name.clone());
        vec![
            format!("U{number}"),
            name,
            whole_or_decimal(sum),
            answers.to_string(),
            mean.comma(3),
            weighted.comma(3),
            converted.comma(),
            letter(*category),
        ]
    };
    (1..).zip(&index.elements).map(row).collect()
}

/// The official table: a row a respondent, then the sums. And what is to be said of it.
pub(super) fn answers(report: &Report) -> (Vec<Row>, String) {
    let elements = &report.index.elements;
    let respondents = report.rows.len();
    let mut rows: Vec<Row> = Vec::new();
    let note = if respondents > MOST_ROWS {
        format!(
            "Jawaban {respondents} responden seluruhnya ada dalam jawaban.csv; di sini hanya jumlahnya."
        )
    } else {
        for (number, row) in (1..).zip(&report.rows) {
            let scores = elements.iter().map(|element| row.answers.get(&element.key));
            let scores = scores
                .map(|score| score.map_or("-".to_owned(), |s| s.to_string().replace('.', ",")));
            rows.push(std::iter::once(format!("{number}")).chain(scores).collect());
        }
        "Baris diurutkan menurut nilai, bukan menurut waktu: urutan tidak menunjuk kepada siapa pun."
            .to_owned()
    };
    let line = |title: &str, value: &dyn Fn(&surveys::ElementResult) -> String| -> Row {
        std::iter::once(title.to_owned()).chain(elements.iter().map(value)).collect()
    };
    rows.push(line("Σ nilai per unsur", &|element| whole_or_decimal(&element.sum)));
    rows.push(line("NRR per unsur", &|element| element.mean.comma(3)));
    rows.push(line("NRR tertimbang", &|element| element.weighted.comma(3)));
    (rows, note)
}

pub(super) fn services(report: &Report) -> Vec<Row> {
    let row = |(name, index): &(String, Option<surveys::Index>)| {
        let name = if name.is_empty() { "(tidak disebut)".to_owned() } else { name.clone() };
        match index {
            Some(index) => vec![
                name,
                index.respondents.to_string(),
                index.value.comma(),
                letter(index.category),
            ],
            None => [name, "*".to_owned(), "*".to_owned(), "*".to_owned()].to_vec(),
        }
    };
    report.services.iter().map(row).collect()
}

pub(super) fn profile(report: &Report) -> Vec<(String, Vec<Row>)> {
    let respondents = report.index.respondents.max(1);
    let table = |ProfileTable { dimension, groups }: &ProfileTable| {
        let rows = groups.iter().map(|(group, cell)| match cell {
            Cell::Shown(count) => {
                let share = std::num::NonZeroU64::new(respondents)
                    .map_or_else(String::new, |all| Exact::ratio(*count * 100, all).comma(1));
                vec![group.clone(), count.to_string(), format!("{share}%")]
            }
            Cell::Hidden => [group.clone(), "*".to_owned(), "*".to_owned()].to_vec(),
        });
        (dimension.title().to_owned(), rows.collect())
    };
    report.profile.iter().map(table).collect()
}

/// Whether any number of the report is hidden.
pub(super) fn hides(report: &Report) -> bool {
    let in_profile =
        |table: &ProfileTable| table.groups.iter().any(|(_, cell)| *cell == Cell::Hidden);
    report.profile.iter().any(in_profile)
        || report.services.iter().any(|(_, index)| index.is_none())
}

pub(super) fn trend(report: &Report) -> Vec<Row> {
    let row = |change: &surveys::Change| {
        let difference = change.difference.map_or_else(String::new, signed);
        vec![
            change.point.period.title(),
            change.point.respondents.to_string(),
            change.point.value.comma(),
            letter(change.point.category),
            difference,
        ]
    };
    report.trend.iter().map(row).collect()
}

pub(super) fn follow_up(report: &Report) -> Vec<Row> {
    let row = |(number, line): (usize, &surveys::FollowUp)| {
        let surveys::FollowUp { element, activity, due, responsible, status } = line;
        vec![
            number.to_string(),
            element.clone(),
            activity.clone(),
            due.clone(),
            responsible.clone(),
            status.clone(),
        ]
    };
    (1..).zip(&report.setting.follow_up).map(row).collect()
}

/// In the order of the printed form.
pub(super) fn questions(report: &Report) -> Vec<Row> {
    let mut questions: Vec<&surveys::Question> = report.questionnaire.questions().iter().collect();
    questions.sort_by_key(|question| question.form);
    let highest = report.questionnaire.scale().highest();
    let row = |question: &surveys::Question| {
        let labels = if question.labels.is_empty() {
            format!("1 sampai {highest}")
        } else {
            let numbered = (1..).zip(&question.labels);
            numbered.map(|(score, label)| format!("{score} {label}")).collect::<Vec<_>>().join("; ")
        };
        vec![question.form.to_string(), question.name.clone(), question.question.clone(), labels]
    };
    questions.into_iter().map(row).collect()
}

pub(super) fn letter(category: Option<Category>) -> String {
    category.map_or("-", Category::letter).to_owned()
}

pub(super) fn signed(difference: Hundredths) -> String {
    let sign = if difference.0 > 0 { "+" } else { "" };
    format!("{sign}{}", difference.comma())
}

fn whole_or_decimal(sum: &Exact) -> String {
    let text = sum.comma(4);
    text.strip_suffix(",0000").map_or_else(|| text.clone(), str::to_owned)
}
