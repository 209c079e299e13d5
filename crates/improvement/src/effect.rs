//! What an action brought, in exact numbers.

use serde::{Deserialize, Serialize};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// An index of satisfaction, in hundredths of a point.
    IndexHundredths,
    /// Days that something takes.
    Days,
    /// How often something happens.
    Count,
}

/// A number before the action and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// What is counted.
    pub measure: Measure,
    /// Before.
    pub before: u32,
    /// After.
    pub after: u32,
}
