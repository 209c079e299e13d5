//! What lists need of forums, and the slips that were given out.

use consultations::Forum;

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts},
    decide::document_name,
    record::Record,
};

const FORUMS: Sql = inserts!(
    "forum (id, agency, document)",
    (0 text, 1 text, 2 text),
    // Neither changes in a forum's life.
    "ON CONFLICT (id) DO NOTHING"
);
const SLIPS: Sql = inserts!(
    "forum_slip (number, forum, entry, secret_digest)",
    (0 text, 1 text, 2 text, 3 blob),
    ""
);

/// A forum in the lists: agency and text.
pub(crate) fn forum_row(forum: &Forum) -> (String, String) {
    (forum.agency.to_string(), document_name(&forum.document))
}

/// The rows of every forum that changed, and of every slip given out.
pub(super) fn rows(batch: &mut Batch<'_>, writes: &mut Writes) {
    let (mut ids, mut agencies, mut documents) = (Vec::new(), Vec::new(), Vec::new());
    for (key, entry) in batch.entries.iter().filter(|(_, entry)| entry.dirty) {
        if let Some(Record::Forum(forum)) = &entry.record {
            let (agency, document) = forum_row(forum);
            ids.push(key.id.clone());
            agencies.push(agency);
            documents.push(document);
        }
    }
    writes.add(&FORUMS, vec![Column::Text(ids), Column::Text(agencies), Column::Text(documents)]);
    let (mut numbers, mut forums) = (Vec::new(), Vec::new());
    let (mut entries, mut digests) = (Vec::new(), Vec::new());
    for (number, forum, entry, digest) in std::mem::take(&mut batch.slips) {
        numbers.push(number);
        forums.push(forum);
        entries.push(entry);
        digests.push(digest);
    }
    let columns = vec![
        Column::Text(numbers),
        Column::Text(forums),
        Column::Text(entries),
        Column::Blob(digests),
    ];
    writes.add(&SLIPS, columns);
}
