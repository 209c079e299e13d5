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
        name: "EXPORT_EXPIRED",
        code: Code::FailedPrecondition,
        id: "Waktu untuk membaca salinan data ini telah habis. Mintalah salinan baru.",
        en: "The time for reading this export is over. Ask for a new one.",
    },
];
