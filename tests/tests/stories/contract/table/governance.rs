//! The rows of the governance of procedures.

use contract::satupintu::sop::v1::{
    AcknowledgeSopRequest, ApproveSopRequest, DisposeProposalRequest, EvaluateSopRequest,
    EvaluationVerdict, GetSopGovernanceRequest, ListSopGovernanceRequest, ProposalDisposition,
    ProposeRevisionRequest, RecordSessionRequest, RecordTrialRequest, SessionKind,
    SetAcknowledgementRequest, TakeQuizRequest,
};
use prost::Message;
use stories::governance::{SOP, quiz};
use stories::request_id;
use stories::standards::day;

use super::{Row, administrator, officer};
use crate::contract::scene::Scene;

fn by_head(scene: &Scene, path: &'static str, example: &impl Message) -> Row {
    Row { caller: scene.head.clone(), ..administrator(scene, path, example) }
        .not_for(&scene.administrator)
}

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let name = || SOP.to_owned();
    let june_8 = || day("2026-06-08");
    let trial = RecordTrialRequest {
        name: name(),
        request_id: request_id(),
        etag: String::new(),
        from: day("2026-06-01"),
        until: june_8(),
        report: "LAP-UC/2/2026".to_owned(),
    };
    let approve = ApproveSopRequest {
        name: name(),
        request_id: request_id(),
        etag: String::new(),
        decree: "SK 4/2026".to_owned(),
        dated: june_8(),
        effective: june_8(),
    };
    let session = RecordSessionRequest {
        name: name(),
        request_id: request_id(),
        etag: String::new(),
        kind: SessionKind::Socialisation.into(),
        held_on: june_8(),
        report: "DH/1/2026".to_owned(),
        participants: 12,
    };
    let acknowledge =
        AcknowledgeSopRequest { name: name(), request_id: request_id(), etag: String::new() };
    let evaluate = EvaluateSopRequest {
        name: name(),
        request_id: request_id(),
        etag: String::new(),
        held_on: june_8(),
        report: "LHE/1/2026".to_owned(),
        verdict: EvaluationVerdict::ToRevise.into(),
        months: 6,
    };
    let propose = ProposeRevisionRequest {
        name: name(),
        request_id: request_id(),
        etag: String::new(),
        reason: "Dua tahap dapat digabung".to_owned(),
    };
    let dispose = DisposeProposalRequest {
        name: name(),
        request_id: request_id(),
        etag: String::new(),
        proposal: scene.proposal.clone(),
        disposition: ProposalDisposition::Accepted.into(),
        reason: "Masuk versi berikutnya".to_owned(),
    };
    let parent = || format!("agencies/{}", scene.agency);
    let demand = SetAcknowledgementRequest {
        parent: parent(),
        request_id: request_id(),
        required: false,
        by_quiz: false,
    };
    let take = TakeQuizRequest {
        name: name(),
        request_id: request_id(),
        etag: String::new(),
        answers: vec![2, 1],
    };
    let list = ListSopGovernanceRequest {
        parent: parent(),
        page_size: 10,
        page_token: String::new(),
        evaluation_due_by: june_8(),
    };
    let loket = &scene.staff.loket;
    let by_stranger = |row: Row| Row { wrong: vec![scene.stranger.clone()], ..row };
    vec![
        administrator(scene, "/satupintu.sop.v1.SopGovernanceService/RecordTrial", &trial)
            .leaving("sop.tried"),
        by_head(scene, "/satupintu.sop.v1.SopGovernanceService/ApproveSop", &approve)
            .leaving("sop.approved"),
        administrator(scene, "/satupintu.sop.v1.SopGovernanceService/RecordSession", &session)
            .leaving("sop.session_held"),
        officer(
            scene,
            "/satupintu.sop.v1.SopGovernanceService/AcknowledgeSop",
            loket,
            &acknowledge,
        )
        .leaving("sop.acknowledged"),
        administrator(scene, "/satupintu.sop.v1.SopGovernanceService/EvaluateSop", &evaluate)
            .leaving("sop.evaluated"),
        officer(scene, "/satupintu.sop.v1.SopGovernanceService/ProposeRevision", loket, &propose)
            .leaving("sop.revision_proposed"),
        by_head(scene, "/satupintu.sop.v1.SopGovernanceService/DisposeProposal", &dispose)
            .leaving("sop.proposal_disposed"),
        by_stranger(officer(
            scene,
            "/satupintu.sop.v1.SopGovernanceService/GetSopGovernance",
            loket,
            &GetSopGovernanceRequest { name: name() },
        )),
        by_stranger(officer(
            scene,
            "/satupintu.sop.v1.SopGovernanceService/ListSopGovernance",
            loket,
            &list,
        )),
        administrator(scene, "/satupintu.sop.v1.SopGovernanceService/SetQuiz", &quiz(2))
            .leaving("sop.quiz_set"),
        officer(scene, "/satupintu.sop.v1.SopGovernanceService/TakeQuiz", loket, &take)
            .leaving("sop.quiz_taken"),
        by_head(scene, "/satupintu.sop.v1.SopGovernanceService/SetAcknowledgement", &demand)
            .leaving("sop.setting_changed"),
    ]
}
