//! Reasons of consultations with the public.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "FORUM_NOT_FOUND",
        code: Code::NotFound,
        id: "Forum konsultasi tersebut tidak ada di sini. Periksa namanya.",
        en: "That forum is not here. Check its name.",
    },
    Reason {
        name: "FORUM_OPEN",
        code: Code::FailedPrecondition,
        id: "Naskah ini masih dikonsultasikan: berita acara forumnya belum ditandatangani semua pihak, atau masih ada masukan yang belum diputus.",
        en: "The text is still being consulted on: the minutes of its forum are not signed by all, or a comment is not decided on.",
    },
    Reason {
        name: "FORUM_OUT_OF_ORDER",
        code: Code::FailedPrecondition,
        id: "Langkah ini tidak sesuai dengan tahap forum saat ini. Lihat tahap forumnya.",
        en: "The step does not fit where the forum stands. Look at its state.",
    },
    Reason {
        name: "FORUM_PERIOD_OVER",
        code: Code::FailedPrecondition,
        id: "Masa konsultasi ini sudah berakhir.",
        en: "The period of this consultation is over.",
    },
    Reason {
        name: "FORUM_NOT_BEGUN",
        code: Code::FailedPrecondition,
        id: "Hari pertama forum belum tiba.",
        en: "The first day of the forum has not come yet.",
    },
    Reason {
        name: "FORUM_FULL",
        code: Code::FailedPrecondition,
        id: "Forum ini sudah mencapai batas jumlah undangan, peserta, atau masukan.",
        en: "The forum has as many invitations, participants or comments as it may have.",
    },
    Reason {
        name: "CLAUSE_NOT_FOUND",
        code: Code::NotFound,
        id: "Naskah yang dikonsultasikan tidak memuat butir tersebut. Pilih butir dari daftar.",
        en: "The text has no such clause. Choose one from the list.",
    },
    Reason {
        name: "COMMENT_NOT_FOUND",
        code: Code::NotFound,
        id: "Masukan tersebut tidak ada pada forum ini.",
        en: "The forum has no such comment.",
    },
    Reason {
        name: "PARTICIPANT_NOT_FOUND",
        code: Code::NotFound,
        id: "Peserta tersebut tidak ada dalam daftar hadir forum ini.",
        en: "The forum has no such participant.",
    },
    Reason {
        name: "CONTRIBUTOR_NOT_FOUND",
        code: Code::NotFound,
        id: "Tidak ada peserta atau masukan seperti itu pada forum instansi ini.",
        en: "No forum of the agency has such a participant or comment.",
    },
    Reason {
        name: "COMMENT_DECIDED",
        code: Code::FailedPrecondition,
        id: "Masukan ini sudah diputus, dan putusannya tetap.",
        en: "The comment is decided on already, for good.",
    },
    Reason {
        name: "COMMENTS_UNDECIDED",
        code: Code::FailedPrecondition,
        id: "Masih ada masukan yang belum diputus. Putuskan semuanya dahulu.",
        en: "Some comments are not decided on. Decide on all of them first.",
    },
    Reason {
        name: "DUE_IN_PAST",
        code: Code::InvalidArgument,
        id: "Batas waktunya sudah lewat. Pilih hari ini atau sesudahnya.",
        en: "The due day is over already. Choose today or later.",
    },
    Reason {
        name: "NOTHING_TO_PROVE",
        code: Code::FailedPrecondition,
        id: "Atas masukan ini tidak ada yang harus ditindaklanjuti.",
        en: "Nothing is to be done about this comment.",
    },
    Reason {
        name: "FOLLOW_UP_MISSING",
        code: Code::FailedPrecondition,
        id: "Masih ada masukan yang tindak lanjutnya belum dibuktikan.",
        en: "For some comments nothing proves yet that it was done.",
    },
    Reason {
        name: "FOLLOW_UP_RECORDED",
        code: Code::AlreadyExists,
        id: "Bukti tindak lanjut masukan ini sudah dicatat.",
        en: "The proof for this comment is recorded already.",
    },
    Reason {
        name: "MINUTES_ONE_SIDED",
        code: Code::InvalidArgument,
        id: "Berita acara ditandatangani oleh penyelenggara dan oleh wakil peserta. Sebutkan keduanya.",
        en: "Minutes are signed by the organiser and by those who took part. Name both.",
    },
    Reason {
        name: "FORUM_MINUTES_MISSING",
        code: Code::FailedPrecondition,
        id: "Berita acara forum ini belum dibuat.",
        en: "The minutes of this forum are not written yet.",
    },
    Reason {
        name: "FORUM_MINUTES_SIGNED",
        code: Code::AlreadyExists,
        id: "Anda sudah menandatangani berita acara ini.",
        en: "You have signed these minutes already.",
    },
    Reason {
        name: "NOT_A_SIGNATORY",
        code: Code::PermissionDenied,
        id: "Berita acara ini tidak menyebut Anda sebagai penanda tangan.",
        en: "The minutes do not name you among those who sign.",
    },
    Reason {
        name: "RESULTS_PUBLISHED",
        code: Code::AlreadyExists,
        id: "Hasil konsultasi ini sudah dipublikasikan.",
        en: "The results are published already.",
    },
    Reason {
        name: "RESULTS_NOT_PUBLISHED",
        code: Code::FailedPrecondition,
        id: "Hasil konsultasi ini belum dipublikasikan.",
        en: "The results are not published yet.",
    },
];
