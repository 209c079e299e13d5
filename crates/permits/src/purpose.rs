//! Which parts of a form a purpose opens: no more than the work at hand needs.

use sop::Act;

use crate::command::Purpose;

/// What of the applicant's own data is shown beside name, identity number and
/// answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The postal address.
    pub address: bool,
    /// Telephone number and e-mail address.
    pub contact: bool,
}

impl Purpose {
    /// The parts that this purpose opens. Who verifies, assesses or decides has
    /// no way to reach the applicant but through the case.
    #[must_use]
    pub fn opens(self) -> Opened {
        match self {
            Self::CompletenessCheck | Self::Verification | Self::Assessment | Self::Decision => {
                Opened { address: false, contact: false }
            }
            // A visit is agreed with who lives there.
            Self::Inspection => Opened { address: true, contact: true },
            // The address stands on the document.
            Self::Issuance => Opened { address: true, contact: false },
            Self::Delivery => Opened { address: false, contact: true },
        }
    }

    /// Whether a task with the act `act` may be the reason: a purpose that opens
    /// more than the answers needs the very task for it.
    #[must_use]
    pub fn suits(self, act: Act) -> bool {
        match self {
            Self::CompletenessCheck | Self::Verification | Self::Assessment | Self::Decision => {
                true
            }
            Self::Inspection => act == Act::Inspection,
            Self::Issuance => {
                matches!(act, Act::Drafting | Act::Initials | Act::Signature | Act::Issuance)
            }
            Self::Delivery => act == Act::Delivery,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_verifies_has_no_way_to_reach_the_applicant() {
        let kept_out = [Act::Completeness, Act::Verification, Act::Assessment, Act::Approval];
        let reaching = [Purpose::Inspection, Purpose::Delivery];
        for act in kept_out {
            assert!(reaching.iter().all(|purpose| !purpose.suits(act)), "{act:?}");
        }
        assert!(!Purpose::Verification.opens().contact && !Purpose::Decision.opens().address);
    }
}
