//! Reasons that lie in complaints.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "INTAKE_UNREADABLE",
        code: Code::FailedPrecondition,
        id: "Titipan ini tidak dapat dibuka: disegel dengan kunci lain, rusak, atau untuk kiriman lain. Ajukan lagi.",
        en: "What was taken in cannot be opened: it is sealed to another key, damaged, or for another delivery. File it again.",
    },
    Reason {
        name: "COMPLAINT_NOT_FOUND",
        code: Code::NotFound,
        id: "Pengaduan ini tidak ditemukan.",
        en: "There is no such complaint.",
    },
    Reason {
        name: "REPORTER_ONLY",
        code: Code::PermissionDenied,
        id: "Hanya pelapor yang dapat melakukan ini, dengan nomor dan kode rahasia tanda terima.",
        en: "Only the reporter may do this, by the receipt's number and secret.",
    },
    Reason {
        name: "COMPLAINT_OUT_OF_ORDER",
        code: Code::FailedPrecondition,
        id: "Tindakan ini tidak sesuai dengan tahap pengaduan saat ini. Muat ulang dan periksa tahapnya.",
        en: "This is not possible where the complaint stands now. Reload it and look at its state.",
    },
    Reason {
        name: "COMPLAINT_WITH_UNIT_ALREADY",
        code: Code::FailedPrecondition,
        id: "Pengaduan ini sudah berada pada unit tersebut.",
        en: "The complaint lies with that unit already.",
    },
    Reason {
        name: "ORIGINAL_NOT_OPEN",
        code: Code::FailedPrecondition,
        id: "Pengaduan hanya dapat ditutup sebagai duplikat dari pengaduan lain yang masih terbuka.",
        en: "A complaint can only be closed as a duplicate of another one that is still open.",
    },
    Reason {
        name: "OBJECTION_WINDOW_OVER",
        code: Code::FailedPrecondition,
        id: "Batas waktu untuk menyanggah telah lewat. Anda dapat mengajukan pengaduan baru.",
        en: "The time to object has passed. You can file a new complaint.",
    },
    Reason {
        name: "ANSWER_ALREADY_DELIVERED",
        code: Code::FailedPrecondition,
        id: "Jawaban ini sudah tercatat diterima pelapor.",
        en: "The answer is on record as delivered already.",
    },
    Reason {
        name: "COMPLAINT_PROCEDURE_MISSING",
        code: Code::FailedPrecondition,
        id: "Instansi ini belum menetapkan SOP penanganan pengaduan di sini. Sampaikan melalui kanal lain, misalnya SP4N-LAPOR!.",
        en: "This agency has no procedure for complaints here. Use another channel, for example SP4N-LAPOR!.",
    },
];
