//! A line between two deployments that can be cut, reset and held up: a TCP
//! proxy, which sees nothing but sealed bytes.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Both ends see the other one leave; what was on its way is lost.
    Cut,
    /// The same, as when a machine has crashed.
    Reset,
    /// Nothing comes through for a while.
    Delay,
}

impl Trouble {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Cut, Self::Reset, Self::Delay];
}

/// How long a line is held up: longer than any answer takes on this machine.
const HELD_UP: Duration = Duration::from_millis(120);
/// The most bytes that pass at once.
const MOST_BYTES: usize = 16 * 1024;

/// A line to a deployment.
pub struct Link {
    /// Where the deployment is reached over it.
    pub address: SocketAddr,
    shared: Arc<Shared>,
    accepting: JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    target: Mutex<Option<SocketAddr>>,
    planned: Mutex<Option<(Trouble, usize)>>,
    /// Grows whenever all connections shall end.
    generation: AtomicU64,
}

impl Link {
    /// A line that leads nowhere yet.
    ///
    /// # Panics
    /// When this machine gives no address.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let accepting = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Self { address, shared, accepting }
    }

    /// Leads to the deployment at `address`, or nowhere.
    pub fn lead_to(&self, address: Option<SocketAddr>) {
        *lock(&self.shared.target) = address;
        self.hang_up();
    }

    /// Ends every connection; the next call has to begin a new one.
    pub fn hang_up(&self) {
        self.shared.generation.fetch_add(1, Ordering::SeqCst);
    }

    /// `trouble` when so many pieces have passed from now on, in either direction,
    /// beginning with the greeting of a new connection.
    pub fn plan(&self, trouble: Trouble, after: usize) {
        self.hang_up();
        *lock(&self.shared.planned) = Some((trouble, after));
    }

    /// Whether the trouble that was planned has come; plans none any more.
    #[must_use]
    pub fn has_come(&self) -> bool {
        lock(&self.shared.planned).take().is_none()
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.accepting.abort();
        self.hang_up();
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shared {
    /// What happens to the next piece.
    fn next(&self) -> Option<Trouble> {
        let mut planned = lock(&self.planned);
        match planned.as_mut() {
            None => None,
            Some((trouble, 0)) => {
                let trouble = *trouble;
                *planned = None;
                Some(trouble)
            }
            Some((_, after)) => {
                *after -= 1;
                None
            }
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((caller, _)) = listener.accept().await {
        let target = *lock(&shared.target);
        let Some(target) = target else { continue };
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            if let Ok(called) = TcpStream::connect(target).await {
                pass(caller, called, &shared).await;
            }
        });
    }
}

/// Passes pieces on until either side leaves, or trouble comes.
async fn pass(mut caller: TcpStream, mut called: TcpStream, shared: &Shared) {
    let generation = shared.generation.load(Ordering::SeqCst);
    let (mut there, mut back) = (vec![0; MOST_BYTES], vec![0; MOST_BYTES]);
    loop {
        let (from, to, piece) = tokio::select! {
            read = caller.read(&mut there) => (read, &mut called, &there),
            read = called.read(&mut back) => (read, &mut caller, &back),
            () = ended(shared, generation) => return,
        };
        let Ok(bytes) = from else { return };
        let piece = piece.get(..bytes).unwrap_or_default();
        if piece.is_empty() {
            return;
        }
        match shared.next() {
            None => {}
            Some(Trouble::Delay) => tokio::time::sleep(HELD_UP).await,
            Some(Trouble::Cut) => return,
            Some(Trouble::Reset) => {
                for side in [&caller, &called] {
                    side.set_zero_linger().unwrap();
                }
                return;
            }
        }
        if to.write_all(piece).await.is_err() {
            return;
        }
    }
}

/// Waits until all connections shall end.
async fn ended(shared: &Shared, generation: u64) {
    while shared.generation.load(Ordering::SeqCst) == generation {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}
