//! The report of what was released: figures from the store, pages from `documents`.

use documents::{
    Caution, Sheet, Signatory, SurveyReport, survey_html, survey_infographic, survey_pdf,
};
use sha2::{Digest, Sha256};
use store::{Published, ReleasedRow, Store, SurveyCounts};
use surveys::{
    Counters, Method, Point, Profile, Questionnaire, Report, ReportRow, Setting, aggregate,
    answers_csv, profile_csv,
};
use tonic::Status;

use super::{
    answer::{refused, too_few},
    wire::{Format, ReportAsked},
};
use crate::{letterhead::letterhead, outcome::status};

/// How many earlier periods a trend shows.
pub(super) const EARLIER: usize = 4;

/// The report in the form that is asked for.
pub(super) async fn made(
    store: &Store,
    questionnaire: &'static Questionnaire,
    signatory: &crate::licences::Signature,
    asked: ReportAsked,
) -> Result<Vec<u8>, Status> {
    let id = questionnaire.id().as_str();
    let rows = store.survey_rows(&asked.agency, id, asked.period).await.map_err(status)?;
    let counts = store.survey_counts(&asked.agency, id, "", asked.period).await.map_err(status)?;
    if (rows.len() as u64) < surveys::LIMIT {
        return Err(too_few());
    }
    let service = rows.first().map(|row| row.service.clone()).unwrap_or_default();
    let published = store.service(&asked.agency, &service).await.map_err(status)?;
    let earlier = earlier(store, questionnaire, &asked).await?;
    let simulated = store.deployment().simulation;
    let sheet = sheet(&asked, published.as_ref(), signatory, simulated);
    let format = asked.format;
    let setting = setting(asked, earlier);
    let profile = counts.profiles.values().fold(Profile::default(), Profile::merged);
    let rows = rows.into_iter().map(row).collect();
    // A page takes tens of milliseconds: not on a thread that answers calls.
    let made = tokio::task::spawn_blocking(move || {
        let report = Report::of(setting, questionnaire.clone(), rows, &profile).map_err(refused)?;
        rendered(sheet, report, format)
    });
    made.await.map_err(|error| edge::failed(&error))?
}

fn row(released: ReleasedRow) -> ReportRow {
    let ReleasedRow { service, answers } = released;
    ReportRow { service: Some(service), answers }
}

fn rendered(sheet: Sheet, report: Report, format: Format) -> Result<Vec<u8>, Status> {
    let answers = answers_csv(&report.questionnaire, &report.rows);
    let profile = profile_csv(&report.profile);
    let digest = |text: &str| hex::encode(Sha256::digest(text.as_bytes()));
    let inputs = vec![
        ("jawaban.csv".to_owned(), digest(&answers)),
        ("profil.csv".to_owned(), digest(&profile)),
    ];
    let page = SurveyReport { sheet, report, inputs };
    match format {
        Format::Pdf => survey_pdf(&page).map_err(|error| edge::failed(&error)),
        Format::Html => Ok(survey_html(&page).into_bytes()),
        Format::AnswersCsv => Ok(answers.into_bytes()),
        Format::ProfileCsv => Ok(profile.into_bytes()),
        Format::Infographic => Ok(survey_infographic(&page).into_bytes()),
    }
}

fn setting(asked: ReportAsked, earlier: Vec<Point>) -> Setting {
    Setting {
        unit: asked.unit,
        period: asked.period.title(),
        team: asked.team,
        collection: asked.collection,
        location: String::new(),
        time: String::new(),
        population: asked.population,
        aggregation: asked.aggregation,
        method: Method::default(),
        earlier,
        this: Some(asked.period),
        follow_up: asked.follow_up,
        suggestions: asked.suggestions,
    }
}

/// The indices of earlier periods of the same length that enough people answered in.
async fn earlier(
    store: &Store,
    questionnaire: &Questionnaire,
    asked: &ReportAsked,
) -> Result<Vec<Point>, Status> {
    let mut points = Vec::new();
    let mut period = asked.period;
    for _ in 0..EARLIER {
        period = period.before();
        let id = questionnaire.id().as_str();
        let SurveyCounts { services, .. } =
            store.survey_counts(&asked.agency, id, "", period).await.map_err(status)?;
        let services: Vec<Counters> = services.into_values().collect();
        let index = aggregate(questionnaire, &services, asked.aggregation, Method::default());
        if let Ok(index) = index
            && index.respondents >= surveys::LIMIT
        {
            let (value, category, respondents) = (index.value, index.category, index.respondents);
            points.push(Point { period, value, category, respondents });
        }
    }
    Ok(points)
}

/// As the agency's own service texts print it.
fn sheet(
    asked: &ReportAsked,
    published: Option<&Published>,
    signatory: &crate::licences::Signature,
    simulated: bool,
) -> Sheet {
    let text = published.and_then(|published| published.service.document());
    let office = published.map(|published| published.sop.identity().approved_by.position.clone());
    Sheet {
        letterhead: letterhead(text, &asked.agency),
        caution: Caution { simulated, example: false },
        number: asked.number.clone(),
        place: asked.place.clone(),
        date: asked.date,
        signatory: Signatory {
            office: office.unwrap_or_else(|| "Kepala".to_owned()),
            name: signatory.name.clone(),
            employee_number: signatory.employee_number.clone(),
        },
    }
}
