//! Four eyes: duties that no person may join on one case.

use sop::Act;

/// The pairs of acts that need different persons on one case.
///
/// Who verifies, who inspects, who approves and who signs are four persons,
/// and who found the file complete does not approve it. The same list feeds
/// the check of a procedure, so that a procedure which could not be staffed
/// is refused before any case runs on it.
pub const SEPARATED: [(Act, Act); 7] = [
    (Act::Verification, Act::Inspection),
    (Act::Verification, Act::Approval),
    (Act::Verification, Act::Signature),
    (Act::Inspection, Act::Approval),
    (Act::Inspection, Act::Signature),
    (Act::Approval, Act::Signature),
    (Act::Completeness, Act::Approval),
];

/// Whether one person may not do both on one case; the order does not matter.
#[must_use]
pub fn must_be_apart(one: Act, other: Act) -> bool {
    SEPARATED.iter().any(|&(a, b)| (a, b) == (one, other) || (b, a) == (one, other))
}
