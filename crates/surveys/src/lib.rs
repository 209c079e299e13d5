//! Satisfaction surveys (Survei Kepuasan Masyarakat, SKM): what is asked, what the
//! answers come to, whom they speak for.
//!
//! Responses have no life: nothing is decided or folded here, everything is a plain
//! function of counters. Figures are fractions without a bound and are rounded once,
//! where the regulation rounds. Nothing in this crate knows who answered.
//!
//! *Architecture invariant:* `surveys` performs no I/O and knows no clock.

mod aggregate;
mod category;
mod confidence;
mod counters;
mod event;
mod exact;
mod index;
mod period;
mod profile;
mod questionnaire;
mod report;
mod response;
mod sample;
mod score;
mod spreadsheet;
mod suppress;
mod table;
mod trend;
mod warning;

pub use aggregate::{Aggregation, aggregate, together};
pub use category::{Category, OutOfRange, Thresholds};
pub use confidence::Interval;
pub use counters::{Answers, Counters, Moments, Sums, UnknownElement};
pub use event::{Batch, Event, Released, Unreadable};
pub use exact::{Exact, Hundredths};
pub use index::{ElementResult, Index, IndexError, Method, Weight};
pub use period::{Period, PeriodError};
pub use profile::{AGE_BANDS, Dimension, Profile, age_band, gender};
pub use questionnaire::{
    ElementKey, ElementOrder, Question, Questionnaire, QuestionnaireError, Scale, shipped,
};
pub use report::{FollowUp, ProfileTable, Report, ReportRow, Setting, answers_csv, profile_csv};
pub use response::{Response, Stratum, Unasked, checked_scores, scores_of, scores_text};
pub use sample::{Adequacy, UNDERSAMPLED, minimum_sample};
pub use score::Score;
pub use spreadsheet::{Column, Fault, Spreadsheet};
pub use suppress::{Cell, LIMIT, suppress};
pub use table::{PublishedTable, TableFinding, TableRow, TableVerdict, read_table};
pub use trend::{Change, Point, trend};
pub use warning::Warning;
