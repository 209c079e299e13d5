//! How a program is told to stop.

use std::io;

use tokio::signal::unix::{SignalKind, signal};

/// Listens for SIGINT and SIGTERM from now on; what is answered waits for the first.
///
/// # Errors
/// When the system's signals cannot be heard.
pub fn told_to_stop() -> Result<impl Future<Output = ()>, io::Error> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}
