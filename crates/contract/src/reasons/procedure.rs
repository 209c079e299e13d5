//! Reasons of the SOP: what the signed procedure does not allow.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "CASE_ENDED",
        code: Code::FailedPrecondition,
        id: "Permohonan ini telah selesai dan tidak dapat diubah lagi.",
        en: "This application has ended and cannot be changed any more.",
    },
    Reason {
        name: "STEP_UNKNOWN",
        code: Code::NotFound,
        id: "SOP permohonan ini tidak memiliki langkah tersebut.",
        en: "The SOP of this application has no such step.",
    },
    Reason {
        name: "STEP_NOT_OPEN",
        code: Code::FailedPrecondition,
        id: "Langkah tersebut sudah selesai atau belum tiba gilirannya. Muat ulang permohonan ini.",
        en: "That step is done already or not yet due. Load the application again.",
    },
    Reason {
        name: "STEP_NOT_WORK",
        code: Code::FailedPrecondition,
        id: "Langkah tersebut bukan pekerjaan petugas.",
        en: "That step is not work for an officer.",
    },
    Reason {
        name: "STEP_NOT_ALONE",
        code: Code::FailedPrecondition,
        id: "Langkah tersebut berjalan bersama langkah lain, sehingga permohonan tidak dapat dipindahkan ke sana.",
        en: "That step runs beside other steps, so the application cannot be moved to it.",
    },
    Reason {
        name: "APPLICANT_STEP",
        code: Code::FailedPrecondition,
        id: "Langkah tersebut dikerjakan oleh pemohon.",
        en: "That step is for the applicant.",
    },
    Reason {
        name: "OUTCOME_MISSING",
        code: Code::InvalidArgument,
        id: "Langkah ini adalah keputusan. Pilih salah satu hasilnya.",
        en: "This step is a decision. Choose one of its outcomes.",
    },
    Reason {
        name: "OUTCOME_UNKNOWN",
        code: Code::InvalidArgument,
        id: "Langkah ini tidak memiliki hasil tersebut. Pilih salah satu yang tersedia.",
        en: "This step has no such outcome. Choose one that it has.",
    },
    Reason {
        name: "OUTCOME_UNEXPECTED",
        code: Code::InvalidArgument,
        id: "Langkah ini bukan keputusan, sehingga hasilnya tidak perlu dipilih.",
        en: "This step is no decision, so it takes no outcome.",
    },
    Reason {
        name: "ROUNDS_USED_UP",
        code: Code::FailedPrecondition,
        id: "Pengulangan ini sudah mencapai batas menurut SOP. Pilih hasil yang lain.",
        en: "This way was taken as often as the SOP allows. Choose another outcome.",
    },
    Reason {
        name: "EFFECT_MISSING",
        code: Code::FailedPrecondition,
        id: "Menurut SOP, langkah ini tidak dapat berakhir seperti itu.",
        en: "By the SOP this step cannot end in that way.",
    },
    Reason {
        name: "EFFECT_AMBIGUOUS",
        code: Code::FailedPrecondition,
        id: "Menurut SOP, ada beberapa hasil seperti itu. Selesaikan langkah ini dengan memilih salah satunya.",
        en: "By the SOP several outcomes mean this. Complete the step with one of them.",
    },
    Reason {
        name: "ISSUE_REQUIRED",
        code: Code::FailedPrecondition,
        id: "Langkah ini menerbitkan izin. Selesaikan dengan perintah penerbitan.",
        en: "This step issues the licence. Complete it by issuing.",
    },
    Reason {
        name: "NOT_AN_ISSUANCE",
        code: Code::FailedPrecondition,
        id: "Langkah ini bukan langkah penerbitan izin.",
        en: "This step does not issue the licence.",
    },
    Reason {
        name: "PROCEDURE_UNFIT",
        code: Code::FailedPrecondition,
        id: "SOP layanan ini tidak dimulai dengan pekerjaan petugas, sehingga permohonan tidak dapat diterima.",
        en: "The SOP of this service does not begin with work for an officer, so it can take no applications.",
    },
];
