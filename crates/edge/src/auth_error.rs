//! Why a token was refused.

/// Each variant is one thing that an administrator can look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthError {
    /// Not a signed token with the claims `iss`, `sub`, `aud` and `exp`.
    #[error("the token is not readable")]
    Malformed,
    /// Not EdDSA, ES256 or RS256, or not the algorithm of the key it names.
    #[error("the token's algorithm is not accepted")]
    AlgorithmRefused,
    /// The `iss` is none of the trusted issuers.
    #[error("the token's issuer is not trusted")]
    IssuerUnknown,
    /// The `kid` is none of the issuer's keys, or is missing where there are several.
    #[error("the token's key is not known")]
    KeyUnknown,
    /// The signature is not of that key.
    #[error("the token's signature is wrong")]
    SignatureWrong,
    /// The `aud` names somebody else.
    #[error("the token is meant for another audience")]
    AudienceWrong,
    /// Past its `exp`: sign in again.
    #[error("the token has expired")]
    Expired,
    /// Before its `nbf`: a clock is wrong.
    #[error("the token is not valid yet")]
    NotYetValid,
    /// The issuer's keys could not be fetched, so nothing is known: try later.
    #[error("the issuer's keys cannot be fetched")]
    KeysUnavailable,
}

impl AuthError {
    /// A stable word for the cause, for metadata and the log.
    #[must_use]
    pub fn cause(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::AlgorithmRefused => "algorithm",
            Self::IssuerUnknown => "issuer",
            Self::KeyUnknown => "key",
            Self::SignatureWrong => "signature",
            Self::AudienceWrong => "audience",
            Self::Expired => "expired",
            Self::NotYetValid => "not_yet_valid",
            Self::KeysUnavailable => "keys_unavailable",
        }
    }
}
