//! Dates, times and amounts as people write them here and in English.

use jiff::civil::Date;
use kernel::{Bilingual, Instant};

use crate::{
    duration::WorkDuration,
    hours::{Session, Week},
    ledger::Holder,
    zone::Zone,
};

/// In Bahasa Indonesia and in English.
type Names = (&'static str, &'static str);

const WEEKDAYS: [Names; 7] = [
    ("Senin", "Monday"),
    ("Selasa", "Tuesday"),
    ("Rabu", "Wednesday"),
    ("Kamis", "Thursday"),
    ("Jumat", "Friday"),
    ("Sabtu", "Saturday"),
    ("Minggu", "Sunday"),
];

const MONTHS: [Names; 12] = [
    ("Januari", "January"),
    ("Februari", "February"),
    ("Maret", "March"),
    ("April", "April"),
    ("Mei", "May"),
    ("Juni", "June"),
    ("Juli", "July"),
    ("Agustus", "August"),
    ("September", "September"),
    ("Oktober", "October"),
    ("November", "November"),
    ("Desember", "December"),
];

/// `Jumat, 11 April 2025`
pub(crate) fn date_id(date: Date) -> String {
    written(date, |(id, _)| id)
}

/// `Friday, 11 April 2025`
pub(crate) fn date_en(date: Date) -> String {
    written(date, |(_, en)| en)
}

fn written(date: Date, language: impl Fn(Names) -> &'static str) -> String {
    let name = |names: &[Names], index: i8| {
        let index = usize::try_from(index).unwrap_or(0);
        names.get(index).map_or("", |names| language(*names))
    };
    let weekday = name(&WEEKDAYS, date.weekday().to_monday_zero_offset());
    let month = name(&MONTHS, date.month() - 1);
    format!("{weekday}, {} {month} {}", date.day(), date.year())
}

/// `Jumat, 11 April 2025 pukul 16.30 WIB`
pub(crate) fn moment(at: Instant, zone: Zone) -> Bilingual {
    moment_on(zone.date(at), zone.minute_of_day(at), zone)
}

/// The same for a date whose last moment is 24.00.
pub(crate) fn moment_on(date: Date, minutes: u16, zone: Zone) -> Bilingual {
    let (hour, minute, zone) = (minutes / 60, minutes % 60, zone.abbreviation());
    Bilingual::new(
        format!("{} pukul {hour:02}.{minute:02} {zone}", date_id(date)),
        format!("{}, {hour:02}:{minute:02} {zone}", date_en(date)),
    )
}

impl WorkDuration {
    /// `5 hari kerja`, `5 working days`: as people say it.
    #[must_use]
    pub fn in_words(self) -> Bilingual {
        amount(self)
    }
}

/// `5 hari kerja`
pub(crate) fn amount(time: WorkDuration) -> Bilingual {
    let number = time.amount();
    let s = if number == 1 { "" } else { "s" };
    match time {
        WorkDuration::WorkingDays(_) => {
            Bilingual::new(format!("{number} hari kerja"), format!("{number} working day{s}"))
        }
        WorkDuration::CalendarDays(_) => {
            Bilingual::new(format!("{number} hari kalender"), format!("{number} calendar day{s}"))
        }
        WorkDuration::OfficeMinutes(_) => {
            let (hours, minutes) = (number / 60, number % 60);
            let (id, en) = match (hours, minutes) {
                (0, _) => (format!("{minutes} menit"), format!("{minutes} min")),
                (_, 0) => (format!("{hours} jam"), format!("{hours} h")),
                _ => (format!("{hours} jam {minutes} menit"), format!("{hours} h {minutes} min")),
            };
            Bilingual::new(format!("{id} layanan"), format!("{en} of opening time"))
        }
    }
}

/// `dpmptsp/pelayanan`, or the applicant.
pub(crate) fn holder(holder: &Holder) -> Bilingual {
    match holder {
        Holder::Agency { agency, unit } => {
            let name = format!("{agency}/{unit}");
            Bilingual::new(name.clone(), name)
        }
        Holder::Applicant => Bilingual::new("pemohon", "the applicant"),
    }
}

/// `07.30–12.00 dan 13.00–16.00`
pub(crate) fn sessions(sessions: &[Session]) -> Bilingual {
    let list = |colon: &str, and: &str| {
        let one = |session: &Session| {
            let time = |minutes: u16| format!("{:02}{colon}{:02}", minutes / 60, minutes % 60);
            format!("{}–{}", time(session.opens()), time(session.closes()))
        };
        sessions.iter().map(one).collect::<Vec<_>>().join(and)
    };
    Bilingual::new(list(".", " dan "), list(":", " and "))
}

/// The weekdays on which the office is closed: `Sabtu dan Minggu`; empty when none.
pub(crate) fn closed_weekdays(open: [bool; 7]) -> Bilingual {
    let closed = WEEKDAYS.into_iter().zip(open).filter(|(_, open)| !open);
    let (id, en): (Vec<&str>, Vec<&str>) = closed.map(|(names, _)| names).unzip();
    Bilingual::new(id.join(" dan "), en.join(" and "))
}

/// `Senin, Selasa 07.30–12.00; Jumat 07.30–11.30`
pub(crate) fn week(week: &Week) -> Bilingual {
    let mut groups: Vec<(Vec<&str>, Vec<&str>, &[Session])> = Vec::new();
    for ((id, en), day) in WEEKDAYS.into_iter().zip(week.days()) {
        match groups.last_mut() {
            _ if day.is_empty() => {}
            Some((ids, ens, hours)) if *hours == day => {
                ids.push(id);
                ens.push(en);
            }
            _ => groups.push((vec![id], vec![en], day)),
        }
    }
    let told = groups.into_iter().map(|(ids, ens, hours)| {
        let hours = sessions(hours);
        (format!("{} {}", ids.join(", "), hours.id), format!("{} {}", ens.join(", "), hours.en))
    });
    let (id, en): (Vec<String>, Vec<String>) = told.unzip();
    Bilingual::new(id.join("; "), en.join("; "))
}
