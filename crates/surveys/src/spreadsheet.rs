//! An agency's own spreadsheet, saved as CSV: a column an element, a row a respondent.

mod fields;

use std::collections::BTreeMap;

use kernel::Bilingual;

use crate::{
    counters::{Answers, Counters},
    profile::{Dimension, Profile},
    questionnaire::{ElementKey, ElementOrder, Questionnaire},
    score::Score,
};
pub(crate) use fields::{lines_of, normal};

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    /// An element of the questionnaire.
    Element(ElementKey),
    /// Something about the respondent.
    Profile(Dimension),
    /// Not asked about.
    Ignored,
}

/// What was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spreadsheet {
    /// Each heading and what it was taken for.
    pub columns: Vec<(String, Column)>,
    /// Set when headings were numbers (U1, U2, …): the order that was assumed.
    pub numbered: Option<ElementOrder>,
    /// Each respondent's answers, in the file's order; blank questionnaires dropped.
    pub respondents: Vec<Answers>,
    /// Which service each used, where a column tells.
    pub services: Vec<Option<String>>,
    /// All of them, added up.
    pub counters: Counters,
    /// Who they are.
    pub profile: Profile,
    /// Rows without a single answer, which count for nothing.
    pub blank_rows: u64,
}

/// What is wrong, where, and what helps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// From 1, as editors count.
    pub line: usize,
    /// From 1, and the heading; nothing when the line as a whole is at fault.
    pub column: Option<(usize, String)>,
    /// Why it cannot be used.
    pub reason: Bilingual,
    /// What to do.
    pub remedy: Bilingual,
}

/// The most rows that one file may have.
const MOST_ROWS: usize = 1_000_000;
/// The most faults that are told at once.
const MOST_FAULTS: usize = 100;

impl Spreadsheet {
    /// Reads `text`. Columns are separated by `;`, a tab or `,`, whichever the heading
    /// uses; cells may be quoted; scores may have a decimal comma.
    ///
    /// # Errors
    /// Every fault of the file, up to a hundred.
    pub fn read(
        text: &str,
        questionnaire: &Questionnaire,
        order: ElementOrder,
    ) -> Result<Self, Vec<Fault>> {
        let mut lines = lines_of(text);
        let Some((number, headings)) = lines.next() else {
            return Err(vec![empty_file()]);
        };
        let columns = columns(number, &headings, questionnaire, order)?;
        let numbered = columns.iter().any(|(heading, _)| number_of(&normal(heading)).is_some());
        let mut read = Self {
            columns,
            numbered: numbered.then_some(order),
            respondents: Vec::new(),
            services: Vec::new(),
            counters: Counters::default(),
            profile: Profile::default(),
            blank_rows: 0,
        };
        let mut faults = Vec::new();
        for (number, cells) in lines.take(MOST_ROWS) {
            read.row(number, &cells, questionnaire, &mut faults);
            if faults.len() >= MOST_FAULTS {
                break;
            }
        }
        if faults.is_empty() { Ok(read) } else { Err(faults) }
    }

    /// The answers added up for each service apart; those without one together.
    #[must_use]
    pub fn by_service(&self, questionnaire: &Questionnaire) -> Vec<Counters> {
        let mut named: BTreeMap<Option<&String>, Counters> = BTreeMap::new();
        for (service, answers) in self.services.iter().zip(&self.respondents) {
            let counters = named.entry(service.as_ref()).or_default();
            // They were counted before: the keys are known.
            let _ = counters.add(questionnaire, answers);
        }
        named.into_values().collect()
    }

    fn row(
        &mut self,
        line: usize,
        cells: &[String],
        questionnaire: &Questionnaire,
        faults: &mut Vec<Fault>,
    ) {
        if cells.len() > self.columns.len() {
            faults.push(too_many(line, cells.len(), self.columns.len()));
            return;
        }
        let mut answers = Answers::new();
        let mut about = Vec::new();
        for (place, ((heading, column), cell)) in self.columns.iter().zip(cells).enumerate() {
            let cell = cell.trim();
            match column {
                Column::Element(key) => match score(cell, questionnaire) {
                    Ok(Some(score)) => {
                        answers.insert(key.clone(), score);
                    }
                    Ok(None) => {}
                    Err((reason, remedy)) => {
                        let column = Some((place + 1, heading.clone()));
                        faults.push(Fault { line, column, reason, remedy });
                    }
                },
                Column::Profile(dimension) if !cell.is_empty() => {
                    about.push((*dimension, dimension.group(cell)));
                }
                Column::Profile(_) | Column::Ignored => {}
            }
        }
        // The keys are the questionnaire's own: only a blank row is not counted.
        if self.counters.add(questionnaire, &answers).unwrap_or(false) {
            self.respondents.push(answers);
            let service = about.iter().find(|(dimension, _)| *dimension == Dimension::Service);
            self.services.push(service.map(|(_, name)| name.clone()));
            for (dimension, group) in about {
                self.profile.add(dimension, group, 1);
            }
        } else {
            self.blank_rows += 1;
        }
    }
}

fn columns(
    line: usize,
    headings: &[String],
    questionnaire: &Questionnaire,
    order: ElementOrder,
) -> Result<Vec<(String, Column)>, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut columns: Vec<(String, Column)> = Vec::new();
    for (place, heading) in headings.iter().enumerate() {
        let column = column(&normal(heading), questionnaire, order);
        let is_twice =
            column != Column::Ignored && columns.iter().any(|(_, other)| *other == column);
        if is_twice {
            faults.push(Fault {
                line,
                column: Some((place + 1, heading.clone())),
                reason: Bilingual::new(
                    "kolom ini sudah ada di sebelah kirinya",
                    "a column to its left stands for the same",
                ),
                remedy: Bilingual::new("hapus salah satu", "remove one of them"),
            });
        }
        columns.push((heading.trim().to_owned(), column));
    }
    let has = |key: &ElementKey| columns.iter().any(|(_, c)| *c == Column::Element(key.clone()));
    let missing: Vec<&str> = questionnaire
        .questions()
        .iter()
        .filter(|question| !has(&question.key))
        .map(|question| question.key.as_str())
        .collect();
    if !missing.is_empty() {
        faults.push(missing_columns(line, &missing, questionnaire));
    }
    if faults.is_empty() { Ok(columns) } else { Err(faults) }
}

fn column(heading: &str, questionnaire: &Questionnaire, order: ElementOrder) -> Column {
    let of_key = |question: &&crate::Question| {
        heading == question.key.as_str() || heading == normal(&question.name)
    };
    if let Some(question) = questionnaire.questions().iter().find(of_key) {
        return Column::Element(question.key.clone());
    }
    let numbered = number_of(heading).and_then(|number| questionnaire.numbered(number, order));
    if let Some(question) = numbered {
        return Column::Element(question.key.clone());
    }
    Dimension::of_heading(heading).map_or(Column::Ignored, Column::Profile)
}

/// 7 for `u7`, `u-7`, `u 7`.
fn number_of(heading: &str) -> Option<usize> {
    let digits = heading.strip_prefix('u')?.trim_start_matches(['-', ' ', '.']);
    let is_number = (1..=2).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if is_number { digits.parse().ok() } else { None }
}

/// The score of a cell; nothing for a blank one. The form's letters a to d are 1 to 4.
fn score(
    cell: &str,
    questionnaire: &Questionnaire,
) -> Result<Option<Score>, (Bilingual, Bilingual)> {
    let highest = questionnaire.scale().highest();
    let letter = match cell.to_ascii_lowercase().as_str() {
        "" | "-" => return Ok(None),
        "a" => Some(1),
        "b" => Some(2),
        "c" => Some(3),
        "d" => Some(4),
        _ => None,
    };
    let score = letter.map(Score::whole).or_else(|| Score::parse(cell));
    match score {
        Some(score) if questionnaire.scale().allows(score) => Ok(Some(score)),
        Some(_) => Err((
            Bilingual::new(
                format!("nilai {cell} di luar skala 1 sampai {highest}"),
                format!("the score {cell} is outside the scale of 1 to {highest}"),
            ),
            Bilingual::new(
                "periksa lembar responden; kosongkan sel bila tidak dijawab",
                "look at the respondent's form; leave the cell blank if it was not answered",
            ),
        )),
        None => Err((
            Bilingual::new(format!("{cell:?} bukan nilai"), format!("{cell:?} is not a score")),
            Bilingual::new(
                format!("tulis angka 1 sampai {highest}, boleh dengan koma: 3,31"),
                format!("write a number from 1 to {highest}, with a comma if need be: 3,31"),
            ),
        )),
    }
}

fn missing_columns(line: usize, missing: &[&str], questionnaire: &Questionnaire) -> Fault {
    let missing = missing.join(", ");
    let id = questionnaire.id();
    Fault {
        line,
        column: None,
        reason: Bilingual::new(
            format!("tidak ada kolom untuk unsur {missing} dari kuesioner {id}"),
            format!("there is no column for the elements {missing} of the questionnaire {id}"),
        ),
        remedy: Bilingual::new(
            "beri judul kolom dengan kunci unsur atau U1, U2, …; atau pilih kuesioner lain dengan --questionnaire",
            "name the columns by the elements' keys or U1, U2, …; or choose another questionnaire with --questionnaire",
        ),
    }
}

fn too_many(line: usize, cells: usize, columns: usize) -> Fault {
    Fault {
        line,
        column: None,
        reason: Bilingual::new(
            format!("baris ini berisi {cells} sel, judulnya hanya {columns}"),
            format!("this line has {cells} cells, and there are only {columns} headings"),
        ),
        remedy: Bilingual::new(
            "bila pemisah kolom adalah koma, beri tanda kutip pada nilai berkoma: \"3,31\"",
            "where columns are separated by commas, quote a score with a comma: \"3,31\"",
        ),
    }
}

fn empty_file() -> Fault {
    Fault {
        line: 1,
        column: None,
        reason: Bilingual::new("berkas ini kosong", "this file is empty"),
        remedy: Bilingual::new(
            "baris pertama memuat judul kolom, baris berikutnya satu responden per baris",
            "the first line holds the headings, each further line one respondent",
        ),
    }
}
