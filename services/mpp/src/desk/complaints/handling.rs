//! What an officer does with a complaint, one press each.

use axum::response::Response;
use contract::satupintu::complaints::v1::{
    AnswerComplaintRequest, CloseComplaintRequest, DisposeComplaintRequest,
    FollowUpComplaintRequest, RecordDeliveryRequest, ReopenComplaintRequest,
    VerifyComplaintRequest,
    close_complaint_request::{AcceptedElsewhere, Ground},
    complaints_service_client::ComplaintsServiceClient as Client,
    verify_complaint_request::{Complete, Finding},
};
use tonic::{Request, Status, transport::Channel};

use super::{Named, after, ending, name};
use crate::{
    asking::Unanswered,
    desk::{
        Desk, Pressed,
        times::instant,
        words::{CLASSES, FORMS},
    },
    portal::form::Form,
};

/// Has the agency do it, and goes on to the complaint, or says why it was not done.
async fn act<M, A, F>(
    desk: &Desk,
    name: &str,
    form: &Form,
    message: M,
    call: impl FnOnce(Channel, Request<M>) -> F,
) -> Response
where
    F: Future<Output = Result<tonic::Response<A>, Status>>,
{
    let done = desk.tell(message, call).await;
    after(desk, name, form, done).await
}

/// Says that it is complete, what it is, and whom it is about.
pub(crate) async fn verified(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let forms = Some(FORMS.chosen(&form)).filter(|form| *form != 0);
    let accused = form.get("teradu").split_whitespace();
    let complete = Complete {
        class: CLASSES.chosen(&form),
        forms: forms.into_iter().collect(),
        accused: accused.map(|id| format!("{}/officers/{id}", desk.agency.resource())).collect(),
    };
    verify(&desk, &name(&named), &form, Finding::Complete(complete)).await
}

/// Asks the reporter for what is missing.
pub(crate) async fn sent_back(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let finding = Finding::Missing(form.get("kurang").to_owned());
    verify(&desk, &name(&named), &form, finding).await
}

async fn verify(desk: &Desk, name: &str, form: &Form, finding: Finding) -> Response {
    let request = VerifyComplaintRequest {
        name: name.to_owned(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        finding: Some(finding),
    };
    let call =
        |to: Channel, request| async move { Client::new(to).verify_complaint(request).await };
    act(desk, name, form, request, call).await
}

/// Gives it to a unit.
pub(crate) async fn disposed(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = DisposeComplaintRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        to: format!("{}/{}", desk.agency.id, form.get("unit")),
        note: form.get("arahan").to_owned(),
    };
    let call =
        |to: Channel, request| async move { Client::new(to).dispose_complaint(request).await };
    act(&desk, &name, &form, request, call).await
}

/// Notes what the unit has done.
pub(crate) async fn followed_up(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = FollowUpComplaintRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        note: form.get("tindakan").to_owned(),
    };
    let call =
        |to: Channel, request| async move { Client::new(to).follow_up_complaint(request).await };
    act(&desk, &name, &form, request, call).await
}

/// Answers the reporter.
pub(crate) async fn answered(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = AnswerComplaintRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        text: form.get("jawaban").to_owned(),
        evidence: form.get("bukti").to_owned(),
        improvement: form.get("perbaikan").to_owned(),
    };
    let call =
        |to: Channel, request| async move { Client::new(to).answer_complaint(request).await };
    act(&desk, &name, &form, request, call).await
}

/// Notes when the answer reached a reporter who does not read it here.
pub(crate) async fn delivered(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = RecordDeliveryRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        delivered_at: instant(form.get("sampai"), desk.agency.zone),
    };
    let call = |to: Channel, request| async move { Client::new(to).record_delivery(request).await };
    act(&desk, &name, &form, request, call).await
}

/// Closes it as the repetition of another one.
pub(crate) async fn merged(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let of = format!("{}/complaints/{}", desk.agency.resource(), form.get("ganda"));
    close(&desk, &name(&named), &form, Ground::DuplicateOf(of)).await
}

/// Closes it because another agency has accepted it.
pub(crate) async fn referred(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let elsewhere = AcceptedElsewhere {
        agency: form.get("instansi").to_owned(),
        reference: form.get("nomor").to_owned(),
    };
    close(&desk, &name(&named), &form, Ground::AcceptedElsewhere(elsewhere)).await
}

async fn close(desk: &Desk, name: &str, form: &Form, ground: Ground) -> Response {
    let request = CloseComplaintRequest {
        name: name.to_owned(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        ground: Some(ground),
    };
    let call = |to: Channel, request| async move { Client::new(to).close_complaint(request).await };
    match desk.tell(request, call).await {
        Err(Unanswered::Refused(status)) => ending::page(desk, name, form, Some(&status)).await,
        done => after(desk, name, form, done).await,
    }
}

/// Opens it again.
pub(crate) async fn reopened(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = ReopenComplaintRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        reason: form.get("sebab").to_owned(),
    };
    let call =
        |to: Channel, request| async move { Client::new(to).reopen_complaint(request).await };
    act(&desk, &name, &form, request, call).await
}
