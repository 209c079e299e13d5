//! Reasons about fees: assessing, paying, lapsing.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "NOT_AN_ASSESSMENT",
        code: Code::FailedPrecondition,
        id: "Langkah ini bukan langkah penetapan retribusi.",
        en: "This step does not set the fee.",
    },
    Reason {
        name: "FEE_NOT_ASSESSED",
        code: Code::FailedPrecondition,
        id: "Retribusi belum ditetapkan. Tetapkan dahulu, lalu ulangi.",
        en: "The fee has not been assessed. Assess it first, then repeat.",
    },
    Reason {
        name: "FEE_ASSESSED",
        code: Code::FailedPrecondition,
        id: "Retribusi sudah ditetapkan. Batalkan penetapan itu dahulu, dengan alasan.",
        en: "The fee is already assessed. Cancel that assessment first, with a reason.",
    },
    Reason {
        name: "FEE_PAID",
        code: Code::FailedPrecondition,
        id: "Retribusi ini sudah dibayar.",
        en: "This fee is already paid.",
    },
    Reason {
        name: "FEE_CANCELLED",
        code: Code::FailedPrecondition,
        id: "Penetapan retribusi ini sudah dibatalkan dan tidak terutang lagi.",
        en: "This assessment was cancelled and is owed no more.",
    },
    Reason {
        name: "FEE_LAPSED",
        code: Code::FailedPrecondition,
        id: "Penetapan retribusi ini sudah lewat jatuh tempo. Instansi perlu menetapkannya kembali.",
        en: "The due date of this assessment has passed. The agency has to assess anew.",
    },
    Reason {
        name: "FEE_NOT_LAPSED",
        code: Code::FailedPrecondition,
        id: "Permohonan ditutup hanya bila retribusinya lewat jatuh tempo selagi menunggu pembayaran.",
        en: "An application is closed only when its fee lapsed while the payment was awaited.",
    },
    Reason {
        name: "FEE_FREE",
        code: Code::FailedPrecondition,
        id: "Layanan ini tidak dipungut biaya.",
        en: "This service is free of charge.",
    },
    Reason {
        name: "FEE_FIXED",
        code: Code::InvalidArgument,
        id: "Biaya layanan ini sama bagi semua orang dan tidak dihitung dari jumlah.",
        en: "The fee of this service is the same for everybody and takes no quantities.",
    },
    Reason {
        name: "TARIFF_MISSING",
        code: Code::FailedPrecondition,
        id: "Standar pelayanan tidak memuat tarif untuk menghitung retribusi ini.",
        en: "The service standard holds no tariff to compute this fee from.",
    },
    Reason {
        name: "TARIFF_LINE_REQUIRED",
        code: Code::InvalidArgument,
        id: "Isi jumlah untuk sedikitnya satu baris tarif.",
        en: "Give the quantity of at least one line of the tariff.",
    },
    Reason {
        name: "TARIFF_LINE_UNKNOWN",
        code: Code::InvalidArgument,
        id: "Tarif layanan ini tidak memuat baris tersebut.",
        en: "The tariff of this service has no such line.",
    },
    Reason {
        name: "TARIFF_LINE_REPEATED",
        code: Code::InvalidArgument,
        id: "Satu baris tarif disebut dua kali. Gabungkan jumlahnya.",
        en: "One line of the tariff is named twice. Join the quantities.",
    },
    Reason {
        name: "AMOUNT_OUT_OF_BOUNDS",
        code: Code::InvalidArgument,
        id: "Jumlah retribusi kurang dari satu rupiah atau terlalu besar. Periksa jumlah yang diisi.",
        en: "The amount is less than one rupiah or too large. Check the quantities.",
    },
    Reason {
        name: "PAYMENT_AWAITED",
        code: Code::FailedPrecondition,
        id: "Yang ditunggu adalah pembayaran retribusi, bukan berkas.",
        en: "The payment of the fee is awaited, not the file.",
    },
    Reason {
        name: "PAYMENT_SYSTEM_ONLY",
        code: Code::PermissionDenied,
        id: "Pembayaran hanya dilaporkan oleh sistem pembayaran, tidak oleh petugas.",
        en: "A payment is reported by the payment system only, never by an officer.",
    },
    Reason {
        name: "REFERENCE_UNKNOWN",
        code: Code::NotFound,
        id: "Kode bayar ini tidak dikenal pada instansi ini.",
        en: "This agency knows no such payment reference.",
    },
    Reason {
        name: "TRANSACTION_REUSED",
        code: Code::FailedPrecondition,
        id: "Nomor transaksi ini sudah tercatat untuk pembayaran yang lain.",
        en: "This transaction is already recorded for another payment.",
    },
    Reason {
        name: "AMOUNT_DIFFERS",
        code: Code::FailedPrecondition,
        id: "Jumlah yang dibayar tidak sama dengan yang terutang. Kembalikan, lalu bayar dengan jumlah yang tepat.",
        en: "The amount paid is not the amount owed. Return it and pay the exact amount.",
    },
    Reason {
        name: "PAID_AT_IMPOSSIBLE",
        code: Code::InvalidArgument,
        id: "Waktu pembayaran harus sesudah penetapan dan tidak di masa depan.",
        en: "The time of payment must be after the assessment and not in the future.",
    },
];
