//! Who reports to the inspectorate, and the inspectorate.

use contract::satupintu::whistleblowing::v1::{
    AppendAnswerRequest, GetInspectorateRequest, GetReportRequest, ListAnswersRequest,
    ListReportsRequest, SealedReport, SubmitReportRequest,
    whistleblowing_service_client::WhistleblowingServiceClient,
};
use jiff::civil::{Date, date};
use whistleblowing::{Answer, PrivateKey, PublicKey, Report, Sealed, Secret, Text};

use crate::agency::Agency;
use crate::caller::{Answered, Caller, Wire, request_id};

/// What people and inspectors write on their messages.
const DAY: Date = date(2026, 6, 8);

/// The key of the inspectorate of every story; no server is ever given it.
#[must_use]
pub fn inspectorate() -> PrivateKey {
    PrivateKey::derived(&[7; 32])
}

/// Somebody's new slip.
///
/// # Panics
/// When the system gives no randomness.
#[must_use]
pub fn slip() -> Secret {
    Secret::new(store::random().unwrap())
}

/// What is sent of a report by the holder of `secret`.
///
/// # Panics
/// When the text is none.
#[must_use]
pub fn submission(caller: &Caller, secret: &Secret, text: &str) -> SubmitReportRequest {
    sealed_to(caller, secret, text, &inspectorate().public())
}

/// The same, sealed to any key.
///
/// # Panics
/// When the text is none.
#[must_use]
pub fn sealed_to(
    caller: &Caller,
    secret: &Secret,
    text: &str,
    key: &PublicKey,
) -> SubmitReportRequest {
    let report = Report::new(secret, DAY, Text::parse(text).unwrap());
    let sealed = report.sealed(key, store::random().unwrap()).unwrap();
    SubmitReportRequest {
        parent: caller.agency.clone(),
        entry_id: request_id(),
        number: secret.number().to_string(),
        proof: secret.proof().reveal(),
        sealed: sealed.as_bytes().to_vec(),
    }
}

/// An officer of the inspectorate, without any other duty.
pub async fn inspector(agency: &Agency) -> Caller {
    let duty = format!("inspect:{}", agency.plan.agency);
    agency.officer("pengawas-inspektorat", &[&duty]).await
}

impl Caller {
    /// Reports to the inspectorate.
    #[must_use]
    pub fn whistleblowing(&self) -> WhistleblowingServiceClient<Wire> {
        WhistleblowingServiceClient::new(self.wire())
    }

    /// The fingerprint of the key that the agency shows.
    ///
    /// # Errors
    /// As the agency answers; so for every function below.
    pub async fn asks_for_inspectorate(&self) -> Answered<String> {
        let request = GetInspectorateRequest { parent: self.agency.clone() };
        Ok(self.whistleblowing().get_inspectorate(request).await?.into_inner().fingerprint)
    }

    /// Reports something, or adds to it; `true` when it came before.
    pub async fn blows(&self, secret: &Secret, text: &str) -> Answered<bool> {
        let request = submission(self, secret, text);
        Ok(self.whistleblowing().submit_report(request).await?.into_inner().already_received)
    }

    /// The opened answers, in the words of the inspectorate.
    ///
    /// # Panics
    /// When one does not open with the slip.
    pub async fn hears(&self, secret: &Secret) -> Answered<Vec<String>> {
        let request = ListAnswersRequest {
            parent: self.agency.clone(),
            number: secret.number().to_string(),
            proof: secret.proof().reveal(),
            ..ListAnswersRequest::default()
        };
        let answers = self.whistleblowing().list_answers(request).await?.into_inner().answers;
        let opened = answers.iter().map(|bytes| {
            let answer = Answer::open(&Sealed::parse(bytes).unwrap(), secret).unwrap();
            answer.text.as_str().to_owned()
        });
        Ok(opened.collect())
    }

    /// The reports that the inspectorate can fetch.
    pub async fn lists_reports(&self) -> Answered<Vec<SealedReport>> {
        let request =
            ListReportsRequest { parent: self.agency.clone(), ..ListReportsRequest::default() };
        Ok(self.whistleblowing().list_reports(request).await?.into_inner().reports)
    }

    /// Fetches one, and opens it with the key of the inspectorate.
    ///
    /// # Panics
    /// When it does not open.
    pub async fn opens_report(&self, name: &str) -> Answered<Report> {
        let request = GetReportRequest { name: name.to_owned() };
        let sealed = self.whistleblowing().get_report(request).await?.into_inner().sealed;
        Ok(Report::open(&Sealed::parse(&sealed).unwrap(), &inspectorate()).unwrap())
    }

    /// Answers an opened report; `true` when the entry came before.
    ///
    /// # Panics
    /// When the text is none.
    pub async fn answers_report(&self, report: &Report, text: &str) -> Answered<bool> {
        let request = answer(self, report, text);
        Ok(self.whistleblowing().append_answer(request).await?.into_inner().already_appended)
    }
}

/// What is sent of an answer to `report`.
///
/// # Panics
/// When the text is none.
#[must_use]
pub fn answer(caller: &Caller, report: &Report, text: &str) -> AppendAnswerRequest {
    let answer = Answer::new(report, DAY, Text::parse(text).unwrap());
    let sealed = report.answered(&answer, store::random().unwrap()).unwrap();
    AppendAnswerRequest {
        parent: caller.agency.clone(),
        entry_id: request_id(),
        number: report.number.to_string(),
        sealed: sealed.as_bytes().to_vec(),
    }
}
