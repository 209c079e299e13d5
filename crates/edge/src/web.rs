//! Plain HTTP/1 and HTTP/2, for browsers and for whoever keeps the machine: no more
//! connections than there is room for, and an end that lets visits finish. What is
//! served, and what every answer carries, is for others to say.

use std::{sync::Arc, time::Duration};

use axum::Router;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto::Builder,
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

/// Enough for a mall on a busy morning, and less than the files a process may open.
const MOST_CONNECTIONS: usize = 512;
/// Who sends a request must have sent its headers by then.
const HEADERS_WITHIN: Duration = Duration::from_secs(10);
/// How long visits at hand may go on after the server was told to stop.
const GRACE: Duration = Duration::from_secs(5);
/// The system is out of something: let it recover.
const PAUSE: Duration = Duration::from_millis(100);

/// Serves `routes` on `listener` until `stopped`, and gives the visits at hand some
/// seconds more.
pub async fn serve_http(listener: TcpListener, routes: Router, mut stopped: watch::Receiver<()>) {
    let rooms = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut visits = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            _ = stopped.changed() => break,
            accepted = listener.accept() => accepted,
        };
        while visits.try_join_next().is_some() {}
        let Ok((stream, _)) = accepted else {
            sleep(PAUSE).await;
            continue;
        };
        // Hung up on when there is no room: the browser tries again.
        let Ok(room) = Arc::clone(&rooms).try_acquire_owned() else { continue };
        visits.spawn(visit(stream, routes.clone(), stopped.clone(), room));
    }
    drop(listener);
    let all_gone = async { while visits.join_next().await.is_some() {} };
    let _ = timeout(GRACE, all_gone).await;
}

async fn visit(
    stream: TcpStream,
    routes: Router,
    mut stopped: watch::Receiver<()>,
    _room: OwnedSemaphorePermit,
) {
    // Fails only on a connection that is gone already.
    let _ = stream.set_nodelay(true);
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADERS_WITHIN);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Some(Duration::from_secs(30)));
    let service = TowerToHyperService::new(routes);
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        _ = stopped.changed() => {
            connection.as_mut().graceful_shutdown();
            connection.as_mut().await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a visit broke off");
    }
}
