//! Service standards (standar pelayanan): what an agency promises a citizen.
//!
//! A [`Service`] is read from a text file that says for every value whether an
//! agency published it or we filled a silence. It names the SOP that serves
//! it, and [`Service::agrees_with`] tells where the two contradict each other.
//!
//! The text lives in a record: a [`Standard`] is drafted, discussed with the
//! public, established by decree, published, reviewed every year, and revoked.
//! A [`Promise`] (maklumat) covers published standards, and a [`Compensation`]
//! is what an applicant was given when it was broken.
//!
//! Architecture invariant: no I/O, no clock, no randomness. The crate knows no
//! case; what a case does with the promise lives in `permits`.

mod agree;
mod code;
mod command;
mod compensation;
mod component;
mod document;
mod event;
mod fee;
mod lint;
mod number;
mod parse;
mod promise;
mod refusal;
mod replay;
mod service;
mod standard;
mod tariff;

pub use code::{
    ASKED_TWICE, BAD_TEMPLATE, COMPONENT_MISSING, CONTRADICTION, FEE_NOT_ASSESSED,
    FEE_WITHOUT_BASIS, FREE_YET_PAID, MADE_BY_THE_SOP, NEEDS_UNLISTED, NO_ISSUANCE, OTHER_AGENCY,
    OTHER_SOP, OTHER_UNIT, OWN_PAPER, PAYMENT_OF_NOTHING, RECEIPT_OF_NO_FEE,
    REQUIREMENTS_UNCHECKED, SLOWER_THAN_PROMISED,
};
pub use command::{Command, Context};
pub use compensation::{Compensation, Grounds};
pub use component::{ChannelKind, ComplaintChannel, Component, Components};
pub use document::DocumentText;
pub use event::{
    Compensated, Decree, Discussed, Drafted, Established, Event, Medium, MediumKind, PromiseMade,
    Published, Reviewed, Revoked, Unreadable, Verdict,
};
pub use fee::{Amount, Fee, FeeBasis};
pub use number::{NumberTemplate, TemplateError};
pub use promise::{
    CompensationKind, Covered, Promise, PromiseCommand, PromiseContext, USUAL_PROMISE,
};
pub use refusal::Refusal;
pub use replay::{Conformance, replay};
pub use service::{
    Audience, ChecklistItem, Lapse, LapseRule, Origin, Requirement, Service, SopReference, Stated,
};
pub use standard::{Phase, Review, Standard, USUAL_REVIEW_MONTHS};
pub use tariff::{AssessmentError, Charge, Charges, FeeTime, Quantity, QuantityError, TariffItem};
