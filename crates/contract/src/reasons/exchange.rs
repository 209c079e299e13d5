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
    Reason {
        name: "DOCUMENT_NOT_GRANTED",
        code: Code::NotFound,
        id: "Berkas ini tidak termasuk dalam serah terima kepada instansi Anda.",
        en: "This document does not go along with a hand-over to your agency.",
    },
    Reason {
        name: "GRANT_ENDED",
        code: Code::FailedPrecondition,
        id: "Berkas ini tidak dapat diambil lagi: waktunya habis atau langkahnya sudah selesai.",
        en: "This document can no longer be fetched: its time is over, or the step is.",
    },
    Reason {
        name: "GRANT_SPENT",
        code: Code::FailedPrecondition,
        id: "Berkas ini sudah diterima instansi Anda dan hanya dapat diambil satu kali.",
        en: "Your agency has received this document, which can be fetched once.",
    },
    Reason {
        name: "DISPATCH_NOT_STOPPED",
        code: Code::FailedPrecondition,
        id: "Pesan ini tidak sedang dihentikan, sehingga tidak perlu dikirim ulang.",
        en: "This message has not stopped, so it need not be sent again.",
    },
];
