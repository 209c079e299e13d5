//! Reasons that lie in surveys.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "SURVEY_NOT_YET",
        code: Code::FailedPrecondition,
        id: "Permohonan ini belum selesai. Survei dapat diisi setelah layanan selesai.",
        en: "The application has not ended yet. The survey can be filled in once the service is done.",
    },
    Reason {
        name: "SURVEY_TOKEN_ISSUED",
        code: Code::AlreadyExists,
        id: "Kode survei untuk permohonan ini sudah diberikan di sini atau lewat pesan, dan tidak dapat dilihat lagi.",
        en: "The survey token of this application was given out here or by message and cannot be shown again.",
    },
    Reason {
        name: "SURVEY_TOKEN_UNKNOWN",
        code: Code::NotFound,
        id: "Kode survei ini tidak dikenal. Periksa kembali penulisannya.",
        en: "This survey token is not known. Check how it is written.",
    },
    Reason {
        name: "SURVEY_TOO_MANY",
        code: Code::FailedPrecondition,
        id: "Responden lebih dari 100.000 untuk satu laporan. Pilih periode yang lebih pendek.",
        en: "There are more than 100,000 respondents for one report. Choose a shorter period.",
    },
    Reason {
        name: "SURVEY_TOO_FEW",
        code: Code::FailedPrecondition,
        id: "Responden terlalu sedikit untuk ditampilkan tanpa menunjuk kepada seseorang.",
        en: "There are too few respondents to show anything without pointing at somebody.",
    },
];
