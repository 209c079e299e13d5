//! Released responses against the journal's roots, and the counters against the responses.

use std::collections::{BTreeMap, HashMap};

use super::Fold;
use crate::{
    database::{Tx, on_tx},
    error::Error,
    record::{Key, Record},
    surveys::{released_text, root},
};

/// How many rows are read at a time.
const PAGE: i64 = 5000;

type Row = (String, String, String, String, String, String, i64, String, String);

/// Every batch has the rows that its event counted and hashed, no row is without a batch,
/// and the counters count as many respondents as there are rows.
pub(super) async fn compare_responses(
    tx: &mut Tx,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) -> Result<(), Error> {
    const READ: &str = "SELECT batch, id, agency, service, unit, questionnaire, month, stratum, \
         scores FROM survey_response WHERE (batch, id) > ($1, $2) ORDER BY batch, id LIMIT $3";
    let mut batches: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let (mut batch, mut id, mut seen) = (String::new(), String::new(), 0_i64);
    loop {
        let rows: Vec<Row> = on_tx!(tx, conn => sqlx::query_as(READ)
            .bind(&batch).bind(&id).bind(PAGE).fetch_all(conn).await)?;
        let Some(last) = rows.last() else { break };
        (batch, id) = (last.0.clone(), last.1.clone());
        for row in rows {
            seen += 1;
            let (batch, id, agency, service, unit, questionnaire, month, stratum, scores) = row;
            let month = month.to_string();
            let parts = [&id, &agency, &service, &unit, &questionnaire, &month, &stratum, &scores];
            let text = released_text(&parts.map(String::as_str));
            batches.entry(batch).or_default().push(text);
        }
        judge_whole(&mut batches, &batch, folds, deviations);
    }
    judge_whole(&mut batches, "", folds, deviations);
    const COUNTED: &str = "SELECT COALESCE(CAST(SUM(value) AS BIGINT), 0) FROM survey_count \
         WHERE element = '' AND score = 0";
    let (counted,): (i64,) = on_tx!(tx, conn => sqlx::query_as(COUNTED).fetch_one(conn).await)?;
    let journaled: u64 = folds.values().filter_map(released).map(|batch| batch.count).sum();
    if counted != seen || u64::try_from(seen).ok() != Some(journaled) {
        deviations.push(format!(
            "surveys: {journaled} responses journaled, {seen} kept, {counted} counted"
        ));
    }
    Ok(())
}

/// Judges and drops every batch but the one that goes on in the next page.
fn judge_whole(
    batches: &mut BTreeMap<String, Vec<String>>,
    unfinished: &str,
    folds: &HashMap<Key, Fold>,
    deviations: &mut Vec<String>,
) {
    let rest = batches.remove(unfinished);
    for (id, rows) in std::mem::take(batches) {
        let found = folds.values().filter_map(released).find(|batch| batch.id == id);
        let is_whole = found.is_some_and(|batch| {
            u64::try_from(rows.len()).ok() == Some(batch.count)
                && root(rows.into_iter()) == batch.root
        });
        if !is_whole {
            deviations.push(format!("surveys: batch {id} is not what its event says"));
        }
    }
    if let Some(rest) = rest {
        batches.insert(unfinished.to_owned(), rest);
    }
}

fn released(fold: &Fold) -> Option<&::surveys::Batch> {
    match &fold.record {
        Some(Record::SurveyBatch(batch)) => Some(batch),
        _ => None,
    }
}
