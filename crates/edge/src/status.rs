//! Refusals and failures as gRPC statuses, every one with a reason from the
//! contract's catalogue.
//!
//! `Status.message` is the catalogue's English text, for developers; the one
//! `LocalizedMessage` is its Indonesian text, for people. Two of them would
//! break the rule that a detail occurs once (AIP-193), and clients that keep
//! one would keep either.

use std::{collections::HashMap, error::Error, time::Duration};

use contract::{ERROR_DOMAIN, Reason, reason};
use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

/// A few short facts, or none: more would not fit beside the texts.
const MOST_FACTS: usize = 8;
const LONGEST_FACT: usize = 128;

/// What is said when not even the catalogue can help.
const INTERNAL: Reason = Reason {
    name: "INTERNAL",
    code: Code::Internal,
    id: "Terjadi gangguan pada sistem kami.",
    en: "something failed in our system",
};

/// The refusal called `name`, with machine-readable facts (`metadata`): ids and
/// numbers that help to correct the call, never personal data. Facts beyond
/// eight are left out, and long ones cut to 128 bytes. For a precondition that
/// fails the first fact is its subject.
///
/// A name that the catalogue lacks is our own mistake: logged, and answered
/// with the code INTERNAL and that name.
#[must_use]
pub fn refused(name: &str, metadata: &[(&str, String)]) -> Status {
    let reason = catalogued(name);
    with_details(reason, details(name, reason, metadata))
}

/// A refusal that time may heal: the caller should try again after `delay`.
#[must_use]
pub fn retry_later(name: &str, delay: Duration, metadata: &[(&str, String)]) -> Status {
    let reason = catalogued(name);
    let mut details = details(name, reason, metadata);
    details.set_retry_info(Some(delay));
    with_details(reason, details)
}

/// A failure of the machine, logged here, once, with its causes; the caller
/// learns only that it was none of his doing.
#[must_use]
pub fn failed(error: &dyn Error) -> Status {
    let mut causes = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        causes.push_str(": ");
        causes.push_str(&cause.to_string());
        source = cause.source();
    }
    tracing::error!(target: "edge::failure", causes, "a call failed");
    refused("INTERNAL", &[])
}

/// The reason that a status bears, when it is one of ours.
#[must_use]
pub fn reason_of(status: &Status) -> Option<String> {
    if status.details().is_empty() {
        return None;
    }
    let info = status.get_details_error_info()?;
    (info.domain == ERROR_DOMAIN).then_some(info.reason)
}

pub(crate) fn catalogued(name: &str) -> &'static Reason {
    reason(name).unwrap_or_else(|| {
        tracing::error!(reason = name, "the catalogue of reasons lacks this one");
        &INTERNAL
    })
}

pub(crate) fn details(name: &str, reason: &Reason, metadata: &[(&str, String)]) -> ErrorDetails {
    let facts: HashMap<String, String> = metadata
        .iter()
        .take(MOST_FACTS)
        .map(|(key, value)| (clipped(key, 64), clipped(value, LONGEST_FACT)))
        .collect();
    let mut details = ErrorDetails::with_error_info(name, ERROR_DOMAIN, facts);
    details.set_localized_message("id-ID", reason.id);
    if reason.code == Code::FailedPrecondition {
        let subject = metadata.first().map_or("", |(_, value)| value.as_str());
        details.add_precondition_failure_violation(name, clipped(subject, LONGEST_FACT), reason.en);
    }
    details
}

pub(crate) fn with_details(reason: &Reason, details: ErrorDetails) -> Status {
    Status::with_error_details(reason.code, reason.en, details)
}

/// At most `limit` bytes of `text`, cut between characters.
pub(crate) fn clipped(text: &str, limit: usize) -> String {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default().to_owned()
}
