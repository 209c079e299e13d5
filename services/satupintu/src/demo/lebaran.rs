//! March and April 2025: two doctors and a shopkeeper, over Nyepi and Lebaran.

use contract::satupintu::{
    permits::v1::{FindingAnswer, Purpose, ReadFormRequest},
    sop::v1::{Recommendation, Service},
};

use super::{
    applicants::{DOCTOR, SECOND_DOCTOR, SHOPKEEPER},
    cast::{
        DINKES, KOTIM, KTM_COUNTER, KTM_DRAFTER, KTM_HEAD, KTM_TAX, KTM_VERIFIER, MAGELANG,
        MGL_COUNTER, MGL_DRAFTER, MGL_HEAD, MGL_HEALTH, MGL_ISSUER,
    },
    deeds::Deed,
    office::{Case, Office},
    visit::Visit,
};
use crate::{catalogue, failure::Failure, screen::Look, spoken, track::refused};

/// What the counter finds wrong with the shopkeeper's file, all at once.
const DEFECTS: [(&str, &str); 2] = [
    ("persetujuan-lahan", "Belum ada tanda tangan pemilik lahan; lampirkan perjanjian sewa."),
    ("denah-lokasi", "Tidak dilampirkan; foto dari dua arah sudah cukup."),
];

/// The shopkeeper's place, to be looked at after the holidays.
const SITE: Visit<'_> = Visit {
    letter: "090/31/ST/DPUPR/2025",
    signed: (27, 3),
    at: ((8, 4), (9, 0)),
    found: [
        ("lokasi", FindingAnswer::Yes, "Sesuai denah; rambu terlihat dari kedua arah."),
        ("konstruksi", FindingAnswer::Yes, "Tiang tertanam 1,5 meter."),
    ],
    minutes: "Lokasi dan konstruksi dilihat bersama pemohon.",
    advice: Recommendation::Issue,
    outcome: ("layak", "Tidak menutup rambu; konstruksi aman"),
};

/// The cases of this chapter.
pub(crate) struct Cases {
    pub(crate) specialist: Case,
    pub(crate) refused: Case,
    pub(crate) billboard: Case,
}

pub(crate) async fn play(office: &mut Office<'_>) -> Result<Cases, Failure> {
    office.chapter("Lebaran 2025: kasus A, B, C (cases A, B, C)");
    let sip = office.service(MAGELANG, "sip-dokter-spesialis").await?;
    let reklame = office.service(KOTIM, "izin-reklame").await?;
    plan('A', &sip, office);
    plan('B', &reklame, office);
    lint(office)?;

    let mut cases = filed(office, &sip, &reklame).await?;
    let Cases { specialist, refused, billboard } = &mut cases;
    before_lebaran(office, specialist, refused, billboard, &reklame).await?;
    rejection(office, refused).await?;
    after_lebaran(office, specialist, billboard).await?;
    Ok(cases)
}

/// What the standard promises, before anybody applies.
fn plan(letter: char, service: &Service, office: &mut Office<'_>) {
    let title = spoken::bilingual(service.title.as_ref());
    let origin = service.origin.as_ref().map(|origin| origin.text.as_str()).unwrap_or_default();
    let of = |time: &contract::satupintu::sop::v1::StandardTime| {
        time.duration.as_ref().map(spoken::amount).unwrap_or_default()
    };
    let days = service.stages.iter().filter(|stage| !stage.executor.is_empty());
    let days: Vec<String> = days
        .map(|stage| stage.time.as_ref().map(of).unwrap_or_default())
        .map(|time| time.split(' ').next().unwrap_or_default().to_owned())
        .collect();
    let total = service.time.as_ref().map(of).unwrap_or_default();
    office.screen.line(format!("[{letter}]  {}{}", title.id, spoken::mark(service.example)));
    office.screen.line(format!("     sumber (source): {origin}"));
    office.screen.line(format!("     {total}; hari tiap tahap (days by stage) {}", days.join("/")));
}

/// What deserves a second look in the published standard of case B: free of
/// charge, and yet a receipt of a fee is asked for.
fn lint(office: &mut Office<'_>) -> Result<(), Failure> {
    let name = format!("{KOTIM}/izin-reklame.service.toml");
    let file = catalogue::files().into_iter().find(|file| file.name == name);
    let text = file.ok_or_else(|| Failure::said(format!("{name} is not in the catalogue")))?.text;
    let service = standards::Service::parse(&text)
        .map_err(|_| Failure::said(format!("{name} cannot be read")))?;
    let found = service.lint();
    if !found.iter().any(|found| found.code == standards::RECEIPT_OF_NO_FEE.code) {
        return Err(Failure::said("the fee receipt of a free service was not noticed"));
    }
    for found in found {
        let head = office.screen.look(Look::Yellow, format!("{} (warning)", found.code));
        office.screen.line(format!("     {head} {}", found.message.id));
        office.screen.wrapped("          ", &found.message.en);
        office.screen.wrapped("          ", &format!("saran (remedy): {}", found.remedy.id));
    }
    Ok(())
}

async fn filed(
    office: &mut Office<'_>,
    sip: &Service,
    reklame: &Service,
) -> Result<Cases, Failure> {
    office.at((20, 3), (9, 0)).await?;
    let mut specialist = office.submit('A', sip, &DOCTOR, &[]).await?;
    office.at((20, 3), (9, 20)).await?;
    let mut second = office.submit('C', sip, &SECOND_DOCTOR, &[]).await?;
    let ahead = office.progress(&second).await?.ahead;
    office.more(&format!("di depan Anda (ahead of you): {ahead}"));

    office.at((20, 3), (10, 0)).await?;
    office.work(&mut specialist, &MGL_COUNTER, Deed::Accept).await?;
    office.at((20, 3), (10, 15)).await?;
    office.work(&mut second, &MGL_COUNTER, Deed::Accept).await?;

    office.at((20, 3), (10, 30)).await?;
    office.tell('A', MGL_COUNTER.id, "TakeTask");
    office
        .more("mencoba verifikasi-berkas, bukan tugas loket (tries what is not a counter's duty)");
    let answer = office.take(&specialist, &MGL_COUNTER, "verifikasi-berkas").await;
    office.refusal(answer, "DUTY_MISSING")?;

    office.at((21, 3), (8, 30)).await?;
    let without = DEFECTS.map(|(requirement, _)| requirement);
    let billboard = office.submit('B', reklame, &SHOPKEEPER, &without).await?;
    Ok(Cases { specialist, refused: second, billboard })
}

async fn before_lebaran(
    office: &mut Office<'_>,
    specialist: &mut Case,
    second: &mut Case,
    billboard: &mut Case,
    reklame: &Service,
) -> Result<(), Failure> {
    office.at((21, 3), (11, 0)).await?;
    verified_after_reading(office, specialist).await?;
    office.at((21, 3), (11, 30)).await?;
    office.work(second, &MGL_HEALTH, Deed::Do).await?;
    office.at((21, 3), (13, 30)).await?;
    office.work(billboard, &KTM_COUNTER, Deed::Return(&DEFECTS)).await?;

    office.at((24, 3), (9, 0)).await?;
    office.show(specialist).await?;

    office.at((26, 3), (9, 0)).await?;
    office.resubmit(billboard, reklame, &SHOPKEEPER).await?;
    office.at((26, 3), (13, 0)).await?;
    office.work(billboard, &KTM_COUNTER, Deed::Accept).await?;
    office.at((26, 3), (13, 10)).await?;
    office.show(billboard).await?;
    office.at((26, 3), (14, 0)).await?;
    let good = Deed::Choose("direkomendasikan", "STR berlaku dan sesuai spesialisasi");
    office.work(specialist, &DINKES, good).await?;
    office.at((26, 3), (14, 30)).await?;
    let bad = Deed::Choose("tidak-direkomendasikan", "STR sudah tidak berlaku");
    office.work(second, &DINKES, bad).await?;
    office.at((27, 3), (9, 0)).await?;
    office.work(billboard, &KTM_VERIFIER, Deed::Do).await?;
    office.at((27, 3), (9, 30)).await?;
    SITE.ordered(office, billboard).await
}

/// The form opens only to whoever holds a task of the case, and each reading
/// is in the journal before anything is shown.
async fn verified_after_reading(office: &mut Office<'_>, case: &mut Case) -> Result<(), Failure> {
    let (step, name) = office.take_next(case, &MGL_HEALTH).await?;
    let request = ReadFormRequest {
        name: case.name.clone(),
        request_id: office.new_id(),
        purpose: Purpose::Verification.into(),
    };
    let request = office.signed(&MGL_HEALTH, request);
    let form = office.permits().read_form(request).await.map_err(refused)?.into_inner();
    office.tell(case.letter, MGL_HEALTH.id, "TakeNextTask, ReadForm, CompleteTask");
    office.more(&format!(
        "membaca {} isian untuk verifikasi; pembacaan dicatat dulu (journaled before shown)",
        form.answers.len()
    ));
    office.perform(case, &MGL_HEALTH, &step, &Deed::Do).await.map_err(refused)?;
    office.more(&format!("{}: {name}", MGL_HEALTH.title));
    office.standing(case).await
}

/// Four eyes on the person: who verified may not decide, whatever duties that
/// person holds. Then the head refuses, with the ground.
async fn rejection(office: &mut Office<'_>, case: &mut Case) -> Result<(), Failure> {
    office.at((27, 3), (10, 0)).await?;
    office.tell(case.letter, MGL_HEALTH.id, "TakeTask");
    office.more(
        "sebagai Plh. Kepala mencoba memutus yang diverifikasinya sendiri \
         (as acting head, what the same person verified)",
    );
    let answer = office.take(case, &MGL_HEALTH, "tte").await;
    office.refusal(answer, "DUTIES_SEPARATED")?;

    office.at((27, 3), (11, 0)).await?;
    let ground = "STR berakhir 28 Februari 2025. Ajukan lagi setelah STR diperpanjang.";
    office.work(case, &MGL_HEAD, Deed::Reject(ground)).await?;
    let shown = office.progress(case).await?.ground;
    office.more(&format!("pemohon membaca (the applicant reads): \"{shown}\""));
    Ok(())
}

async fn after_lebaran(
    office: &mut Office<'_>,
    specialist: &mut Case,
    billboard: &mut Case,
) -> Result<(), Failure> {
    office.at((8, 4), (10, 0)).await?;
    SITE.made(office, billboard).await?;
    office.at((8, 4), (11, 0)).await?;
    office.work(billboard, &KTM_TAX, Deed::Do).await?;
    office.at((8, 4), (15, 0)).await?;
    office.work(specialist, &MGL_DRAFTER, Deed::Do).await?;
    office.at((9, 4), (14, 0)).await?;
    office.work(billboard, &KTM_DRAFTER, Deed::Do).await?;
    office.at((10, 4), (9, 0)).await?;
    office.work(billboard, &KTM_HEAD, Deed::Approve("Kedua penilaian mendukung")).await?;
    office.at((10, 4), (14, 0)).await?;
    office.work(specialist, &MGL_HEAD, Deed::Approve("Rekomendasi Dinkes mendukung")).await?;

    office.at((11, 4), (9, 0)).await?;
    office.work(specialist, &MGL_ISSUER, Deed::Issue).await?;
    office.at((11, 4), (9, 30)).await?;
    office.work(specialist, &MGL_COUNTER, Deed::Do).await?;
    office.at((11, 4), (10, 0)).await?;
    office.work(billboard, &KTM_DRAFTER, Deed::Issue).await?;
    office.at((11, 4), (10, 30)).await?;
    office.work(billboard, &KTM_COUNTER, Deed::Do).await?;
    office.at((11, 4), (11, 0)).await?;
    office.show(specialist).await.map(|_| ())
}
