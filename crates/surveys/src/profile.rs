//! Who answered, in groups: gender, age, education, occupation, service.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::suppress::{Cell, suppress};

/// A question about the respondent, of the form's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Jenis kelamin.
    Gender,
    /// Usia, in bands.
    Age,
    /// Pendidikan.
    Education,
    /// Pekerjaan.
    Occupation,
    /// Jenis layanan yang diterima.
    Service,
}

impl Dimension {
    /// All of them, in the form's order.
    pub const ALL: [Self; 5] =
        [Self::Gender, Self::Age, Self::Education, Self::Occupation, Self::Service];

    /// As it is stored and exported.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Gender => "jenis_kelamin",
            Self::Age => "usia",
            Self::Education => "pendidikan",
            Self::Occupation => "pekerjaan",
            Self::Service => "layanan",
        }
    }

    /// The dimension that is stored as `key`.
    #[must_use]
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.key() == key)
    }

    /// As a report prints it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Gender => "Jenis kelamin",
            Self::Age => "Usia",
            Self::Education => "Pendidikan",
            Self::Occupation => "Pekerjaan",
            Self::Service => "Jenis layanan",
        }
    }

    /// The dimension that a spreadsheet's heading means.
    #[must_use]
    pub fn of_heading(heading: &str) -> Option<Self> {
        match heading {
            "jenis kelamin" | "jk" | "gender" | "kelamin" => Some(Self::Gender),
            "usia" | "umur" | "age" => Some(Self::Age),
            "pendidikan" | "pendidikan terakhir" | "education" => Some(Self::Education),
            "pekerjaan" | "occupation" => Some(Self::Occupation),
            "layanan" | "jenis layanan" | "jenis layanan yang diterima" | "service" => {
                Some(Self::Service)
            }
            _ => None,
        }
    }

    /// What is counted for the cell `text`: gender and age have groups of their own,
    /// the rest is counted as it is written, in capitals or not.
    #[must_use]
    pub fn group(self, text: &str) -> String {
        let text = text.trim();
        match self {
            Self::Gender => gender(text).map_or_else(|| text.to_uppercase(), str::to_owned),
            Self::Age => age_band(text).map_or_else(|| text.to_owned(), str::to_owned),
            Self::Education | Self::Occupation => text.to_uppercase(),
            Self::Service => text.to_owned(),
        }
    }
}

/// The bands of age, youngest first. The form asks for years; years alone would often
/// point at one person.
pub const AGE_BANDS: [&str; 6] = ["<18", "18-25", "26-35", "36-45", "46-55", ">55"];

/// Levels of education, lowest first: the form's, and Diploma and SMP, which it lacks and
/// reports use.
const LEVELS: [&str; 7] = ["SD", "SMP", "SMA", "DIPLOMA", "S1", "S2", "S3"];

/// The band of an age in years; nothing for what is not an age.
#[must_use]
pub fn age_band(years: &str) -> Option<&'static str> {
    let [child, youngest, young, middle, older, oldest] = AGE_BANDS;
    match years.parse::<u8>().ok()? {
        0..18 => Some(child),
        18..26 => Some(youngest),
        26..36 => Some(young),
        36..46 => Some(middle),
        46..56 => Some(older),
        56..=120 => Some(oldest),
        _ => None,
    }
}

/// `L` or `P`, however it is written.
#[must_use]
pub fn gender(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "l" | "lk" | "laki-laki" | "laki laki" | "pria" | "m" | "male" => Some("L"),
        "p" | "pr" | "perempuan" | "wanita" | "f" | "female" => Some("P"),
        _ => None,
    }
}

/// Counts of respondents per group. Merging is adding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile(BTreeMap<Dimension, BTreeMap<String, u64>>);

impl Profile {
    /// Counts `count` respondents in `group`.
    pub fn add(&mut self, dimension: Dimension, group: impl Into<String>, count: u64) {
        *self.0.entry(dimension).or_default().entry(group.into()).or_default() += count;
    }

    /// Both together.
    #[must_use]
    pub fn merged(mut self, other: &Self) -> Self {
        for (dimension, groups) in &other.0 {
            for (group, count) in groups {
                self.add(*dimension, group.clone(), *count);
            }
        }
        self
    }

    /// The groups that may be published, of those who said it: small ones hidden, and
    /// others with them where the total would betray them.
    #[must_use]
    pub fn published(&self, dimension: Dimension) -> Vec<(String, Cell)> {
        let groups = self.0.get(&dimension).into_iter().flatten();
        let mut groups: Vec<(String, u64)> =
            groups.map(|(group, count)| (group.clone(), *count)).collect();
        let order: &[&str] = match dimension {
            Dimension::Age => &AGE_BANDS,
            Dimension::Education => &LEVELS,
            Dimension::Gender | Dimension::Occupation | Dimension::Service => &[],
        };
        let place = |group: &str| order.iter().position(|known| *known == group);
        groups.sort_by_key(|(group, _)| place(group).unwrap_or(order.len()));
        let counts: Vec<u64> = groups.iter().map(|(_, count)| *count).collect();
        groups.into_iter().map(|(group, _)| group).zip(suppress(&counts)).collect()
    }
}
