//! The rows of `PermitsService`.

use contract::satupintu::permits::v1::{
    AcceptApplicationRequest, ApplicationState, ApproveApplicationRequest, CompleteTaskRequest,
    Concern, Concerning, Conflict, ConflictKind, Declaration, Defect, EndorseReturnRequest,
    Endorsement, GetApplicationRequest, IssueLicenceRequest, ListApplicationsRequest,
    ListTasksRequest, MandateScope, Overtake, OvertakeReason, Purpose, ReadFormRequest,
    RejectApplicationRequest, ReleaseReason, ReleaseTaskRequest, ResubmitApplicationRequest,
    ReturnApplicationRequest, SubmitApplicationRequest, TakeNextTaskRequest, TakeTaskRequest,
    TrackApplicationRequest, WithdrawApplicationRequest,
};
use stories::sip::{self, LOKET, SERVICE};
use stories::{applicant, request_id};

use super::{Row, officer, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let mut rows = applicants(scene);
    rows.extend(questions(scene));
    rows.extend(desks(scene));
    rows.extend(decisions(scene));
    rows
}

fn applicants(scene: &Scene) -> Vec<Row> {
    let told =
        SubmitApplicationRequest { notices: Some(super::notices::chosen()), ..sip::submission() };
    let track = TrackApplicationRequest {
        receipt_number: scene.waiting.number.clone(),
        secret: scene.waiting.secret.clone(),
    };
    let resubmit = ResubmitApplicationRequest {
        receipt_number: scene.returned.number.clone(),
        secret: scene.returned.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        applicant: Some(applicant()),
        answers: vec![stories::answer("ktp", "Terlampir kembali")],
    };
    let mandate = Some(stories::mandates::mandate(&[MandateScope::HandIn], (31, 12)));
    let by_agent = SubmitApplicationRequest { mandate, ..sip::submission() };
    let renewal = SubmitApplicationRequest {
        concerning: Some(Concerning {
            kind: Concern::Renewal.into(),
            licence_number: scene.licence.licence_number.clone(),
            verification_code: scene.licence.verification_code.clone(),
        }),
        ..sip::submission()
    };
    let withdraw = WithdrawApplicationRequest {
        receipt_number: scene.withdrawable.number.clone(),
        secret: scene.withdrawable.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        reason: "Pindah kota".to_owned(),
    };
    vec![
        public(scene, "/satupintu.permits.v1.PermitsService/SubmitApplication", &sip::submission())
            .or(&by_agent)
            .or(&renewal)
            .or(&told)
            .leaving("permits.submitted"),
        public(scene, "/satupintu.permits.v1.PermitsService/TrackApplication", &track),
        public(scene, "/satupintu.permits.v1.PermitsService/ResubmitApplication", &resubmit)
            .leaving("permits.resubmitted"),
        public(scene, "/satupintu.permits.v1.PermitsService/WithdrawApplication", &withdraw)
            .leaving("permits.withdrawn"),
    ]
}

fn questions(scene: &Scene) -> Vec<Row> {
    let (loket, parent) = (&scene.staff.loket, format!("agencies/{}", scene.agency));
    let get = GetApplicationRequest { name: scene.waiting.name.clone() };
    let list = ListApplicationsRequest {
        parent: parent.clone(),
        page_size: 10,
        page_token: String::new(),
        service: SERVICE.to_owned(),
        state: ApplicationState::Submitted.into(),
    };
    let tasks = ListTasksRequest {
        parent,
        page_size: 10,
        page_token: String::new(),
        executor: LOKET.to_owned(),
    };
    // An auditor reads cases; who only administers does not.
    let concerned = |row: Row| Row {
        wrong: [&scene.administrator, &scene.neighbour, &scene.stranger].map(Clone::clone).into(),
        ..row
    };
    vec![
        concerned(officer(
            scene,
            "/satupintu.permits.v1.PermitsService/GetApplication",
            loket,
            &get,
        )),
        concerned(officer(
            scene,
            "/satupintu.permits.v1.PermitsService/ListApplications",
            loket,
            &list,
        )),
        officer(scene, "/satupintu.permits.v1.PermitsService/ListTasks", loket, &tasks)
            .not_for(&scene.neighbour),
    ]
}

fn desks(scene: &Scene) -> Vec<Row> {
    let loket = &scene.staff.loket;
    let next = TakeNextTaskRequest {
        parent: format!("agencies/{}", scene.agency),
        request_id: request_id(),
        executor: LOKET.to_owned(),
        declaration: Declaration::NoConflict.into(),
    };
    let take = TakeTaskRequest {
        name: scene.younger.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "pendaftaran".to_owned(),
        overtake: Some(Overtake {
            reason: OvertakeReason::Other.into(),
            note: "Diminta oleh Ombudsman".to_owned(),
        }),
        declaration: Declaration::NoConflict.into(),
        conflict: None,
    };
    let declares = TakeTaskRequest {
        request_id: request_id(),
        declaration: Declaration::Conflict.into(),
        conflict: Some(Conflict {
            kind: ConflictKind::Family.into(),
            note: "Pemohon adalah saudara sepupu".to_owned(),
        }),
        ..take.clone()
    };
    let release = ReleaseTaskRequest {
        name: scene.releasable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "pendaftaran".to_owned(),
        reason: ReleaseReason::Absence.into(),
    };
    let read = ReadFormRequest {
        name: scene.readable.name.clone(),
        request_id: request_id(),
        purpose: Purpose::CompletenessCheck.into(),
    };
    vec![
        officer(scene, "/satupintu.permits.v1.PermitsService/TakeNextTask", loket, &next)
            .not_for(&scene.neighbour)
            .leaving("permits.taken"),
        officer(scene, "/satupintu.permits.v1.PermitsService/TakeTask", loket, &take)
            .or(&declares)
            .not_for(&scene.neighbour)
            .leaving("permits.taken"),
        officer(scene, "/satupintu.permits.v1.PermitsService/ReleaseTask", loket, &release)
            .leaving("permits.released"),
        officer(scene, "/satupintu.permits.v1.PermitsService/ReadForm", loket, &read)
            .leaving("permits.form_read"),
    ]
}

fn decisions(scene: &Scene) -> Vec<Row> {
    let staff = &scene.staff;
    let accept = AcceptApplicationRequest {
        name: scene.acceptable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "pendaftaran".to_owned(),
    };
    let defect =
        Defect { requirement_id: "ktp".to_owned(), note: "Foto KTP tidak terbaca".to_owned() };
    let give_back = ReturnApplicationRequest {
        name: scene.returnable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "pendaftaran".to_owned(),
        defects: vec![defect],
    };
    let endorse = EndorseReturnRequest {
        name: scene.proposed.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        endorsement: Endorsement::Endorsed.into(),
        reason: "Benar".to_owned(),
    };
    let complete = CompleteTaskRequest {
        name: scene.completable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "verifikasi-dinkes".to_owned(),
        outcome: "direkomendasikan".to_owned(),
        reason: "Kompetensi sesuai".to_owned(),
    };
    let approve = ApproveApplicationRequest {
        name: scene.approvable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "tte".to_owned(),
        reason: "Seluruh syarat terpenuhi".to_owned(),
    };
    let reject = RejectApplicationRequest {
        name: scene.rejectable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "tte".to_owned(),
        ground: "STR sudah tidak berlaku".to_owned(),
    };
    let issue = IssueLicenceRequest {
        name: scene.issuable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "pengecekan".to_owned(),
    };
    let rows = [
        officer(
            scene,
            "/satupintu.permits.v1.PermitsService/AcceptApplication",
            &staff.loket,
            &accept,
        )
        .leaving("permits.accepted"),
        officer(
            scene,
            "/satupintu.permits.v1.PermitsService/ReturnApplication",
            &staff.loket,
            &give_back,
        )
        .leaving("permits.returned"),
        officer(
            scene,
            "/satupintu.permits.v1.PermitsService/EndorseReturn",
            &staff.supervisor,
            &endorse,
        )
        .leaving("permits.returned"),
        officer(
            scene,
            "/satupintu.permits.v1.PermitsService/CompleteTask",
            &staff.dinkes,
            &complete,
        )
        .leaving("permits.step_completed"),
        officer(
            scene,
            "/satupintu.permits.v1.PermitsService/ApproveApplication",
            &staff.kepala,
            &approve,
        )
        .leaving("permits.approved"),
        officer(
            scene,
            "/satupintu.permits.v1.PermitsService/RejectApplication",
            &staff.kepala,
            &reject,
        )
        .leaving("permits.rejected"),
        officer(
            scene,
            "/satupintu.permits.v1.PermitsService/IssueLicence",
            &staff.penerbitan,
            &issue,
        )
        .leaving("permits.issued"),
    ];
    rows.map(|row| row.not_for(&scene.neighbour)).into()
}
