//! Reasons that lie in who the caller is, or in the rules about duties.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "SIGN_IN_REQUIRED",
        code: Code::Unauthenticated,
        id: "Perintah ini hanya untuk petugas. Silakan masuk, lalu ulangi.",
        en: "This is for officers only. Sign in, then repeat.",
    },
    Reason {
        name: "TOKEN_EXPIRED",
        code: Code::Unauthenticated,
        id: "Masa masuk Anda telah habis. Silakan masuk kembali.",
        en: "Your sign-in has expired. Sign in again.",
    },
    Reason {
        name: "TOKEN_INVALID",
        code: Code::Unauthenticated,
        id: "Bukti masuk Anda tidak dapat diterima. Silakan masuk kembali.",
        en: "Your token cannot be accepted. Sign in again.",
    },
    Reason {
        name: "RECEIPT_REQUIRED",
        code: Code::Unauthenticated,
        id: "Perintah ini memerlukan nomor tanda terima beserta kode rahasianya.",
        en: "This needs a receipt number and its secret.",
    },
    Reason {
        name: "PEER_NOT_ALLOWED",
        code: Code::PermissionDenied,
        id: "Sistem yang menghubungi instansi ini tidak terdaftar untuk perintah tersebut. Hubungi pengelola sistem.",
        en: "The system that calls this agency is not on its list for that method. Ask whoever runs it.",
    },
    Reason {
        name: "DUTY_MISSING",
        code: Code::PermissionDenied,
        id: "Tugas Anda tidak mencakup perintah ini. Bila seharusnya mencakup, hubungi administrator instansi.",
        en: "Your duties do not include this. If they should, ask an administrator of the agency.",
    },
    Reason {
        name: "ADMINISTRATOR_ONLY",
        code: Code::PermissionDenied,
        id: "Hanya administrator instansi tersebut yang dapat melakukannya.",
        en: "Only an administrator of that agency may do this.",
    },
    Reason {
        name: "SELF_ASSIGNMENT",
        code: Code::PermissionDenied,
        id: "Tugas dan akun Anda sendiri harus diatur oleh administrator lain.",
        en: "Another administrator must change your own duties and accounts.",
    },
    Reason {
        name: "DUTIES_INCOMPATIBLE",
        code: Code::FailedPrecondition,
        id: "Administrator tidak boleh memegang tugas atas permohonan, dan sebaliknya. Cabut dahulu tugas yang lain.",
        en: "An administrator may hold no duty on applications, and the reverse. Revoke the other duty first.",
    },
    Reason {
        name: "ALREADY_ENROLLED",
        code: Code::AlreadyExists,
        id: "Petugas ini sudah terdaftar.",
        en: "This officer is already enrolled.",
    },
    Reason {
        name: "NOT_ENROLLED",
        code: Code::FailedPrecondition,
        id: "Petugas ini belum terdaftar. Administrator perlu mendaftarkannya dahulu.",
        en: "This officer is not enrolled. An administrator must enrol the officer first.",
    },
    Reason {
        name: "ACCOUNT_TAKEN",
        code: Code::AlreadyExists,
        id: "Akun ini sudah terhubung dengan seorang petugas.",
        en: "This account is already linked to an officer.",
    },
    Reason {
        name: "ALREADY_ASSIGNED",
        code: Code::AlreadyExists,
        id: "Petugas ini sudah memegang tugas tersebut sampai waktu yang sama.",
        en: "This officer already holds that duty until the same time.",
    },
    Reason {
        name: "NOT_ASSIGNED",
        code: Code::FailedPrecondition,
        id: "Petugas ini tidak memegang tugas tersebut.",
        en: "This officer does not hold that duty.",
    },
    Reason {
        name: "END_NOT_IN_FUTURE",
        code: Code::InvalidArgument,
        id: "Akhir masa tugas harus setelah saat ini.",
        en: "The end of the duty must lie in the future.",
    },
    Reason {
        name: "TOO_MANY",
        code: Code::FailedPrecondition,
        id: "Jumlah akun atau tugas petugas ini sudah mencapai batas.",
        en: "This officer has as many accounts or duties as one person may have.",
    },
];
