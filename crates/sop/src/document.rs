//! A document as its author wrote it: identity, columns, rows; not yet linked.

use std::{collections::BTreeSet, ops::Range};

use calendar::WorkDuration;
use jiff::civil::Date;
use kernel::{AgencyId, Bilingual, Citation, Executor, Slug, Source};
use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::Diagnostic,
    faults::Faults,
    parse::read_draft,
    read::At,
    step::Kind,
    words::{Act, Awaits, Effect, EndResult, Recommendation},
};

/// A document whose text and shape are without fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub(crate) identity: Identity,
    pub(crate) table: Table,
}

/// The identity block (PermenPANRB 35/2012).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// Names the procedure through all its versions.
    pub id: Slug,
    /// Grows with each revision that comes into force.
    pub version: u32,
    /// Nomor SOP.
    pub number: String,
    /// Nama SOP.
    pub title: Bilingual,
    /// The agency whose procedure it is.
    pub agency: AgencyId,
    /// Tanggal pembuatan.
    pub created: Date,
    /// Tanggal revisi.
    pub revised: Option<Date>,
    /// Tanggal efektif.
    pub effective: Date,
    /// Disahkan oleh.
    pub approved_by: Approval,
    /// Whether number and dates were published (the default) or are examples.
    pub source: Source,
    /// Dasar hukum.
    pub legal_basis: Vec<Citation>,
    /// Kualifikasi pelaksana.
    pub qualifications: Vec<String>,
    /// Keterkaitan.
    pub related: Vec<String>,
    /// Peralatan dan perlengkapan.
    pub equipment: Vec<String>,
    /// Peringatan.
    pub warnings: Vec<String>,
    /// Pencatatan dan pendataan.
    pub records: Vec<String>,
}

/// Who approved a procedure: an office, never a person's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// Jabatan.
    pub position: String,
    /// Whether the agency published it.
    pub source: Source,
}

/// A column of the table (pelaksana).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What rows call it.
    pub id: Slug,
    /// Who that is.
    pub executor: Executor,
    /// What stands above the column.
    pub title: Bilingual,
    /// The place in the file.
    pub span: Range<usize>,
}

/// How long a row may take (waktu), and who says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepTime {
    /// The time.
    pub duration: WorkDuration,
    /// Whether the agency published it.
    pub source: Source,
}

/// A row of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Unique within the document.
    pub id: Slug,
    /// Kegiatan.
    pub name: Bilingual,
    /// What the row is.
    pub kind: Kind,
    /// The column of the one who does it.
    pub by: Option<At<Slug>>,
    /// Which duty it is.
    pub act: Act,
    /// Kelengkapan.
    pub inputs: Vec<String>,
    /// The requirements of the service that the row needs to know.
    pub needs: Vec<Slug>,
    /// Waktu.
    pub time: Option<StepTime>,
    /// Output.
    pub output: Option<String>,
    /// Keterangan.
    pub note: Option<String>,
    /// Whether the row sets what the applicant owes (SKRD).
    pub sets_fee: bool,
    /// What an applicant's row waits for, when it is not the file.
    pub awaits: Option<Awaits>,
    /// Whether the row is done by signed minutes (berita acara).
    pub minutes: bool,
    pub(crate) exits: RowExits,
    /// Keys that are written but could not be read.
    pub(crate) unreadable: Vec<&'static str>,
    /// The place in the file.
    pub span: Range<usize>,
}

/// Where a row's arrows lead, by the names that the author wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowExits {
    Next(At<Slug>),
    Choice(Vec<RowOutcome>),
    All(Vec<At<Slug>>),
    Sub { sop: At<Slug>, version: u32, next: At<Slug> },
    End(EndResult),
}

/// One outcome of a decision, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RowOutcome {
    pub(crate) id: String,
    pub(crate) label: Bilingual,
    pub(crate) to: At<Slug>,
    pub(crate) effect: Option<Effect>,
    pub(crate) recommendation: Option<Recommendation>,
    pub(crate) cap: Option<u32>,
    pub(crate) span: Range<usize>,
}

/// Columns and rows, as far as they could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<Row>,
    /// Rows of which only the name could be read.
    pub(crate) lost: BTreeSet<Slug>,
    /// Whether rows or arrows were lost to faults: then the graph is not judged.
    pub(crate) torn: bool,
}

/// A document as far as it could be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    pub(crate) identity: Option<Identity>,
    pub(crate) table: Table,
    /// Whether the file is not TOML: then nothing is said of what may be lost.
    pub(crate) broken: bool,
}

/// Reads a document; checks its text and shape, not yet its graph.
///
/// # Errors
/// Every fault of syntax and shape, in the order of the file.
pub fn parse(text: &str) -> Result<Document, Vec<Diagnostic>> {
    let mut faults = Faults::new();
    let draft = read_draft(text, &mut faults);
    match draft.identity {
        Some(identity) if !faults.has_errors() => Ok(Document { identity, table: draft.table }),
        _ => Err(faults.into_sorted()),
    }
}

impl Document {
    /// The identity block.
    #[must_use]
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The columns of the table, in order.
    #[must_use]
    pub fn columns(&self) -> &[Column] {
        &self.table.columns
    }

    /// The rows of the table, in order.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.table.rows
    }
}
