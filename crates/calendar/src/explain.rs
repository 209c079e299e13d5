//! The count, told so that a citizen can redo it by hand.

mod count;

use kernel::{Bilingual, Citation, Instant, Source};

use self::count::Until;
use crate::{
    calendar::Calendar,
    cause,
    deadline::Provisional,
    duration::{CountFrom, WorkDuration},
    ledger::{Change, Entry, Fold, Ledger, State, Step},
    rule::{Begin, Due, Rounding, Rule},
    words,
};

/// The count of a time that begins at `start` and runs without a pause.
pub(crate) fn count(
    calendar: &Calendar,
    start: Instant,
    time: WorkDuration,
    count_from: CountFrom,
) -> Vec<Bilingual> {
    let rule = Rule::new(calendar, calendar.revision(), time, count_from);
    let begin = rule.begin(start);
    let due = rule.due(begin, rule.parts(time));
    let (amount, date) = (words::amount(time), calendar.zone().date(start));
    let (id, en) = (words::date_id(date), words::date_en(date));
    let counts = own_day(&rule, begin);
    let mut lines = vec![Bilingual::new(
        format!("Waktu: {}, mulai {id}. {}", amount.id, counts.id),
        format!("Time: {}, from {en}. {}", amount.en, counts.en),
    )];
    lines.extend(count::rule_lines(calendar, &rule));
    lines.extend(count::lines(&rule, begin, Until::Used(due), 0));
    lines.push(due_line(&rule, due));
    lines
}

impl Ledger {
    /// The ledger and the count, line by line, as it stands at `now`.
    #[must_use]
    pub fn explain(&self, calendar: &Calendar, now: Instant) -> Vec<Bilingual> {
        let mut account: Option<Account<'_>> = None;
        for entry in self.entries() {
            match &mut account {
                None => account = Account::open(entry, calendar),
                Some(account) => account.enter(entry),
            }
        }
        account.map_or_else(not_started, |account| account.close(now))
    }
}

fn not_started() -> Vec<Bilingual> {
    vec![Bilingual::new(
        "Waktu belum mulai: berkas belum dinyatakan lengkap",
        "The clock has not started: the file has not been found complete",
    )]
}

/// A ledger being told.
struct Account<'a> {
    calendar: &'a Calendar,
    fold: Fold<'a>,
    /// The first day that no line has told yet.
    untold: i64,
    /// The newest revision that a line has told.
    revision: u32,
    lines: Vec<Bilingual>,
}

impl<'a> Account<'a> {
    fn open(entry: &Entry, calendar: &'a Calendar) -> Option<Self> {
        let fold = Fold::start(entry, calendar)?;
        let Change::Started { budget, basis, revision, .. } = &entry.change else { return None };
        let State::Running(begin) = fold.state else { return None };
        let (amount, basis) = (words::amount(*budget), cited(basis));
        let mut lines = vec![Bilingual::new(
            format!("Waktu layanan: {} (dasar: {})", amount.id, basis.id),
            format!("Time given: {} (basis: {})", amount.en, basis.en),
        )];
        lines.extend(count::rule_lines(calendar, &fold.rule));
        let counts = own_day(&fold.rule, begin);
        let mut account = Self { calendar, fold, untold: begin.first, revision: *revision, lines };
        account.tell(entry, "waktu mulai", "the clock starts", &counts);
        Some(account)
    }

    fn enter(&mut self, entry: &Entry) {
        let before = self.fold.clone();
        if matches!(before.state, State::Stopped { .. }) {
            return;
        }
        let step = self.fold.step(entry);
        match &entry.change {
            Change::Started { .. } => {}
            Change::Paused => {
                self.tell_count(&before, entry.at);
                let left = self.used_and_left(entry.at);
                self.tell(entry, "waktu berhenti", "the clock stands still", &left);
            }
            Change::Resumed => {
                let counts = self.after_resumption(step);
                self.tell(entry, "waktu berjalan lagi", "the clock runs on", &counts);
            }
            Change::HandedOver => {
                self.tell(entry, "berkas beralih", "the file changes hands", &empty());
            }
            Change::Extended { by, basis } => {
                let more = extension(*by, basis, before.budget != self.fold.budget);
                self.tell(entry, "waktu ditambah", "more time is given", &more);
            }
            Change::CalendarAmended { revision, old, new } => {
                let (decrees, moved) = (self.decrees(*revision), moved(*old, *new));
                let at = words::moment(entry.at, self.fold.rule.zone);
                self.lines.push(Bilingual::new(
                    format!("{}: kalender diubah{decrees}. {}", at.id, moved.id),
                    format!("{}: the calendar is changed{decrees}. {}", at.en, moved.en),
                ));
                self.revision = self.revision.max(*revision);
            }
            Change::Stopped => {
                self.tell_count(&before, entry.at);
                let left = self.used_and_left(entry.at);
                self.tell(entry, "waktu berakhir", "the clock ends", &left);
            }
        }
    }

    fn close(mut self, now: Instant) -> Vec<Bilingual> {
        match self.fold.state {
            State::Running(begin) => {
                let Some(due) = self.fold.due() else { return self.lines };
                if self.fold.exhausted().is_none() {
                    let fold = self.fold.clone();
                    self.tell_run(&fold, begin, Until::Used(due));
                }
                self.lines.push(due_line(&self.fold.rule, due));
                self.lines.push(self.as_of_now(due, now));
            }
            State::Paused { .. } if self.fold.exhausted().is_some() => {
                self.lines.push(Bilingual::new(
                    "Waktu sudah habis sebelum berhenti",
                    "The time was used up before the clock stood still",
                ));
            }
            State::Paused { .. } => {
                self.lines.push(Bilingual::new(
                    "Waktu sedang berhenti: tidak ada jatuh tempo sampai waktu berjalan lagi",
                    "The clock stands still: nothing is due until it runs on",
                ));
                self.lines.extend(self.fold.undecreed().map(at_least));
            }
            State::Stopped { due: Some(due), .. } => {
                self.lines.push(due_line(&self.fold.rule, due));
            }
            State::Stopped { due: None, .. } => {}
        }
        self.lines
    }

    /// One line: when, what, why, who holds the file, and what follows.
    fn tell(&mut self, entry: &Entry, id: &str, en: &str, more: &Bilingual) {
        let at = words::moment(entry.at, self.fold.rule.zone);
        let (cause, holder) = (cause::words(&entry.cause), words::holder(&entry.holder));
        let dot = if more.id.is_empty() { "" } else { ". " };
        self.lines.push(Bilingual::new(
            format!("{}: {id} ({}); berkas pada {}{dot}{}", at.id, cause.id, holder.id, more.id),
            format!("{}: {en} ({}); file with {}{dot}{}", at.en, cause.en, holder.en, more.en),
        ));
    }

    /// The count of a run that ended at `at`, as far as the time lasted.
    fn tell_count(&mut self, before: &Fold<'_>, at: Instant) {
        let State::Running(begin) = before.state else { return };
        let until = match self.fold.exhausted() {
            Some(due) if before.exhausted().is_none() => Until::Used(due),
            Some(_) => return,
            None => Until::Stopped(at),
        };
        self.tell_run(before, begin, until);
        if let (Until::Used(due), None) = (until, before.exhausted()) {
            self.lines.push(due_line(&before.rule, due));
        }
    }

    fn tell_run(&mut self, fold: &Fold<'_>, begin: Begin, until: Until) {
        let first = begin.first.max(self.untold);
        let told = fold.rule.used(begin, fold.rule.zone.instant(first, 0));
        let rest = Begin { at: begin.at, first };
        self.lines.extend(count::lines(&fold.rule, rest, until, fold.used + told));
        self.untold = match until {
            Until::Stopped(at) => self.untold.max(fold.rule.zone.day(at)),
            Until::Used(due) => due.day + 1,
        };
    }

    fn after_resumption(&self, step: Step) -> Bilingual {
        match (step, self.fold.state) {
            (Step::SameDay, _) => Bilingual::new(
                "Kembali pada hari yang sama: hari itu tetap dihitung",
                "Back on the same day: that day counts after all",
            ),
            (Step::Plain, State::Running(begin)) => own_day(&self.fold.rule, begin),
            (Step::Plain, State::Paused { .. } | State::Stopped { .. }) => empty(),
        }
    }

    fn used_and_left(&self, at: Instant) -> Bilingual {
        let Fold { rule, .. } = &self.fold;
        let used = words::amount(rule.duration(self.fold.used_by(at), Rounding::Down));
        let left = words::amount(rule.duration(self.fold.remaining(), Rounding::Up));
        let paused = matches!(self.fold.state, State::Paused { .. });
        let (id, en) = match (rule.unit, paused) {
            (WorkDuration::OfficeMinutes(_), _) | (_, false) => ("", ""),
            (WorkDuration::WorkingDays(_) | WorkDuration::CalendarDays(_), true) => {
                ("Hari itu tidak dihitung. ", "That day is not counted. ")
            }
        };
        Bilingual::new(
            format!("{id}Terpakai {}, sisa {}", used.id, left.id),
            format!("{en}Used {}, left {}", used.en, left.en),
        )
    }

    fn as_of_now(&self, due: Due, now: Instant) -> Bilingual {
        let at = words::moment(now, self.fold.rule.zone);
        if due.undecreed.is_none() && now > due.at {
            return Bilingual::new(
                format!("Pada {} jatuh tempo itu sudah lewat", at.id),
                format!("On {} that time has passed", at.en),
            );
        }
        let parts = self.fold.used_by(now);
        let used = words::amount(self.fold.rule.duration(parts, Rounding::Down));
        let rest = (self.fold.budget - parts).max(0);
        let left = words::amount(self.fold.rule.duration(rest, Rounding::Up));
        Bilingual::new(
            format!("Sampai {}: terpakai {}, sisa {}", at.id, used.id, left.id),
            format!("Until {}: used {}, left {}", at.en, used.en, left.en),
        )
    }

    /// The decrees between the revision told last and this one, in brackets.
    fn decrees(&self, revision: u32) -> String {
        let record = self.calendar.record();
        let new = |since: &u32| *since > self.revision && *since <= revision;
        let editions = record.editions().iter().map(|e| (e.since, &e.decree));
        let days = record.days().iter().map(|d| (d.since, &d.holiday.decree));
        let gone = record.days().iter().filter_map(|d| d.withdrawn.as_ref());
        let gone = gone.map(|withdrawal| (withdrawal.since, &withdrawal.decree));
        let ramadan = record.ramadan().iter().map(|r| (r.since, &r.period.decree));
        let mut names: Vec<&str> = Vec::new();
        for (since, decree) in editions.chain(days).chain(gone).chain(ramadan) {
            if new(&since) && !names.contains(&decree.as_str()) {
                names.push(decree);
            }
        }
        if names.is_empty() { String::new() } else { format!(" ({})", names.join("; ")) }
    }
}

/// Whether the day on which the clock starts is counted itself.
fn own_day(rule: &Rule<'_>, begin: Begin) -> Bilingual {
    match rule.unit {
        WorkDuration::OfficeMinutes(_) => {
            Bilingual::new("Dihitung hanya selama jam layanan", "Only opening hours are counted")
        }
        _ if begin.first > rule.zone.day(begin.at) => {
            Bilingual::new("Hari itu tidak dihitung", "That day is not counted")
        }
        _ => Bilingual::new("Hari itu ikut dihitung", "That day is counted"),
    }
}

fn due_line(rule: &Rule<'_>, due: Due) -> Bilingual {
    let date = crate::day::date(due.day);
    let at = match rule.unit {
        WorkDuration::CalendarDays(_) => words::moment_on(date, 1440, rule.zone),
        WorkDuration::WorkingDays(_) | WorkDuration::OfficeMinutes(_) => {
            words::moment(due.at, rule.zone)
        }
    };
    match due.deadline(0).provisional {
        None => Bilingual::new(format!("Jatuh tempo: {}", at.id), format!("Due: {}", at.en)),
        Some(Provisional { undecreed_year: year }) => Bilingual::new(
            format!(
                "Jatuh tempo sementara: hari libur {year} belum ditetapkan; paling cepat {}; \
                 dihitung ulang setelah kalender {year} dimuat",
                words::date_id(date)
            ),
            format!(
                "Due date provisional: {year} not yet decreed; not before {}; \
                 counted again when the calendar of {year} is loaded",
                words::date_en(date)
            ),
        ),
    }
}

fn at_least(year: i16) -> Bilingual {
    Bilingual::new(
        format!("Hari libur {year} belum ditetapkan: sisa waktu paling sedikit sebanyak itu"),
        format!("The holidays of {year} are not yet decreed: at least so much time is left"),
    )
}

fn cited(basis: &Citation) -> Bilingual {
    let Citation { text, source } = basis;
    match source {
        Source::Published => Bilingual::new(text.clone(), text.clone()),
        Source::Example => Bilingual::new(
            format!("{text}; contoh, bukan ketentuan"),
            format!("{text}; an example, not a rule"),
        ),
    }
}

fn extension(by: WorkDuration, basis: &Citation, effective: bool) -> Bilingual {
    let (by, basis) = (words::amount(by), cited(basis));
    if effective {
        Bilingual::new(
            format!("Tambahan {} (dasar: {})", by.id, basis.id),
            format!("{} more (basis: {})", by.en, basis.en),
        )
    } else {
        Bilingual::new("Tidak berlaku: waktu sudah habis", "Without effect: the time had passed")
    }
}

fn moved(old: Option<jiff::civil::Date>, new: Option<jiff::civil::Date>) -> Bilingual {
    match (old, new) {
        (Some(old), Some(new)) if old == new => Bilingual::new(
            format!("Jatuh tempo tetap {}", words::date_id(new)),
            format!("The due date stays {}", words::date_en(new)),
        ),
        (Some(old), Some(new)) => Bilingual::new(
            format!(
                "Jatuh tempo bergeser dari {} ke {}; yang berlaku tanggal yang baru",
                words::date_id(old),
                words::date_id(new)
            ),
            format!(
                "The due date moves from {} to {}; the new date counts",
                words::date_en(old),
                words::date_en(new)
            ),
        ),
        (None, _) | (_, None) => Bilingual::new(
            "Waktu sedang berhenti: sisa waktu tidak berkurang",
            "The clock stands still: no time is lost",
        ),
    }
}

fn empty() -> Bilingual {
    Bilingual::new("", "")
}
