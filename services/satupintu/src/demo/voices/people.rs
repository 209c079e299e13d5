//! Who hears the public at each agency.

use super::super::{
    agencies,
    cast::{Also, KTM_COUNTER, KTM_HEAD, Officer},
};

/// The people of an agency who hear the public.
pub(super) struct Staff {
    /// Verifies complaints and gives them to units.
    pub(super) receiver: &'static Officer,
    /// Has those of a unit, and answers them.
    pub(super) liaison: &'static Officer,
    /// Oversees whoever verifies.
    pub(super) superior: &'static Officer,
    /// Enters sheets of paper, and minds the kiosk.
    pub(super) counter: &'static Officer,
    /// Heads the agency.
    pub(super) head: &'static Officer,
    /// Those of them who are not in service yet.
    newcomers: &'static [&'static Officer],
}

impl Staff {
    pub(super) fn newcomers(&self) -> &'static [&'static Officer] {
        self.newcomers
    }
}

/// Three who handle complaints, at the `$unit` of `$agency`.
macro_rules! handling {
    ($agency:literal, $unit:literal) => {
        (
            &Officer {
                id: "admin-pengaduan",
                title: "Admin pengaduan (verifies complaints)",
                executes: &[concat!($agency, "/pengaduan/admin")],
                also: &[],
            },
            &Officer {
                id: "penghubung",
                title: "Pejabat penghubung (answers for the unit)",
                executes: &[concat!($agency, "/", $unit, "/penghubung")],
                also: &[],
            },
            &Officer {
                id: "atasan-pengaduan",
                title: "Atasan (superior)",
                executes: &[],
                also: &[Also::Supervises(concat!($agency, "/pengaduan"))],
            },
        )
    };
}

/// A counter and a head.
macro_rules! front {
    ($agency:literal, $counter:literal) => {
        (
            &Officer {
                id: "loket",
                title: "Petugas loket (counter)",
                executes: &[concat!($agency, "/", $counter)],
                also: &[],
            },
            &Officer {
                id: "kepala",
                title: "Pimpinan (head)",
                executes: &[],
                also: &[Also::Governs($agency)],
            },
        )
    };
}

type Handlers = (&'static Officer, &'static Officer, &'static Officer);
type Front = (&'static Officer, &'static Officer);

const KTM: Handlers = handling!("dpmptsp-kotim", "perizinan");
pub(super) const DPMPTSP: Staff = Staff {
    receiver: KTM.0,
    liaison: KTM.1,
    superior: KTM.2,
    counter: &KTM_COUNTER,
    head: &KTM_HEAD,
    newcomers: &[KTM.0, KTM.1, KTM.2],
};

/// A staff that is new as a whole.
macro_rules! staff {
    ($handlers:ident, $front:ident) => {
        Staff {
            receiver: $handlers.0,
            liaison: $handlers.1,
            superior: $handlers.2,
            counter: $front.0,
            head: $front.1,
            newcomers: &[$handlers.0, $handlers.1, $handlers.2, $front.0, $front.1],
        }
    };
}

const PDK: Handlers = handling!("disdukcapil-pandeglang", "dafduk");
const PDK_FRONT: Front = front!("disdukcapil-pandeglang", "mpp/loket");
pub(super) const DISDUKCAPIL: Staff = staff!(PDK, PDK_FRONT);

const PAM: Handlers = handling!("pdam-kotim", "hubungan-langganan");
const PAM_FRONT: Front = front!("pdam-kotim", "hubungan-langganan/loket");
pub(super) const PDAM: Staff = staff!(PAM, PAM_FRONT);

const RSK: Handlers = handling!("rsud-kotim", "rawat-jalan");
const RSK_FRONT: Front = front!("rsud-kotim", "rawat-jalan/loket");
pub(super) const RSUD: Staff = staff!(RSK, RSK_FRONT);

const SKK: Handlers = handling!("setda-kukar", "umum");
const SKK_FRONT: Front = front!("setda-kukar", "umum/loket");
pub(super) const SECRETARIAT: Staff = staff!(SKK, SKK_FRONT);

/// Another office, which applies to the secretariat, comments and complains.
pub(super) const EDUCATION: Officer = Officer {
    id: "dinas-pendidikan",
    title: "Dinas Pendidikan (an office)",
    executes: &[],
    also: &[],
};
/// Does the work of the unit, and knows where its procedure pinches.
pub(super) const CLERK: Officer = Officer {
    id: "pelaksana-umum",
    title: "Pelaksana Bagian Umum (clerk)",
    executes: &["setda-kukar/umum/pelaksana"],
    also: &[],
};
/// Decides for the unit.
pub(super) const UNIT_HEAD: Officer = Officer {
    id: "kabag-umum",
    title: "Kepala Bagian Umum (head of the unit)",
    executes: &["setda-kukar/umum/kepala"],
    also: &[Also::Supervises("setda-kukar/umum")],
};

/// Everybody whom this part of the story enrols at an agency.
pub(crate) fn officers(agency: &str) -> Vec<&'static Officer> {
    let staff = |staff: &Staff| staff.newcomers.to_vec();
    let all = [
        (agencies::DPMPTSP.id, staff(&DPMPTSP)),
        (agencies::DISDUKCAPIL.id, staff(&DISDUKCAPIL)),
        (agencies::PDAM.id, staff(&PDAM)),
        (agencies::RSUD.id, staff(&RSUD)),
        (
            agencies::SECRETARIAT.id,
            [staff(&SECRETARIAT), vec![&EDUCATION, &CLERK, &UNIT_HEAD]].concat(),
        ),
    ];
    let of = all.into_iter().find(|(id, _)| *id == agency);
    of.map(|(_, officers)| officers).unwrap_or_default()
}
