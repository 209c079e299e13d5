//! What applicant and office write to each other, and who acts for the applicant.

use std::collections::BTreeSet;

use jiff::civil::Date;
use kernel::{Executor, Instant, SealedRef};
use serde::{Deserialize, Serialize};

use crate::mandate::{MandateCause, MandateScope};

/// Applicant or office wrote to the other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MessagePosted {
    /// What it says.
    pub text: SealedRef,
    /// The requirement of which it speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requirement: Option<String>,
    /// As which office; absent where the applicant wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub executor: Option<Executor>,
}

/// The applicant let somebody act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandateGiven {
    /// Its place in the record, from 1 on.
    pub number: u32,
    /// Who the agent is.
    pub agent: SealedRef,
    /// Keyed digest of the agent's own secret.
    pub secret_digest: String,
    /// For what.
    pub scope: BTreeSet<MandateScope>,
    /// The last day on which it holds.
    pub until: Date,
    /// The end of that day.
    pub ends_at: Instant,
}

/// Nobody acts by this mandate any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MandateEnded {
    /// Which.
    pub number: u32,
    /// Why.
    pub cause: MandateCause,
    /// The lawful instant.
    pub effective_at: Instant,
}
