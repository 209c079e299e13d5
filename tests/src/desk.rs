//! What people do with a case, one call each, every write with an id of its own.

use contract::satupintu::permits::v1::{
    AcceptApplicationRequest, Applicant, Application, ApproveApplicationRequest,
    CompleteTaskRequest, DecideObjectionRequest, Declaration, Defect, EndorseReturnRequest,
    Endorsement, FileObjectionRequest, GetApplicationRequest, IssueLicenceRequest, ObjectionStatus,
    Overtake, OvertakeReason, Progress, Purpose, ReadFormRequest, ReadFormResponse,
    RejectApplicationRequest, ReleaseReason, ReleaseTaskRequest, ResubmitApplicationRequest,
    ReturnApplicationRequest, SubmitApplicationRequest, SubmitApplicationResponse,
    TakeNextTaskRequest, TakeNextTaskResponse, TakeTaskRequest, TrackApplicationRequest,
    WithdrawApplicationRequest,
};

use crate::caller::{Answered, Caller, request_id};

/// What an applicant holds in the hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The application's resource name.
    pub name: String,
    /// The number for people.
    pub number: String,
    /// The secret beside it.
    pub secret: String,
}

impl From<SubmitApplicationResponse> for Receipt {
    fn from(filed: SubmitApplicationResponse) -> Self {
        let SubmitApplicationResponse {
            name,
            receipt_number: number,
            secret,
            progress: _,
            agent_secret: _,
        } = filed;
        Self { name, number, secret }
    }
}

/// The applicant's side.
impl Caller {
    /// Files an application.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    pub async fn files(&self, request: SubmitApplicationRequest) -> Answered<Receipt> {
        Ok(self.permits().submit_application(request).await?.into_inner().into())
    }

    /// Looks where the application stands.
    pub async fn tracks(&self, receipt: &Receipt) -> Answered<Progress> {
        let request = TrackApplicationRequest {
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
        };
        let answer = self.permits().track_application(request).await?.into_inner();
        Ok(answer.progress.expect("an answer shows the progress"))
    }

    /// Hands in again.
    pub async fn resubmits(&self, receipt: &Receipt, applicant: Applicant) -> Answered<Progress> {
        let request = ResubmitApplicationRequest {
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
            request_id: request_id(),
            etag: String::new(),
            applicant: Some(applicant),
            answers: Vec::new(),
        };
        let answer = self.permits().resubmit_application(request).await?.into_inner();
        Ok(answer.progress.expect("an answer shows the progress"))
    }

    /// Objects to the rejection.
    pub async fn objects(&self, receipt: &Receipt, grounds: &str) -> Answered<Progress> {
        let request = FileObjectionRequest {
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
            request_id: request_id(),
            etag: String::new(),
            grounds: grounds.to_owned(),
        };
        let answer = self.objections().file_objection(request).await?.into_inner();
        Ok(answer.progress.expect("an answer shows the progress"))
    }

    /// Gives up.
    pub async fn withdraws(&self, receipt: &Receipt, reason: &str) -> Answered<Progress> {
        let request = WithdrawApplicationRequest {
            receipt_number: receipt.number.clone(),
            secret: receipt.secret.clone(),
            request_id: request_id(),
            etag: String::new(),
            reason: reason.to_owned(),
        };
        let answer = self.permits().withdraw_application(request).await?.into_inner();
        Ok(answer.progress.expect("an answer shows the progress"))
    }
}

/// The officers' side. `case` is an application's resource name.
impl Caller {
    /// Looks at an application.
    pub async fn sees(&self, case: &str) -> Answered<Application> {
        let request = GetApplicationRequest { name: case.to_owned() };
        shown(self.permits().get_application(request).await?.into_inner().application)
    }

    /// Takes a step that is the oldest.
    pub async fn takes(&self, case: &str, step: &str) -> Answered<Application> {
        self.takes_for(case, step, None).await
    }

    /// Takes a step before older ones.
    pub async fn overtakes(
        &self,
        case: &str,
        step: &str,
        reason: OvertakeReason,
        note: &str,
    ) -> Answered<Application> {
        let overtake = Overtake { reason: reason.into(), note: note.to_owned() };
        self.takes_for(case, step, Some(overtake)).await
    }

    async fn takes_for(
        &self,
        case: &str,
        step: &str,
        overtake: Option<Overtake>,
    ) -> Answered<Application> {
        let request = TakeTaskRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
            overtake,
            declaration: Declaration::NoConflict.into(),
            conflict: None,
        };
        shown(self.permits().take_task(request).await?.into_inner().application)
    }

    /// Takes whatever is next for an executor, as `agency/unit/role`.
    pub async fn takes_next(&self, executor: &str) -> Answered<TakeNextTaskResponse> {
        let request = TakeNextTaskRequest {
            parent: self.agency.clone(),
            request_id: request_id(),
            executor: executor.to_owned(),
            declaration: Declaration::NoConflict.into(),
        };
        Ok(self.permits().take_next_task(request).await?.into_inner())
    }

    /// Puts a task back.
    pub async fn releases(
        &self,
        case: &str,
        step: &str,
        reason: ReleaseReason,
    ) -> Answered<Application> {
        let request = ReleaseTaskRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
            reason: reason.into(),
        };
        shown(self.permits().release_task(request).await?.into_inner().application)
    }

    /// Confirms that the file is complete.
    pub async fn accepts(&self, case: &str, step: &str) -> Answered<Application> {
        let request = AcceptApplicationRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
        };
        shown(self.permits().accept_application(request).await?.into_inner().application)
    }

    /// Returns the file with what is wrong: (requirement, note).
    pub async fn returns(
        &self,
        case: &str,
        step: &str,
        defects: &[(&str, &str)],
    ) -> Answered<Application> {
        let defect = |(requirement, note): &(&str, &str)| Defect {
            requirement_id: (*requirement).to_owned(),
            note: (*note).to_owned(),
        };
        let request = ReturnApplicationRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
            defects: defects.iter().map(defect).collect(),
        };
        shown(self.permits().return_application(request).await?.into_inner().application)
    }

    /// Says yes or no to a second return.
    pub async fn endorses(
        &self,
        case: &str,
        endorsement: Endorsement,
        reason: &str,
    ) -> Answered<Application> {
        let request = EndorseReturnRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            endorsement: endorsement.into(),
            reason: reason.to_owned(),
        };
        shown(self.permits().endorse_return(request).await?.into_inner().application)
    }

    /// Completes a step, a decision with its outcome and reason.
    pub async fn completes(
        &self,
        case: &str,
        step: &str,
        outcome: &str,
        reason: &str,
    ) -> Answered<Application> {
        let request = CompleteTaskRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
            outcome: outcome.to_owned(),
            reason: reason.to_owned(),
        };
        shown(self.permits().complete_task(request).await?.into_inner().application)
    }

    /// Approves.
    pub async fn approves(&self, case: &str, step: &str, reason: &str) -> Answered<Application> {
        let request = ApproveApplicationRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
            reason: reason.to_owned(),
        };
        shown(self.permits().approve_application(request).await?.into_inner().application)
    }

    /// Rejects.
    pub async fn rejects(&self, case: &str, step: &str, ground: &str) -> Answered<Application> {
        let request = RejectApplicationRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
            ground: ground.to_owned(),
        };
        shown(self.permits().reject_application(request).await?.into_inner().application)
    }

    /// Decides on an objection.
    pub async fn decides_objection(
        &self,
        case: &str,
        finding: ObjectionStatus,
        reason: &str,
    ) -> Answered<Application> {
        let request = DecideObjectionRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            finding: finding.into(),
            reason: reason.to_owned(),
        };
        shown(self.objections().decide_objection(request).await?.into_inner().application)
    }

    /// Issues the licence.
    pub async fn issues(&self, case: &str, step: &str) -> Answered<Application> {
        let request = IssueLicenceRequest {
            name: case.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            step: step.to_owned(),
        };
        shown(self.permits().issue_licence(request).await?.into_inner().application)
    }

    /// Opens the applicant's form.
    pub async fn reads(&self, case: &str, purpose: Purpose) -> Answered<ReadFormResponse> {
        let request = ReadFormRequest {
            name: case.to_owned(),
            request_id: request_id(),
            purpose: purpose.into(),
        };
        Ok(self.permits().read_form(request).await?.into_inner())
    }
}

fn shown(application: Option<Application>) -> Answered<Application> {
    Ok(application.expect("an answer shows the application"))
}
