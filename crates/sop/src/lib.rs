//! SOP documents: parse, check, run.
//!
//! One text file in the shape of PermenPANRB 35/2012 is what officials sign,
//! what the checks examine and what the engine runs. A [`Sop`] exists only
//! when its graph is sound: every case that begins can end, at every moment,
//! and leaves no open work behind.
//!
//! ```
//! let text = r#"
//! format = 1
//!
//! [sop]
//! id = "surat-keterangan"
//! version = 1
//! number = "470/01/SOP"
//! title = "Surat keterangan"
//! agency = "kecamatan"
//! created = 2024-01-02
//! effective = 2024-02-01
//! approved_by = { position = "Camat", source = "example" }
//! legal_basis = [{ text = "PermenPANRB 35/2012", source = "published" }]
//!
//! [[executor]] # a column of the table (pelaksana)
//! id = "loket"
//! executor = "kecamatan/pelayanan/loket"
//! title = "Petugas loket"
//!
//! [[step]] # a row
//! id = "mulai"
//! kind = "start"
//! next = "periksa"
//!
//! [[step]]
//! id = "periksa"
//! name = "Memeriksa berkas"
//! kind = "decision"
//! by = "loket"
//! act = "completeness"
//! inputs = ["KTP"]
//! time = { office_minutes = 15, source = "example" }
//! output = "Berkas lengkap"
//!
//! [[step.outcome]]
//! id = "lengkap"
//! to = "selesai"
//! effect = "complete"
//!
//! [[step.outcome]]
//! id = "kurang"
//! to = "lengkapi"
//! effect = "return"
//! cap = 3 # how often in one case; every loop needs one
//!
//! [[step]]
//! id = "lengkapi"
//! name = "Melengkapi berkas"
//! kind = "applicant"
//! next = "periksa"
//!
//! [[step]]
//! id = "selesai"
//! kind = "end"
//! result = "granted"
//! "#;
//! let sop = sop::load(text).expect("sound");
//! let run = sop::Run::new().apply(&sop.begin());
//! let open: Vec<_> = run.open_steps().map(sop::StepId::as_str).collect();
//! assert_eq!(open, ["periksa"]);
//! ```
//!
//! Further kinds: `activity` (`next`), `split` (`branches = ["a", "b"]`), `join`
//! (waits for each step that leads to it), `merge` (alternatives meet again,
//! without work), `sub` (`sop`, `version`, `next`).
//!
//! An activity with `fee = true` sets what the applicant owes (SKRD); an
//! applicant's step with `awaits = "payment"` waits until it is paid, and no
//! case may come there before a fee could be set.
//!
//! A step says with `needs = ["nomor-str"]` which of the service's requirements
//! it has to know: that, and no more, goes along to an agency that does the step
//! in a deployment of its own.
//!
//! Work of `act = "inspection"` with `minutes = true` is done when the minutes of
//! a visit are signed; each outcome that goes on names the `recommendation` that
//! it follows.
//!
//! Architecture invariant: no I/O, no clock, no randomness. The crate knows
//! neither persons' names nor cases; a case's progress is a [`Run`].

mod check;
mod code;
mod concurrency;
mod diagnostic;
mod document;
mod engine;
mod faults;
mod fields;
pub mod governance;
mod graph;
mod limits;
mod link;
mod longest;
mod names;
mod net;
mod parse;
mod procedure;
mod rank;
mod read;
mod refusal;
mod row;
mod run;
mod sop;
mod sound;
mod stage;
mod step;
mod suggest;
#[cfg(test)]
mod trials;
mod values;
mod walk;
mod witness;
mod words;

pub use check::{Rules, examine};
pub use code::Code;
pub use diagnostic::{Diagnostic, Position, Severity};
pub use document::{Approval, Column, Document, Identity, Row, StepTime, parse};
pub use faults::Faults;
pub use fields::Fields;
pub use link::load;
pub use longest::Longest;
pub use read::{At, File};
pub use refusal::Refusal;
pub use run::{Advance, Opened, Run, Wait};
pub use sop::Sop;
pub use stage::Stage;
pub use step::{Exits, Kind, Outcome, Step, StepId};
pub use words::{Act, Awaits, Effect, EndResult, Recommendation};
