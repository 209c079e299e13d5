//! The hall of the mall on the last day of the story: Sampit's eighteen counters,
//! and the tickets of a morning. Some still wait, for whoever tries the portal.

use contract::satupintu::queue::v1::{
    CallNextTicketRequest, GetHallRequest, HallPlan, LineState, MoveTicketRequest,
    PlanVisitRequest, PlanVisitResponse, PriorityClass, SetHallRequest, Stand, Ticket, TicketMove,
    TicketSource, queue_service_client::QueueServiceClient,
};
use tonic::{Status, transport::Channel};

use super::{
    agencies::{DINKES, DISDUKCAPIL, PDAM, RSUD},
    cast::{ADMIN, KOTIM, Officer, appoint},
    office::Office,
};
use crate::{failure::Failure, track::refused};

/// Before the numbers of its tickets, the stand, what stands above it, whose it is,
/// how many counters, and how many tickets a day; 0 for no limit. That there are
/// eighteen counters and seventy a day at the civil registry was published; who has
/// which of them is an example.
const STANDS: [(&str, &str, &str, &str, u32, u32); 12] = [
    ("A", "disdukcapil", "Kependudukan", DISDUKCAPIL.id, 3, 70),
    ("B", "perizinan", "Perizinan", KOTIM, 4, 0),
    ("C", "pdam", "Air minum", PDAM.id, 1, 0),
    ("D", "rsud", "Rumah sakit", RSUD.id, 1, 0),
    ("E", "dinkes", "Kesehatan", DINKES.id, 1, 0),
    ("F", "bapenda", "Pajak daerah", "bapenda-kotim", 2, 0),
    ("G", "polres", "SKCK", "polres-kotim", 1, 0),
    ("H", "imigrasi", "Paspor", "imigrasi-sampit", 1, 0),
    ("J", "bpn", "Pertanahan", "bpn-kotim", 1, 0),
    ("K", "samsat", "Kendaraan", "samsat-kotim", 1, 0),
    ("L", "bpjs", "Jaminan kesehatan", "bpjs-sampit", 1, 0),
    ("M", "kemenag", "Agama", "kemenag-kotim", 1, 0),
];
/// The stand where the story looks.
const CIVIL: &str = "disdukcapil";

/// Serves at the stand of the civil registry.
pub(crate) const CIVIL_COUNTER: Officer = Officer {
    id: "gerai-dukcapil",
    title: "Petugas gerai kependudukan (stand)",
    executes: &["dpmptsp-kotim/disdukcapil/loket"],
    also: &[],
};

pub(crate) async fn play(office: &mut Office<'_>) -> Result<(), Failure> {
    office.chapter("Antrean di mal (the queue in the hall)");
    appoint(office, &CIVIL_COUNTER).await?;
    office.at((14, 8), (10, 35)).await?;
    let request = SetHallRequest {
        name: name(),
        request_id: office.new_id(),
        etag: String::new(),
        plan: Some(plan()),
    };
    queue(office).set_hall(office.signed(&ADMIN, request)).await.map_err(refused)?;
    let counters: u32 = STANDS.iter().map(|stand| stand.4).sum();
    office.more(&format!(
        "{} gerai (stands), {counters} loket (counters); kependudukan paling banyak 70 sehari",
        STANDS.len()
    ));

    let needs = [CIVIL, "perizinan", "pdam", "bpjs"];
    let many = take(office, &needs, "").await.map_err(refused)?;
    let numbers: Vec<&str> = many.tickets.iter().map(|ticket| ticket.number.as_str()).collect();
    office.more(&format!("satu kunjungan, empat keperluan (one visit): {}", numbers.join(", ")));
    let five = [CIVIL, "perizinan", "pdam", "bpjs", "samsat"];
    let too_many = take(office, &five, "").await;
    office.refusal(too_many, "TOO_MANY_NEEDS")?;
    for (stand, priority) in [(CIVIL, ""), (CIVIL, "lansia"), ("perizinan", ""), (CIVIL, "")] {
        take(office, &[stand], priority).await.map_err(refused)?;
    }
    served(office).await?;
    shown(office).await
}

/// The elderly goes first, by the rule at the door; then whoever came first.
async fn served(office: &mut Office<'_>) -> Result<(), Failure> {
    let first = call(office).await?;
    if first.priority != "lansia" {
        return Err(Failure::said(format!("{} was called before the elderly", first.number)));
    }
    let number = first.number.split('-').next_back().and_then(|digits| digits.parse().ok());
    let number = number.ok_or_else(|| Failure::said(format!("{} is no number", first.number)))?;
    for (minute, step) in [(36, TicketMove::Begin), (44, TicketMove::Finish)] {
        office.at((14, 8), (10, minute)).await?;
        let request = MoveTicketRequest {
            name: format!("{}/stands/{CIVIL}", name()),
            request_id: office.new_id(),
            number,
            r#move: step.into(),
        };
        let request = office.signed(&CIVIL_COUNTER, request);
        queue(office).move_ticket(request).await.map_err(refused)?;
    }
    office.more(&format!("{} (lansia, elderly) dipanggil lebih dulu dan dilayani", first.number));
    let next = call(office).await?;
    office.more(&format!("lalu (then) {} ke loket {}", next.number, next.counter));
    Ok(())
}

async fn call(office: &Office<'_>) -> Result<Ticket, Failure> {
    let request = CallNextTicketRequest {
        name: format!("{}/stands/{CIVIL}", name()),
        request_id: office.new_id(),
        counter: 2,
    };
    let request = office.signed(&CIVIL_COUNTER, request);
    let answer = queue(office).call_next_ticket(request).await.map_err(refused)?;
    Ok(answer.into_inner().ticket.unwrap_or_default())
}

/// The display above the stand.
async fn shown(office: &mut Office<'_>) -> Result<(), Failure> {
    let request = GetHallRequest { name: name(), date: None };
    let lines = queue(office).get_hall(request).await.map_err(refused)?.into_inner().lines;
    let Some(LineState { waiting, served, room, .. }) =
        lines.into_iter().find(|line| line.stand == CIVIL)
    else {
        return Err(Failure::said("the hall shows no line of the civil registry"));
    };
    office.more(&format!(
        "layar (display) kependudukan: {waiting} menunggu (waiting), {served} dilayani (served), \
         sisa kuota (room) {}",
        room.unwrap_or_default()
    ));
    Ok(())
}

/// At the kiosk in the hall.
async fn take(
    office: &Office<'_>,
    needs: &[&str],
    priority: &str,
) -> Result<PlanVisitResponse, Status> {
    let request = PlanVisitRequest {
        parent: name(),
        request_id: office.new_id(),
        stands: needs.iter().map(|need| (*need).to_owned()).collect(),
        from: None,
        source: TicketSource::Kiosk.into(),
        priority: priority.to_owned(),
    };
    let request = office.signed(&CIVIL_COUNTER, request);
    Ok(queue(office).plan_visit(request).await?.into_inner())
}

fn plan() -> HallPlan {
    let stand = |(prefix, id, name, agency, counters, daily_quota): &(_, _, _, _, u32, u32)| {
        let text = |text: &&str| (*text).to_owned();
        Stand {
            id: text(id),
            name: text(name),
            name_en: String::new(),
            agency: text(agency),
            prefix: text(prefix),
            counters: *counters,
            daily_quota: *daily_quota,
        }
    };
    HallPlan {
        name: "Mal Pelayanan Publik (contoh)".to_owned(),
        stands: STANDS.iter().map(stand).collect(),
        priorities: vec![PriorityClass {
            id: "lansia".to_owned(),
            name: "Lansia, penyandang disabilitas, ibu hamil, pembawa balita".to_owned(),
            name_en: "The elderly, the disabled, the pregnant, and who brings a small child"
                .to_owned(),
        }],
        priority_run: 2,
        calls: 3,
        needs_per_visit: 4,
        horizon_days: 14,
        opens_minute: 8 * 60,
        closes_minute: 15 * 60,
    }
}

fn name() -> String {
    format!("agencies/{KOTIM}/hall")
}

fn queue(office: &Office<'_>) -> QueueServiceClient<Channel> {
    QueueServiceClient::new(office.channel())
}
