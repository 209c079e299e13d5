//! A day on which the office is closed, and the decree that closed it.

use jiff::civil::Date;
use kernel::Bilingual;
use serde::{Deserialize, Serialize};

/// Who closed the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// Libur nasional: by joint decree of three ministers, or by the President.
    National,
    /// Cuti bersama: joint leave, often declared or changed in mid-year.
    JointLeave,
    /// Libur daerah: by the regent, mayor or governor, for this agency's region.
    Local,
}

impl HolidayKind {
    /// The word on every screen.
    #[must_use]
    pub fn word(self) -> Bilingual {
        match self {
            Self::National => Bilingual::new("libur nasional", "national holiday"),
            Self::JointLeave => Bilingual::new("cuti bersama", "joint leave (cuti bersama)"),
            Self::Local => Bilingual::new("libur daerah", "local holiday"),
        }
    }
}

/// A day that is not a working day although its weekday is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The civil date in the agency's zone.
    pub date: Date,
    /// As the decree names it.
    pub name: String,
    /// Who closed the day.
    pub kind: HolidayKind,
    /// The decree's type, number and year.
    pub decree: String,
}

/// What a decree does to a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayChange {
    /// The day becomes a holiday.
    Declare,
    /// The day is a working day again, but not for a case already open.
    Withdraw,
}

/// One day declared or withdrawn by a decree, after the year's calendar was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amendment {
    /// The civil date in the agency's zone.
    pub date: Date,
    /// As the decree names it.
    pub name: String,
    /// The decree that changes the calendar.
    pub decree: String,
    /// Which kind of holiday begins or ends.
    pub kind: HolidayKind,
    /// Whether it begins or ends.
    pub change: HolidayChange,
}

/// A month of Ramadan, during which Ramadan hours hold; both dates belong to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RamadanPeriod {
    /// 1 Ramadan, as the government set it.
    pub from: Date,
    /// The eve of Idulfitri.
    pub until: Date,
    /// Who set it, and where.
    pub decree: String,
}
