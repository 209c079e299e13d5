//! One complaint from its receipt to a ground on which it is closed.

use contract::satupintu::complaints::v1::{
    AnswerComplaintRequest, CloseComplaintRequest, ClosingGround, Complaint, ComplaintChannel,
    ComplaintClass, ComplaintProgress, DisposeComplaintRequest, FollowUpComplaintRequest,
    GetComplaintRequest, JudgeAnswerRequest, SubmitComplaintRequest, TrackComplaintRequest,
    VerifyComplaintRequest,
    close_complaint_request::{AcceptedElsewhere, Ground},
    complaints_service_client::ComplaintsServiceClient,
    judge_answer_request::Verdict,
    verify_complaint_request::{Complete, Finding},
};
use tonic::transport::Channel;

use super::{
    super::{cast::Officer, office::Office},
    people::Staff,
};
use crate::{failure::Failure, spoken, track::refused};

/// What is complained of, and what becomes of it.
pub(super) struct Handling<'a> {
    pub(super) text: &'a str,
    /// The receipt of the case that it is about; empty for none.
    pub(super) about: &'a str,
    /// The unit that answers.
    pub(super) unit: &'a str,
    pub(super) answer: &'a str,
    pub(super) ending: Ending<'a>,
}

/// How it comes to be closed.
pub(super) enum Ending<'a> {
    /// The reporter says that it is solved.
    Confirmed,
    /// The reporter says so of the second answer.
    DisputedOnce,
    /// Nobody looks at it in time; then it is answered, and silence closes it.
    LateAndUndisputed,
    /// Another agency has accepted it.
    AcceptedElsewhere {
        /// That agency.
        agency: &'a str,
        /// Its number there.
        reference: &'a str,
    },
}

/// A complaint as its reporter holds it.
pub(super) struct Filed {
    pub(super) name: String,
    receipt: String,
    secret: String,
}

/// Plays one complaint through July 2025.
pub(super) async fn play(
    office: &mut Office<'_>,
    staff: &Staff,
    complaint: &Handling<'_>,
) -> Result<(), Failure> {
    let filed = file(office, complaint).await?;
    match complaint.ending {
        Ending::Confirmed => {
            verified(office, staff, &filed).await?;
            answered(office, staff, &filed, complaint, "").await?;
            judged(office, &filed, Verdict::Solved).await?;
        }
        Ending::DisputedOnce => {
            verified(office, staff, &filed).await?;
            answered(office, staff, &filed, complaint, "").await?;
            judged(office, &filed, Verdict::Disputed).await?;
            respond(office, staff, &filed, (complaint.answer, "")).await?;
            office.step(&format!("{} menjawab lagi (answers again)", staff.liaison.id));
            judged(office, &filed, Verdict::Solved).await?;
        }
        Ending::LateAndUndisputed => {
            neglected(office, staff, &filed).await?;
            answered(office, staff, &filed, complaint, "").await?;
            // The time to object passes in silence.
            office.on((28, 7), (9, 0)).await?;
        }
        Ending::AcceptedElsewhere { agency, reference } => {
            verified(office, staff, &filed).await?;
            elsewhere(office, staff, &filed, (agency, reference)).await?;
        }
    }
    closed(office, &filed, complaint).await
}

/// Over the internet, by somebody who gives no name.
pub(super) async fn file(
    office: &mut Office<'_>,
    complaint: &Handling<'_>,
) -> Result<Filed, Failure> {
    office.on((7, 7), (9, 0)).await?;
    let request = SubmitComplaintRequest {
        parent: office.house.resource(),
        request_id: office.new_id(),
        channel: ComplaintChannel::Web.into(),
        class: ComplaintClass::Ordinary.into(),
        text: complaint.text.to_owned(),
        application_receipt: complaint.about.to_owned(),
        ..SubmitComplaintRequest::default()
    };
    let answer = complaints(office).submit_complaint(request).await.map_err(refused)?.into_inner();
    let filed = Filed { name: answer.name, receipt: answer.receipt_number, secret: answer.secret };
    office.step(&format!(
        "pengaduan (complaint) {}, tanpa nama (anonymous): \"{}\"",
        filed.receipt, complaint.text
    ));
    Ok(filed)
}

/// The receiver says that it is complete; the case that it is about is attached by
/// itself.
pub(super) async fn verified(
    office: &mut Office<'_>,
    staff: &Staff,
    filed: &Filed,
) -> Result<(), Failure> {
    office.on((8, 7), (9, 0)).await?;
    let complaint = verify(office, staff.receiver, filed).await?;
    let case = complaint.case.map(|case| format!(", kasusnya (its case) pada {}", case.holder));
    let due = due(&tracked(office, filed).await?);
    office.step(&format!(
        "{} memverifikasi (verifies){}; {due}",
        staff.receiver.id,
        case.unwrap_or_default()
    ));
    Ok(())
}

/// Nobody looks; the law notices, and the superior mends it.
async fn neglected(office: &mut Office<'_>, staff: &Staff, filed: &Filed) -> Result<(), Failure> {
    office.on((14, 7), (9, 0)).await?;
    let request = GetComplaintRequest { name: filed.name.clone() };
    let request = office.signed(staff.superior, request);
    let answer = complaints(office).get_complaint(request).await.map_err(refused)?;
    let complaint = answer.into_inner().complaint.unwrap_or_default();
    let Some(since) = complaint.escalated_at.filter(|_| complaint.late) else {
        return Err(Failure::said("a neglected complaint was to lie with the superior"));
    };
    let since = spoken::moment(&since, office.house.plan.zone);
    office
        .step(&format!("TERLAMBAT (late): tidak diverifikasi; naik ke atasan (escalated) {since}"));
    verify(office, staff.superior, filed).await?;
    office.step(&format!("{} memverifikasi sendiri (verifies it himself)", staff.superior.id));
    Ok(())
}

async fn verify(office: &Office<'_>, who: &Officer, filed: &Filed) -> Result<Complaint, Failure> {
    let complete = Complete { class: ComplaintClass::Ordinary.into(), ..Complete::default() };
    let request = VerifyComplaintRequest {
        name: filed.name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        finding: Some(Finding::Complete(complete)),
    };
    let request = office.signed(who, request);
    let answer = complaints(office).verify_complaint(request).await.map_err(refused)?;
    Ok(answer.into_inner().complaint.unwrap_or_default())
}

/// Given to the unit, followed up and answered with evidence; `improvement` names
/// the action that it led to.
pub(super) async fn answered(
    office: &mut Office<'_>,
    staff: &Staff,
    filed: &Filed,
    complaint: &Handling<'_>,
    improvement: &str,
) -> Result<(), Failure> {
    let request = DisposeComplaintRequest {
        name: filed.name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        to: format!("{}/{}", office.house.plan.id, complaint.unit),
        note: "Mohon ditindaklanjuti".to_owned(),
    };
    let request = office.signed(staff.receiver, request);
    complaints(office).dispose_complaint(request).await.map_err(refused)?;
    let request = FollowUpComplaintRequest {
        name: filed.name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        note: "Petugas sudah memeriksa".to_owned(),
    };
    let request = office.signed(staff.liaison, request);
    complaints(office).follow_up_complaint(request).await.map_err(refused)?;
    respond(office, staff, filed, (complaint.answer, improvement)).await?;
    office.step(&format!(
        "{} menjawab dengan bukti (answers, with evidence): \"{}\"",
        staff.liaison.id, complaint.answer
    ));
    Ok(())
}

async fn respond(
    office: &Office<'_>,
    staff: &Staff,
    filed: &Filed,
    (text, improvement): (&str, &str),
) -> Result<(), Failure> {
    let request = AnswerComplaintRequest {
        name: filed.name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        text: text.to_owned(),
        evidence: "Foto dan berita acara".to_owned(),
        improvement: improvement.to_owned(),
    };
    let request = office.signed(staff.liaison, request);
    complaints(office).answer_complaint(request).await.map(drop).map_err(refused)
}

/// The reporter's word, some days later.
pub(super) async fn judged(
    office: &mut Office<'_>,
    filed: &Filed,
    verdict: Verdict,
) -> Result<(), Failure> {
    let is_solved = verdict == Verdict::Solved;
    office.on(if is_solved { (17, 7) } else { (14, 7) }, (10, 0)).await?;
    let request = JudgeAnswerRequest {
        receipt_number: filed.receipt.clone(),
        secret: filed.secret.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        verdict: verdict.into(),
        reason: if is_solved { String::new() } else { "Belum sesuai".to_owned() },
    };
    complaints(office).judge_answer(request).await.map_err(refused)?;
    if !is_solved {
        office.step("pelapor menyanggah, waktu berjalan lagi (disputed, the clock runs on)");
    }
    Ok(())
}

async fn elsewhere(
    office: &mut Office<'_>,
    staff: &Staff,
    filed: &Filed,
    (agency, reference): (&str, &str),
) -> Result<(), Failure> {
    office.on((9, 7), (9, 0)).await?;
    let accepted = AcceptedElsewhere { agency: agency.to_owned(), reference: reference.to_owned() };
    let request = CloseComplaintRequest {
        name: filed.name.clone(),
        request_id: office.new_id(),
        etag: String::new(),
        ground: Some(Ground::AcceptedElsewhere(accepted)),
    };
    let request = office.signed(staff.receiver, request);
    complaints(office).close_complaint(request).await.map(drop).map_err(refused)
}

/// It must be closed, and on the ground that the story wants.
pub(super) async fn closed(
    office: &mut Office<'_>,
    filed: &Filed,
    complaint: &Handling<'_>,
) -> Result<(), Failure> {
    let progress = tracked(office, filed).await?;
    let (wanted, words) = match complaint.ending {
        Ending::Confirmed | Ending::DisputedOnce => (
            ClosingGround::ConfirmedByReporter,
            "pelapor menyatakan selesai (confirmed by the reporter)".to_owned(),
        ),
        Ending::LateAndUndisputed => (
            ClosingGround::Undisputed,
            "ada bukti, tidak disanggah pada waktunya (evidence, and undisputed)".to_owned(),
        ),
        Ending::AcceptedElsewhere { agency, .. } => (
            ClosingGround::AcceptedElsewhere,
            format!("bukan kewenangannya, diterima {agency} (accepted elsewhere)"),
        ),
    };
    if progress.ground() != wanted {
        let ground = progress.ground();
        return Err(Failure::said(format!(
            "{} was to end as {wanted:?}: {ground:?}",
            filed.receipt
        )));
    }
    let late = if progress.late { ", terlambat (late)" } else { "" };
    office.step(&format!("pengaduan {} ditutup (closed): {words}{late}", filed.receipt));
    Ok(())
}

async fn tracked(office: &Office<'_>, filed: &Filed) -> Result<ComplaintProgress, Failure> {
    let request = TrackComplaintRequest {
        receipt_number: filed.receipt.clone(),
        secret: filed.secret.clone(),
    };
    let answer = complaints(office).track_complaint(request).await.map_err(refused)?;
    Ok(answer.into_inner().progress.unwrap_or_default())
}

/// The earliest day of all clocks, with the law that says so.
fn due(progress: &ComplaintProgress) -> String {
    let clocks = progress.clocks.iter().filter(|clock| clock.counts);
    let due = clocks.filter_map(|clock| {
        let basis = clock.basis.as_ref().map_or("", |basis| basis.text.as_str());
        let deadline = clock.due.as_ref().map(spoken::deadline)?;
        Some(format!("{} ({basis})", deadline.id))
    });
    format!("jatuh tempo (due) {}", due.collect::<Vec<_>>().join(", "))
}

fn complaints(office: &Office<'_>) -> ComplaintsServiceClient<Channel> {
    ComplaintsServiceClient::new(office.channel())
}
