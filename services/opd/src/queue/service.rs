//! The queue service. Who is next, the line knows; who may call, the store asks.

use contract::satupintu::queue::v1::{self as pb, queue_service_server as server};
use kernel::{Actor, AgencyId, UnitId};
use prost::Message;
use queue::{Counter, DayCommand, Figures, Record, Source, StandDay, TicketNumber};
use store::{Act, Answer, Found, HallAct, HolderDeed, PlannedVisit, Store};
use tonic::{Request, Response, Status};

use crate::{
    names,
    outcome::status,
    queue::{
        answer,
        wire::{self, AtStand, ByHolder},
    },
    today::today,
    writing::submit,
};

/// Halls, visits and lines.
pub(crate) struct QueueService {
    pub(crate) store: Store,
}

type Answered<T> = Result<Response<T>, Status>;

impl QueueService {
    /// A write in a hall, and the record that it changed.
    async fn write<M: Message>(
        &self,
        method: &'static str,
        message: &M,
        actor: Actor,
        request_id: String,
        act: HallAct,
    ) -> Result<Found<Record>, Status> {
        let act = Act::Hall(Box::new(act));
        let reply =
            submit(&self.store, method, message, actor, request_id, act, Vec::new()).await?;
        let Answer::Hall(record) = reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        Ok(Found { version: reply.version, index: reply.index, record: *record })
    }

    /// A write in the line of a stand, and how it left the line.
    async fn in_line<M: Message>(
        &self,
        method: &'static str,
        request: &Request<M>,
        AtStand { hall, stand, request_id, brings: command }: AtStand<DayCommand>,
    ) -> Result<StandDay, Status> {
        let actor = Actor::Officer(edge::officer(request)?.person.clone());
        let act = HallAct::Line { hall, stand, command };
        line(self.write(method, request.get_ref(), actor, request_id, act).await?)
    }

    /// A write of a visit's holder, and the ticket after it.
    async fn by_holder<M: Message>(
        &self,
        method: &'static str,
        message: &M,
        ByHolder { hall, visit, stand, request_id }: ByHolder,
        deed: HolderDeed,
    ) -> Result<pb::Ticket, Status> {
        let act = HallAct::Holder { hall, visit: visit.clone(), stand, deed };
        let day = line(self.write(method, message, Actor::Public, request_id, act).await?)?;
        let ticket = day.tickets.iter().rev().find(|ticket| ticket.visit == visit);
        ticket.map(|ticket| answer::ticket(&day, ticket)).ok_or_else(internal)
    }

    async fn hall(&self, agency: &AgencyId) -> Result<Found<queue::Hall>, Status> {
        let hall = self.store.hall(agency).await.map_err(status)?;
        hall.ok_or_else(|| edge::refused("HALL_NOT_FOUND", &[]))
    }
}

fn internal() -> Status {
    edge::refused("INTERNAL", &[])
}

fn line(found: Found<Record>) -> Result<StandDay, Status> {
    match found.record {
        Record::StandDay(day) => Ok(day),
        Record::Hall(_) | Record::Visit(_) => Err(internal()),
    }
}

fn numbered(day: &StandDay, number: TicketNumber) -> Result<pb::Ticket, Status> {
    let ticket = day.ticket(number).map_err(|_| internal())?;
    Ok(answer::ticket(day, ticket))
}

fn at_counter(day: &StandDay, counter: Counter) -> Result<pb::Ticket, Status> {
    let ticket = day.tickets.iter().find(|ticket| ticket.counter() == Some(counter));
    ticket.map(|ticket| answer::ticket(day, ticket)).ok_or_else(internal)
}

#[tonic::async_trait]
impl server::QueueService for QueueService {
    async fn set_hall(
        &self,
        request: Request<pb::SetHallRequest>,
    ) -> Answered<pb::SetHallResponse> {
        let message = request.get_ref();
        let wire::Setting { agency, request_id, etag, plan } = wire::setting(message)?;
        let actor = Actor::Officer(edge::officer(&request)?.person.clone());
        let act = HallAct::Set { agency, etag, plan };
        let found = self.write("SetHall", message, actor, request_id, act).await?;
        let Found { version, index, record: Record::Hall(record) } = found else {
            return Err(internal());
        };
        let hall = Some(answer::hall(&Found { version, index, record }));
        Ok(Response::new(pb::SetHallResponse { hall }))
    }

    async fn get_hall(
        &self,
        request: Request<pb::GetHallRequest>,
    ) -> Answered<pb::GetHallResponse> {
        let (agency, date) = wire::hall_on(request.get_ref())?;
        let hall = self.hall(&agency).await?;
        let date = match date {
            Some(date) => date,
            None => today(&self.store, &agency, self.store.clock().now()).await?,
        };
        let mut lines = Vec::new();
        for stand in &hall.record.plan.stands {
            let day = self.store.stand_day(&agency, &stand.id, date).await.map_err(status)?;
            lines.push(answer::line(stand, day.map(|found| found.record).as_ref()));
        }
        Ok(Response::new(pb::GetHallResponse {
            hall: Some(answer::hall(&hall)),
            date: Some(crate::wire::date(date)),
            lines,
        }))
    }

    async fn plan_visit(
        &self,
        request: Request<pb::PlanVisitRequest>,
    ) -> Answered<pb::PlanVisitResponse> {
        let caller = edge::caller(&request)?.clone();
        let message = request.into_inner();
        let wire::Planning { hall, request_id, stands, from, source, priority } =
            wire::planning(&message)?;
        let actor = match (caller, source) {
            (edge::Caller::Officer(officer), _) => Actor::Officer(officer.person),
            (edge::Caller::Peer(_) | edge::Caller::Public, Source::Booking) => Actor::Public,
            (
                edge::Caller::Peer(_) | edge::Caller::Public,
                Source::Kiosk | Source::Officer | Source::Transfer,
            ) => {
                return Err(edge::refused("SIGN_IN_REQUIRED", &[]));
            }
        };
        let id = self.store.new_id().map_err(status)?;
        let act = HallAct::Visit(PlannedVisit { id, hall, stands, from, source, priority });
        let found = self.write("PlanVisit", &message, actor, request_id, act).await?;
        let Record::Visit(visit) = found.record else { return Err(internal()) };
        let mut tickets = Vec::new();
        for ticket in &visit.tickets {
            let day = self.store.stand_day(&visit.hall, &ticket.stand, visit.date);
            let day = day.await.map_err(status)?.ok_or_else(internal)?;
            let number = day.record.shown(ticket.number);
            tickets.push(pb::VisitTicket { stand: ticket.stand.to_string(), number });
        }
        Ok(Response::new(pb::PlanVisitResponse {
            name: names::visit(&visit.hall, &visit.id),
            date: Some(crate::wire::date(visit.date)),
            tickets,
        }))
    }

    async fn get_visit(
        &self,
        request: Request<pb::GetVisitRequest>,
    ) -> Answered<pb::GetVisitResponse> {
        let (agency, id) = wire::visit_named(request.get_ref())?;
        let visit = self.store.visit(&id).await.map_err(status)?;
        let visit = visit.map(|found| found.record).filter(|visit| visit.hall == agency);
        let visit = visit.ok_or_else(|| edge::refused("VISIT_NOT_FOUND", &[]))?;
        let mut tickets = Vec::new();
        for held in &visit.tickets {
            let day = self.store.stand_day(&agency, &held.stand, visit.date);
            let day = day.await.map_err(status)?.ok_or_else(internal)?.record;
            tickets.push(numbered(&day, held.number)?);
        }
        let date = Some(crate::wire::date(visit.date));
        Ok(Response::new(pb::GetVisitResponse { date, tickets }))
    }

    async fn check_in_ticket(
        &self,
        request: Request<pb::CheckInTicketRequest>,
    ) -> Answered<pb::CheckInTicketResponse> {
        let message = request.into_inner();
        let holder = wire::checking_in(&message)?;
        let ticket = self.by_holder("CheckInTicket", &message, holder, HolderDeed::CheckIn).await?;
        Ok(Response::new(pb::CheckInTicketResponse { ticket: Some(ticket) }))
    }

    async fn cancel_ticket(
        &self,
        request: Request<pb::CancelTicketRequest>,
    ) -> Answered<pb::CancelTicketResponse> {
        let message = request.into_inner();
        let holder = wire::cancelling(&message)?;
        let ticket = self.by_holder("CancelTicket", &message, holder, HolderDeed::Cancel).await?;
        Ok(Response::new(pb::CancelTicketResponse { ticket: Some(ticket) }))
    }

    async fn call_next_ticket(
        &self,
        request: Request<pb::CallNextTicketRequest>,
    ) -> Answered<pb::CallNextTicketResponse> {
        let (counter, write) = wire::calling(request.get_ref())?;
        let day = self.in_line("CallNextTicket", &request, write).await?;
        let ticket = Some(at_counter(&day, counter)?);
        Ok(Response::new(pb::CallNextTicketResponse { ticket }))
    }

    async fn move_ticket(
        &self,
        request: Request<pb::MoveTicketRequest>,
    ) -> Answered<pb::MoveTicketResponse> {
        let (number, write) = wire::moving(request.get_ref())?;
        let day = self.in_line("MoveTicket", &request, write).await?;
        let ticket = Some(numbered(&day, number)?);
        Ok(Response::new(pb::MoveTicketResponse { ticket }))
    }

    async fn transfer_ticket(
        &self,
        request: Request<pb::TransferTicketRequest>,
    ) -> Answered<pb::TransferTicketResponse> {
        let (number, write) = wire::sending_on(request.get_ref())?;
        let day = self.in_line("TransferTicket", &request, write).await?;
        let ticket = Some(numbered(&day, number)?);
        Ok(Response::new(pb::TransferTicketResponse { ticket }))
    }

    async fn get_queue_figures(
        &self,
        request: Request<pb::GetQueueFiguresRequest>,
    ) -> Answered<pb::GetQueueFiguresResponse> {
        let officer = edge::officer(&request)?;
        let wire::Asked { hall: agency, stand, from, until } = wire::figures(request.get_ref())?;
        if !officer.duties.iter().any(|duty| *duty.agency() == agency) {
            return Err(edge::refused("DUTY_MISSING", &[]));
        }
        let hall = self.hall(&agency).await?.record;
        let stands: Vec<UnitId> = match stand {
            Some(stand) => vec![stand],
            None => hall.plan.stands.into_iter().map(|stand| stand.id).collect(),
        };
        let mut figures = Figures::default();
        for stand in stands {
            let days = self.store.stand_days(&agency, &stand, from, until).await.map_err(status)?;
            for day in &days {
                figures = figures.and(&Figures::of(day));
            }
        }
        Ok(Response::new(answer::figures(&figures)))
    }
}
