//! The rows of the consultations service.

use contract::satupintu::consultations::v1::{
    AnnounceForumRequest, CreateForumRequest, DecideCommentRequest, Disposition,
    DownloadMinutesRequest, Element, FinishForumRequest, ForumKind, ForumMode, GetForumRequest,
    Invitation, InviteParticipantsRequest, ListCommentsRequest, ListForumsRequest,
    OpenForumRequest, PublishResultsRequest, ReadContributorRequest, ReadingPurpose,
    RecordCommentRequest, RecordFollowUpRequest, RegisterParticipantRequest,
    SignMinutesByReceiptRequest, SignMinutesRequest, SubmitCommentRequest, TrackCommentRequest,
    WriteMinutesRequest,
};
use prost::Message;
use stories::request_id;
use stories::standards::{day, media, standard};

use super::{Row, administrator, public};
use crate::contract::scene::{FORUM_FROM, FORUM_UNTIL, Scene};

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    [holding(scene), entries(scene), minutes(scene), reading(scene)].concat()
}

fn path(method: &str) -> &'static str {
    Box::leak(format!("/satupintu.consultations.v1.ConsultationsService/{method}").into_boxed_str())
}

/// What every write has: name, request id, etag.
fn write(name: &str) -> (String, String, String) {
    (name.to_owned(), request_id(), String::new())
}

/// For administrators, and for the head and auditors as far as `wrong` lets them.
fn enrolled(scene: &Scene, method: &str, example: &impl Message) -> Row {
    let wrong = vec![scene.staff.loket.clone(), scene.stranger.clone()];
    Row { wrong, ..administrator(scene, path(method), example) }
}

fn holding(scene: &Scene) -> Vec<Row> {
    let forums = &scene.forums;
    let create = CreateForumRequest {
        parent: scene.head.agency.clone(),
        request_id: request_id(),
        document: standard(6),
        kind: ForumKind::PublicTest.into(),
        mode: ForumMode::Online.into(),
        from: day(FORUM_FROM),
        until: day(FORUM_UNTIL),
        place: "Aula".to_owned(),
        agenda: "Rancangan".to_owned(),
    };
    let (name, id, etag) = write(&forums.prepared);
    let announce = AnnounceForumRequest { name, request_id: id, etag, media: media() };
    let (name, id, etag) = write(&forums.announced);
    let invitee = Invitation { element: Element::Expert.into(), invitee: "Universitas".to_owned() };
    let invite =
        InviteParticipantsRequest { name, request_id: id, etag, invitations: vec![invitee] };
    let (name, id, etag) = write(&forums.announced);
    let open = OpenForumRequest { name, request_id: id, etag };
    let (name, id, etag) = write(&forums.followed);
    let publish = PublishResultsRequest { name, request_id: id, etag, media: media() };
    let (name, id, etag) = write(&forums.finishable);
    let finish = FinishForumRequest { name, request_id: id, etag };
    let by = |method, example: Row| Row { path: path(method), ..example };
    vec![
        by("CreateForum", administrator(scene, "", &create)).leaving("consultations.created"),
        by("AnnounceForum", administrator(scene, "", &announce)).leaving("consultations.announced"),
        by("InviteParticipants", administrator(scene, "", &invite))
            .leaving("consultations.invited"),
        by("OpenForum", administrator(scene, "", &open)).leaving("consultations.opened"),
        by("PublishResults", administrator(scene, "", &publish))
            .leaving("consultations.results_published"),
        by("FinishForum", administrator(scene, "", &finish)).leaving("consultations.finished"),
    ]
}

fn entries(scene: &Scene) -> Vec<Row> {
    let forums = &scene.forums;
    let (name, id, etag) = write(&forums.under_way);
    let register = RegisterParticipantRequest {
        name,
        request_id: id,
        etag,
        element: Element::Media.into(),
        person_name: "Contoh Wartawan".to_owned(),
        organisation: "Radio".to_owned(),
        contact: "081200000001".to_owned(),
    };
    let submit = SubmitCommentRequest {
        name: forums.under_way.clone(),
        request_id: request_id(),
        anchor: "time".to_owned(),
        element: Element::Community.into(),
        text: "Terlalu lama".to_owned(),
        person_name: "Contoh Warga".to_owned(),
        contact: "081200000002".to_owned(),
    };
    let record = RecordCommentRequest {
        name: forums.under_way.clone(),
        request_id: request_id(),
        anchor: "fee".to_owned(),
        text: "Gratiskan".to_owned(),
        participant: String::new(),
        element: Element::Community.into(),
        person_name: "Contoh Warga".to_owned(),
        contact: "081200000003".to_owned(),
    };
    let said = RecordCommentRequest {
        participant: forums.participant.clone(),
        element: 0,
        person_name: String::new(),
        contact: String::new(),
        ..record.clone()
    };
    let (name, id, etag) = write(&forums.comment);
    let decide = DecideCommentRequest {
        name,
        request_id: id,
        etag,
        disposition: Disposition::PartlyAccepted.into(),
        change: "Delapan hari".to_owned(),
        reason: "Tujuh tidak cukup".to_owned(),
        forwarded_to: String::new(),
        responsible: scene.administrator.name(),
        due: day(FORUM_UNTIL),
    };
    let forward = DecideCommentRequest {
        disposition: Disposition::Forwarded.into(),
        change: String::new(),
        forwarded_to: "Dinas lain".to_owned(),
        ..decide.clone()
    };
    let (name, id, etag) = write(&forums.owed);
    let prove = RecordFollowUpRequest {
        name,
        request_id: id,
        etag,
        proof: "Sudah diubah".to_owned(),
        proof_digest: "ab".repeat(32),
    };
    let track = TrackCommentRequest {
        receipt_number: forums.slip.receipt_number.clone(),
        secret: forums.slip.secret.clone(),
    };
    let read = ReadContributorRequest {
        name: forums.under_way.clone(),
        request_id: request_id(),
        entry: forums.participant.clone(),
        purpose: ReadingPurpose::Attendance.into(),
    };
    let auditor = |row: Row| row.not_for(&scene.auditor);
    vec![
        administrator(scene, path("RegisterParticipant"), &register)
            .leaving("consultations.participant_registered"),
        public(scene, path("SubmitComment"), &submit).leaving("consultations.commented"),
        administrator(scene, path("RecordComment"), &record)
            .or(&said)
            .leaving("consultations.commented"),
        auditor(enrolled(scene, "DecideComment", &decide).or(&forward))
            .leaving("consultations.comment_decided"),
        auditor(enrolled(scene, "RecordFollowUp", &prove))
            .leaving("consultations.follow_up_recorded"),
        public(scene, path("TrackComment"), &track),
        enrolled(scene, "ReadContributor", &read).leaving("consultations.contributor_read"),
    ]
}

fn minutes(scene: &Scene) -> Vec<Row> {
    let forums = &scene.forums;
    let (name, id, etag) = write(&forums.under_way);
    let minutes = WriteMinutesRequest {
        name,
        request_id: id,
        etag,
        number: "BA/9/2026".to_owned(),
        held_on: day(FORUM_FROM),
        text: "Disepakati".to_owned(),
        organisers: vec![scene.administrator.name()],
        representatives: vec![forums.participant.clone()],
    };
    let (name, id, etag) = write(&forums.minuted);
    let sign = SignMinutesRequest { name, request_id: id, etag };
    let sign_by = SignMinutesByReceiptRequest {
        receipt_number: forums.signer.receipt_number.clone(),
        secret: forums.signer.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
    };
    let download = DownloadMinutesRequest {
        name: forums.minuted.clone(),
        receipt_number: forums.signer.receipt_number.clone(),
        secret: forums.signer.secret.clone(),
    };
    // Everybody in service may be named among those who sign.
    let wrong = vec![scene.staff.loket.clone(), scene.stranger.clone()];
    vec![
        administrator(scene, path("WriteMinutes"), &minutes)
            .leaving("consultations.minutes_written"),
        Row { wrong, ..administrator(scene, path("SignMinutes"), &sign) }
            .leaving("consultations.minutes_signed"),
        public(scene, path("SignMinutesByReceipt"), &sign_by)
            .leaving("consultations.minutes_signed"),
        public(scene, path("DownloadMinutes"), &download),
    ]
}

fn reading(scene: &Scene) -> Vec<Row> {
    let forums = &scene.forums;
    let (name, parent) = (forums.announced.clone(), scene.head.agency.clone());
    let list = ListForumsRequest { parent, page_size: 10, page_token: String::new() };
    let comments = ListCommentsRequest {
        parent: forums.under_way.clone(),
        page_size: 10,
        page_token: String::new(),
    };
    let caller = scene.administrator.clone();
    vec![
        public(scene, path("GetForum"), &GetForumRequest { name }),
        public(scene, path("ListForums"), &list),
        Row { caller, ..public(scene, path("ListComments"), &comments) },
    ]
}
