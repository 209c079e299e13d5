//! One question to one agency: until when, on whose behalf, and what no answer
//! means. The deadline and the trace go with the question.

use std::{error::Error, time::Duration};

use edge::TRACEPARENT;
use http::{HeaderMap, HeaderValue};
use kernel::AgencyId;
use tokio::time::{Instant, timeout_at};
use tonic::{Code, Request, Response, Status, metadata::AsciiMetadataValue};

/// Longer than any token of an issuer, and short enough for a cookie.
pub(crate) const LONGEST_TOKEN: usize = 2000;

/// What every question of one visitor's request shares.
#[derive(Clone, Debug)]
pub struct Asking {
    until: Instant,
    trace: Option<HeaderValue>,
    credential: Option<Credential>,
}

/// An officer's own token, as it goes along with a question.
#[derive(Clone, Debug)]
pub(crate) struct Credential(AsciiMetadataValue);

impl Credential {
    /// `None` for what cannot be a token.
    pub(crate) fn of(token: &str) -> Option<Self> {
        if token.is_empty() || token.len() > LONGEST_TOKEN {
            return None;
        }
        let mut bearer = AsciiMetadataValue::try_from(format!("Bearer {token}")).ok()?;
        // So that no `Debug` shows it.
        bearer.set_sensitive(true);
        Some(Self(bearer))
    }
}

/// Why an agency gave no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Its deployment did not answer in time.
    TimedOut,
    /// No connection, or one that broke.
    Unreachable,
    /// Whoever answered is not the deployment that the registry names.
    NotRecognised,
    /// It answered that it cannot answer now.
    Unavailable,
}

/// An agency that gave no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// The agency.
    pub agency: AgencyId,
    /// Why, as far as can be known from here.
    pub cause: Cause,
}

/// A question that was not answered as hoped.
#[derive(Debug)]
pub enum Unanswered {
    /// The agency did not answer; nothing is known of what became of a write.
    Silent(Cause),
    /// The agency refused, with a reason of the contract.
    Refused(Status),
}

impl Asking {
    /// Questions that must be answered `within`, in the trace of the visitor's request.
    #[must_use]
    pub fn new(within: Duration, headers: &HeaderMap) -> Self {
        let trace = headers.get(TRACEPARENT).cloned();
        Self { until: Instant::now() + within, trace, credential: None }
    }

    /// The same visitor, with so much time from now on, and no more than was left.
    #[must_use]
    pub fn within(&self, most: Duration) -> Self {
        Self { until: self.until.min(Instant::now() + most), ..self.clone() }
    }

    /// The same visitor, who needs so much time: a file comes over a slow line.
    #[must_use]
    pub fn lasting(&self, time: Duration) -> Self {
        Self { until: Instant::now() + time, ..self.clone() }
    }

    /// The same visitor, who shows an officer's token: to be used for questions to
    /// the agency that the token is for, and to nobody else.
    pub(crate) fn showing(&self, credential: Credential) -> Self {
        Self { credential: Some(credential), ..self.clone() }
    }

    /// `message` with what goes along: how much time is left, the trace, and the
    /// token that is shown.
    #[must_use]
    pub fn request<T>(&self, message: T) -> Request<T> {
        let mut request = Request::new(message);
        request.set_timeout(self.until.saturating_duration_since(Instant::now()));
        if let Some(parent) = self.trace.clone() {
            request.metadata_mut().as_mut().insert(TRACEPARENT, parent);
        }
        if let Some(Credential(bearer)) = &self.credential {
            request.metadata_mut().insert("authorization", bearer.clone());
        }
        request
    }

    /// Waits for an answer, and no longer than there is time.
    ///
    /// # Errors
    /// [`Unanswered`].
    pub async fn answer<T>(
        &self,
        call: impl Future<Output = Result<Response<T>, Status>>,
    ) -> Result<T, Unanswered> {
        match timeout_at(self.until, call).await {
            Ok(Ok(answer)) => Ok(answer.into_inner()),
            Ok(Err(status)) => Err(Unanswered::from(status)),
            Err(_) => Err(Unanswered::Silent(Cause::TimedOut)),
        }
    }
}

impl From<Status> for Unanswered {
    fn from(status: Status) -> Self {
        let reason = edge::reason_of(&status);
        match (status.code(), reason.as_deref()) {
            (_, Some("DEADLINE_EXCEEDED")) => Self::Silent(Cause::TimedOut),
            (_, Some("UNAVAILABLE" | "OVERLOADED")) => Self::Silent(Cause::Unavailable),
            (_, Some("PEER_NOT_ALLOWED")) => Self::Silent(Cause::NotRecognised),
            (_, Some(_)) => Self::Refused(status),
            (Code::DeadlineExceeded | Code::Cancelled, None) => Self::Silent(Cause::TimedOut),
            (_, None) if edge::is_unrecognised(&status as &dyn Error) => {
                Self::Silent(Cause::NotRecognised)
            }
            // Whatever has no reason of ours does not come from a deployment.
            (_, None) => Self::Silent(Cause::Unreachable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_goes_along_and_stands_in_no_log() {
        let visitor = Asking::new(Duration::from_secs(1), &HeaderMap::new());
        let officer = visitor.showing(Credential::of("rahasia").unwrap());

        let shown = officer.request(());
        assert_eq!(shown.metadata().get("authorization").unwrap(), "Bearer rahasia");
        assert!(visitor.request(()).metadata().get("authorization").is_none());
        assert!(!format!("{officer:?}{shown:?}").contains("rahasia"));
        assert!(Credential::of("").is_none() && Credential::of("a\nb").is_none());
    }

    #[test]
    fn a_status_without_our_reason_comes_from_no_deployment() {
        let refused = Unanswered::from(edge::refused("SERVICE_NOT_FOUND", &[]));
        assert!(matches!(refused, Unanswered::Refused(_)));

        let broken = Unanswered::from(Status::unavailable("connection reset"));
        assert!(matches!(broken, Unanswered::Silent(Cause::Unreachable)));

        let busy = Unanswered::from(edge::refused("OVERLOADED", &[]));
        assert!(matches!(busy, Unanswered::Silent(Cause::Unavailable)));
    }
}
