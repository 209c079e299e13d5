//! Reasons of the clock: when the lawful time can start, pause, grow or stop.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "CLOCK_NOT_STARTED",
        code: Code::FailedPrecondition,
        id: "Jangka waktu layanan belum mulai dihitung karena permohonan belum dinyatakan lengkap.",
        en: "The clock has not started, because the application was not declared complete.",
    },
    Reason {
        name: "CLOCK_ALREADY_STARTED",
        code: Code::FailedPrecondition,
        id: "Jangka waktu layanan sudah mulai dihitung dan tidak dimulai lagi.",
        en: "The clock has already started and does not start again.",
    },
    Reason {
        name: "CLOCK_ALREADY_PAUSED",
        code: Code::FailedPrecondition,
        id: "Penghitungan jangka waktu sudah dihentikan sementara.",
        en: "The clock is already paused.",
    },
    Reason {
        name: "CLOCK_NOT_PAUSED",
        code: Code::FailedPrecondition,
        id: "Penghitungan jangka waktu sedang berjalan, sehingga tidak perlu dilanjutkan.",
        en: "The clock is running, so it cannot be resumed.",
    },
    Reason {
        name: "CLOCK_STOPPED",
        code: Code::FailedPrecondition,
        id: "Penghitungan jangka waktu permohonan ini telah berakhir.",
        en: "The clock of this application has stopped for good.",
    },
    Reason {
        name: "LEDGER_OUT_OF_ORDER",
        code: Code::FailedPrecondition,
        id: "Catatan waktu tidak boleh mendahului catatan terakhir.",
        en: "An entry of the ledger cannot lie before the last one.",
    },
    Reason {
        name: "LEDGER_FULL",
        code: Code::FailedPrecondition,
        id: "Catatan waktu permohonan ini sudah mencapai batas jumlahnya.",
        en: "The ledger of this application holds as many entries as it may.",
    },
    Reason {
        name: "EXTENSION_UNIT_DIFFERS",
        code: Code::InvalidArgument,
        id: "Perpanjangan harus dalam satuan yang sama dengan jangka waktunya.",
        en: "An extension must be in the same unit as the time given.",
    },
    Reason {
        name: "TIME_ALREADY_PASSED",
        code: Code::FailedPrecondition,
        id: "Jangka waktu telah lewat, sehingga tidak dapat diperpanjang.",
        en: "The time has already passed, so it cannot be extended.",
    },
    Reason {
        name: "CALENDAR_NOT_NEWER",
        code: Code::FailedPrecondition,
        id: "Perubahan kalender ini sudah diperhitungkan.",
        en: "This change of the calendar is already accounted for.",
    },
    Reason {
        name: "CAUSE_NOT_A_KEY",
        code: Code::InvalidArgument,
        id: "Sebab harus berupa kunci singkat: 1 sampai 40 huruf kecil, angka, '_', '-' atau '.'.",
        en: "The cause must be a short key: 1 to 40 of a-z, 0-9, '_', '-' and '.'.",
    },
];
