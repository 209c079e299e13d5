//! The rules by which licences say no, each with a stable reason.

/// Why a command on a licence was refused. Each variant is a rule that an
/// officer or an applicant can name; nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Only the head of the agency that issued it revokes a licence.
    #[error("only the head of the agency may revoke a licence")]
    GovernorOnly,
    /// A revocation is final.
    #[error("the licence was revoked, for good")]
    Revoked,
    /// What was replaced has no force that could be ended or used.
    #[error("another licence took the place of this one")]
    Superseded,
    /// A signed document never changes.
    #[error("the document of the licence is already signed")]
    AlreadySigned,
    /// What is not signed yet, or is over, can be neither amended nor transferred.
    #[error("the licence is not in force")]
    NotInForce,
    /// Too early, too late, or the licence never ends.
    #[error("the licence cannot be renewed now")]
    RenewalNotOpen,
    /// A renewal, amendment or transfer stays within the service.
    #[error("the licence was issued by another service")]
    OtherService,
    /// One open application at a time concerns a licence.
    #[error("another open application already concerns the licence")]
    AlreadyConcerned,
    /// Who may not act on the case may not sign what comes of it.
    #[error(transparent)]
    Case(#[from] crate::Refusal),
}

impl Refusal {
    /// The reasons of this module; those of `permits::Refusal` pass through
    /// beside them.
    pub const REASONS: &'static [&'static str] = &[
        "GOVERNOR_ONLY",
        "LICENCE_REVOKED",
        "LICENCE_SUPERSEDED",
        "DOCUMENT_ALREADY_SIGNED",
        "LICENCE_NOT_IN_FORCE",
        "RENEWAL_NOT_OPEN",
        "LICENCE_OF_OTHER_SERVICE",
        "LICENCE_ALREADY_CONCERNED",
    ];

    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::GovernorOnly => "GOVERNOR_ONLY",
            Self::Revoked => "LICENCE_REVOKED",
            Self::Superseded => "LICENCE_SUPERSEDED",
            Self::AlreadySigned => "DOCUMENT_ALREADY_SIGNED",
            Self::NotInForce => "LICENCE_NOT_IN_FORCE",
            Self::RenewalNotOpen => "RENEWAL_NOT_OPEN",
            Self::OtherService => "LICENCE_OF_OTHER_SERVICE",
            Self::AlreadyConcerned => "LICENCE_ALREADY_CONCERNED",
            Self::Case(refusal) => refusal.reason(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_reasons_is_whole() {
        let every = [
            Refusal::GovernorOnly,
            Refusal::Revoked,
            Refusal::Superseded,
            Refusal::AlreadySigned,
            Refusal::NotInForce,
            Refusal::RenewalNotOpen,
            Refusal::OtherService,
            Refusal::AlreadyConcerned,
        ];

        assert_eq!(every.map(|refusal| refusal.reason()), Refusal::REASONS);
    }
}
