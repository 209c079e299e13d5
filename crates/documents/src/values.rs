//! Our values as typst's. Text becomes a string, which typst never reads as markup.

use jiff::civil::Date;
use typst::foundations::{Array, Dict, IntoValue, Str, Value, dict};

use crate::Error;
use crate::printable::printable;
use crate::qr::qr;
use crate::sheet::{Caution, Entry, Letterhead, Sheet, Signatory, Verification};
use crate::words::date;

pub(crate) fn text(text: &str) -> Value {
    Str::from(printable(text)).into_value()
}

pub(crate) fn optional(text_or_none: Option<&str>) -> Value {
    text_or_none.map_or(Value::None, text)
}

pub(crate) fn day(day: Date) -> Value {
    text(&date(day))
}

pub(crate) fn list<T>(items: &[T], value: impl Fn(&T) -> Value) -> Value {
    items.iter().map(value).collect::<Array>().into_value()
}

pub(crate) fn texts(items: &[String]) -> Value {
    list(items, |item| text(item))
}

pub(crate) fn entries(items: &[Entry]) -> Value {
    list(items, |Entry { label, value }| {
        dict! { "label" => text(label), "value" => text(value) }.into_value()
    })
}

pub(crate) fn verification(verification: Option<&Verification>) -> Result<Value, Error> {
    let Some(Verification { address, code, signature }) = verification else {
        return Ok(Value::None);
    };
    Ok(dict! {
        "address" => text(address),
        "code" => text(code),
        "signature" => text(signature),
        "qr" => Str::from(qr(address)?).into_value(),
    }
    .into_value())
}

/// What `paper.typ` reads.
pub(crate) fn paper(letterhead: &Letterhead, caution: Caution) -> Dict {
    let Letterhead { government, agency, address } = letterhead;
    let Caution { simulated, example } = caution;
    dict! {
        "government" => text(government),
        "agency" => text(agency),
        "address" => text(address),
        "simulated" => simulated,
        "example" => example,
    }
}

/// What `sheet.typ` reads.
pub(crate) fn sheet(sheet: &Sheet) -> Dict {
    let Sheet { letterhead, caution, number, place, date, signatory } = sheet;
    let Signatory { office, name, employee_number } = signatory;
    let mut sheet = paper(letterhead, *caution);
    let own = dict! {
        "number" => text(number),
        "place" => text(place),
        "date" => day(*date),
        "year" => i64::from(date.year()),
        "month" => i64::from(date.month()),
        "day" => i64::from(date.day()),
        "office" => text(office),
        "name" => text(name),
        "employee_number" => optional(employee_number.as_deref()),
    };
    sheet.extend(own);
    sheet
}
