//! Findings on the screen, and for programs.

use std::ops::Range;

use kernel::Bilingual;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteDiagnostic, NamedSource, Report,
    Severity,
};
use serde::Serialize;
use sop::{Diagnostic, Position};

use super::inputs::{Input, Kind};
use crate::{
    arguments::Languages,
    screen::{Look, Screen, WIDTH},
};

/// A file and what was found in it.
pub(crate) struct Checked<'a> {
    pub(crate) input: &'a Input,
    pub(crate) findings: Vec<Diagnostic>,
}

/// The answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    errors: usize,
    warnings: usize,
    files: Vec<File<'a>>,
}

#[derive(Serialize)]
struct File<'a> {
    file: String,
    kind: &'static str,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Finding<'a> {
    code: &'a str,
    name: &'a str,
    severity: sop::Severity,
    /// Where it begins and where it ends, in lines and characters from 1.
    start: Position,
    end: Position,
    message: &'a Bilingual,
    label: &'a Bilingual,
    remedy: &'a Bilingual,
}

pub(crate) fn json(checked: &[Checked<'_>], screen: &mut Screen) {
    let (errors, warnings) = counts(checked);
    let files = checked.iter().map(file).collect();
    screen.json(&Answer { errors, warnings, files });
}

fn file<'a>(checked: &'a Checked<'_>) -> File<'a> {
    let Checked { input, findings } = checked;
    let place = |at: usize| Position::of(&input.text, at);
    let finding = |finding: &'a Diagnostic| Finding {
        code: finding.code,
        name: finding.name,
        severity: finding.severity,
        start: place(finding.span.start),
        end: place(finding.span.end),
        message: &finding.message,
        label: &finding.label,
        remedy: &finding.remedy,
    };
    File {
        file: input.path.display().to_string(),
        kind: kind(input),
        diagnostics: findings.iter().map(finding).collect(),
    }
}

pub(crate) fn tell(checked: &[Checked<'_>], languages: Languages, screen: &mut Screen) {
    let theme = match screen.has_colours() {
        true => GraphicalTheme::unicode(),
        false => GraphicalTheme::unicode_nocolor(),
    };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(WIDTH).with_links(false);
    for Checked { input, findings } in checked {
        for finding in findings {
            let mut text = String::new();
            let report = report(input, finding, languages);
            // Writing into a String does not fail.
            let _ = handler.render_report(&mut text, report.as_ref());
            screen.line(text);
        }
    }
    for Checked { input, findings } in checked {
        let errors = findings.iter().filter(|finding| finding.is_error()).count();
        let warnings = findings.len() - errors;
        let verdict = match (errors, warnings) {
            (0, 0) => screen.look(Look::Green, "tanpa temuan / no findings"),
            (0, _) => screen.look(Look::Yellow, format!("{warnings} peringatan / warnings")),
            (_, 0) => screen.look(Look::Red, format!("{errors} kesalahan / errors")),
            (_, _) => screen.look(
                Look::Red,
                format!("{errors} kesalahan / errors, {warnings} peringatan / warnings"),
            ),
        };
        screen.line(format!("{}: {verdict}", input.path.display()));
    }
}

fn report(input: &Input, finding: &Diagnostic, languages: Languages) -> Report {
    let Diagnostic { code, name, severity, span, message, label, remedy } = finding;
    let diagnostic = MietteDiagnostic::new(lines(message, languages))
        .with_code(format!("{code} {name}"))
        .with_severity(match severity {
            sop::Severity::Error => Severity::Error,
            sop::Severity::Warning => Severity::Warning,
        })
        .with_help(lines(remedy, languages))
        .with_label(LabeledSpan::new_with_span(
            Some(one_line(label, languages)),
            visible(&input.text, span),
        ));
    let source = NamedSource::new(input.path.display().to_string(), input.text.clone());
    Report::new(diagnostic).with_source_code(source)
}

/// At most one line of the file: a whole table would fill the screen.
fn visible(text: &str, span: &Range<usize>) -> Range<usize> {
    let marked = text.get(span.clone()).unwrap_or_default();
    let first = marked.lines().next().unwrap_or_default();
    span.start..span.start + first.len()
}

fn lines(text: &Bilingual, languages: Languages) -> String {
    let Bilingual { id, en } = text;
    match languages {
        Languages::Both => format!("{id}\n{en}"),
        Languages::Id => id.clone(),
        Languages::En => en.clone(),
    }
}

fn one_line(text: &Bilingual, languages: Languages) -> String {
    let Bilingual { id, en } = text;
    match languages {
        Languages::Both => format!("{id} / {en}"),
        Languages::Id => id.clone(),
        Languages::En => en.clone(),
    }
}

fn kind(input: &Input) -> &'static str {
    match input.kind {
        Kind::Sop => "sop",
        Kind::Service => "service",
    }
}

fn counts(checked: &[Checked<'_>]) -> (usize, usize) {
    let all = || checked.iter().flat_map(|file| &file.findings);
    let errors = all().filter(|finding| finding.is_error()).count();
    (errors, all().count() - errors)
}
