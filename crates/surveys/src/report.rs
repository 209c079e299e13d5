//! The figures of the report that an agency must publish, before any page is set.
//!
//! Everything here can be computed again from the two exported files and what the agency
//! itself adds (period, population, follow-up); no figure has another source.

use std::num::NonZeroU64;

use crate::{
    aggregate::{Aggregation, aggregate},
    confidence::Interval,
    counters::{Answers, Counters},
    index::{Index, IndexError, Method},
    profile::{Dimension, Profile},
    questionnaire::{ElementKey, Questionnaire},
    sample::Adequacy,
    suppress::{Cell, suppress},
    trend::{Change, Point, trend},
};

/// What stands for a service too small to be named.
const UNNAMED: &str = "(disembunyikan)";

/// What the answers themselves do not say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The unit that was surveyed.
    pub unit: String,
    /// The period as it is printed: `Triwulan III Tahun 2026`.
    pub period: String,
    /// Who carried the survey out.
    pub team: String,
    /// How answers were collected.
    pub collection: String,
    /// Where.
    pub location: String,
    /// From when to when.
    pub time: String,
    /// Users of the service in the period before, if they were counted.
    pub population: Option<NonZeroU64>,
    /// How services become one index.
    pub aggregation: Aggregation,
    /// How the index is computed.
    pub method: Method,
    /// Earlier periods.
    pub earlier: Vec<Point>,
    /// This period as a point of the trend, if it is a period of the calendar.
    pub this: Option<crate::Period>,
    /// The follow-up plan (rencana tindak lanjut, RTL).
    pub follow_up: Vec<FollowUp>,
    /// What respondents wrote, as far as it may be published.
    pub suggestions: Vec<String>,
}

/// One line of the follow-up plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    /// The element it is for, by its printed name.
    pub element: String,
    /// What will be done.
    pub activity: String,
    /// By when: a quarter or a month.
    pub due: String,
    /// Who answers for it.
    pub responsible: String,
    /// How far it is.
    pub status: String,
}

/// One respondent, as exported: answers, and which service; nothing else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportRow {
    /// The service, where it was told.
    pub service: Option<String>,
    /// What was answered.
    pub answers: Answers,
}

/// One table of the respondents' profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileTable {
    /// What was asked.
    pub dimension: Dimension,
    /// The groups, small ones hidden.
    pub groups: Vec<(String, Cell)>,
}

/// The report's figures.
#[derive(Clone, Debug)]
pub struct Report {
    /// What the agency adds.
    pub setting: Setting,
    /// What was asked.
    pub questionnaire: Questionnaire,
    /// What was answered, sorted, so that no order tells who came when.
    pub rows: Vec<ReportRow>,
    /// The index.
    pub index: Index,
    /// How far it may lie from all users' answer.
    pub interval: Option<Interval>,
    /// Whether enough answered, where the population is known.
    pub adequacy: Option<Adequacy>,
    /// Each service's index; nothing for one too small to be shown. Empty for one service.
    pub services: Vec<(String, Option<Index>)>,
    /// Who answered.
    pub profile: Vec<ProfileTable>,
    /// Earlier periods and this one.
    pub trend: Vec<Change>,
}

impl Report {
    /// The report on `rows`, answered by `profile`.
    ///
    /// # Errors
    /// Every [`IndexError`].
    pub fn of(
        setting: Setting,
        questionnaire: Questionnaire,
        mut rows: Vec<ReportRow>,
        profile: &Profile,
    ) -> Result<Self, IndexError> {
        let named = by_service(&questionnaire, &rows);
        let counted: Vec<Counters> = named.iter().map(|(_, counters)| counters.clone()).collect();
        let all = counted.iter().fold(Counters::default(), Counters::merged);
        let index = aggregate(&questionnaire, &counted, setting.aggregation, setting.method)?;
        let services = services(&questionnaire, &named, setting.method);
        hide_small(&mut rows, &services);
        rows.sort();
        let this = setting.this.map(|period| Point {
            period,
            value: index.value,
            category: index.category,
            respondents: index.respondents,
        });
        let points = setting.earlier.iter().copied().chain(this).collect();
        let adequacy =
            setting.population.map(|population| Adequacy::of(all.respondents(), population));
        let profile = Dimension::ALL
            .into_iter()
            .map(|dimension| ProfileTable { dimension, groups: profile.published(dimension) });
        Ok(Self {
            interval: Interval::of(&questionnaire, &all, setting.population),
            adequacy,
            services,
            profile: profile.filter(|table| !table.groups.is_empty()).collect(),
            trend: trend(points),
            index,
            rows,
            questionnaire,
            setting,
        })
    }
}

fn by_service(questionnaire: &Questionnaire, rows: &[ReportRow]) -> Vec<(String, Counters)> {
    let mut named: Vec<(String, Counters)> = Vec::new();
    for ReportRow { service, answers } in rows {
        let service = service.clone().unwrap_or_default();
        let place = named.iter().position(|(name, _)| *name == service).unwrap_or_else(|| {
            named.push((service, Counters::default()));
            named.len() - 1
        });
        if let Some((_, counters)) = named.get_mut(place) {
            // An answer to another questionnaire's element counts for nothing here.
            let _ = counters.add(questionnaire, answers);
        }
    }
    named.sort_by(|(a, _), (b, _)| a.cmp(b));
    named
}

/// Each service's own index, unless its respondents are so few that it points at them, or
/// its absence from the total would.
fn services(
    questionnaire: &Questionnaire,
    named: &[(String, Counters)],
    method: Method,
) -> Vec<(String, Option<Index>)> {
    if named.len() < 2 {
        return Vec::new();
    }
    let counts: Vec<u64> = named.iter().map(|(_, counters)| counters.respondents()).collect();
    let shown = |((name, counters), cell): (&(String, Counters), Cell)| {
        let index = match cell {
            Cell::Shown(_) => Index::of(questionnaire, counters, method).ok(),
            Cell::Hidden => None,
        };
        (name.clone(), index)
    };
    named.iter().zip(suppress(&counts)).map(shown).collect()
}

fn hide_small(rows: &mut [ReportRow], services: &[(String, Option<Index>)]) {
    let is_hidden =
        |name: &str| services.iter().any(|(other, index)| other == name && index.is_none());
    for row in rows {
        if row.service.as_deref().is_some_and(is_hidden) {
            row.service = Some(UNNAMED.to_owned());
        }
    }
}

/// The answers as CSV: `;` between columns, a column an element by its key, `layanan` first
/// where services were told. `satupintu surveys index` reads it back.
#[must_use]
pub fn answers_csv(questionnaire: &Questionnaire, rows: &[ReportRow]) -> String {
    let has_services = rows.iter().any(|row| row.service.is_some());
    let keys: Vec<&ElementKey> =
        questionnaire.questions().iter().map(|question| &question.key).collect();
    let mut text = String::new();
    let service_heading = has_services.then(|| "layanan".to_owned());
    push_line(&mut text, service_heading.into_iter().chain(keys.iter().map(ToString::to_string)));
    for ReportRow { service, answers } in rows {
        let service = has_services.then(|| service.clone().unwrap_or_default());
        let scores = keys
            .iter()
            .map(|key| answers.get(*key).map(|score| score.to_string().replace('.', ",")))
            .map(Option::unwrap_or_default);
        push_line(&mut text, service.into_iter().chain(scores));
    }
    text
}

/// The profile as CSV: `dimensi;kelompok;jumlah`, a hidden number as `*`, whether it is
/// small itself or hidden for a small neighbour's sake.
#[must_use]
pub fn profile_csv(profile: &[ProfileTable]) -> String {
    let mut text = String::new();
    push_line(&mut text, ["dimensi", "kelompok", "jumlah"].map(str::to_owned));
    for ProfileTable { dimension, groups } in profile {
        for (group, cell) in groups {
            let count = match cell {
                Cell::Shown(count) => count.to_string(),
                Cell::Hidden => "*".to_owned(),
            };
            push_line(&mut text, [dimension.key().to_owned(), group.clone(), count]);
        }
    }
    text
}

fn push_line(text: &mut String, cells: impl IntoIterator<Item = String>) {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    text.push_str(&cells.join(";"));
    text.push_str("\r\n");
}

/// Quoted where it must be; and never a formula, whatever a group was called.
fn quoted(cell: String) -> String {
    let cell = if cell.starts_with(['=', '+', '-', '@', '\t']) { format!("'{cell}") } else { cell };
    if cell.contains([';', ',', '"', '\n', '\r'])
        && !cell.bytes().all(|b| b.is_ascii_digit() || b == b',')
    {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell
    }
}
