//! A product, and the people around it.

use calendar::{Calendar, CalendarRecord, Zone, national};
use jiff::civil::{Date, date};
use kernel::{Actor, Instant, PersonId, SealedRef, Slug};
use ombudsman::{Command, Context, Event, Kind, NewProduct, Outcome, Product, Refusal};

/// Monday, 8 June 2026.
pub(crate) const RECEIVED: Date = date(2026, 6, 8);

pub(crate) fn officer(text: &str) -> Actor {
    Actor::Officer(PersonId::parse(text).unwrap())
}

pub(crate) fn sealed(what: &str) -> SealedRef {
    SealedRef { row: format!("row-{what}"), commitment: "ab".repeat(32) }
}

pub(crate) fn calendar() -> Calendar {
    knowing("")
}

/// The calendar that knows the decrees up to `edition`, or all.
pub(crate) fn knowing(edition: &str) -> Calendar {
    let editions = match edition {
        "" => national::editions(),
        edition => national::through(edition),
    };
    Calendar::compile(&CalendarRecord::with_editions(Zone::Wib, editions).unwrap())
}

pub(crate) fn morning(day: Date) -> Instant {
    Zone::Wib.at(day, 0).plus_seconds(9 * 3600)
}

pub(crate) fn new_product(kind: Kind) -> NewProduct {
    NewProduct {
        id: "product".to_owned(),
        agency: Slug::parse("dpmptsp").unwrap(),
        kind,
        number: sealed("number"),
        text: sealed("text"),
        forms: Default::default(),
        complaint: None,
        received_on: RECEIVED,
        due_on: None,
    }
}

/// `new` as recorded on the day of its receipt.
pub(crate) fn recorded(new: &NewProduct, calendar: &Calendar) -> Result<Product, Refusal> {
    let actor = officer("penghubung");
    let context = Context { now: morning(new.received_on), calendar, actor: &actor };
    let event = Product::record(new, &context)?;
    Ok(Product::evolve(None, &actor, &event).unwrap())
}

pub(crate) fn follow_up() -> Command {
    Command::FollowUp { what: sealed("what"), file_digest: Some("01".repeat(32)) }
}

pub(crate) fn close(outcome: Outcome) -> Command {
    Command::Close { outcome, reference: sealed("reference") }
}

/// The product after `command` by `who` on `day`.
pub(crate) fn after(
    product: &Product,
    command: &Command,
    who: &str,
    day: Date,
) -> Result<Product, Refusal> {
    let (actor, calendar) = (officer(who), calendar());
    let context = Context { now: morning(day), calendar: &calendar, actor: &actor };
    let events = product.decide(command, &context)?;
    Ok(folded(product, &actor, &events))
}

pub(crate) fn folded(product: &Product, actor: &Actor, events: &[Event]) -> Product {
    let fold = |product, event| Product::evolve(product, actor, event);
    events.iter().fold(Some(product.clone()), fold).unwrap()
}
