//! `satupintu surveys`: the index and the report of an agency that keeps its answers in a
//! spreadsheet.

mod about;
mod index;
mod published;
mod report;

use ::surveys::{Fault, Questionnaire, Spreadsheet, shipped};
use sha2::{Digest, Sha256};

use crate::{
    arguments::{SurveyAnswers, SurveysCommand},
    failure::{Done, Failure, Verdict},
    screen::{Look, Screen},
};

/// As large as a million rows of eleven elements.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

pub(crate) fn run(command: &SurveysCommand, screen: &mut Screen) -> Done {
    match command {
        SurveysCommand::Index(asked) => index::run(asked, screen),
        SurveysCommand::Report(asked) => report::run(asked, screen),
        SurveysCommand::CheckTable(asked) => published::run(asked, screen),
        SurveysCommand::Questionnaires => {
            questionnaires(screen);
            Ok(Verdict::Fine)
        }
    }
}

fn questionnaires(screen: &mut Screen) {
    for questionnaire in shipped() {
        let id = screen.look(Look::Bold, questionnaire.id());
        screen.line(format!("{id}  {} ({})", questionnaire.title(), questionnaire.source()));
        for (number, question) in (1..).zip(questionnaire.questions()) {
            screen.line(format!("  U{number:<3}{:<14}{}", question.key, question.name));
        }
    }
}

/// A file that was read, and its SHA-256.
struct Source {
    text: String,
    digest: String,
}

fn source(path: &std::path::Path) -> Result<Source, Failure> {
    use std::io::Read as _;

    let name = path.display();
    let cannot = |why: &dyn std::error::Error| Failure::new(format!("{name} cannot be read"), why);
    let file = std::fs::File::open(path).map_err(|why| cannot(&why))?;
    let mut bytes = Vec::new();
    file.take(LARGEST_FILE + 1).read_to_end(&mut bytes).map_err(|why| cannot(&why))?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length > LARGEST_FILE) {
        return Err(Failure::said(format!("{name} is larger than 64 MiB")));
    }
    let digest = digest(&bytes);
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::said(format!(
            "{name} is not UTF-8; save it as \"CSV UTF-8\" (simpan sebagai CSV UTF-8)"
        ))
    })?;
    Ok(Source { text, digest })
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn questionnaire(asked: &SurveyAnswers) -> Result<&'static Questionnaire, Failure> {
    Questionnaire::known(&asked.questionnaire).ok_or_else(|| {
        let known: Vec<&str> = shipped().iter().map(|known| known.id().as_str()).collect();
        Failure::said(format!(
            "no questionnaire is called {:?}; known are {}",
            asked.questionnaire,
            known.join(", ")
        ))
    })
}

/// The file's answers; its faults where it has some.
fn read(
    asked: &SurveyAnswers,
    questionnaire: &Questionnaire,
    source: &Source,
) -> Result<Spreadsheet, Vec<Fault>> {
    Spreadsheet::read(&source.text, questionnaire, asked.order.into())
}

fn tell_faults(faults: &[Fault], asked: &SurveyAnswers) {
    let file = asked.file.display();
    for Fault { line, column, reason, remedy } in faults {
        let column =
            column.as_ref().map(|(number, heading)| format!(", kolom {number} ({heading})"));
        eprintln!("{file}: baris {line}{}: {}", column.unwrap_or_default(), reason.id);
        eprintln!("    {}", remedy.id);
        eprintln!("    {}; {}", reason.en, remedy.en);
    }
    eprintln!("{} kesalahan; tidak ada yang dihitung. / Nothing was computed.", faults.len());
}
