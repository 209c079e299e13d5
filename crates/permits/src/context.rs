//! What a decision needs to know beyond the record.

use calendar::Calendar;
use jiff::civil::Date;
use kernel::Instant;
use sop::Sop;
use standards::Service;

use crate::{application::Pin, refusal::Refusal};

/// The instant, the texts on which the case runs, the calendar, the next number.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The instant of the decision.
    pub now: Instant,
    /// The very version of the procedure to which the case is pinned.
    pub sop: &'a Sop,
    /// The very version of the standard to which the case is pinned.
    pub service: &'a Service,
    /// The calendar of the agency that answers for the service, as it is now.
    pub calendar: &'a Calendar,
    /// The next free number of the series that the command counts in, in the
    /// year of [`Context::today`]: of the service's licences, which an `Issued`
    /// event uses up, or of the agency's assessments, which a `FeeAssessed` does.
    pub next_number: u32,
    /// Whether a registered number of the officer who acts (family card, tax
    /// number, telephone, identity) is the applicant's.
    pub is_related: bool,
    /// Whether the officer who acts has read the procedure, where the agency
    /// demands that; true where it does not.
    pub has_read_sop: bool,
}

impl Context<'_> {
    /// The civil date at the agency.
    #[must_use]
    pub fn today(&self) -> Date {
        self.calendar.zone().date(self.now)
    }

    pub(crate) fn service_pin(&self) -> Pin {
        Pin { id: self.service.id().to_string(), version: self.service.version() }
    }

    pub(crate) fn sop_pin(&self) -> Pin {
        Pin { id: self.sop.id().to_string(), version: self.sop.version() }
    }

    /// The standard and the procedure belong together.
    pub(crate) fn is_whole(&self) -> Result<(), Refusal> {
        let named = self.service.sop();
        let fits = *self.sop.id() == named.id && self.sop.version() == named.version;
        if fits { Ok(()) } else { Err(Refusal::VersionMismatch) }
    }
}
