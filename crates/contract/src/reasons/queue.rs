//! Reasons that lie in the lines of a mall.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "HALL_NOT_FOUND",
        code: Code::NotFound,
        id: "Instansi ini tidak mengelola ruang layanan dengan antrean.",
        en: "This agency runs no hall with a queue.",
    },
    Reason {
        name: "STAND_NOT_FOUND",
        code: Code::NotFound,
        id: "Gerai tersebut tidak ada di mal pelayanan ini. Lihat kembali daftar gerainya.",
        en: "The mall has no such stand. Look at the list of stands again.",
    },
    Reason {
        name: "COUNTER_NOT_FOUND",
        code: Code::InvalidArgument,
        id: "Gerai ini tidak mempunyai loket dengan nomor tersebut.",
        en: "The stand has no counter of that number.",
    },
    Reason {
        name: "PRIORITY_UNKNOWN",
        code: Code::InvalidArgument,
        id: "Kelompok prioritas tersebut tidak ada dalam ketentuan yang diumumkan.",
        en: "The published rule knows no such priority class.",
    },
    Reason {
        name: "TOO_MANY_NEEDS",
        code: Code::InvalidArgument,
        id: "Jumlah keperluan melebihi batas satu kunjungan, atau satu gerai disebut dua kali.",
        en: "These are more needs than one visit may have, or a stand is named twice.",
    },
    Reason {
        name: "DAY_UNAVAILABLE",
        code: Code::FailedPrecondition,
        id: "Tidak ada hari layanan yang dapat dipilih pada tanggal itu. Pilih tanggal lain.",
        en: "There is no day of service to be had then. Choose another date.",
    },
    Reason {
        name: "QUOTA_SPENT",
        code: Code::ResourceExhausted,
        id: "Kuota gerai ini sudah habis. Pesan untuk hari berikutnya.",
        en: "The quota of this stand is used up. Book a later day.",
    },
    Reason {
        name: "STAND_CLOSED",
        code: Code::FailedPrecondition,
        id: "Gerai sudah tutup untuk hari itu.",
        en: "The stand is closed for that day.",
    },
    Reason {
        name: "VISIT_NOT_FOUND",
        code: Code::NotFound,
        id: "Kunjungan tidak ditemukan. Periksa kembali kode kunjungan Anda.",
        en: "There is no such visit. Check the code of your visit.",
    },
    Reason {
        name: "TICKET_NOT_FOUND",
        code: Code::NotFound,
        id: "Nomor antrean tersebut tidak ada di gerai ini hari ini.",
        en: "The stand has no such number today.",
    },
    Reason {
        name: "TICKET_ELSEWHERE",
        code: Code::FailedPrecondition,
        id: "Nomor antrean ini tidak sedang dalam keadaan yang diperlukan. Muat ulang layar.",
        en: "The ticket does not stand where this needs it. Reload the screen.",
    },
    Reason {
        name: "COUNTER_BUSY",
        code: Code::FailedPrecondition,
        id: "Loket ini masih menangani satu nomor. Selesaikan dahulu.",
        en: "The counter still has a number. Finish with it first.",
    },
    Reason {
        name: "NOBODY_WAITS",
        code: Code::FailedPrecondition,
        id: "Tidak ada yang menunggu di gerai ini.",
        en: "Nobody waits at this stand.",
    },
    Reason {
        name: "CALL_AGAIN_FIRST",
        code: Code::FailedPrecondition,
        id: "Nomor ini belum dipanggil sebanyak yang ditentukan. Panggil sekali lagi.",
        en: "The number was not called as often as the rule says. Call it once more.",
    },
    Reason {
        name: "CALLED_ENOUGH",
        code: Code::FailedPrecondition,
        id: "Nomor ini sudah dipanggil sebanyak yang ditentukan. Tandai tidak hadir.",
        en: "The number was called as often as the rule says. Mark it as absent.",
    },
    Reason {
        name: "NOT_YOUR_DAY",
        code: Code::FailedPrecondition,
        id: "Pesanan ini untuk hari lain. Datanglah pada harinya.",
        en: "The booking is for another day. Come on that day.",
    },
];
