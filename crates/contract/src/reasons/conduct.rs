//! Reasons about conduct: conflicts of interest, and tasks in other hands.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "DECLARATION_REQUIRED",
        code: Code::FailedPrecondition,
        id: "Tugas ini dialihkan kepada Anda. Nyatakan dahulu bahwa Anda tidak memiliki benturan kepentingan, dengan mengambil tugas ini.",
        en: "This task was reassigned to you. Declare first, by taking it, that you have no conflict of interest.",
    },
    Reason {
        name: "PURPOSE_UNFIT",
        code: Code::PermissionDenied,
        id: "Tujuan membaca itu hanya terbuka bagi petugas yang sedang memegang tugas yang sesuai.",
        en: "Reading for that purpose is open only to an officer who holds the task for it.",
    },
    Reason {
        name: "REASSIGNED_TO_SELF",
        code: Code::InvalidArgument,
        id: "Atasan tidak dapat mengalihkan tugas kepada dirinya sendiri. Pilih petugas lain.",
        en: "A supervisor may not reassign a task to himself. Choose another officer.",
    },
    Reason {
        name: "OFFICER_UNSUITABLE",
        code: Code::FailedPrecondition,
        id: "Petugas yang dipilih tidak boleh mengerjakan tugas ini. Pilih petugas lain.",
        en: "The officer chosen may not do this task. Choose another one.",
    },
];
