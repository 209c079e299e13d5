//! What lists and look-ups need of a licence, derived from its record alone.

use permits::licence::LicenceRecord;

use kernel::Instant;

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts},
    record::Record,
    write::timers::Timers,
};

const LICENCES: Sql = inserts!(
    "licence (id, agency, number, code, service, application, state, valid_until, digest)",
    (0 text, 1 text, 2 text, 3 text, 4 text, 5 text, 6 text, 7 text, 8 blob),
    "ON CONFLICT (id) DO UPDATE SET state = excluded.state, digest = excluded.digest"
);

/// Stands for "never" among last days, behind every date that there is.
const NEVER: &str = "9999-12-31";

/// One licence's row in the read model.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct LicenceRow {
    pub(crate) agency: String,
    pub(crate) number: String,
    pub(crate) code: String,
    pub(crate) service: String,
    pub(crate) application: String,
    pub(crate) state: String,
    pub(crate) valid_until: String,
    pub(crate) digest: Vec<u8>,
}

impl LicenceRow {
    pub(crate) fn of(licence: &LicenceRecord) -> Self {
        let digest = licence.document.as_ref().map(|document| document.digest.as_str());
        Self {
            agency: licence.agency.to_string(),
            number: licence.number.clone(),
            code: licence.code.to_string(),
            service: licence.service.id.clone(),
            application: licence.application.clone(),
            state: licence.standing.as_str().to_owned(),
            valid_until: licence
                .validity
                .until
                .map_or_else(|| NEVER.to_owned(), |until| until.to_string()),
            digest: digest.and_then(|digest| hex::decode(digest).ok()).unwrap_or_default(),
        }
    }
}

/// The rows of the licences that the batch changed.
pub(super) fn rows(batch: &Batch<'_>, writes: &mut Writes) {
    let mut texts: [Vec<String>; 8] = Default::default();
    let mut digests = Vec::new();
    for (key, entry) in batch.entries.iter().filter(|(_, entry)| entry.dirty) {
        let Some(Record::Licence(licence)) = &entry.record else { continue };
        let LicenceRow { agency, number, code, service, application, state, valid_until, digest } =
            LicenceRow::of(licence);
        let id = key.id.clone();
        let row = [id, agency, number, code, service, application, state, valid_until];
        for (column, value) in texts.iter_mut().zip(row) {
            column.push(value);
        }
        digests.push(digest);
    }
    let mut columns: Vec<Column> = texts.into_iter().map(Column::Text).collect();
    columns.push(Column::Blob(digests));
    writes.add(&LICENCES, columns);
}

/// When the licences that the batch changed wake next.
pub(super) fn timers(batch: &Batch<'_>, timers: &mut Timers) {
    for (key, entry) in batch.entries.iter().filter(|(_, entry)| entry.dirty) {
        if let Some(Record::Licence(licence)) = &entry.record {
            timers.set(key, licence.wakes_at().map(Instant::micros));
        }
    }
}
