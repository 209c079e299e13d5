//! What is asked of surveys: counters, profile, rows for the export, comments.

use std::collections::BTreeMap;

use kernel::AgencyId;
use surveys::{
    Answers, Counters, Dimension, ElementKey, Moments, Period, Profile, Score, scores_of,
};

use crate::{database::on_pool, error::Error, store::Store};

/// The most rows that a report takes into its export at once.
const MOST_ROWS: i64 = 100_000;
/// The most comments that are shown at once.
const MOST_COMMENTS: i64 = 200;

/// Everything that was counted of an agency in a period.
#[derive(Clone, Debug, Default)]
pub struct SurveyCounts {
    /// The counters of each service.
    pub services: BTreeMap<String, Counters>,
    /// Who answered, of each service.
    pub profiles: BTreeMap<String, Profile>,
}

/// One released response, without anything but its service and answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleasedRow {
    /// The service.
    pub service: String,
    /// What was answered.
    pub answers: Answers,
}

/// Sums while the rows of one service are read.
#[derive(Default)]
struct Sums {
    respondents: u64,
    scores: Vec<(ElementKey, Score, u64)>,
    complete: Moments,
}

impl Store {
    /// The counters of every service of `agency` in the months of `period`, in one read of
    /// an index: never of responses.
    ///
    /// # Errors
    /// When the database fails; so for every function below.
    pub async fn survey_counts(
        &self,
        agency: &AgencyId,
        questionnaire: &str,
        unit: &str,
        period: Period,
    ) -> Result<SurveyCounts, Error> {
        const READ: &str = "SELECT service, element, score, CAST(SUM(value) AS BIGINT) \
             FROM survey_count \
             WHERE agency = $1 AND questionnaire = $2 AND month BETWEEN $3 AND $4 \
             AND ($5 = '' OR unit = $5) \
             GROUP BY service, element, score ORDER BY service, element, score";
        let rows: Vec<(String, String, i64, i64)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(agency.as_str()).bind(questionnaire)
                .bind(period.first_month()).bind(period.last_month()).bind(unit)
                .fetch_all(pool).await)?;
        let mut sums: BTreeMap<String, Sums> = BTreeMap::new();
        for (service, element, score, value) in rows {
            sums.entry(service).or_default().add(&element, score, value)?;
        }
        let services = sums.into_iter().map(|(service, sums)| (service, sums.counters())).collect();
        let profiles = self.survey_profiles(agency, questionnaire, period).await?;
        Ok(SurveyCounts { services, profiles })
    }

    async fn survey_profiles(
        &self,
        agency: &AgencyId,
        questionnaire: &str,
        period: Period,
    ) -> Result<BTreeMap<String, Profile>, Error> {
        const READ: &str = "SELECT service, dimension, member, CAST(SUM(value) AS BIGINT) \
             FROM survey_profile \
             WHERE agency = $1 AND questionnaire = $2 AND month BETWEEN $3 AND $4 \
             GROUP BY service, dimension, member ORDER BY service, dimension, member";
        let rows: Vec<(String, String, String, i64)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(agency.as_str()).bind(questionnaire)
                .bind(period.first_month()).bind(period.last_month())
                .fetch_all(pool).await)?;
        let mut profiles: BTreeMap<String, Profile> = BTreeMap::new();
        for (service, dimension, member, value) in rows {
            let known = Dimension::of_key(&dimension).ok_or_else(|| {
                Error::corrupt("survey_profile.dimension", &dimension, "is not one of ours")
            })?;
            let count = u64::try_from(value).unwrap_or_default();
            profiles.entry(service).or_default().add(known, member, count);
        }
        Ok(profiles)
    }

    /// Released responses of a period, by random id: for the export of a report.
    ///
    /// # Errors
    /// `SURVEY_TOO_MANY` rather than a part of them: a report on some would pass for one on
    /// all.
    pub async fn survey_rows(
        &self,
        agency: &AgencyId,
        questionnaire: &str,
        period: Period,
    ) -> Result<Vec<ReleasedRow>, Error> {
        const READ: &str = "SELECT service, scores FROM survey_response \
             WHERE agency = $1 AND questionnaire = $2 AND month BETWEEN $3 AND $4 \
             ORDER BY id LIMIT $5";
        let rows: Vec<(String, String)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(agency.as_str()).bind(questionnaire)
                .bind(period.first_month()).bind(period.last_month()).bind(MOST_ROWS + 1)
                .fetch_all(pool).await)?;
        if i64::try_from(rows.len()).is_ok_and(|count| count > MOST_ROWS) {
            return Err(Error::refused("SURVEY_TOO_MANY"));
        }
        let row = |(service, scores): (String, String)| {
            let scores = scores_of(&scores).ok_or_else(|| {
                Error::corrupt("survey_response.scores", &service, "is not written by us")
            })?;
            let answers = scores.into_iter().map(|(key, score)| (key, Score::whole(score)));
            Ok(ReleasedRow { service, answers: answers.collect() })
        };
        rows.into_iter().map(row).collect()
    }

    /// What respondents of a month added in words: service and words, in no order of time.
    pub async fn survey_comments(
        &self,
        agency: &AgencyId,
        period: Period,
    ) -> Result<Vec<(String, String)>, Error> {
        const READ: &str = "SELECT c.service, c.sealed FROM survey_comment c \
             WHERE c.agency = $1 AND c.month BETWEEN $2 AND $3 \
             ORDER BY c.month DESC, c.sealed LIMIT $4";
        let rows: Vec<(String, String)> = on_pool!(self.database(), pool =>
            sqlx::query_as(READ).bind(agency.as_str())
                .bind(period.first_month()).bind(period.last_month()).bind(MOST_COMMENTS)
                .fetch_all(pool).await)?;
        let ids: Vec<String> = rows.iter().map(|(_, sealed)| sealed.clone()).collect();
        let texts = self.unseal_rows(ids).await?;
        let comment = |(service, sealed): (String, String)| {
            let words = texts.get(&sealed).cloned().unwrap_or_default();
            (service, String::from_utf8_lossy(&words).into_owned())
        };
        Ok(rows.into_iter().map(comment).collect())
    }
}

impl Sums {
    fn add(&mut self, element: &str, score: i64, value: i64) -> Result<(), Error> {
        let count = u64::try_from(value).unwrap_or_default();
        // Totals are counted in whole scores; moments in their units.
        let unit = u128::from(Score::UNIT);
        match (element, score) {
            ("", 0) => self.respondents += count,
            ("", 1) => self.complete.respondents += count,
            ("", 2) => self.complete.sum += u128::from(count) * unit,
            ("", 3) => self.complete.squares += u128::from(count) * unit * unit,
            (element, score) => {
                let corrupt = |why: &str| Error::corrupt("survey_count", element, why);
                let key = ElementKey::parse(element).map_err(|_| corrupt("no element"))?;
                let score = u8::try_from(score).map_err(|_| corrupt("no score"))?;
                self.scores.push((key, Score::whole(score), count));
            }
        }
        Ok(())
    }

    fn counters(self) -> Counters {
        Counters::from_parts(self.respondents, self.scores, self.complete)
    }
}
