//! What is measured of calls: how many of each method ended how, and how long they
//! took. A method that we do not serve is counted as one, whatever its name.

use std::time::Duration;

use prometheus_client::{
    metrics::{
        counter::Counter,
        family::Family,
        histogram::{Histogram, exponential_buckets},
    },
    registry::Registry,
};
use tonic::Code;

/// A label's name and its value, one of a fixed set.
type Label = (&'static str, &'static str);

/// The measures of calls; clones count together.
#[derive(Clone, Debug)]
pub(crate) struct Calls {
    ended: Family<[Label; 2], Counter>,
    seconds: Family<[Label; 1], Histogram>,
}

impl Calls {
    pub(crate) fn new() -> Self {
        let seconds = Family::new_with_constructor(durations as fn() -> Histogram);
        Self { ended: Family::default(), seconds }
    }

    pub(crate) fn register(&self, registry: &mut Registry) {
        let Self { ended, seconds } = self;
        registry.register("calls", "Calls by method and outcome", ended.clone());
        registry.register("call_seconds", "Time until an answer has gone out", seconds.clone());
    }

    /// A call has ended.
    pub(crate) fn ended(&self, rpc: &'static str, code: Code, took: Duration) {
        self.ended.get_or_create(&[("method", rpc), ("code", name(code))]).inc();
        self.seconds.get_or_create(&[("method", rpc)]).observe(took.as_secs_f64());
    }
}

/// A millisecond to some sixteen seconds.
fn durations() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 4.0, 8))
}

/// The code's name, as the log writes it, too. In capitals it would read like a reason.
const fn name(code: Code) -> &'static str {
    match code {
        Code::Ok => "Ok",
        Code::Cancelled => "Cancelled",
        Code::Unknown => "Unknown",
        Code::InvalidArgument => "InvalidArgument",
        Code::DeadlineExceeded => "DeadlineExceeded",
        Code::NotFound => "NotFound",
        Code::AlreadyExists => "AlreadyExists",
        Code::PermissionDenied => "PermissionDenied",
        Code::ResourceExhausted => "ResourceExhausted",
        Code::FailedPrecondition => "FailedPrecondition",
        Code::Aborted => "Aborted",
        Code::OutOfRange => "OutOfRange",
        Code::Unimplemented => "Unimplemented",
        Code::Internal => "Internal",
        Code::Unavailable => "Unavailable",
        Code::DataLoss => "DataLoss",
        Code::Unauthenticated => "Unauthenticated",
    }
}
