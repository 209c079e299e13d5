//! How large a document may be. A list without a limit is a fault of ours.

/// Bytes of one file.
pub(crate) const FILE_BYTES: usize = 256 * 1024;
/// Rows of one document.
pub(crate) const STEPS: usize = 200;
/// Steps of a procedure after its sub-procedures were inlined.
pub(crate) const LINKED_STEPS: usize = 400;
/// How deep sub-procedures may nest.
pub(crate) const SUB_DEPTH: usize = 4;
/// Columns of the table.
pub(crate) const COLUMNS: usize = 40;
/// Outcomes of one decision.
pub(crate) const OUTCOMES: usize = 12;
/// Branches of one split.
pub(crate) const BRANCHES: usize = 12;
/// Required inputs of one row.
pub(crate) const INPUTS: usize = 40;
/// Entries of a list in the identity block.
pub(crate) const ENTRIES: usize = 60;
/// How often a loop may be taken in one case.
pub(crate) const CAP: u32 = 20;
/// Characters of a title or a name.
pub(crate) const TITLE: usize = 200;
/// Characters of an entry: a legal basis, a required input, an output.
pub(crate) const ENTRY: usize = 400;
/// Characters of a note.
pub(crate) const NOTE: usize = 2000;
/// Working or calendar days of one duration.
pub(crate) const DAYS: i64 = 3650;
/// Office minutes of one duration: 40 working days of 450 minutes.
pub(crate) const MINUTES: i64 = 18_000;
/// Findings kept while reading one file.
pub(crate) const FINDINGS: usize = 1000;
/// Findings reported for one file; more would help nobody.
pub(crate) const DIAGNOSTICS: usize = 200;
