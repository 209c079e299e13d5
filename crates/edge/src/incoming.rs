//! New connections: no more than the server has room for, and without Nagle's
//! delay, which makes small answers wait for each other.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    time::{Sleep, sleep, timeout},
};
use tokio_rustls::server::TlsStream;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::Connected;

use crate::tls::{Identity, Tls};

/// The system is out of something (file descriptors, mostly): let it recover.
const PAUSE: Duration = Duration::from_millis(100);

/// Who connects must say so in this time: silence takes up room, too. After
/// that HTTP/2 asks by itself whether the caller is still there.
const PATIENCE: Duration = Duration::from_secs(10);
/// The connection preface of HTTP/2 (RFC 9113, section 3.4).
const PREFACE_BYTES: usize = 24;

/// A connection and the room that it takes.
pub(crate) struct Connection {
    line: Line,
    arrival: Arrival,
    /// Until the preface has come: what is left of it, and of our patience.
    silence: Option<(usize, Pin<Box<Sleep>>)>,
    _room: OwnedSemaphorePermit,
}

/// In the clear, or sealed between two deployments that know each other.
enum Line {
    Plain(TcpStream),
    Sealed(Box<TlsStream<TcpStream>>),
}

/// Whence a connection came; every request on it carries this.
#[derive(Clone, Debug)]
pub(crate) struct Arrival {
    pub(crate) address: Option<SocketAddr>,
    /// The deployment at the other end, where it is known by a certificate.
    pub(crate) peer: Option<Identity>,
}

/// The connections that `listener` accepts, at most `most` at once; a caller
/// beyond them is hung up on and tries again. Stops listening when dropped.
pub(crate) fn accept(
    listener: TcpListener,
    most: usize,
    tls: Option<Arc<Tls>>,
) -> ReceiverStream<io::Result<Connection>> {
    let (sender, receiver) = mpsc::channel(1);
    let rooms = Arc::new(Semaphore::new(most));
    tokio::spawn(async move {
        tokio::select! {
            () = sender.closed() => {}
            () = accept_all(&listener, &rooms, tls, &sender) => {}
        }
    });
    ReceiverStream::new(receiver)
}

async fn accept_all(
    listener: &TcpListener,
    rooms: &Arc<Semaphore>,
    tls: Option<Arc<Tls>>,
    sender: &mpsc::Sender<io::Result<Connection>>,
) {
    loop {
        let (stream, address) = match listener.accept().await {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "cannot accept a connection");
                sleep(PAUSE).await;
                continue;
            }
        };
        let Ok(room) = Arc::clone(rooms).try_acquire_owned() else {
            tracing::warn!("no room for another connection");
            continue;
        };
        // Fails only on a connection that is gone already.
        if stream.set_nodelay(true).is_err() {
            continue;
        }
        match &tls {
            None => {
                let connection = Connection::new(Line::Plain(stream), address, None, room);
                if sender.send(Ok(connection)).await.is_err() {
                    return;
                }
            }
            // The next caller does not wait until these two know each other.
            Some(tls) => {
                let greeting = greet(Arc::clone(tls), stream, address, room, sender.clone());
                tokio::spawn(greeting);
            }
        }
    }
}

async fn greet(
    tls: Arc<Tls>,
    stream: TcpStream,
    address: SocketAddr,
    room: OwnedSemaphorePermit,
    sender: mpsc::Sender<io::Result<Connection>>,
) {
    match timeout(PATIENCE, tls.accept(stream)).await {
        Ok(Ok((stream, peer))) => {
            let line = Line::Sealed(Box::new(stream));
            // Fails when the server has stopped meanwhile.
            let _ = sender.send(Ok(Connection::new(line, address, peer, room))).await;
        }
        Ok(Err(error)) => tracing::warn!(%error, "a caller was not recognised"),
        Err(_) => tracing::warn!("a caller did not say who it is"),
    }
}

impl Connection {
    fn new(
        line: Line,
        address: SocketAddr,
        peer: Option<Identity>,
        room: OwnedSemaphorePermit,
    ) -> Self {
        let silence = Some((PREFACE_BYTES, Box::pin(sleep(PATIENCE))));
        Self { line, arrival: Arrival { address: Some(address), peer }, silence, _room: room }
    }
}

impl Connected for Connection {
    type ConnectInfo = Arrival;

    fn connect_info(&self) -> Arrival {
        self.arrival.clone()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = match &mut self.line {
            Line::Plain(stream) => Pin::new(stream).poll_read(cx, buf),
            Line::Sealed(stream) => Pin::new(stream).poll_read(cx, buf),
        };
        if let Some((expected, patience)) = &mut self.silence {
            *expected = expected.saturating_sub(buf.filled().len() - before);
            if *expected == 0 {
                self.silence = None;
            } else if polled.is_pending() && patience.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
            }
        }
        polled
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.line {
            Line::Plain(stream) => Pin::new(stream).poll_write(cx, bytes),
            Line::Sealed(stream) => Pin::new(stream).poll_write(cx, bytes),
        }
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        match &mut self.line {
            Line::Plain(stream) => Pin::new(stream).poll_write_vectored(cx, bytes),
            Line::Sealed(stream) => Pin::new(stream).poll_write_vectored(cx, bytes),
        }
    }

    fn is_write_vectored(&self) -> bool {
        match &self.line {
            Line::Plain(stream) => stream.is_write_vectored(),
            Line::Sealed(stream) => stream.is_write_vectored(),
        }
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.line {
            Line::Plain(stream) => Pin::new(stream).poll_flush(cx),
            Line::Sealed(stream) => Pin::new(stream).poll_flush(cx),
        }
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        match &mut self.line {
            Line::Plain(stream) => Pin::new(stream).poll_shutdown(cx),
            Line::Sealed(stream) => Pin::new(stream).poll_shutdown(cx),
        }
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_stream::StreamExt;

    use super::*;

    async fn listener() -> (TcpListener, std::net::SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    }

    #[tokio::test]
    async fn small_answers_do_not_wait_for_each_other() {
        let (listener, address) = listener().await;
        let mut connections = accept(listener, 8, None);

        let _client = TcpStream::connect(address).await.unwrap();
        let accepted = connections.next().await.unwrap().unwrap();

        let Line::Plain(stream) = &accepted.line else { panic!("it came in the clear") };
        assert!(stream.nodelay().unwrap());
    }

    #[tokio::test]
    async fn a_connection_beyond_the_room_is_hung_up_on() {
        let (listener, address) = listener().await;
        let mut connections = accept(listener, 1, None);
        let _first = TcpStream::connect(address).await.unwrap();
        let _held = connections.next().await.unwrap().unwrap();

        let mut second = TcpStream::connect(address).await.unwrap();
        let mut byte = [0];

        assert!(matches!(second.read(&mut byte).await, Ok(0) | Err(_)));
    }

    #[tokio::test]
    async fn a_connection_that_ends_makes_room() {
        let (listener, address) = listener().await;
        let mut connections = accept(listener, 1, None);
        let _first = TcpStream::connect(address).await.unwrap();
        drop(connections.next().await.unwrap().unwrap());

        let _second = TcpStream::connect(address).await.unwrap();

        assert!(connections.next().await.unwrap().is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_caller_who_says_nothing_is_hung_up_on() {
        let (listener, address) = listener().await;
        let mut connections = accept(listener, 1, None);
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(b"PRI * HTTP").await.unwrap();
        let mut accepted = connections.next().await.unwrap().unwrap();

        let error = accepted.read_exact(&mut [0; PREFACE_BYTES]).await.unwrap_err();

        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
