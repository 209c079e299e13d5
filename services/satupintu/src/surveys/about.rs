//! What a report says that no answer does, from a TOML file.

use std::num::NonZeroU64;

use ::surveys::{Aggregation, Category, Exact, FollowUp, Method, Period, Point, Setting};
use documents::{Caution, Letterhead, Sheet, Signatory};
use jiff::civil::Date;
use serde::Deserialize;

use crate::failure::Failure;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct About {
    /// "Pemerintah Kabupaten Contoh".
    government: String,
    agency: String,
    address: String,
    /// The unit that was surveyed.
    unit: String,
    /// As 2026, 2026-S1, 2026-TW3, 2026-07 or 2026-02..2026-05.
    period: String,
    /// The report's number, place and day.
    number: String,
    place: String,
    date: Date,
    /// Who signs.
    office: String,
    name: String,
    employee_number: Option<String>,
    team: String,
    collection: String,
    location: String,
    time: String,
    population: Option<NonZeroU64>,
    /// The values are examples: printed across the report.
    #[serde(default)]
    example: bool,
    #[serde(default)]
    suggestions: Vec<String>,
    #[serde(default)]
    earlier: Vec<Earlier>,
    #[serde(default)]
    follow_up: Vec<Planned>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Earlier {
    period: String,
    /// As it was published, with a point or a comma.
    index: String,
    respondents: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Planned {
    element: String,
    activity: String,
    due: String,
    responsible: String,
    status: String,
}

impl About {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|why| why.to_string())
    }

    pub(super) fn sheet(&self) -> Sheet {
        Sheet {
            letterhead: Letterhead {
                government: self.government.clone(),
                agency: self.agency.clone(),
                address: self.address.clone(),
            },
            caution: Caution { simulated: false, example: self.example },
            number: self.number.clone(),
            place: self.place.clone(),
            date: self.date,
            signatory: Signatory {
                office: self.office.clone(),
                name: self.name.clone(),
                employee_number: self.employee_number.clone(),
            },
        }
    }

    pub(super) fn setting(
        self,
        method: Method,
        aggregation: Aggregation,
    ) -> Result<Setting, Failure> {
        let period = period(&self.period)?;
        let earlier = self.earlier.iter().map(|earlier| earlier.point(method));
        Ok(Setting {
            unit: self.unit,
            period: period.title(),
            team: self.team,
            collection: self.collection,
            location: self.location,
            time: self.time,
            population: self.population,
            aggregation,
            method,
            earlier: earlier.collect::<Result<_, _>>()?,
            this: Some(period),
            follow_up: self.follow_up.into_iter().map(Planned::line).collect(),
            suggestions: self.suggestions,
        })
    }
}

impl Earlier {
    fn point(&self, method: Method) -> Result<Point, Failure> {
        let bad = || Failure::said(format!("{:?} is not an index between 25 and 100", self.index));
        let index = Exact::decimal(&self.index).ok_or_else(bad)?;
        let (value, category): (_, Category) =
            method.thresholds.classify(&index).map_err(|_| bad())?;
        Ok(Point {
            period: period(&self.period)?,
            value,
            category: Some(category),
            respondents: self.respondents,
        })
    }
}

impl Planned {
    fn line(self) -> FollowUp {
        let Self { element, activity, due, responsible, status } = self;
        FollowUp { element, activity, due, responsible, status }
    }
}

fn period(text: &str) -> Result<Period, Failure> {
    text.parse().map_err(|why| Failure::new(format!("the period {text:?}"), &why))
}
