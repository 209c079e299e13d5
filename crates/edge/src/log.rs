//! One event for each call, when its answer has gone out. Never names, tokens,
//! bodies, or anything else that a stranger could have written into them.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Instant,
};

use http::Response;
use http_body::{Frame, SizeHint};
use tonic::{Code, Status, body::Body};

use crate::{calls::Calls, spans::Span, status::reason_of};

/// What is known of a call so far; written down and counted when it is dropped, so
/// that a call which its caller abandons is written down too.
pub(crate) struct Entry {
    rpc: &'static str,
    caller: &'static str,
    span: Span,
    began: Instant,
    code: Code,
    reason: Option<String>,
    calls: Calls,
}

impl Entry {
    /// Counts as abandoned until something else is known.
    pub(crate) fn begin(rpc: &'static str, span: Span, calls: Calls) -> Self {
        Self {
            rpc,
            caller: "unknown",
            span,
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
        let Self { rpc, caller, span, began, code, reason, calls } = self;
        let code = if std::thread::panicking() { Code::Internal } else { *code };
        let (trace, reason) = (span.trace_id(), reason.as_deref());
        let elapsed = began.elapsed();
        calls.ended(rpc, code, elapsed);
        told(span, rpc, caller, code, reason);
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

/// Tells the span what the log is told, in the names of OpenTelemetry's conventions for
/// calls (RPC spans).
fn told(
    span: &mut Span,
    rpc: &'static str,
    caller: &'static str,
    code: Code,
    reason: Option<&str>,
) {
    span.note("rpc.system", "grpc");
    span.note("rpc.method", rpc.trim_start_matches('/'));
    span.note("rpc.grpc.status_code", i64::from(code as i32));
    span.note("satupintu.caller", caller);
    if let Some(reason) = reason {
        span.note("satupintu.reason", reason.to_owned());
    }
    if is_our_fault(code) {
        span.fail();
    }
}

const fn is_our_fault(code: Code) -> bool {
    match code {
        Code::Unknown
        | Code::DeadlineExceeded
        | Code::Unimplemented
        | Code::Internal
        | Code::Unavailable
        | Code::DataLoss => true,
        Code::Ok
        | Code::Cancelled
        | Code::InvalidArgument
        | Code::NotFound
        | Code::AlreadyExists
        | Code::PermissionDenied
        | Code::ResourceExhausted
        | Code::FailedPrecondition
        | Code::Aborted
        | Code::OutOfRange
        | Code::Unauthenticated => false,
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
