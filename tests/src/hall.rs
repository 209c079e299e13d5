//! A hall with three stands in the agency of a story: how it is run, and what
//! people do in it.

use contract::google::r#type::Date;
use contract::satupintu::queue::v1::{
    CallNextTicketRequest, GetHallRequest, GetHallResponse, HallPlan, MoveTicketRequest,
    PlanVisitRequest, PlanVisitResponse, PriorityClass, SetHallRequest, Stand, Ticket, TicketMove,
    TicketSource, TransferTicketRequest,
};
use jiff::civil;

use crate::agency::Agency;
use crate::caller::{Answered, Caller, request_id};

/// The stand with a quota.
pub const CIVIL: &str = "disdukcapil";
/// A stand without one.
pub const PERMITS: &str = "perizinan";
/// Another.
pub const WATER: &str = "pdam";

/// A hall as Sampit's mall: the civil registry takes so many people a day.
#[must_use]
pub fn plan(quota: u32) -> HallPlan {
    let stand = |id: &str, name: &str, prefix: &str, daily_quota| Stand {
        id: id.to_owned(),
        name: name.to_owned(),
        name_en: String::new(),
        agency: id.to_owned(),
        prefix: prefix.to_owned(),
        counters: 3,
        daily_quota,
    };
    HallPlan {
        name: "MPP Contoh".to_owned(),
        stands: vec![
            stand(CIVIL, "Kependudukan", "A", quota),
            stand(PERMITS, "Perizinan", "B", 0),
            stand(WATER, "Air minum", "C", 0),
        ],
        priorities: vec![PriorityClass {
            id: "lansia".to_owned(),
            name: "Lansia".to_owned(),
            name_en: "Elderly".to_owned(),
        }],
        priority_run: 2,
        calls: 2,
        needs_per_visit: 4,
        horizon_days: 14,
        opens_minute: 8 * 60,
        closes_minute: 15 * 60,
    }
}

/// The hall's name in the agency that `caller` calls.
#[must_use]
pub fn name(caller: &Caller) -> String {
    format!("{}/hall", caller.agency)
}

/// A stand's name.
#[must_use]
pub fn stand(caller: &Caller, stand: &str) -> String {
    format!("{}/hall/stands/{stand}", caller.agency)
}

/// A visit that somebody wants.
pub type Wanted = PlanVisitRequest;

/// A visit that is wanted from a day on.
#[must_use]
pub fn visit(
    caller: &Caller,
    stands: &[&str],
    source: TicketSource,
    from: Option<civil::Date>,
) -> Wanted {
    Wanted {
        parent: name(caller),
        request_id: request_id(),
        stands: stands.iter().map(ToString::to_string).collect(),
        from: from.map(|day| Date {
            year: day.year().into(),
            month: day.month().into(),
            day: day.day().into(),
        }),
        source: source.into(),
        priority: String::new(),
    }
}

/// Opens the hall, and has somebody enrolled who serves at a stand.
pub async fn open(agency: &Agency, quota: u32, at: &str) -> Caller {
    let administrator = agency.administrator();
    let request = SetHallRequest {
        name: name(&administrator),
        request_id: request_id(),
        etag: String::new(),
        plan: Some(plan(quota)),
    };
    administrator.queue().set_hall(request).await.unwrap();
    serving(agency, at).await
}

/// Has somebody enrolled who serves at a stand.
pub async fn serving(agency: &Agency, at: &str) -> Caller {
    let duty = format!("execute:{}/{at}/loket", agency.plan.agency);
    agency.officer(&format!("loket-{at}"), &[&duty]).await
}

impl Caller {
    /// Takes tickets.
    pub async fn visits(&self, request: Wanted) -> Answered<PlanVisitResponse> {
        Ok(self.queue().plan_visit(request).await?.into_inner())
    }

    /// Takes a ticket at the kiosk for one need; for its number alone.
    pub async fn walks_in(&self, to: &str) -> Answered<PlanVisitResponse> {
        self.visits(visit(self, &[to], TicketSource::Kiosk, None)).await
    }

    /// Looks at the hall as it is today.
    ///
    /// # Panics
    /// When there is none.
    pub async fn sees_hall(&self) -> GetHallResponse {
        let request = GetHallRequest { name: name(self), date: None };
        self.queue().get_hall(request).await.unwrap().into_inner()
    }

    /// Calls whoever is next.
    pub async fn calls_next(&self, at: &str, counter: u32) -> Answered<Ticket> {
        let request =
            CallNextTicketRequest { name: stand(self, at), request_id: request_id(), counter };
        Ok(self.queue().call_next_ticket(request).await?.into_inner().ticket.unwrap())
    }

    /// Moves a ticket that was called.
    pub async fn moves(&self, at: &str, number: u32, to: TicketMove) -> Answered<Ticket> {
        let request = MoveTicketRequest {
            name: stand(self, at),
            request_id: request_id(),
            number,
            r#move: to.into(),
        };
        Ok(self.queue().move_ticket(request).await?.into_inner().ticket.unwrap())
    }

    /// Sends somebody on.
    pub async fn sends_on(&self, at: &str, number: u32, to: &str) -> Answered<Ticket> {
        let request = TransferTicketRequest {
            name: stand(self, at),
            request_id: request_id(),
            number,
            to: to.to_owned(),
        };
        Ok(self.queue().transfer_ticket(request).await?.into_inner().ticket.unwrap())
    }
}
