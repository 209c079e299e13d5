//! Reasons that lie in the request itself: how it is written, what it names.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "FIELD_INVALID",
        code: Code::InvalidArgument,
        id: "Ada isian yang belum benar. Perbaiki isian yang disebutkan, lalu kirim lagi.",
        en: "Some fields are not valid. Correct the fields named here, then send again.",
    },
    Reason {
        name: "PAGE_TOKEN_INVALID",
        code: Code::InvalidArgument,
        id: "Penanda halaman ini tidak berlaku untuk daftar ini. Mulai lagi dari halaman pertama.",
        en: "This page token does not belong to this list. Start again from the first page.",
    },
    Reason {
        name: "CURSOR_OF_ANOTHER_JOURNAL",
        code: Code::FailedPrecondition,
        id: "Penanda ini berasal dari jurnal lain: basis data instansi dipulihkan atau diganti. \
             Mulai lagi tanpa penanda, dan lupakan yang diterima sebelumnya.",
        en: "This cursor is of another journal: the agency's database was restored or replaced. \
             Begin without a cursor, and forget what you were told before.",
    },
    Reason {
        name: "MESSAGE_TOO_LARGE",
        code: Code::ResourceExhausted,
        id: "Kiriman terlalu besar; batasnya 256 KiB. Ringkas isinya, lalu kirim lagi.",
        en: "The message is too large; the limit is 256 KiB. Shorten it, then send again.",
    },
    Reason {
        name: "METHOD_UNKNOWN",
        code: Code::Unimplemented,
        id: "Layanan ini tidak menyediakan perintah tersebut.",
        en: "This service does not offer that method.",
    },
    Reason {
        name: "REQUEST_ID_REUSED",
        code: Code::AlreadyExists,
        id: "Nomor permintaan (request_id) ini sudah dipakai untuk isi yang berbeda. Gunakan nomor baru.",
        en: "This request_id was already used for a different request. Use a new one.",
    },
    Reason {
        name: "ETAG_MISMATCH",
        code: Code::Aborted,
        id: "Data telah berubah sejak terakhir Anda lihat. Muat ulang, periksa, lalu ulangi.",
        en: "The data has changed since you last saw it. Load it again, check, then repeat.",
    },
    Reason {
        name: "RECEIPT_UNKNOWN",
        code: Code::NotFound,
        id: "Nomor tanda terima atau kode rahasianya tidak cocok. Periksa kembali keduanya.",
        en: "The receipt number or its secret does not match. Check both again.",
    },
    Reason {
        name: "AGENCY_NOT_FOUND",
        code: Code::NotFound,
        id: "Instansi tersebut tidak dilayani di sini. Periksa namanya.",
        en: "That agency is not served here. Check its name.",
    },
    Reason {
        name: "APPLICATION_NOT_FOUND",
        code: Code::NotFound,
        id: "Permohonan tersebut tidak ditemukan. Periksa nomornya.",
        en: "That application was not found. Check its name.",
    },
    Reason {
        name: "SERVICE_NOT_FOUND",
        code: Code::NotFound,
        id: "Layanan tersebut tidak ditemukan. Periksa nama dan versinya.",
        en: "That service was not found. Check its name and version.",
    },
    Reason {
        name: "SERVICE_NOT_PUBLISHED",
        code: Code::FailedPrecondition,
        id: "Standar layanan ini belum ditetapkan, sehingga permohonan belum dapat diterima.",
        en: "The standard of this service is not published, so it cannot take applications yet.",
    },
    Reason {
        name: "SOP_NOT_FOUND",
        code: Code::NotFound,
        id: "SOP tersebut tidak ditemukan. Periksa nama dan versinya.",
        en: "That SOP was not found. Check its name and version.",
    },
    Reason {
        name: "OFFICER_NOT_FOUND",
        code: Code::NotFound,
        id: "Petugas tersebut tidak ditemukan. Periksa namanya.",
        en: "That officer was not found. Check the name.",
    },
    Reason {
        name: "EVENT_NOT_FOUND",
        code: Code::NotFound,
        id: "Jurnal belum memuat catatan dengan nomor tersebut.",
        en: "The journal holds no event with that index.",
    },
    Reason {
        name: "VERSION_PUBLISHED",
        code: Code::AlreadyExists,
        id: "Versi ini sudah ditetapkan dengan isi yang berbeda dan tidak dapat diubah. Tetapkan versi baru.",
        en: "This version is already published with another text and never changes. Publish a new version.",
    },
    Reason {
        name: "VERSION_NOT_NEWER",
        code: Code::FailedPrecondition,
        id: "Versi yang lebih baru sudah ditetapkan. Gunakan nomor versi yang lebih tinggi.",
        en: "A newer version is already published. Use a higher version number.",
    },
];
