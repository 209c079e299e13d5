//! What people say in surveys, and who enters it.

use contract::satupintu::surveys::v1::{
    Answers, EnterResponseRequest, GetIndexRequest, GetIndexResponse, IssueTokenRequest, Score,
    Stratum, SubmitResponseRequest,
};

use crate::caller::{Answered, Caller, request_id};
use crate::desk::Receipt;

/// The nine elements in the regulation's order.
pub const ELEMENTS: [&str; 9] = [
    "persyaratan",
    "prosedur",
    "waktu",
    "biaya",
    "produk",
    "kompetensi",
    "perilaku",
    "pengaduan",
    "sarana",
];

/// Scores of the nine elements, and nothing else.
#[must_use]
pub fn scores(scores: [i32; 9]) -> Answers {
    let scores = ELEMENTS.iter().zip(scores);
    let score = |(element, value): (&&str, i32)| Score { element: (*element).to_owned(), value };
    Answers { scores: scores.map(score).collect(), respondent: None, comment: String::new() }
}

impl Caller {
    /// Takes the token of a case that has ended.
    ///
    /// # Errors
    /// As the agency answers; so for every function below.
    pub async fn takes_token(&self, receipt: &Receipt) -> Answered<String> {
        let request = IssueTokenRequest {
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
        };
        Ok(self.surveys().issue_token(request).await?.into_inner().token)
    }

    /// Answers with a token; `true` when the token was spent before.
    pub async fn responds(&self, token: &str, answers: Answers) -> Answered<bool> {
        let request = SubmitResponseRequest {
            token: token.to_owned(),
            answers: Some(answers),
            parent: self.agency.clone(),
        };
        Ok(self.surveys().submit_response(request).await?.into_inner().already_spent)
    }

    /// Enters a sheet of paper for `service`.
    pub async fn enters(&self, service: &str, answers: Answers) -> Answered<bool> {
        let request = EnterResponseRequest {
            parent: service.to_owned(),
            entry_id: request_id(),
            stratum: Stratum::Paper.into(),
            unit: String::new(),
            answers: Some(answers),
        };
        Ok(self.surveys().enter_response(request).await?.into_inner().already_entered)
    }

    /// The index of the agency, or of one `service` of it.
    pub async fn reads_index(&self, service: &str, period: &str) -> Answered<GetIndexResponse> {
        let request = GetIndexRequest {
            parent: self.agency.clone(),
            service: service.to_owned(),
            period: period.to_owned(),
            ..Default::default()
        };
        Ok(self.surveys().get_index(request).await?.into_inner())
    }
}
