//! Whether the lists of forums and slips are what the records make of them.

use std::collections::HashMap;

use crate::{
    database::{Tx, on_tx},
    error::Error,
    record::{Key, Record},
    verify::Fold,
    write::forum_row,
};

pub(super) async fn compare_forums(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const FORUMS: &str = "SELECT id, agency, document FROM forum";
    const SLIPS: &str = "SELECT number, forum, entry, secret_digest FROM forum_slip";
    let rows: Vec<(String, String, String)> =
        on_tx!(tx, conn => sqlx::query_as(FORUMS).fetch_all(conn).await)?;
    let mut forums: HashMap<String, (String, String)> =
        rows.into_iter().map(|(id, agency, document)| (id, (agency, document))).collect();
    let rows: Vec<(String, String, String, Vec<u8>)> =
        on_tx!(tx, conn => sqlx::query_as(SLIPS).fetch_all(conn).await)?;
    let mut slips: HashMap<String, (String, String, String)> = rows
        .into_iter()
        .map(|(number, forum, entry, digest)| (number, (forum, entry, hex::encode(digest))))
        .collect();
    for (key, fold) in folds {
        let Some(Record::Forum(forum)) = &fold.record else { continue };
        if forums.remove(&key.id) != Some(forum_row(forum)) {
            deviations.push(format!("forum {} differs in the list", key.id));
        }
        for (entry, slip) in forum.slips() {
            let expected = (key.id.clone(), entry.to_owned(), slip.secret_digest.clone());
            if slips.remove(&slip.number) != Some(expected) {
                deviations.push(format!("slip {} differs in the list", slip.number));
            }
        }
    }
    let forums = forums.into_keys().map(|id| format!("forum {id} is in the list without a record"));
    let slips = slips.into_keys().map(|no| format!("slip {no} is in the list without a record"));
    deviations.extend(forums.chain(slips));
    Ok(())
}
