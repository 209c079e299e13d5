//! The days and minutes that are counted, and those that are not, line by line.

use kernel::{Bilingual, Instant};

use crate::{
    calendar::Calendar,
    day,
    duration::WorkDuration,
    holiday::Holiday,
    rule::{Begin, Due, Rounding, Rule},
    table::Piece,
    words,
};

const MICROS_A_DAY: i64 = 86_400_000_000;

/// The count from `begin` until the clock stops, or until the time is used up.
///
/// `before` parts were counted before; numbering goes on from there.
pub(crate) fn lines(rule: &Rule<'_>, begin: Begin, until: Until, before: i64) -> Vec<Bilingual> {
    match rule.unit {
        WorkDuration::WorkingDays(_) => {
            let last = last_day(rule, until);
            working_days(rule, begin.first, last, before)
        }
        WorkDuration::CalendarDays(_) => {
            let last = last_day(rule, until);
            calendar_days(rule, begin.first, last, before).into_iter().collect()
        }
        WorkDuration::OfficeMinutes(_) => {
            let end = match until {
                Until::Stopped(at) => at,
                Until::Used(due) => due.at,
            };
            office_minutes(rule, begin.at, end)
        }
    }
}

/// Where a count ends.
#[derive(Clone, Copy)]
pub(crate) enum Until {
    /// The clock stood still or ended at this instant; its day does not count.
    Stopped(Instant),
    /// The time was used up; its day is the last that counts.
    Used(Due),
}

fn last_day(rule: &Rule<'_>, until: Until) -> i64 {
    match until {
        Until::Stopped(at) => rule.zone.day(at) - 1,
        Until::Used(due) => due.day,
    }
}

fn working_days(rule: &Rule<'_>, first: i64, last: i64, before: i64) -> Vec<Bilingual> {
    let mut counted = before;
    let mut lines = Vec::new();
    for piece in rule.table.pieces(first, last, false) {
        match piece {
            Piece::Closed(holiday) => lines.push(closed(holiday)),
            Piece::Open { from, to, days, .. } => {
                lines.push(open_days(rule, (from, to), days, counted));
                counted += days;
            }
        }
    }
    lines
}

fn open_days(rule: &Rule<'_>, (from, to): (i64, i64), days: i64, counted: i64) -> Bilingual {
    let (first, last) = (counted + 1, counted + days);
    let range = range(from, to);
    let number = words::amount(rule.duration(days, Rounding::Down));
    if days == 1 {
        return Bilingual::new(
            format!("Dihitung: {}: {} (ke-{first})", range.id, number.id),
            format!("Counted: {}: {} (no. {first})", range.en, number.en),
        );
    }
    let without = if to - from + 1 > days {
        let closed = words::closed_weekdays(rule.table.open_weekdays());
        Bilingual::new(format!(", tanpa {}", closed.id), format!(", without {}", closed.en))
    } else {
        Bilingual::new("", "")
    };
    Bilingual::new(
        format!("Dihitung: {}: {} (ke-{first} s.d. ke-{last}){}", range.id, number.id, without.id),
        format!("Counted: {}: {} (nos. {first} to {last}){}", range.en, number.en, without.en),
    )
}

fn calendar_days(rule: &Rule<'_>, first: i64, last: i64, before: i64) -> Option<Bilingual> {
    let days = last - first + 1;
    let (range, number) = (range(first, last), words::amount(rule.duration(days, Rounding::Down)));
    let (from, to) = (before + 1, before + days);
    (days > 0).then(|| {
        Bilingual::new(
            format!("Dihitung: {}: {} (ke-{from} s.d. ke-{to})", range.id, number.id),
            format!("Counted: {}: {} (nos. {from} to {to})", range.en, number.en),
        )
    })
}

fn office_minutes(rule: &Rule<'_>, start: Instant, end: Instant) -> Vec<Bilingual> {
    let (first, last) = (rule.zone.day(start), rule.zone.day(end));
    let part = |day: i64, from: i64, to: i64| {
        let micros = rule.table.micros_until(day, to) - rule.table.micros_until(day, from);
        (micros > 0).then(|| part_of_day(rule, day, from, to, micros))
    };
    let (from, to) = (rule.zone.micro_of_day(start), rule.zone.micro_of_day(end));
    if first == last {
        return part(first, from, to).into_iter().collect();
    }
    let mut lines: Vec<Bilingual> = part(first, from, MICROS_A_DAY).into_iter().collect();
    for piece in rule.table.pieces(first + 1, last - 1, true) {
        lines.push(match piece {
            Piece::Closed(holiday) => closed(holiday),
            Piece::Open { from, to, ramadan, .. } => whole_days(rule, from, to, ramadan),
        });
    }
    // The last day may be a holiday on which the clock was stopped.
    lines.extend(part(last, 0, to));
    lines
}

fn part_of_day(rule: &Rule<'_>, day: i64, from: i64, to: i64, micros: i64) -> Bilingual {
    let sessions = rule.table.sessions(day);
    let opens = sessions.first().map_or(0, |session| i64::from(session.opens()) * 60_000_000);
    let closes = sessions.last().map_or(0, |session| i64::from(session.closes()) * 60_000_000);
    let time = |micro: i64| {
        let minutes = micro / 60_000_000;
        (minutes / 60, minutes % 60)
    };
    let ((h1, m1), (h2, m2)) = (time(from.max(opens)), time(to.min(closes)));
    let (date, hours) = (range(day, day), words::sessions(sessions));
    let number = words::amount(rule.duration(micros, Rounding::Down));
    Bilingual::new(
        format!(
            "Dihitung: {}, pukul {h1:02}.{m1:02} s.d. {h2:02}.{m2:02}: {} (buka {})",
            date.id, number.id, hours.id
        ),
        format!(
            "Counted: {}, {h1:02}:{m1:02} to {h2:02}:{m2:02}: {} (open {})",
            date.en, number.en, hours.en
        ),
    )
}

fn whole_days(rule: &Rule<'_>, from: i64, to: i64, ramadan: bool) -> Bilingual {
    let micros = rule.table.micros_until(to, MICROS_A_DAY) - rule.table.micros_until(from, 0);
    let (range, number) = (range(from, to), words::amount(rule.duration(micros, Rounding::Down)));
    let (id, en) = if ramadan { (" (jam Ramadan)", " (Ramadan hours)") } else { ("", "") };
    Bilingual::new(
        format!("Dihitung: {}: {}{id}", range.id, number.id),
        format!("Counted: {}: {}{en}", range.en, number.en),
    )
}

fn closed(holiday: &Holiday) -> Bilingual {
    let Holiday { date, name, kind, decree } = holiday;
    let word = kind.word();
    Bilingual::new(
        format!("Tidak dihitung: {}: {} {name} ({decree})", words::date_id(*date), word.id),
        format!("Not counted: {}: {}, {name} ({decree})", words::date_en(*date), word.en),
    )
}

fn range(from: i64, to: i64) -> Bilingual {
    let (from_date, to_date) = (day::date(from), day::date(to));
    if from == to {
        return Bilingual::new(words::date_id(from_date), words::date_en(from_date));
    }
    Bilingual::new(
        format!("{} s.d. {}", words::date_id(from_date), words::date_id(to_date)),
        format!("{} to {}", words::date_en(from_date), words::date_en(to_date)),
    )
}

/// The rule in one sentence, and the hours where they are needed.
pub(crate) fn rule_lines(calendar: &Calendar, rule: &Rule<'_>) -> Vec<Bilingual> {
    match rule.unit {
        WorkDuration::WorkingDays(_) => {
            let closed = words::closed_weekdays(rule.table.open_weekdays());
            let (comma_id, comma_en) = if closed.id.is_empty() { ("", "") } else { (", ", ", ") };
            vec![Bilingual::new(
                format!(
                    "Satu hari dihitung bila waktu berjalan dari awal sampai akhir hari itu; \
                     {}{comma_id}libur nasional, cuti bersama dan libur daerah tidak dihitung",
                    closed.id
                ),
                format!(
                    "A day is counted when the clock runs from its beginning to its end; \
                     {}{comma_en}national holidays, joint leave and local holidays are not",
                    closed.en
                ),
            )]
        }
        WorkDuration::CalendarDays(_) => vec![Bilingual::new(
            "Satu hari dihitung bila waktu berjalan dari awal sampai akhir hari itu; \
             hari libur ikut dihitung",
            "A day is counted when the clock runs from its beginning to its end; \
             holidays are counted too",
        )],
        WorkDuration::OfficeMinutes(_) => {
            let hours = calendar.record().hours();
            let (ordinary, ramadan) = (words::week(&hours.ordinary), words::week(&hours.ramadan));
            vec![Bilingual::new(
                format!("Jam layanan: {}. Selama Ramadan: {}", ordinary.id, ramadan.id),
                format!("Opening hours: {}. In Ramadan: {}", ordinary.en, ramadan.en),
            )]
        }
    }
}
