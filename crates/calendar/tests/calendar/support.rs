//! Builders with honest defaults, and numbers that are random but repeatable.

use calendar::{
    Allowance, Amendment, Calendar, CalendarRecord, CountFrom, Entry, Holder, HolidayChange,
    HolidayKind, Ledger, LedgerError, Mark, WorkDuration, Zone, national,
};
use jiff::civil::Date;
use kernel::{Citation, Instant, Slug, Source};

/// xorshift64*: the same numbers on every machine, so a failure can be repeated.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// From 0 to `bound - 1`.
    pub(crate) fn below(&mut self, bound: i64) -> i64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let drawn = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        i64::try_from(drawn).unwrap() % bound
    }

    pub(crate) fn one_in(&mut self, odds: i64) -> bool {
        self.below(odds) == 0
    }
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// `2025-04-11 16:30` in the zone.
pub(crate) fn at(zone: Zone, text: &str) -> Instant {
    let (day, time) = text.split_once(' ').unwrap();
    let (hours, minutes) = time.split_once(':').unwrap();
    zone.at(date(day), hours.parse::<u16>().unwrap() * 60 + minutes.parse::<u16>().unwrap())
}

pub(crate) fn wib(text: &str) -> Instant {
    at(Zone::Wib, text)
}

pub(crate) fn national() -> Calendar {
    Calendar::compile(&CalendarRecord::national(Zone::Wib))
}

pub(crate) fn through(edition: &str) -> CalendarRecord {
    CalendarRecord::with_editions(Zone::Wib, national::through(edition)).unwrap()
}

pub(crate) fn declare(day: &str) -> Amendment {
    Amendment {
        date: date(day),
        name: "Hari Jadi Kabupaten".to_owned(),
        decree: "Keputusan Bupati Nomor 1".to_owned(),
        kind: HolidayKind::Local,
        change: HolidayChange::Declare,
    }
}

pub(crate) fn withdraw(day: &str) -> Amendment {
    let decree = "Keputusan Bupati Nomor 2".to_owned();
    Amendment { change: HolidayChange::Withdraw, decree, ..declare(day) }
}

pub(crate) fn days(days: u32) -> WorkDuration {
    WorkDuration::WorkingDays(days)
}

pub(crate) fn allowance(budget: WorkDuration) -> Allowance {
    Allowance { budget, basis: basis(), count_from: CountFrom::NextWorkday }
}

pub(crate) fn basis() -> Citation {
    Citation { text: "Standar Pelayanan SIP".to_owned(), source: Source::Published }
}

pub(crate) fn agency(agency: &str) -> Holder {
    let (agency, unit) = agency.split_once('/').unwrap();
    Holder::Agency { agency: Slug::parse(agency).unwrap(), unit: Slug::parse(unit).unwrap() }
}

/// A ledger being written, one line a call.
pub(crate) struct Case {
    pub(crate) calendar: Calendar,
    pub(crate) ledger: Ledger,
}

impl Case {
    pub(crate) fn started(calendar: Calendar, when: Instant, allowance: Allowance) -> Self {
        let mut ledger = Ledger::new();
        let mark = mark(when, agency("dpmptsp/pelayanan"), "complete");
        ledger.apply(ledger.start(mark, allowance, &calendar).unwrap());
        Self { calendar, ledger }
    }

    pub(crate) fn then(mut self, entry: impl Fn(&Ledger) -> Result<Entry, LedgerError>) -> Self {
        self.ledger.apply(entry(&self.ledger).unwrap());
        self
    }

    pub(crate) fn returned(self, when: Instant) -> Self {
        self.then(|ledger| ledger.pause(mark(when, Holder::Applicant, "returned")))
    }

    pub(crate) fn resubmitted(self, when: Instant) -> Self {
        let holder = agency("dpmptsp/pelayanan");
        self.then(|ledger| ledger.resume(mark(when, holder.clone(), "resubmitted")))
    }

    pub(crate) fn handed_to(self, holder: &str, when: Instant) -> Self {
        self.then(|ledger| ledger.hand_over(mark(when, agency(holder), "next_step")))
    }

    pub(crate) fn due(&self) -> Option<calendar::Deadline> {
        self.ledger.standing(&self.calendar).deadline()
    }
}

pub(crate) fn mark(at: Instant, holder: Holder, cause: &str) -> Mark {
    Mark { at, holder, cause: cause.to_owned() }
}
