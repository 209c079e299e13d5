//! The rows of `ComplaintsService`.

use contract::satupintu::complaints::v1::{
    AnswerComplaintRequest, CloseComplaintRequest, ComplaintChannel, ComplaintClass,
    CompleteComplaintRequest, DisposeComplaintRequest, FollowUpComplaintRequest,
    GetComplaintRequest, JudgeAnswerRequest, ListComplaintsRequest, Maladministration,
    ReadComplaintRequest, RecordDeliveryRequest, ReopenComplaintRequest, Reporter,
    SubmitComplaintRequest, SuggestDuplicatesRequest, SummarizeComplaintsRequest,
    TrackComplaintRequest, VerifyComplaintRequest,
    close_complaint_request::{AcceptedElsewhere, Ground},
    judge_answer_request::Verdict,
    verify_complaint_request::{Complete, Finding},
};
use contract::satupintu::notices::v1::NoticeLanguage;
use prost::Message;
use stories::{Caller, moment, request_id};

use super::{Row, officer, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let mut rows = reporters(scene);
    rows.extend(reading(scene));
    rows.extend(handling(scene));
    rows.extend(ending(scene));
    rows
}

/// Needs a duty that reaches the complaint; auditors have one.
fn enrolled(scene: &Scene, path: &'static str, caller: &Caller, example: &impl Message) -> Row {
    let wrong = [&scene.administrator, &scene.neighbour, &scene.stranger];
    Row {
        path,
        caller: caller.clone(),
        wrong: wrong.map(Clone::clone).into(),
        examples: vec![example.encode_to_vec()],
        leaves: None,
    }
}

fn reporters(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let submit = SubmitComplaintRequest {
        parent: parent.clone(),
        request_id: request_id(),
        channel: ComplaintChannel::Web.into(),
        class: ComplaintClass::Ordinary.into(),
        text: "Loket tutup".to_owned(),
        district: "33.08.01".to_owned(),
        ..SubmitComplaintRequest::default()
    };
    let whole = SubmitComplaintRequest {
        original_id: "8123456".to_owned(),
        reporter: Some(Reporter {
            name: "Contoh Pelapor".to_owned(),
            address: "Jl. Contoh 1".to_owned(),
            phone: "081200000021".to_owned(),
            email: "pelapor@contoh.example".to_owned(),
            language: NoticeLanguage::English.into(),
        }),
        service: format!("{parent}/services/sip-dokter-spesialis"),
        clause: "waktu".to_owned(),
        application_receipt: scene.younger.number.clone(),
        step: "pendaftaran".to_owned(),
        accused: vec![scene.staff.loket.name()],
        ..submit.clone()
    };
    let voices = &scene.voices;
    let track = TrackComplaintRequest {
        receipt_number: voices.answered.number.clone(),
        secret: voices.answered.secret.clone(),
    };
    let complete = CompleteComplaintRequest {
        receipt_number: voices.awaiting.number.clone(),
        secret: voices.awaiting.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        text: "Hari Senin".to_owned(),
    };
    let judge = JudgeAnswerRequest {
        receipt_number: voices.answered.number.clone(),
        secret: voices.answered.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        verdict: Verdict::Disputed.into(),
        reason: "Masih tutup".to_owned(),
    };
    let summarize = SummarizeComplaintsRequest { parent };
    vec![
        public(scene, "/satupintu.complaints.v1.ComplaintsService/SubmitComplaint", &submit)
            .or(&whole)
            .leaving("complaints.received"),
        public(scene, "/satupintu.complaints.v1.ComplaintsService/TrackComplaint", &track),
        public(scene, "/satupintu.complaints.v1.ComplaintsService/CompleteComplaint", &complete)
            .leaving("complaints.completed"),
        public(scene, "/satupintu.complaints.v1.ComplaintsService/JudgeAnswer", &judge)
            .leaving("complaints.reopened"),
        public(scene, "/satupintu.complaints.v1.ComplaintsService/SummarizeComplaints", &summarize),
    ]
}

fn reading(scene: &Scene) -> Vec<Row> {
    let voices = &scene.voices;
    let admin = &voices.staff.admin;
    let get = GetComplaintRequest { name: voices.begun.name.clone() };
    let akin = SuggestDuplicatesRequest { name: voices.begun.name.clone() };
    let list = ListComplaintsRequest {
        parent: format!("agencies/{}", scene.agency),
        holder: format!("{}/pelayanan", scene.agency),
        page_size: 10,
        page_token: String::new(),
    };
    let read = ReadComplaintRequest {
        name: voices.posted.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        identity: true,
    };
    vec![
        enrolled(scene, "/satupintu.complaints.v1.ComplaintsService/GetComplaint", admin, &get),
        enrolled(
            scene,
            "/satupintu.complaints.v1.ComplaintsService/SuggestDuplicates",
            admin,
            &akin,
        ),
        enrolled(scene, "/satupintu.complaints.v1.ComplaintsService/ListComplaints", admin, &list),
        officer(scene, "/satupintu.complaints.v1.ComplaintsService/ReadComplaint", admin, &read)
            .not_for(&scene.neighbour)
            .leaving("complaints.read"),
    ]
}

fn handling(scene: &Scene) -> Vec<Row> {
    let voices = &scene.voices;
    let (admin, liaison) = (&voices.staff.admin, &voices.staff.liaison);
    let verify = |finding: Finding| VerifyComplaintRequest {
        name: voices.received[0].name.clone(),
        request_id: request_id(),
        etag: String::new(),
        finding: Some(finding),
    };
    let complete = verify(Finding::Complete(Complete {
        class: ComplaintClass::Investigation.into(),
        forms: vec![Maladministration::DemandForReward.into()],
        accused: vec![scene.staff.loket.name()],
    }));
    let missing = verify(Finding::Missing("Tanggal".to_owned()));
    let dispose = DisposeComplaintRequest {
        name: voices.verified.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        to: format!("{}/pelayanan", scene.agency),
        note: "Mohon ditindaklanjuti".to_owned(),
    };
    let follow_up = FollowUpComplaintRequest {
        name: voices.disposed.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        note: "Sudah diperiksa".to_owned(),
    };
    let answer = AnswerComplaintRequest {
        name: voices.begun.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        text: "Sudah diperbaiki".to_owned(),
        evidence: "Foto".to_owned(),
        improvement: "agencies/dpmptsp-magelang/actions/1".to_owned(),
    };
    let deliver = RecordDeliveryRequest {
        name: voices.posted.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        delivered_at: Some(moment(voices.now)),
    };
    vec![
        officer(
            scene,
            "/satupintu.complaints.v1.ComplaintsService/VerifyComplaint",
            admin,
            &complete,
        )
        .or(&missing)
        .not_for(&scene.neighbour)
        .leaving("complaints.verified"),
        officer(
            scene,
            "/satupintu.complaints.v1.ComplaintsService/DisposeComplaint",
            admin,
            &dispose,
        )
        .not_for(&scene.neighbour)
        .leaving("complaints.disposed"),
        officer(
            scene,
            "/satupintu.complaints.v1.ComplaintsService/FollowUpComplaint",
            liaison,
            &follow_up,
        )
        .not_for(&scene.neighbour)
        .leaving("complaints.followed_up"),
        officer(
            scene,
            "/satupintu.complaints.v1.ComplaintsService/AnswerComplaint",
            liaison,
            &answer,
        )
        .not_for(admin)
        .leaving("complaints.answered"),
        officer(
            scene,
            "/satupintu.complaints.v1.ComplaintsService/RecordDelivery",
            liaison,
            &deliver,
        )
        .not_for(&scene.neighbour)
        .leaving("complaints.delivered"),
    ]
}

fn ending(scene: &Scene) -> Vec<Row> {
    let voices = &scene.voices;
    let (admin, superior) = (&voices.staff.admin, &voices.staff.superior);
    let close = |ground: Ground| CloseComplaintRequest {
        name: voices.received[1].name.clone(),
        request_id: request_id(),
        etag: String::new(),
        ground: Some(ground),
    };
    let accepted = close(Ground::AcceptedElsewhere(AcceptedElsewhere {
        agency: "pln-kedu".to_owned(),
        reference: "PLN-4711".to_owned(),
    }));
    let duplicate = close(Ground::DuplicateOf(voices.begun.name.clone()));
    let reopen = ReopenComplaintRequest {
        name: voices.closed.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        reason: "Bukti tidak sesuai".to_owned(),
    };
    vec![
        officer(
            scene,
            "/satupintu.complaints.v1.ComplaintsService/CloseComplaint",
            admin,
            &accepted,
        )
        .or(&duplicate)
        .not_for(&scene.neighbour)
        .leaving("complaints.closed"),
        officer(
            scene,
            "/satupintu.complaints.v1.ComplaintsService/ReopenComplaint",
            superior,
            &reopen,
        )
        .not_for(admin)
        .leaving("complaints.reopened"),
    ]
}
