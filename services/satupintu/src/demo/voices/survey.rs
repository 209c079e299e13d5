//! A survey from the first answer to the published index.

use contract::satupintu::surveys::v1::{
    Answers, EnterResponseRequest, GetIndexRequest, GetIndexResponse, IssueTokenRequest, Score,
    Stratum, SubmitResponseRequest, surveys_service_client::SurveysServiceClient,
};
use surveys::Questionnaire;
use tonic::transport::Channel;

use super::{
    super::office::{Case, Office},
    PERIOD,
    people::Staff,
};
use crate::{failure::Failure, track::refused};

/// What the regulation asks, as every deployment here does.
const QUESTIONNAIRE: &str = "skm-9";

/// Sheets that an officer enters, or a kiosk takes.
pub(super) struct Sheets<'a> {
    pub(super) service: &'a str,
    pub(super) stratum: Stratum,
    /// A word for each respondent: the scores of the nine elements in the order of
    /// the regulation's list.
    pub(super) answers: &'a str,
    /// What the first respondent adds.
    pub(super) comment: &'a str,
}

/// Whoever holds the receipt of a case that has ended answers by a one-time token.
pub(super) async fn by_token(
    office: &mut Office<'_>,
    ended: impl Iterator<Item = &Case>,
    scores: &str,
) -> Result<(), Failure> {
    office.on((3, 7), (10, 0)).await?;
    let mut count = 0_u32;
    for case in ended {
        let request =
            IssueTokenRequest { receipt_number: case.receipt.clone(), secret: case.secret.clone() };
        let token = surveys(office).issue_token(request).await.map_err(refused)?.into_inner().token;
        let (parent, answers) = (office.house.resource(), Some(answers(scores, "")?));
        let request = SubmitResponseRequest { token, answers, parent };
        surveys(office).submit_response(request).await.map_err(refused)?;
        count += 1;
    }
    office.step(&format!("survei (survey) SKM: {count} dengan token sekali pakai (by token)"));
    Ok(())
}

/// The officer at the counter enters what came on paper, or minds the kiosk.
pub(super) async fn taken(
    office: &mut Office<'_>,
    staff: &Staff,
    sheets: &Sheets<'_>,
) -> Result<(), Failure> {
    office.on((3, 7), (14, 0)).await?;
    let mut count = 0_u32;
    for scores in sheets.answers.split_whitespace() {
        let comment = if count == 0 { sheets.comment } else { "" };
        let request = EnterResponseRequest {
            parent: format!("{}/services/{}", office.house.resource(), sheets.service),
            entry_id: office.new_id(),
            stratum: sheets.stratum.into(),
            unit: String::new(),
            answers: Some(answers(scores, comment)?),
        };
        let request = office.signed(staff.counter, request);
        surveys(office).enter_response(request).await.map_err(refused)?;
        count += 1;
    }
    let by = match sheets.stratum {
        Stratum::Kiosk => "di kios (at the kiosk)",
        Stratum::Paper | Stratum::Unspecified => "di kertas (on paper)",
    };
    office.step(&format!("survei (survey) SKM: {count} {by}"));
    Ok(())
}

/// What waits is released shuffled, as at every midnight; then the index stands for
/// everybody who asks.
pub(super) async fn published(office: &mut Office<'_>) -> Result<GetIndexResponse, Failure> {
    office.on((1, 8), (9, 0)).await?;
    let released = office.house.deployment.store().release_all_responses().await;
    released.map_err(|why| Failure::new("the responses cannot be released", &why))?;
    let request = GetIndexRequest {
        parent: office.house.resource(),
        period: PERIOD.to_owned(),
        ..GetIndexRequest::default()
    };
    let index = surveys(office).get_index(request).await.map_err(refused)?.into_inner();
    office.step(&format!(
        "IKM {}, mutu {} ({}), {} responden; terendah (lowest) {}",
        index.index,
        index.category,
        index.performance,
        index.respondents,
        lowest(&index)
    ));
    Ok(index)
}

/// The element with the lowest index; the first of the list where several are.
pub(super) fn lowest(index: &GetIndexResponse) -> String {
    let elements = index.elements.iter();
    let hundredths = |text: &str| text.replace('.', "").parse::<u32>().unwrap_or(u32::MAX);
    let lowest = elements.min_by_key(|element| hundredths(&element.index));
    lowest.map(|element| element.element.clone()).unwrap_or_default()
}

/// Scores as digits, one for each element.
fn answers(digits: &str, comment: &str) -> Result<Answers, Failure> {
    let asked = Questionnaire::known(QUESTIONNAIRE);
    let asked = asked.ok_or_else(|| Failure::said("the questionnaire is not shipped"))?;
    let scores = asked.questions().iter().zip(digits.chars()).filter_map(|(question, digit)| {
        let value = i32::try_from(digit.to_digit(10)?).ok()?;
        Some(Score { element: question.key.to_string(), value })
    });
    Ok(Answers { scores: scores.collect(), respondent: None, comment: comment.to_owned() })
}

fn surveys(office: &Office<'_>) -> SurveysServiceClient<Channel> {
    SurveysServiceClient::new(office.channel())
}
