//! Reading refusals, as a client would: reason, violations, texts for people.

use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::caller::Answered;

/// The reason for which a call was refused.
///
/// # Panics
/// When it was granted, or the refusal is not as the contract promises every one
/// (see [`reason_of`]).
pub fn reason<T>(answer: Answered<T>) -> String {
    match answer {
        Ok(_) => panic!("it was granted"),
        Err(status) => reason_of(&status),
    }
}

/// The reason that a refusal bears.
///
/// # Panics
/// When it bears none, or one that the catalogue lacks, or the catalogue says
/// another code, or there is no word for people in Bahasa Indonesia.
#[must_use]
pub fn reason_of(status: &Status) -> String {
    let Some(name) = edge::reason_of(status) else {
        panic!("a refusal without reason: {status:?}")
    };
    let listed = contract::reason(&name).unwrap_or_else(|| panic!("{name} is in no catalogue"));
    assert_eq!(status.code(), listed.code, "{name}");
    let words = status.get_details_localized_message().expect("a word for people");
    assert_eq!((words.locale.as_str(), words.message.as_str()), ("id-ID", listed.id), "{name}");
    name
}

/// The fields that a refusal names as wrong, sorted; of INVALID_ARGUMENT with
/// FIELD_INVALID only.
///
/// # Panics
/// When it is another refusal.
#[must_use]
pub fn violations(status: &Status) -> Vec<String> {
    assert_eq!(status.code(), Code::InvalidArgument, "{status:?}");
    assert_eq!(reason_of(status), "FIELD_INVALID");
    let found = status.get_details_bad_request().expect("the fields are named");
    let mut fields: Vec<String> =
        found.field_violations.into_iter().map(|violation| violation.field).collect();
    fields.sort();
    fields
}

/// A fact that a refusal states beside its reason; empty when it does not.
#[must_use]
pub fn metadata(status: &Status, key: &str) -> String {
    let info = status.get_details_error_info();
    info.and_then(|info| info.metadata.get(key).cloned()).unwrap_or_default()
}
