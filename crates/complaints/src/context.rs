//! What a decision stands on besides the report itself.

use calendar::Calendar;
use kernel::Instant;
use sop::Sop;

/// The surroundings of a decision.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The instant.
    pub now: Instant,
    /// The procedure, in the version that the report runs on.
    pub sop: &'a Sop,
    /// The agency's calendar as it is now.
    pub calendar: &'a Calendar,
    /// Whether the report that a duplicate is said to repeat is there and open;
    /// of no meaning otherwise.
    pub original_is_open: bool,
}
