//! One span (OpenTelemetry) for each request that a program answers, so that a visit can
//! be followed from the gateway into the agencies. Spans go to a collector where the
//! settings name one; without it they only lend the logs their ids.
//!
//! A span names a method or a route, never an address with what stands in it, and says
//! no more than the log does.

use std::borrow::Cow;

use http::{HeaderMap, HeaderValue};
use opentelemetry::{
    Context, KeyValue, Value,
    propagation::{Extractor, TextMapPropagator},
    trace::{Span as _, SpanKind, Status, Tracer as _, TracerProvider as _},
};
use opentelemetry_otlp::{ExporterBuildError, SpanExporter, WithExportConfig as _};
use opentelemetry_sdk::{
    Resource,
    propagation::TraceContextPropagator,
    trace::{Sampler, SdkTracer, SdkTracerProvider},
};

/// The header by which a trace goes on (W3C Trace Context).
pub const TRACEPARENT: &str = "traceparent";

/// The name under which all spans are made.
const SCOPE: &str = "satupintu";

/// Where spans come from; clones share where they go.
#[derive(Clone, Debug)]
pub(crate) struct Tracing {
    provider: SdkTracerProvider,
    tracer: SdkTracer,
}

/// A request that is being answered. It ends when it is dropped.
#[derive(Debug)]
pub struct Span(opentelemetry_sdk::trace::Span);

impl Tracing {
    /// Spans that go nowhere.
    pub(crate) fn silent() -> Self {
        Self::over(SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOff).build())
    }

    /// Spans of a program that go to `collector` by OTLP over gRPC, as
    /// `http://127.0.0.1:4317`. Every request has one: what is worth keeping, a
    /// collector knows better than the first program on the way.
    ///
    /// Called within the runtime that carries them.
    pub(crate) fn to(
        collector: &str,
        program: &'static str,
        version: &'static str,
    ) -> Result<Self, ExporterBuildError> {
        let exporter = SpanExporter::builder().with_tonic().with_endpoint(collector).build()?;
        let version = KeyValue::new("service.version", version);
        let resource =
            Resource::builder_empty().with_service_name(program).with_attribute(version).build();
        let provider = SdkTracerProvider::builder()
            .with_batch_exporter(exporter)
            .with_sampler(Sampler::AlwaysOn)
            .with_resource(resource);
        Ok(Self::over(provider.build()))
    }

    fn over(provider: SdkTracerProvider) -> Self {
        let tracer = provider.tracer(SCOPE);
        Self { provider, tracer }
    }

    /// Begins to answer what came with `headers`, in the trace that they name or in a
    /// new one.
    pub(crate) fn begin(&self, name: impl Into<Cow<'static, str>>, headers: &HeaderMap) -> Span {
        let parent =
            TraceContextPropagator::new().extract_with_context(&Context::new(), &Headers(headers));
        let builder = self.tracer.span_builder(name).with_kind(SpanKind::Server);
        Span(self.tracer.build_with_context(builder, &parent))
    }

    /// Sends what has ended; blocks until the collector has it or does not answer.
    pub(crate) fn flush(&self) {
        if let Err(error) = self.provider.force_flush() {
            tracing::warn!(%error, "spans did not reach their collector");
        }
    }
}

impl Span {
    /// The id by which the logs of several programs can be laid side by side.
    #[must_use]
    pub fn trace_id(&self) -> String {
        self.0.span_context().trace_id().to_string()
    }

    /// What goes along with the questions that the answer needs, under [`TRACEPARENT`].
    #[must_use]
    pub fn traceparent(&self) -> HeaderValue {
        let context = self.0.span_context();
        let (trace, span) = (context.trace_id(), context.span_id());
        // Hex digits and hyphens are a header's value.
        HeaderValue::try_from(format!("00-{trace}-{span}-{:02x}", context.trace_flags()))
            .unwrap_or_else(|_| HeaderValue::from_static(""))
    }

    /// Says something more about it: a code, a reason of the contract, a route.
    pub fn note(&mut self, key: &'static str, value: impl Into<Value>) {
        self.0.set_attribute(KeyValue::new(key, value));
    }

    /// It failed through no fault of the caller's.
    pub fn fail(&mut self) {
        self.0.set_status(Status::error(""));
    }
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.to_str().ok()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(http::HeaderName::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";

    fn begun(parent: &str) -> Span {
        let headers = [("traceparent", parent)]
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        Tracing::silent().begin("visit", &HeaderMap::from_iter(headers))
    }

    #[test]
    fn a_trace_goes_on_with_a_span_of_our_own() {
        let span = begun(&format!("00-{TRACE}-00f067aa0ba902b7-01"));

        assert_eq!(span.trace_id(), TRACE);
        let parent = span.traceparent();
        let parts: Vec<&str> = parent.to_str().unwrap().split('-').collect();
        assert_eq!((parts[0], parts[1], parts[2].len(), parts[3].len()), ("00", TRACE, 16, 2));
        assert!(parts[2] != "00f067aa0ba902b7" && parts[2] != "0000000000000000");
    }

    #[test]
    fn nonsense_begins_a_trace_of_its_own() {
        for nonsense in [
            "00-budi-00f067aa0ba902b7-01",
            "",
            &format!("00-{}-00f067aa0ba902b7-01", "0".repeat(32)),
        ] {
            let id = begun(nonsense).trace_id();

            assert!(
                id.len() == 32 && id != "0".repeat(32) && id.bytes().all(|b| b.is_ascii_hexdigit())
            );
        }
    }
}
