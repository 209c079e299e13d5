//! The rows of `QueueService`.

use contract::google::r#type::Date;
use contract::satupintu::queue::v1::{
    CallNextTicketRequest, CancelTicketRequest, CheckInTicketRequest, GetHallRequest,
    GetQueueFiguresRequest, GetVisitRequest, MoveTicketRequest, SetHallRequest, TicketMove,
    TicketSource, TransferTicketRequest,
};
use stories::hall::{self, CIVIL, PERMITS, WATER};
use stories::request_id;

use super::{Row, administrator, officer, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let mut rows = visitors(scene);
    rows.extend(counters(scene));
    rows
}

fn visitors(scene: &Scene) -> Vec<Row> {
    let lines = &scene.lines;
    let date = Some(Date { year: 2026, month: 6, day: 23 });
    let name = || hall::name(&scene.public);
    let get = GetHallRequest { name: name(), date };
    let from = Some(jiff::civil::date(2026, 6, 23));
    let mut plan = hall::visit(&scene.public, &[WATER], TicketSource::Booking, from);
    plan.priority = "lansia".to_owned();
    let visit = GetVisitRequest { name: lines.booked.clone() };
    let check_in = CheckInTicketRequest {
        name: lines.booked.clone(),
        request_id: request_id(),
        stand: PERMITS.to_owned(),
    };
    let cancel = CancelTicketRequest {
        name: lines.cancellable.clone(),
        request_id: request_id(),
        stand: PERMITS.to_owned(),
    };
    vec![
        public(scene, "/satupintu.queue.v1.QueueService/GetHall", &get),
        public(scene, "/satupintu.queue.v1.QueueService/PlanVisit", &plan)
            .leaving("queue.visit_planned"),
        public(scene, "/satupintu.queue.v1.QueueService/GetVisit", &visit),
        public(scene, "/satupintu.queue.v1.QueueService/CheckInTicket", &check_in)
            .leaving("queue.checked_in"),
        public(scene, "/satupintu.queue.v1.QueueService/CancelTicket", &cancel)
            .leaving("queue.cancelled"),
    ]
}

fn counters(scene: &Scene) -> Vec<Row> {
    let serves = &scene.lines.serves;
    let name = hall::stand(&scene.public, CIVIL);
    let set = SetHallRequest {
        name: hall::name(&scene.public),
        request_id: request_id(),
        etag: String::new(),
        plan: Some(hall::plan(70)),
    };
    let call = CallNextTicketRequest { name: name.clone(), request_id: request_id(), counter: 3 };
    let begin = MoveTicketRequest {
        name: name.clone(),
        request_id: request_id(),
        number: 1,
        r#move: TicketMove::Begin.into(),
    };
    let transfer =
        TransferTicketRequest { name, request_id: request_id(), number: 2, to: WATER.to_owned() };
    let day = Some(Date { year: 2026, month: 6, day: 23 });
    let figures = GetQueueFiguresRequest {
        name: hall::name(&scene.public),
        stand: CIVIL.to_owned(),
        from: day,
        until: day,
    };
    let figures =
        officer(scene, "/satupintu.queue.v1.QueueService/GetQueueFigures", serves, &figures);
    vec![
        administrator(scene, "/satupintu.queue.v1.QueueService/SetHall", &set)
            .leaving("queue.hall_set"),
        officer(scene, "/satupintu.queue.v1.QueueService/CallNextTicket", serves, &call)
            .not_for(&scene.neighbour)
            .leaving("queue.called"),
        officer(scene, "/satupintu.queue.v1.QueueService/MoveTicket", serves, &begin)
            .not_for(&scene.neighbour)
            .leaving("queue.serving_begun"),
        officer(scene, "/satupintu.queue.v1.QueueService/TransferTicket", serves, &transfer)
            .not_for(&scene.neighbour)
            .leaving("queue.transferred"),
        // Whoever works in the agency may see how its lines went.
        Row { wrong: vec![scene.stranger.clone()], ..figures },
    ]
}
