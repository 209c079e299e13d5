//! The rows of `PrivacyService`.

use contract::satupintu::privacy::v1::{
    AnswerSubjectRequestRequest, BreachExtent, BreachNature, BreachRecipient, DataCategory,
    EraseApplicantRequest, EraseComplaintRequest, EraseContributorRequest, ErasureBasis,
    ExportDataRequest, ExportOwnDataRequest, FindApplicationsRequest, ListBreachesRequest,
    ListSubjectRequestsRequest, NotifyBreachRequest, OpenOwnRequestRequest, ReadBreachRequest,
    ReadExportRequest, ReadSubjectRequestRequest, RecordBreachRequest, RecordSubjectRequestRequest,
    RefuseSubjectRequestRequest, SearchPurpose, SubjectRight, TrackOwnRequestsRequest,
    find_applications_request::Identifier,
};
use stories::{moment, request_id, wib};

use super::{Row, officer, protector, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let mut rows = whole(scene);
    rows.extend(requests(scene));
    rows.extend(breaches(scene));
    rows
}

fn whole(scene: &Scene) -> Vec<Row> {
    let own = ExportOwnDataRequest {
        receipt_number: scene.younger.number.clone(),
        secret: scene.younger.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
    };
    let export = ExportDataRequest {
        name: scene.younger.name.clone(),
        request_id: request_id(),
        etag: String::new(),
    };
    let read = ReadExportRequest { token: scene.export_token.clone() };
    let erase = EraseApplicantRequest {
        name: scene.erasable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::RetentionOver.into(),
    };
    let erase_complaint = EraseComplaintRequest {
        name: scene.voices.erasable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::SubjectRequest.into(),
    };
    let erase_contributor = EraseContributorRequest {
        name: scene.forums.erasable.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: ErasureBasis::SubjectRequest.into(),
    };
    let find = |identifier: Identifier| FindApplicationsRequest {
        parent: format!("agencies/{}", scene.agency),
        request_id: request_id(),
        identifier: Some(identifier),
        purpose: SearchPurpose::AssistApplicant.into(),
    };
    let by_nik = find(Identifier::Nik("9901011708450099".to_owned()));
    let finding = officer(
        scene,
        "/satupintu.privacy.v1.PrivacyService/FindApplications",
        &scene.staff.loket,
        &by_nik,
    );
    vec![
        public(scene, "/satupintu.privacy.v1.PrivacyService/ExportOwnData", &own)
            .leaving("privacy.exported"),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/ExportData", &export)
            .leaving("privacy.exported"),
        public(scene, "/satupintu.privacy.v1.PrivacyService/ReadExport", &read),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/EraseApplicant", &erase)
            .leaving("privacy.erased"),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/EraseComplaint", &erase_complaint)
            .leaving("privacy.erased"),
        protector(
            scene,
            "/satupintu.privacy.v1.PrivacyService/EraseContributor",
            &erase_contributor,
        )
        .leaving("privacy.erased"),
        finding
            .or(&find(Identifier::Phone("081200000099".to_owned())))
            .or(&find(Identifier::Email("nobody@contoh.example".to_owned())))
            .leaving("privacy.searched"),
    ]
}

fn requests(scene: &Scene) -> Vec<Row> {
    let [readable, answerable, refusable] = &scene.requests;
    let parent = format!("agencies/{}", scene.agency);
    let own = OpenOwnRequestRequest {
        receipt_number: scene.younger.number.clone(),
        secret: scene.younger.secret.clone(),
        request_id: request_id(),
        right: SubjectRight::Access.into(),
        text: "Siapa membaca data saya?".to_owned(),
    };
    let track = TrackOwnRequestsRequest {
        receipt_number: scene.younger.number.clone(),
        secret: scene.younger.secret.clone(),
    };
    let record = RecordSubjectRequestRequest {
        parent: parent.clone(),
        request_id: request_id(),
        application: scene.younger.name.clone(),
        right: SubjectRight::Restriction.into(),
        received_at: Some(moment(wib("2026-06-23 09:00"))),
        text: "Mohon ditunda".to_owned(),
    };
    let list = ListSubjectRequestsRequest { parent, page_size: 10, page_token: String::new() };
    let read = ReadSubjectRequestRequest {
        name: readable.clone(),
        request_id: request_id(),
        etag: String::new(),
    };
    let answer = AnswerSubjectRequestRequest {
        name: answerable.clone(),
        request_id: request_id(),
        etag: String::new(),
        note: "Terlampir".to_owned(),
    };
    let refuse = RefuseSubjectRequestRequest {
        name: refusable.clone(),
        request_id: request_id(),
        etag: String::new(),
        ground: "Bukan pemohon".to_owned(),
    };
    vec![
        public(scene, "/satupintu.privacy.v1.PrivacyService/OpenOwnRequest", &own)
            .leaving("privacy.request_opened"),
        public(scene, "/satupintu.privacy.v1.PrivacyService/TrackOwnRequests", &track),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/RecordSubjectRequest", &record)
            .leaving("privacy.request_opened"),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/ListSubjectRequests", &list),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/ReadSubjectRequest", &read)
            .leaving("privacy.request_read"),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/AnswerSubjectRequest", &answer)
            .leaving("privacy.request_answered"),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/RefuseSubjectRequest", &refuse)
            .leaving("privacy.request_refused"),
    ]
}

fn breaches(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let discovered = Some(moment(wib("2026-06-23 09:00")));
    let record = RecordBreachRequest {
        parent: parent.clone(),
        request_id: request_id(),
        discovered_at: discovered,
        nature: BreachNature::Loss.into(),
        categories: vec![DataCategory::Files.into()],
        extent: BreachExtent::Unknown.into(),
        narrative: "Map hilang".to_owned(),
    };
    let notify = NotifyBreachRequest {
        name: scene.breach.clone(),
        request_id: request_id(),
        etag: String::new(),
        recipient: BreachRecipient::Authority.into(),
        at: Some(moment(scene.breached_at)),
    };
    let list = ListBreachesRequest { parent, page_size: 10, page_token: String::new() };
    let read = ReadBreachRequest {
        name: scene.breach.clone(),
        request_id: request_id(),
        etag: String::new(),
    };
    vec![
        protector(scene, "/satupintu.privacy.v1.PrivacyService/RecordBreach", &record)
            .leaving("privacy.breach_recorded"),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/NotifyBreach", &notify)
            .leaving("privacy.breach_notified"),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/ListBreaches", &list),
        protector(scene, "/satupintu.privacy.v1.PrivacyService/ReadBreach", &read)
            .leaving("privacy.breach_read"),
    ]
}
