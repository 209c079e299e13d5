//! What the store answers, as a gRPC status.

use std::time::Duration;

use store::{Error, Refused};
use tonic::Status;

/// The status that tells the caller what to do about `error`.
pub(crate) fn status(error: Error) -> Status {
    match error {
        Error::Refused(Refused { reason, detail }) if detail.is_empty() => {
            edge::refused(reason, &[])
        }
        Error::Refused(Refused { reason, detail }) => edge::refused(reason, &[("detail", detail)]),
        Error::Overloaded => edge::retry_later("OVERLOADED", Duration::from_millis(200), &[]),
        Error::CommitUnknown(_) => edge::refused("COMMIT_UNKNOWN", &[]),
        Error::Database(source) => {
            tracing::error!(error = %source, "the database failed");
            edge::retry_later("UNAVAILABLE", Duration::from_secs(1), &[])
        }
        Error::Stopped => edge::retry_later("UNAVAILABLE", Duration::from_secs(1), &[]),
        error @ (Error::Corrupt { .. } | Error::Schema { .. } | Error::Setting(_)) => {
            edge::failed(&error)
        }
    }
}
