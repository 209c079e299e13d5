//! Halls, lines and tickets, as the wire writes them.

use contract::satupintu::queue::v1 as pb;
use queue::{Figures, Hall, HallPlan, PriorityClass, Source, Stand, StandDay, Standing, Ticket};
use store::Found;

use crate::{names, wire::timestamp};

pub(super) fn hall(found: &Found<Hall>) -> pb::Hall {
    let Hall { agency, plan } = &found.record;
    let (name, etag) = (names::hall(agency), found.version.to_string());
    pb::Hall { name, etag, plan: Some(hall_plan(plan)) }
}

fn hall_plan(plan: &HallPlan) -> pb::HallPlan {
    let HallPlan {
        name,
        stands,
        priorities,
        priority_run,
        calls,
        needs_per_visit,
        horizon_days,
        opens,
        closes,
    } = plan;
    pb::HallPlan {
        name: name.as_str().to_owned(),
        stands: stands.iter().map(stand).collect(),
        priorities: priorities.iter().map(priority_class).collect(),
        priority_run: (*priority_run).into(),
        calls: (*calls).into(),
        needs_per_visit: (*needs_per_visit).into(),
        horizon_days: (*horizon_days).into(),
        opens_minute: (*opens).into(),
        closes_minute: (*closes).into(),
    }
}

fn stand(stand: &Stand) -> pb::Stand {
    let Stand { id, name, agency, prefix, counters, daily_quota } = stand;
    pb::Stand {
        id: id.to_string(),
        name: name.id.clone(),
        name_en: name.en.clone(),
        agency: agency.to_string(),
        prefix: prefix.clone(),
        counters: (*counters).into(),
        daily_quota: daily_quota.unwrap_or_default().into(),
    }
}

fn priority_class(class: &PriorityClass) -> pb::PriorityClass {
    let PriorityClass { id, name } = class;
    pb::PriorityClass { id: id.to_string(), name: name.id.clone(), name_en: name.en.clone() }
}

/// The line of a stand; nobody has a ticket where there is none.
pub(super) fn line(stand: &Stand, day: Option<&StandDay>) -> pb::LineState {
    let tickets = day.map_or(&[][..], |day| day.tickets.as_slice());
    let count = |is_such: fn(&Standing) -> bool| {
        let such = tickets.iter().filter(|ticket| is_such(&ticket.standing));
        u32::try_from(such.count()).unwrap_or(u32::MAX)
    };
    let room = stand
        .daily_quota
        .map(|quota| u32::from(quota).saturating_sub(day.map_or(0, StandDay::places_taken)));
    let calling = day.into_iter().flat_map(|day| {
        let called = day.tickets.iter().filter_map(|ticket| Some((ticket, ticket.counter()?)));
        called.map(|(ticket, counter)| pb::Calling {
            number: day.shown(ticket.number),
            counter: counter.into(),
            serving: matches!(ticket.standing, Standing::Serving { .. }),
        })
    });
    pb::LineState {
        stand: stand.id.to_string(),
        waiting: count(|standing| *standing == Standing::Waiting),
        booked: count(|standing| *standing == Standing::Booked),
        served: count(|standing| matches!(standing, Standing::Served { .. })),
        room,
        calling: calling.collect(),
    }
}

pub(super) fn ticket(day: &StandDay, ticket: &Ticket) -> pb::Ticket {
    let Ticket { number, visit, source, priority, arrived_at, standing, .. } = ticket;
    pb::Ticket {
        visit: names::visit(&day.hall, visit),
        stand: day.stand.to_string(),
        number: day.shown(*number),
        date: Some(crate::wire::date(day.date)),
        source: match source {
            Source::Booking => pb::TicketSource::Booking,
            Source::Kiosk => pb::TicketSource::Kiosk,
            Source::Officer => pb::TicketSource::Officer,
            Source::Transfer => pb::TicketSource::Transfer,
        }
        .into(),
        priority: priority.as_ref().map(ToString::to_string).unwrap_or_default(),
        standing: match standing {
            Standing::Booked => pb::TicketStanding::Booked,
            Standing::Waiting => pb::TicketStanding::Waiting,
            Standing::Called { .. } => pb::TicketStanding::Called,
            Standing::Serving { .. } => pb::TicketStanding::Serving,
            Standing::Served { .. } => pb::TicketStanding::Served,
            Standing::Absent => pb::TicketStanding::Absent,
            Standing::SentOn => pb::TicketStanding::SentOn,
            Standing::Cancelled => pb::TicketStanding::Cancelled,
        }
        .into(),
        counter: ticket.counter().unwrap_or_default().into(),
        ahead: day.ahead_of(*number).map(|ahead| u32::try_from(ahead).unwrap_or(u32::MAX)),
        arrived_at: arrived_at.map(timestamp),
    }
}

pub(super) fn figures(figures: &Figures) -> pb::GetQueueFiguresResponse {
    let Figures { taken, booked, served, absent, cancelled, open, waited, serving } = figures;
    pb::GetQueueFiguresResponse {
        taken: *taken,
        booked: *booked,
        served: *served,
        absent: *absent,
        cancelled: *cancelled,
        open: *open,
        waited_median_minutes: waited.percentile(50),
        waited_p90_minutes: waited.percentile(90),
        serving_median_minutes: serving.percentile(50),
        serving_p90_minutes: serving.percentile(90),
    }
}
