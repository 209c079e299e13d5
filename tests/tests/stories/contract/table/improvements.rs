//! The rows of the improvements service.

use contract::satupintu::improvement::v1::{
    ActionSource, AssignActionRequest, CompleteActionRequest, DropActionRequest, Effect,
    EffectMeasure, GetActionRequest, GetIndicatorsRequest, ListActionsRequest, OpenActionRequest,
    RecordEffectRequest, ReturnActionRequest, VerifyActionRequest,
};
use prost::Message;
use stories::request_id;
use stories::standards::day;

use super::{Row, administrator};
use crate::contract::scene::Scene;

const DUE: &str = "2026-06-30";

fn path(method: &str) -> &'static str {
    Box::leak(format!("/satupintu.improvement.v1.ImprovementsService/{method}").into_boxed_str())
}

/// What every write has: name, request id, etag.
fn write(name: &str) -> (String, String, String) {
    (name.to_owned(), request_id(), String::new())
}

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let [assignable, droppable, doable, verifiable, returnable, measurable] = &scene.actions;
    let (parent, owner) = (scene.head.agency.clone(), scene.staff.loket.name());
    let open = OpenActionRequest {
        parent: parent.clone(),
        request_id: request_id(),
        source: ActionSource::Ombudsman.into(),
        origin: scene.products[0].clone(),
        what: "Perbaiki alur".to_owned(),
        unit: format!("{}/pelayanan", scene.agency),
        owner: owner.clone(),
        due: day(DUE),
    };
    let (name, id, etag) = write(assignable);
    let unit = format!("{}/pelayanan", scene.agency);
    let assign = AssignActionRequest { name, request_id: id, etag, unit, owner, due: day(DUE) };
    let (name, id, etag) = write(doable);
    let (proof, proof_digest) = ("Sudah".to_owned(), "ab".repeat(32));
    let complete = CompleteActionRequest { name, request_id: id, etag, proof, proof_digest };
    let (name, id, etag) = write(verifiable);
    let verify = VerifyActionRequest { name, request_id: id, etag };
    let (name, id, etag) = write(returnable);
    let back = ReturnActionRequest { name, request_id: id, etag, reason: "Belum".to_owned() };
    let (name, id, etag) = write(droppable);
    let drop = DropActionRequest { name, request_id: id, etag, reason: "Tidak perlu".to_owned() };
    let (name, id, etag) = write(measurable);
    let effect = Effect { measure: EffectMeasure::Count.into(), before: 9, after: 3 };
    let measure = RecordEffectRequest { name, request_id: id, etag, effect: Some(effect) };
    let list = ListActionsRequest {
        parent: parent.clone(),
        page_size: 10,
        page_token: String::new(),
        source: ActionSource::Complaint.into(),
    };
    let indicators = GetIndicatorsRequest { parent, from: day("2026-06-01"), until: day(DUE) };
    // Who opened or did them does not judge them: the auditor does.
    let judged = |method: &str, example: &dyn Fn(&Scene) -> Row| {
        let wrong = vec![scene.staff.loket.clone(), scene.stranger.clone()];
        Row { path: path(method), caller: scene.auditor.clone(), wrong, ..example(scene) }
    };
    let read = |method: &str, example: Row| Row {
        path: path(method),
        wrong: vec![scene.stranger.clone()],
        ..example
    };
    let by = |method: &str, example: &dyn Fn(&Scene) -> Row| Row {
        path: path(method),
        ..example(scene)
    };
    fn of<M: Message>(example: M) -> impl Fn(&Scene) -> Row {
        move |scene| administrator(scene, "", &example)
    }
    vec![
        by("OpenAction", &of(open)).leaving("improvement.opened"),
        by("AssignAction", &of(assign)).leaving("improvement.assigned"),
        by("CompleteAction", &of(complete)).leaving("improvement.completed"),
        judged("VerifyAction", &of(verify)).leaving("improvement.verified"),
        judged("ReturnAction", &of(back)).leaving("improvement.returned"),
        by("DropAction", &of(drop)).leaving("improvement.dropped"),
        by("RecordEffect", &of(measure)).leaving("improvement.effect_recorded"),
        read("GetAction", administrator(scene, "", &GetActionRequest { name: doable.clone() })),
        read("ListActions", administrator(scene, "", &list)),
        read("GetIndicators", administrator(scene, "", &indicators)),
    ]
}
