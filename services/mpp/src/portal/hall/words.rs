//! How tickets stand, and when a hall is open, as people say it.

use contract::satupintu::queue::v1::{HallPlan, TicketStanding};

use crate::portal::language::Language;

/// The standing in words, and whether it is good, open, waiting or ended.
pub(super) fn standing(
    language: Language,
    standing: TicketStanding,
) -> (&'static str, &'static str) {
    let (id, en, kind) = match standing {
        TicketStanding::Unspecified => ("", "", "open"),
        TicketStanding::Booked => {
            ("Dipesan, belum lapor datang", "Booked, not checked in", "waiting")
        }
        TicketStanding::Waiting => ("Menunggu dipanggil", "Waiting to be called", "open"),
        TicketStanding::Called => ("Dipanggil sekarang", "Called now", "good"),
        TicketStanding::Serving => ("Sedang dilayani", "Being served", "good"),
        TicketStanding::Served => ("Selesai dilayani", "Served", "good"),
        TicketStanding::Absent => ("Tidak hadir", "Absent", "ended"),
        TicketStanding::SentOn => ("Diteruskan ke gerai lain", "Sent on to another stand", "ended"),
        TicketStanding::Cancelled => ("Dikembalikan", "Given back", "ended"),
    };
    (language.pick(id, en), kind)
}

/// `08.00–15.00`.
pub(super) fn hours(plan: &HallPlan) -> String {
    let time = |minutes: u32| format!("{:02}.{:02}", minutes / 60, minutes % 60);
    format!("{}–{}", time(plan.opens_minute), time(plan.closes_minute))
}
