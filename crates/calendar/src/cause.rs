//! Why the clock changed: keys for programs, and words for people.
//!
//! A crate that needs another cause may use its own key; an explanation then
//! shows the key itself.

use kernel::Bilingual;

/// The file was found complete.
pub const COMPLETE: &str = "complete";
/// The file went back to the applicant with its defects named.
pub const RETURNED: &str = "returned";
/// The applicant handed the mended file in again.
pub const RESUBMITTED: &str = "resubmitted";
/// A step of the SOP belongs to another unit or agency.
pub const NEXT_STEP: &str = "next_step";
/// A levy is to be paid before work goes on.
pub const AWAITING_PAYMENT: &str = "awaiting_payment";
/// The levy was paid.
pub const PAID: &str = "paid";
/// The assessment lapsed unpaid: the agency has to assess anew or to close.
pub const FEE_LAPSED: &str = "fee_lapsed";
/// The assessment was taken back: the agency has to assess anew or to close.
pub const FEE_CANCELLED: &str = "fee_cancelled";
/// The agency closed the case, because the levy was not paid.
pub const UNPAID: &str = "unpaid";
/// The law's longer time applies.
pub const EXTENDED: &str = "extended";
/// A decree changed the calendar.
pub const CALENDAR_AMENDED: &str = "calendar_amended";
/// The result was issued.
pub const ISSUED: &str = "issued";
/// The application was rejected.
pub const REJECTED: &str = "rejected";
/// The applicant withdrew the application.
pub const WITHDRAWN: &str = "withdrawn";
/// The time passed and the application counts as granted.
pub const DEEMED_APPROVED: &str = "deemed_approved";

/// What to tell the applicant.
pub(crate) fn words(cause: &str) -> Bilingual {
    let (id, en) = match cause {
        COMPLETE => ("berkas dinyatakan lengkap", "the file was found complete"),
        RETURNED => ("berkas dikembalikan untuk diperbaiki", "the file was returned to be mended"),
        RESUBMITTED => ("perbaikan diterima", "the mended file was received"),
        NEXT_STEP => ("tahap berikutnya", "next step"),
        AWAITING_PAYMENT => ("menunggu pembayaran", "waiting for payment"),
        PAID => ("pembayaran diterima", "payment received"),
        FEE_LAPSED => ("penetapan retribusi lewat jatuh tempo", "the fee's due date passed"),
        FEE_CANCELLED => ("penetapan retribusi dibatalkan", "the fee's assessment was cancelled"),
        UNPAID => ("ditutup karena tidak dibayar", "closed because it was not paid"),
        EXTENDED => ("perpanjangan waktu", "extension of time"),
        CALENDAR_AMENDED => ("perubahan kalender", "change of the calendar"),
        ISSUED => ("izin atau hasil layanan diterbitkan", "the result was issued"),
        REJECTED => ("permohonan ditolak", "the application was rejected"),
        WITHDRAWN => ("permohonan dicabut", "the application was withdrawn"),
        DEEMED_APPROVED => ("dianggap dikabulkan secara hukum", "deemed approved by law"),
        other => (other, other),
    };
    Bilingual::new(id, en)
}
