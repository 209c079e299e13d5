//! What may be asked of a standard, and what is known when deciding on it.

use jiff::civil::Date;
use kernel::{Actor, AgencyId, Line, Slug};

use crate::{
    component::Component,
    event::{Decree, Medium, Verdict},
};

/// One step of a standard's life.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Writes the text, or writes it anew.
    Draft {
        /// The agency that answers for the service.
        agency: AgencyId,
        /// The service.
        service: Slug,
        /// The version that the text names.
        version: u32,
        /// SHA-256 of the text, in lower-case hex.
        digest: String,
        /// The components about which the text says nothing.
        missing: Vec<Component>,
    },
    /// Records the forum.
    Discuss {
        /// The day of the forum.
        held_on: Date,
        /// The number of its minutes.
        minutes: Line<200>,
        /// How many groups of the community took part.
        groups: u32,
        /// SHA-256 of the text that was discussed, where that is known; else it
        /// was the present one.
        digest: Option<String>,
    },
    /// Establishes the text.
    Establish {
        /// By which decree.
        decree: Decree,
    },
    /// Makes the standard public.
    Publish {
        /// Where.
        media: Vec<Medium>,
        /// Months until the review.
        review_months: u32,
    },
    /// Records a review.
    Review {
        /// The day of the review.
        held_on: Date,
        /// The number of its report.
        report: Line<200>,
        /// What came out of it.
        verdict: Verdict,
        /// Months until the next one.
        review_months: u32,
    },
    /// Revokes the standard.
    Revoke {
        /// By which decree.
        decree: Decree,
    },
}

/// What the decision needs to know beyond the record.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The day of the decision, in the agency's zone.
    pub today: Date,
    /// Who asks. Whether the duty allows it was asked before.
    pub actor: &'a Actor,
    /// The version on which new cases of the service start, if there is one.
    pub current: Option<u32>,
    /// Whether a forum on the text goes on, or has comments without a decision.
    pub is_consulted_on: bool,
}
