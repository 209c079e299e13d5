//! The rows of `LicencesService`.

use contract::google::r#type::Date;
use contract::satupintu::permits::v1::{
    DownloadLicenceRequest, GetLicenceRequest, LicenceStatus, ListLicencesRequest, RevocationBasis,
    RevokeLicenceRequest, SignLicenceRequest, VerifyLicenceRequest,
    verify_licence_request as verify,
};
use stories::request_id;
use stories::sip::SERVICE;

use super::{Row, officer, public};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let by = |licence: verify::Licence| VerifyLicenceRequest {
        parent: parent.clone(),
        licence: Some(licence),
        pdf_sha256: vec![7; 32],
    };
    let code = verify::Licence::VerificationCode(scene.licence.verification_code.clone());
    let number = verify::Licence::LicenceNumber(scene.licence.licence_number.clone());
    let get = GetLicenceRequest { name: scene.licence.name.clone() };
    let list = ListLicencesRequest {
        parent: parent.clone(),
        page_size: 10,
        page_token: String::new(),
        service: SERVICE.to_owned(),
        status: LicenceStatus::NotYetSigned.into(),
        ends_from: Some(Date { year: 2026, month: 1, day: 1 }),
        ends_until: Some(Date { year: 2036, month: 1, day: 1 }),
    };
    let revoke = RevokeLicenceRequest {
        name: scene.licence.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        basis: RevocationBasis::Violation.into(),
        ground: "Praktik di luar alamat yang diizinkan".to_owned(),
    };
    let sign = SignLicenceRequest {
        name: scene.unsigned.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        nik: "9901011708450001".to_owned(),
        passphrase: "sandi yang panjang".to_owned(),
    };
    let download = DownloadLicenceRequest {
        receipt_number: scene.documented.number.clone(),
        secret: scene.documented.secret.clone(),
    };
    let (head, staff) = (&scene.head, &scene.staff);
    // An auditor reads licences; who only administers does not.
    let concerned = |row: Row| Row {
        wrong: [&scene.administrator, &scene.neighbour, &scene.stranger].map(Clone::clone).into(),
        ..row
    };
    vec![
        public(scene, "/satupintu.permits.v1.LicencesService/VerifyLicence", &by(code))
            .or(&by(number)),
        concerned(officer(
            scene,
            "/satupintu.permits.v1.LicencesService/GetLicence",
            &scene.staff.loket,
            &get,
        )),
        concerned(officer(
            scene,
            "/satupintu.permits.v1.LicencesService/ListLicences",
            &scene.staff.loket,
            &list,
        )),
        public(scene, "/satupintu.permits.v1.LicencesService/DownloadLicence", &download),
        officer(
            scene,
            "/satupintu.permits.v1.LicencesService/SignLicence",
            &staff.penerbitan,
            &sign,
        )
        .not_for(&staff.kepala)
        .not_for(&scene.neighbour)
        .leaving("licences.document_signed"),
        officer(scene, "/satupintu.permits.v1.LicencesService/RevokeLicence", head, &revoke)
            .not_for(&scene.staff.kepala)
            .not_for(&scene.neighbour)
            .leaving("licences.revoked"),
    ]
}
