//! The time that a survey covers.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

/// A year, a semester, a quarter (triwulan), a month, or some months of one's own.
/// Kept as months, so that periods compare by when they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// Months since the year 0, of the first.
    first: i32,
    /// How many.
    months: i32,
}

/// Why a text is not a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be as 2026, 2026-S1, 2026-TW3, 2026-07, or 2026-02..2026-05 for at most 36 months")]
pub struct PeriodError;

impl Period {
    /// The month in which `day` lies.
    #[must_use]
    pub fn month_of(day: Date) -> Self {
        Self { first: i32::from(day.year()) * 12 + i32::from(day.month()) - 1, months: 1 }
    }

    /// The year in which `day` lies.
    #[must_use]
    pub fn year_of(day: Date) -> Self {
        Self { first: i32::from(day.year()) * 12, months: 12 }
    }

    /// The period that comes directly before and is as long.
    #[must_use]
    pub const fn before(self) -> Self {
        Self { first: self.first - self.months, months: self.months }
    }

    /// Its first month, as `202607`; how counters are kept.
    #[must_use]
    pub const fn first_month(self) -> i64 {
        numbered(self.first)
    }

    /// Its last month, as `202609`.
    #[must_use]
    pub const fn last_month(self) -> i64 {
        numbered(self.first + self.months - 1)
    }

    /// As a report names it: `Triwulan III Tahun 2026`.
    #[must_use]
    pub fn title(self) -> String {
        let (year, month) = (self.first.div_euclid(12), self.first.rem_euclid(12));
        match (self.months, month) {
            (12, 0) => format!("Tahun {year}"),
            (6, 0) => format!("Semester I Tahun {year}"),
            (6, 6) => format!("Semester II Tahun {year}"),
            (3, 0) => format!("Triwulan I Tahun {year}"),
            (3, 3) => format!("Triwulan II Tahun {year}"),
            (3, 6) => format!("Triwulan III Tahun {year}"),
            (3, 9) => format!("Triwulan IV Tahun {year}"),
            (1, _) => named(self.first),
            _ => format!("{} sampai {}", named(self.first), named(self.first + self.months - 1)),
        }
    }
}

const fn numbered(month: i32) -> i64 {
    (month.div_euclid(12) as i64) * 100 + (month.rem_euclid(12) as i64) + 1
}

fn named(month: i32) -> String {
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
    let name = usize::try_from(month.rem_euclid(12)).ok().and_then(|month| MONTHS.get(month));
    format!("{} {}", name.unwrap_or(&""), month.div_euclid(12))
}

impl FromStr for Period {
    type Err = PeriodError;
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        if let Some((from, to)) = text.split_once("..") {
            let (from, to): (Self, Self) = (from.parse()?, to.parse()?);
            let months = to.first - from.first + 1;
            let are_months = from.months == 1 && to.months == 1;
            let fits = are_months && (1..=36).contains(&months);
            return if fits { Ok(Self { first: from.first, months }) } else { Err(PeriodError) };
        }
        let (year, part) = text.split_once('-').unwrap_or((text, ""));
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        let year: i32 =
            if is_year { year.parse().map_err(|_| PeriodError)? } else { return Err(PeriodError) };
        let (month, months) = match part {
            "" if !text.contains('-') => (0, 12),
            "S1" => (0, 6),
            "S2" => (6, 6),
            "TW1" => (0, 3),
            "TW2" => (3, 3),
            "TW3" => (6, 3),
            "TW4" => (9, 3),
            month if month.len() == 2 => match month.parse::<i32>() {
                Ok(month @ 1..=12) => (month - 1, 1),
                _ => return Err(PeriodError),
            },
            _ => return Err(PeriodError),
        };
        Ok(Self { first: year * 12 + month, months })
    }
}

/// As it is parsed.
impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.first.div_euclid(12), self.first.rem_euclid(12));
        match (self.months, month) {
            (12, 0) => write!(f, "{year:04}"),
            (6, 0 | 6) => write!(f, "{year:04}-S{}", month / 6 + 1),
            (3, 0 | 3 | 6 | 9) => write!(f, "{year:04}-TW{}", month / 3 + 1),
            (1, _) => write!(f, "{year:04}-{:02}", month + 1),
            _ => {
                let last = self.first + self.months - 1;
                let (last_year, last_month) = (last.div_euclid(12), last.rem_euclid(12));
                write!(f, "{year:04}-{:02}..{last_year:04}-{:02}", month + 1, last_month + 1)
            }
        }
    }
}
