//! The rules by which the queue says no, each with a stable reason.

/// Why something was refused. Each variant is a rule that whoever serves at a
/// counter can name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nobody runs a hall here yet.
    #[error("the agency runs no hall")]
    HallUnknown,
    /// The hall has no stand of that name.
    #[error("the hall has no such stand")]
    StandUnknown,
    /// The stand has fewer counters.
    #[error("the stand has no such counter")]
    CounterUnknown,
    /// The published rule knows no such class.
    #[error("the published rule knows no such priority class")]
    PriorityUnknown,
    /// One ticket a stand is enough for one visit, and a visit has only so
    /// many.
    #[error("a visit has at most {most} needs, each at another stand")]
    TooManyNeeds {
        /// How many.
        most: u8,
    },
    /// The day lies in the past, too far ahead, or the hall is closed on it.
    #[error("the hall takes nobody on that day")]
    DayUnavailable,
    /// No day within the horizon has room for all needs.
    #[error("every day that can be booked is full")]
    QuotaSpent,
    /// Come back on another day.
    #[error("the stand is closed for the day")]
    DayOver,
    /// The line has no such number.
    #[error("the line has no such ticket")]
    TicketUnknown,
    /// The ticket does not stand where the command needs it.
    #[error("the ticket does not stand there")]
    TicketElsewhere,
    /// Serve first whom the counter has called.
    #[error("the counter has somebody already")]
    CounterBusy,
    /// Rest a moment.
    #[error("nobody waits")]
    NobodyWaits,
    /// Call the number some more times first.
    #[error("a number counts as absent after {calls} calls")]
    CallAgainFirst {
        /// How many.
        calls: u8,
    },
    /// Mark it as absent instead.
    #[error("the number was called {calls} times")]
    CalledEnough {
        /// How often.
        calls: u8,
    },
    /// Only in the hall, on the day of the booking.
    #[error("a booking is checked in on its own day")]
    NotYourDay,
}

impl Refusal {
    /// Every reason, for the test that the contract's catalogue lists them all.
    pub const REASONS: &'static [&'static str] = &[
        "HALL_NOT_FOUND",
        "STAND_NOT_FOUND",
        "COUNTER_NOT_FOUND",
        "PRIORITY_UNKNOWN",
        "TOO_MANY_NEEDS",
        "DAY_UNAVAILABLE",
        "QUOTA_SPENT",
        "STAND_CLOSED",
        "TICKET_NOT_FOUND",
        "TICKET_ELSEWHERE",
        "COUNTER_BUSY",
        "NOBODY_WAITS",
        "CALL_AGAIN_FIRST",
        "CALLED_ENOUGH",
        "NOT_YOUR_DAY",
    ];

    /// The stable reason that the contract's catalogue lists.
    #[must_use]
    pub const fn reason(&self) -> &'static str {
        match self {
            Self::HallUnknown => "HALL_NOT_FOUND",
            Self::StandUnknown => "STAND_NOT_FOUND",
            Self::CounterUnknown => "COUNTER_NOT_FOUND",
            Self::PriorityUnknown => "PRIORITY_UNKNOWN",
            Self::TooManyNeeds { .. } => "TOO_MANY_NEEDS",
            Self::DayUnavailable => "DAY_UNAVAILABLE",
            Self::QuotaSpent => "QUOTA_SPENT",
            Self::DayOver => "STAND_CLOSED",
            Self::TicketUnknown => "TICKET_NOT_FOUND",
            Self::TicketElsewhere => "TICKET_ELSEWHERE",
            Self::CounterBusy => "COUNTER_BUSY",
            Self::NobodyWaits => "NOBODY_WAITS",
            Self::CallAgainFirst { .. } => "CALL_AGAIN_FIRST",
            Self::CalledEnough { .. } => "CALLED_ENOUGH",
            Self::NotYourDay => "NOT_YOUR_DAY",
        }
    }
}
