//! Reasons about messages between applicant and office, and about papers.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "TOO_MANY_MESSAGES",
        code: Code::ResourceExhausted,
        id: "Batas pesan untuk hari ini atau untuk permohonan ini sudah tercapai. Coba lagi \
             besok, atau datanglah ke loket.",
        en: "As many messages as a day or this application takes were posted. Try again \
             tomorrow, or come to the counter.",
    },
    Reason {
        name: "PAPER_MISSING",
        code: Code::FailedPrecondition,
        id: "Surat itu belum ada dalam permohonan ini. Lihat tahapannya: surat dibuat setelah \
             retribusi ditetapkan, pemeriksaan ditugaskan atau ditandatangani, atau permohonan \
             ditolak.",
        en: "This application has no such paper yet. Look at its stages: papers exist once a fee \
             is assessed, a visit is ordered or signed, or the application is rejected.",
    },
];
