//! What is done about procedures in the stories, one call each.

use contract::satupintu::sop::v1::{
    AcknowledgeSopRequest, ApproveSopRequest, DisposeProposalRequest, EvaluateSopRequest,
    EvaluationVerdict, GetSopGovernanceRequest, GetSopGovernanceResponse, ProposalDisposition,
    ProposeRevisionRequest, QuizQuestion, RecordSessionRequest, RecordTrialRequest, SessionKind,
    SetAcknowledgementRequest, SetQuizRequest, SopGovernance, TakeQuizRequest, TakeQuizResponse,
};

use crate::caller::{Answered, Caller, request_id};
use crate::standards::day;

/// The procedure of the specialist's licence.
pub const SOP: &str = "agencies/dpmptsp-magelang/sops/sip-dokter-spesialis/versions/1";

/// Each about the procedure of the specialist's licence.
impl Caller {
    /// Records a trial that ended on `until`.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    pub async fn tries_sop(&self, until: &str) -> Answered<SopGovernance> {
        let request = RecordTrialRequest {
            name: SOP.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            from: day("2026-05-04"),
            until: day(until),
            report: "LAP-UC/1/2026".to_owned(),
        };
        shown(self.governance().record_trial(request).await?.into_inner().governance)
    }

    /// Approves it by a decree of `dated`, in force on the same day.
    pub async fn approves_sop(&self, dated: &str) -> Answered<SopGovernance> {
        let request = ApproveSopRequest {
            name: SOP.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            decree: "SK 4/2026".to_owned(),
            dated: day(dated),
            effective: day(dated),
        };
        shown(self.governance().approve_sop(request).await?.into_inner().governance)
    }

    /// Records a training.
    pub async fn teaches_sop(&self, held_on: &str) -> Answered<SopGovernance> {
        let request = RecordSessionRequest {
            name: SOP.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            kind: SessionKind::Training.into(),
            held_on: day(held_on),
            report: "DH/1/2026".to_owned(),
            participants: 7,
        };
        shown(self.governance().record_session(request).await?.into_inner().governance)
    }

    /// Says that it is read and understood.
    pub async fn acknowledges_sop(&self) -> Answered<SopGovernance> {
        let request = AcknowledgeSopRequest {
            name: SOP.to_owned(),
            request_id: request_id(),
            etag: String::new(),
        };
        shown(self.governance().acknowledge_sop(request).await?.into_inner().governance)
    }

    /// Records an evaluation that keeps it.
    pub async fn evaluates_sop(&self, held_on: &str) -> Answered<SopGovernance> {
        let request = EvaluateSopRequest {
            name: SOP.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            held_on: day(held_on),
            report: "LHE/1".to_owned(),
            verdict: EvaluationVerdict::Kept.into(),
            months: 0,
        };
        shown(self.governance().evaluate_sop(request).await?.into_inner().governance)
    }

    /// Proposes a revision.
    pub async fn proposes(&self, reason: &str) -> Answered<SopGovernance> {
        let request = ProposeRevisionRequest {
            name: SOP.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            reason: reason.to_owned(),
        };
        shown(self.governance().propose_revision(request).await?.into_inner().governance)
    }

    /// Accepts a proposal.
    pub async fn disposes(&self, proposal: &str, reason: &str) -> Answered<SopGovernance> {
        let request = DisposeProposalRequest {
            name: SOP.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            proposal: proposal.to_owned(),
            disposition: ProposalDisposition::Accepted.into(),
            reason: reason.to_owned(),
        };
        shown(self.governance().dispose_proposal(request).await?.into_inner().governance)
    }

    /// Demands, or no longer demands, that procedures are read first.
    pub async fn demands_acknowledgement(&self, required: bool) -> Answered<bool> {
        let parent = self.agency.clone();
        let request = SetAcknowledgementRequest {
            parent,
            request_id: request_id(),
            required,
            by_quiz: false,
        };
        Ok(self.governance().set_acknowledgement(request).await?.into_inner().required)
    }

    /// Demands that the quiz is passed first.
    pub async fn demands_the_quiz(&self) -> Answered<bool> {
        let request = SetAcknowledgementRequest {
            parent: self.agency.clone(),
            request_id: request_id(),
            required: true,
            by_quiz: true,
        };
        Ok(self.governance().set_acknowledgement(request).await?.into_inner().by_quiz)
    }

    /// Sets a quiz of two questions, whose right answers are 2 and 1.
    pub async fn sets_quiz(&self, pass_mark: u32) -> Answered<SopGovernance> {
        shown(self.governance().set_quiz(quiz(pass_mark)).await?.into_inner().governance)
    }

    /// Takes the quiz.
    pub async fn takes_quiz(&self, answers: &[u32]) -> Answered<TakeQuizResponse> {
        let request = TakeQuizRequest {
            name: SOP.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            answers: answers.to_vec(),
        };
        Ok(self.governance().take_quiz(request).await?.into_inner())
    }

    /// Looks at what was done about it.
    pub async fn sees_governance(&self) -> Answered<GetSopGovernanceResponse> {
        let request = GetSopGovernanceRequest { name: SOP.to_owned() };
        Ok(self.governance().get_sop_governance(request).await?.into_inner())
    }
}

/// Two questions, whose right answers are 2 and 1.
#[must_use]
pub fn quiz(pass_mark: u32) -> SetQuizRequest {
    let question = |text: &str, key| QuizQuestion {
        text: text.to_owned(),
        options: vec!["Loket".to_owned(), "Kepala".to_owned(), "Pemohon".to_owned()],
        key,
    };
    SetQuizRequest {
        name: SOP.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        questions: vec![question("Siapa yang memutus?", 2), question("Siapa yang menerima?", 1)],
        pass_mark,
    }
}

fn shown(governance: Option<SopGovernance>) -> Answered<SopGovernance> {
    Ok(governance.expect("an answer shows the governance"))
}
