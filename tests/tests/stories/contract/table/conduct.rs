//! The rows of `ConductService`.

use contract::satupintu::permits::v1::{
    ListConflictsRequest, ListSharedContactsRequest, ReassignReason, ReassignTaskRequest,
    RegisterKinshipRequest,
};
use stories::request_id;

use super::{Row, officer};
use crate::contract::scene::Scene;

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let staff = &scene.staff;
    let reassign = ReassignTaskRequest {
        name: scene.reassignable.name.clone(),
        request_id: request_id(),
        etag: String::new(),
        step: "pendaftaran".to_owned(),
        officer: scene.substitute.name(),
        reason: ReassignReason::Absence.into(),
        note: "Cuti melahirkan".to_owned(),
    };
    let list = ListConflictsRequest {
        unit: "dpmptsp-magelang/pelayanan".to_owned(),
        page_size: 10,
        page_token: String::new(),
    };
    let shared = ListSharedContactsRequest {
        unit: "dpmptsp-magelang/pelayanan".to_owned(),
        page_size: 10,
        page_token: String::new(),
    };
    let kinship = RegisterKinshipRequest {
        name: staff.loket.name(),
        request_id: request_id(),
        etag: String::new(),
        family_card: "9901011708459999".to_owned(),
        nik: "9901011708459999".to_owned(),
        npwp: "9999999999999999".to_owned(),
        phone: "081299999999".to_owned(),
    };
    let registering = officer(
        scene,
        "/satupintu.permits.v1.ConductService/RegisterKinship",
        &staff.loket,
        &kinship,
    );
    vec![
        officer(
            scene,
            "/satupintu.permits.v1.ConductService/ReassignTask",
            &staff.supervisor,
            &reassign,
        )
        .not_for(&staff.loket)
        .leaving("permits.reassigned"),
        officer(
            scene,
            "/satupintu.permits.v1.ConductService/ListConflicts",
            &staff.supervisor,
            &list,
        )
        .not_for(&staff.loket),
        officer(
            scene,
            "/satupintu.permits.v1.ConductService/ListSharedContacts",
            &staff.supervisor,
            &shared,
        )
        .not_for(&staff.loket),
        // An administrator may, too.
        Row {
            wrong: [&scene.auditor, &scene.neighbour, &scene.stranger].map(Clone::clone).into(),
            ..registering
        }
        .leaving("access.kinship_registered"),
    ]
}
