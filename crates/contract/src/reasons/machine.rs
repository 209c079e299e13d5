//! Reasons that lie in the machine: load, time, failure. Never in the caller.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "RATE_LIMITED",
        code: Code::ResourceExhausted,
        id: "Permintaan Anda terlalu sering. Tunggu sebentar, lalu coba lagi.",
        en: "You send requests too often. Wait a moment, then try again.",
    },
    Reason {
        name: "OVERLOADED",
        code: Code::Unavailable,
        id: "Layanan sedang sangat ramai dan permintaan Anda belum diproses. Tunggu sebentar, lalu coba lagi.",
        en: "The service is very busy and your request was not processed. Wait a moment, then try again.",
    },
    Reason {
        name: "DEADLINE_EXCEEDED",
        code: Code::DeadlineExceeded,
        id: "Jawaban belum siap dalam waktu yang tersedia. Ulangi dengan nomor permintaan (request_id) yang sama; tidak akan tercatat dua kali.",
        en: "The answer was not ready in time. Repeat with the same request_id; it will not be recorded twice.",
    },
    Reason {
        name: "COMMIT_UNKNOWN",
        code: Code::Unknown,
        id: "Belum dapat dipastikan apakah permintaan Anda tersimpan. Ulangi dengan nomor permintaan (request_id) yang sama; tidak akan tercatat dua kali.",
        en: "It is not certain whether your request was saved. Repeat with the same request_id; it will not be recorded twice.",
    },
    Reason {
        name: "UNAVAILABLE",
        code: Code::Unavailable,
        id: "Layanan sedang tidak tersedia dan tidak ada yang berubah. Coba lagi beberapa saat lagi.",
        en: "The service is not available and nothing was changed. Try again in a while.",
    },
    Reason {
        name: "INTERNAL",
        code: Code::Internal,
        id: "Terjadi gangguan pada sistem kami dan penyebabnya telah dicatat. Silakan coba lagi nanti.",
        en: "Something failed in our system and the cause was logged. Please try again later.",
    },
];
