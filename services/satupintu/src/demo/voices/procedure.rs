//! A procedure under way: tried and approved, evaluated, and proposed to be revised
//! by whoever works by it.

use contract::{
    google::r#type::Date,
    satupintu::sop::v1::{
        ApproveSopRequest, DisposeProposalRequest, EvaluateSopRequest, EvaluationVerdict,
        ProposalDisposition, ProposeRevisionRequest, RecordTrialRequest,
        sop_governance_service_client::SopGovernanceServiceClient,
    },
};
use tonic::transport::Channel;

use super::{
    super::{cast::ADMIN, office::Office},
    day,
    people::{CLERK, SECRETARIAT},
};
use crate::{failure::Failure, track::refused};

/// The trial of June is reported, and the head approves.
pub(super) async fn approved(office: &mut Office<'_>, sop: &str) -> Result<(), Failure> {
    office.on((1, 7), (8, 0)).await?;
    let request = RecordTrialRequest {
        name: sop.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        from: day(2, 6),
        until: day(27, 6),
        report: "LAP-UC/CONTOH/2025".to_owned(),
    };
    let request = office.signed(&ADMIN, request);
    governance(office).record_trial(request).await.map_err(refused)?;
    let request = ApproveSopRequest {
        name: sop.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        decree: "SK/CONTOH/1/2025".to_owned(),
        dated: day(1, 7),
        effective: day(1, 7),
    };
    let request = office.signed(SECRETARIAT.head, request);
    governance(office).approve_sop(request).await.map_err(refused)?;
    office.step("SOP diuji coba dan disahkan (tried out and approved)");
    Ok(())
}

/// The evaluation wants a revision, and so does the clerk.
pub(super) async fn revised(office: &mut Office<'_>, sop: &str) -> Result<(), Failure> {
    office.on((28, 7), (9, 0)).await?;
    evaluated(office, sop, day(28, 7)).await?;
    let request = ProposeRevisionRequest {
        name: sop.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        reason: "Telaah dan penerbitan dapat digabung".to_owned(),
    };
    let request = office.signed(&CLERK, request);
    let answer = governance(office).propose_revision(request).await.map_err(refused)?;
    let proposals = answer.into_inner().governance.unwrap_or_default().proposals;
    let request = DisposeProposalRequest {
        name: sop.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        proposal: proposals.last().map(|proposal| proposal.id.clone()).unwrap_or_default(),
        disposition: ProposalDisposition::Accepted.into(),
        reason: "Menghemat satu hari".to_owned(),
    };
    let request = office.signed(SECRETARIAT.head, request);
    governance(office).dispose_proposal(request).await.map_err(refused)?;
    office.step(&format!(
        "SOP dievaluasi: perlu revisi (evaluated: to revise); usul {} diterima (proposal accepted)",
        CLERK.id
    ));
    Ok(())
}

async fn evaluated(office: &Office<'_>, sop: &str, held_on: Option<Date>) -> Result<(), Failure> {
    let request = EvaluateSopRequest {
        name: sop.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        held_on,
        report: "LHE/CONTOH/2025".to_owned(),
        verdict: EvaluationVerdict::ToRevise.into(),
        months: 6,
    };
    let request = office.signed(&ADMIN, request);
    governance(office).evaluate_sop(request).await.map(drop).map_err(refused)
}

fn governance(office: &Office<'_>) -> SopGovernanceServiceClient<Channel> {
    SopGovernanceServiceClient::new(office.channel())
}
