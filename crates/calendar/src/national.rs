//! The decrees of the nation, as data: each with its number, in order of signing.

use std::{collections::BTreeMap, sync::LazyLock};

use jiff::civil::Date;
use kernel::Slug;
use serde::{Deserialize, Serialize};

use crate::{
    holiday::{Holiday, HolidayKind, RamadanPeriod},
    hours::OfficeHours,
};

static BUILT_IN: LazyLock<National> =
    LazyLock::new(|| parse(include_str!("../data/national.toml")).expect("a test reads this file"));

/// A decree that sets a year's holidays, or amends those of an earlier decree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edition {
    /// For example `skb-2025`.
    pub id: Slug,
    /// The year whose days it names.
    pub year: i16,
    /// The edition that it amends; without one, it decrees the year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amends: Option<Slug>,
    /// Type, number and year of the decree.
    pub decree: String,
    /// Libur nasional, by date.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub national: BTreeMap<Date, String>,
    /// Cuti bersama, by date.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub joint_leave: BTreeMap<Date, String>,
    /// Days that it makes working days again, by date.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub withdrawn: BTreeMap<Date, String>,
}

/// What one file of decrees holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct National {
    format: u32,
    hours: OfficeHours,
    #[serde(default, rename = "edition")]
    editions: Vec<Edition>,
    #[serde(default)]
    ramadan: Vec<RamadanPeriod>,
}

/// Why a file of decrees cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum Malformed {
    /// Not TOML, or not of this shape; the text shows the place.
    #[error(transparent)]
    Shape(#[from] toml::de::Error),
    /// Written for another version of this program.
    #[error("format must be 1")]
    Format,
}

/// The file of decrees that `text` is.
///
/// # Errors
/// Every [`Malformed`].
pub fn parse(text: &str) -> Result<National, Malformed> {
    let national: National = toml::from_str(text)?;
    if national.format == 1 { Ok(national) } else { Err(Malformed::Format) }
}

/// The edition with this id, among those that ship with the program.
#[must_use]
pub fn edition(id: &str) -> Option<&'static Edition> {
    editions().iter().find(|edition| edition.id.as_str() == id)
}

/// All editions that ship with the program, in order of signing.
#[must_use]
pub fn editions() -> &'static [Edition] {
    BUILT_IN.editions()
}

/// All editions up to and including the one with this id; empty when there is none.
///
/// `through("skb-2025")` is the calendar of January 2025, before 18 August became
/// joint leave; `through("skb-2025-perubahan")` is the one after.
#[must_use]
pub fn through(id: &str) -> &'static [Edition] {
    let last = editions().iter().position(|edition| edition.id.as_str() == id);
    last.and_then(|last| editions().get(..=last)).unwrap_or_default()
}

/// The Ramadan periods that ship with the program.
#[must_use]
pub fn ramadan() -> &'static [RamadanPeriod] {
    &BUILT_IN.ramadan
}

/// Perpres 21/2023: five days, 37 h 30 m a week, 32 h 30 m in Ramadan.
#[must_use]
pub fn office_hours() -> &'static OfficeHours {
    &BUILT_IN.hours
}

impl National {
    /// In order of signing.
    #[must_use]
    pub fn editions(&self) -> &[Edition] {
        &self.editions
    }

    /// In order of the calendar.
    #[must_use]
    pub fn ramadan(&self) -> &[RamadanPeriod] {
        &self.ramadan
    }
}

impl Edition {
    /// The days that it declares.
    pub fn holidays(&self) -> impl Iterator<Item = Holiday> {
        let of = |days: &BTreeMap<Date, String>, kind| {
            let holiday = |(date, name): (&Date, &String)| Holiday {
                date: *date,
                name: name.clone(),
                kind,
                decree: self.decree.clone(),
            };
            days.iter().map(holiday).collect::<Vec<_>>()
        };
        let national = of(&self.national, HolidayKind::National);
        national.into_iter().chain(of(&self.joint_leave, HolidayKind::JointLeave))
    }

    /// Every date that it names.
    pub(crate) fn dates(&self) -> impl Iterator<Item = Date> {
        self.national.keys().chain(self.joint_leave.keys()).chain(self.withdrawn.keys()).copied()
    }
}
