//! Reports to the inspectorate: slips, the sealed box, released rows, answers.
//!
//! Like responses to surveys, and unlike everything else, they do not pass the sequencer
//! one by one (see ARCHITECTURE). What is sealed here, no key of the deployment opens.

mod boxed;
mod read;
mod release;

pub use boxed::{Entered, NewReport};
pub use read::ListedReport;
pub use release::ReportRelease;
pub(crate) use release::{decided, row_text, write};
