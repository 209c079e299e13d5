//! The register of improvements: an action from every source.

use std::collections::BTreeSet;

use contract::{
    google::r#type::Date,
    satupintu::{
        improvement::v1::{
            Action, ActionSource, ActionState, AssignActionRequest, CompleteActionRequest,
            GetActionRequest, ListActionsRequest, OpenActionRequest, VerifyActionRequest,
            improvements_service_client::ImprovementsServiceClient,
        },
        ombudsman::v1::{
            ProductKind, RecordProductRequest, ombudsman_service_client::OmbudsmanServiceClient,
        },
    },
};
use tonic::transport::Channel;

use super::{
    super::{
        cast::{ADMIN, Officer},
        office::Office,
    },
    people::SECRETARIAT,
};
use crate::{dates, failure::Failure, spoken, track::refused};

/// Whatever can lead to an action.
const SOURCES: [ActionSource; 6] = [
    ActionSource::Survey,
    ActionSource::Consultation,
    ActionSource::Complaint,
    ActionSource::SopEvaluation,
    ActionSource::SopProposal,
    ActionSource::Ombudsman,
];

/// An action as the administrator opens it.
pub(super) struct Opening<'a> {
    pub(super) source: ActionSource,
    /// What it follows from, below the agency's name.
    pub(super) origin: &'a str,
    pub(super) what: &'a str,
    pub(super) owner: &'a Officer,
    pub(super) due: Option<Date>,
}

/// Opens it; answers its name.
pub(super) async fn open(office: &Office<'_>, action: &Opening<'_>) -> Result<String, Failure> {
    let request = OpenActionRequest {
        parent: office.house.resource(),
        request_id: office.new_id(),
        source: action.source.into(),
        origin: format!("{}/{}", office.house.resource(), action.origin),
        what: action.what.to_owned(),
        unit: String::new(),
        owner: office.officer(action.owner),
        due: action.due,
    };
    let request = office.signed(&ADMIN, request);
    let answer = improvements(office).open_action(request).await.map_err(refused)?;
    Ok(answer.into_inner().action.unwrap_or_default().name)
}

/// The Ombudsman's advice came in today; its action opens by itself.
pub(super) async fn advised(
    office: &Office<'_>,
    text: &str,
    owner: &Officer,
    due: Option<Date>,
) -> Result<(), Failure> {
    let today = office.house.plan.zone.date(office.now());
    let (year, month, day) = (today.year().into(), today.month().into(), today.day().into());
    let request = RecordProductRequest {
        parent: office.house.resource(),
        request_id: office.new_id(),
        kind: ProductKind::Advice.into(),
        number: "CONTOH/1/2025".to_owned(),
        text: text.to_owned(),
        received_on: Some(Date { year, month, day }),
        due,
        owner: office.officer(owner),
        ..RecordProductRequest::default()
    };
    let request = office.signed(&ADMIN, request);
    let mut products = OmbudsmanServiceClient::new(office.channel());
    products.record_product(request).await.map(drop).map_err(refused)
}

/// Whoever owns it proves that it was done; the head has looked.
pub(super) async fn done(
    office: &Office<'_>,
    name: &str,
    owner: &Officer,
    proof: &str,
) -> Result<(), Failure> {
    let request = CompleteActionRequest {
        name: name.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        proof: proof.to_owned(),
        proof_digest: String::new(),
    };
    let request = office.signed(owner, request);
    improvements(office).complete_action(request).await.map_err(refused)?;
    verified(office, name).await
}

/// The head says so, too.
async fn verified(office: &Office<'_>, name: &str) -> Result<(), Failure> {
    let request = VerifyActionRequest {
        name: name.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
    };
    let request = office.signed(SECRETARIAT.head, request);
    improvements(office).verify_action(request).await.map(drop).map_err(refused)
}

/// Gives what opened by itself, and has no owner yet, to `owner`.
pub(super) async fn assign_rest(
    office: &Office<'_>,
    owner: &Officer,
    due: Option<Date>,
) -> Result<(), Failure> {
    for action in all(office).await? {
        if !action.owner.is_empty() {
            continue;
        }
        let request = AssignActionRequest {
            name: action.name,
            request_id: office.new_id(),
            etag: String::new(),
            unit: String::new(),
            owner: office.officer(owner),
            due,
        };
        let request = office.signed(SECRETARIAT.head, request);
        improvements(office).assign_action(request).await.map_err(refused)?;
    }
    Ok(())
}

/// Tells the whole register, in which every source must have its action.
pub(super) async fn told(office: &mut Office<'_>) -> Result<(), Failure> {
    let actions = all(office).await?;
    let found: BTreeSet<i32> = actions.iter().map(|action| action.source).collect();
    let missing = SOURCES.into_iter().find(|source| !found.contains(&i32::from(*source)));
    if let Some(source) = missing {
        return Err(Failure::said(format!("no action follows from {source:?}")));
    }
    office.step(&format!("daftar perbaikan (register of improvements), {} butir", actions.len()));
    for action in actions {
        let whole = read(office, &action.name).await?;
        let owner = action.owner.rsplit('/').next().unwrap_or_default();
        let due = action.due.as_ref().and_then(spoken::date).map(dates::date);
        let what = if whole.what.is_empty() { "menyusun versi baru SOP" } else { &whole.what };
        let line = format!(
            "{}: {what}; {owner}, sampai (until) {}, {}",
            source(action.source()),
            due.map(|due| due.id).unwrap_or_default(),
            state(action.state())
        );
        office.screen.wrapped("    ", &line);
    }
    Ok(())
}

async fn all(office: &Office<'_>) -> Result<Vec<Action>, Failure> {
    let request =
        ListActionsRequest { parent: office.house.resource(), ..ListActionsRequest::default() };
    let request = office.signed(SECRETARIAT.head, request);
    let answer = improvements(office).list_actions(request).await.map_err(refused)?;
    Ok(answer.into_inner().actions)
}

async fn read(office: &Office<'_>, name: &str) -> Result<Action, Failure> {
    let request = GetActionRequest { name: name.to_owned() };
    let request = office.signed(SECRETARIAT.head, request);
    let answer = improvements(office).get_action(request).await.map_err(refused)?;
    Ok(answer.into_inner().action.unwrap_or_default())
}

fn source(source: ActionSource) -> &'static str {
    match source {
        ActionSource::Unspecified => "",
        ActionSource::Survey => "survei (survey)",
        ActionSource::Consultation => "konsultasi (consultation)",
        ActionSource::Complaint => "pengaduan (complaint)",
        ActionSource::SopEvaluation => "evaluasi SOP (evaluation)",
        ActionSource::SopProposal => "usul SOP (proposal)",
        ActionSource::Ombudsman => "saran Ombudsman (Ombudsman's advice)",
    }
}

fn state(state: ActionState) -> &'static str {
    match state {
        ActionState::Unspecified => "",
        ActionState::Open => "terbuka (open)",
        ActionState::Done => "dikerjakan (done)",
        ActionState::Verified => "terverifikasi (verified)",
        ActionState::Dropped => "tidak dilanjutkan (dropped)",
    }
}

fn improvements(office: &Office<'_>) -> ImprovementsServiceClient<Channel> {
    ImprovementsServiceClient::new(office.channel())
}
