//! Emptying the box: shuffled, in batches, with the counters, in one commit.

use std::collections::BTreeMap;

use journal::{Frontier, leaf_hash};
use kernel::Actor;
use privacy::Place;
use surveys::{Event as SurveyEvent, Released, Response, scores_text};

use crate::{
    batch::Batch,
    columns::{Column, Sql, Writes, inserts, rows},
    database::on_pool,
    error::Error,
    record::{Event, Key, RecordKind},
    request::{Act, Reply, Request},
    store::Store,
    vault::{WrappedKey, random},
};

/// Fewer wait for others, until the time of day when everything goes.
const FEWEST: usize = 10;
/// The most in one batch.
const MOST: i64 = 500;
/// Who empties the box holds this turn.
const TURN: &str = "surveys";

const RESPONSES: Sql = inserts!(
    "survey_response (id, batch, agency, service, unit, questionnaire, month, stratum, scores)",
    (0 text, 1 text, 2 text, 3 text, 4 text, 5 text, 6 int, 7 text, 8 text),
    ""
);
const COUNTS: Sql = inserts!(
    "survey_count (agency, questionnaire, month, service, unit, stratum, element, score, value)",
    (0 text, 1 text, 2 int, 3 text, 4 text, 5 text, 6 text, 7 int, 8 int),
    "ON CONFLICT (agency, questionnaire, month, service, unit, stratum, element, score) \
     DO UPDATE SET value = survey_count.value + excluded.value"
);
const PROFILE: Sql = inserts!(
    "survey_profile (agency, questionnaire, month, service, dimension, member, value)",
    (0 text, 1 text, 2 int, 3 text, 4 text, 5 text, 6 int),
    "ON CONFLICT (agency, questionnaire, month, service, dimension, member) \
     DO UPDATE SET value = survey_profile.value + excluded.value"
);
const COMMENTS: Sql = inserts!(
    "survey_comment (sealed, agency, service, month)",
    (0 text, 1 text, 2 text, 3 int),
    ""
);
const EMPTIED: Sql = rows!("DELETE FROM survey_box WHERE id IN (", (0 text), ")");

/// Responses on their way out of the box.
#[derive(Clone)]
pub struct SurveyRelease {
    /// The box's rows that go.
    boxed: Vec<String>,
    /// What they held, shuffled, each under a new random id.
    responses: Vec<(String, Response)>,
    /// Which sealed text belongs to which agency, service and month.
    comments: Vec<(String, String, String, i64)>,
    /// The key of the comments' texts.
    key: WrappedKey,
    released: Released,
}

/// Its content is nobody's to print.
impl std::fmt::Debug for SurveyRelease {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SurveyRelease").field("released", &self.released).finish_non_exhaustive()
    }
}

impl Store {
    /// Releases what waits, if at least ten wait; answers how many left the box.
    ///
    /// # Errors
    /// When the database fails, or something in the box does not open.
    pub async fn release_responses(&self) -> Result<usize, Error> {
        self.release(FEWEST).await
    }

    /// Releases whatever waits, be it one: for the fixed time of day.
    ///
    /// # Errors
    /// As [`Store::release_responses`].
    pub async fn release_all_responses(&self) -> Result<usize, Error> {
        self.release(1).await
    }

    async fn release(&self, fewest: usize) -> Result<usize, Error> {
        let Some(turn) = self.turn(TURN).await? else { return Ok(0) };
        let released = self.empty(fewest).await;
        turn.end().await?;
        released
    }

    async fn empty(&self, fewest: usize) -> Result<usize, Error> {
        let mut released = 0;
        loop {
            let waiting = self.waiting().await?;
            if waiting.len() < fewest {
                return Ok(released);
            }
            released += waiting.len();
            let (release, sealed) = self.opened(waiting)?;
            let request_id = release.released.id.clone();
            let act = Act::ReleaseResponses(Box::new(release));
            let request =
                Request { actor: Actor::System, request_id, digest: [0; 32], act, sealed };
            self.submit(request).await?;
        }
    }

    /// What is in the box, in the order of the random ids.
    async fn waiting(&self) -> Result<Vec<(String, Vec<u8>)>, Error> {
        const READ: &str = "SELECT id, ciphertext FROM survey_box ORDER BY id LIMIT $1";
        Ok(on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(MOST).fetch_all(pool).await)?)
    }

    fn opened(
        &self,
        waiting: Vec<(String, Vec<u8>)>,
    ) -> Result<(SurveyRelease, Vec<crate::vault::SealedRow>), Error> {
        let id = self.new_id()?;
        let (subject, key) = self.new_subject(&id)?;
        let mut responses = BTreeMap::new();
        let (mut boxed, mut comments, mut sealed) = (Vec::new(), Vec::new(), Vec::new());
        for (row, ciphertext) in waiting {
            let response = self.response(&row, &ciphertext)?;
            boxed.push(row);
            // A new random id is a new place: the map's order is the shuffle.
            responses.insert(hex::encode(random::<16>()?), response);
        }
        for response in responses.values_mut() {
            if let Some(words) = response.comment.take() {
                let (reference, row) = self.seal(&subject, &id, "comment", words.as_bytes())?;
                let (agency, service) = (response.agency.to_string(), response.service.to_string());
                comments.push((reference.row, agency, service, response.month));
                sealed.push(row);
            }
        }
        let responses: Vec<(String, Response)> = responses.into_iter().collect();
        let released = Released {
            id,
            agency: self.deployment().agency.clone(),
            count: u64::try_from(responses.len()).unwrap_or(u64::MAX),
            root: root(responses.iter().map(|(id, response)| row_text(id, response))),
        };
        Ok((SurveyRelease { boxed, responses, comments, key, released }, sealed))
    }

    fn response(&self, row: &str, ciphertext: &[u8]) -> Result<Response, Error> {
        let place = Place { table: "survey_box", row, column: "ciphertext" };
        let text = self.keys().open_boxed(place, ciphertext)?;
        serde_json::from_slice(&text)
            .map_err(|why| Error::corrupt("survey_box.ciphertext", row, why))
    }
}

/// A released row as its hash covers it.
fn row_text(id: &str, response: &Response) -> String {
    let Response { agency, service, unit, questionnaire, month, stratum, scores, .. } = response;
    released_text(&[
        id,
        agency.as_str(),
        service.as_str(),
        unit,
        questionnaire.as_str(),
        &month.to_string(),
        stratum.as_str(),
        &scores_text(scores),
    ])
}

/// The same of a row that is read.
pub(crate) fn released_text(parts: &[&str]) -> String {
    parts.join("|")
}

/// The RFC 6962 root over rows in the order of their texts, which begin with random ids.
pub(crate) fn root(rows: impl Iterator<Item = String>) -> String {
    let mut rows: Vec<String> = rows.collect();
    rows.sort();
    let mut frontier = Frontier::new();
    for row in rows {
        frontier.push(leaf_hash(row.as_bytes()));
    }
    hex::encode(frontier.root().as_bytes())
}

/// Journals the batch; its rows are written with it.
pub(crate) fn decided(
    batch: &mut Batch<'_>,
    actor: &Actor,
    release: &SurveyRelease,
) -> Result<(Key, Reply), Error> {
    if *actor != Actor::System {
        return Err(Error::refused("DUTY_MISSING"));
    }
    let key = Key::new(RecordKind::SurveyBatch, &release.released.id);
    let event = SurveyEvent::Released(release.released.clone());
    batch.apply(&key, actor, vec![Event::Surveys(event)])?;
    batch.subjects.push(release.key.clone());
    batch.surveys.push(release.clone());
    batch.reply(key, None)
}

/// Rows, counters and comments of what the batch releases, and the emptied box.
pub(crate) fn write(batch: &mut Batch<'_>, writes: &mut Writes) {
    let releases = std::mem::take(&mut batch.surveys);
    let mut counts: BTreeMap<CountKey, i64> = BTreeMap::new();
    let mut profile: BTreeMap<ProfileKey, i64> = BTreeMap::new();
    for (_, response) in releases.iter().flat_map(|release| &release.responses) {
        count(response, &mut counts);
        groups(response, &mut profile);
    }
    responses(&releases, writes);
    let mut columns = Columns::default();
    for ((agency, questionnaire, month, service, unit, stratum, element, score), value) in counts {
        columns.text(0, agency).text(1, questionnaire).int(2, month).text(3, service);
        columns.text(4, unit).text(5, stratum.to_owned()).text(6, element);
        columns.int(7, score).int(8, value);
    }
    writes.add(&COUNTS, columns.of(&[false, false, true, false, false, false, false, true, true]));
    let mut columns = Columns::default();
    for ((agency, questionnaire, month, service, dimension, member), value) in profile {
        columns.text(0, agency).text(1, questionnaire).int(2, month).text(3, service);
        columns.text(4, dimension.to_owned()).text(5, member).int(6, value);
    }
    writes.add(&PROFILE, columns.of(&[false, false, true, false, false, false, true]));
    let mut columns = Columns::default();
    for (sealed, agency, service, month) in releases.iter().flat_map(|release| &release.comments) {
        columns.text(0, sealed.clone()).text(1, agency.clone());
        columns.text(2, service.clone()).int(3, *month);
    }
    writes.add(&COMMENTS, columns.of(&[false, false, false, true]));
    let boxed = releases.into_iter().flat_map(|release| release.boxed).collect();
    writes.add(&EMPTIED, vec![Column::Text(boxed)]);
}

type CountKey = (String, String, i64, String, String, &'static str, String, i64);
type ProfileKey = (String, String, i64, String, &'static str, String);

/// Every score, and with an empty element the respondent and, of a complete one, the total.
fn count(response: &Response, counts: &mut BTreeMap<CountKey, i64>) {
    let Response { agency, service, unit, questionnaire, month, stratum, scores, .. } = response;
    let mut add = |element: &str, score: i64, value: i64| {
        let key = (
            agency.to_string(),
            questionnaire.to_string(),
            *month,
            service.to_string(),
            unit.clone(),
            stratum.as_str(),
            element.to_owned(),
            score,
        );
        *counts.entry(key).or_default() += value;
    };
    for (element, score) in scores {
        add(element.as_str(), i64::from(*score), 1);
    }
    add("", 0, 1);
    let asked = surveys::Questionnaire::known(questionnaire.as_str());
    if asked.is_some_and(|asked| asked.questions().len() == scores.len()) {
        let total: i64 = scores.values().map(|score| i64::from(*score)).sum();
        add("", 1, 1);
        add("", 2, total);
        add("", 3, total * total);
    }
}

fn groups(response: &Response, profile: &mut BTreeMap<ProfileKey, i64>) {
    let Response { agency, service, questionnaire, month, groups, .. } = response;
    for (dimension, member) in groups {
        let key = (
            agency.to_string(),
            questionnaire.to_string(),
            *month,
            service.to_string(),
            dimension.key(),
            member.clone(),
        );
        *profile.entry(key).or_default() += 1;
    }
}

fn responses(releases: &[SurveyRelease], writes: &mut Writes) {
    let mut columns = Columns::default();
    for release in releases {
        for (id, response) in &release.responses {
            let Response { agency, service, unit, questionnaire, month, stratum, scores, .. } =
                response;
            columns.text(0, id.clone()).text(1, release.released.id.clone());
            columns.text(2, agency.to_string()).text(3, service.to_string());
            columns.text(4, unit.clone()).text(5, questionnaire.to_string());
            columns.int(6, *month).text(7, stratum.as_str().to_owned());
            columns.text(8, scores_text(scores));
        }
    }
    let kinds = [false, false, false, false, false, false, true, false, false];
    writes.add(&RESPONSES, columns.of(&kinds));
}

/// Columns that are filled row by row.
#[derive(Default)]
struct Columns {
    texts: BTreeMap<usize, Vec<String>>,
    ints: BTreeMap<usize, Vec<i64>>,
}

impl Columns {
    fn text(&mut self, column: usize, value: String) -> &mut Self {
        self.texts.entry(column).or_default().push(value);
        self
    }

    fn int(&mut self, column: usize, value: i64) -> &mut Self {
        self.ints.entry(column).or_default().push(value);
        self
    }

    /// In the statement's order; `true` for a column of numbers.
    fn of(mut self, are_ints: &[bool]) -> Vec<Column> {
        let column = |(place, is_int): (usize, &bool)| match is_int {
            true => Column::Int(self.ints.remove(&place).unwrap_or_default()),
            false => Column::Text(self.texts.remove(&place).unwrap_or_default()),
        };
        are_ints.iter().enumerate().map(column).collect()
    }
}
