//! Objections to a rejection.

use calendar::Deadline;
use kernel::{Citation, Instant, SealedRef};
use serde::{Deserialize, Serialize};

use crate::payload::Passage;

/// The applicant objected to the rejection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionFiled {
    /// On what grounds.
    pub grounds: SealedRef,
    /// The version of the rule on its times.
    pub rule: u32,
    /// Until when it has to be decided.
    pub due: Deadline,
    /// When the superiors are warned.
    pub warn_at: Instant,
}

/// The calendar was amended and the objection's date moved, only ever later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionMoved {
    /// The date that counts.
    pub due: Deadline,
    /// When the superiors are warned.
    pub warn_at: Instant,
}

/// The end of the objection's time is near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionWarned {
    /// The lawful instant.
    pub effective_at: Instant,
}

/// The rejection was annulled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionUpheld {
    /// Why.
    pub reason: SealedRef,
    /// The jump to the issuance, which is now mandatory.
    pub passage: Passage,
}

/// The rejection stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionDismissed {
    /// Why.
    pub reason: SealedRef,
}

/// Nobody decided on the objection in time: it counts as granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObjectionLapsed {
    /// The lawful instant: the end of the time.
    pub effective_at: Instant,
    /// The rule.
    pub basis: Citation,
    /// The jump to the issuance, which is now mandatory.
    pub passage: Passage,
}
