//! Opening a gateway and serving it.

use std::{
    net::{IpAddr, SocketAddr},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use axum::middleware::from_fn_with_state;
use edge::{Dialling, Operations, Rate, Standing, serve_http};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    api,
    deposits::{Deposits, carry},
    gateway::Gateway,
    index::{Index, follow},
    key::Key,
    measures::{Counting, counted},
    open311::{self, Open311},
    portal::{self, Portal},
    registry::RegistryError,
    web::limited,
};

/// Everything that a gateway is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The file that lists the agencies.
    pub registry: PathBuf,
    /// The folder for the gateway's own key, and for what is left with it.
    pub data: PathBuf,
    /// The folder of the certificate by which agencies know this gateway.
    pub tls: Option<PathBuf>,
    /// Under which address people reach the portal.
    pub public_url: String,
    /// How often one visitor may ask.
    pub rate: Rate,
    /// The web servers in front of it, whose word on where a visitor comes from
    /// counts.
    pub proxies: Vec<IpAddr>,
    /// How long each agency may take where many are asked at once.
    pub patience: Duration,
    /// After how long each agency is asked again what became of its cases.
    pub following: Duration,
    /// The gateway's standing and its measures.
    pub operations: Operations,
}

/// Why a gateway cannot be opened, in words for an administrator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The registry cannot be used.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// The folder of the certificate cannot be used.
    #[error("TLS: {0}")]
    Tls(#[from] edge::TlsError),
    /// The gateway's key, its index or what was left with it cannot be read or made, or
    /// nobody can listen.
    #[error("the gateway's folder or address: {0}")]
    System(#[from] std::io::Error),
}

/// A gateway that serves.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<()>,
    task: JoinHandle<()>,
    carrier: JoinHandle<()>,
    follower: JoinHandle<()>,
    operations: Operations,
}

impl Opening {
    /// Serves on `listener` until told to stop.
    ///
    /// # Errors
    /// [`OpenError`], to be shown as it is.
    pub fn serve(self, listener: TcpListener) -> Result<Running, OpenError> {
        let Self {
            registry,
            data,
            tls,
            public_url,
            rate,
            proxies,
            patience,
            following,
            operations,
        } = self;
        let key = Arc::new(Key::open(&data)?);
        let index = Arc::new(Index::open(&data, Arc::clone(&key))?);
        let dialling = Dialling::open(tls.as_deref())?;
        let gateway = Arc::new(Gateway::open(&registry, dialling, patience, Arc::clone(&index))?);
        let measures = gateway.measures.clone();
        operations.measure(|registry| measures.register(registry));
        let follower = tokio::spawn(follow(index, Arc::clone(&gateway), following));
        let deposits = Arc::new(Deposits::open(&data, Arc::clone(&key))?);
        let carrier = tokio::spawn(carry(Arc::clone(&deposits), Arc::clone(&gateway)));
        let portal = Portal::new(
            Arc::clone(&gateway),
            Arc::clone(&key),
            Arc::clone(&deposits),
            public_url.clone(),
        );
        let open311 = Open311 { gateway: Arc::clone(&gateway), key, deposits, public_url };
        let routes = portal::routes(Arc::new(portal))
            .merge(api::routes(gateway))
            .merge(open311::routes(Arc::new(open311)));
        let routes = limited(routes, rate, proxies);
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(());
        let counting = Counting { measures, operations: operations.clone() };
        let routes = routes.layer(from_fn_with_state(counting, counted));
        let task = tokio::spawn(serve_http(listener, routes, stopped));
        operations.set(Standing::Ready);
        Ok(Running { address, stop, task, carrier, follower, operations })
    }
}

impl Running {
    /// Takes no new visitors, finishes with those at hand, and waits for the end.
    pub async fn stop(self) {
        let Self { address: _, stop, task, carrier, follower, operations } = self;
        operations.set(Standing::Stopping);
        drop(stop);
        let _ = task.await;
        // What they were at is done again at the next start.
        for worker in [carrier, follower] {
            worker.abort();
            let _ = worker.await;
        }
        operations.flush_spans().await;
    }
}
