//! Reasons of the register of the Ombudsman's products.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "PRODUCT_NOT_FOUND",
        code: Code::NotFound,
        id: "Produk Ombudsman tersebut tidak ada dalam daftar. Periksa namanya.",
        en: "That product of the Ombudsman is not in the register. Check its name.",
    },
    Reason {
        name: "PRODUCT_DUE_MISSING",
        code: Code::FailedPrecondition,
        id: "Tidak ada jangka waktu yang diketahui untuk produk ini. Isi tanggal dari suratnya.",
        en: "No time is known for this kind of product. Give the day that its letter names.",
    },
    Reason {
        name: "PRODUCT_CLOSED",
        code: Code::FailedPrecondition,
        id: "Produk Ombudsman ini sudah ditutup.",
        en: "This product of the Ombudsman is closed.",
    },
    Reason {
        name: "PRODUCT_NOT_FOLLOWED_UP",
        code: Code::FailedPrecondition,
        id: "Belum ada tindak lanjut yang dicatat. Catat tindak lanjutnya lebih dahulu.",
        en: "Nothing was recorded that was done about it. Record that first.",
    },
];
