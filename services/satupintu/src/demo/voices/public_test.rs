//! A public test (uji publik) of the one-stop service's procedure, open when the
//! story ends: whoever tries the portal can say something, too.

use contract::satupintu::{
    consultations::v1::{
        AnnounceForumRequest, CreateForumRequest, Element, ForumKind, ForumMode, OpenForumRequest,
        SubmitCommentRequest, consultations_service_client::ConsultationsServiceClient,
    },
    standards::v1::{Medium, MediumKind},
};

use super::{
    super::{cast::ADMIN, office::Office},
    day,
};
use crate::{failure::Failure, track::refused};

/// The procedure is announced, the forum opened, and somebody has spoken.
pub(crate) async fn play(office: &mut Office<'_>) -> Result<(), Failure> {
    office.chapter("Uji publik (a public test), open until 29 August");
    office.at((14, 8), (10, 50)).await?;
    let forum = opened(office).await?;
    let request = SubmitCommentRequest {
        name: forum,
        request_id: office.new_id(),
        anchor: "step/tinjau-lokasi".to_owned(),
        element: Element::Community.into(),
        text: "Mohon jadwal peninjauan diberitahukan sehari sebelumnya".to_owned(),
        person_name: "Contoh Warga".to_owned(),
        contact: "+6281200000000".to_owned(),
    };
    let mut consultations = ConsultationsServiceClient::new(office.channel());
    let slip = consultations.submit_comment(request).await.map_err(refused)?.into_inner().slip;
    office.more("SOP izin reklame: tahap demi tahap, siapa pun dapat memberi masukan");
    office.more(&format!(
        "masukan pertama (the first comment), slip {}",
        slip.unwrap_or_default().receipt_number
    ));
    Ok(())
}

async fn opened(office: &Office<'_>) -> Result<String, Failure> {
    let mut consultations = ConsultationsServiceClient::new(office.channel());
    let request = CreateForumRequest {
        parent: office.house.resource(),
        request_id: office.new_id(),
        document: format!("{}/sops/izin-reklame/versions/1", office.house.resource()),
        kind: ForumKind::PublicTest.into(),
        mode: ForumMode::Online.into(),
        from: day(14, 8),
        until: day(29, 8),
        place: "Portal mal".to_owned(),
        agenda: "Uji publik SOP izin reklame".to_owned(),
    };
    let request = office.signed(&ADMIN, request);
    let forum = consultations.create_forum(request).await.map_err(refused)?.into_inner().forum;
    let name = forum.unwrap_or_default().name;
    let medium = Medium { kind: MediumKind::Website.into(), place: "Portal mal".to_owned() };
    let request = AnnounceForumRequest {
        name: name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        media: vec![medium],
    };
    consultations.announce_forum(office.signed(&ADMIN, request)).await.map_err(refused)?;
    let request =
        OpenForumRequest { name: name.clone(), request_id: office.new_id(), etag: String::new() };
    consultations.open_forum(office.signed(&ADMIN, request)).await.map_err(refused)?;
    Ok(name)
}
