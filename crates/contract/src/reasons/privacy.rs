//! Reasons that lie in personal data: kept, given out, destroyed.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "DATA_ERASED",
        code: Code::FailedPrecondition,
        id: "Data pribadi pemohon ini telah dimusnahkan dan tidak dapat dibaca lagi. Riwayat perkaranya tetap ada.",
        en: "The personal data of this applicant were erased and cannot be read again. The history of the case remains.",
    },
    Reason {
        name: "CASE_OPEN",
        code: Code::FailedPrecondition,
        id: "Permohonan ini masih berjalan, sehingga datanya belum boleh dimusnahkan.",
        en: "The application is still open, so its data may not be erased yet.",
    },
    Reason {
        name: "LICENCE_IN_FORCE",
        code: Code::FailedPrecondition,
        id: "Izin dari permohonan ini masih berlaku, sehingga datanya belum boleh dimusnahkan.",
        en: "A licence from this application is in force, so its data may not be erased yet.",
    },
    Reason {
        name: "RETENTION_RUNNING",
        code: Code::FailedPrecondition,
        id: "Masa simpan arsip permohonan ini belum berakhir.",
        en: "The record of this application has to be kept for some time yet.",
    },
    Reason {
        name: "NOT_IN_FUTURE",
        code: Code::InvalidArgument,
        id: "Waktu tersebut belum terjadi atau mendahului peristiwanya. Periksa kembali.",
        en: "That instant has not come yet, or lies before what it is about. Check it again.",
    },
    Reason {
        name: "REQUEST_NOT_FOUND",
        code: Code::NotFound,
        id: "Permintaan subjek data ini tidak ditemukan.",
        en: "There is no such request of a data subject.",
    },
    Reason {
        name: "REQUEST_CLOSED",
        code: Code::FailedPrecondition,
        id: "Permintaan ini sudah dijawab. Permintaan lain dapat dibuka.",
        en: "The request has been answered already. Another one can be opened.",
    },
    Reason {
        name: "BREACH_NOT_FOUND",
        code: Code::NotFound,
        id: "Kegagalan pelindungan data ini tidak ditemukan.",
        en: "There is no such failure to protect data.",
    },
    Reason {
        name: "ALREADY_NOTIFIED",
        code: Code::AlreadyExists,
        id: "Pihak tersebut sudah diberi tahu.",
        en: "They have been told already.",
    },
    Reason {
        name: "EXPORT_EXPIRED",
        code: Code::FailedPrecondition,
        id: "Waktu untuk membaca salinan data ini telah habis. Mintalah salinan baru.",
        en: "The time for reading this export is over. Ask for a new one.",
    },
];
