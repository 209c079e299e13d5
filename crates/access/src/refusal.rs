//! The rules by which access says no, each with a stable reason.

/// Why a command or a call was refused. Each variant is a rule that an
/// administrator can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The caller showed no officer's credential: sign in and repeat.
    #[error("an officer's credential is required")]
    SignInRequired,
    /// The caller showed no receipt number and secret: give both and repeat.
    #[error("a receipt number and its secret are required")]
    ReceiptRequired,
    /// The caller's duties do not include this: ask an administrator.
    #[error("the duties of this account do not include this act")]
    DutyMissing,
    /// Assigning needs the `administer` duty of the duty's agency.
    #[error("only an administrator of the agency may do this")]
    AdministratorOnly,
    /// Another administrator must give a duty to this one.
    #[error("nobody may assign a duty to himself or link an account to himself")]
    SelfAssignment,
    /// Revoke the other duty first.
    #[error("who administers may hold no duty on cases, and the reverse")]
    DutiesIncompatible,
    /// Nothing to do: the person is known already.
    #[error("the person is already enrolled")]
    AlreadyEnrolled,
    /// Enrol the person first.
    #[error("the person is not enrolled")]
    NotEnrolled,
    /// One account leads to one person.
    #[error("the account is already linked to a person")]
    AccountTaken,
    /// Nothing to do: the duty is held with this very end.
    #[error("the person already holds this duty until then")]
    AlreadyAssigned,
    /// The duty is not held now, so nothing ends.
    #[error("the person does not hold this duty")]
    NotAssigned,
    /// The end lies at or before now.
    #[error("the end of an assignment must lie in the future")]
    EndNotInFuture,
    /// More accounts or duties in force than a person can answer for.
    #[error("a person may have at most {limit} of these")]
    TooMany {
        /// The bound.
        limit: usize,
    },
}

impl Refusal {
    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        match self {
            Self::SignInRequired => "SIGN_IN_REQUIRED",
            Self::ReceiptRequired => "RECEIPT_REQUIRED",
            Self::DutyMissing => "DUTY_MISSING",
            Self::AdministratorOnly => "ADMINISTRATOR_ONLY",
            Self::SelfAssignment => "SELF_ASSIGNMENT",
            Self::DutiesIncompatible => "DUTIES_INCOMPATIBLE",
            Self::AlreadyEnrolled => "ALREADY_ENROLLED",
            Self::NotEnrolled => "NOT_ENROLLED",
            Self::AccountTaken => "ACCOUNT_TAKEN",
            Self::AlreadyAssigned => "ALREADY_ASSIGNED",
            Self::NotAssigned => "NOT_ASSIGNED",
            Self::EndNotInFuture => "END_NOT_IN_FUTURE",
            Self::TooMany { .. } => "TOO_MANY",
        }
    }

    /// Every reason, for the test that the contract's catalogue lists them all.
    pub const REASONS: [&'static str; 13] = [
        "SIGN_IN_REQUIRED",
        "RECEIPT_REQUIRED",
        "DUTY_MISSING",
        "ADMINISTRATOR_ONLY",
        "SELF_ASSIGNMENT",
        "DUTIES_INCOMPATIBLE",
        "ALREADY_ENROLLED",
        "NOT_ENROLLED",
        "ACCOUNT_TAKEN",
        "ALREADY_ASSIGNED",
        "NOT_ASSIGNED",
        "END_NOT_IN_FUTURE",
        "TOO_MANY",
    ];
}
