//! Reasons of files: announced, received, kept, opened.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "FILES_CLOSED",
        code: Code::FailedPrecondition,
        id: "Berkas hanya dapat ditambahkan sebelum permohonan dinyatakan lengkap atau saat dikembalikan kepada Anda.",
        en: "Files can be added only before the application is complete or while it is returned to you.",
    },
    Reason {
        name: "TOO_MANY_FILES",
        code: Code::ResourceExhausted,
        id: "Jumlah berkas terbanyak sudah tercapai. Gabungkan beberapa halaman menjadi satu berkas.",
        en: "There are as many files as there can be. Join several pages into one file.",
    },
    Reason {
        name: "TOO_MANY_UPLOADS",
        code: Code::ResourceExhausted,
        id: "Terlalu banyak unggahan yang belum selesai. Selesaikan atau batalkan salah satunya.",
        en: "Too many uploads are unfinished. Finish one or give one up.",
    },
    Reason {
        name: "FILE_TOO_LARGE",
        code: Code::InvalidArgument,
        id: "Berkas terlalu besar, atau lebih besar daripada yang diumumkan. Perkecil lalu unggah kembali.",
        en: "The file is too large, or larger than was announced. Make it smaller and upload it again.",
    },
    Reason {
        name: "FILE_CONTENT_WRONG",
        code: Code::InvalidArgument,
        id: "Isi berkas tidak sesuai dengan jenisnya. Hanya PDF, JPEG, dan PNG yang utuh dan murni diterima.",
        en: "The content is not of the kind that was announced. Only whole and pure PDF, JPEG and PNG are taken.",
    },
    Reason {
        name: "FILE_NOT_REPLACEABLE",
        code: Code::FailedPrecondition,
        id: "Berkas itu tidak dapat diganti: sudah diganti, atau untuk keperluan lain.",
        en: "That file cannot be replaced: it was replaced already, or it is for something else.",
    },
    Reason {
        name: "FILE_ALREADY_ATTACHED",
        code: Code::AlreadyExists,
        id: "Berkas ini sudah ditambahkan.",
        en: "This file was added already.",
    },
    Reason {
        name: "FILE_NOT_FOUND",
        code: Code::NotFound,
        id: "Tidak ada berkas dengan nama itu untuk Anda.",
        en: "There is no file by that name for you.",
    },
    Reason {
        name: "UPLOAD_NOT_FOUND",
        code: Code::NotFound,
        id: "Tidak ada unggahan dengan nama itu untuk Anda. Mulai kembali dari awal.",
        en: "There is no upload by that name for you. Begin again.",
    },
    Reason {
        name: "UPLOAD_ID_TAKEN",
        code: Code::AlreadyExists,
        id: "Nomor unggahan ini sudah dipakai. Gunakan UUID yang baru.",
        en: "This id of an upload is taken. Use a new UUID.",
    },
    Reason {
        name: "UPLOAD_ENDED",
        code: Code::FailedPrecondition,
        id: "Unggahan ini sudah selesai atau sudah dibatalkan.",
        en: "This upload was finished or given up.",
    },
    Reason {
        name: "UPLOAD_OFFSET_WRONG",
        code: Code::Aborted,
        id: "Unggahan harus dilanjutkan dari bagian yang sudah tersimpan. Tanyakan dahulu sampai di mana.",
        en: "The upload must go on from what is kept. Ask first how far it is.",
    },
    Reason {
        name: "UPLOAD_INCOMPLETE",
        code: Code::FailedPrecondition,
        id: "Belum seluruh isi berkas diterima. Lanjutkan unggahan.",
        en: "Not all of the file has arrived. Go on with the upload.",
    },
];
