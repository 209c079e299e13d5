//! Answers that must not be linkable: tokens, the sealed box, released rows, counters.
//!
//! The one exception to the sequencer (see ARCHITECTURE). A response goes into the box in
//! one small transaction with its token; the box is emptied in batches by the sequencer,
//! so that rows, counters and the journal's event of the batch are one commit.

mod boxed;
mod mailed;
mod read;
mod release;

pub use boxed::{Spent, SurveyToken};
pub use mailed::INVITATION;
pub(crate) use mailed::wipe;
pub use read::{ReleasedRow, SurveyCounts};
pub use release::SurveyRelease;
pub(crate) use release::{decided, released_text, root, write};
