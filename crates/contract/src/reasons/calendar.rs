//! Reasons of the calendar: what a decree can do, and what is not decreed yet.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "YEAR_NOT_DECREED",
        code: Code::FailedPrecondition,
        id: "Hari libur untuk tahun tersebut belum ditetapkan, sehingga tanggalnya belum dapat dihitung.",
        en: "The holidays of that year are not decreed yet, so the date cannot be computed.",
    },
    Reason {
        name: "CALENDAR_NOT_FOUND",
        code: Code::NotFound,
        id: "Instansi tersebut tidak memiliki kalender di sini. Periksa namanya.",
        en: "That agency has no calendar here. Check its name.",
    },
    Reason {
        name: "CALENDAR_EXISTS",
        code: Code::AlreadyExists,
        id: "Instansi ini sudah memiliki kalender.",
        en: "This agency already has a calendar.",
    },
    Reason {
        name: "ALREADY_HOLIDAY",
        code: Code::AlreadyExists,
        id: "Hari tersebut sudah tercatat sebagai hari libur jenis ini.",
        en: "That day is already a holiday of this kind.",
    },
    Reason {
        name: "NOT_A_HOLIDAY",
        code: Code::FailedPrecondition,
        id: "Hari tersebut bukan hari libur jenis ini, sehingga tidak ada yang dicabut.",
        en: "That day is not a holiday of this kind, so there is nothing to withdraw.",
    },
    Reason {
        name: "DECREE_MISSING",
        code: Code::InvalidArgument,
        id: "Nama hari dan dasar keputusannya harus diisi, masing-masing satu baris paling banyak 200 huruf.",
        en: "Name and decree must be given, each on one line of at most 200 characters.",
    },
    Reason {
        name: "EDITION_ALREADY_LOADED",
        code: Code::AlreadyExists,
        id: "Keputusan ini sudah dimuat.",
        en: "This decree is already loaded.",
    },
    Reason {
        name: "YEAR_ALREADY_DECREED",
        code: Code::AlreadyExists,
        id: "Hari libur tahun tersebut sudah ditetapkan. Perubahannya harus menyebut keputusan yang diubah.",
        en: "The holidays of that year are already decreed. A change must name the decree that it amends.",
    },
    Reason {
        name: "AMENDED_EDITION_MISSING",
        code: Code::FailedPrecondition,
        id: "Keputusan yang diubah belum dimuat. Muat keputusan itu dahulu.",
        en: "The decree that this one amends is not loaded. Load that one first.",
    },
    Reason {
        name: "DAY_OUTSIDE_YEAR",
        code: Code::InvalidArgument,
        id: "Semua hari dalam keputusan ini harus berada pada tahun yang ditetapkannya.",
        en: "Every day of this decree must lie in the year that it decrees.",
    },
    Reason {
        name: "NOT_A_RAMADAN",
        code: Code::InvalidArgument,
        id: "Masa Ramadan harus 28 sampai 31 hari. Periksa kedua tanggalnya.",
        en: "A Ramadan period must be 28 to 31 days long. Check both dates.",
    },
    Reason {
        name: "RAMADAN_OVERLAPS",
        code: Code::FailedPrecondition,
        id: "Sebagian hari tersebut sudah termasuk masa Ramadan yang lain.",
        en: "Some of these days already belong to another Ramadan period.",
    },
    Reason {
        name: "CALENDAR_FULL",
        code: Code::FailedPrecondition,
        id: "Kalender ini sudah memuat jumlah catatan terbanyak.",
        en: "This calendar holds as many entries as it may.",
    },
    Reason {
        name: "OFFICE_HOURS_INVALID",
        code: Code::InvalidArgument,
        id: "Jam kerja yang diberikan tidak dapat dipakai untuk menghitung waktu layanan.",
        en: "These office hours cannot be used to count time.",
    },
];
