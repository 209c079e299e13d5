//! What is owed, and what became of it.

use calendar::Deadline;
use kernel::{Instant, SealedRef};
use serde::{Deserialize, Serialize};
use sop::StepId;

use crate::{clock::ClockMove, fee::Assessment, payload::Passage, reference::PaymentReference};

/// An officer set what the applicant owes (SKRD).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeAssessed {
    /// The assessment, line by line, as it stands at first.
    pub assessment: Assessment,
    /// What it does to the clock: it pauses only when the payment is awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockMove>,
}

/// An officer took the assessment back before it was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeCancelled {
    /// The assessment.
    pub reference: PaymentReference,
    /// Why.
    pub reason: SealedRef,
    /// What it does to the clock: nothing is owed, so the agency has the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockMove>,
}

/// The payment system reported the whole amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeePaid {
    /// The assessment.
    pub reference: PaymentReference,
    /// The payment system's own id of the payment.
    pub transaction: String,
    /// How much came in.
    pub rupiah: i64,
    /// When it came in.
    pub paid_at: Instant,
    /// The step that is done by it; absent when it was paid before the
    /// procedure came there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<StepId>,
    /// How far it went.
    pub passage: Passage,
}

/// The procedure came to a payment that was made already.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentPassed {
    /// The step that is done.
    pub step: StepId,
    /// How far it went.
    pub passage: Passage,
}

/// The due date is near.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeReminded {
    /// The assessment.
    pub reference: PaymentReference,
    /// The lawful instant.
    pub effective_at: Instant,
}

/// The due date passed unpaid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeLapsed {
    /// The assessment.
    pub reference: PaymentReference,
    /// The lawful instant: the end of the due date.
    pub effective_at: Instant,
    /// What it does to the clock: nothing is owed, so the agency has the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clock: Option<ClockMove>,
}

/// The calendar was amended and the due date moved, only ever to a later day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FeeDueMoved {
    /// The assessment.
    pub reference: PaymentReference,
    /// The due date that counts.
    pub due: Deadline,
    /// The reminder that counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remind_at: Option<Instant>,
}

/// An officer closed the case, because the fee was not paid in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClosedUnpaid {
    /// Why.
    pub reason: SealedRef,
    /// The end of the procedure.
    pub passage: Passage,
}
