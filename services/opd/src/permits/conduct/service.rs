//! The conduct service: authenticates, seals, submits, converts back.

use std::collections::BTreeMap;

use contract::satupintu::permits::v1::{self as pb, conduct_service_server as server};
use kernel::Instant;
use store::{Act, Sharing, Store};
use tonic::{Request, Response, Status};

use crate::{
    names,
    outcome::status,
    pages::List,
    permits::{
        PermitsService, answer,
        case::actor,
        conduct::wire::{self, Kinship, Listing, Reassignment, conflict_kind},
        wire::OnCase,
    },
    settings::SharedContacts,
    wire::timestamp,
    writing::submit,
};

const DAY_SECONDS: i64 = 24 * 3600;

/// Conflicts of interest, and tasks in other hands.
pub(crate) struct ConductService {
    permits: PermitsService,
    shared_contacts: SharedContacts,
}

impl ConductService {
    /// The service over a deployment's memory, by the agency's own threshold.
    pub(crate) fn new(store: &Store, shared_contacts: SharedContacts) -> Self {
        Self { permits: PermitsService { store: store.clone() }, shared_contacts }
    }

    fn store(&self) -> &Store {
        &self.permits.store
    }
}

type Answered<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl server::ConductService for ConductService {
    async fn reassign_task(
        &self,
        request: Request<pb::ReassignTaskRequest>,
    ) -> Answered<pb::ReassignTaskResponse> {
        const METHOD: &str = "ReassignTask";
        let message = request.get_ref();
        let OnCase { agency, application, request_id, etag, brings } = wire::reassignment(message)?;
        let Reassignment { step, to, reason, note } = brings;
        let mut sealing = self.permits.sealing(&application).await?;
        let note = sealing.seal("reassignment", &note)?;
        let reassignment = Box::new(store::Reassignment { step, to, reason, note });
        let act = Act::Reassign { agency, application, etag, reassignment };
        let (actor, rows) = (actor(&request)?, sealing.rows);
        let reply = submit(self.store(), METHOD, message, actor, request_id, act, rows).await?;
        let application = Some(self.permits.application_of(reply)?);
        Ok(Response::new(pb::ReassignTaskResponse { application }))
    }

    async fn list_conflicts(
        &self,
        request: Request<pb::ListConflictsRequest>,
    ) -> Answered<pb::ListConflictsResponse> {
        let officer = edge::officer(&request)?;
        let message = request.get_ref();
        let Listing { agency, unit, size } = wire::listing(message)?;
        if !officer.may_supervise(&agency, &unit) {
            return Err(edge::refused("SUPERVISOR_ONLY", &[]));
        }
        let store = self.store();
        let list = List::new("ListConflicts", &[&message.unit]);
        let after: Option<(Instant, String, String)> =
            list.after(store.keys(), &message.page_token)?;
        let after = after.as_ref().map(|(at, id, person)| (*at, id.as_str(), person.as_str()));
        let rows =
            store.conflicts(&agency, &unit, after, size.saturating_add(1)).await.map_err(status)?;
        let last = rows.get(size.saturating_sub(1)).filter(|_| rows.len() > size);
        let next = last.map(|row| (row.at, row.application.clone(), row.person.clone()));
        let mut conflicts = Vec::with_capacity(size);
        for row in rows.iter().take(size) {
            let found = store.application(&row.application).await.map_err(status)?;
            let Some(record) = found.map(|found| found.record) else { continue };
            let mut known = record.conflicts.iter();
            let Some(conflict) = known.find(|it| it.person.as_str() == row.person) else {
                continue;
            };
            let note = match &conflict.note {
                Some(note) => answer::text(store, note).await?,
                None => String::new(),
            };
            conflicts.push(pb::DeclaredConflict {
                application: names::application(&record.agency, &record.id),
                receipt_number: record.receipt.to_string(),
                officer: names::officer(&record.agency, &conflict.person),
                kind: conflict_kind(conflict.kind).into(),
                note,
                known_at: Some(timestamp(conflict.at)),
            });
        }
        let next_page_token = list.token(store.keys(), next.as_ref())?;
        Ok(Response::new(pb::ListConflictsResponse { conflicts, next_page_token }))
    }

    async fn list_shared_contacts(
        &self,
        request: Request<pb::ListSharedContactsRequest>,
    ) -> Answered<pb::ListSharedContactsResponse> {
        let officer = edge::officer(&request)?;
        let message = request.get_ref();
        let Listing { agency, unit, size } = wire::sharing(message)?;
        if !officer.may_supervise(&agency, &unit) {
            return Err(edge::refused("SUPERVISOR_ONLY", &[]));
        }
        let store = self.store();
        let SharedContacts { persons, days } = self.shared_contacts;
        let since = store.clock().now().plus_seconds(-i64::from(days) * DAY_SECONDS);
        let sharing = Sharing { since, persons };
        let list = List::new("ListSharedContacts", &[&message.unit]);
        let after: Option<(Instant, String, String)> =
            list.after(store.keys(), &message.page_token)?;
        let after = after.as_ref().map(|(at, id, field)| (*at, id.as_str(), field.as_str()));
        let asked = size.saturating_add(1);
        let rows = store.shared_contacts(&agency, sharing, after, asked).await.map_err(status)?;
        let last = rows.get(size.saturating_sub(1)).filter(|_| rows.len() > size);
        let next = last.map(|row| (row.submitted_at, row.application.clone(), row.field.clone()));
        let mut contacts = Vec::with_capacity(size);
        for row in rows.iter().take(size) {
            let found = store.application(&row.application).await.map_err(status)?;
            let Some(record) = found.map(|found| found.record) else { continue };
            let others = store.sharing_with(&agency, &record.id, &row.field, since);
            let others = others.await.map_err(status)?;
            contacts.push(pb::SharedContact {
                application: names::application(&agency, &record.id),
                receipt_number: record.receipt.to_string(),
                field: wire::shared_field(&row.field).into(),
                persons: row.persons,
                others: others.iter().map(|id| names::application(&agency, id)).collect(),
                submitted_at: Some(timestamp(row.submitted_at)),
            });
        }
        Ok(Response::new(pb::ListSharedContactsResponse {
            contacts,
            next_page_token: list.token(store.keys(), next.as_ref())?,
            least_persons: persons,
            window_days: days,
        }))
    }

    async fn register_kinship(
        &self,
        request: Request<pb::RegisterKinshipRequest>,
    ) -> Answered<pb::RegisterKinshipResponse> {
        const METHOD: &str = "RegisterKinship";
        let caller = edge::officer(&request)?;
        let message = request.get_ref();
        let Kinship { agency, person, request_id, etag, numbers } = wire::kinship(message)?;
        if caller.person != person && !caller.may_administer(&agency) {
            return Err(edge::refused("ADMINISTRATOR_ONLY", &[]));
        }
        let store = self.store();
        if store.officer(&person).await.map_err(status)?.is_none() {
            return Err(edge::refused("OFFICER_NOT_FOUND", &[]));
        }
        let index = store.keys().blind_index();
        let indexes = numbers.iter().map(|number| (number.field(), index.index(number))).collect();
        let texts: BTreeMap<&str, &str> =
            numbers.iter().map(|number| (number.field(), number.text())).collect();
        let texts = serde_json::to_vec(&texts).map_err(|error| edge::failed(&error))?;
        // A new key for each registration, so that the old numbers can be destroyed.
        let subject = store.new_id().map_err(status)?;
        let (key, wrapped) = store.new_subject(&subject).map_err(status)?;
        let (sealed, row) = store.seal(&key, &subject, "kinship", &texts).map_err(status)?;
        let numbers = Box::new(store::Kinship { sealed, key: wrapped, indexes });
        let act = Act::RegisterKinship { person: person.clone(), etag, numbers };
        let (actor, rows) = (actor(&request)?, vec![row]);
        let reply = submit(store, METHOD, message, actor, request_id, act, rows).await?;
        Ok(Response::new(pb::RegisterKinshipResponse {
            name: names::officer(&agency, &person),
            etag: reply.version.to_string(),
            journal_index: reply.index,
        }))
    }
}
