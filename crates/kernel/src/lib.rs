//! Who acts, for which agency, when; identifiers, texts, and what a file may be.
//!
//! Admission rule: a type lives here only if two crates above need it and it
//! has a rule of its own. Architecture invariant: no I/O, no clock, no
//! randomness; `now` and identifiers are arguments.

mod actor;
mod district;
mod id;
mod instant;
mod language;
mod media;
mod receipt;
mod sealed;
mod size;
mod source;
mod text;

pub use actor::{Actor, PersonId};
pub use district::{District, DistrictError};
pub use id::{AgencyId, Executor, IdError, RoleId, Slug, Unit, UnitId};
pub use instant::Instant;
pub use language::Bilingual;
pub use media::{HEAD_BYTES, Media, TAIL_BYTES, WrongContent};
pub use receipt::{ReceiptError, ReceiptNumber};
pub use sealed::SealedRef;
pub use size::SizeClass;
pub use source::{Citation, Source};
pub use text::{Line, Prose, TextError};
