//! The officers of the story, by pseudonym, and what they are charged with.

use contract::satupintu::access::v1::{
    Account, AssignDutyRequest, Duty, EnrolOfficerRequest,
    access_service_client::AccessServiceClient, duty::Kind,
};

use super::{mall::AGENCY, office::Office};
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
}

pub(crate) const MAGELANG: &str = "dpmptsp-magelang";
pub(crate) const KOTIM: &str = "dpmptsp-kotim";

pub(crate) const ADMIN: Officer = Officer { id: "admin", title: "Administrator", executes: &[] };
/// Reads the journal and changes nothing.
pub(crate) const AUDITOR: Officer =
    Officer { id: "pengawas", title: "Pengawas intern (auditor)", executes: &[] };

pub(crate) const MGL_COUNTER: Officer = Officer {
    id: "loket-mgl",
    title: "Petugas loket (counter)",
    executes: &["dpmptsp-magelang/pelayanan/loket"],
};
/// Verifies, and stands in for the head: four eyes must hold all the same.
pub(crate) const MGL_HEALTH: Officer = Officer {
    id: "kesehatan-mgl",
    title: "Admin kesehatan (verifies), juga Plh. Kepala (acting head)",
    executes: &["dpmptsp-magelang/perizinan/admin-kesehatan", "dpmptsp-magelang/pimpinan/kepala"],
};
pub(crate) const DINKES: Officer = Officer {
    id: "verifikator-dinkes",
    title: "Dinas Kesehatan (recommends)",
    executes: &["dinkes-magelang/sdm-kesehatan/verifikator"],
};
pub(crate) const MGL_DRAFTER: Officer = Officer {
    id: "naskah-mgl",
    title: "Petugas naskah dan penomoran (drafts)",
    executes: &["dpmptsp-magelang/perizinan/penomoran"],
};
pub(crate) const MGL_HEAD: Officer = Officer {
    id: "kepala-mgl",
    title: "Kepala DPMPTSP (decides)",
    executes: &["dpmptsp-magelang/pimpinan/kepala"],
};
pub(crate) const MGL_ISSUER: Officer = Officer {
    id: "penerbit-mgl",
    title: "Petugas penerbitan (issues)",
    executes: &["dpmptsp-magelang/perizinan/penerbitan"],
};
pub(crate) const KTM_COUNTER: Officer = Officer {
    id: "loket-ktm",
    title: "Petugas loket (counter)",
    executes: &["dpmptsp-kotim/pelayanan/loket"],
};
pub(crate) const KTM_VERIFIER: Officer = Officer {
    id: "verifikator-ktm",
    title: "Penata Perizinan (verifies)",
    executes: &["dpmptsp-kotim/perizinan/verifikator"],
};
pub(crate) const KTM_WORKS: Officer = Officer {
    id: "teknis-ktm",
    title: "Tim teknis DPUPR (inspects)",
    executes: &["dpupr-kotim/tata-ruang/tim-teknis"],
};
pub(crate) const KTM_TAX: Officer = Officer {
    id: "pajak-ktm",
    title: "Penilai pajak Bapenda (assesses)",
    executes: &["bapenda-kotim/pendataan/penilai"],
};
pub(crate) const KTM_DRAFTER: Officer = Officer {
    id: "pengolah-ktm",
    title: "Pengolah naskah izin (drafts, issues)",
    executes: &["dpmptsp-kotim/perizinan/pengolah"],
};
pub(crate) const KTM_HEAD: Officer = Officer {
    id: "kepala-ktm",
    title: "Kepala DPMPTSP (decides)",
    executes: &["dpmptsp-kotim/pimpinan/kepala"],
};

/// Everybody but the administrator, who is there from the first start on.
pub(crate) const ALL: [&Officer; 13] = [
    &MGL_COUNTER,
    &MGL_HEALTH,
    &DINKES,
    &MGL_DRAFTER,
    &MGL_HEAD,
    &MGL_ISSUER,
    &KTM_COUNTER,
    &KTM_VERIFIER,
    &KTM_WORKS,
    &KTM_TAX,
    &KTM_DRAFTER,
    &KTM_HEAD,
    &AUDITOR,
];

/// Enrols everybody and gives the duties, as the administrator.
pub(crate) async fn enrol(office: &mut Office<'_>) -> Result<(), Failure> {
    let mut access = AccessServiceClient::new(office.channel());
    let issuer = office.issuer();
    office.screen.gap();
    office.screen.line(
        office
            .screen
            .look(Look::Bold, "Petugas (officers), enrolled by `admin` through AccessService"),
    );
    for officer in ALL {
        let account = Account { issuer: issuer.clone(), subject: officer.id.to_owned() };
        let request = EnrolOfficerRequest {
            parent: format!("agencies/{AGENCY}"),
            request_id: office.new_id(),
            officer_id: officer.id.to_owned(),
            account: Some(account),
        };
        let request = office.signed(&ADMIN, request);
        access.enrol_officer(request).await.map_err(refused)?;
        for duty in duties(officer) {
            let request = AssignDutyRequest {
                name: format!("agencies/{AGENCY}/officers/{}", officer.id),
                request_id: office.new_id(),
                etag: String::new(),
                duty: Some(Duty { kind: Some(duty) }),
                until: None,
            };
            let request = office.signed(&ADMIN, request);
            access.assign_duty(request).await.map_err(refused)?;
        }
        let executes = match officer.executes {
            [] => format!("audits {AGENCY}"),
            executes => executes.join(", "),
        };
        office.screen.line(format!("  {:<19} {executes}", officer.id));
    }
    Ok(())
}

fn duties(officer: &Officer) -> Vec<Kind> {
    if officer.executes.is_empty() {
        return vec![Kind::Audit(AGENCY.to_owned())];
    }
    officer.executes.iter().map(|executor| Kind::Execute((*executor).to_owned())).collect()
}
