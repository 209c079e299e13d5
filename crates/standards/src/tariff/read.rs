//! A tariff as it stands in a service's file.

use std::collections::BTreeSet;

use calendar::WorkDuration;
use sop::{At, Code, Faults, Fields};

use super::{FeeTime, REMINDER, TariffItem};
use crate::{
    code::CONTRADICTION,
    fee::RUPIAH,
    parse::{ENTRY, say},
};

/// Lines of one tariff.
const ITEMS: usize = 50;
/// Characters of a unit, as `m2`.
const UNIT: usize = 40;

/// The lines `item` of a fee, as far as they could be read.
pub(crate) fn read_tariff(fields: &mut Fields<'_>, faults: &mut Faults) -> Vec<TariffItem> {
    let mut seen = BTreeSet::new();
    let mut items = Vec::new();
    for mut fields in fields.tables("item", ITEMS, faults) {
        let code = fields.required_slug("code", faults);
        let text = fields.required_line::<ENTRY>("text", faults);
        let unit = fields.required_line::<UNIT>("unit", faults);
        let rupiah = fields.required_integer("rupiah", 1..=RUPIAH, faults);
        let source = fields.source(faults);
        fields.finish(faults);
        let Some(At { value: code, span }) = code else { continue };
        if !seen.insert(code.clone()) {
            faults.report(
                &Code::DUPLICATE_ID,
                span,
                say(
                    &format!("baris tarif \"{code}\" dipakai dua kali"),
                    &format!("tariff line \"{code}\" is used twice"),
                ),
                say("sudah dipakai di atas", "used above already"),
                say("beri kode yang lain", "give it another code"),
            );
        }
        let (Some(text), Some(unit), Some(rupiah), Some(source)) = (text, unit, rupiah, source)
        else {
            continue;
        };
        let (text, unit, rupiah) = (text.value, unit.value, rupiah.value);
        items.push(TariffItem { code, text, unit, rupiah, source: source.value });
    }
    items
}

/// The time within which to pay, as `{ calendar_days = 30, source = "published" }`.
pub(crate) fn read_fee_time(mut fields: Fields<'_>, faults: &mut Faults) -> Option<FeeTime> {
    let due = fields.duration(faults);
    let remind = fields.table("remind", faults);
    let remind = remind.map(|mut it| {
        let duration = it.duration(faults);
        it.finish(faults);
        duration
    });
    let source = fields.source(faults);
    fields.finish(faults);
    let At { value: due, span } = due?;
    let counts_days = !matches!(due, WorkDuration::OfficeMinutes(_));
    if due.amount() == 0 || !counts_days {
        faults.report(
            &Code::OUT_OF_RANGE,
            span,
            say("jatuh tempo dihitung dalam hari", "a due date is counted in days"),
            say("nilai ini", "this value"),
            say("tulis working_days atau calendar_days", "write working_days or calendar_days"),
        );
        return None;
    }
    let ahead = due.with_amount(REMINDER.min(due.amount() - 1));
    let remind = match remind {
        None => ahead,
        Some(remind) => {
            let At { value, span } = remind?;
            if !value.has_unit_of(due) || value.amount() >= due.amount() {
                faults.report(
                    &CONTRADICTION,
                    span,
                    say(
                        "pengingat harus lebih singkat dari jatuh tempo dan dalam satuan yang sama",
                        "the reminder must be shorter than the due time and in the same unit",
                    ),
                    say("pengingat ini", "this reminder"),
                    say("perkecil, atau samakan satuannya", "shorten it, or use the same unit"),
                );
                return None;
            }
            value
        }
    };
    Some(FeeTime { due, remind, source: source?.value })
}
