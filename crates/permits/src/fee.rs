//! What an applicant owes (retribusi, SKRD): the record of it.
//!
//! Refuses to hold a rupiah that the pinned standard does not yield; the
//! judgement on it is in `charging`.

use calendar::{Deadline, WorkDuration};
use kernel::{Instant, PersonId, SealedRef};
use serde::{Deserialize, Serialize};
use sop::StepId;
use standards::{Charge, FeeBasis};

use crate::{application::Application, reference::PaymentReference, state::State};

/// Where an assessment stands, with the facts that are true there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FeeStanding {
    /// The applicant has to pay it.
    Owed,
    /// Paid in full, by the payment system's word.
    Paid {
        /// When the money came in.
        paid_at: Instant,
        /// When we were told.
        recorded_at: Instant,
        /// The payment system's own id of the payment.
        transaction: String,
    },
    /// Taken back by an officer before it was paid.
    Cancelled {
        /// When.
        at: Instant,
        /// Why.
        reason: SealedRef,
    },
    /// Not paid by its due date: the agency assesses anew, or closes the case.
    Lapsed {
        /// The lawful instant: the end of the due date.
        effective_at: Instant,
    },
}

/// One assessment (Surat Ketetapan Retribusi Daerah).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The number under which it is paid.
    pub reference: PaymentReference,
    /// The step at which it was set.
    pub step: StepId,
    /// Who set it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<PersonId>,
    /// When.
    pub at: Instant,
    /// The computed lines; none for a fee that is the same for everybody.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Charge>,
    /// The sum in whole rupiah.
    pub total_rupiah: i64,
    /// The regulation that allows it.
    pub basis: FeeBasis,
    /// How long it may stay unpaid.
    pub within: WorkDuration,
    /// How long before the due date the applicant is reminded.
    pub remind: WorkDuration,
    /// The last day to pay.
    pub due: Deadline,
    /// When to remind; absent where the time is too short for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_at: Option<Instant>,
    /// The lawful instant of the reminder, once it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<Instant>,
    /// Where it stands.
    pub standing: FeeStanding,
}

impl Assessment {
    /// The next instant at which time brings something: the reminder, or the
    /// end. Never while the due date can still move.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        if self.standing != FeeStanding::Owed || self.due.provisional.is_some() {
            return None;
        }
        // Late is strictly after the last lawful instant.
        let late = Instant::from_micros(self.due.at.micros().saturating_add(1));
        let reminder = self.remind_at.filter(|_| self.reminded.is_none());
        Some(reminder.map_or(late, |at| at.min(late)))
    }
}

impl Application {
    /// The assessment that counts: the last one.
    #[must_use]
    pub fn fee(&self) -> Option<&Assessment> {
        self.fees.last()
    }

    /// Whether the applicant has to pay now: an assessment stands unpaid, and
    /// the case was neither refused nor given up.
    #[must_use]
    pub fn owes_fee(&self) -> bool {
        self.fee().is_some_and(|fee| fee.standing == FeeStanding::Owed) && self.may_be_charged()
    }

    /// Whether the fee was paid.
    #[must_use]
    pub fn has_paid(&self) -> bool {
        self.fee().is_some_and(|fee| matches!(fee.standing, FeeStanding::Paid { .. }))
    }

    /// The first open step that waits for the payment.
    #[must_use]
    pub fn payment_step(&self) -> Option<&StepId> {
        self.payments.first()
    }

    pub(crate) fn may_be_charged(&self) -> bool {
        match self.state {
            State::Submitted | State::InProcess | State::Approved { .. } | State::Issued { .. } => {
                true
            }
            State::Rejected { .. } | State::Withdrawn { .. } | State::Closed { .. } => false,
        }
    }

    /// The next instant at which the fee's time brings something.
    pub(crate) fn fee_wakes_at(&self) -> Option<Instant> {
        self.fee().filter(|_| self.owes_fee()).and_then(Assessment::wakes_at)
    }

    pub(crate) fn with_fee(
        &mut self,
        reference: &PaymentReference,
        change: impl FnOnce(&mut Assessment),
    ) {
        if let Some(fee) = self.fees.iter_mut().find(|fee| fee.reference == *reference) {
            change(fee);
        }
    }
}
