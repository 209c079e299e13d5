//! Service standards (standar pelayanan): what an agency promises a citizen.
//!
//! A [`Service`] is read from a text file that says for every value whether an
//! agency published it or we filled a silence. It names the SOP that serves
//! it, and [`Service::agrees_with`] tells where the two contradict each other.
//!
//! Architecture invariant: no I/O, no clock, no randomness. The crate knows no
//! case; what a case does with the promise lives in `permits`.

mod agree;
mod code;
mod document;
mod fee;
mod number;
mod parse;
mod replay;
mod service;

pub use code::{
    BAD_TEMPLATE, CONTRADICTION, FEE_WITHOUT_BASIS, NO_ISSUANCE, OTHER_AGENCY, OTHER_SOP,
    OTHER_UNIT, SLOWER_THAN_PROMISED,
};
pub use document::DocumentText;
pub use fee::{Amount, Fee, FeeBasis};
pub use number::{NumberTemplate, TemplateError};
pub use replay::{Conformance, replay};
pub use service::{Audience, Lapse, LapseRule, Origin, Requirement, Service, SopReference, Stated};
