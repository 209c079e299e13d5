//! Reasons of licences: named, signed, renewed, revoked.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "LICENCE_NOT_FOUND",
        code: Code::NotFound,
        id: "Izin dengan nomor, kode, atau dokumen ini tidak ada pada instansi ini. Periksa kembali penulisannya; dokumen yang diubah juga tidak dikenali.",
        en: "This agency has no licence with this number, code or document. Check the spelling; a document that was changed is not recognised either.",
    },
    Reason {
        name: "GOVERNOR_ONLY",
        code: Code::PermissionDenied,
        id: "Hanya pimpinan instansi tersebut yang dapat melakukannya.",
        en: "Only the head of that agency may do this.",
    },
    Reason {
        name: "LICENCE_REVOKED",
        code: Code::FailedPrecondition,
        id: "Izin ini sudah dicabut, dan pencabutan tidak dapat dibatalkan.",
        en: "This licence was revoked, and a revocation is final.",
    },
    Reason {
        name: "LICENCE_SUPERSEDED",
        code: Code::FailedPrecondition,
        id: "Izin ini sudah digantikan oleh izin lain.",
        en: "Another licence took the place of this one.",
    },
    Reason {
        name: "LICENCE_NOT_IN_FORCE",
        code: Code::FailedPrecondition,
        id: "Izin ini tidak sedang berlaku: dokumennya belum ditandatangani, atau masa berlakunya sudah berakhir.",
        en: "This licence is not in force: its document is not signed yet, or it has expired.",
    },
    Reason {
        name: "LICENCE_OF_OTHER_SERVICE",
        code: Code::FailedPrecondition,
        id: "Izin ini diterbitkan oleh layanan lain. Ajukan pada layanan yang menerbitkannya.",
        en: "Another service issued this licence. Apply at the one that did.",
    },
    Reason {
        name: "LICENCE_ALREADY_CONCERNED",
        code: Code::FailedPrecondition,
        id: "Masih ada permohonan lain atas izin ini yang belum selesai.",
        en: "Another application about this licence is still open.",
    },
    Reason {
        name: "RENEWAL_NOT_OPEN",
        code: Code::FailedPrecondition,
        id: "Perpanjangan dapat diajukan mulai 90 hari sebelum sampai dengan 30 hari sesudah hari terakhir masa berlaku.",
        en: "A renewal can be asked for from 90 days before until 30 days after the last day of validity.",
    },
    Reason {
        name: "DOCUMENT_ALREADY_SIGNED",
        code: Code::FailedPrecondition,
        id: "Dokumen izin ini sudah ditandatangani dan tidak dapat diubah.",
        en: "The document of this licence is already signed and never changes.",
    },
    Reason {
        name: "DOCUMENT_PENDING",
        code: Code::FailedPrecondition,
        id: "Dokumen izin ini belum selesai ditandatangani. Coba lagi nanti.",
        en: "The document of this licence is not signed yet. Try again later.",
    },
    Reason {
        name: "DOCUMENT_GONE",
        code: Code::NotFound,
        id: "Dokumen izin ini tidak tersimpan lagi.",
        en: "The document of this licence is not kept any more.",
    },
    Reason {
        name: "DOCUMENT_UNRENDERED",
        code: Code::FailedPrecondition,
        id: "Dokumen ini tidak dapat dibuat. Hubungi administrator instansi.",
        en: "This document cannot be made. Ask an administrator of the agency.",
    },
    Reason {
        name: "PASSPHRASE_REQUIRED",
        code: Code::InvalidArgument,
        id: "Penandatanganan memerlukan NIK dan frasa sandi penanda tangan.",
        en: "Signing needs the NIK and the passphrase of the person who signs.",
    },
    Reason {
        name: "SIGNATORY_REFUSED",
        code: Code::PermissionDenied,
        id: "Layanan tanda tangan menolak: frasa sandi salah, atau penanda tangan belum terdaftar.",
        en: "The signing service refuses: the passphrase is wrong, or the signatory is not registered.",
    },
    Reason {
        name: "SIGNER_UNAVAILABLE",
        code: Code::Unavailable,
        id: "Layanan tanda tangan sedang tidak dapat dihubungi. Coba lagi sebentar lagi.",
        en: "The signing service cannot be reached now. Try again in a while.",
    },
];
