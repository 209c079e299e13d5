//! A calendar compiled for counting: stretches of days, with running totals.
//!
//! Between two exceptions (a holiday, the edge of Ramadan) days follow the week,
//! so a total is a multiplication; over the exceptions it is a binary search.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    day,
    holiday::Holiday,
    hours::{OfficeHours, Session, Week},
    record::CalendarRecord,
    zone::MICROS_A_DAY,
};

const MICROS_A_MINUTE: i64 = 60_000_000;
/// Earlier than any instant's day.
const BEGINNING: i64 = -200_000_000;

/// What is added up.
#[derive(Clone, Copy)]
pub(crate) enum Measure {
    WorkingDays,
    OfficeMinutes,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Ordinary,
    Ramadan,
    /// Ramadan announced after the case was opened. It may take time away, never
    /// bring a deadline forward: only hours that are open by both weeks count,
    /// and the office closes at the later of the two closing times.
    LateRamadan,
}

#[derive(Clone, Debug, Default)]
struct DayShape {
    open: bool,
    sessions: Vec<Session>,
    minutes: i64,
    closes: u16,
}

/// Seven days, Monday first, and their totals.
#[derive(Clone, Debug)]
struct WeekShape {
    days: [DayShape; 7],
    working_days: i64,
    minutes: i64,
}

#[derive(Clone, Debug)]
struct Stretch {
    from: i64,
    shape: Shape,
    /// Closed on this one day, by the holiday with this index.
    holiday: Option<usize>,
    days_before: i64,
    minutes_before: i64,
}

/// Totals for the cases opened within one range of revisions.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    ordinary: WeekShape,
    ramadan: WeekShape,
    late_ramadan: WeekShape,
    stretches: Vec<Stretch>,
    holidays: Vec<Holiday>,
    decreed: Vec<i16>,
}

/// A part of the calendar that an explanation names.
pub(crate) enum Piece<'a> {
    /// From a working day to a working day, `days` of them, with only weekly
    /// closing days between.
    Open { from: i64, to: i64, days: i64, ramadan: bool },
    /// A day that would be a working day but for this holiday.
    Closed(&'a Holiday),
}

impl Table {
    /// The calendar as it holds for a case opened at revision `opened`.
    pub(crate) fn new(record: &CalendarRecord, opened: u32) -> Self {
        let mut holidays: Vec<Holiday> = Vec::new();
        let mut closed: BTreeMap<i64, usize> = BTreeMap::new();
        for listed in record.days() {
            let gone = listed.withdrawn.as_ref().is_some_and(|w| w.since <= opened);
            if !gone {
                // The decree that came first is the one that is named.
                closed.entry(day::number(listed.holiday.date)).or_insert(holidays.len());
                holidays.push(listed.holiday.clone());
            }
        }
        let mut ramadans: Vec<(i64, i64, Shape)> = Vec::new();
        for listed in record.ramadan() {
            let shape = if listed.since > opened { Shape::LateRamadan } else { Shape::Ramadan };
            let (from, until) = (listed.period.from, listed.period.until);
            ramadans.push((day::number(from), day::number(until), shape));
        }
        let mut decreed: Vec<i16> = record.decreed_years().collect();
        decreed.sort_unstable();
        let OfficeHours { ordinary, ramadan } = record.hours();
        let mut table = Self {
            ordinary: WeekShape::new(ordinary.days().map(open_day)),
            ramadan: WeekShape::new(ramadan.days().map(open_day)),
            late_ramadan: WeekShape::new(late(ordinary, ramadan)),
            stretches: Vec::new(),
            holidays,
            decreed,
        };
        table.lay_out(&closed, &ramadans);
        table
    }

    fn lay_out(&mut self, closed: &BTreeMap<i64, usize>, ramadans: &[(i64, i64, Shape)]) {
        let mut edges = vec![BEGINNING];
        edges.extend(closed.keys().flat_map(|day| [*day, day + 1]));
        edges.extend(ramadans.iter().flat_map(|(from, until, _)| [*from, until + 1]));
        edges.sort_unstable();
        edges.dedup();
        let (mut days_before, mut minutes_before) = (0, 0);
        for (index, from) in edges.iter().copied().enumerate() {
            let within = ramadans.iter().find(|(first, last, _)| (*first..=*last).contains(&from));
            let shape = within.map_or(Shape::Ordinary, |(_, _, shape)| *shape);
            let holiday = closed.get(&from).copied();
            let stretch = Stretch { from, shape, holiday, days_before, minutes_before };
            if let Some(next) = edges.get(index + 1) {
                days_before += self.within(&stretch, *next, Measure::WorkingDays);
                minutes_before += self.within(&stretch, *next, Measure::OfficeMinutes);
            }
            self.stretches.push(stretch);
        }
    }

    /// The total over all days before `day`, from the beginning of time.
    pub(crate) fn before(&self, day: i64, measure: Measure) -> i64 {
        self.stretch_of(day)
            .map_or(0, |stretch| stretch.before(measure) + self.within(stretch, day, measure))
    }

    /// The first day at whose end the total from the beginning reaches `total`.
    pub(crate) fn reaching(&self, total: i64, measure: Measure) -> i64 {
        let next = self.stretches.partition_point(|stretch| stretch.before(measure) < total);
        let Some(stretch) = next.checked_sub(1).and_then(|index| self.stretches.get(index)) else {
            return BEGINNING;
        };
        let week = self.week(stretch.shape);
        let whole = week.total(measure);
        if whole == 0 {
            return day::LAST;
        }
        // Count from the Monday of the stretch's first week.
        let into_week = week.first_days(day::weekday(stretch.from), measure);
        let wanted = total - stretch.before(measure) + into_week;
        let weeks = (wanted - 1).div_euclid(whole);
        let rest = wanted - weeks * whole;
        let mut sum = 0;
        let days_in = week.days.iter().take_while(|day| {
            sum += day.weight(measure);
            sum < rest
        });
        let offset = i64::try_from(days_in.count()).unwrap_or(0);
        ((day::week(stretch.from) + weeks) * 7 - 3 + offset).min(day::LAST)
    }

    pub(crate) fn is_working(&self, day: i64) -> bool {
        self.before(day + 1, Measure::WorkingDays) > self.before(day, Measure::WorkingDays)
    }

    /// Minutes after midnight when the office closes; on a closed day, when it
    /// would have closed.
    pub(crate) fn closes(&self, day: i64) -> i64 {
        let shape = self.stretch_of(day).map_or(Shape::Ordinary, |stretch| stretch.shape);
        let week = self.week(shape);
        week.days.get(day::weekday(day)).map_or(0, |day| i64::from(day.closes))
    }

    /// Microseconds of opening time from the beginning until `micro` of `day`.
    pub(crate) fn micros_until(&self, day: i64, micro: i64) -> i64 {
        let served: i64 = self
            .sessions(day)
            .iter()
            .map(|session| {
                let (opens, closes) = span(*session);
                micro.clamp(opens, closes) - opens
            })
            .sum();
        self.before(day, Measure::OfficeMinutes) * MICROS_A_MINUTE + served
    }

    /// The first moment, as day and microsecond, at which `micros` of opening
    /// time have passed since the beginning.
    pub(crate) fn moment(&self, micros: i64) -> (i64, i64) {
        let minutes = micros.div_euclid(MICROS_A_MINUTE) + i64::from(micros % MICROS_A_MINUTE != 0);
        let day = self.reaching(minutes, Measure::OfficeMinutes);
        let mut left = micros - self.before(day, Measure::OfficeMinutes) * MICROS_A_MINUTE;
        for session in self.sessions(day) {
            let (opens, closes) = span(*session);
            if left <= closes - opens {
                return (day, opens + left.max(0));
            }
            left -= closes - opens;
        }
        (day, MICROS_A_DAY)
    }

    /// The first year that days from `first` to `last` touch and nobody decreed.
    pub(crate) fn undecreed(&self, first: Date, last: Date) -> Option<i16> {
        (first.year()..=last.year()).find(|year| self.decreed.binary_search(year).is_err())
    }

    /// What lies between two days, both included, for an explanation; parted at
    /// the edges of Ramadan too when `by_hours`.
    pub(crate) fn pieces(&self, first: i64, last: i64, by_hours: bool) -> Vec<Piece<'_>> {
        let mut pieces = Vec::new();
        let mut open_from = first;
        let mut shape = self.stretch_of(first).map_or(Shape::Ordinary, |stretch| stretch.shape);
        let begin = self.stretches.partition_point(|stretch| stretch.from < first);
        let named = self.stretches.iter().skip(begin).take_while(|stretch| stretch.from <= last);
        for stretch in named {
            if by_hours && stretch.shape != shape {
                pieces.extend(self.open_piece(open_from, stretch.from - 1));
                open_from = stretch.from;
            }
            shape = stretch.shape;
            let weekday = day::weekday(stretch.from);
            let opens = self.week(shape).days.get(weekday).is_some_and(|day| day.open);
            if let Some(holiday) = stretch.holiday.and_then(|index| self.holidays.get(index))
                && opens
            {
                pieces.extend(self.open_piece(open_from, stretch.from - 1));
                pieces.push(Piece::Closed(holiday));
                open_from = stretch.from + 1;
            }
        }
        pieces.extend(self.open_piece(open_from, last));
        pieces
    }

    fn open_piece(&self, first: i64, last: i64) -> Option<Piece<'_>> {
        let before = self.before(first, Measure::WorkingDays);
        let days = self.before(last + 1, Measure::WorkingDays) - before;
        let from = self.reaching(before + 1, Measure::WorkingDays);
        let to = self.reaching(before + days, Measure::WorkingDays);
        let ramadan = self.stretch_of(from).is_some_and(|s| s.shape != Shape::Ordinary);
        (days > 0).then_some(Piece::Open { from, to, days, ramadan })
    }

    /// The sessions of a day; none when it is closed.
    pub(crate) fn sessions(&self, day: i64) -> &[Session] {
        match self.stretch_of(day) {
            Some(Stretch { holiday: None, shape, .. }) => {
                let day = self.week(*shape).days.get(day::weekday(day));
                day.map(|day| day.sessions.as_slice()).unwrap_or_default()
            }
            Some(Stretch { holiday: Some(_), .. }) | None => &[],
        }
    }

    /// For Monday to Sunday, whether the weekday is a working day.
    pub(crate) fn open_weekdays(&self) -> [bool; 7] {
        self.ordinary.days.each_ref().map(|day| day.open)
    }

    fn stretch_of(&self, day: i64) -> Option<&Stretch> {
        let next = self.stretches.partition_point(|stretch| stretch.from <= day);
        self.stretches.get(next.checked_sub(1)?)
    }

    /// The total from the stretch's first day to the day before `until`.
    fn within(&self, stretch: &Stretch, until: i64, measure: Measure) -> i64 {
        if stretch.holiday.is_some() {
            return 0;
        }
        let week = self.week(stretch.shape);
        let upto = |day| {
            day::week(day) * week.total(measure) + week.first_days(day::weekday(day), measure)
        };
        upto(until) - upto(stretch.from)
    }

    fn week(&self, shape: Shape) -> &WeekShape {
        match shape {
            Shape::Ordinary => &self.ordinary,
            Shape::Ramadan => &self.ramadan,
            Shape::LateRamadan => &self.late_ramadan,
        }
    }
}

impl Stretch {
    fn before(&self, measure: Measure) -> i64 {
        match measure {
            Measure::WorkingDays => self.days_before,
            Measure::OfficeMinutes => self.minutes_before,
        }
    }
}

impl DayShape {
    fn weight(&self, measure: Measure) -> i64 {
        match measure {
            Measure::WorkingDays => i64::from(self.open),
            Measure::OfficeMinutes => self.minutes,
        }
    }
}

impl WeekShape {
    fn new(days: [DayShape; 7]) -> Self {
        let total = |measure| days.iter().map(|day| day.weight(measure)).sum();
        let (working_days, minutes) = (total(Measure::WorkingDays), total(Measure::OfficeMinutes));
        Self { days, working_days, minutes }
    }

    fn total(&self, measure: Measure) -> i64 {
        match measure {
            Measure::WorkingDays => self.working_days,
            Measure::OfficeMinutes => self.minutes,
        }
    }

    fn first_days(&self, days: usize, measure: Measure) -> i64 {
        self.days.iter().take(days).map(|day| day.weight(measure)).sum()
    }
}

fn span(session: Session) -> (i64, i64) {
    (i64::from(session.opens()) * MICROS_A_MINUTE, i64::from(session.closes()) * MICROS_A_MINUTE)
}

fn open_day(sessions: &[Session]) -> DayShape {
    DayShape {
        open: !sessions.is_empty(),
        sessions: sessions.to_vec(),
        minutes: sessions.iter().map(|session| session.minutes()).sum(),
        closes: sessions.last().map_or(0, |session| session.closes()),
    }
}

fn late(ordinary: &Week, ramadan: &Week) -> [DayShape; 7] {
    let mut late = ramadan.days().map(open_day);
    for (day, usual) in late.iter_mut().zip(ordinary.days()) {
        let both = |session: Session| usual.iter().filter_map(move |other| session.within(*other));
        let sessions: Vec<Session> = day.sessions.iter().copied().flat_map(both).collect();
        let closes = day.closes.max(open_day(usual).closes);
        *day = DayShape { open: day.open, closes, ..open_day(&sessions) };
    }
    late
}
