//! The calendar service: shows calendars, amends them, and counts by them.

use calendar::{CalendarRecord, explain_due, explain_due_at};
use contract::satupintu::calendar::v1::{self as pb, calendar_service_server as server};
use kernel::{Actor, AgencyId};
use store::{Act, Answer, CalendarChange, Found, Reply, Store};
use tonic::{Request, Response, Status};

use crate::{
    calendar::wire::{self, Amending, Question, Start},
    outcome::status,
    wire::{bilingual, deadline},
    writing::submit,
};

/// Working days, office hours, and due dates.
pub(crate) struct CalendarService {
    pub(crate) store: Store,
}

type Answered<T> = Result<Response<T>, Status>;

fn not_found() -> Status {
    edge::refused("CALENDAR_NOT_FOUND", &[])
}

impl CalendarService {
    async fn recorded(&self, agency: &AgencyId) -> Result<Found<CalendarRecord>, Status> {
        self.store.calendar(agency).await.map_err(status)?.ok_or_else(not_found)
    }
}

#[tonic::async_trait]
impl server::CalendarService for CalendarService {
    async fn get_calendar(
        &self,
        request: Request<pb::GetCalendarRequest>,
    ) -> Answered<pb::GetCalendarResponse> {
        let agency = wire::calendar_named(request.get_ref())?;
        let Found { version, index, record } = self.recorded(&agency).await?;
        let calendar = Some(wire::calendar(&agency, version, index, &record));
        Ok(Response::new(pb::GetCalendarResponse { calendar }))
    }

    async fn amend_calendar(
        &self,
        request: Request<pb::AmendCalendarRequest>,
    ) -> Answered<pb::AmendCalendarResponse> {
        const METHOD: &str = "AmendCalendar";
        let message = request.get_ref();
        let Amending { agency, request_id, etag, command } = wire::amending(message)?;
        let officer = edge::officer(&request)?;
        if !officer.may_administer(&agency) {
            return Err(edge::refused("ADMINISTRATOR_ONLY", &[("agency", agency.to_string())]));
        }
        let actor = Actor::Officer(officer.person.clone());
        let change = Box::new(CalendarChange::Command(command));
        let act = Act::Calendar { agency: agency.clone(), etag, change };
        let reply =
            submit(&self.store, METHOD, message, actor, request_id, act, Vec::new()).await?;
        let Reply { version, index, answer } = reply;
        let Answer::Calendar(record) = answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let calendar = Some(wire::calendar(&agency, version, index, &record));
        Ok(Response::new(pb::AmendCalendarResponse { calendar }))
    }

    async fn compute_due_date(
        &self,
        request: Request<pb::ComputeDueDateRequest>,
    ) -> Answered<pb::ComputeDueDateResponse> {
        let Question { agency, start, time, count_from } = wire::question(request.get_ref())?;
        let calendar = self.store.compiled_calendar(&agency).await.map_err(status)?;
        let calendar = calendar.ok_or_else(not_found)?;
        let counted = match start {
            Start::Date(date) => explain_due(&calendar, date, time, count_from),
            Start::At(at) => explain_due_at(&calendar, at, time, count_from),
        };
        let (due, lines) = counted.map_err(|undecreed| {
            edge::refused(undecreed.reason(), &[("year", undecreed.year.to_string())])
        })?;
        Ok(Response::new(pb::ComputeDueDateResponse {
            deadline: Some(deadline(&due)),
            explanation: lines.iter().map(bilingual).collect(),
        }))
    }
}
