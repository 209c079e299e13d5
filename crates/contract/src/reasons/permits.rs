//! Reasons of the law on applications: complete, returned, decided, issued.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "REASON_REQUIRED",
        code: Code::InvalidArgument,
        id: "Keputusan harus disertai alasan.",
        en: "A decision needs a reason.",
    },
    Reason {
        name: "DEFECTS_REQUIRED",
        code: Code::InvalidArgument,
        id: "Pengembalian harus menyebutkan semua kekurangan. Gunakan perintah pengembalian.",
        en: "A return must name every defect. Use the command for returns.",
    },
    Reason {
        name: "REQUIREMENT_NOT_LISTED",
        code: Code::InvalidArgument,
        id: "Hanya persyaratan dalam standar layanan ini yang dapat disebut.",
        en: "Only requirements that the standard of this service lists may be named.",
    },
    Reason {
        name: "REQUIREMENT_REPEATED",
        code: Code::InvalidArgument,
        id: "Satu persyaratan disebut lebih dari sekali. Gabungkan menjadi satu.",
        en: "A requirement is named more than once. Join the entries into one.",
    },
    Reason {
        name: "RETURN_AWAITS_ENDORSEMENT",
        code: Code::FailedPrecondition,
        id: "Pengembalian yang diusulkan masih menunggu keputusan atasan.",
        en: "The proposed return is still waiting for a supervisor's decision.",
    },
    Reason {
        name: "NO_RETURN_PROPOSED",
        code: Code::FailedPrecondition,
        id: "Tidak ada pengembalian yang menunggu keputusan atasan.",
        en: "No return is waiting for a supervisor's decision.",
    },
    Reason {
        name: "ENDORSED_BY_SELF",
        code: Code::PermissionDenied,
        id: "Pengembalian yang Anda usulkan harus diputuskan oleh orang lain.",
        en: "Another person must decide on the return that you proposed.",
    },
    Reason {
        name: "NOT_RETURNED",
        code: Code::FailedPrecondition,
        id: "Permohonan ini tidak sedang menunggu perbaikan dari Anda.",
        en: "This application is not waiting for you to mend anything.",
    },
    Reason {
        name: "AWAITING_APPLICANT",
        code: Code::FailedPrecondition,
        id: "Permohonan ini sedang menunggu perbaikan dari pemohon.",
        en: "This application is waiting for the applicant.",
    },
    Reason {
        name: "NOT_ACCEPTED",
        code: Code::FailedPrecondition,
        id: "Permohonan ini belum dinyatakan lengkap, sehingga belum dapat diputuskan.",
        en: "This application was not declared complete yet, so it cannot be decided.",
    },
    Reason {
        name: "NOT_APPROVED",
        code: Code::FailedPrecondition,
        id: "Permohonan ini belum disetujui, sehingga izinnya belum dapat diterbitkan.",
        en: "This application is not approved yet, so the licence cannot be issued.",
    },
    Reason {
        name: "ALREADY_DECIDED",
        code: Code::FailedPrecondition,
        id: "Permohonan ini sudah diputuskan dan keputusannya tidak berubah.",
        en: "This application is already decided, and the decision stands.",
    },
    Reason {
        name: "ALREADY_DEEMED_APPROVED",
        code: Code::FailedPrecondition,
        id: "Jangka waktu menurut hukum telah lewat, sehingga permohonan ini dianggap dikabulkan dan tidak dapat ditolak lagi.",
        en: "The lawful time has passed, so this application counts as granted and can no longer be refused.",
    },
    Reason {
        name: "ALREADY_ISSUED",
        code: Code::FailedPrecondition,
        id: "Izin untuk permohonan ini sudah diterbitkan.",
        en: "The licence of this application is already issued.",
    },
];
