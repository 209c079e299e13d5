//! What can be typed after `satupintu surveys`.

use std::{num::NonZeroU64, path::PathBuf};

use clap::{Args, Subcommand, ValueEnum};
use surveys::{Aggregation, ElementOrder, Thresholds, Weight};

#[derive(Debug, Subcommand)]
pub(crate) enum SurveysCommand {
    /// The index of a spreadsheet's answers: elements, IKM, letter.
    ///
    /// FILE is CSV: one column an element, one row a respondent. Columns are named
    /// by the elements' keys or names, or U1 to U9. They are separated by ';', ','
    /// or tabs; scores are 1 to 4, a to d, or averages as 3,31. Other columns are
    /// not needed; jenis kelamin, usia, pendidikan, pekerjaan and layanan make the
    /// respondents' profile of a report.
    Index(SurveyIndex),
    /// The report that an agency must publish (laporan SKM), from a spreadsheet.
    ///
    /// Writes laporan-skm.pdf, laporan-skm.html, infografis.svg, and the files that
    /// every figure can be computed from again: jawaban.csv and profil.csv.
    Report(SurveyReport),
    /// Does a published table come to the index that it prints?
    ///
    /// FILE is CSV: the columns unsur, nrr and perhaps nrr_tertimbang, a row an
    /// element, and a last row IKM with the printed index and perhaps its letter.
    CheckTable(CheckTable),
    /// The questionnaires that come with the program.
    Questionnaires,
}

#[derive(Debug, Args)]
pub(crate) struct SurveyIndex {
    #[command(flatten)]
    pub(crate) answers: SurveyAnswers,
    /// Users of the service in the period before: how many had to be asked.
    #[arg(long, value_name = "N")]
    pub(crate) population: Option<NonZeroU64>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which answers, and how they are counted.
#[derive(Debug, Args)]
pub(crate) struct SurveyAnswers {
    /// The spreadsheet, saved as CSV.
    #[arg(value_name = "FILE.csv")]
    pub(crate) file: PathBuf,
    /// What was asked: `satupintu surveys questionnaires` lists them.
    #[arg(long, value_name = "ID", default_value = "skm-9")]
    pub(crate) questionnaire: String,
    /// What U8 and U9 are: the regulation's list says complaints and facilities,
    /// its printed form the reverse.
    #[arg(long, value_enum, default_value_t = OrderAsked::List)]
    pub(crate) order: OrderAsked,
    /// What an element weighs: anything but exact only reproduces old reports.
    #[arg(long, value_enum, default_value_t = WeightAsked::Exact)]
    pub(crate) weight: WeightAsked,
    /// The bands of the letters: those of 2004 only for historic reports.
    #[arg(long, value_enum, default_value_t = ThresholdsAsked::Permen2017)]
    pub(crate) thresholds: ThresholdsAsked,
    /// How several services, told apart by a column `layanan`, become one index.
    #[arg(long, value_enum, default_value_t = AggregationAsked::AllRespondents)]
    pub(crate) aggregation: AggregationAsked,
}

#[derive(Debug, Args)]
pub(crate) struct SurveyReport {
    #[command(flatten)]
    pub(crate) answers: SurveyAnswers,
    /// What the answers do not say, as TOML: unit, period, letterhead, follow-up
    /// plan, earlier periods. See catalogue/surveys/contoh.toml.
    #[arg(long, value_name = "FILE.toml")]
    pub(crate) about: PathBuf,
    /// The folder to write to; it is made when it is not there.
    #[arg(long, value_name = "DIR")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct CheckTable {
    /// The table, saved as CSV.
    #[arg(value_name = "FILE.csv")]
    pub(crate) file: PathBuf,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum OrderAsked {
    List,
    Form,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum WeightAsked {
    Exact,
    #[value(name = "0.111", alias = "W0_111")]
    W0_111,
    #[value(name = "0.11", alias = "W0_11")]
    W0_11,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ThresholdsAsked {
    #[value(name = "permen-14-2017", alias = "PERMEN_14_2017")]
    Permen2017,
    #[value(name = "kepmen-25-2004", alias = "KEPMEN_25_2004")]
    Kepmen2004,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum AggregationAsked {
    AllRespondents,
    MeanOfServices,
}

impl From<OrderAsked> for ElementOrder {
    fn from(asked: OrderAsked) -> Self {
        match asked {
            OrderAsked::List => Self::List,
            OrderAsked::Form => Self::Form,
        }
    }
}

impl From<WeightAsked> for Weight {
    fn from(asked: WeightAsked) -> Self {
        match asked {
            WeightAsked::Exact => Self::Exact,
            WeightAsked::W0_111 => Self::W0_111,
            WeightAsked::W0_11 => Self::W0_11,
        }
    }
}

impl From<ThresholdsAsked> for Thresholds {
    fn from(asked: ThresholdsAsked) -> Self {
        match asked {
            ThresholdsAsked::Permen2017 => Self::Permen2017,
            ThresholdsAsked::Kepmen2004 => Self::Kepmen2004,
        }
    }
}

impl From<AggregationAsked> for Aggregation {
    fn from(asked: AggregationAsked) -> Self {
        match asked {
            AggregationAsked::AllRespondents => Self::AllRespondents,
            AggregationAsked::MeanOfServices => Self::MeanOfServices,
        }
    }
}
