//! What officers do in the story, each as one or two calls.

use contract::satupintu::permits::v1::{
    AcceptApplicationRequest, ApproveApplicationRequest, CompleteTaskRequest, Declaration, Defect,
    IssueLicenceRequest, RejectApplicationRequest, ReturnApplicationRequest, TakeNextTaskRequest,
    TakeTaskRequest,
};
use tonic::Status;

use super::{
    cast::Officer,
    office::{Case, Office},
};
use crate::{failure::Failure, track::refused};

/// What an officer does with a task in hand.
pub(crate) enum Deed<'a> {
    /// The file is complete: the clock starts.
    Accept,
    /// The file goes back, with everything that is to be mended.
    Return(&'a [(&'a str, &'a str)]),
    /// An activity is done.
    Do,
    /// A decision of the procedure: its outcome and the reason.
    Choose(&'a str, &'a str),
    /// The application is granted, with the reason.
    Approve(&'a str),
    /// The application is refused, with the ground.
    Reject(&'a str),
    /// The licence gets its number.
    Issue,
}

impl Deed<'_> {
    fn call(&self) -> &'static str {
        match self {
            Self::Accept => "AcceptApplication",
            Self::Return(_) => "ReturnApplication",
            Self::Do | Self::Choose(..) => "CompleteTask",
            Self::Approve(_) => "ApproveApplication",
            Self::Reject(_) => "RejectApplication",
            Self::Issue => "IssueLicence",
        }
    }

    /// What is told besides the step's name.
    fn words(&self) -> Option<String> {
        match self {
            Self::Accept => {
                Some("lengkap: waktu mulai berjalan (complete: the clock starts)".into())
            }
            Self::Choose(outcome, reason) => Some(format!("{outcome}: \"{reason}\"")),
            Self::Approve(reason) => Some(format!("disetujui (approved): \"{reason}\"")),
            Self::Reject(ground) => Some(format!("ditolak dengan alasan (ground): \"{ground}\"")),
            Self::Return(_) | Self::Do | Self::Issue => None,
        }
    }
}

impl Office<'_> {
    /// The officer takes the oldest task of the executor, which must be one of
    /// `case`, and does `deed`.
    pub(crate) async fn work(
        &mut self,
        case: &mut Case,
        officer: &Officer,
        deed: Deed<'_>,
    ) -> Result<(), Failure> {
        let (step, name) = self.take_next(case, officer).await?;
        self.perform(case, officer, &step, &deed).await.map_err(refused)?;
        self.tell(case.letter, officer.id, &format!("TakeNextTask, {}", deed.call()));
        self.more(&format!("{}: {name}", officer.title));
        if let Some(words) = deed.words() {
            self.more(&words);
        }
        if let Deed::Return(defects) = &deed {
            for (requirement, note) in *defects {
                self.more(&format!("kekurangan (defect) {requirement}: {note}"));
            }
        }
        if matches!(deed, Deed::Issue) {
            let number = self.progress(case).await?.licence_number;
            self.more(&format!("nomor izin (licence number) {number}"));
        }
        self.standing(case).await
    }

    /// Takes the oldest task; answers the step and its name.
    pub(crate) async fn take_next(
        &mut self,
        case: &Case,
        officer: &Officer,
    ) -> Result<(String, String), Failure> {
        let executor = officer.executes.first().copied().unwrap_or_default();
        let request = TakeNextTaskRequest {
            parent: agency_of(&case.name).to_owned(),
            request_id: self.new_id(),
            executor: executor.to_owned(),
            declaration: Declaration::NoConflict.into(),
        };
        let request = self.signed(officer, request);
        let answer = self.permits().take_next_task(request).await.map_err(refused)?;
        let task = answer.into_inner().task.unwrap_or_default();
        if task.application != case.name {
            return Err(Failure::said(format!(
                "case {} was to be the oldest for {executor}, but {} was",
                case.letter, task.receipt_number
            )));
        }
        let stages = self.progress(case).await?.stages;
        let stage = stages.into_iter().find(|stage| stage.step == task.step);
        let name = stage.and_then(|stage| stage.name).map(|name| name.id);
        Ok((task.step, name.unwrap_or_default()))
    }

    /// Takes a certain task.
    pub(crate) async fn take(
        &self,
        case: &Case,
        officer: &Officer,
        step: &str,
    ) -> Result<(), Status> {
        let request = TakeTaskRequest {
            name: case.name.clone(),
            request_id: self.new_id(),
            etag: String::new(),
            step: step.to_owned(),
            overtake: None,
            declaration: Declaration::NoConflict.into(),
            conflict: None,
        };
        self.permits().take_task(self.signed(officer, request)).await.map(drop)
    }

    /// One act on a task in hand.
    pub(crate) async fn perform(
        &self,
        case: &Case,
        officer: &Officer,
        step: &str,
        deed: &Deed<'_>,
    ) -> Result<(), Status> {
        let mut permits = self.permits();
        let (name, request_id) = (case.name.clone(), self.new_id());
        let (etag, step) = (String::new(), step.to_owned());
        match deed {
            Deed::Accept => {
                let request = AcceptApplicationRequest { name, request_id, etag, step };
                permits.accept_application(self.signed(officer, request)).await.map(drop)
            }
            Deed::Return(defects) => {
                let defect = |(requirement, note): &(&str, &str)| Defect {
                    requirement_id: (*requirement).to_owned(),
                    note: (*note).to_owned(),
                };
                let defects = defects.iter().map(defect).collect();
                let request = ReturnApplicationRequest { name, request_id, etag, step, defects };
                permits.return_application(self.signed(officer, request)).await.map(drop)
            }
            Deed::Do => self.complete(case, officer, step, ("", "")).await,
            Deed::Choose(outcome, reason) => {
                self.complete(case, officer, step, (outcome, reason)).await
            }
            Deed::Approve(reason) => {
                let reason = (*reason).to_owned();
                let request = ApproveApplicationRequest { name, request_id, etag, step, reason };
                permits.approve_application(self.signed(officer, request)).await.map(drop)
            }
            Deed::Reject(ground) => {
                let ground = (*ground).to_owned();
                let request = RejectApplicationRequest { name, request_id, etag, step, ground };
                permits.reject_application(self.signed(officer, request)).await.map(drop)
            }
            Deed::Issue => {
                let request = IssueLicenceRequest { name, request_id, etag, step };
                permits.issue_licence(self.signed(officer, request)).await.map(drop)
            }
        }
    }

    async fn complete(
        &self,
        case: &Case,
        officer: &Officer,
        step: String,
        (outcome, reason): (&str, &str),
    ) -> Result<(), Status> {
        let request = CompleteTaskRequest {
            name: case.name.clone(),
            request_id: self.new_id(),
            etag: String::new(),
            step,
            outcome: outcome.to_owned(),
            reason: reason.to_owned(),
        };
        self.permits().complete_task(self.signed(officer, request)).await.map(drop)
    }
}

/// `agencies/{agency}` of an application's name.
fn agency_of(application: &str) -> &str {
    application.split("/applications/").next().unwrap_or_default()
}
