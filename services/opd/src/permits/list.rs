//! The two lists of the permits service: applications, and waiting steps.

use access::Officer;
use contract::satupintu::permits::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, Executor, Instant, Slug};
use permits::Phase;
use store::Store;
use tonic::Status;

use crate::{
    names,
    outcome::status,
    pages::{List, page_size, page_token},
    permits::{answer, masked},
    wire,
};

/// How many services are looked at in one go.
const SERVICES_AT_ONCE: usize = 100;

/// One page of an agency's applications.
struct Listing {
    agency: AgencyId,
    service: Option<Slug>,
    phase: Option<Phase>,
    size: usize,
}

impl Listing {
    fn parse(request: &pb::ListApplicationsRequest) -> Result<Self, Status> {
        let pb::ListApplicationsRequest {
            parent,
            page_size: size,
            page_token: token,
            service,
            state,
        } = request;
        let mut faults = Violations::new();
        let agency = faults.check("parent", names::parse_agency(parent));
        let size = page_size(&mut faults, *size);
        let token = page_token(&mut faults, token);
        let service = if service.is_empty() {
            Some(None)
        } else {
            faults.check("service", names::parse_service(service)).map(|(_, id)| Some(id))
        };
        let phase = faults.check("state", phase_of(*state));
        let whole = (|| {
            token?;
            Some(Self { agency: agency?, service: service?, phase: phase?, size: size? })
        })();
        faults.finish(whole)
    }
}

/// The phase to list; none for all.
fn phase_of(state: i32) -> Result<Option<Phase>, &'static str> {
    match pb::ApplicationState::try_from(state) {
        Ok(pb::ApplicationState::Unspecified) => Ok(None),
        Ok(state) => {
            let named = Phase::ALL.into_iter().find(|phase| answer::state(*phase) == state);
            named.map(Some).ok_or("must be one of the states")
        }
        Err(_) => Err("must be one of the states"),
    }
}

/// Officers with a duty in one of the agency's procedures, supervisors of
/// those units, and auditors may list its applications.
pub(crate) async fn may_list(
    store: &Store,
    officer: &Officer,
    agency: &AgencyId,
) -> Result<(), Status> {
    if officer.may_audit(agency) {
        return Ok(());
    }
    let mut after = String::new();
    loop {
        let page = store.services_of(agency, &after, SERVICES_AT_ONCE).await.map_err(status)?;
        if page.rows.iter().any(|published| is_concerned(officer, &published.sop)) {
            return Ok(());
        }
        let Some(next) = page.next else { return Err(edge::refused("DUTY_MISSING", &[])) };
        after = next;
    }
}

/// Whether the officer carries out or supervises one of the procedure's columns.
pub(crate) fn is_concerned(officer: &Officer, sop: &sop::Sop) -> bool {
    sop.columns().iter().map(|column| &column.executor).any(|executor| {
        officer.may_execute(executor) || officer.may_supervise(&executor.agency, &executor.unit)
    })
}

pub(crate) async fn applications(
    store: &Store,
    officer: &Officer,
    request: &pb::ListApplicationsRequest,
) -> Result<pb::ListApplicationsResponse, Status> {
    let Listing { agency, service, phase, size } = Listing::parse(request)?;
    may_list(store, officer, &agency).await?;
    let service = service.as_ref().map(Slug::as_str);
    let phase = phase.map(Phase::as_str);
    let filters = [agency.as_str(), service.unwrap_or_default(), phase.unwrap_or_default()];
    let list = List::new("ListApplications", &filters);
    let after: Option<(Instant, String)> = list.after(store.keys(), &request.page_token)?;
    let after = after.as_ref().map(|(at, id)| (*at, id.as_str()));
    let rows = store
        .applications(&agency, service, phase, after, size.saturating_add(1))
        .await
        .map_err(status)?;
    let last = rows.get(size.saturating_sub(1)).filter(|_| rows.len() > size);
    let next = last.map(|row| (row.submitted_at, row.id.clone()));
    let mut applications = Vec::with_capacity(size);
    let now = store.clock().now();
    let mut listed = Vec::with_capacity(size);
    for row in rows.iter().take(size) {
        listed.extend(store.application(&row.id).await.map_err(status)?);
    }
    let records: Vec<&permits::Application> = listed.iter().map(|found| &found.record).collect();
    let mut applicants = masked::applicants(store, &records).await?;
    for found in &listed {
        let summary = found.record.summary(now);
        applications.push(pb::ApplicationSummary {
            name: names::application(&agency, &summary.id),
            etag: found.version.to_string(),
            receipt_number: summary.receipt.to_string(),
            state: answer::state(summary.phase).into(),
            service: format!("agencies/{agency}/services/{}", summary.service.id),
            submitted_at: Some(wire::timestamp(summary.submitted_at)),
            deadline: summary.deadline.as_ref().map(wire::deadline),
            late: summary.is_late,
            masked_applicant: applicants.remove(&summary.id),
        });
    }
    let next_page_token = list.token(store.keys(), next.as_ref())?;
    Ok(pb::ListApplicationsResponse { applications, next_page_token })
}

/// One page of an executor's waiting steps.
struct Inbox {
    executor: Executor,
    size: usize,
}

impl Inbox {
    fn parse(request: &pb::ListTasksRequest) -> Result<Self, Status> {
        let pb::ListTasksRequest { parent, page_size: size, page_token: token, executor } = request;
        let mut faults = Violations::new();
        let agency = faults.check("parent", names::parse_agency(parent));
        let size = page_size(&mut faults, *size);
        let token = page_token(&mut faults, token);
        let executor = faults.check("executor", executor.parse::<Executor>());
        let whole = (|| {
            agency?;
            token?;
            Some(Self { executor: executor?, size: size? })
        })();
        faults.finish(whole)
    }
}

pub(crate) async fn tasks(
    store: &Store,
    officer: &Officer,
    request: &pb::ListTasksRequest,
) -> Result<pb::ListTasksResponse, Status> {
    let Inbox { executor, size } = Inbox::parse(request)?;
    if !officer.may_execute(&executor) && !officer.may_supervise(&executor.agency, &executor.unit) {
        return Err(edge::refused("DUTY_MISSING", &[]));
    }
    let list = List::new("ListTasks", &[&executor.to_string()]);
    let after: Option<(Instant, String, String)> = list.after(store.keys(), &request.page_token)?;
    let after = after.as_ref().map(|(at, id, step)| (*at, id.as_str(), step.as_str()));
    let rows = store.tasks(&executor, after, size.saturating_add(1)).await.map_err(status)?;
    let last = rows.get(size.saturating_sub(1)).filter(|_| rows.len() > size);
    let next = last.map(|row| (row.order_at, row.application.clone(), row.step.clone()));
    let mut tasks = Vec::with_capacity(size);
    let mut listed = Vec::with_capacity(size);
    for row in rows.iter().take(size) {
        let found = store.application(&row.application).await.map_err(status)?;
        listed.extend(found.map(|found| (row, found)));
    }
    let records: Vec<&permits::Application> =
        listed.iter().map(|(_, found)| &found.record).collect();
    let applicants = masked::applicants(store, &records).await?;
    for (row, found) in &listed {
        let record = &found.record;
        let ground = store.ground(record).await.map_err(status)?;
        // A step may have been done since the list was read.
        let Some(task) = record.open_tasks().find(|task| task.step.to_string() == row.step) else {
            continue;
        };
        let barred = record.barred(task).contains(&officer.person);
        let task = answer::described(record, found.version, task, &ground);
        let masked_applicant = applicants.get(&record.id).cloned();
        tasks.push(pb::Task { barred, masked_applicant, ..task });
    }
    let next_page_token = list.token(store.keys(), next.as_ref())?;
    Ok(pb::ListTasksResponse { tasks, next_page_token })
}
