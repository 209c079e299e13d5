//! Reasons about tasks: who may take one, and in which order.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "OFFICER_ONLY",
        code: Code::PermissionDenied,
        id: "Hanya petugas yang dapat melakukannya.",
        en: "Only an officer may do this.",
    },
    Reason {
        name: "APPLICANT_ONLY",
        code: Code::PermissionDenied,
        id: "Hanya pemohon yang dapat melakukannya.",
        en: "Only the applicant may do this.",
    },
    Reason {
        name: "SUPERVISOR_ONLY",
        code: Code::PermissionDenied,
        id: "Hanya atasan unit tersebut yang dapat melakukannya.",
        en: "Only a supervisor of that unit may do this.",
    },
    Reason {
        name: "NOTHING_TO_TAKE",
        code: Code::NotFound,
        id: "Saat ini tidak ada tugas menunggu yang dapat Anda ambil.",
        en: "No task that you may take is waiting at the moment.",
    },
    Reason {
        name: "TASK_TAKEN",
        code: Code::FailedPrecondition,
        id: "Tugas ini sudah diambil. Pilih tugas lain.",
        en: "This task is already taken. Choose another one.",
    },
    Reason {
        name: "TASK_NOT_TAKEN",
        code: Code::FailedPrecondition,
        id: "Ambil tugas ini dahulu, lalu ulangi.",
        en: "Take this task first, then repeat.",
    },
    Reason {
        name: "TASK_OF_ANOTHER",
        code: Code::PermissionDenied,
        id: "Tugas ini sedang dikerjakan petugas lain.",
        en: "Another officer has this task.",
    },
    Reason {
        name: "NO_TASK_HELD",
        code: Code::PermissionDenied,
        id: "Isian pemohon hanya terbuka bagi petugas yang sedang memegang tugas pada permohonan ini.",
        en: "The applicant's form opens only to an officer who holds a task of this application.",
    },
    Reason {
        name: "DUTIES_SEPARATED",
        code: Code::PermissionDenied,
        id: "Anda sudah menjalankan tugas lain pada permohonan ini yang harus dipisahkan dari tugas ini. Petugas lain perlu mengerjakannya.",
        en: "You did another task of this application that must be kept apart from this one. Another officer must do it.",
    },
    Reason {
        name: "ASSISTED_APPLICANT",
        code: Code::PermissionDenied,
        id: "Anda membantu pemohon mengajukan permohonan ini, sehingga petugas lain yang harus mengerjakannya.",
        en: "You filed this application for the applicant, so another officer must work on it.",
    },
    Reason {
        name: "CONFLICT_OF_INTEREST",
        code: Code::PermissionDenied,
        id: "Ada benturan kepentingan antara Anda dan permohonan ini, sehingga petugas lain yang harus mengerjakannya.",
        en: "You have a conflict of interest in this application, so another officer must work on it.",
    },
    Reason {
        name: "OVERTAKE_REASON_REQUIRED",
        code: Code::FailedPrecondition,
        id: "Ada permohonan yang lebih dahulu menunggu. Pilih alasan mengapa yang ini didahulukan.",
        en: "An older application is waiting. Choose a reason why this one goes first.",
    },
    Reason {
        name: "OVERTAKE_NOTE_REQUIRED",
        code: Code::InvalidArgument,
        id: "Alasan lainnya perlu dijelaskan dengan kata-kata.",
        en: "The reason 'other' must be explained in words.",
    },
    Reason {
        name: "VERSION_MISMATCH",
        code: Code::Internal,
        id: "Permohonan ini berjalan dengan versi SOP atau standar yang lain. Petugas sistem perlu memeriksanya.",
        en: "This application runs on another version of its SOP or standard. An operator must look into it.",
    },
];
