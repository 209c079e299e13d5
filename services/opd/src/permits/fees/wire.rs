//! Requests of the fees service, checked whole: every fault at once.

use contract::{google::r#type::Money, satupintu::permits::v1 as pb};
use edge::Violations;
use kernel::{AgencyId, Prose, Slug};
use permits::{Payment, PaymentReference};
use sop::StepId;
use standards::Quantity;
use tonic::Status;

use crate::{
    names,
    permits::wire::{Holder, OnCase, holder, on_case, step_of},
    wire::instant_of,
    writing::request_id,
};

/// The most lines of one assessment: all that a tariff has.
const MOST_LINES: usize = 50;
/// Bytes of the payment system's own id.
const LONGEST_TRANSACTION: usize = 64;

/// The step, and how much of each line of the tariff.
pub(super) struct Assessing {
    pub(super) step: StepId,
    pub(super) quantities: Vec<(Slug, Quantity)>,
    /// To be shown, and not to be set.
    pub(super) validate_only: bool,
}

pub(super) fn assessing(request: &pb::AssessFeeRequest) -> Result<OnCase<Assessing>, Status> {
    let pb::AssessFeeRequest { name, request_id, etag, step, quantities, validate_only } = request;
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        if quantities.len() > MOST_LINES {
            faults.add("quantities", format!("must be at most {MOST_LINES}"));
            return None;
        }
        let lines: Vec<Option<(Slug, Quantity)>> = quantities
            .iter()
            .enumerate()
            .map(|(n, pb::Quantity { code, amount })| {
                let code = faults.check(&format!("quantities[{n}].code"), Slug::parse(code));
                let field = format!("quantities[{n}].amount");
                let amount = faults.check(&field, Quantity::parse(amount));
                Some((code?, amount?))
            })
            .collect();
        let quantities = lines.into_iter().collect::<Option<Vec<_>>>()?;
        Some(Assessing { step: step?, quantities, validate_only: *validate_only })
    })
}

pub(super) fn cancelling(
    request: &pb::CancelAssessmentRequest,
) -> Result<OnCase<(StepId, Prose)>, Status> {
    let pb::CancelAssessmentRequest { name, request_id, etag, step, reason } = request;
    with_reason(name, request_id, etag, step, reason)
}

pub(super) fn closing(request: &pb::CloseUnpaidRequest) -> Result<OnCase<(StepId, Prose)>, Status> {
    let pb::CloseUnpaidRequest { name, request_id, etag, step, reason } = request;
    with_reason(name, request_id, etag, step, reason)
}

fn with_reason(
    name: &str,
    request_id: &str,
    etag: &str,
    step: &str,
    reason: &str,
) -> Result<OnCase<(StepId, Prose)>, Status> {
    on_case(name, request_id, etag, |faults| {
        let step = step_of(faults, step);
        let reason = faults.check("reason", Prose::parse(reason));
        Some((step?, reason?))
    })
}

/// What the payment system reports.
pub(super) struct Report {
    pub(super) agency: AgencyId,
    pub(super) request_id: String,
    pub(super) payment: Payment,
}

pub(super) fn report(request: &pb::ReportPaymentRequest) -> Result<Report, Status> {
    let pb::ReportPaymentRequest {
        parent,
        request_id: id,
        reference,
        transaction_id,
        amount,
        paid_at,
    } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_agency(parent));
    let request_id = request_id(&mut faults, id);
    let reference = faults.check("reference", PaymentReference::parse(reference));
    let transaction = faults.check("transaction_id", transaction(transaction_id));
    let rupiah = rupiah(&mut faults, amount.as_ref());
    let paid_at = match paid_at {
        Some(paid_at) => faults.check("paid_at", instant_of(paid_at)),
        None => faults.check("paid_at", Err("must say when the money came in")),
    };
    let whole = (|| {
        let payment = Payment {
            reference: reference?,
            transaction: transaction?,
            rupiah: rupiah?,
            paid_at: paid_at?,
        };
        Some(Report { agency: agency?, request_id: request_id?, payment })
    })();
    faults.finish(whole)
}

fn transaction(text: &str) -> Result<String, &'static str> {
    let is_plain = (1..=LONGEST_TRANSACTION).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_graphic());
    if is_plain { Ok(text.to_owned()) } else { Err("must be 1 to 64 visible ASCII characters") }
}

/// Whole rupiah, more than none.
fn rupiah(faults: &mut Violations, amount: Option<&Money>) -> Option<i64> {
    let Some(Money { currency_code, units, nanos }) = amount else {
        faults.add("amount", "must say how much came in");
        return None;
    };
    let is = |right: bool, why: &'static str| if right { Ok(()) } else { Err(why) };
    let currency = faults.check("amount.currency_code", is(currency_code == "IDR", "must be IDR"));
    let whole = faults.check("amount.nanos", is(*nanos == 0, "must be 0: whole rupiah"));
    let some = faults.check("amount.units", is(*units > 0, "must be more than 0"));
    currency.and(whole).and(some).map(|()| *units)
}

pub(super) fn asking(request: &pb::GetAssessmentRequest) -> Result<Holder, Status> {
    let pb::GetAssessmentRequest { receipt_number, secret } = request;
    let mut faults = Violations::new();
    let holder = holder(&mut faults, receipt_number, secret);
    faults.finish(holder)
}
