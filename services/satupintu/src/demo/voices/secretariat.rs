//! The secretariat: its services are for other offices, which apply, score,
//! complain and are consulted; each leads to something.

use contract::satupintu::{
    complaints::v1::judge_answer_request::Verdict, improvement::v1::ActionSource,
    surveys::v1::Stratum,
};

use super::{
    super::{cast::appoint, office::Office},
    PERIOD, arrive,
    complaint::{self, Ending, Handling},
    day, forum, internal,
    people::{CLERK, EDUCATION, SECRETARIAT, UNIT_HEAD},
    procedure,
    register::{self, Opening},
    survey::{self, Sheets},
};
use crate::failure::Failure;

pub(super) async fn play(office: &mut Office<'_>) -> Result<(), Failure> {
    arrive(office, &SECRETARIAT).await?;
    for officer in [&EDUCATION, &CLERK, &UNIT_HEAD] {
        appoint(office, officer).await?;
    }
    let sop = format!("{}/sops/{}/versions/1", office.house.resource(), internal::SERVICE);
    procedure::approved(office, &sop).await?;
    let case = internal::play(office).await?;
    survey::by_token(office, std::iter::once(&case), "443444343").await?;
    let sheets = Sheets {
        service: internal::SERVICE,
        stratum: Stratum::Paper,
        answers: "333433343 343433343 332433332 333433343 433444343 333433333 343433343 \
                  323433342 333433343",
        comment: "",
    };
    survey::taken(office, &SECRETARIAT, &sheets).await?;
    complained(office).await?;
    forum::play(office).await?;
    procedure::revised(office, &sop).await?;
    let index = survey::published(office).await?;
    improved(office, &survey::lowest(&index)).await
}

/// The complaint leads to an action, which its answer names.
async fn complained(office: &mut Office<'_>) -> Result<(), Failure> {
    let complaint = Handling {
        text: "Ruang rapat yang sudah disetujui dipakai bagian lain",
        about: "",
        unit: "umum",
        answer: "Jadwal ruang rapat kini satu kalender yang dapat dilihat semua",
        ending: Ending::Confirmed,
    };
    let filed = complaint::file(office, &complaint).await?;
    complaint::verified(office, &SECRETARIAT, &filed).await?;
    let origin = filed.name.trim_start_matches(&office.house.resource()).trim_start_matches('/');
    let action = Opening {
        source: ActionSource::Complaint,
        origin,
        what: "Satu kalender untuk semua ruang rapat",
        owner: &CLERK,
        due: day(29, 8),
    };
    let action = register::open(office, &action).await?;
    complaint::answered(office, &SECRETARIAT, &filed, &complaint, &action).await?;
    complaint::judged(office, &filed, Verdict::Solved).await?;
    register::done(office, &action, &CLERK, "Kalender dibuka bagi semua perangkat daerah").await?;
    complaint::closed(office, &filed, &complaint).await
}

/// The lowest element of the survey and the Ombudsman's advice lead to actions,
/// too; the others are there by themselves.
async fn improved(office: &mut Office<'_>, lowest: &str) -> Result<(), Failure> {
    let survey = format!("surveys/{PERIOD}/elements/{lowest}");
    let action = Opening {
        source: ActionSource::Survey,
        origin: &survey,
        what: &format!("Memperbaiki unsur terendah: {lowest}"),
        owner: &UNIT_HEAD,
        due: day(31, 10),
    };
    register::open(office, &action).await?;
    let advice = "Memasang alur pengaduan di setiap bagian";
    register::advised(office, advice, SECRETARIAT.liaison, day(12, 9)).await?;
    register::assign_rest(office, &CLERK, day(28, 11)).await?;
    register::told(office).await
}
