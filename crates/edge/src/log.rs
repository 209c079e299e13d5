//! One event for each call, when its answer has gone out. Never names, tokens,
//! bodies, or anything else that a stranger could have written into them.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Instant,
};

use http::{HeaderMap, Response};
use http_body::{Frame, SizeHint};
use tonic::{Code, Status, body::Body};

use crate::{calls::Calls, status::reason_of};

/// What is known of a call so far; written down and counted when it is dropped, so
/// that a call which its caller abandons is written down too.
pub(crate) struct Entry {
    rpc: &'static str,
    caller: &'static str,
    trace: Option<String>,
    began: Instant,
    code: Code,
    reason: Option<String>,
    calls: Calls,
}

impl Entry {
    /// Counts as abandoned until something else is known.
    pub(crate) fn begin(rpc: &'static str, headers: &HeaderMap, calls: Calls) -> Self {
        Self {
            rpc,
            caller: "unknown",
            trace: trace(headers),
            began: Instant::now(),
            code: Code::Cancelled,
            reason: None,
            calls,
        }
    }

    pub(crate) fn caller(&mut self, kind: &'static str) {
        self.caller = kind;
    }

    /// Follows the response to its end, where the status of a stream stands.
    pub(crate) fn follow(mut self, response: Response<Body>) -> Response<Followed> {
        if let Some(status) = response.extensions().get::<Status>() {
            self.conclude(status);
        }
        response.map(|body| Followed { body, entry: self })
    }

    fn conclude(&mut self, status: &Status) {
        self.code = status.code();
        self.reason = reason_of(status);
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let Self { rpc, caller, trace, began, code, reason, calls } = self;
        let code = if std::thread::panicking() { Code::Internal } else { *code };
        let (trace, reason) = (trace.as_deref(), reason.as_deref());
        let elapsed = began.elapsed();
        calls.ended(rpc, code, elapsed);
        let elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        macro_rules! event {
            ($level:ident) => {
                tracing::$level!(
                    target: "edge::call", rpc, caller, ?code, reason, elapsed_ms, trace
                )
            };
        }
        match code {
            Code::Internal | Code::Unknown | Code::DataLoss => event!(error),
            Code::Unavailable | Code::ResourceExhausted | Code::DeadlineExceeded => event!(warn),
            Code::Ok
            | Code::Cancelled
            | Code::InvalidArgument
            | Code::NotFound
            | Code::AlreadyExists
            | Code::PermissionDenied
            | Code::FailedPrecondition
            | Code::Aborted
            | Code::OutOfRange
            | Code::Unimplemented
            | Code::Unauthenticated => event!(info),
        }
    }
}

/// A response's body that tells its log entry how it ended.
pub(crate) struct Followed {
    body: Body,
    entry: Entry,
}

impl http_body::Body for Followed {
    type Data = <Body as http_body::Body>::Data;
    type Error = <Body as http_body::Body>::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Self::Data>, Self::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(status) = frame.trailers_ref().and_then(Status::from_header_map)
        {
            self.entry.conclude(&status);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The trace id of a W3C `traceparent`: 32 hex digits, by which the logs of
/// several agencies can be laid side by side.
fn trace(headers: &HeaderMap) -> Option<String> {
    let mut parts = headers.get("traceparent")?.to_str().ok()?.split('-');
    let (_version, id) = (parts.next()?, parts.next()?);
    let is_hex = id.len() == 32 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    is_hex.then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trace_is_32_hex_digits_or_nothing() {
        let mut headers = HeaderMap::new();
        assert_eq!(trace(&headers), None);

        let good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        headers.insert("traceparent", good.parse().unwrap());
        assert_eq!(trace(&headers).as_deref(), Some("4bf92f3577b34da6a3ce929d0e0e4736"));

        headers.insert("traceparent", "00-budi-00f067aa0ba902b7-01".parse().unwrap());
        assert_eq!(trace(&headers), None);
    }
}
