//! Why a notice did not leave, in classes that name nobody.

/// What stopped an attempt. What the receiver said is not kept: it may repeat
/// the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Fault {
    /// No connection. Try again later.
    #[error("the receiver could not be reached")]
    Unreachable,
    /// No answer in time; it may have been taken. Try again with the same id.
    #[error("the receiver did not answer in time")]
    TimedOut,
    /// The certificate is not one that is trusted. Mend the settings.
    #[error("the receiver's certificate cannot be trusted")]
    Untrusted,
    /// The receiver has a failure of its own, or asks to wait. Try again later.
    #[error("the receiver answered with a failure")]
    Failed,
    /// The receiver refuses this very notice. Trying again would change nothing.
    #[error("the receiver refused the notice")]
    Refused,
    /// The address is none that the channel can use. Trying again would change nothing.
    #[error("the address is none for this channel")]
    Unaddressable,
}

impl Fault {
    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreachable => "unreachable",
            Self::TimedOut => "timed_out",
            Self::Untrusted => "untrusted",
            Self::Failed => "failed",
            Self::Refused => "refused",
            Self::Unaddressable => "unaddressable",
        }
    }

    /// Whether another attempt would only meet the same answer.
    #[must_use]
    pub const fn is_final(self) -> bool {
        match self {
            Self::Refused | Self::Unaddressable => true,
            Self::Unreachable | Self::TimedOut | Self::Untrusted | Self::Failed => false,
        }
    }
}
