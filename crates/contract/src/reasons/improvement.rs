//! Reasons of the register of improvements.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "ACTION_NOT_FOUND",
        code: Code::NotFound,
        id: "Tindak lanjut tersebut tidak ada dalam daftar. Periksa namanya.",
        en: "That action is not in the register. Check its name.",
    },
    Reason {
        name: "ACTION_NOT_OPEN",
        code: Code::FailedPrecondition,
        id: "Tindak lanjut ini sudah dikerjakan atau tidak dilanjutkan.",
        en: "The action is done or dropped already.",
    },
    Reason {
        name: "ACTION_NOT_DONE",
        code: Code::FailedPrecondition,
        id: "Tindak lanjut ini belum dinyatakan selesai, atau sudah diverifikasi.",
        en: "The action is not said to be done, or is verified already.",
    },
    Reason {
        name: "ACTION_DROPPED",
        code: Code::FailedPrecondition,
        id: "Tindak lanjut ini tidak dilanjutkan.",
        en: "The action was dropped.",
    },
    Reason {
        name: "ORIGIN_NOT_FOUND",
        code: Code::NotFound,
        id: "Asal tindak lanjut tersebut tidak ada di sini. Periksa namanya.",
        en: "What the action shall follow from is not here. Check its name.",
    },
];
