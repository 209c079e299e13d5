//! Reasons about messages between applicant and office.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[Reason {
    name: "TOO_MANY_MESSAGES",
    code: Code::ResourceExhausted,
    id: "Batas pesan untuk hari ini atau untuk permohonan ini sudah tercapai. Coba lagi besok, atau \
         datanglah ke loket.",
    en: "As many messages as a day or this application takes were posted. Try again tomorrow, or \
         come to the counter.",
}];
