//! Clients that file applications and act on them, and do not give up while the
//! server is away.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use contract::satupintu::permits::v1::{
    AcceptApplicationRequest, Application, CompleteTaskRequest, Declaration, Overtake,
    OvertakeReason, TakeTaskRequest,
};
use stories::{Answered, Caller, Receipt, request_id, sip};
use tokio::sync::{mpsc, watch};
use tonic::Status;

/// A call that can be made again and again, with the same request.
macro_rules! calling {
    ($caller:expr, $method:ident, $request:expr) => {{
        let (caller, request) = ($caller.clone(), $request);
        move || {
            let (mut permits, request) = (caller.permits(), request.clone());
            async move { permits.$method(request).await }
        }
    }};
}
/// Where the server is, and for the how many-th time it was started.
#[derive(Clone, Debug, Default)]
pub(crate) struct Whereabouts {
    pub(crate) start: usize,
    pub(crate) address: String,
}

/// An answer that a client was given to a write.
#[derive(Clone, Debug)]
pub(crate) struct Acknowledged {
    pub(crate) application: String,
    /// The kind of the event that the write leaves.
    pub(crate) kind: &'static str,
    /// The index of the last event that the answer speaks of.
    pub(crate) index: u64,
    /// The receipt, for a submission.
    pub(crate) receipt: Option<Receipt>,
}

/// What a client has to tell.
#[derive(Debug)]
pub(crate) enum Told {
    Acknowledged(Acknowledged),
    /// A refusal that nothing explains.
    Refused(String),
}

/// Who calls, and where the answers are noted.
#[derive(Clone)]
pub(crate) struct Client {
    pub(crate) public: Caller,
    pub(crate) loket: Caller,
    pub(crate) admin: Caller,
    pub(crate) whereabouts: watch::Receiver<Whereabouts>,
    pub(crate) told: mpsc::UnboundedSender<Told>,
    pub(crate) stop: Arc<AtomicBool>,
}

impl Client {
    /// The same people on connections of their own.
    pub(crate) fn apart(&self) -> Self {
        Self {
            public: self.public.apart(),
            loket: self.loket.apart(),
            admin: self.admin.apart(),
            ..self.clone()
        }
    }

    /// Case after case, five writes each, until told to stop; what was begun is
    /// brought to its answer.
    pub(crate) async fn work(mut self) {
        while !self.stop.load(Ordering::SeqCst) {
            // A case that was lost cannot go on; the next one may.
            let _ = self.case().await;
        }
    }

    async fn case(&mut self) -> Result<(), Lost> {
        let call = calling!(self.public, submit_application, sip::submission());
        let filed = self.insist(call).await?.into_inner();
        let index = filed.progress.as_ref().map(|progress| progress.journal_index);
        let receipt = Receipt::from(filed);
        let case = receipt.name.clone();
        self.note(Acknowledged {
            application: case.clone(),
            kind: "permits.submitted",
            index: index.expect("an answer shows the progress"),
            receipt: Some(receipt),
        });

        let call = calling!(self.loket, take_task, taking(&case, "pendaftaran"));
        let taken = self.insist(call).await?.into_inner();
        self.note_event("permits.taken", taken.application);

        let accept = AcceptApplicationRequest {
            name: case.clone(),
            request_id: request_id(),
            etag: String::new(),
            step: "pendaftaran".to_owned(),
        };
        let accepted = self.insist(calling!(self.loket, accept_application, accept)).await?;
        self.note_event("permits.accepted", accepted.into_inner().application);

        let call = calling!(self.admin, take_task, taking(&case, "verifikasi-berkas"));
        let taken = self.insist(call).await?.into_inner();
        self.note_event("permits.taken", taken.application);

        let complete = CompleteTaskRequest {
            name: case,
            request_id: request_id(),
            step: "verifikasi-berkas".to_owned(),
            ..CompleteTaskRequest::default()
        };
        let completed = self.insist(calling!(self.admin, complete_task, complete)).await?;
        // The step's event, and the hand-over to the other agency after it.
        self.note_event("permits.handed_over", completed.into_inner().application);
        Ok(())
    }

    /// Calls until there is an answer, waiting for the server when it is away.
    async fn insist<T, F>(&mut self, call: impl Fn() -> F) -> Result<T, Lost>
    where
        F: Future<Output = Answered<T>>,
    {
        loop {
            let start = self.reach();
            let status = match call().await {
                Ok(answer) => return Ok(answer),
                Err(status) => status,
            };
            if let Some(reason) = refusal(&status) {
                let _ = self.told.send(Told::Refused(format!("refused with {reason}")));
                return Err(Lost);
            }
            // The server has gone: until it is back, nothing can be said.
            let back = self.whereabouts.wait_for(|now| now.start > start).await;
            back.map_err(|_| Lost)?;
        }
    }

    /// Calls the server where it is now.
    fn reach(&mut self) -> usize {
        let Whereabouts { start, address } = self.whereabouts.borrow_and_update().clone();
        for caller in [&self.public, &self.loket, &self.admin] {
            caller.redirect(&address);
        }
        start
    }

    fn note_event(&self, kind: &'static str, application: Option<Application>) {
        let application = application.expect("an answer shows the application");
        self.note(Acknowledged {
            application: application.name,
            kind,
            index: application.journal_index,
            receipt: None,
        });
    }

    fn note(&self, acknowledged: Acknowledged) {
        // Nobody listens any more when the trial is over.
        let _ = self.told.send(Told::Acknowledged(acknowledged));
    }
}

/// A case that cannot go on.
struct Lost;

/// The reason, when the server has spoken and meant it.
fn refusal(status: &Status) -> Option<String> {
    let reason = edge::reason_of(status)?;
    let is_temporary = ["UNAVAILABLE", "OVERLOADED", "COMMIT_UNKNOWN"].contains(&reason.as_str());
    (!is_temporary).then_some(reason)
}

fn taking(case: &str, step: &str) -> TakeTaskRequest {
    TakeTaskRequest {
        name: case.to_owned(),
        request_id: request_id(),
        etag: String::new(),
        step: step.to_owned(),
        overtake: Some(Overtake {
            reason: OvertakeReason::OlderCasesBlocked.into(),
            note: String::new(),
        }),
        declaration: Declaration::NoConflict.into(),
        conflict: None,
    }
}
