//! Opening a gateway and serving it.

use std::{net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use axum::middleware::from_fn_with_state;
use edge::{Dialling, Operations, Standing, serve_http};
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    api,
    gateway::Gateway,
    key::Key,
    measures::counted,
    portal::{self, Portal},
    registry::RegistryError,
};

/// Everything that a gateway is opened with.
#[derive(Clone, Debug)]
pub struct Opening {
    /// The file that lists the agencies.
    pub registry: PathBuf,
    /// The folder for the gateway's own key.
    pub data: PathBuf,
    /// The folder of the certificate by which agencies know this gateway.
    pub tls: Option<PathBuf>,
    /// Under which address people reach the portal.
    pub public_url: String,
    /// How long each agency may take where many are asked at once.
    pub patience: Duration,
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
    /// The gateway's key cannot be read or made, or nobody can listen.
    #[error("the gateway's key or address: {0}")]
    System(#[from] std::io::Error),
}

/// A gateway that serves.
#[derive(Debug)]
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: watch::Sender<()>,
    task: JoinHandle<()>,
    operations: Operations,
}

impl Opening {
    /// Serves on `listener` until told to stop.
    ///
    /// # Errors
    /// [`OpenError`], to be shown as it is.
    pub fn serve(self, listener: TcpListener) -> Result<Running, OpenError> {
        let Self { registry, data, tls, public_url, patience, operations } = self;
        let gateway = Gateway::open(&registry, Dialling::open(tls.as_deref())?, patience)?;
        let gateway = Arc::new(gateway);
        let measures = gateway.measures.clone();
        operations.measure(|registry| measures.register(registry));
        let portal = Portal::new(Arc::clone(&gateway), Key::open(&data)?, public_url);
        let routes = portal::routes(Arc::new(portal)).merge(api::routes(gateway));
        let address = listener.local_addr()?;
        let (stop, stopped) = watch::channel(());
        let routes = routes.layer(from_fn_with_state(measures, counted));
        let task = tokio::spawn(serve_http(listener, routes, stopped));
        operations.set(Standing::Ready);
        Ok(Running { address, stop, task, operations })
    }
}

impl Running {
    /// Takes no new visitors, finishes with those at hand, and waits for the end.
    pub async fn stop(self) {
        let Self { address: _, stop, task, operations } = self;
        operations.set(Standing::Stopping);
        drop(stop);
        let _ = task.await;
    }
}
