//! What the applicant owes (retribusi, SKRD): quantities of the tariff's lines, the sum
//! that the agency makes of them, shown before it is set, and what becomes of it.

mod shown;

use axum::response::Response;
use contract::satupintu::permits::v1::{
    AssessFeeRequest, Assessment, CancelAssessmentRequest, CloseUnpaidRequest, Quantity,
    fees_service_client::FeesServiceClient as Client,
};
use tonic::{Request, Status, transport::Channel};

use super::{Named, name, open};
use crate::{
    asking::Unanswered,
    desk::{Desk, Pressed},
    portal::form::Form,
};

/// Begins the name of the field with how much of a line.
const QUANTITY: &str = "banyak-";

fn quantity_of(code: &str) -> String {
    format!("{QUANTITY}{code}")
}

/// The address of the fee of a step.
pub(super) fn address(name: &str, step: &str) -> String {
    format!("{}/retribusi?tahap={step}", super::address(name))
}

/// What is owed, or the tariff's lines to be measured.
pub(crate) async fn fee(desk: Desk, named: Named) -> Response {
    let step = desk.visit.query.get("tahap").to_owned();
    let form = Form::of(vec![("tahap".to_owned(), step)]);
    page(&desk, &name(&named), &form, None, None).await
}

async fn page(
    desk: &Desk,
    name: &str,
    form: &Form,
    computed: Option<&Assessment>,
    refused: Option<&Status>,
) -> Response {
    match open(desk, name).await {
        Ok(case) => shown::page(desk, &case, form, computed, refused),
        Err(unanswered) => desk.unanswered(&unanswered),
    }
}

/// Has the agency compute the sum, and shows it.
pub(crate) async fn computed(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = AssessFeeRequest { validate_only: true, ..assessing(&name, &form) };
    let computed = async {
        let mut client = Client::new(desk.line()?);
        desk.asking.answer(client.assess_fee(desk.asking.request(request))).await
    };
    match computed.await {
        Ok(answer) => page(&desk, &name, &form, answer.assessment.as_ref(), None).await,
        Err(Unanswered::Refused(status)) => page(&desk, &name, &form, None, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}

/// Sets it.
pub(crate) async fn assessed(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = assessing(&name, &form);
    let call = |to: Channel, request| async move { Client::new(to).assess_fee(request).await };
    act(&desk, &name, &form, request, call).await
}

fn assessing(name: &str, form: &Form) -> AssessFeeRequest {
    let measured = form.fields().filter_map(|(field, amount)| {
        let code = field.strip_prefix(QUANTITY)?.to_owned();
        // As it is written in Indonesia: `120,5`.
        let amount = amount.trim().replace(',', ".");
        (!amount.is_empty()).then_some(Quantity { code, amount })
    });
    AssessFeeRequest {
        name: name.to_owned(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        quantities: measured.collect(),
        validate_only: false,
    }
}

/// Takes it back before it is paid.
pub(crate) async fn cancelled(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = CancelAssessmentRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        reason: form.get("sebab-batal").to_owned(),
    };
    let call =
        |to: Channel, request| async move { Client::new(to).cancel_assessment(request).await };
    act(&desk, &name, &form, request, call).await
}

/// Closes the case of a fee that lapsed unpaid.
pub(crate) async fn closed_unpaid(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let name = name(&named);
    let request = CloseUnpaidRequest {
        name: name.clone(),
        request_id: form.get("request_id").to_owned(),
        etag: String::new(),
        step: form.get("tahap").to_owned(),
        reason: form.get("sebab-tutup").to_owned(),
    };
    let call = |to: Channel, request| async move { Client::new(to).close_unpaid(request).await };
    act(&desk, &name, &form, request, call).await
}

/// Has the agency do it, and goes on to the fee, or says why it was not done.
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
    match desk.tell(message, call).await {
        Ok(()) => desk.visit.go(&address(name, form.get("tahap"))),
        Err(Unanswered::Refused(status)) => page(desk, name, form, None, Some(&status)).await,
        Err(silent) => desk.unanswered(&silent),
    }
}
