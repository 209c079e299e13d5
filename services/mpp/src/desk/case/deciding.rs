//! What an officer does with a step: take it, give it back, finish it by one of
//! its outcomes.

use axum::response::Response;
use contract::satupintu::{
    permits::v1::{
        AcceptApplicationRequest, ApproveApplicationRequest, CompleteTaskRequest, Conflict,
        Declaration, EndorseReturnRequest, IssueLicenceRequest, Overtake, RejectApplicationRequest,
        ReleaseTaskRequest, TakeTaskRequest, permits_service_client::PermitsServiceClient,
    },
    sop::v1::{Act, Effect},
};

use super::{Named, after, application, name};
use crate::{
    asking::Unanswered,
    desk::{
        Desk, Pressed,
        words::{CONFLICTS, ENDORSEMENTS, OVERTAKES, RELEASES, declared},
    },
    portal::form::Form,
};

/// Takes the step, or says why before older ones.
pub(crate) async fn taken(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let reason = OVERTAKES.chosen(&form);
    let note = form.get("catatan-mendahului").to_owned();
    let overtake = (reason != 0 || !note.is_empty()).then_some(Overtake { reason, note });
    let declaration = declared(&form).into();
    let request = TakeTaskRequest { overtake, declaration, ..taking(&name, &form) };
    after(&desk, &name, &form, take(&desk, request).await).await
}

/// Declares a conflict of interest, which keeps the officer from the case.
pub(crate) async fn conflicted(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let note = form.get("catatan-benturan").to_owned();
    let conflict = Some(Conflict { kind: CONFLICTS.chosen(&form), note });
    let declaration = Declaration::Conflict.into();
    let request = TakeTaskRequest { conflict, declaration, ..taking(&name, &form) };
    after(&desk, &name, &form, take(&desk, request).await).await
}

fn taking(name: &str, form: &Form) -> TakeTaskRequest {
    TakeTaskRequest {
        name: name.to_owned(),
        request_id: form.get("request_id").to_owned(),
        step: form.get("tahap").to_owned(),
        ..TakeTaskRequest::default()
    }
}

async fn take(desk: &Desk, request: TakeTaskRequest) -> Result<(), Unanswered> {
    let mut client = PermitsServiceClient::new(desk.line()?);
    desk.asking.answer(client.take_task(desk.asking.request(request))).await.map(drop)
}

/// Puts the step back into the inbox.
pub(crate) async fn released(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = ReleaseTaskRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        reason: RELEASES.chosen(&form),
    };
    let done = async {
        let mut client = PermitsServiceClient::new(desk.line()?);
        desk.asking.answer(client.release_task(desk.asking.request(request))).await.map(drop)
    }
    .await;
    after(&desk, &name, &form, done).await
}

/// Finishes the step.
pub(crate) async fn completed(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let done = complete(&desk, &name, &form).await;
    after(&desk, &name, &form, done).await
}

/// By the act of the contract that the outcome calls for. No etag goes along: the
/// officer's own reading of the form changes it, and the rules of the case look at
/// the step.
async fn complete(desk: &Desk, name: &str, form: &Form) -> Result<(), Unanswered> {
    let application = application(desk, name).await?;
    let (step, chosen) = (form.get("tahap").to_owned(), form.get("hasil"));
    let (request_id, reason) = (form.get("request_id").to_owned(), form.get("alasan").to_owned());
    let (name, etag) = (name.to_owned(), String::new());
    let task = application.tasks.iter().find(|task| task.step == step);
    let outcome = task.and_then(|task| task.outcomes.iter().find(|one| one.id == chosen));
    let mut client = PermitsServiceClient::new(desk.line()?);
    match outcome.map(|outcome| outcome.effect()) {
        Some(Effect::Complete) => {
            let request = AcceptApplicationRequest { name, request_id, etag, step };
            desk.asking
                .answer(client.accept_application(desk.asking.request(request)))
                .await
                .map(drop)
        }
        Some(Effect::Approve) => {
            let request = ApproveApplicationRequest { name, request_id, etag, step, reason };
            desk.asking
                .answer(client.approve_application(desk.asking.request(request)))
                .await
                .map(drop)
        }
        Some(Effect::Reject) => {
            let request = RejectApplicationRequest { name, request_id, etag, step, ground: reason };
            desk.asking
                .answer(client.reject_application(desk.asking.request(request)))
                .await
                .map(drop)
        }
        None if task.is_some_and(|task| task.act() == Act::Issuance) => {
            let request = IssueLicenceRequest { name, request_id, etag, step };
            desk.asking.answer(client.issue_licence(desk.asking.request(request))).await.map(drop)
        }
        // What returns has a page of its own; here the agency says so.
        Some(Effect::None | Effect::Return | Effect::Unspecified) | None => {
            let outcome = chosen.to_owned();
            let request = CompleteTaskRequest { name, request_id, etag, step, outcome, reason };
            desk.asking.answer(client.complete_task(desk.asking.request(request))).await.map(drop)
        }
    }
}

/// A supervisor's word on a second return.
pub(crate) async fn endorsed(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = EndorseReturnRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        endorsement: ENDORSEMENTS.chosen(&form),
        reason: form.get("alasan-sahkan").to_owned(),
    };
    let done = async {
        let mut client = PermitsServiceClient::new(desk.line()?);
        desk.asking.answer(client.endorse_return(desk.asking.request(request))).await.map(drop)
    }
    .await;
    after(&desk, &name, &form, done).await
}
