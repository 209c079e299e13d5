//! Service figures of permits (kinerja pelayanan): what each of them means, what an
//! event of a case adds to them, and what sums of them come to.
//!
//! Nothing is decided or folded here but the few facts that the next event of a
//! case needs ([`Case`]). Everything is counted in whole cases, days, minutes and
//! seconds, so that sums over any period are exact, in any order. Periods and the
//! hiding of small numbers are those of surveys: one rule for all that an agency
//! publishes.
//!
//! *Architecture invariant:* `figures` performs no I/O and knows no clock.

mod age;
mod book;
mod case;
mod cause;
mod definition;
mod flow;
mod histogram;
mod published;
mod sums;
mod table;

pub use age::{Age, Ageing};
pub use book::{Book, CountKey, Counted, Place, Spent, TimeKey};
pub use case::{Before, CalendarMissing, Case, Seen, Spell};
pub use cause::Cause;
pub use definition::{DEFINITIONS, Definition};
pub use flow::Flow;
pub use histogram::{Histogram, TimeUnit};
pub use published::{Published, ShownShare, Took, published, shown_to_all};
pub use sums::{Share, Sums};
pub use table::{COLUMNS, csv, rows};
