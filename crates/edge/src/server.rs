//! A gRPC server with everything around the services that must not be forgotten.

use std::{collections::BTreeSet, convert::Infallible, sync::Arc, time::Duration};

use tokio::{
    net::TcpListener,
    sync::{Semaphore, oneshot},
};
use tonic::service::Routes;
use tonic_health::{ServingStatus, server::HealthReporter};
use tower::layer::layer_fn;

use crate::{
    front::{Front, House},
    gate::Gate,
    incoming::accept,
    operations::{Operations, Standing},
    rate::Rate,
    tls::Tls,
    token,
};

const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(30);
const KEEPALIVE_TIMEOUT: Duration = Duration::from_secs(20);

/// How much a server takes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Calls at work at once; one more is shed with OVERLOADED.
    pub calls: usize,
    /// Connections open at once.
    pub connections: usize,
    /// Calls at once on one connection; HTTP/2 makes the rest wait.
    pub streams_per_connection: u32,
    /// The longest time until an answer begins, whatever the caller grants.
    pub longest: Duration,
    /// The same for a call whose caller sends a stream: a slow line may send a
    /// large file.
    pub longest_stream: Duration,
    /// How long a server that was told to stop says so and still takes calls, so that
    /// whoever sends it callers can look elsewhere.
    pub notice: Duration,
    /// How long calls at work may go on after that.
    pub grace: Duration,
    /// How often a person may call; `None`: as often as can be.
    pub person: Option<Rate>,
    /// How often an address may call that has not shown who calls.
    pub address: Option<Rate>,
}

impl Default for Limits {
    /// For one agency on one small machine, and far above what people do by hand.
    fn default() -> Self {
        Self {
            calls: 1024,
            connections: 1024,
            streams_per_connection: 512,
            longest: Duration::from_secs(30),
            longest_stream: Duration::from_secs(3600),
            notice: Duration::ZERO,
            grace: Duration::from_secs(10),
            person: Some(Rate { per_second: 1000, burst: 2000 }),
            // Many people sit behind the one address of an office or a kiosk.
            address: Some(Rate { per_second: 2000, burst: 4000 }),
        }
    }
}

/// Why serving ended, or could not begin.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The descriptor set given for reflection is none.
    #[error("the contract's descriptor set cannot be served")]
    Reflection(#[from] tonic_reflection::server::Error),
    /// The transport failed.
    #[error("serving failed")]
    Transport(#[from] tonic::transport::Error),
}

/// A server yet to be started.
#[derive(Clone, Debug, Default)]
pub struct Server {
    /// How much it takes on.
    pub limits: Limits,
    /// The descriptor set to serve by reflection (v1 and v1alpha); `None`
    /// serves no reflection.
    pub reflection: Option<Vec<u8>>,
    /// How callers are known that are deployments; `None` serves in the clear,
    /// for this machine alone.
    pub tls: Option<Arc<Tls>>,
    /// Its standing, which the health service tells, too, and its measures.
    pub operations: Operations,
}

impl Server {
    /// Serves `routes` behind `gate` until `shutdown` is over; then tells the health
    /// service, after the notice takes no new calls, and gives those at work the time
    /// of grace. Meanwhile the health service tells how the server stands.
    ///
    /// Services must set [`crate::MESSAGE_LIMIT`] themselves: tonic knows it
    /// only for each service.
    ///
    /// # Errors
    /// [`ServeError`] when it cannot begin or the transport fails.
    pub async fn serve(
        self,
        listener: TcpListener,
        routes: Routes,
        gate: Gate,
        shutdown: impl Future<Output = ()> + Send,
    ) -> Result<(), ServeError> {
        let Self { limits, reflection, tls, operations } = self;
        let (health, health_service) = tonic_health::server::health_reporter();
        let services = gate.methods().services();
        operations.set(Standing::Ready);
        report(&health, &services, operations.standing()).await;
        let routes = with_reflection(routes.add_service(health_service), reflection.as_deref())?;

        let house = Arc::new(House {
            gate: gate.limited(limits.person, limits.address).known_by(tls.clone()),
            places: Arc::new(Semaphore::new(limits.calls)),
            longest: limits.longest,
            longest_stream: limits.longest_stream,
            operations: operations.clone(),
        });
        let (stopping, stopped) = oneshot::channel();
        let signal = async {
            shutdown.await;
            operations.set(Standing::Stopping);
            report(&health, &services, Standing::Stopping).await;
            tokio::time::sleep(limits.notice).await;
            let _ = stopping.send(());
        };
        let serving = tonic::transport::Server::builder()
            .max_concurrent_streams(limits.streams_per_connection)
            .http2_keepalive_interval(Some(KEEPALIVE_INTERVAL))
            .http2_keepalive_timeout(Some(KEEPALIVE_TIMEOUT))
            .http2_max_header_list_size(HEADER_LIMIT)
            .layer(layer_fn(move |routes| Front::new(routes, Arc::clone(&house))))
            .add_routes(routes)
            .serve_with_incoming_shutdown(accept(listener, limits.connections, tls), signal);
        let out_of_grace = async {
            // An error means that serving ended first.
            if stopped.await.is_ok() {
                tokio::time::sleep(limits.grace).await;
            } else {
                std::future::pending::<()>().await;
            }
        };
        tokio::select! {
            served = serving => Ok(served?),
            never = tell(&health, &services, &operations) => match never {},
            () = out_of_grace => {
                tracing::warn!("stopping although callers are still connected");
                Ok(())
            }
        }
    }
}

/// Room for the longest token and as much again for everything else.
const HEADER_LIMIT: u32 = 2 * token::LONGEST as u32;

/// Has the health service say what the server's standing is, whenever it changes.
async fn tell(
    health: &HealthReporter,
    services: &BTreeSet<&str>,
    operations: &Operations,
) -> Infallible {
    let mut changes = operations.watch();
    while changes.changed().await.is_ok() {
        let standing = *changes.borrow_and_update();
        // Of the end it is told before anything ends.
        if standing != Standing::Stopping {
            report(health, services, standing).await;
        }
    }
    std::future::pending().await
}

async fn report(health: &HealthReporter, services: &BTreeSet<&str>, standing: Standing) {
    let status = match standing.is_ready() {
        true => ServingStatus::Serving,
        false => ServingStatus::NotServing,
    };
    health.set_service_status("", status).await;
    for service in services {
        health.set_service_status(service, status).await;
    }
}

/// Python's reflection client speaks v1alpha, buf speaks v1.
fn with_reflection(
    routes: Routes,
    contract: Option<&[u8]>,
) -> Result<Routes, tonic_reflection::server::Error> {
    let Some(contract) = contract else { return Ok(routes) };
    let builder = || {
        tonic_reflection::server::Builder::configure()
            .register_encoded_file_descriptor_set(contract)
            .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
    };
    Ok(routes.add_service(builder().build_v1()?).add_service(builder().build_v1alpha()?))
}
