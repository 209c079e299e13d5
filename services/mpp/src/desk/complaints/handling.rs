//! What an officer does with a complaint, one press each.

use axum::response::Response;
use contract::satupintu::complaints::v1::{
    AnswerComplaintRequest, DisposeComplaintRequest, FollowUpComplaintRequest,
    VerifyComplaintRequest,
    complaints_service_client::ComplaintsServiceClient,
    verify_complaint_request::{Complete, Finding},
};

use super::{Named, after, name};
use crate::{
    desk::{
        Desk, Pressed,
        words::{CLASSES, FORMS},
    },
    portal::form::Form,
};

/// Says that it is complete, and what it is.
pub(crate) async fn verified(named: Named, Pressed { desk, form }: Pressed) -> Response {
    let forms = Some(FORMS.chosen(&form)).filter(|form| *form != 0);
    let complete = Complete {
        class: CLASSES.chosen(&form),
        forms: forms.into_iter().collect(),
        accused: Vec::new(),
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
    let done = async {
        let mut client = ComplaintsServiceClient::new(desk.line()?);
        let request = desk.asking.request(request);
        desk.asking.answer(client.verify_complaint(request)).await.map(drop)
    }
    .await;
    after(desk, name, form, done).await
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
    let done = async {
        let mut client = ComplaintsServiceClient::new(desk.line()?);
        let request = desk.asking.request(request);
        desk.asking.answer(client.dispose_complaint(request)).await.map(drop)
    }
    .await;
    after(&desk, &name, &form, done).await
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
    let done = async {
        let mut client = ComplaintsServiceClient::new(desk.line()?);
        let request = desk.asking.request(request);
        desk.asking.answer(client.follow_up_complaint(request)).await.map(drop)
    }
    .await;
    after(&desk, &name, &form, done).await
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
        improvement: String::new(),
    };
    let done = async {
        let mut client = ComplaintsServiceClient::new(desk.line()?);
        let request = desk.asking.request(request);
        desk.asking.answer(client.answer_complaint(request)).await.map(drop)
    }
    .await;
    after(&desk, &name, &form, done).await
}
