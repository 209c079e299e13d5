//! What the public says, at five agencies: complaints to their ends, surveys to
//! their indices, a forum to its published results, and what follows from it all.
//!
//! Each agency is told in one short paragraph; every step in it is a call that
//! somebody with the duty made.

mod complaint;
mod forum;
mod internal;
mod people;
mod procedure;
pub(crate) mod public_test;
mod register;
mod secretariat;
mod survey;

use contract::{google::r#type::Date, satupintu::surveys::v1::Stratum};
use jiff::civil::date;

use self::{
    complaint::{Ending, Handling},
    people::{DISDUKCAPIL, DPMPTSP, PDAM, RSUD, Staff},
    survey::Sheets,
};
use super::{
    agencies,
    cast::appoint,
    mall::Mall,
    office::{Case, Office},
};
use crate::{dates, failure::Failure, screen::Look};

pub(crate) use people::officers;

/// The month in which people are asked.
const PERIOD: &str = "2025-07";

pub(crate) async fn play(
    mall: &Mall,
    office: &mut Office<'_>,
    issued: &[Case],
) -> Result<(), Failure> {
    office.chapter("Suara publik di lima instansi (the public's voice, at five agencies)");
    office.screen.wrapped(
        "  ",
        "Setiap pengaduan, jawaban dan angka di sini karangan, bukan data instansi itu (all made up, \
         no data of these agencies)",
    );
    one_stop_service(office, issued).await?;
    let house = mall.of(agencies::DISDUKCAPIL.id)?;
    civil_registry(&mut Office::enter(house, office.screen).await?).await?;
    let house = mall.of(agencies::PDAM.id)?;
    water_company(&mut Office::enter(house, office.screen).await?).await?;
    let house = mall.of(agencies::RSUD.id)?;
    hospital(&mut Office::enter(house, office.screen).await?).await?;
    let house = mall.of(agencies::SECRETARIAT.id)?;
    secretariat::play(&mut Office::enter(house, office.screen).await?).await
}

/// The whole mall comes to the instant at which the story ends.
pub(crate) async fn until_the_end(mall: &Mall) -> Result<(), Failure> {
    let now = mall.house.deployment.store().clock().now();
    for house in &mall.others {
        house.passes_to(now).await?;
    }
    Ok(())
}

/// The complaint is about a case of the story, and brings its clock; those whose
/// cases ended answer by token, others on paper.
async fn one_stop_service(office: &mut Office<'_>, issued: &[Case]) -> Result<(), Failure> {
    arrive(office, &DPMPTSP).await?;
    let own = issued.iter().filter(|case| case.name.starts_with(&office.house.resource()));
    survey::by_token(office, own, "444344434").await?;
    let sheets = Sheets {
        service: "izin-reklame",
        stratum: Stratum::Paper,
        answers: "343433343 334443344 343433344 444444444 333433343 343443344 332433333 \
                  343433343 444443444 333433334",
        comment: "Mohon kursi di ruang tunggu ditambah",
    };
    survey::taken(office, &DPMPTSP, &sheets).await?;
    let late = issued.iter().find(|case| case.letter == 'D');
    let complaint = Handling {
        text: "Izin saya tidak kunjung diputus, padahal waktunya lewat",
        about: late.map_or("", |case| case.receipt.as_str()),
        unit: "perizinan",
        answer: "Izin dianggap dikabulkan dan sudah terbit; jadwal kepala kini dijaga pengganti",
        ending: Ending::Confirmed,
    };
    complaint::play(office, &DPMPTSP, &complaint).await?;
    survey::published(office).await.map(drop)
}

/// The first answer is disputed; the clock goes on from where it stood.
async fn civil_registry(office: &mut Office<'_>) -> Result<(), Failure> {
    arrive(office, &DISDUKCAPIL).await?;
    let sheets = Sheets {
        service: "ktp-el-rusak",
        stratum: Stratum::Kiosk,
        answers: "444444444 343444434 333443433 444444443 344444434 343443433 434444444 \
                  333433333 444444444 343444434 344443434 443444444",
        comment: "",
    };
    survey::taken(office, &DISDUKCAPIL, &sheets).await?;
    let complaint = Handling {
        text: "Nama di Kartu Keluarga salah cetak",
        about: "",
        unit: "dafduk",
        answer: "Kartu Keluarga sudah dicetak ulang",
        ending: Ending::DisputedOnce,
    };
    complaint::play(office, &DISDUKCAPIL, &complaint).await?;
    survey::published(office).await.map(drop)
}

/// Nobody looks at the complaint in time: it climbs.
async fn water_company(office: &mut Office<'_>) -> Result<(), Failure> {
    arrive(office, &PDAM).await?;
    let sheets = Sheets {
        service: "sambungan-baru",
        stratum: Stratum::Paper,
        answers: "323233323 332233332 322323322 333233333 222223222 323233323 332323332 \
                  322233322 333333333 323223323",
        comment: "Tekanan air lemah pada pagi hari",
    };
    survey::taken(office, &PDAM, &sheets).await?;
    let complaint = Handling {
        text: "Air tidak mengalir tiga hari di Jalan Contoh",
        about: "",
        unit: "hubungan-langganan",
        answer: "Pipa pecah sudah diganti, air mengalir sejak pagi",
        ending: Ending::LateAndUndisputed,
    };
    complaint::play(office, &PDAM, &complaint).await?;
    survey::published(office).await.map(drop)
}

/// What is asked is another agency's to answer, and that one has accepted it.
async fn hospital(office: &mut Office<'_>) -> Result<(), Failure> {
    arrive(office, &RSUD).await?;
    let sheets = Sheets {
        service: "rawat-jalan",
        stratum: Stratum::Kiosk,
        answers: "343433343 334343333 343333443 333333333 344433343 323323333 343433343 \
                  333333343 344343443 333433333 343333343 334433333",
        comment: "",
    };
    survey::taken(office, &RSUD, &sheets).await?;
    let complaint = Handling {
        text: "Kartu jaminan kesehatan saya tidak aktif",
        about: "",
        unit: "rawat-jalan",
        answer: "",
        ending: Ending::AcceptedElsewhere { agency: "bpjs-sampit", reference: "BPJS-4711" },
    };
    complaint::play(office, &RSUD, &complaint).await?;
    survey::published(office).await.map(drop)
}

/// Says whose turn it is, and has its people enrolled.
async fn arrive(office: &mut Office<'_>, staff: &Staff) -> Result<(), Failure> {
    for officer in staff.newcomers() {
        appoint(office, officer).await?;
    }
    let title = format!("── {} · SIMULASI", office.house.plan.name);
    office.screen.gap();
    office.screen.line(office.screen.look(Look::Bold, title));
    Ok(())
}

/// A day of 2025.
fn day(day: i32, month: i32) -> Option<Date> {
    Some(Date { year: 2025, month, day })
}

impl Office<'_> {
    /// Moves the clock without a word about it.
    async fn on(&self, (day, month): (i8, i8), time: (u16, u16)) -> Result<(), Failure> {
        let zone = self.house.plan.zone;
        self.house.passes_to(zone.at(date(2025, month, day), time.0 * 60 + time.1)).await
    }

    /// A step of the paragraph, with its day.
    fn step(&mut self, text: &str) {
        let day = dates::date(self.house.plan.zone.date(self.now())).id;
        self.screen.wrapped("  ", &format!("{day}: {text}"));
    }
}
