//! An action, and the people around it.

use improvement::{Action, Command, Context, Event, NewAction, Origin, Owner, Refusal, Source};
use jiff::civil::{Date, date};
use kernel::{Actor, Instant, PersonId, SealedRef, Slug};

pub(crate) const OPENED: Date = date(2026, 6, 8);
pub(crate) const DUE: Date = date(2026, 6, 30);
const DAY: i64 = 24 * 3600;

pub(crate) fn officer(text: &str) -> Actor {
    Actor::Officer(PersonId::parse(text).unwrap())
}

pub(crate) fn sealed(what: &str) -> SealedRef {
    SealedRef { row: format!("row-{what}"), commitment: "ab".repeat(32) }
}

/// The first instant of a day, in UTC: which zone it is, is not asked here.
pub(crate) fn midnight(day: Date) -> Instant {
    let days = (day - date(1970, 1, 1)).get_days();
    Instant::from_micros(0).plus_seconds(i64::from(days) * DAY)
}

pub(crate) fn new_action(source: Source) -> NewAction {
    NewAction {
        id: "action".to_owned(),
        agency: Slug::parse("dpmptsp").unwrap(),
        origin: Origin { source, name: "agencies/dpmptsp/complaints/7".to_owned() },
        what: Some(sealed("what")),
        owner: Owner {
            unit: Some(Slug::parse("pelayanan").unwrap()),
            person: Some(PersonId::parse("kabid").unwrap()),
        },
        due: DUE,
        overdue_at: midnight(DUE.tomorrow().unwrap()),
    }
}

pub(crate) fn complete() -> Command {
    Command::Complete { proof: sealed("proof"), file_digest: Some("01".repeat(32)) }
}

/// An action and what has happened to it.
pub(crate) struct Played {
    pub(crate) action: Action,
    pub(crate) events: Vec<Event>,
}

impl Played {
    pub(crate) fn opened(source: Source) -> Self {
        let event = Action::open(&new_action(source), OPENED).unwrap();
        let action = Action::evolve(None, &Actor::System, &event).unwrap();
        Self { action, events: vec![event] }
    }

    /// By a person on a day.
    pub(crate) fn does(&mut self, command: &Command, by: &str, on: Date) -> Result<(), Refusal> {
        let actor = officer(by);
        let context = Context { today: on, now: midnight(on), actor: &actor };
        let events = self.action.decide(command, &context)?;
        self.fold(events, &actor);
        Ok(())
    }

    pub(crate) fn waits_until(&mut self, day: Date) {
        let events = self.action.decide_time(midnight(day));
        self.fold(events, &Actor::System);
    }

    fn fold(&mut self, events: Vec<Event>, actor: &Actor) {
        for event in events {
            let action = Action::evolve(Some(self.action.clone()), actor, &event);
            self.action = action.expect("an event of an action that is there");
            self.events.push(event);
        }
    }
}
