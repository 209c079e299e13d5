//! How much time the law gives, by edition: data, each value with its source and
//! with how sure we are of it.
//!
//! Two laws count side by side, SP4N in working days and UU 25/2009 in calendar
//! days; whichever ends first is due, and both are shown.

use calendar::WorkDuration;
use kernel::{Citation, Source};
use serde::{Deserialize, Serialize};

use crate::class::Class;

/// Something that must be done in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Saying whether the report is complete, and what it is (verifikasi, telaah).
    Verification,
    /// The first follow-up by the unit that it was given to.
    FirstFollowUp,
    /// The answer or solution.
    Answer,
    /// Bringing the answer to the reporter.
    Delivery,
}

impl Step {
    /// Every step, in the order of a report's life.
    pub const ALL: [Self; 4] =
        [Self::Verification, Self::FirstFollowUp, Self::Answer, Self::Delivery];
}

/// What gives the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Law {
    /// The national complaint system (Perpres 76/2013, PermenPANRB 62/2018).
    Sp4n,
    /// The law on public service (UU 25/2009 Ps 44 and 50).
    PublicService,
    /// The agency's own procedure, where it promises less.
    Promise,
}

/// How sure we are of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in what an agency or the system's own help page published.
    Published,
    /// Generally known and not read in the text itself: shown with that remark.
    Unread,
    /// Not certain at all: shown as the agency's promise, never as law.
    Uncertain,
}

/// One value: for which step, by which law, for which class, how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What must be done.
    pub step: Step,
    /// What gives the time.
    pub law: Law,
    /// For which class; `None` for all.
    pub class: Option<Class>,
    /// How long.
    pub time: WorkDuration,
    /// The citation.
    pub basis: &'static str,
    /// How sure we are.
    pub confidence: Confidence,
}

impl Rule {
    /// The citation as a ledger writes it; what we have not read is an example.
    #[must_use]
    pub fn citation(&self) -> Citation {
        let source = match self.confidence {
            Confidence::Published => Source::Published,
            Confidence::Unread | Confidence::Uncertain => Source::Example,
        };
        Citation { text: self.basis.to_owned(), source }
    }
}

/// The values of one state of the law. A report keeps the edition it came under.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The edition's name, as in the journal.
    pub id: &'static str,
    /// The values.
    pub rules: &'static [Rule],
    /// For how long the reporter may complete what is missing; then the report
    /// is deemed withdrawn.
    pub completion: WorkDuration,
}

impl Edition {
    /// The rules of a step for a class, in the order of the laws.
    pub fn of(&self, step: Step, class: Class) -> impl Iterator<Item = &'static Rule> {
        let suits =
            move |rule: &&Rule| rule.step == step && rule.class.is_none_or(|only| only == class);
        self.rules.iter().filter(suits)
    }

    /// The edition that new reports come under.
    #[must_use]
    pub fn newest() -> &'static Self {
        &SP4N_2018
    }

    /// An edition by its name.
    #[must_use]
    pub fn named(id: &str) -> Option<&'static Self> {
        EDITIONS.iter().find(|edition| edition.id == id)
    }
}

/// Every edition that a report can have come under, oldest first.
pub const EDITIONS: &[Edition] = &[SP4N_2018];

const SP4N: &str = "PermenPANRB 62/2018 (SP4N)";
const UU_25_44: &str = "UU 25/2009 Ps 44";
const UU_25_50: &str = "UU 25/2009 Ps 50";

const SP4N_2018: Edition = Edition {
    id: "sp4n-2018",
    completion: WorkDuration::CalendarDays(30), // UU 25/2009 Ps 44, not read.
    rules: &[
        sp4n(Step::Verification, None, 3),
        sp4n(Step::FirstFollowUp, None, 5),
        sp4n(Step::Answer, Some(Class::Information), 5),
        Rule {
            step: Step::Answer,
            law: Law::Sp4n,
            class: Some(Class::Aspiration),
            time: WorkDuration::WorkingDays(14),
            basis: "Janji instansi: jangka waktu aspirasi dalam SP4N belum kami temukan",
            confidence: Confidence::Uncertain,
        },
        sp4n(Step::Answer, Some(Class::Ordinary), 14),
        sp4n(Step::Answer, Some(Class::Investigation), 60),
        law_25(Step::Verification, 14, UU_25_44),
        law_25(Step::Answer, 60, UU_25_50),
        law_25(Step::Delivery, 14, UU_25_50),
    ],
};

const fn sp4n(step: Step, class: Option<Class>, working_days: u32) -> Rule {
    Rule {
        step,
        law: Law::Sp4n,
        class,
        time: WorkDuration::WorkingDays(working_days),
        basis: SP4N,
        confidence: Confidence::Published,
    }
}

/// "Hari" without "kerja" is every day.
const fn law_25(step: Step, calendar_days: u32, basis: &'static str) -> Rule {
    Rule {
        step,
        law: Law::PublicService,
        class: None,
        time: WorkDuration::CalendarDays(calendar_days),
        basis,
        confidence: Confidence::Unread,
    }
}
