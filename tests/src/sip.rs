//! The specialist's licence of Magelang (P4): its people, and how each of its
//! seven stages is done when nothing is wrong.

use contract::satupintu::permits::v1::{Application, OvertakeReason, SubmitApplicationRequest};

use crate::agency::Agency;
use crate::caller::{Answered, Caller};
use crate::desk::Receipt;
use crate::forms;

/// The service.
pub const SERVICE: &str = "agencies/dpmptsp-magelang/services/sip-dokter-spesialis";
/// The counter.
pub const LOKET: &str = "dpmptsp-magelang/pelayanan/loket";
/// The health desk.
pub const ADMIN: &str = "dpmptsp-magelang/perizinan/admin-kesehatan";
/// The other agency.
pub const DINKES: &str = "dinkes-magelang/sdm-kesehatan/verifikator";
/// The drafting desk.
pub const PENOMORAN: &str = "dpmptsp-magelang/perizinan/penomoran";
/// The head of the agency.
pub const KEPALA: &str = "dpmptsp-magelang/pimpinan/kepala";
/// The issuing desk.
pub const PENERBITAN: &str = "dpmptsp-magelang/perizinan/penerbitan";

/// The stages in order: the step, and whose it is.
pub const STAGES: [(&str, &str); 7] = [
    ("pendaftaran", LOKET),
    ("verifikasi-berkas", ADMIN),
    ("verifikasi-dinkes", DINKES),
    ("setting-nomor", PENOMORAN),
    ("tte", KEPALA),
    ("pengecekan", PENERBITAN),
    ("penyampaian", LOKET),
];

/// A new application with everything that is asked for.
#[must_use]
pub fn submission() -> SubmitApplicationRequest {
    let answers = [
        forms::answer("nama-alamat", "Contoh Pemohon, Jalan Contoh Nomor 1"),
        forms::answer("tempat-praktik", "Klinik Contoh"),
        forms::answer("nomor-str", "STR-0000-0000"),
        forms::answer("ktp", "terlampir"),
    ];
    SubmitApplicationRequest { answers: answers.into(), ..forms::submission(SERVICE) }
}

/// One person for each executor, and one who supervises the counter.
pub struct Staff {
    /// At the counter.
    pub loket: Caller,
    /// At the health desk.
    pub admin: Caller,
    /// In the health agency.
    pub dinkes: Caller,
    /// At the drafting desk.
    pub penomoran: Caller,
    /// The head.
    pub kepala: Caller,
    /// At the issuing desk.
    pub penerbitan: Caller,
    /// Supervises the counter's unit.
    pub supervisor: Caller,
}

impl Staff {
    /// Has everybody enrolled, with pseudonyms that end in `mark`.
    pub async fn enrolled(agency: &Agency, mark: &str) -> Self {
        let execute = async |person: &str, executor: &str| {
            agency.officer(&format!("{person}{mark}"), &[&format!("execute:{executor}")]).await
        };
        Self {
            loket: execute("loket", LOKET).await,
            admin: execute("admin", ADMIN).await,
            dinkes: execute("dinkes", DINKES).await,
            penomoran: execute("penomoran", PENOMORAN).await,
            kepala: execute("kepala", KEPALA).await,
            penerbitan: execute("penerbitan", PENERBITAN).await,
            supervisor: agency
                .officer(&format!("supervisor{mark}"), &["supervise:dpmptsp-magelang/pelayanan"])
                .await,
        }
    }

    /// The same people, calling another server of the same agency.
    #[must_use]
    pub fn at(&self, server: &Agency) -> Self {
        let Self { loket, admin, dinkes, penomoran, kepala, penerbitan, supervisor } = self;
        let there = |officer: &Caller| server.officer_again(&officer.person);
        Self {
            loket: there(loket),
            admin: there(admin),
            dinkes: there(dinkes),
            penomoran: there(penomoran),
            kepala: there(kepala),
            penerbitan: there(penerbitan),
            supervisor: there(supervisor),
        }
    }

    /// Whose step it is.
    ///
    /// # Panics
    /// For a step that the service does not have.
    #[must_use]
    pub fn of(&self, step: &str) -> &Caller {
        match step {
            "pendaftaran" | "penyampaian" => &self.loket,
            "verifikasi-berkas" => &self.admin,
            "verifikasi-dinkes" => &self.dinkes,
            "setting-nomor" => &self.penomoran,
            "tte" => &self.kepala,
            "pengecekan" => &self.penerbitan,
            _ => panic!("{step} is no step of an officer"),
        }
    }

    /// Takes a step, with a reason in case that an older one waits, and does it
    /// as when nothing is wrong.
    ///
    /// # Errors
    /// The first refusal.
    pub async fn does(&self, case: &str, step: &str) -> Answered<Application> {
        let officer = self.of(step);
        officer.overtakes(case, step, OvertakeReason::DeadlineNear, "").await?;
        does(officer, case, step).await
    }

    /// Does every stage before `step`.
    ///
    /// # Panics
    /// When anybody is refused.
    pub async fn bring(&self, case: &str, step: &str) {
        for (before, _) in STAGES.iter().take_while(|(stage, _)| *stage != step) {
            self.does(case, before).await.unwrap();
        }
    }

    /// Files an application and brings it to `step`.
    ///
    /// # Panics
    /// When anybody is refused.
    pub async fn case_at(&self, agency: &Agency, step: &str) -> Receipt {
        let receipt = agency.public().files(submission()).await.unwrap();
        self.bring(&receipt.name, step).await;
        receipt
    }
}

/// Does a step that `officer` has taken, as when nothing is wrong.
///
/// # Errors
/// The refusal.
pub async fn does(officer: &Caller, case: &str, step: &str) -> Answered<Application> {
    match step {
        "pendaftaran" => officer.accepts(case, step).await,
        "verifikasi-dinkes" => {
            officer.completes(case, step, "direkomendasikan", "Kompetensi sesuai").await
        }
        "tte" => officer.approves(case, step, "Seluruh syarat terpenuhi").await,
        "pengecekan" => officer.issues(case, step).await,
        _ => officer.completes(case, step, "", "").await,
    }
}
