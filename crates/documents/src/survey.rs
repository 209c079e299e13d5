//! The report on a satisfaction survey (laporan SKM), as PDF and as a web page.
//!
//! Both are set from the same [`chapters::Chapters`]: every word and figure is made once,
//! so that the two cannot say different things.

mod chapters;
mod charts;
mod html;
mod infographic;
mod svg;

use surveys::Report;
use typst::foundations::{Dict, IntoValue, Str, Value, dict};

use crate::press::{Template, print};
use crate::sheet::Sheet;
use crate::{Error, values};
use chapters::{Chapters, Row};

/// What the report is made of.
#[derive(Clone, Debug)]
pub struct SurveyReport {
    /// Letterhead, number, day, signatory.
    pub sheet: Sheet,
    /// The figures.
    pub report: Report,
    /// What the figures can be computed from again: a file's name and its SHA-256.
    pub inputs: Vec<(String, String)>,
}

/// The report as PDF/A-2b.
///
/// # Errors
/// [`Error::Template`].
pub fn survey_pdf(page: &SurveyReport) -> Result<Vec<u8>, Error> {
    let chapters = Chapters::of(page);
    let identity = format!("SKM {} {}", page.sheet.number, chapters.period);
    print(Template::Survey, &identity, inputs(&page.sheet, &chapters))
}

/// The report as one HTML file that needs no other.
#[must_use]
pub fn survey_html(page: &SurveyReport) -> String {
    html::page(&page.sheet, &Chapters::of(page))
}

/// The infographic (infografis) as SVG, upright, for a wall or a message.
#[must_use]
pub fn survey_infographic(page: &SurveyReport) -> String {
    Chapters::of(page).infographic
}

fn inputs(sheet: &Sheet, chapters: &Chapters) -> Dict {
    let Chapters {
        title,
        unit,
        period,
        headline,
        flag,
        basis,
        purpose,
        collection,
        sample,
        profile,
        hidden_note,
        elements,
        total,
        converted,
        services,
        analysis,
        trend,
        suggestions,
        warnings,
        follow_up,
        closing,
        method,
        inputs,
        questions,
        columns,
        answers,
        answers_note,
        elements_chart,
        profile_chart,
        trend_chart,
        infographic,
    } = chapters;
    dict! {
        "sheet" => values::sheet(sheet),
        "title" => values::text(title),
        "unit" => values::text(unit),
        "period" => values::text(period),
        "headline" => values::text(headline),
        "flag" => values::optional(flag.as_deref()),
        "basis" => values::texts(basis),
        "purpose" => values::texts(purpose),
        "collection" => values::entries(collection),
        "sample" => values::entries(sample),
        "profile" => values::list(profile, |(title, rows)| {
            dict! { "title" => values::text(title), "rows" => table(rows) }.into_value()
        }),
        "hidden_note" => values::optional(hidden_note.as_deref()),
        "elements" => table(elements),
        "total" => values::text(total),
        "converted" => values::text(converted),
        "services" => table(services),
        "analysis" => values::texts(analysis),
        "trend" => table(trend),
        "suggestions" => values::texts(suggestions),
        "warnings" => values::texts(warnings),
        "follow_up" => table(follow_up),
        "closing" => values::texts(closing),
        "method" => values::entries(method),
        "digests" => table(inputs),
        "questions" => table(questions),
        "columns" => values::texts(columns),
        "answers" => table(answers),
        "answers_note" => values::text(answers_note),
        "elements_chart" => picture(elements_chart),
        "profile_chart" => picture(profile_chart),
        "trend_chart" => picture(trend_chart),
        "infographic" => picture(infographic),
        "verification" => Value::None,
    }
}

fn table(rows: &[Row]) -> Value {
    values::list(rows, |row| values::texts(row))
}

fn picture(svg: &str) -> Value {
    Str::from(svg).into_value()
}
