//! A forum of the offices that a draft standard concerns: announced, held, every
//! comment decided on, minuted, signed by both sides, and published.

mod comments;
mod standard;

use contract::satupintu::{
    consultations::v1::{
        AnnounceForumRequest, CreateForumRequest, Element, FinishForumRequest, Forum, ForumKind,
        ForumMode, ForumState, Invitation, InviteParticipantsRequest, OpenForumRequest,
        PublishResultsRequest, RegisterParticipantRequest, SignMinutesByReceiptRequest,
        SignMinutesRequest, Slip, WriteMinutesRequest,
        consultations_service_client::ConsultationsServiceClient,
    },
    standards::v1::{Medium, MediumKind},
};
use tonic::transport::Channel;

use self::comments::Promised;
use super::{
    super::{cast::ADMIN, office::Office},
    day,
};
use crate::{failure::Failure, track::refused};

/// Somebody who came and shall sign.
struct Representative {
    participant: String,
    slip: Slip,
}

pub(super) async fn play(office: &mut Office<'_>) -> Result<(), Failure> {
    office.on((18, 7), (9, 0)).await?;
    standard::drafted(office).await?;
    let forum = announced(office).await?;
    office.on((21, 7), (9, 0)).await?;
    let representative = held(office, &forum).await?;
    let promised = comments::made(office, &forum, &representative.participant).await?;
    office.on((24, 7), (9, 0)).await?;
    signed(office, &forum, &representative).await?;
    standard::published(office).await?;
    published(office, &forum, &promised).await
}

/// Made known, and the offices asked to come.
async fn announced(office: &mut Office<'_>) -> Result<String, Failure> {
    let request = CreateForumRequest {
        parent: office.house.resource(),
        request_id: office.new_id(),
        document: standard::name(office),
        kind: ForumKind::Consultation.into(),
        mode: ForumMode::FaceToFace.into(),
        from: day(21, 7),
        until: day(23, 7),
        place: "Ruang rapat contoh, Sekretariat Daerah".to_owned(),
        agenda: "Pembahasan rancangan standar peminjaman ruang rapat".to_owned(),
    };
    let request = office.signed(&ADMIN, request);
    let answer = consultations(office).create_forum(request).await.map_err(refused)?;
    let name = answer.into_inner().forum.unwrap_or_default().name;
    let request = AnnounceForumRequest {
        name: name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        media: media(),
    };
    let request = office.signed(&ADMIN, request);
    consultations(office).announce_forum(request).await.map_err(refused)?;
    invited(office, &name).await?;
    office.step("forum diumumkan (announced): rancangan standar ruang rapat versi 2, ditahan dulu");
    Ok(name)
}

async fn invited(office: &Office<'_>, forum: &str) -> Result<(), Failure> {
    let invitation = |element: Element, invitee: &str| Invitation {
        element: element.into(),
        invitee: invitee.to_owned(),
    };
    let request = InviteParticipantsRequest {
        name: forum.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        invitations: vec![
            invitation(Element::Stakeholder, "Dinas Pendidikan"),
            invitation(Element::Stakeholder, "Dinas Kesehatan"),
            invitation(Element::Expert, "Akademisi contoh"),
            invitation(Element::Media, "Radio contoh"),
        ],
    };
    let request = office.signed(&ADMIN, request);
    consultations(office).invite_participants(request).await.map(drop).map_err(refused)
}

/// Opened; who comes is written down and gets a slip.
async fn held(office: &Office<'_>, forum: &str) -> Result<Representative, Failure> {
    let request = OpenForumRequest {
        name: forum.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
    };
    let request = office.signed(&ADMIN, request);
    consultations(office).open_forum(request).await.map_err(refused)?;
    register(office, forum, Element::Organiser, "Contoh Kabag Umum").await?;
    register(office, forum, Element::Expert, "Contoh Akademisi").await?;
    register(office, forum, Element::Stakeholder, "Contoh Sekretaris Dinas").await
}

async fn register(
    office: &Office<'_>,
    forum: &str,
    element: Element,
    person: &str,
) -> Result<Representative, Failure> {
    let request = RegisterParticipantRequest {
        name: forum.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        element: element.into(),
        person_name: person.to_owned(),
        organisation: "Contoh".to_owned(),
        contact: "+6281200000000".to_owned(),
    };
    let request = office.signed(&ADMIN, request);
    let answer = consultations(office).register_participant(request).await.map_err(refused)?;
    let answer = answer.into_inner();
    Ok(Representative { participant: answer.participant, slip: answer.slip.unwrap_or_default() })
}

/// The minutes are made from the record; each side signs for itself.
async fn signed(
    office: &mut Office<'_>,
    forum: &str,
    representative: &Representative,
) -> Result<(), Failure> {
    let request = WriteMinutesRequest {
        name: forum.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        number: "BA-FKP/CONTOH/1/2025".to_owned(),
        held_on: day(21, 7),
        text: "Rancangan disempurnakan menurut masukan yang diterima".to_owned(),
        organisers: vec![office.officer(&ADMIN)],
        representatives: vec![representative.participant.clone()],
    };
    let request = office.signed(&ADMIN, request);
    consultations(office).write_minutes(request).await.map_err(refused)?;
    let request = SignMinutesRequest {
        name: forum.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
    };
    let request = office.signed(&ADMIN, request);
    consultations(office).sign_minutes(request).await.map_err(refused)?;
    let request = SignMinutesByReceiptRequest {
        receipt_number: representative.slip.receipt_number.clone(),
        secret: representative.slip.secret.clone(),
        request_id: office.new_id(),
        etag: String::new(),
    };
    let answer = consultations(office).sign_minutes_by_receipt(request).await.map_err(refused)?;
    let minutes = answer.into_inner().forum.and_then(|forum| forum.minutes).unwrap_or_default();
    if !minutes.locked {
        return Err(Failure::said("the minutes of the forum were to be locked"));
    }
    office.step(&format!(
        "berita acara (minutes) {} ditandatangani {} dari {} pihak, terkunci (signed, locked)",
        minutes.number, minutes.signatures, minutes.signers
    ));
    Ok(())
}

/// Everybody in service reads comments and decisions; what was promised is proven.
async fn published(
    office: &mut Office<'_>,
    forum: &str,
    promised: &Promised,
) -> Result<(), Failure> {
    let request = PublishResultsRequest {
        name: forum.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        media: media(),
    };
    let request = office.signed(&ADMIN, request);
    consultations(office).publish_results(request).await.map_err(refused)?;
    comments::proven(office, promised).await?;
    let request = FinishForumRequest {
        name: forum.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
    };
    let request = office.signed(&ADMIN, request);
    let answer = consultations(office).finish_forum(request).await.map_err(refused)?;
    let forum = answer.into_inner().forum.unwrap_or_default();
    let Forum { participants, comments, elements, .. } = forum;
    if forum.state() != ForumState::Finished {
        return Err(Failure::said("the forum was to be finished"));
    }
    office.step(&format!(
        "hasil forum terbit (results published): {participants} hadir, {comments} masukan, \
         {elements} unsur masyarakat (elements of society)"
    ));
    Ok(())
}

/// Where forum, standard and results are made public.
fn media() -> Vec<Medium> {
    let medium =
        |kind: MediumKind, place: &str| Medium { kind: kind.into(), place: place.to_owned() };
    vec![
        medium(MediumKind::Website, "setda.example.go.id"),
        medium(MediumKind::Poster, "Papan pengumuman contoh"),
    ]
}

fn consultations(office: &Office<'_>) -> ConsultationsServiceClient<Channel> {
    ConsultationsServiceClient::new(office.channel())
}
