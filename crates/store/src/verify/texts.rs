//! The official texts: whether each is there, and is the one that the journal means.

use std::collections::{BTreeSet, HashMap};

use consultations::DocumentKind;

use crate::{
    database::{Tx, on_tx},
    error::Error,
    record::{Key, Record},
    verify::Fold,
};

/// Every text of a standard or a promise is there, and is the one that the
/// journal means.
pub(super) async fn compare_texts(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT digest, text FROM official_text";
    let rows: Vec<(String, String)> =
        on_tx!(tx, conn => sqlx::query_as(READ).fetch_all(conn).await)?;
    let mut stored = BTreeSet::new();
    for (digest, text) in rows {
        if crate::publish::digest(&text) != digest {
            deviations.push(format!("the text {digest} is another one"));
        }
        stored.insert(digest);
    }
    for fold in folds.values() {
        let digest = match &fold.record {
            Some(Record::Standard(standard)) => &standard.digest,
            Some(Record::Promise(promise)) => &promise.made.digest,
            Some(Record::Forum(forum)) if forum.document.kind == DocumentKind::Standard => {
                &forum.digest
            }
            _ => continue,
        };
        if !stored.contains(digest) {
            deviations.push(format!("the text {digest} is missing"));
        }
    }
    Ok(())
}
