//! Reasons that lie in reports to the inspectorate.

use tonic::Code;

use super::Reason;

pub(super) const REASONS: &[Reason] = &[
    Reason {
        name: "INSPECTORATE_MISSING",
        code: Code::FailedPrecondition,
        id: "Di sini belum ada jalur laporan ke inspektorat. Laporkan langsung ke inspektorat.",
        en: "There is no way to the inspectorate here yet. Report to the inspectorate itself.",
    },
    Reason {
        name: "REPORT_KEY_UNKNOWN",
        code: Code::FailedPrecondition,
        id: "Laporan disegel dengan kunci yang bukan kunci inspektorat. Ambil kuncinya kembali, \
             lalu segel ulang.",
        en: "The report is sealed to a key that is not the inspectorate's. Take the key again and \
             seal anew.",
    },
    Reason {
        name: "REPORT_NOT_FOUND",
        code: Code::NotFound,
        id: "Laporan tersebut tidak ada. Periksa namanya.",
        en: "There is no such report. Check its name.",
    },
    Reason {
        name: "REPORT_NUMBER_UNKNOWN",
        code: Code::NotFound,
        id: "Tidak ada laporan dengan nomor ini. Periksa nomornya di laporan yang telah dibuka.",
        en: "No report has this number. Check the number in the opened report.",
    },
];
