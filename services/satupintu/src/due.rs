//! `satupintu calendar due`: a date, and the count that leads to it.

use calendar::{Calendar, CalendarRecord, CountFrom, Deadline, NotDecreed, WorkDuration, Zone};
use calendar::{explain_due_at, national};
use jiff::civil::Date;
use kernel::Bilingual;
use serde::Serialize;

use crate::{
    arguments::{Due, Time},
    dates,
    failure::{Done, Failure, Verdict},
    screen::{Look, Screen},
};

/// The answer for programs.
#[derive(Serialize)]
struct Answer<'a> {
    from: Date,
    time: WorkDuration,
    count_from: CountFrom,
    zone: Zone,
    /// The newest decree that was counted by.
    edition: &'a str,
    /// The last day on which it is not late.
    due: Date,
    /// The last such moment: close of office, or midnight for calendar days.
    due_at: String,
    explanation: Vec<Bilingual>,
}

/// Why there is no date, for programs.
#[derive(Serialize)]
struct Refusal {
    error: &'static str,
    year: i16,
    message: Bilingual,
}

pub(crate) fn run(asked: &Due, screen: &mut Screen) -> Done {
    let (edition, calendar) = calendar_of(asked)?;
    let time = duration(&asked.time)?;
    let start = asked.zone.at(asked.from, asked.at);
    match explain_due_at(&calendar, start, time, asked.count_from) {
        Ok((deadline, explanation)) => {
            if asked.json {
                screen.json(&Answer {
                    from: asked.from,
                    time,
                    count_from: asked.count_from,
                    zone: asked.zone,
                    edition: &edition,
                    due: deadline.date,
                    due_at: dates::rfc3339(deadline.at, asked.zone),
                    explanation,
                });
            } else {
                tell(&deadline, &explanation, screen);
            }
            Ok(Verdict::Fine)
        }
        Err(undecreed) => {
            if asked.json {
                let error = undecreed.reason();
                let message = undecreed.sentence();
                screen.json(&Refusal { error, year: undecreed.year, message });
            } else {
                refuse(undecreed);
            }
            Ok(Verdict::Faults)
        }
    }
}

fn tell(deadline: &Deadline, explanation: &[Bilingual], screen: &mut Screen) {
    let sentence = deadline.sentence();
    screen.line(screen.look(Look::Bold, deadline.date));
    screen.line(format!("{} / {}", sentence.id, sentence.en));
    screen.gap();
    for line in explanation {
        screen.wrapped("", &line.id);
    }
    screen.gap();
    for line in explanation {
        screen.wrapped("", &line.en);
    }
}

fn refuse(undecreed: NotDecreed) {
    let Bilingual { id, en } = undecreed.sentence();
    eprintln!("{id}\n{en}");
    eprintln!("Tanggalnya tidak ditebak. / No date is guessed.");
}

/// The calendar to count by, and the id of its newest decree.
fn calendar_of(asked: &Due) -> Result<(String, Calendar), Failure> {
    let editions = match &asked.edition {
        None => national::editions(),
        Some(id) => national::through(id),
    };
    let Some(newest) = editions.last() else {
        let known: Vec<&str> = national::editions().iter().map(|e| e.id.as_str()).collect();
        let asked = asked.edition.as_deref().unwrap_or_default();
        return Err(Failure::said(format!(
            "no edition is called {asked:?}; known are {}",
            known.join(", ")
        )));
    };
    let record = CalendarRecord::with_editions(asked.zone, editions)
        .map_err(|why| Failure::new("the calendar cannot be made", &why))?;
    Ok((newest.id.to_string(), Calendar::compile(&record)))
}

fn duration(time: &Time) -> Result<WorkDuration, Failure> {
    let Time { working_days, calendar_days, office_hours } = *time;
    let days = working_days.map(WorkDuration::WorkingDays);
    let days = days.or(calendar_days.map(WorkDuration::CalendarDays));
    let time = match (days, office_hours) {
        (Some(days), _) => days.bounded(),
        (None, hours) => WorkDuration::office_hours(hours.unwrap_or_default()),
    };
    time.map_err(|why| Failure::new("the time", &why))
}
