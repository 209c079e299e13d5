//! Reasons of the notices to applicants.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "NOTICE_NOT_FOUND",
        code: Code::NotFound,
        id: "Pemberitahuan ini tidak ada.",
        en: "There is no such notice.",
    },
    Reason {
        name: "NOTICE_NOT_DEAD",
        code: Code::FailedPrecondition,
        id: "Hanya pemberitahuan yang gagal terkirim yang dapat dikirim ulang.",
        en: "Only a notice that could not be delivered can be sent again.",
    },
];
