//! `satupintu surveys check-table`: a published table against itself.

use ::surveys::{PublishedTable, TableVerdict, read_table};
use kernel::Bilingual;
use serde::Serialize;

use super::source;
use crate::{
    arguments::CheckTable,
    failure::{Done, Verdict},
    screen::{Look, Screen},
};

/// The answer for programs.
#[derive(Serialize)]
struct Answer {
    printed: String,
    by_weight: Vec<ByWeight>,
    by_printed_weighted: Option<String>,
    reproduced_by: Vec<&'static str>,
    warnings: Vec<Warned>,
}

#[derive(Serialize)]
struct ByWeight {
    weight: &'static str,
    ikm: String,
}

#[derive(Serialize)]
struct Warned {
    warning: &'static str,
    #[serde(flatten)]
    sentence: Bilingual,
}

pub(super) fn run(asked: &CheckTable, screen: &mut Screen) -> Done {
    let source = source(&asked.file)?;
    let table = match read_table(&source.text) {
        Ok(table) => table,
        Err((line, wanted)) => {
            eprintln!("{}: line {line} should hold {wanted}", asked.file.display());
            return Ok(Verdict::Faults);
        }
    };
    let verdict = table.check();
    let answer = answer(&table, &verdict);
    if asked.json {
        screen.json(&answer);
    } else {
        tell(&answer, screen);
    }
    Ok(if verdict.findings.is_empty() { Verdict::Fine } else { Verdict::Faults })
}

fn answer(table: &PublishedTable, verdict: &TableVerdict) -> Answer {
    let TableVerdict { by_weight, by_printed_weighted, reproduced_by, findings } = verdict;
    Answer {
        printed: table.index.hundredths().to_string(),
        by_weight: by_weight
            .iter()
            .map(|(weight, value)| ByWeight { weight: weight.name(), ikm: value.to_string() })
            .collect(),
        by_printed_weighted: by_printed_weighted.map(|value| value.to_string()),
        reproduced_by: reproduced_by.clone(),
        warnings: findings
            .iter()
            .map(|finding| Warned { warning: finding.name(), sentence: finding.sentence() })
            .collect(),
    }
}

fn tell(answer: &Answer, screen: &mut Screen) {
    screen.line(format!("tercetak / printed                      {}", answer.printed));
    for ByWeight { weight, ikm } in &answer.by_weight {
        screen.line(format!("dari NRR tercetak, bobot {weight:<14} {ikm}"));
    }
    if let Some(value) = &answer.by_printed_weighted {
        screen.line(format!("dari NRR tertimbang tercetak            {value}"));
    }
    for Warned { warning: _, sentence } in &answer.warnings {
        screen.line(screen.look(Look::Yellow, format!("! {}", sentence.id)));
        screen.line(format!("  {}", sentence.en));
    }
    if answer.warnings.is_empty() {
        screen.line(screen.look(Look::Green, "Tabel ini cocok. / This table adds up."));
    }
}
