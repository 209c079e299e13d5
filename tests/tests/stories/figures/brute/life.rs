//! One case, as its events tell of it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::office::{AHEAD, DAY, Office, day, list, seconds};

/// One case while its events are read.
#[derive(Debug, Default)]
pub(super) struct Life {
    pub(super) service: String,
    pub(super) agency: String,
    pub(super) holder: String,
    /// Officers' steps: agency, unit, whether taken.
    pub(super) tasks: BTreeMap<String, (String, String, bool)>,
    pub(super) others: BTreeSet<String>,
    pub(super) payments: BTreeSet<String>,
    pub(super) owes: bool,
    pub(super) is_over: bool,
    pub(super) is_complete: bool,
    pub(super) is_breached: bool,
    /// What the clock did, and when, in seconds.
    pub(super) clock: Vec<(i64, String)>,
    pub(super) given: u32,
    /// Open steps: unit, cause, since.
    pub(super) steps: BTreeMap<String, (String, &'static str, i64)>,
}

impl Life {
    /// Takes in an event; what it made the clock do.
    pub(super) fn read(&mut self, kind: &str, payload: &Value) -> Vec<(i64, String)> {
        if kind == "permits.submitted" {
            self.service = text(&payload["service"]["id"]);
            self.agency = text(&payload["agency"]);
            self.holder = unit(&payload["holder"]);
        }
        let passage = &payload["passage"];
        for step in list(&passage["advance"]["closed"]) {
            let step = text(step);
            self.tasks.remove(&step);
            self.others.remove(&step);
            self.payments.remove(&step);
        }
        for opened in list(&passage["advance"]["opened"]) {
            let step = text(&opened["step"]);
            match list(&passage["tasks"]).iter().find(|task| text(&task["step"]) == step) {
                Some(task) => {
                    let executor = text(&task["executor"]);
                    let parts: Vec<&str> = executor.split('/').collect();
                    let unit = format!("{}/{}", parts[0], parts[1]);
                    self.tasks.insert(step, (parts[0].to_owned(), unit, false));
                }
                None => {
                    self.others.insert(step);
                }
            }
        }
        self.payments.extend(list(&passage["payments"]).iter().map(text));
        if passage["advance"]["ended"].is_string() {
            self.is_over = true;
        }
        if passage["unit"].is_object() {
            let agency = self.holder.split('/').next().unwrap().to_owned();
            self.holder = format!("{agency}/{}", text(&passage["unit"]["to"]));
        }
        let step = text(&payload["step"]);
        match kind {
            "permits.taken" | "permits.reassigned" => self.tasks.get_mut(&step).unwrap().2 = true,
            "permits.released" => self.tasks.get_mut(&step).unwrap().2 = false,
            "permits.handed_over" | "permits.handed_back" => self.holder = unit(&payload["to"]),
            "permits.fee_assessed" => self.owes = true,
            "permits.fee_paid" | "permits.fee_lapsed" | "permits.fee_cancelled" => {
                self.owes = false;
            }
            "permits.deadline_breached" => self.is_breached = true,
            _ => {}
        }
        let lines = list(&passage["clock"]["entries"]).iter();
        let lines = lines.chain(list(&payload["clock"]["entries"]));
        let change = |entry: &Value| {
            let at = seconds(entry["at"].as_i64().unwrap());
            if let Some(days) = entry["change"]["started"]["budget"]["working_days"].as_u64() {
                self.given = u32::try_from(days).unwrap();
                return (at, "started".to_owned());
            }
            (at, entry["change"].as_str().unwrap_or("nothing").to_owned())
        };
        lines.map(change).collect()
    }

    /// Each open step: whose it is, and with whom.
    pub(super) fn standing(&self) -> BTreeMap<String, (String, &'static str)> {
        if self.is_over {
            return BTreeMap::new();
        }
        let of_officers = self.tasks.iter().map(|(step, (agency, unit, is_taken))| {
            let cause = match is_taken {
                _ if *agency != self.agency => "other_agency",
                true => "officer_work",
                false => "queue",
            };
            (step.clone(), (unit.clone(), cause))
        });
        let others = self.others.iter().map(|step| {
            let is_unassessed = self.payments.contains(step) && !self.owes;
            let cause = if is_unassessed { "queue" } else { "applicant" };
            (step.clone(), (self.holder.clone(), cause))
        });
        of_officers.chain(others).collect()
    }

    /// Whether the clock ran at `at`.
    pub(super) fn ran(&self, at: i64) -> bool {
        let before = self.clock.iter().rev().filter(|(_, change)| change != "nothing");
        let mut before = before.filter(|(since, _)| *since <= at);
        before.next().is_some_and(|(_, change)| change == "started" || change == "resumed")
    }

    /// The working days on which the clock ran when they began and when they ended.
    pub(super) fn days_used(&self, office: &Office, until: i64) -> u32 {
        let Some((started, _)) = self.clock.first() else { return 0 };
        let days = (day(*started)..day(until)).filter(|it| {
            let (begins, ends) = (it * DAY - AHEAD, (it + 1) * DAY - AHEAD);
            office.works(*it) && self.ran(begins) && self.ran(ends)
        });
        u32::try_from(days.count()).unwrap()
    }

    pub(super) fn age(&self, office: &Office, now: i64) -> &'static str {
        match self.clock.last() {
            None => return "not_complete",
            Some(_) if self.clock.iter().any(|(_, change)| change == "stopped") => return "decided",
            Some(_) if self.is_breached => return "late",
            Some(_) => {}
        }
        let today = day(now);
        let closes = office.sessions(today).last().map(|(_, until)| today * DAY - AHEAD + until);
        let runs_today = self.ran(today * DAY - AHEAD) && self.ran(now);
        let is_used = runs_today && closes.is_some_and(|closes| now >= closes);
        let used = self.days_used(office, now) + u32::from(is_used);
        match used {
            used if used < self.given.div_ceil(2) => "under_half",
            used if used < (self.given * 4).div_ceil(5) => "under_four_fifths",
            _ => "nearly_due",
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn unit(value: &Value) -> String {
    format!("{}/{}", text(&value["agency"]), text(&value["unit"]))
}
