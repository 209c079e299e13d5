//! What is said at the forum, and what becomes of it.

use contract::satupintu::consultations::v1::{
    DecideCommentRequest, Disposition, Element, RecordCommentRequest, RecordFollowUpRequest,
    SubmitCommentRequest,
};

use super::{
    super::{
        super::{cast::ADMIN, office::Office},
        day,
        people::{EDUCATION, SECRETARIAT, UNIT_HEAD},
    },
    consultations,
    standard::ASKED_AFTERWARDS,
};
use crate::{failure::Failure, track::refused};

/// A decision: what, the change, the reason, to whom.
type Decided<'a> = (Disposition, &'a str, &'a str, &'a str);

/// The comments after which something is to be done.
pub(super) struct Promised {
    accepted: String,
    forwarded: String,
}

/// Three comments, two by an office itself and one by `participant`, each with its
/// decision; answers the two after which something is to be done.
pub(super) async fn made(
    office: &mut Office<'_>,
    forum: &str,
    participant: &str,
) -> Result<Promised, Failure> {
    let ask = "Tanda tangan basah menyulitkan; terimalah nota dinas elektronik";
    let accepted = submit(office, forum, ("requirement/surat-permohonan", ask)).await?;
    let rejected = submit(office, forum, ("time", "Cukup satu hari")).await?;
    let aside = ("standard.facilities/1", "Jaringan internet di gedung sering putus");
    let forwarded = record(office, forum, aside, participant).await?;
    office.on((23, 7), (14, 0)).await?;
    let yes = (Disposition::Accepted, ASKED_AFTERWARDS, "", "");
    decide(office, &accepted, yes).await?;
    let no = (Disposition::Rejected, "", "Memeriksa jadwal memerlukan tiga hari", "");
    decide(office, &rejected, no).await?;
    let elsewhere = (
        Disposition::Forwarded,
        "",
        "Bukan urusan standar ini",
        "Dinas Komunikasi dan Informatika",
    );
    decide(office, &forwarded, elsewhere).await?;
    office.step(
        "3 masukan (comments), semua diputus: 1 diterima (accepted), 1 ditolak dengan alasan \
         (rejected), 1 diteruskan (forwarded)",
    );
    Ok(Promised { accepted, forwarded })
}

/// What was taken up is in the standard, and the rest was passed on.
pub(super) async fn proven(office: &Office<'_>, promised: &Promised) -> Result<(), Failure> {
    let Promised { accepted, forwarded } = promised;
    prove(office, accepted, "Standar versi 2 menerima nota dinas elektronik").await?;
    prove(office, forwarded, "Surat diteruskan").await
}

async fn submit(
    office: &Office<'_>,
    forum: &str,
    (anchor, text): (&str, &str),
) -> Result<String, Failure> {
    let request = SubmitCommentRequest {
        name: forum.to_owned(),
        request_id: office.new_id(),
        anchor: anchor.to_owned(),
        element: Element::Community.into(),
        text: text.to_owned(),
        person_name: "Contoh Delapan".to_owned(),
        contact: "+6281200000000".to_owned(),
    };
    let request = office.signed(&EDUCATION, request);
    let answer = consultations(office).submit_comment(request).await.map_err(refused)?;
    Ok(answer.into_inner().comment.unwrap_or_default().name)
}

async fn record(
    office: &Office<'_>,
    forum: &str,
    (anchor, text): (&str, &str),
    participant: &str,
) -> Result<String, Failure> {
    let request = RecordCommentRequest {
        name: forum.to_owned(),
        request_id: office.new_id(),
        anchor: anchor.to_owned(),
        text: text.to_owned(),
        participant: participant.to_owned(),
        ..RecordCommentRequest::default()
    };
    let request = office.signed(&ADMIN, request);
    let answer = consultations(office).record_comment(request).await.map_err(refused)?;
    Ok(answer.into_inner().comment.unwrap_or_default().name)
}

async fn decide(
    office: &Office<'_>,
    comment: &str,
    (disposition, change, reason, forwarded_to): Decided<'_>,
) -> Result<(), Failure> {
    let request = DecideCommentRequest {
        name: comment.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        disposition: disposition.into(),
        change: change.to_owned(),
        reason: reason.to_owned(),
        forwarded_to: forwarded_to.to_owned(),
        responsible: office.officer(&UNIT_HEAD),
        due: day(29, 8),
    };
    let request = office.signed(SECRETARIAT.head, request);
    consultations(office).decide_comment(request).await.map(drop).map_err(refused)
}

async fn prove(office: &Office<'_>, comment: &str, proof: &str) -> Result<(), Failure> {
    let request = RecordFollowUpRequest {
        name: comment.to_owned(),
        request_id: office.new_id(),
        etag: String::new(),
        proof: proof.to_owned(),
        proof_digest: String::new(),
    };
    let request = office.signed(&UNIT_HEAD, request);
    consultations(office).record_follow_up(request).await.map(drop).map_err(refused)
}
