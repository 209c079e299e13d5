//! Reasons about mandates (kuasa).

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "MANDATE_ENDED",
        code: Code::FailedPrecondition,
        id: "Kuasa ini sudah berakhir. Mintalah kuasa baru kepada pemohon.",
        en: "This mandate has ended. Ask the applicant for a new one.",
    },
    Reason {
        name: "MANDATE_TOO_NARROW",
        code: Code::PermissionDenied,
        id: "Kuasa ini tidak mencakup tindakan tersebut. Pemohon dapat melakukannya sendiri atau \
             memberi kuasa yang lebih luas.",
        en: "This mandate does not cover that. The applicant can do it, or give a wider mandate.",
    },
    Reason {
        name: "MANDATE_GIVEN",
        code: Code::FailedPrecondition,
        id: "Permohonan ini sudah mempunyai kuasa. Akhiri dahulu kuasa yang ada.",
        en: "Somebody acts for the applicant already. End that mandate first.",
    },
    Reason {
        name: "TOO_MANY_MANDATES",
        code: Code::ResourceExhausted,
        id: "Jumlah kuasa pada permohonan ini sudah mencapai batas.",
        en: "This application has had as many mandates as it takes.",
    },
    Reason {
        name: "MANDATE_DATE_IMPOSSIBLE",
        code: Code::FailedPrecondition,
        id: "Kuasa berakhir paling cepat hari ini dan paling lambat satu tahun lagi.",
        en: "A mandate ends today at the earliest and in a year at the latest.",
    },
    Reason {
        name: "SUBJECT_CONTACT_REQUIRED",
        code: Code::FailedPrecondition,
        id: "Nomor telepon atau surel pemohon sendiri harus ada, berbeda dari milik kuasanya, dan \
             tidak dapat diubah oleh kuasa.",
        en: "A phone number or e-mail address of the applicant's own is needed, other than the \
             agent's; an agent cannot change it.",
    },
];
