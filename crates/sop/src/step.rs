//! The steps of a linked procedure: rows of the table, with resolved arrows.

use std::{fmt, ops::Range};

use kernel::{Bilingual, Executor, Slug};
use serde::{Deserialize, Serialize};

use crate::{
    document::StepTime,
    words::{Act, Awaits, Effect, EndResult, Recommendation},
};

/// Names a step: `verifikasi`, or `rekomendasi/telaah` inside a sub-procedure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct StepId(String);

/// Longest text of a step id: sub-procedures nest at most four deep.
const STEP_ID_BYTES: usize = 240;

impl StepId {
    /// The step that `text` names: slugs with slashes between them.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = text.len() <= STEP_ID_BYTES;
        (fits && text.split('/').all(|part| Slug::parse(part).is_ok())).then(|| Self(text.into()))
    }

    /// The step `slug` within the sub-procedure that `self` stands for.
    pub(crate) fn inner(&self, slug: &Slug) -> Self {
        Self(format!("{self}/{slug}"))
    }

    /// The text of the id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&Slug> for StepId {
    fn from(slug: &Slug) -> Self {
        Self(slug.as_str().to_owned())
    }
}

impl TryFrom<String> for StepId {
    type Error = String;
    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| "not a step id".to_owned())
    }
}

impl From<StepId> for String {
    fn from(id: StepId) -> Self {
        id.0
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a step is. The first three can be open; the rest is passed through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Work (kotak).
    Activity,
    /// Work that ends in one of several outcomes (belah ketupat).
    Decision,
    /// Waits for the applicant; the clock pauses.
    Applicant,
    /// The beginning (kapsul).
    Start,
    /// All branches go on at once.
    Split,
    /// Waits for every step that leads to it.
    Join,
    /// Alternatives come together again, without work.
    Merge,
    /// A sub-procedure (segilima). Only in documents: linking replaces it.
    Sub,
    /// An end (kapsul).
    End,
}

impl Kind {
    /// Every kind with its word in a document.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("activity", Self::Activity),
        ("decision", Self::Decision),
        ("applicant", Self::Applicant),
        ("start", Self::Start),
        ("split", Self::Split),
        ("join", Self::Join),
        ("merge", Self::Merge),
        ("sub", Self::Sub),
        ("end", Self::End),
    ];

    /// Whether somebody has something to do: an officer or the applicant.
    #[must_use]
    pub fn is_open_ended(self) -> bool {
        matches!(self, Self::Activity | Self::Decision | Self::Applicant)
    }

    /// Whether an officer has something to do.
    #[must_use]
    pub fn is_work(self) -> bool {
        matches!(self, Self::Activity | Self::Decision)
    }
}

/// Where a case goes after a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Exits {
    /// To this step.
    Next(StepId),
    /// Along one of these outcomes (decision).
    Choice(Vec<Outcome>),
    /// To all of these at once (split).
    All(Vec<StepId>),
    /// Nowhere: the case has ended.
    End(EndResult),
}

/// One way out of a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Unique within the decision.
    pub id: String,
    /// What an officer reads on the choice.
    pub label: Bilingual,
    /// Where it leads.
    pub to: StepId,
    /// What it means in law, if anything.
    pub effect: Option<Effect>,
    /// Which recommendation of the minutes it follows, if the step has minutes.
    pub recommendation: Option<Recommendation>,
    /// How often it may be taken in one case; no limit when absent.
    pub cap: Option<u32>,
    /// The place in the file of the document.
    pub span: Range<usize>,
}

/// One row of the table, ready to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Unique within the procedure.
    pub id: StepId,
    /// What is done (kegiatan).
    pub name: Bilingual,
    /// What the step is.
    pub kind: Kind,
    /// Who does it (pelaksana); set for activities and decisions.
    pub executor: Option<Executor>,
    /// Which duty it is.
    pub act: Act,
    /// What must lie on the table (kelengkapan).
    pub inputs: Vec<String>,
    /// The requirements of the service that the step needs to know, by id: all
    /// that goes along where the step is done by an agency with a deployment of
    /// its own.
    pub needs: Vec<Slug>,
    /// How long it may take (waktu); set for activities and decisions.
    pub time: Option<StepTime>,
    /// What it yields (output); set for activities and decisions.
    pub output: Option<String>,
    /// Remark (keterangan).
    pub note: Option<String>,
    /// Whether the step sets what the applicant owes (SKRD).
    pub sets_fee: bool,
    /// What the applicant's step waits for, when it is not the file.
    pub awaits: Option<Awaits>,
    /// Whether the step is done by signed minutes (berita acara).
    pub minutes: bool,
    /// Where the case goes next.
    pub exits: Exits,
    /// The place in the file of the outer document.
    pub span: Range<usize>,
}

impl Step {
    /// The outcomes to choose from; none unless the step is a decision.
    #[must_use]
    pub fn outcomes(&self) -> &[Outcome] {
        match &self.exits {
            Exits::Choice(outcomes) => outcomes,
            Exits::Next(_) | Exits::All(_) | Exits::End(_) => &[],
        }
    }

    /// Whether the step waits for the payment of the fee.
    #[must_use]
    pub fn awaits_payment(&self) -> bool {
        self.awaits == Some(Awaits::Payment)
    }

    /// The outcome `id`, if the step has it.
    #[must_use]
    pub fn outcome(&self, id: &str) -> Option<&Outcome> {
        self.outcomes().iter().find(|outcome| outcome.id == id)
    }

    /// Every step that an arrow from here leads to, in the order of the file.
    pub fn targets(&self) -> impl Iterator<Item = &StepId> {
        let (next, choice, all) = match &self.exits {
            Exits::Next(next) => (Some(next), &[][..], &[][..]),
            Exits::Choice(outcomes) => (None, outcomes.as_slice(), &[][..]),
            Exits::All(branches) => (None, &[][..], branches.as_slice()),
            Exits::End(_) => (None, &[][..], &[][..]),
        };
        next.into_iter().chain(choice.iter().map(|outcome| &outcome.to)).chain(all)
    }
}
