//! The officers of the story, by pseudonym, and what they are charged with.

use contract::satupintu::access::v1::{
    Account, AssignDutyRequest, Duty, EnrolOfficerRequest,
    access_service_client::AccessServiceClient, duty::Kind,
};

use super::office::Office;
use crate::{failure::Failure, screen::Look, track::refused};

/// Somebody in service.
#[derive(Debug)]
pub(crate) struct Officer {
    /// The pseudonym, and the subject of the tokens.
    pub(crate) id: &'static str,
    /// What people call the office.
    pub(crate) title: &'static str,
    /// The executors, `agency/unit/role`.
    pub(crate) executes: &'static [&'static str],
    /// What else.
    pub(crate) also: &'static [Also],
}

/// A charge besides the steps of cases, at an agency.
#[derive(Debug)]
pub(crate) enum Also {
    /// Reads the journal.
    Audits(&'static str),
    /// Heads the agency.
    Governs(&'static str),
    /// Reports payments.
    Settles(&'static str),
    /// Supervises a unit, `agency/unit`.
    Supervises(&'static str),
}

pub(crate) const MAGELANG: &str = "dpmptsp-magelang";
pub(crate) const KOTIM: &str = "dpmptsp-kotim";
pub(crate) const SIANTAR: &str = "dpmptsp-pematangsiantar";

pub(crate) const ADMIN: Officer =
    Officer { id: "admin", title: "Administrator", executes: &[], also: &[] };
/// Reads the journal and changes nothing.
pub(crate) const AUDITOR: Officer = Officer {
    id: "pengawas",
    title: "Pengawas intern (auditor)",
    executes: &[],
    also: &[Also::Audits(KOTIM)],
};

pub(crate) const MGL_COUNTER: Officer = Officer {
    id: "loket-mgl",
    title: "Petugas loket (counter)",
    executes: &["dpmptsp-magelang/pelayanan/loket"],
    also: &[],
};
/// Verifies, and stands in for the head: four eyes must hold all the same.
pub(crate) const MGL_HEALTH: Officer = Officer {
    id: "kesehatan-mgl",
    title: "Admin kesehatan (verifies), juga Plh. Kepala (acting head)",
    executes: &["dpmptsp-magelang/perizinan/admin-kesehatan", "dpmptsp-magelang/pimpinan/kepala"],
    also: &[],
};
pub(crate) const DINKES: Officer = Officer {
    id: "verifikator-dinkes",
    title: "Dinas Kesehatan (recommends)",
    executes: &["dinkes-magelang/sdm-kesehatan/verifikator"],
    also: &[],
};
pub(crate) const MGL_DRAFTER: Officer = Officer {
    id: "naskah-mgl",
    title: "Petugas naskah dan penomoran (drafts)",
    executes: &["dpmptsp-magelang/perizinan/penomoran"],
    also: &[],
};
pub(crate) const MGL_HEAD: Officer = Officer {
    id: "kepala-mgl",
    title: "Kepala DPMPTSP (decides)",
    executes: &["dpmptsp-magelang/pimpinan/kepala"],
    also: &[],
};
pub(crate) const MGL_ISSUER: Officer = Officer {
    id: "penerbit-mgl",
    title: "Petugas penerbitan (issues)",
    executes: &["dpmptsp-magelang/perizinan/penerbitan"],
    also: &[],
};
pub(crate) const KTM_COUNTER: Officer = Officer {
    id: "loket-ktm",
    title: "Petugas loket (counter)",
    executes: &["dpmptsp-kotim/pelayanan/loket"],
    also: &[],
};
pub(crate) const KTM_VERIFIER: Officer = Officer {
    id: "verifikator-ktm",
    title: "Penata Perizinan (verifies)",
    executes: &["dpmptsp-kotim/perizinan/verifikator"],
    also: &[],
};
pub(crate) const KTM_WORKS: Officer = Officer {
    id: "teknis-ktm",
    title: "Tim teknis DPUPR (inspects)",
    executes: &["dpupr-kotim/tata-ruang/tim-teknis"],
    also: &[],
};
/// Goes along: nobody visits alone.
pub(crate) const KTM_WORKS_SECOND: Officer = Officer {
    id: "teknis-ktm-2",
    title: "Tim teknis DPUPR (inspects, too)",
    executes: &["dpupr-kotim/tata-ruang/tim-teknis"],
    also: &[],
};
pub(crate) const KTM_WORKS_CHIEF: Officer = Officer {
    id: "kabid-ktm",
    title: "Kepala Bidang Tata Ruang DPUPR (signs letters of assignment)",
    executes: &[],
    also: &[Also::Supervises("dpupr-kotim/tata-ruang")],
};
pub(crate) const KTM_TAX: Officer = Officer {
    id: "pajak-ktm",
    title: "Penilai pajak Bapenda (assesses)",
    executes: &["bapenda-kotim/pendataan/penilai"],
    also: &[],
};
pub(crate) const KTM_DRAFTER: Officer = Officer {
    id: "pengolah-ktm",
    title: "Pengolah naskah izin (drafts, issues)",
    executes: &["dpmptsp-kotim/perizinan/pengolah"],
    also: &[],
};
pub(crate) const KTM_HEAD: Officer = Officer {
    id: "kepala-ktm",
    title: "Kepala DPMPTSP (decides)",
    executes: &["dpmptsp-kotim/pimpinan/kepala"],
    also: &[Also::Governs(KOTIM)],
};

/// Above the head who refused: decides on objections.
pub(crate) const MGL_SUPERIOR: Officer = Officer {
    id: "atasan-mgl",
    title: "Atasan pejabat (superior)",
    executes: &[],
    also: &[Also::Governs(MAGELANG)],
};
pub(crate) const PMS_SECRETARIAT: Officer = Officer {
    id: "sekretariat-pms",
    title: "Sekretariat bangunan gedung (schedules)",
    executes: &["dputr-pematangsiantar/bangunan-gedung/sekretariat"],
    also: &[],
};
pub(crate) const PMS_PANEL: Officer = Officer {
    id: "penilai-pms",
    title: "Tim penilai ahli (consults)",
    executes: &["dputr-pematangsiantar/bangunan-gedung/tim-penilai"],
    also: &[],
};
pub(crate) const PMS_CALCULATOR: Officer = Officer {
    id: "penghitung-pms",
    title: "Penghitung retribusi (computes)",
    executes: &["dputr-pematangsiantar/bangunan-gedung/penghitung-retribusi"],
    also: &[],
};
pub(crate) const PMS_WORKS: Officer = Officer {
    id: "kepala-putr-pms",
    title: "Kepala Dinas PUTR (states)",
    executes: &["dputr-pematangsiantar/pimpinan/kepala"],
    also: &[],
};
pub(crate) const PMS_FEES: Officer = Officer {
    id: "skrd-pms",
    title: "Petugas SKRD (assesses)",
    executes: &["dpmptsp-pematangsiantar/keuangan/retribusi"],
    also: &[],
};
pub(crate) const PMS_PAYMENTS: Officer = Officer {
    id: "verifikator-pms",
    title: "Verifikator pembayaran (checks)",
    executes: &["dpmptsp-pematangsiantar/keuangan/verifikator"],
    also: &[],
};
pub(crate) const PMS_HEAD: Officer = Officer {
    id: "kepala-pms",
    title: "Kepala DPMPTSP (decides)",
    executes: &["dpmptsp-pematangsiantar/pimpinan/kepala"],
    also: &[],
};
pub(crate) const PMS_DRAFTER: Officer = Officer {
    id: "pengolah-pms",
    title: "Pengolah naskah (issues)",
    executes: &["dpmptsp-pematangsiantar/perizinan/pengolah"],
    also: &[],
};
pub(crate) const PMS_COUNTER: Officer = Officer {
    id: "loket-pms",
    title: "Operator DPMPTSP (counter)",
    executes: &["dpmptsp-pematangsiantar/pelayanan/loket"],
    also: &[],
};
/// A machine: the only one that may say that something was paid.
pub(crate) const PMS_BANK: Officer = Officer {
    id: "bank-pms",
    title: "Sistem pembayaran (payment system)",
    executes: &[],
    also: &[Also::Settles(SIANTAR)],
};

/// Everybody but the administrator, who is there from the first start on.
pub(crate) const ALL: &[&Officer] = &[
    &MGL_COUNTER,
    &MGL_HEALTH,
    &DINKES,
    &MGL_DRAFTER,
    &MGL_HEAD,
    &MGL_ISSUER,
    &KTM_COUNTER,
    &KTM_VERIFIER,
    &KTM_WORKS,
    &KTM_WORKS_SECOND,
    &KTM_WORKS_CHIEF,
    &KTM_TAX,
    &KTM_DRAFTER,
    &KTM_HEAD,
    &AUDITOR,
    &MGL_SUPERIOR,
    &PMS_SECRETARIAT,
    &PMS_PANEL,
    &PMS_CALCULATOR,
    &PMS_WORKS,
    &PMS_FEES,
    &PMS_PAYMENTS,
    &PMS_HEAD,
    &PMS_DRAFTER,
    &PMS_COUNTER,
    &PMS_BANK,
];

/// Enrols everybody and gives the duties, as the administrator.
pub(crate) async fn enrol(office: &mut Office<'_>) -> Result<(), Failure> {
    office.screen.gap();
    office.screen.line(
        office
            .screen
            .look(Look::Bold, "Petugas (officers), enrolled by `admin` through AccessService"),
    );
    for officer in ALL {
        appoint(office, officer).await?;
        let charges: Vec<String> = officer
            .executes
            .iter()
            .map(|executor| (*executor).to_owned())
            .chain(officer.also.iter().map(Also::told))
            .collect();
        office.screen.line(format!("  {:<19} {}", officer.id, charges.join(", ")));
    }
    Ok(())
}

/// Enrols one and gives the duties, as the administrator of the agency.
pub(crate) async fn appoint(office: &Office<'_>, officer: &Officer) -> Result<(), Failure> {
    let mut access = AccessServiceClient::new(office.channel());
    let account = Account { issuer: office.issuer(), subject: officer.id.to_owned() };
    let request = EnrolOfficerRequest {
        parent: office.house.resource(),
        request_id: office.new_id(),
        officer_id: officer.id.to_owned(),
        account: Some(account),
    };
    let request = office.signed(&ADMIN, request);
    access.enrol_officer(request).await.map_err(refused)?;
    for duty in duties(officer) {
        let request = AssignDutyRequest {
            name: office.officer(officer),
            request_id: office.new_id(),
            etag: String::new(),
            duty: Some(Duty { kind: Some(duty) }),
            until: None,
        };
        let request = office.signed(&ADMIN, request);
        access.assign_duty(request).await.map_err(refused)?;
    }
    Ok(())
}

fn duties(officer: &Officer) -> Vec<Kind> {
    let executes = officer.executes.iter().map(|executor| Kind::Execute((*executor).to_owned()));
    executes.chain(officer.also.iter().map(Also::kind)).collect()
}

impl Also {
    fn kind(&self) -> Kind {
        match self {
            Self::Audits(agency) => Kind::Audit((*agency).to_owned()),
            Self::Governs(agency) => Kind::Govern((*agency).to_owned()),
            Self::Settles(agency) => Kind::Settle((*agency).to_owned()),
            Self::Supervises(unit) => Kind::Supervise((*unit).to_owned()),
        }
    }

    fn told(&self) -> String {
        match self {
            Self::Audits(agency) => format!("audits {agency}"),
            Self::Governs(agency) => format!("heads {agency}"),
            Self::Settles(agency) => format!("reports payments to {agency}"),
            Self::Supervises(unit) => format!("supervises {unit}"),
        }
    }
}
