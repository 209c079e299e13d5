//! New connections: no more than the server has room for, and without Nagle's
//! delay, which makes small answers wait for each other.

use std::{
    io,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, mpsc},
    time::{Sleep, sleep},
};
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::server::{Connected, TcpConnectInfo};

/// The system is out of something (file descriptors, mostly): let it recover.
const PAUSE: Duration = Duration::from_millis(100);

/// Who connects must say so in this time: silence takes up room, too. After
/// that HTTP/2 asks by itself whether the caller is still there.
const PATIENCE: Duration = Duration::from_secs(10);
/// The connection preface of HTTP/2 (RFC 9113, section 3.4).
const PREFACE_BYTES: usize = 24;

/// A connection and the room that it takes.
pub(crate) struct Connection {
    stream: TcpStream,
    /// Until the preface has come: what is left of it, and of our patience.
    silence: Option<(usize, Pin<Box<Sleep>>)>,
    _room: OwnedSemaphorePermit,
}

/// The connections that `listener` accepts, at most `most` at once; a caller
/// beyond them is hung up on and tries again. Stops listening when dropped.
pub(crate) fn accept(listener: TcpListener, most: usize) -> ReceiverStream<io::Result<Connection>> {
    let (sender, receiver) = mpsc::channel(1);
    let rooms = Arc::new(Semaphore::new(most));
    tokio::spawn(async move {
        tokio::select! {
            () = sender.closed() => {}
            () = accept_all(&listener, &rooms, &sender) => {}
        }
    });
    ReceiverStream::new(receiver)
}

async fn accept_all(
    listener: &TcpListener,
    rooms: &Arc<Semaphore>,
    sender: &mpsc::Sender<io::Result<Connection>>,
) {
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
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
        let silence = Some((PREFACE_BYTES, Box::pin(sleep(PATIENCE))));
        if sender.send(Ok(Connection { stream, silence, _room: room })).await.is_err() {
            return;
        }
    }
}

impl Connected for Connection {
    type ConnectInfo = TcpConnectInfo;

    fn connect_info(&self) -> TcpConnectInfo {
        self.stream.connect_info()
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buf);
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
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
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
        let mut connections = accept(listener, 8);

        let _client = TcpStream::connect(address).await.unwrap();
        let accepted = connections.next().await.unwrap().unwrap();

        assert!(accepted.stream.nodelay().unwrap());
    }

    #[tokio::test]
    async fn a_connection_beyond_the_room_is_hung_up_on() {
        let (listener, address) = listener().await;
        let mut connections = accept(listener, 1);
        let _first = TcpStream::connect(address).await.unwrap();
        let _held = connections.next().await.unwrap().unwrap();

        let mut second = TcpStream::connect(address).await.unwrap();
        let mut byte = [0];

        assert!(matches!(second.read(&mut byte).await, Ok(0) | Err(_)));
    }

    #[tokio::test]
    async fn a_connection_that_ends_makes_room() {
        let (listener, address) = listener().await;
        let mut connections = accept(listener, 1);
        let _first = TcpStream::connect(address).await.unwrap();
        drop(connections.next().await.unwrap().unwrap());

        let _second = TcpStream::connect(address).await.unwrap();

        assert!(connections.next().await.unwrap().is_ok());
    }

    #[tokio::test(start_paused = true)]
    async fn a_caller_who_says_nothing_is_hung_up_on() {
        let (listener, address) = listener().await;
        let mut connections = accept(listener, 1);
        let mut client = TcpStream::connect(address).await.unwrap();
        client.write_all(b"PRI * HTTP").await.unwrap();
        let mut accepted = connections.next().await.unwrap().unwrap();

        let error = accepted.read_exact(&mut [0; PREFACE_BYTES]).await.unwrap_err();

        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    }
}
