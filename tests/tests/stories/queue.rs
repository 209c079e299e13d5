//! A day in a mall: bookings, the kiosk, counters, and who is next.

use contract::google::r#type::Date;
use contract::satupintu::queue::v1::{
    CancelTicketRequest, CheckInTicketRequest, GetQueueFiguresRequest, GetVisitRequest,
    GetVisitResponse, TicketMove, TicketSource, TicketStanding,
};
use jiff::civil;
use stories::hall::{self, CIVIL, PERMITS, WATER};
use stories::{Agency, Answered, Caller, date, on_each_backend, reason, request_id, wib};

on_each_backend! { Plan::sip() =>
    a_visit_with_three_needs_is_served_at_three_stands,
    the_booking_after_the_last_place_gets_the_next_working_day,
    a_place_given_back_is_taken_by_another_and_the_number_is_not,
    sixty_four_callers_at_once_get_sixty_four_numbers,
    who_does_not_come_is_called_again_and_then_absent,
    only_who_serves_at_a_stand_works_its_line,
    a_booking_waits_from_its_check_in_on,
    what_nobody_runs_or_knows_is_refused_by_name,
    at_midnight_the_line_ends,
}

const TODAY: civil::Date = civil::date(2026, 6, 8);

async fn looked_up(caller: &Caller, name: &str) -> Answered<GetVisitResponse> {
    let request = GetVisitRequest { name: name.to_owned() };
    Ok(caller.queue().get_visit(request).await?.into_inner())
}

async fn checks_in(caller: &Caller, name: &str, stand: &str) -> Answered<TicketStanding> {
    let (name, stand) = (name.to_owned(), stand.to_owned());
    let request = CheckInTicketRequest { name, request_id: request_id(), stand };
    let answer = caller.queue().check_in_ticket(request).await?.into_inner();
    Ok(answer.ticket.unwrap().standing())
}

async fn gives_back(caller: &Caller, name: &str, stand: &str) -> Answered<TicketStanding> {
    let (name, stand) = (name.to_owned(), stand.to_owned());
    let request = CancelTicketRequest { name, request_id: request_id(), stand };
    let answer = caller.queue().cancel_ticket(request).await?.into_inner();
    Ok(answer.ticket.unwrap().standing())
}

fn books(caller: &Caller, stands: &[&str], from: Option<civil::Date>) -> hall::Wanted {
    hall::visit(caller, stands, TicketSource::Booking, from)
}

async fn a_visit_with_three_needs_is_served_at_three_stands(agency: &mut Agency) {
    let civil = hall::open(agency, 70, CIVIL).await;
    let permits = hall::serving(agency, PERMITS).await;
    let visit = hall::visit(&civil, &[CIVIL, PERMITS], TicketSource::Kiosk, None);
    let visit = civil.visits(visit).await.unwrap();
    civil.walks_in(PERMITS).await.unwrap();

    let called = civil.calls_next(CIVIL, 2).await.unwrap();
    civil.moves(CIVIL, 1, TicketMove::Begin).await.unwrap();
    agency.time_passes_to(wib("2026-06-08 09:10")).await;
    civil.sends_on(CIVIL, 1, WATER).await.unwrap();
    permits.calls_next(PERMITS, 1).await.unwrap();
    permits.moves(PERMITS, 1, TicketMove::Begin).await.unwrap();
    agency.time_passes_to(wib("2026-06-08 09:25")).await;
    permits.moves(PERMITS, 1, TicketMove::Finish).await.unwrap();

    assert_eq!((called.number.as_str(), called.counter), ("A-001", 2));
    let seen = looked_up(&agency.public(), &visit.name).await.unwrap();
    let seen: Vec<(&str, &str, TicketStanding, Option<u32>)> = seen
        .tickets
        .iter()
        .map(|it| (it.stand.as_str(), it.number.as_str(), it.standing(), it.ahead))
        .collect();
    assert_eq!(
        seen,
        [
            (CIVIL, "A-001", TicketStanding::SentOn, None),
            (PERMITS, "B-001", TicketStanding::Served, None),
            (WATER, "C-001", TicketStanding::Waiting, Some(0)),
        ]
    );
    let day = Some(Date { year: 2026, month: 6, day: 8 });
    let request = GetQueueFiguresRequest {
        name: hall::name(&civil),
        stand: String::new(),
        from: day,
        until: day,
    };
    let figures = civil.queue().get_queue_figures(request).await.unwrap().into_inner();
    assert_eq!((figures.taken, figures.served, figures.open), (3, 1, 2));
    assert_eq!(figures.serving_median_minutes, Some(15));
    assert_eq!(figures.waited_p90_minutes, Some(10));
}

async fn the_booking_after_the_last_place_gets_the_next_working_day(agency: &mut Agency) {
    let civil = hall::open(agency, 2, CIVIL).await;
    let public = agency.public();
    let friday = Some(civil::date(2026, 6, 12));
    let mut days = Vec::new();
    for _ in 0..3 {
        let booked = public.visits(books(&public, &[CIVIL, WATER], friday)).await.unwrap();
        days.push(date(booked.date.as_ref()));
    }

    civil.walks_in(CIVIL).await.unwrap();
    civil.walks_in(CIVIL).await.unwrap();
    let third = civil.walks_in(CIVIL).await;

    assert_eq!(days, ["2026-06-12", "2026-06-12", "2026-06-15"]);
    assert_eq!(reason(third), "QUOTA_SPENT");
    let line = &public.sees_hall().await.lines[0];
    assert_eq!((line.waiting, line.room), (2, Some(0)));
}

async fn a_place_given_back_is_taken_by_another_and_the_number_is_not(agency: &mut Agency) {
    hall::open(agency, 1, CIVIL).await;
    let public = agency.public();
    let first = public.visits(books(&public, &[CIVIL], Some(TODAY))).await.unwrap();

    let given_back = gives_back(&public, &first.name, CIVIL).await.unwrap();
    let second = public.visits(books(&public, &[CIVIL], Some(TODAY))).await.unwrap();

    assert_eq!(given_back, TicketStanding::Cancelled);
    assert_eq!(date(second.date.as_ref()), "2026-06-08");
    assert_eq!(second.tickets[0].number, "A-002");
    assert_eq!(reason(gives_back(&public, &first.name, CIVIL).await), "TICKET_ELSEWHERE");
}

async fn sixty_four_callers_at_once_get_sixty_four_numbers(agency: &mut Agency) {
    let civil = hall::open(agency, 64, CIVIL).await;
    let taking = (0..70).map(|_| {
        let civil = civil.clone();
        tokio::spawn(async move { civil.walks_in(CIVIL).await })
    });
    let mut numbers = Vec::new();
    let mut refused = 0;
    for task in taking.collect::<Vec<_>>() {
        match task.await.unwrap() {
            Ok(visit) => numbers.push(visit.tickets[0].number.clone()),
            Err(status) => {
                assert_eq!(reason::<()>(Err(status)), "QUOTA_SPENT");
                refused += 1;
            }
        }
    }

    numbers.sort();
    let expected: Vec<String> = (1..=64).map(|number| format!("A-{number:03}")).collect();
    assert_eq!((numbers, refused), (expected, 6));
}

async fn who_does_not_come_is_called_again_and_then_absent(agency: &mut Agency) {
    let civil = hall::open(agency, 70, CIVIL).await;
    civil.walks_in(CIVIL).await.unwrap();
    civil.calls_next(CIVIL, 1).await.unwrap();

    let busy = civil.calls_next(CIVIL, 1).await;
    let hasty = civil.moves(CIVIL, 1, TicketMove::MarkAbsent).await;
    civil.moves(CIVIL, 1, TicketMove::CallAgain).await.unwrap();
    let too_often = civil.moves(CIVIL, 1, TicketMove::CallAgain).await;
    let absent = civil.moves(CIVIL, 1, TicketMove::MarkAbsent).await.unwrap();

    assert_eq!(reason(busy), "COUNTER_BUSY");
    assert_eq!(reason(hasty), "CALL_AGAIN_FIRST");
    assert_eq!(reason(too_often), "CALLED_ENOUGH");
    assert_eq!(absent.standing(), TicketStanding::Absent);
    assert_eq!(reason(civil.moves(CIVIL, 1, TicketMove::Begin).await), "TICKET_ELSEWHERE");
    assert_eq!(reason(civil.calls_next(CIVIL, 1).await), "NOBODY_WAITS");
    assert_eq!(reason(civil.calls_next(CIVIL, 4).await), "COUNTER_NOT_FOUND");
    assert_eq!(reason(civil.moves(CIVIL, 9, TicketMove::Begin).await), "TICKET_NOT_FOUND");
}

async fn only_who_serves_at_a_stand_works_its_line(agency: &mut Agency) {
    let civil = hall::open(agency, 70, CIVIL).await;
    let permits = hall::serving(agency, PERMITS).await;
    civil.walks_in(CIVIL).await.unwrap();

    let elsewhere = permits.calls_next(CIVIL, 1).await;
    let unsigned = agency.public().walks_in(CIVIL).await;

    assert_eq!(reason(elsewhere), "DUTY_MISSING");
    assert_eq!(reason(unsigned), "SIGN_IN_REQUIRED");
    assert_eq!(agency.public().sees_hall().await.lines[0].waiting, 1);
}

async fn a_booking_waits_from_its_check_in_on(agency: &mut Agency) {
    let civil = hall::open(agency, 70, CIVIL).await;
    let public = agency.public();
    let today = public.visits(books(&public, &[CIVIL], None)).await.unwrap();
    let friday = Some(civil::date(2026, 6, 12));
    let later = public.visits(books(&public, &[CIVIL], friday)).await.unwrap();
    civil.walks_in(CIVIL).await.unwrap();

    agency.time_passes_to(wib("2026-06-08 09:30")).await;
    let standing = checks_in(&public, &today.name, CIVIL).await.unwrap();
    let early = checks_in(&public, &later.name, CIVIL).await;

    assert_eq!(standing, TicketStanding::Waiting);
    assert_eq!(reason(early), "NOT_YOUR_DAY");
    let seen = looked_up(&public, &today.name).await.unwrap();
    assert_eq!((seen.tickets[0].number.as_str(), seen.tickets[0].ahead), ("A-001", Some(1)));
    assert_eq!(civil.calls_next(CIVIL, 1).await.unwrap().number, "A-002");
}

async fn what_nobody_runs_or_knows_is_refused_by_name(agency: &mut Agency) {
    let public = agency.public();
    let before = public.visits(books(&public, &[CIVIL], None)).await;
    let civil = hall::open(agency, 70, CIVIL).await;
    let wants = async |stands: &[&str], from| public.visits(books(&public, stands, from)).await;

    let stand = wants(&["bpn"], None).await;
    let twice = wants(&[CIVIL, CIVIL], None).await;
    let past = wants(&[CIVIL], Some(civil::date(2026, 6, 7))).await;
    let favour = hall::Wanted { priority: "pejabat".to_owned(), ..books(&public, &[CIVIL], None) };
    let favour = public.visits(favour).await;
    let unknown = format!("{}/visits/67e55044-10b1-426f-9247-bb680e5fe0c8", hall::name(&public));

    assert_eq!(reason(before), "HALL_NOT_FOUND");
    assert_eq!(reason(stand), "STAND_NOT_FOUND");
    assert_eq!(reason(twice), "TOO_MANY_NEEDS");
    assert_eq!(reason(past), "DAY_UNAVAILABLE");
    assert_eq!(reason(favour), "PRIORITY_UNKNOWN");
    assert_eq!(reason(looked_up(&public, &unknown).await), "VISIT_NOT_FOUND");
    agency.time_passes_to(wib("2026-06-08 15:00")).await;
    assert_eq!(reason(civil.walks_in(CIVIL).await), "STAND_CLOSED");
    let next = wants(&[CIVIL], None).await.unwrap();
    assert_eq!(date(next.date.as_ref()), "2026-06-09");
}

async fn at_midnight_the_line_ends(agency: &mut Agency) {
    let civil = hall::open(agency, 70, CIVIL).await;
    let visit = civil.walks_in(CIVIL).await.unwrap();

    agency.time_passes_to(wib("2026-06-09 07:00")).await;

    let seen = looked_up(&civil, &visit.name).await.unwrap();
    assert_eq!(seen.tickets[0].standing(), TicketStanding::Absent);
    assert_eq!(reason(gives_back(&civil, &visit.name, CIVIL).await), "STAND_CLOSED");
}
