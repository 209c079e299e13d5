//! Reasons about objections against rejections.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "NOTHING_TO_OBJECT_TO",
        code: Code::FailedPrecondition,
        id: "Keberatan hanya dapat diajukan terhadap permohonan yang ditolak.",
        en: "Only a rejection can be objected to.",
    },
    Reason {
        name: "OBJECTION_TOO_LATE",
        code: Code::FailedPrecondition,
        id: "Tenggang waktu untuk mengajukan keberatan sudah lewat.",
        en: "The time to object has passed.",
    },
    Reason {
        name: "OBJECTION_ALREADY_FILED",
        code: Code::FailedPrecondition,
        id: "Keberatan atas penolakan ini sudah diajukan. Keberatan hanya dapat diajukan satu kali.",
        en: "An objection to this rejection was already filed. It can be filed once only.",
    },
    Reason {
        name: "NO_OBJECTION_PENDING",
        code: Code::FailedPrecondition,
        id: "Tidak ada keberatan yang menunggu keputusan pada permohonan ini.",
        en: "No objection waits for a decision on this application.",
    },
    Reason {
        name: "OBJECTION_DECIDER_ONLY",
        code: Code::PermissionDenied,
        id: "Hanya pimpinan atau atasan unit pada perangkat daerah ini yang dapat memutus keberatan.",
        en: "Only the head or a superior of this agency may decide on objections.",
    },
    Reason {
        name: "OBJECTION_TO_OWN_DECISION",
        code: Code::PermissionDenied,
        id: "Anda ikut mengerjakan permohonan ini, sehingga orang lain yang harus memutus keberatannya.",
        en: "You took part in this application, so another person must decide on the objection.",
    },
];
