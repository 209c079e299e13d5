//! `satupintu surveys index`: elements, index, letter.

use ::surveys::{
    Adequacy, Column, Counters, ElementOrder, ElementResult, Index, Interval, Method,
    Questionnaire, Spreadsheet, aggregate,
};
use kernel::Bilingual;
use serde::Serialize;

use super::{questionnaire, read, source, tell_faults};
use crate::{
    arguments::SurveyIndex,
    failure::{Done, Failure, Verdict},
    screen::{Look, Screen},
};

/// The answer for programs. Numbers are text with a point, so that no reader's floats
/// change them.
#[derive(Serialize)]
struct Answer {
    ikm: String,
    category: Option<&'static str>,
    performance: Option<&'static str>,
    respondents: u64,
    blank_rows: u64,
    questionnaire: String,
    weight: &'static str,
    thresholds: &'static str,
    aggregation: &'static str,
    /// What U8 and U9 were taken for; nothing where columns have names.
    order: Option<&'static str>,
    raw: String,
    elements: Vec<Element>,
    interval: Option<IntervalTold>,
    sample: Option<Sample>,
    warnings: Vec<Warned>,
    sha256: String,
}

#[derive(Serialize)]
struct Element {
    key: String,
    name: String,
    sum: String,
    answers: u64,
    mean: String,
    weighted: String,
    ikm: String,
    category: Option<&'static str>,
}

#[derive(Serialize)]
struct IntervalTold {
    low: String,
    high: String,
    complete: u64,
}

#[derive(Serialize)]
struct Sample {
    population: u64,
    required: u64,
    is_met: bool,
    flag: Option<&'static str>,
}

#[derive(Serialize)]
struct Warned {
    warning: &'static str,
    #[serde(flatten)]
    sentence: Bilingual,
}

pub(super) fn run(asked: &SurveyIndex, screen: &mut Screen) -> Done {
    let questionnaire = questionnaire(&asked.answers)?;
    let source = source(&asked.answers.file)?;
    let sheet = match read(&asked.answers, questionnaire, &source) {
        Ok(sheet) => sheet,
        Err(faults) => {
            tell_faults(&faults, &asked.answers);
            return Ok(Verdict::Faults);
        }
    };
    let method = method(asked);
    let services: Vec<Counters> = sheet.by_service(questionnaire);
    let index = aggregate(questionnaire, &services, asked.answers.aggregation.into(), method)
        .map_err(|why| Failure::new(asked.answers.file.display(), &why))?;
    let interval = Interval::of(questionnaire, &sheet.counters, asked.population);
    let sample = asked.population.map(|population| Adequacy::of(index.respondents, population));
    let answer = answer(asked, questionnaire, &sheet, &index, interval, sample, source.digest);
    if asked.json {
        screen.json(&answer);
    } else {
        tell(&answer, &sheet, questionnaire, screen);
    }
    Ok(Verdict::Fine)
}

fn method(asked: &SurveyIndex) -> Method {
    Method { weight: asked.answers.weight.into(), thresholds: asked.answers.thresholds.into() }
}

fn answer(
    asked: &SurveyIndex,
    questionnaire: &Questionnaire,
    sheet: &Spreadsheet,
    index: &Index,
    interval: Option<Interval>,
    sample: Option<Adequacy>,
    sha256: String,
) -> Answer {
    let aggregation: ::surveys::Aggregation = asked.answers.aggregation.into();
    Answer {
        ikm: index.value.to_string(),
        category: index.category.map(::surveys::Category::letter),
        performance: index.category.map(::surveys::Category::performance),
        respondents: index.respondents,
        blank_rows: sheet.blank_rows,
        questionnaire: questionnaire.id().to_string(),
        weight: index.method.weight.name(),
        thresholds: index.method.thresholds.name(),
        aggregation: aggregation.name(),
        order: sheet.numbered.map(ElementOrder::name),
        raw: index.raw.text(4),
        elements: index.elements.iter().map(|element| told(element, questionnaire)).collect(),
        interval: interval.map(|Interval { low, high, half_width: _, complete }| IntervalTold {
            low: low.to_string(),
            high: high.to_string(),
            complete,
        }),
        sample: sample.map(|sample| Sample {
            population: sample.population.get(),
            required: sample.required,
            is_met: sample.is_met(),
            flag: sample.flag(),
        }),
        warnings: index
            .warnings
            .iter()
            .map(|warning| Warned { warning: warning.name(), sentence: warning.sentence() })
            .collect(),
        sha256,
    }
}

fn told(element: &ElementResult, questionnaire: &Questionnaire) -> Element {
    let ElementResult { key, sum, answers, mean, weighted, converted, category } = element;
    let name = questionnaire.question(key).map_or_else(String::new, |known| known.name.clone());
    Element {
        key: key.to_string(),
        name,
        sum: sum.text(places(sum)),
        answers: *answers,
        mean: mean.text(3),
        weighted: weighted.text(3),
        ikm: converted.to_string(),
        category: category.map(::surveys::Category::letter),
    }
}

/// Sums of whole scores are printed whole.
fn places(sum: &::surveys::Exact) -> usize {
    if sum.text(4).ends_with(".0000") { 0 } else { 4 }
}

fn tell(answer: &Answer, sheet: &Spreadsheet, questionnaire: &Questionnaire, screen: &mut Screen) {
    screen.line(format!("{:<44} {:>9} {:>6} {:>7}  mutu", "Unsur", "Σ nilai", "NRR", "×25"));
    for element in &answer.elements {
        screen.line(format!(
            "{:<44} {:>9} {:>6} {:>7}  {}",
            element.name,
            comma(&element.sum),
            comma(&element.mean),
            comma(&element.ikm),
            element.category.unwrap_or("-")
        ));
    }
    screen.gap();
    let letter = match (answer.category, answer.performance) {
        (Some(letter), Some(performance)) => format!("  mutu {letter} ({performance})"),
        _ => "  (tanpa mutu: interval instrumen ini belum diverifikasi / no verified bands)"
            .to_owned(),
    };
    let headline = format!("IKM {}{letter}", comma(&answer.ikm));
    screen.line(screen.look(Look::Bold, headline));
    screen.line(format!(
        "{} responden / respondents, bobot {}, interval {}, {}",
        answer.respondents, answer.weight, answer.thresholds, answer.aggregation
    ));
    if answer.blank_rows > 0 {
        screen.line(format!(
            "{} baris kosong tidak dihitung / blank rows not counted",
            answer.blank_rows
        ));
    }
    if let Some(IntervalTold { low, high, complete }) = &answer.interval {
        screen.line(format!(
            "95%: {} sampai {} (dari {complete} jawaban lengkap / from complete answers)",
            comma(low),
            comma(high)
        ));
    }
    tell_sample(answer, screen);
    tell_order(sheet, questionnaire, screen);
    for Warned { warning: _, sentence } in &answer.warnings {
        screen.line(screen.look(Look::Yellow, format!("! {} / {}", sentence.id, sentence.en)));
    }
    screen.line(format!("SHA-256 {}", answer.sha256));
}

fn tell_sample(answer: &Answer, screen: &mut Screen) {
    let Some(Sample { population, required, is_met: _, flag }) = &answer.sample else { return };
    let flag = flag.map(|flag| format!(": {flag} / below the minimum sample"));
    screen.line(format!(
        "sampel minimum / minimum sample {required} dari / of {population}{}",
        flag.unwrap_or_default()
    ));
}

/// Which order was assumed, where columns were numbers.
fn tell_order(sheet: &Spreadsheet, questionnaire: &Questionnaire, screen: &mut Screen) {
    let Some(order) = sheet.numbered else { return };
    let taken: Vec<String> = sheet
        .columns
        .iter()
        .filter_map(|(heading, column)| match column {
            Column::Element(key) => Some(format!("{heading} = {key}")),
            Column::Profile(_) | Column::Ignored => None,
        })
        .collect();
    let whose = match order {
        ElementOrder::List => "daftar peraturan / the regulation's list",
        ElementOrder::Form => "formulir cetak / the printed form",
    };
    screen.wrapped(
        "",
        &format!("urutan / order: {whose} ({}): {}", questionnaire.id(), taken.join(", ")),
    );
    screen.wrapped(
        "",
        "U8 dan U9 tertukar antara keduanya; gunakan --order form bila kolom mengikuti formulir. / \
         U8 and U9 are swapped between the two; use --order form where columns follow the form.",
    );
}

fn comma(text: &str) -> String {
    text.replace('.', ",")
}
