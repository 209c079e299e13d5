//! April 2025: nobody decides in time, so the law does.

use contract::satupintu::{permits::v1::FindingAnswer, sop::v1::Recommendation};

use super::{
    applicants::PRINTER,
    cast::{KOTIM, KTM_COUNTER, KTM_DRAFTER, KTM_HEAD, KTM_TAX, KTM_VERIFIER},
    deeds::Deed,
    mall::ZONE,
    office::{Case, Office},
    visit::Visit,
};
use crate::{failure::Failure, spoken};

/// A place that the team does not find fit.
const SITE: Visit<'_> = Visit {
    letter: "090/38/ST/DPUPR/2025",
    signed: (15, 4),
    at: ((16, 4), (8, 0)),
    found: [
        ("lokasi", FindingAnswer::No, "Delapan meter dari persimpangan."),
        ("konstruksi", FindingAnswer::Yes, "Sesuai gambar."),
    ],
    minutes: "Lokasi dilihat; pengemudi dari selatan tidak melihat rambu.",
    advice: Recommendation::Refuse,
    outcome: ("tidak-layak", "Terlalu dekat dengan persimpangan"),
};

pub(crate) async fn play(office: &mut Office<'_>) -> Result<Case, Failure> {
    office.chapter("Fiktif positif: kasus D (deemed approval: case D)");
    let reklame = office.service(KOTIM, "izin-reklame").await?;
    office.at((14, 4), (8, 30)).await?;
    let mut case = office.submit('D', &reklame, &PRINTER, &[]).await?;
    office.at((14, 4), (9, 30)).await?;
    office.work(&mut case, &KTM_COUNTER, Deed::Accept).await?;
    office.at((15, 4), (9, 0)).await?;
    office.work(&mut case, &KTM_VERIFIER, Deed::Do).await?;
    office.at((15, 4), (9, 30)).await?;
    SITE.ordered(office, &case).await?;
    office.at((16, 4), (9, 0)).await?;
    SITE.made(office, &mut case).await?;
    office.at((16, 4), (13, 0)).await?;
    office.work(&mut case, &KTM_TAX, Deed::Do).await?;
    office.at((17, 4), (9, 0)).await?;
    office.work(&mut case, &KTM_DRAFTER, Deed::Do).await?;

    office.at((21, 4), (9, 0)).await?;
    let (step, name) = office.take_next(&case, &KTM_HEAD).await?;
    office.tell('D', KTM_HEAD.id, "TakeNextTask");
    office.more(&format!("{name}: dan dibiarkan di meja (and it stays on the desk)"));

    office.at((23, 4), (9, 0)).await?;
    office.tell('D', "hukum (the law)", "jatuh tempo lewat (the time has passed)");
    office.standing(&mut case).await?;
    let progress = office.progress(&case).await?;
    if let Some(at) = &progress.decided_at {
        let at = spoken::moment(at, ZONE);
        office.more(&format!("berlaku sejak (effective since) {at}"));
    }
    if let Some(basis) = reklame.lapse.as_ref().and_then(|lapse| lapse.citation.as_ref()) {
        office.more(&format!("dasar (basis): {}", basis.text));
    }

    office.at((23, 4), (9, 15)).await?;
    office.tell('D', KTM_HEAD.id, "RejectApplication");
    office.more("terlambat menolak (too late to refuse)");
    let reject = Deed::Reject("Terlalu dekat dengan persimpangan");
    let answer = office.perform(&case, &KTM_HEAD, &step, &reject).await;
    office.refusal(answer, "ALREADY_DEEMED_APPROVED")?;

    office.at((23, 4), (10, 0)).await?;
    office.work(&mut case, &KTM_DRAFTER, Deed::Issue).await?;
    office.at((23, 4), (10, 30)).await?;
    office.work(&mut case, &KTM_COUNTER, Deed::Do).await?;
    Ok(case)
}
