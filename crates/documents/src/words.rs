//! Amounts and days as an official letter writes them.

use jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

const ONES: [&str; 12] = [
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
];

/// The powers of a thousand, largest first.
const SCALES: [(u64, &str); 5] = [
    (1_000_000_000_000_000_000, "kuintiliun"),
    (1_000_000_000_000_000, "kuadriliun"),
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
];

/// `22 November 2026`.
pub fn date(day: Date) -> String {
    let month = usize::try_from(day.month() - 1).ok().and_then(|month| MONTHS.get(month));
    format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
}

/// `Rp1.250.000`.
pub fn rupiah(amount: i64) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}Rp{}", grouped(amount.unsigned_abs()))
}

/// `1.234,5` of 1 234 500 thousandths.
pub(crate) fn decimal(thousandths: i128) -> String {
    let sign = if thousandths < 0 { "-" } else { "" };
    let (whole, part) = (thousandths.unsigned_abs() / 1000, thousandths.unsigned_abs() % 1000);
    let whole = grouped(u64::try_from(whole).unwrap_or(u64::MAX));
    let part = format!("{part:03}");
    match part.trim_end_matches('0') {
        "" => format!("{sign}{whole}"),
        part => format!("{sign}{whole},{part}"),
    }
}

fn grouped(amount: u64) -> String {
    match amount {
        0..1000 => amount.to_string(),
        _ => format!("{}.{:03}", grouped(amount / 1000), amount % 1000),
    }
}

/// The amount in words (terbilang), as it stands beside the figures so that
/// neither can be altered alone.
pub fn in_words(amount: i64) -> String {
    let words = positive(amount.unsigned_abs());
    if amount < 0 { format!("minus {words}") } else { words }
}

fn positive(amount: u64) -> String {
    if let Some((scale, name)) = SCALES.into_iter().find(|(scale, _)| amount >= *scale) {
        return joined(format!("{} {name}", positive(amount / scale)), amount % scale);
    }
    match amount {
        0..12 => word(amount).to_owned(),
        12..20 => format!("{} belas", word(amount - 10)),
        20..100 => joined(format!("{} puluh", word(amount / 10)), amount % 10),
        // One hundred and one thousand have words of their own.
        100..200 => joined("seratus".to_owned(), amount - 100),
        200..1000 => joined(format!("{} ratus", word(amount / 100)), amount % 100),
        1000..2000 => joined("seribu".to_owned(), amount - 1000),
        _ => joined(format!("{} ribu", positive(amount / 1000)), amount % 1000),
    }
}

fn joined(head: String, rest: u64) -> String {
    if rest == 0 { head } else { format!("{head} {}", positive(rest)) }
}

fn word(small: u64) -> &'static str {
    usize::try_from(small).ok().and_then(|small| ONES.get(small)).copied().unwrap_or_default()
}
