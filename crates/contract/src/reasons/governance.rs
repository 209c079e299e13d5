//! Reasons of the governance of procedures.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "SOP_NOT_ACKNOWLEDGED",
        code: Code::FailedPrecondition,
        id: "Anda belum menyatakan telah membaca dan memahami SOP versi ini, atau belum lulus kuisnya. Lakukan dahulu, lalu ambil tugasnya.",
        en: "You have not yet said that you read and understood this version of the SOP, or not passed its quiz. Do so, then take the task.",
    },
    Reason {
        name: "SOP_ALREADY_ACKNOWLEDGED",
        code: Code::AlreadyExists,
        id: "Anda sudah menyatakan telah membaca dan memahami SOP versi ini.",
        en: "You have already said that you read and understood this version of the SOP.",
    },
    Reason {
        name: "SOP_NOT_TRIED",
        code: Code::FailedPrecondition,
        id: "SOP versi ini belum diuji coba. Catat uji cobanya dahulu.",
        en: "This version of the SOP was not tried out yet. Record its trial first.",
    },
    Reason {
        name: "SOP_NOT_APPROVED",
        code: Code::FailedPrecondition,
        id: "SOP versi ini belum disahkan oleh pimpinan.",
        en: "The head of the agency has not approved this version of the SOP yet.",
    },
    Reason {
        name: "SOP_ALREADY_APPROVED",
        code: Code::FailedPrecondition,
        id: "SOP versi ini sudah disahkan. Perubahannya memerlukan versi baru.",
        en: "This version of the SOP is approved already. A change needs a new version.",
    },
    Reason {
        name: "PROPOSAL_NOT_FOUND",
        code: Code::NotFound,
        id: "Usulan perbaikan tersebut tidak ada pada SOP versi ini.",
        en: "This version of the SOP has no such proposal.",
    },
    Reason {
        name: "PROPOSAL_DISPOSED",
        code: Code::FailedPrecondition,
        id: "Usulan perbaikan tersebut sudah diputus.",
        en: "That proposal is decided already.",
    },
    Reason {
        name: "QUIZ_UNSOUND",
        code: Code::InvalidArgument,
        id: "Kuis harus dapat lulus dan dapat gagal: kunci tiap soal ada di antara pilihannya, dan nilai lulus tidak melebihi jumlah soal.",
        en: "A quiz can be passed and failed: each key is one of the answers, and the mark is not above the number of questions.",
    },
    Reason {
        name: "QUIZ_INCOMPLETE",
        code: Code::InvalidArgument,
        id: "Setiap soal kuis harus dijawab satu kali.",
        en: "Every question of the quiz needs one answer.",
    },
    Reason {
        name: "QUIZ_MISSING",
        code: Code::FailedPrecondition,
        id: "SOP versi ini tidak mempunyai kuis. Nyatakan bahwa Anda telah membaca dan memahaminya.",
        en: "This version of the SOP has no quiz. Say that you read and understood it.",
    },
    Reason {
        name: "QUIZ_PASSED",
        code: Code::AlreadyExists,
        id: "Anda sudah lulus kuis SOP versi ini.",
        en: "You have already passed the quiz of this version of the SOP.",
    },
    Reason {
        name: "QUIZ_TOO_OFTEN",
        code: Code::ResourceExhausted,
        id: "Kuis hanya dapat dicoba tiga kali sehari. Baca SOP-nya sekali lagi dan coba besok.",
        en: "The quiz can be taken three times a day. Read the SOP once more, and try tomorrow.",
    },
];
