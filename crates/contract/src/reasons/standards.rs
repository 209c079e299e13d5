//! Reasons of service standards: their life, the promise and its compensation.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "STANDARD_NOT_FOUND",
        code: Code::NotFound,
        id: "Standar pelayanan versi tersebut tidak ada di sini. Periksa namanya.",
        en: "That version of the standard is not here. Check its name.",
    },
    Reason {
        name: "STANDARD_FAULTY",
        code: Code::InvalidArgument,
        id: "Naskah standar masih mengandung kesalahan. Periksa dengan validate_only, lalu perbaiki.",
        en: "The text of the standard has faults. Check it with validate_only, then mend it.",
    },
    Reason {
        name: "STANDARD_OF_ANOTHER",
        code: Code::InvalidArgument,
        id: "Naskah ini milik layanan atau instansi lain.",
        en: "The text is of another service or agency.",
    },
    Reason {
        name: "STANDARD_FIXED",
        code: Code::FailedPrecondition,
        id: "Standar yang sudah ditetapkan tidak dapat diubah. Susun versi berikutnya.",
        en: "What is established never changes. Draft the next version.",
    },
    Reason {
        name: "STANDARD_NOT_DISCUSSED",
        code: Code::FailedPrecondition,
        id: "Rancangan standar belum dibahas bersama masyarakat. Catat forum konsultasi publiknya dahulu.",
        en: "The draft was not discussed with the public yet. Record the forum first.",
    },
    Reason {
        name: "COMPONENTS_MISSING",
        code: Code::FailedPrecondition,
        id: "Belum semua dari 14 komponen standar pelayanan diisi. Lengkapi dahulu.",
        en: "Not all of the 14 components of the standard are filled. Fill them first.",
    },
    Reason {
        name: "STANDARD_NOT_ESTABLISHED",
        code: Code::FailedPrecondition,
        id: "Standar ini belum ditetapkan oleh pimpinan.",
        en: "The head of the agency has not established this standard yet.",
    },
    Reason {
        name: "STANDARD_NOT_PUBLISHED",
        code: Code::FailedPrecondition,
        id: "Standar ini belum dipublikasikan, atau bukan lagi versi yang berlaku.",
        en: "This standard is not published, or no longer the one in force.",
    },
    Reason {
        name: "STANDARD_REVOKED",
        code: Code::FailedPrecondition,
        id: "Standar ini sudah dicabut. Susun versi berikutnya.",
        en: "This standard is revoked. Draft the next version.",
    },
    Reason {
        name: "STANDARD_DISAGREES",
        code: Code::FailedPrecondition,
        id: "Standar ini tidak sesuai dengan SOP yang melayaninya. Samakan waktu, biaya, dan persyaratannya.",
        en: "The standard contradicts the SOP that serves it. Make time, fee and requirements agree.",
    },
    Reason {
        name: "STANDARD_RESTS_ON_EXAMPLES",
        code: Code::FailedPrecondition,
        id: "Standar ini masih memuat contoh yang bukan ketentuan, sehingga tidak dapat dipublikasikan.",
        en: "The standard still holds examples that are no rules, so it cannot be published.",
    },
    Reason {
        name: "DATE_IN_FUTURE",
        code: Code::InvalidArgument,
        id: "Tanggal tersebut belum tiba. Catat hanya yang sudah terjadi.",
        en: "That day has not come yet. Record only what has happened.",
    },
    Reason {
        name: "DATE_OUT_OF_ORDER",
        code: Code::InvalidArgument,
        id: "Tanggal tersebut mendahului hal yang harus terjadi lebih dahulu.",
        en: "That day lies before what must come first.",
    },
    Reason {
        name: "PROMISE_NOT_FOUND",
        code: Code::NotFound,
        id: "Instansi ini belum memiliki maklumat pelayanan.",
        en: "This agency has made no service promise yet.",
    },
    Reason {
        name: "PROMISE_DOES_NOT_COVER",
        code: Code::FailedPrecondition,
        id: "Maklumat pelayanan tidak mencakup standar layanan permohonan ini.",
        en: "The service promise does not cover the standard of this case.",
    },
    Reason {
        name: "NOTHING_BREACHED",
        code: Code::FailedPrecondition,
        id: "Batas waktu permohonan ini belum terlewati, sehingga tidak ada yang dikompensasi.",
        en: "The time of this case has not passed, so there is nothing to compensate.",
    },
    Reason {
        name: "ALREADY_COMPENSATED",
        code: Code::AlreadyExists,
        id: "Kompensasi untuk permohonan ini sudah dicatat.",
        en: "The compensation of this case is already recorded.",
    },
];
