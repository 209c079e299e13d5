//! What whoever keeps the machine may ask, in plain HTTP on an address of its own:
//! whether the program lives, whether it should be sent work, and how it fares.
//!
//! Nothing of it is personal: labels come from the contract and from settings.

use std::{
    borrow::Cow,
    fmt, io,
    net::SocketAddr,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    Router,
    http::{HeaderMap, StatusCode, header::CONTENT_TYPE},
    response::IntoResponse,
    routing::get,
};
use opentelemetry_otlp::ExporterBuildError;
use prometheus_client::{encoding::text::encode, metrics::info::Info, registry::Registry};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    calls::Calls,
    spans::{Span, Tracing},
    web::serve_http,
};

/// What every measure's name begins with.
const PREFIX: &str = "satupintu";
/// The form in which measures are read, and that Prometheus asks for.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Whether a server should be sent work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Not yet: it opens its database and obeys the list of erasures.
    Starting,
    /// It serves.
    Ready,
    /// Not now: its database does not answer or takes no writes.
    Unwell,
    /// No more: it was told to stop.
    Stopping,
}

/// Brings measures up to date that are counted when they are read.
type Refresh = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// A program's standing and its measures; clones share them.
#[derive(Clone)]
pub struct Operations(Arc<Inner>);

struct Inner {
    standing: watch::Sender<Standing>,
    registry: Mutex<Registry>,
    refreshing: Mutex<Vec<Refresh>>,
    calls: Calls,
    tracing: Tracing,
}

/// The collector of spans cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("spans cannot go to {collector}: {why}")]
pub struct CollectorError {
    collector: String,
    why: ExporterBuildError,
}

impl fmt::Debug for Operations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Operations").field("standing", &self.standing()).finish_non_exhaustive()
    }
}

impl Default for Operations {
    /// Of a program that nobody named.
    fn default() -> Self {
        Self::new("satupintu", env!("CARGO_PKG_VERSION"))
    }
}

impl Standing {
    /// Whether work is welcome.
    #[must_use]
    pub const fn is_ready(self) -> bool {
        matches!(self, Self::Ready)
    }

    const fn as_str(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Ready => "ready",
            Self::Unwell => "unwell",
            Self::Stopping => "stopping",
        }
    }
}

impl Operations {
    /// Those of a program that is starting.
    #[must_use]
    pub fn new(program: &'static str, version: &'static str) -> Self {
        Self::with(program, version, Tracing::silent())
    }

    /// The same, whose spans go to `collector` where one is given, by OTLP over gRPC, as
    /// `http://127.0.0.1:4317`. Called within the runtime that carries them.
    ///
    /// # Errors
    /// [`CollectorError`]: what is given is no address.
    pub fn traced(
        program: &'static str,
        version: &'static str,
        collector: Option<&str>,
    ) -> Result<Self, CollectorError> {
        let Some(collector) = collector else { return Ok(Self::new(program, version)) };
        let tracing = Tracing::to(collector, program, version)
            .map_err(|why| CollectorError { collector: collector.to_owned(), why })?;
        Ok(Self::with(program, version, tracing))
    }

    fn with(program: &'static str, version: &'static str, tracing: Tracing) -> Self {
        let (standing, _) = watch::channel(Standing::Starting);
        let mut registry = Registry::with_prefix(PREFIX);
        let build = Info::new([("program", program), ("version", version)]);
        registry.register("build", "The program", build);
        let calls = Calls::new();
        calls.register(&mut registry);
        Self(Arc::new(Inner {
            standing,
            registry: Mutex::new(registry),
            refreshing: Mutex::default(),
            calls,
            tracing,
        }))
    }

    /// Whether the program should be sent work.
    #[must_use]
    pub fn standing(&self) -> Standing {
        *self.0.standing.borrow()
    }

    /// Says so. Who has been told to stop stays so.
    pub fn set(&self, standing: Standing) {
        self.0.standing.send_if_modified(|now| {
            let changes = *now != standing && *now != Standing::Stopping;
            if changes {
                *now = standing;
            }
            changes
        });
    }

    /// Learns of every change, and of how it stands now.
    pub(crate) fn watch(&self) -> watch::Receiver<Standing> {
        self.0.standing.subscribe()
    }

    pub(crate) fn calls(&self) -> Calls {
        self.0.calls.clone()
    }

    /// Begins to answer what came with `headers`: a span in the trace that they name.
    pub fn span(&self, name: impl Into<Cow<'static, str>>, headers: &HeaderMap) -> Span {
        self.0.tracing.begin(name, headers)
    }

    /// Sends the spans that have ended; without a collector nothing.
    pub async fn flush_spans(&self) {
        let operations = self.clone();
        // The way to the collector needs the runtime's threads.
        let flushed = tokio::task::spawn_blocking(move || operations.0.tracing.flush()).await;
        flushed.unwrap_or_else(|error| tracing::warn!(%error, "spans were not sent"));
    }

    /// Has more measures read with the others.
    pub fn measure<T>(&self, register: impl FnOnce(&mut Registry) -> T) -> T {
        register(&mut self.0.registry.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Has `refresh` done before each reading, for what is not counted as it happens.
    pub fn before_each_reading(
        &self,
        refresh: impl Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync + 'static,
    ) {
        let mut refreshing = self.0.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        refreshing.push(Arc::new(refresh));
    }

    /// Every measure, in the text form of OpenMetrics.
    pub async fn reading(&self) -> String {
        let refreshing = self.0.refreshing.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for refresh in refreshing {
            refresh().await;
        }
        let mut text = String::new();
        // Writing into memory does not fail.
        let _ = self.measure(|registry| encode(&mut text, registry));
        text
    }

    /// `/healthz`: the program lives. `/readyz`: it should be sent work, or 503 and
    /// why not. `/metrics`: how it fares. For the machine's keepers only.
    pub fn routes(&self) -> Router {
        let (ready, metrics) = (self.clone(), self.clone());
        let ready = move || async move {
            let standing = ready.standing();
            let code = match standing.is_ready() {
                true => StatusCode::OK,
                false => StatusCode::SERVICE_UNAVAILABLE,
            };
            (code, format!("{}\n", standing.as_str()))
        };
        let metrics = move || async move {
            ([(CONTENT_TYPE, OPEN_METRICS)], metrics.reading().await).into_response()
        };
        Router::new()
            .route("/healthz", get(|| async { "alive\n" }))
            .route("/readyz", get(ready))
            .route("/metrics", get(metrics))
    }
}

/// The address on which a program's keepers ask, from its first moment to its last.
#[derive(Debug)]
pub struct Asked(Option<(watch::Sender<()>, JoinHandle<()>)>);

impl Asked {
    /// Answers on `address`; without one, nowhere.
    ///
    /// # Errors
    /// When nobody can listen there.
    pub async fn on(address: Option<SocketAddr>, operations: &Operations) -> io::Result<Self> {
        let Some(address) = address else { return Ok(Self(None)) };
        let listener = TcpListener::bind(address).await?;
        tracing::info!(address = %listener.local_addr()?, "measures are read here");
        let (end, ended) = watch::channel(());
        let task = tokio::spawn(serve_http(listener, operations.routes(), ended));
        Ok(Self(Some((end, task))))
    }

    /// Answers nobody any more.
    pub async fn end(self) {
        if let Some((end, task)) = self.0 {
            drop(end);
            let _ = task.await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_told_to_stop_stays_so() {
        let operations = Operations::default();

        operations.set(Standing::Ready);
        operations.set(Standing::Stopping);
        operations.set(Standing::Ready);

        assert_eq!(operations.standing(), Standing::Stopping);
    }

    #[tokio::test]
    async fn what_is_counted_when_it_is_read_is_up_to_date() {
        let operations = Operations::new("opd", "0.1.0");
        let gauge = prometheus_client::metrics::gauge::Gauge::<i64>::default();
        operations.measure(|registry| registry.register("waiting", "Waiting", gauge.clone()));
        operations.before_each_reading(move || {
            gauge.inc();
            Box::pin(async {})
        });

        let (first, second) = (operations.reading().await, operations.reading().await);

        assert!(first.contains("satupintu_waiting 1\n"), "{first}");
        assert!(second.contains("satupintu_waiting 2\n"), "{second}");
        assert!(second.contains("satupintu_build_info{program=\"opd\",version=\"0.1.0\"} 1\n"));
        assert!(second.ends_with("# EOF\n"));
    }
}
