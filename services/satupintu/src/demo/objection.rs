//! April and May 2025: who was refused objects, and is heard by another.

use contract::satupintu::permits::v1::{
    DecideObjectionRequest, FileObjectionRequest, ObjectionStatus,
    objections_service_client::ObjectionsServiceClient,
};

use super::{
    cast::{MGL_COUNTER, MGL_HEAD, MGL_ISSUER, MGL_SUPERIOR, Officer},
    deeds::Deed,
    mall::ZONE,
    office::{APPLICANT, Case, Office},
};
use crate::{failure::Failure, spoken, track::refused};

pub(crate) async fn play(office: &mut Office<'_>, case: &mut Case) -> Result<(), Failure> {
    office.chapter("Keberatan: kasus C (objection: case C)");
    office.at((24, 4), (9, 0)).await?;
    let request = FileObjectionRequest {
        receipt_number: case.receipt.clone(),
        secret: case.secret.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        grounds: "STR sudah diperpanjang 1 Maret 2025; yang diperiksa salinan lama.".to_owned(),
    };
    objections(office).file_objection(request).await.map_err(refused)?;
    office.tell('C', APPLICANT, "FileObjection");
    let progress = office.progress(case).await?;
    if let Some(due) = progress.objection.as_ref().and_then(|it| it.due.as_ref()) {
        let due = spoken::deadline(due).id;
        office.more(&format!("harus diputus paling lambat (to be decided by) {due}"));
    }

    office.at((25, 4), (10, 0)).await?;
    office.tell('C', MGL_HEAD.id, "DecideObjection");
    office.more("yang menolak mencoba memutus keberatannya (who refused tries to decide on it)");
    let answer = decide(office, case, &MGL_HEAD).await;
    office.refusal(answer, "OBJECTION_DECIDER_ONLY")?;

    office.at((2, 5), (9, 0)).await?;
    decide(office, case, &MGL_SUPERIOR).await.map_err(refused)?;
    office.tell('C', MGL_SUPERIOR.id, "DecideObjection");
    office.more("dikabulkan: penolakan batal (upheld: the refusal is void)");
    office.standing(case).await?;
    if let Some(at) = &office.progress(case).await?.decided_at {
        office.more(&format!("diputus (decided) {}", spoken::moment(at, ZONE)));
    }

    office.at((5, 5), (9, 0)).await?;
    office.work(case, &MGL_ISSUER, Deed::Issue).await?;
    office.at((5, 5), (10, 0)).await?;
    office.work(case, &MGL_COUNTER, Deed::Do).await
}

fn objections(office: &Office<'_>) -> ObjectionsServiceClient<tonic::transport::Channel> {
    ObjectionsServiceClient::new(office.channel())
}

async fn decide(office: &Office<'_>, case: &Case, officer: &Officer) -> Result<(), tonic::Status> {
    let request = DecideObjectionRequest {
        name: case.name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        finding: ObjectionStatus::Upheld.into(),
        reason: "STR yang berlaku terbukti dari register Konsil Kedokteran.".to_owned(),
    };
    objections(office).decide_objection(office.signed(officer, request)).await.map(drop)
}
