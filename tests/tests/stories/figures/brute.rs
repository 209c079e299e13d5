//! The same figures, counted day by day and event by event from the journal's bytes.
//!
//! Written from what the figures mean, and on purpose without the crates that count
//! them: events are read as JSON, days are looked at one after the other.

mod life;
mod office;

use std::collections::{BTreeMap, BTreeSet};

use contract::satupintu::dashboard::v1::{
    Ages, Breakdown, Count, Figures, Flows, GetServiceFiguresRequest, ShareOnTime, StageTime,
    TimeByCause, TimeUnit, WorkingTime,
};
use jiff::civil::Date;
use journal::Body;
use kernel::Instant;
use serde_json::Value;

use self::{
    life::Life,
    office::{Office, date, day, seconds},
};

/// Where something was counted.
#[derive(Clone, Debug)]
struct Place {
    day: Date,
    service: String,
    unit: String,
}

/// Which places count.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    service: String,
    unit: String,
    first: Date,
    last: Date,
}

/// Everything that was counted.
#[derive(Debug, Default)]
pub(super) struct Brute {
    happened: Vec<(Place, &'static str)>,
    took: Vec<(Place, u32)>,
    passed: Vec<(Place, String, &'static str, u64)>,
    /// Service, unit and age.
    open: Vec<(String, String, &'static str)>,
}

impl Brute {
    /// Counts what `journal` tells of the cases of `agency`, with ages as of `now`.
    pub(super) fn of(agency: &str, now: Instant, journal: &[Body]) -> Self {
        let (mut brute, mut office) = (Self::default(), Office::default());
        let mut lives: BTreeMap<String, Life> = BTreeMap::new();
        for body in journal {
            let payload: Value = serde_json::from_slice(&body.payload).unwrap_or_default();
            if body.record_kind == "calendar" && body.record_id == agency {
                office.reads(&body.kind, &payload);
            }
            if body.record_kind == "application" && body.kind.starts_with("permits.") {
                let life = lives.entry(body.record_id.clone()).or_default();
                brute.read(life, &office, body, &payload);
            }
        }
        let now = seconds(now.micros());
        for life in lives.into_values().filter(|life| !life.is_over) {
            let age = life.age(&office, now);
            brute.open.push((life.service, life.holder, age));
        }
        brute
    }

    /// What there is nothing of, so that nothing would be compared.
    pub(super) fn lacks(&self) -> Vec<&'static str> {
        let happened = self.happened.iter().map(|(_, what)| *what);
        let causes = self.passed.iter().map(|(_, _, cause, _)| *cause);
        let ages = self.open.iter().map(|(_, _, age)| *age);
        let there: BTreeSet<&str> = happened.chain(causes).chain(ages).collect();
        let wanted = [
            "received",
            "complete",
            "returned",
            "issued",
            "refused",
            "withdrawn",
            "overtaken",
            "on_time",
            "officer_work",
            "queue",
            "applicant",
            "other_agency",
            "calendar",
            "not_complete",
            "under_half",
        ];
        wanted.into_iter().filter(|what| !there.contains(what)).collect()
    }

    fn read(&mut self, life: &mut Life, office: &Office, body: &Body, payload: &Value) {
        let at = seconds(body.at.micros());
        let entries = life.read(&body.kind, payload);
        let (service, unit) = (life.service.clone(), life.holder.clone());
        let place =
            |day: i64| Place { day: date(day), service: service.clone(), unit: unit.clone() };
        let what = match body.kind.as_str() {
            "permits.submitted" => Some("received"),
            "permits.returned" => Some("returned"),
            "permits.issued" => Some("issued"),
            "permits.rejected" => Some("refused"),
            "permits.withdrawn" => Some("withdrawn"),
            "permits.taken" if payload["overtake"].is_object() => Some("overtaken"),
            _ => None,
        };
        self.happened.extend(what.map(|what| (place(day(at)), what)));
        if body.kind == "permits.deemed_approved" {
            let lawful = seconds(payload["effective_at"].as_i64().unwrap());
            self.happened.push((place(day(lawful)), "deemed_approved"));
        }
        if body.kind == "permits.accepted" && !life.is_complete {
            life.is_complete = true;
            self.happened.push((place(day(at)), "complete"));
        }
        if payload["passage"]["advance"]["ended"].is_string()
            && !["permits.issued", "permits.rejected", "permits.withdrawn"]
                .contains(&body.kind.as_str())
            && !life.clock.iter().any(|(_, change)| change == "stopped")
        {
            self.happened.push((place(day(at)), "ended_otherwise"));
        }
        life.clock.extend(entries.iter().cloned());
        let stopped = entries.iter().find(|(_, change)| change == "stopped");
        if let Some((stopped, _)) = stopped.filter(|_| body.kind != "permits.withdrawn") {
            let in_time = if life.is_breached { "late" } else { "on_time" };
            self.happened.push((place(day(*stopped)), in_time));
            self.took.push((place(day(*stopped)), life.days_used(office, *stopped)));
        }
        self.pass(life, office, at);
    }

    /// Closes the spells of steps that are with somebody else now, and opens others.
    fn pass(&mut self, life: &mut Life, office: &Office, at: i64) {
        let now = life.standing();
        let mut steps = BTreeMap::new();
        for (step, (unit, cause, since)) in std::mem::take(&mut life.steps) {
            if now.get(&step) == Some(&(unit.clone(), cause)) {
                steps.insert(step, (unit, cause, since));
                continue;
            }
            let place = Place { day: date(day(at)), service: life.service.clone(), unit };
            let all = u64::try_from(at - since).unwrap();
            if cause == "applicant" {
                self.passed.push((place, step, cause, all));
                continue;
            }
            let open = office.open(since, at);
            self.passed.push((place.clone(), step.clone(), cause, open));
            self.passed.push((place, step, "calendar", all - open));
        }
        for (step, (unit, cause)) in now {
            steps.entry(step).or_insert((unit, cause, at));
        }
        life.steps = steps;
    }

    /// The parts of `scope`, by name.
    pub(super) fn parts(&self, scope: &Scope, breakdown: Breakdown) -> BTreeMap<String, Scope> {
        let places = self.happened.iter().map(|(place, _)| place);
        let places = places.chain(self.passed.iter().map(|(place, ..)| place));
        let places = places.filter(|place| scope.has(place));
        let open = self.open.iter().filter(|(service, unit, _)| scope.has_of(service, unit));
        match breakdown {
            Breakdown::Unspecified => BTreeMap::new(),
            Breakdown::Service => {
                let names = places.map(|place| place.service.clone());
                let names = names.chain(open.map(|(service, _, _)| service.clone()));
                let part = |service: String| (service.clone(), Scope { service, ..scope.clone() });
                names.map(part).collect()
            }
            Breakdown::Unit => {
                let names = places.map(|place| place.unit.clone());
                let names = names.chain(open.map(|(_, unit, _)| unit.clone()));
                let part = |unit: String| (unit.clone(), Scope { unit, ..scope.clone() });
                names.map(part).collect()
            }
            Breakdown::Month => {
                let part = |place: &Place| {
                    let first = scope.first.max(place.day.first_of_month());
                    let last = scope.last.min(place.day.last_of_month());
                    let name = place.day.to_string()[..7].to_owned();
                    (name, Scope { first, last, ..scope.clone() })
                };
                places.map(part).collect()
            }
        }
    }

    /// The figures of `scope`, as who answers for the agency sees them.
    pub(super) fn figures(&self, scope: &Scope, has_open: bool) -> Figures {
        let happened: Vec<&str> = self
            .happened
            .iter()
            .filter(|(place, _)| scope.has(place))
            .map(|(_, what)| *what)
            .collect();
        let of = |what: &str| happened.iter().filter(|it| **it == what).count();
        let (on_time, late) = (of("on_time"), of("late"));
        let took: Vec<u32> =
            self.took.iter().filter(|(place, _)| scope.has(place)).map(|(_, days)| *days).collect();
        let passed: Vec<(&str, &str, u64)> = self
            .passed
            .iter()
            .filter(|(place, ..)| scope.has(place))
            .map(|(_, step, cause, seconds)| (step.as_str(), *cause, *seconds))
            .collect();
        let ages: Vec<&str> = self
            .open
            .iter()
            .filter(|(service, unit, _)| scope.has_of(service, unit))
            .map(|(_, _, age)| *age)
            .collect();
        let aged = |age: &str| count(ages.iter().filter(|it| **it == age).count());
        let steps: BTreeSet<&str> = passed.iter().map(|(step, ..)| *step).collect();
        let at_step = |step: &str| time(passed.iter().filter(|(it, ..)| *it == step));
        Figures {
            flows: Some(Flows {
                received: count(of("received")),
                complete: count(of("complete")),
                returned: count(of("returned")),
                issued: count(of("issued")),
                refused: count(of("refused")),
                withdrawn: count(of("withdrawn")),
                ended_otherwise: count(of("ended_otherwise")),
                overtaken: count(of("overtaken")),
                deemed_approved: count(of("deemed_approved")),
                settled: count(on_time + late),
                on_time: count(on_time),
                late: count(late),
            }),
            share_on_time: share(on_time, on_time + late),
            working_times: working_times(took),
            in_process: if has_open { count(ages.len()) } else { None },
            ages: has_open.then(|| Ages {
                not_complete: aged("not_complete"),
                under_half: aged("under_half"),
                under_four_fifths: aged("under_four_fifths"),
                nearly_due: aged("nearly_due"),
                late: aged("late"),
                decided: aged("decided"),
            }),
            time: Some(time(passed.iter())),
            stages: steps
                .iter()
                .map(|step| StageTime { step: (*step).to_owned(), time: Some(at_step(step)) })
                .collect(),
            slowest_stage: slowest(&steps, at_step),
        }
    }
}

/// The greatest sum of opening time with agencies; the first by name where equal.
fn slowest(steps: &BTreeSet<&str>, at_step: impl Fn(&str) -> TimeByCause) -> String {
    let (mut slowest, mut most) = (String::new(), 0);
    for step in steps {
        let TimeByCause { officer_work, queue, other_agency, .. } = at_step(step);
        if officer_work + queue + other_agency > most {
            (slowest, most) = ((*step).to_owned(), officer_work + queue + other_agency);
        }
    }
    slowest
}

fn share(part: usize, of: usize) -> Option<ShareOnTime> {
    // Half up at the second decimal.
    let hundredths = (part * 10_000 * 2).checked_div(of)?.div_ceil(2);
    let percent = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    Some(ShareOnTime { percent, at_least: false })
}

fn working_times(mut took: Vec<u32>) -> Vec<WorkingTime> {
    took.sort_unstable();
    if took.is_empty() {
        return Vec::new();
    }
    let at = |percent: usize| {
        let rank = (took.len() * percent).div_ceil(100);
        i32::try_from(took[rank - 1]).unwrap()
    };
    vec![WorkingTime {
        unit: TimeUnit::WorkingDays.into(),
        cases: count(took.len()),
        median: at(50),
        p90: at(90),
    }]
}

fn time<'a>(passed: impl Iterator<Item = &'a (&'a str, &'a str, u64)>) -> TimeByCause {
    let mut time = TimeByCause::default();
    for (_, cause, seconds) in passed {
        let seconds = i64::try_from(*seconds).unwrap();
        match *cause {
            "officer_work" => time.officer_work += seconds,
            "queue" => time.queue += seconds,
            "applicant" => time.applicant += seconds,
            "other_agency" => time.other_agency += seconds,
            "calendar" => time.calendar += seconds,
            other => panic!("{other} is no cause"),
        }
    }
    time
}

fn count(count: usize) -> Option<Count> {
    Some(Count { count: i64::try_from(count).unwrap(), suppressed: false })
}

impl Scope {
    /// What a request asks for.
    pub(super) fn of(request: &GetServiceFiguresRequest) -> Self {
        let ends: Vec<&str> = request.period.split("..").collect();
        let whole = |text: &str| match text.len() {
            4 => (format!("{text}-01-01"), format!("{text}-12-31")),
            7 => {
                let first: Date = format!("{text}-01").parse().unwrap();
                (first.to_string(), first.last_of_month().to_string())
            }
            _ => (text.to_owned(), text.to_owned()),
        };
        let (first, _) = whole(ends[0]);
        let (_, last) = whole(ends[ends.len() - 1]);
        Self {
            service: request.service.clone(),
            unit: request.unit.clone(),
            first: first.parse().unwrap(),
            last: last.parse().unwrap(),
        }
    }

    fn has(&self, place: &Place) -> bool {
        self.has_of(&place.service, &place.unit) && (self.first..=self.last).contains(&place.day)
    }

    fn has_of(&self, service: &str, unit: &str) -> bool {
        (self.service.is_empty() || self.service == service)
            && (self.unit.is_empty() || self.unit == unit)
    }
}
