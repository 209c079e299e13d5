//! What lists, timers and counts need of complaints, derived from the record
//! alone.

use complaints::Complaint;

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts, rows},
    record::{Record, RecordKind},
};

const COMPLAINTS: Sql = inserts!(
    "complaint (id, receipt, secret_digest, agency, holder, service, application, received_at, \
     is_closed, due_at)",
    (0 text, 1 text, 2 blob, 3 text, 4 text, 5 text, 6 text, 7 int, 8 int, 9 int),
    "ON CONFLICT (id) DO UPDATE SET holder = excluded.holder, is_closed = excluded.is_closed, \
     due_at = excluded.due_at"
);
const ACCUSED: Sql = inserts!(
    "complaint_accused (person, complaint)",
    (0 text, 1 text),
    // Whom it names once, it names for good.
    "ON CONFLICT (person, complaint) DO NOTHING"
);

/// A complaint in the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ComplaintRow {
    pub(crate) receipt: String,
    pub(crate) secret_digest: Vec<u8>,
    pub(crate) agency: String,
    pub(crate) holder: String,
    pub(crate) service: String,
    pub(crate) application: String,
    pub(crate) received_at: i64,
    pub(crate) is_closed: bool,
    pub(crate) due_at: i64,
    pub(crate) accused: Vec<String>,
}

impl ComplaintRow {
    pub(crate) fn of(complaint: &Complaint) -> Self {
        let holder = &complaint.holder;
        Self {
            receipt: complaint.receipt.to_string(),
            secret_digest: hex::decode(&complaint.secret_digest).unwrap_or_default(),
            agency: complaint.agency.to_string(),
            holder: format!("{}/{}", holder.agency, holder.unit),
            service: complaint.service.as_ref().map(ToString::to_string).unwrap_or_default(),
            application: complaint
                .case
                .as_ref()
                .map(|it| it.application.clone())
                .unwrap_or_default(),
            received_at: complaint.received_at.micros(),
            is_closed: !complaint.is_open(),
            due_at: complaint.next_due().map_or(i64::MAX, |(_, due)| due.at.micros()),
            accused: complaint.accused().map(ToString::to_string).collect(),
        }
    }
}

/// Under which name a complaint is counted; a confidential one under none.
pub(crate) fn complaint_tally(complaint: &Complaint) -> Option<String> {
    let Complaint { agency, class, confidential, .. } = complaint;
    let open = if complaint.is_open() { "open" } else { "closed" };
    let late = if complaint.is_late() { "late" } else { "in_time" };
    (!confidential).then(|| format!("complaints/{agency}/{}/{open}/{late}", class.as_str()))
}

/// The rows and the next waking of every complaint that changed or was woken.
pub(super) fn complaints(batch: &Batch<'_>, writes: &mut Writes, timers: &mut Timers) {
    let mut texts: [Vec<String>; 6] = Default::default();
    let (mut digests, mut received, mut closed, mut due) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut persons, mut complaints) = (Vec::new(), Vec::new());
    for (key, entry) in &batch.entries {
        let Some(Record::Complaint(complaint)) = &entry.record else { continue };
        if !entry.dirty && !batch.woken.contains(key) {
            continue;
        }
        timers.set(key, complaint.wakes_at().map(Instant::micros));
        if !entry.dirty {
            continue;
        }
        let ComplaintRow {
            receipt,
            secret_digest,
            agency,
            holder,
            service,
            application,
            received_at,
            is_closed,
            due_at,
            accused,
        } = ComplaintRow::of(complaint);
        let row = [key.id.clone(), receipt, agency, holder, service, application];
        texts.iter_mut().zip(row).for_each(|(column, text)| column.push(text));
        digests.push(secret_digest);
        received.push(received_at);
        closed.push(i64::from(is_closed));
        due.push(due_at);
        complaints.extend(accused.iter().map(|_| key.id.clone()));
        persons.extend(accused);
    }
    let [ids, receipts, agencies, holders, services, applications] = texts;
    let columns = vec![
        Column::Text(ids),
        Column::Text(receipts),
        Column::Blob(digests),
        Column::Text(agencies),
        Column::Text(holders),
        Column::Text(services),
        Column::Text(applications),
        Column::Int(received),
        Column::Int(closed),
        Column::Int(due),
    ];
    writes.add(&COMPLAINTS, columns);
    writes.add(&ACCUSED, vec![Column::Text(persons), Column::Text(complaints)]);
}
