//! Requests of the queue service, checked whole.

use contract::{google::r#type as google, satupintu::queue::v1 as pb};
use edge::Violations;
use jiff::civil::Date;
use kernel::{AgencyId, Bilingual, Line, Slug, UnitId};
use queue::{
    CheckedPlan, Counter, DayCommand, HallFault, HallPlan, PriorityClass, Source, Stand,
    TicketNumber,
};
use tonic::Status;

use crate::{
    names,
    wire::date_of,
    writing::{etag, request_id},
};

/// Three months of lines.
const MOST_DAYS: i32 = 92;
/// More than any hall allows.
const MOST_NEEDS: usize = 9;

pub(super) struct Setting {
    pub(super) agency: AgencyId,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) plan: CheckedPlan,
}

pub(super) struct Planning {
    pub(super) hall: AgencyId,
    pub(super) request_id: String,
    pub(super) stands: Vec<UnitId>,
    pub(super) from: Option<Date>,
    pub(super) source: Source,
    pub(super) priority: Option<UnitId>,
}

/// A write of whoever holds a visit.
pub(super) struct ByHolder {
    pub(super) hall: AgencyId,
    pub(super) visit: String,
    pub(super) stand: UnitId,
    pub(super) request_id: String,
}

/// A write of whoever serves at a stand; `T` is what the method brings.
pub(super) struct AtStand<T> {
    pub(super) hall: AgencyId,
    pub(super) stand: UnitId,
    pub(super) request_id: String,
    pub(super) brings: T,
}

pub(super) struct Asked {
    pub(super) hall: AgencyId,
    pub(super) stand: Option<UnitId>,
    pub(super) from: Date,
    pub(super) until: Date,
}

pub(super) fn setting(request: &pb::SetHallRequest) -> Result<Setting, Status> {
    let pb::SetHallRequest { name, request_id: id, etag: tag, plan } = request;
    let mut faults = Violations::new();
    let agency = faults.check("name", names::parse_hall(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let given = faults.check("plan", plan.as_ref().ok_or("must be given"));
    let plan = given.and_then(|plan| hall_plan(&mut faults, plan));
    let whole =
        (|| Some(Setting { agency: agency?, request_id: request_id?, etag: etag?, plan: plan? }))();
    faults.finish(whole)
}

fn hall_plan(faults: &mut Violations, plan: &pb::HallPlan) -> Option<CheckedPlan> {
    let pb::HallPlan {
        name,
        stands,
        priorities,
        priority_run,
        calls,
        needs_per_visit,
        horizon_days,
        opens_minute,
        closes_minute,
    } = plan;
    let name = faults.check("plan.name", Line::parse(name));
    // Told also where the plan cannot be judged whole.
    let mut fits = |field: &str, count: usize, most: usize| {
        let fits = (count <= most).then_some(()).ok_or_else(|| format!("must be at most {most}"));
        faults.check(field, fits)
    };
    let fit = (
        fits("plan.stands", stands.len(), HallPlan::MOST_STANDS),
        fits("plan.priorities", priorities.len(), HallPlan::MOST_PRIORITIES),
    );
    let read = stands.iter().enumerate().map(|(at, it)| stand(faults, at, it));
    let stands: Vec<Option<Stand>> = read.collect();
    let read = priorities.iter().enumerate().map(|(at, it)| priority_class(faults, at, it));
    let priorities: Vec<Option<PriorityClass>> = read.collect();
    // Too large a number is out of the plan's bounds, too.
    let small = |number: u32| u8::try_from(number).unwrap_or(u8::MAX);
    let minute = |number: u32| u16::try_from(number).unwrap_or(u16::MAX);
    let ((), ()) = fit.0.zip(fit.1)?;
    let plan = HallPlan {
        name: name?,
        stands: stands.into_iter().collect::<Option<_>>()?,
        priorities: priorities.into_iter().collect::<Option<_>>()?,
        priority_run: small(*priority_run),
        calls: small(*calls),
        needs_per_visit: small(*needs_per_visit),
        horizon_days: small(*horizon_days),
        opens: minute(*opens_minute),
        closes: minute(*closes_minute),
    };
    match plan.check() {
        Ok(plan) => Some(plan),
        Err(found) => {
            for fault in found {
                faults.add(place(&fault), fault.to_string());
            }
            None
        }
    }
}

fn place(fault: &HallFault) -> &'static str {
    match fault {
        HallFault::Stands
        | HallFault::Twins
        | HallFault::Prefix
        | HallFault::Counters
        | HallFault::Quota => "plan.stands",
        HallFault::Priorities => "plan.priorities",
        HallFault::Bounds => "plan.priority_run",
        HallFault::Hours => "plan.closes_minute",
    }
}

fn stand(faults: &mut Violations, at: usize, stand: &pb::Stand) -> Option<Stand> {
    let pb::Stand { id, name, name_en, agency, prefix, counters, daily_quota } = stand;
    let field = |name: &str| format!("plan.stands[{at}].{name}");
    let id = faults.check(&field("id"), Slug::parse(id));
    let name = words(faults, &field("name"), &field("name_en"), name, name_en);
    let agency = faults.check(&field("agency"), Slug::parse(agency));
    let letters =
        (1..=2).contains(&prefix.len()) && prefix.bytes().all(|it| it.is_ascii_uppercase());
    let prefix = letters.then(|| prefix.clone()).ok_or("must be 1 to 2 of A-Z");
    let prefix = faults.check(&field("prefix"), prefix);
    let counters = Counter::try_from(*counters).unwrap_or(Counter::MAX);
    let daily_quota = (*daily_quota > 0).then(|| u16::try_from(*daily_quota).unwrap_or(u16::MAX));
    Some(Stand { id: id?, name: name?, agency: agency?, prefix: prefix?, counters, daily_quota })
}

fn priority_class(
    faults: &mut Violations,
    at: usize,
    class: &pb::PriorityClass,
) -> Option<PriorityClass> {
    let pb::PriorityClass { id, name, name_en } = class;
    let field = |name: &str| format!("plan.priorities[{at}].{name}");
    let id = faults.check(&field("id"), Slug::parse(id));
    let name = words(faults, &field("name"), &field("name_en"), name, name_en);
    Some(PriorityClass { id: id?, name: name? })
}

fn words(
    faults: &mut Violations,
    field: &str,
    field_en: &str,
    id: &str,
    en: &str,
) -> Option<Bilingual> {
    let id = faults.check(field, Line::<120>::parse(id));
    let en = match en {
        "" => Some(String::new()),
        en => faults.check(field_en, Line::<120>::parse(en)).map(|en| en.as_str().to_owned()),
    };
    Some(Bilingual::new(id?.as_str(), en?))
}

pub(super) fn hall_on(request: &pb::GetHallRequest) -> Result<(AgencyId, Option<Date>), Status> {
    let pb::GetHallRequest { name, date } = request;
    let mut faults = Violations::new();
    let agency = faults.check("name", names::parse_hall(name));
    let date = optional_date(&mut faults, "date", date.as_ref());
    faults.finish(agency.zip(date))
}

pub(super) fn planning(request: &pb::PlanVisitRequest) -> Result<Planning, Status> {
    let pb::PlanVisitRequest { parent, request_id: id, stands, from, source, priority } = request;
    let mut faults = Violations::new();
    let hall = faults.check("parent", names::parse_hall(parent));
    let request_id = request_id(&mut faults, id);
    let fits = (1..=MOST_NEEDS).contains(&stands.len());
    let count = faults.check("stands", fits.then_some(()).ok_or("must be 1 to 9 stands"));
    let read: Vec<Option<UnitId>> = stands
        .iter()
        .enumerate()
        .map(|(at, id)| faults.check(&format!("stands[{at}]"), Slug::parse(id)))
        .collect();
    let from = optional_date(&mut faults, "from", from.as_ref());
    let source = match pb::TicketSource::try_from(*source) {
        Ok(pb::TicketSource::Booking) => Ok(Source::Booking),
        Ok(pb::TicketSource::Kiosk) => Ok(Source::Kiosk),
        Ok(pb::TicketSource::Officer) => Ok(Source::Officer),
        Ok(pb::TicketSource::Unspecified | pb::TicketSource::Transfer) | Err(_) => {
            Err("must be booking, kiosk or officer")
        }
    };
    let source = faults.check("source", source);
    let priority = match priority.as_str() {
        "" => Some(None),
        text => faults.check("priority", Slug::parse(text)).map(Some),
    };
    let whole = (|| {
        count?;
        Some(Planning {
            hall: hall?,
            request_id: request_id?,
            stands: read.into_iter().collect::<Option<_>>()?,
            from: from?,
            source: source?,
            priority: priority?,
        })
    })();
    faults.finish(whole)
}

pub(super) fn visit_named(request: &pb::GetVisitRequest) -> Result<(AgencyId, String), Status> {
    let pb::GetVisitRequest { name } = request;
    let mut faults = Violations::new();
    let visit = faults.check("name", names::parse_visit(name));
    faults.finish(visit)
}

pub(super) fn checking_in(request: &pb::CheckInTicketRequest) -> Result<ByHolder, Status> {
    let pb::CheckInTicketRequest { name, request_id, stand } = request;
    by_holder(name, request_id, stand)
}

pub(super) fn cancelling(request: &pb::CancelTicketRequest) -> Result<ByHolder, Status> {
    let pb::CancelTicketRequest { name, request_id, stand } = request;
    by_holder(name, request_id, stand)
}

fn by_holder(name: &str, id: &str, stand: &str) -> Result<ByHolder, Status> {
    let mut faults = Violations::new();
    let visit = faults.check("name", names::parse_visit(name));
    let request_id = request_id(&mut faults, id);
    let stand = faults.check("stand", Slug::parse(stand));
    let whole = (|| {
        let (hall, visit) = visit?;
        Some(ByHolder { hall, visit, stand: stand?, request_id: request_id? })
    })();
    faults.finish(whole)
}

pub(super) fn calling(
    request: &pb::CallNextTicketRequest,
) -> Result<(Counter, AtStand<DayCommand>), Status> {
    let pb::CallNextTicketRequest { name, request_id, counter } = request;
    // No stand has so many: the line refuses it.
    let counter = Counter::try_from(*counter).unwrap_or(Counter::MAX);
    let write = at_stand(name, request_id, |_| Some(DayCommand::CallNext { counter }))?;
    Ok((counter, write))
}

pub(super) fn moving(
    request: &pb::MoveTicketRequest,
) -> Result<(TicketNumber, AtStand<DayCommand>), Status> {
    let pb::MoveTicketRequest { name, request_id, number, r#move: wanted } = request;
    let number = TicketNumber::try_from(*number).unwrap_or(TicketNumber::MAX);
    let write = at_stand(name, request_id, |faults| {
        let command = match pb::TicketMove::try_from(*wanted) {
            Ok(pb::TicketMove::CallAgain) => Ok(DayCommand::CallAgain { number }),
            Ok(pb::TicketMove::MarkAbsent) => Ok(DayCommand::MarkAbsent { number }),
            Ok(pb::TicketMove::Begin) => Ok(DayCommand::Begin { number }),
            Ok(pb::TicketMove::Finish) => Ok(DayCommand::Finish { number }),
            Ok(pb::TicketMove::Unspecified) | Err(_) => Err("must be one of the moves"),
        };
        faults.check("move", command)
    })?;
    Ok((number, write))
}

pub(super) fn sending_on(
    request: &pb::TransferTicketRequest,
) -> Result<(TicketNumber, AtStand<DayCommand>), Status> {
    let pb::TransferTicketRequest { name, request_id, number, to } = request;
    let number = TicketNumber::try_from(*number).unwrap_or(TicketNumber::MAX);
    let write = at_stand(name, request_id, |faults| {
        let to = faults.check("to", Slug::parse(to))?;
        Some(DayCommand::SendOn { number, to })
    })?;
    Ok((number, write))
}

fn at_stand<T>(
    name: &str,
    id: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<AtStand<T>, Status> {
    let mut faults = Violations::new();
    let stand = faults.check("name", names::parse_stand(name));
    let request_id = request_id(&mut faults, id);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (hall, stand) = stand?;
        Some(AtStand { hall, stand, request_id: request_id?, brings: brings? })
    })();
    faults.finish(whole)
}

pub(super) fn figures(request: &pb::GetQueueFiguresRequest) -> Result<Asked, Status> {
    let pb::GetQueueFiguresRequest { name, stand, from, until } = request;
    let mut faults = Violations::new();
    let hall = faults.check("name", names::parse_hall(name));
    let stand = match stand.as_str() {
        "" => Some(None),
        text => faults.check("stand", Slug::parse(text)).map(Some),
    };
    let from = required_date(&mut faults, "from", from.as_ref());
    let until = required_date(&mut faults, "until", until.as_ref());
    let period = from.zip(until).and_then(|(from, until)| {
        let days = (until - from).get_days();
        let fits = (0..=MOST_DAYS).contains(&days);
        let checked = fits.then_some(()).ok_or("must be 0 to 92 days after from");
        faults.check("until", checked).map(|()| (from, until))
    });
    let whole = (|| {
        let (from, until) = period?;
        Some(Asked { hall: hall?, stand: stand?, from, until })
    })();
    faults.finish(whole)
}

fn required_date(
    faults: &mut Violations,
    field: &str,
    date: Option<&google::Date>,
) -> Option<Date> {
    let date = date.map(date_of).transpose().map_err(|why| why.to_string());
    let date = date.and_then(|date| date.ok_or_else(|| "must be given".to_owned()));
    faults.check(field, date)
}

fn optional_date(
    faults: &mut Violations,
    field: &str,
    date: Option<&google::Date>,
) -> Option<Option<Date>> {
    faults.check(field, date.map(date_of).transpose())
}
