//! Reasons about visits: ordering, findings, minutes.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "NOT_AN_INSPECTION",
        code: Code::FailedPrecondition,
        id: "Langkah ini bukan pemeriksaan lapangan dengan berita acara.",
        en: "This step is no inspection with minutes.",
    },
    Reason {
        name: "INSPECTION_ORDERED",
        code: Code::FailedPrecondition,
        id: "Pemeriksaan untuk langkah ini sudah dijadwalkan.",
        en: "A visit for this step is already ordered.",
    },
    Reason {
        name: "INSPECTION_MISSING",
        code: Code::FailedPrecondition,
        id: "Pemeriksaan belum dijadwalkan. Atasan perlu menerbitkan surat tugas.",
        en: "No visit is ordered. A superior has to sign a letter of assignment.",
    },
    Reason {
        name: "VISIT_IN_THE_PAST",
        code: Code::InvalidArgument,
        id: "Waktu pemeriksaan harus di masa depan.",
        en: "The time of the visit must be in the future.",
    },
    Reason {
        name: "VISIT_NOT_MADE",
        code: Code::FailedPrecondition,
        id: "Waktu pemeriksaan belum tiba.",
        en: "The time of the visit has not come.",
    },
    Reason {
        name: "VISIT_MADE",
        code: Code::FailedPrecondition,
        id: "Pemeriksaan sudah dilakukan sehingga tidak dapat dijadwalkan ulang.",
        en: "The visit was made and cannot be moved.",
    },
    Reason {
        name: "TEAM_TOO_SMALL",
        code: Code::InvalidArgument,
        id: "Tim pemeriksa sedikitnya dua orang yang berbeda.",
        en: "A team is at least two different persons.",
    },
    Reason {
        name: "MEMBER_NOT_ENROLLED",
        code: Code::FailedPrecondition,
        id: "Seorang anggota tim tidak terdaftar sebagai petugas yang menangani permohonan.",
        en: "A person on the team is not enrolled with a duty on applications.",
    },
    Reason {
        name: "INSPECTOR_NOT_ON_TEAM",
        code: Code::PermissionDenied,
        id: "Hanya tim pada surat tugas yang dapat melakukannya.",
        en: "Only the team of the letter of assignment may do this.",
    },
    Reason {
        name: "MINUTES_MISSING",
        code: Code::FailedPrecondition,
        id: "Berita acara belum ditulis.",
        en: "The minutes are not written yet.",
    },
    Reason {
        name: "MINUTES_LOCKED",
        code: Code::FailedPrecondition,
        id: "Berita acara sudah ditandatangani seluruh tim dan terkunci.",
        en: "The minutes are signed by all of the team and locked.",
    },
    Reason {
        name: "MINUTES_SIGNED",
        code: Code::FailedPrecondition,
        id: "Anda sudah menandatangani berita acara ini.",
        en: "You have already signed these minutes.",
    },
    Reason {
        name: "MINUTES_NOT_SIGNED",
        code: Code::FailedPrecondition,
        id: "Berita acara belum ditandatangani seluruh tim.",
        en: "The minutes are not signed by all of the team.",
    },
    Reason {
        name: "FINDINGS_INCOMPLETE",
        code: Code::FailedPrecondition,
        id: "Masih ada butir pemeriksaan yang belum diisi.",
        en: "An item of the checklist has no finding yet.",
    },
    Reason {
        name: "AGAINST_RECOMMENDATION",
        code: Code::FailedPrecondition,
        id: "Pilihan ini tidak sesuai dengan rekomendasi berita acara.",
        en: "This outcome is not the one that the minutes advise.",
    },
    Reason {
        name: "CHECKLIST_ITEM_UNKNOWN",
        code: Code::InvalidArgument,
        id: "Daftar periksa layanan ini tidak memuat butir tersebut.",
        en: "The checklist of this service has no such item.",
    },
    Reason {
        name: "CHECKLIST_ITEM_REPEATED",
        code: Code::InvalidArgument,
        id: "Satu butir pemeriksaan disebut dua kali.",
        en: "One item of the checklist is named twice.",
    },
];
