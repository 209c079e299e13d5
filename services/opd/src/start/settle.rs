//! What the settings have written to the journal at the first start, once.

use std::collections::BTreeSet;

use access::{Account, Command, Duty};
use calendar::{CalendarCommand, CalendarRecord, Edition, Zone};
use kernel::{Actor, AgencyId, PersonId};
use store::{Act, CalendarChange, Error as StoreError, Refused, Request, Store};

pub(super) async fn adopt_calendar(
    store: &Store,
    agency: &AgencyId,
    zone: Zone,
    editions: &[Edition],
) -> Result<(), StoreError> {
    let known = match store.calendar(agency).await? {
        Some(found) => found.record,
        None => {
            let hours = calendar::national::office_hours().clone();
            let opened = CalendarRecord::open(zone, hours)
                .map_err(|why| StoreError::Setting(why.to_string()))?;
            let change = CalendarChange::Open(opened);
            settle(store, format!("calendar/{agency}/open"), calendar_act(agency, change)).await?;
            for period in calendar::national::ramadan() {
                let name = format!("calendar/{agency}/ramadan/{}", period.from);
                let command = CalendarCommand::SetRamadan(period.clone());
                let change = CalendarChange::Command(command);
                settle(store, name, calendar_act(agency, change)).await?;
            }
            match store.calendar(agency).await? {
                Some(found) => found.record,
                None => return Err(StoreError::Setting("the calendar was not kept".into())),
            }
        }
    };
    let is_new = |edition: &&Edition| !known.editions().iter().any(|held| held.id == edition.id);
    for edition in editions.iter().filter(is_new) {
        let name = format!("calendar/{agency}/{}", edition.id);
        let change = CalendarChange::Command(CalendarCommand::Load(edition.clone()));
        settle(store, name, calendar_act(agency, change)).await?;
    }
    Ok(())
}

fn calendar_act(agency: &AgencyId, change: CalendarChange) -> Act {
    Act::Calendar { agency: agency.clone(), etag: None, change: Box::new(change) }
}

pub(super) async fn appoint(
    store: &Store,
    agencies: &BTreeSet<AgencyId>,
    person: &PersonId,
    account: &Account,
) -> Result<(), StoreError> {
    let officer = |command| Act::Officer { person: person.clone(), etag: None, command };
    let enrol = Command::Enrol { person: person.clone(), account: account.clone() };
    settle(store, format!("enrol/{person}"), officer(enrol)).await?;
    for agency in agencies {
        let duty = Duty::Administer { agency: agency.clone() };
        let assign = Command::Assign { duty, until: None };
        settle(store, format!("administer/{agency}/{person}"), officer(assign)).await?;
    }
    Ok(())
}

/// Has the settings' word written once; what stands already is left as it is.
async fn settle(store: &Store, name: String, act: Act) -> Result<(), StoreError> {
    let request = Request {
        actor: Actor::System,
        request_id: format!("settings/{name}"),
        digest: [0; 32],
        act,
        sealed: Vec::new(),
    };
    match store.submit(request).await {
        Ok(_) => Ok(()),
        Err(StoreError::Refused(Refused {
            reason: "ALREADY_ENROLLED" | "ALREADY_ASSIGNED" | "CALENDAR_EXISTS",
            ..
        })) => Ok(()),
        Err(error) => Err(error),
    }
}
