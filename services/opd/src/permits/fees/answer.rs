//! Assessments and payments as the wire writes them, read off the record alone.

use contract::satupintu::permits::v1 as pb;
use kernel::Bilingual;
use permits::{Assessment, FeeStanding};
use standards::{Charge, FeeBasis};

use crate::wire::{bilingual, citation, deadline, money, timestamp};

/// An assessment without the words of a cancellation.
pub(crate) fn assessment(fee: &Assessment) -> pb::Assessment {
    let Assessment {
        reference,
        step,
        by: _,
        at,
        lines,
        total_rupiah,
        basis,
        within: _,
        remind: _,
        due,
        remind_at: _,
        reminded,
        standing,
    } = fee;
    let kind = match basis {
        FeeBasis::Perda(_) => contract::satupintu::sop::v1::FeeBasis::Perda,
        FeeBasis::Pnbp(_) => contract::satupintu::sop::v1::FeeBasis::Pnbp,
    };
    let written = pb::Assessment {
        reference: reference.to_string(),
        step: step.to_string(),
        assessed_at: Some(timestamp(*at)),
        lines: lines.iter().map(charge).collect(),
        total: Some(money(*total_rupiah)),
        rounding: Some(bilingual(&rounding())),
        basis: kind.into(),
        citation: Some(citation(basis.citation())),
        due: Some(deadline(due)),
        reminded_at: reminded.map(timestamp),
        ..pb::Assessment::default()
    };
    match standing {
        FeeStanding::Owed => {
            pb::Assessment { status: pb::AssessmentStatus::Owed.into(), ..written }
        }
        FeeStanding::Paid { paid_at, recorded_at: _, transaction: _ } => pb::Assessment {
            status: pb::AssessmentStatus::Paid.into(),
            paid_at: Some(timestamp(*paid_at)),
            ..written
        },
        FeeStanding::Cancelled { at, reason: _ } => pb::Assessment {
            status: pb::AssessmentStatus::Cancelled.into(),
            cancelled_at: Some(timestamp(*at)),
            ..written
        },
        FeeStanding::Lapsed { effective_at } => pb::Assessment {
            status: pb::AssessmentStatus::Lapsed.into(),
            lapsed_at: Some(timestamp(*effective_at)),
            ..written
        },
    }
}

/// The payment of an assessment; `None` unless it was paid.
pub(super) fn payment(fee: &Assessment) -> Option<pb::Payment> {
    let FeeStanding::Paid { paid_at, recorded_at, transaction } = &fee.standing else {
        return None;
    };
    Some(pb::Payment {
        reference: fee.reference.to_string(),
        transaction_id: transaction.clone(),
        amount: Some(money(fee.total_rupiah)),
        paid_at: Some(timestamp(*paid_at)),
        recorded_at: Some(timestamp(*recorded_at)),
    })
}

fn charge(line: &Charge) -> pb::Charge {
    let Charge { code, text, unit, quantity, rate_rupiah } = line;
    pb::Charge {
        code: code.to_string(),
        text: text.clone(),
        unit: unit.clone(),
        quantity: quantity.to_string(),
        rate: Some(money(*rate_rupiah)),
        amount: line.amount(),
    }
}

fn rounding() -> Bilingual {
    Bilingual::new(
        "Jumlah seluruh baris dibulatkan ke bawah ke rupiah penuh, satu kali",
        "The sum of all lines is rounded down to a whole rupiah, once",
    )
}
