//! Reasons about steps in the hands of another agency's own deployment.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "TASK_ENTRUSTED",
        code: Code::FailedPrecondition,
        id: "Langkah ini sedang dikerjakan oleh instansi lain. Tunggulah jawabannya.",
        en: "Another agency does this step. Wait for its answer.",
    },
    Reason {
        name: "PARTNER_ONLY",
        code: Code::PermissionDenied,
        id: "Hanya instansi yang dimintai yang dapat menjawab langkah ini.",
        en: "Only the agency that was asked can answer for this step.",
    },
    Reason {
        name: "NOT_TO_HAND_OVER",
        code: Code::FailedPrecondition,
        id: "Langkah ini tidak dapat diserahkan kepada instansi lain.",
        en: "This step cannot be handed over to another agency.",
    },
    Reason {
        name: "HAND_OVER_UNKNOWN",
        code: Code::NotFound,
        id: "Tidak ada serah terima dengan nomor ini kepada instansi Anda.",
        en: "Nothing was handed over to your agency under this id.",
    },
    Reason {
        name: "HAND_OVER_NOT_ACCEPTED",
        code: Code::FailedPrecondition,
        id: "Instansi ini belum menetapkan SOP untuk langkah tersebut, atau hasilnya tidak sesuai \
             dengan pilihan langkah itu. Hubungi administrator kedua instansi.",
        en: "This agency has set no procedure for that step, or its results do not fit the step's \
             outcomes. Ask the administrators of both agencies.",
    },
    Reason {
        name: "RESULT_DIFFERS",
        code: Code::AlreadyExists,
        id: "Langkah ini sudah dijawab dengan hasil yang lain.",
        en: "This step has been answered otherwise before.",
    },
];
