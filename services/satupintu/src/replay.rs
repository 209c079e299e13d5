//! `satupintu replay`: what an SOP says of cases that really happened.

use std::{collections::BTreeMap, fs::File, io::Read, path::Path};

use flate2::read::GzDecoder;
use serde::Serialize;
use sop::{Sop, StepId};
use standards::{Conformance, replay};

use crate::{
    arguments::Replay,
    failure::{Done, Failure, Verdict},
    screen::Screen,
};

/// Larger than any log of one agency; a bomb in a .gz ends here.
const LARGEST_LOG: u64 = 256 * 1024 * 1024;

/// The answer for programs.
#[derive(Serialize)]
struct Answer {
    sop: String,
    version: u32,
    cases: usize,
    conforming: usize,
    unfinished: usize,
    deviating: usize,
    verdicts: Vec<CaseVerdict>,
}

#[derive(Serialize)]
struct CaseVerdict {
    case: String,
    events: usize,
    #[serde(flatten)]
    verdict: Told,
}

#[derive(Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
enum Told {
    Conforms,
    Unfinished {
        expected: Vec<StepId>,
    },
    Deviates {
        /// Which event of the case, from 1.
        event: usize,
        activity: String,
        expected: Vec<StepId>,
    },
}

struct Case {
    id: String,
    activities: Vec<String>,
}

pub(crate) fn run(asked: &Replay, screen: &mut Screen) -> Done {
    let sop = procedure(&asked.sop)?;
    let cases = cases(&log(&asked.log)?)
        .map_err(|why| Failure::said(format!("{}: {why}", asked.log.display())))?;
    let answer = judged(&sop, cases);
    if asked.json {
        screen.json(&answer);
    } else {
        tell(&answer, screen);
    }
    Ok(if answer.deviating == 0 { Verdict::Fine } else { Verdict::Faults })
}

fn procedure(path: &Path) -> Result<Sop, Failure> {
    let name = path.display();
    let text = std::fs::read_to_string(path)
        .map_err(|why| Failure::new(format!("{name} cannot be read"), &why))?;
    sop::load(&text).map_err(|faults| {
        let first = faults.first().map_or("", |fault| fault.message.en.as_str());
        Failure::said(format!("{name} has faults: {first}; `satupintu sop check` shows them all"))
    })
}

fn log(path: &Path) -> Result<String, Failure> {
    let fail = |why: &dyn std::error::Error| {
        Failure::new(format!("{} cannot be read", path.display()), why)
    };
    let file = File::open(path).map_err(|why| fail(&why))?;
    let packed = path.extension().is_some_and(|extension| extension == "gz");
    let source: Box<dyn Read> =
        if packed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    let mut text = String::new();
    source.take(LARGEST_LOG).read_to_string(&mut text).map_err(|why| fail(&why))?;
    Ok(text)
}

/// The cases of a log in the order of their first events.
fn cases(text: &str) -> Result<Vec<Case>, String> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let header = lines.next().map(|(_, line)| fields(line)).unwrap_or_default();
    let place = |name: &str| {
        let place = header.iter().position(|field| field.trim() == name);
        place.ok_or_else(|| format!("the header names no column `{name}`"))
    };
    let (case, activity) = (place("case")?, place("activity")?);
    let mut cases: Vec<Case> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for (number, line) in lines {
        let fields = fields(line);
        let (Some(case), Some(activity)) = (fields.get(case), fields.get(activity)) else {
            return Err(format!("line {} has fewer fields than the header", number + 1));
        };
        let at = *known.entry(case.clone()).or_insert_with(|| {
            cases.push(Case { id: case.clone(), activities: Vec::new() });
            cases.len() - 1
        });
        if let Some(case) = cases.get_mut(at) {
            case.activities.push(activity.clone());
        }
    }
    Ok(cases)
}

/// The fields of a line (RFC 4180; no line breaks within quotes).
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut rest = line.chars().peekable();
    while let Some(character) = rest.next() {
        match character {
            '"' if quoted && rest.peek() == Some(&'"') => {
                field.push('"');
                rest.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    fields.push(field);
    fields
}

fn judged(sop: &Sop, cases: Vec<Case>) -> Answer {
    let verdict = |case: Case| {
        let activities: Vec<&str> = case.activities.iter().map(String::as_str).collect();
        let verdict = match replay(sop, &activities) {
            Conformance::Conforms => Told::Conforms,
            Conformance::Unfinished { expected } => Told::Unfinished { expected },
            Conformance::Deviates { at, activity, expected } => {
                Told::Deviates { event: at + 1, activity, expected }
            }
        };
        CaseVerdict { case: case.id, events: activities.len(), verdict }
    };
    let verdicts: Vec<CaseVerdict> = cases.into_iter().map(verdict).collect();
    let count = |is: fn(&Told) -> bool| verdicts.iter().filter(|it| is(&it.verdict)).count();
    Answer {
        sop: sop.id().to_string(),
        version: sop.version(),
        cases: verdicts.len(),
        conforming: count(|told| matches!(told, Told::Conforms)),
        unfinished: count(|told| matches!(told, Told::Unfinished { .. })),
        deviating: count(|told| matches!(told, Told::Deviates { .. })),
        verdicts,
    }
}

fn tell(answer: &Answer, screen: &mut Screen) {
    let Answer { sop, version, cases, conforming, unfinished, deviating, verdicts } = answer;
    for CaseVerdict { case, verdict, .. } in verdicts {
        if let Told::Deviates { event, activity, expected } = verdict {
            let expected: Vec<&str> = expected.iter().map(StepId::as_str).collect();
            let expected = match expected.as_slice() {
                [] => "nothing: the case had ended".to_owned(),
                steps => steps.join(" or "),
            };
            screen.line(format!("{case}: event {event} is {activity:?}; expected {expected}"));
        }
    }
    screen.line(format!("{cases} cases through {sop} version {version}:"));
    screen.line(format!("  {conforming:>6}  conform"));
    screen.line(format!("  {unfinished:>6}  unfinished: allowed so far, no end reached"));
    screen.line(format!("  {deviating:>6}  deviate, the first deviation of each above"));
}
