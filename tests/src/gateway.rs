//! A receiver of webhooks as a gateway for WhatsApp and short messages has one:
//! it can be down, ill or silent, and keeps everything that reaches it.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How a receiver answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It takes everything.
    Well,
    /// It fails every second time, sometimes after it has taken the message.
    Unsteady,
    /// It has a failure of its own.
    Ill,
    /// It refuses the message for good.
    Refusing,
    /// It takes the message and never answers.
    Silent,
}

/// A message as it arrived.
#[derive(Clone, Debug)]
pub struct Delivered {
    /// The headers, in lower case.
    pub headers: BTreeMap<String, String>,
    /// The bytes.
    pub body: Vec<u8>,
    /// How it was answered.
    pub status: u16,
}

impl Delivered {
    /// The id by which repeats are told.
    #[must_use]
    pub fn id(&self) -> &str {
        self.header("webhook-id")
    }

    /// A header; empty when it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }

    /// The event.
    ///
    /// # Panics
    /// When it is not JSON.
    #[must_use]
    pub fn event(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

struct Kept {
    mood: Mood,
    delivered: Vec<Delivered>,
    count: watch::Sender<usize>,
}

/// A receiver; it goes with this value.
pub struct Gateway {
    address: SocketAddr,
    kept: Arc<Mutex<Kept>>,
    task: Option<JoinHandle<()>>,
}

impl Gateway {
    /// Opens one that takes everything.
    ///
    /// # Panics
    /// When it cannot listen.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (count, _) = watch::channel(0);
        let kept = Kept { mood: Mood::Well, delivered: Vec::new(), count };
        let kept = Arc::new(Mutex::new(kept));
        let task = Some(tokio::spawn(serve(listener, Arc::clone(&kept))));
        Self { address, kept, task }
    }

    /// Where it takes messages.
    #[must_use]
    pub fn address(&self) -> String {
        format!("http://{}/notices", self.address)
    }

    /// Goes away; nobody listens there any more.
    pub async fn goes_down(&mut self) {
        if let Some(task) = self.task.take() {
            task.abort();
            let _ = task.await;
        }
    }

    /// Comes back at the same address.
    ///
    /// # Panics
    /// When somebody else has taken it.
    pub async fn comes_up(&mut self) {
        self.goes_down().await;
        let listener = TcpListener::bind(self.address).await.unwrap();
        self.task = Some(tokio::spawn(serve(listener, Arc::clone(&self.kept))));
    }

    /// How it answers from now on.
    pub fn answers(&self, mood: Mood) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).mood = mood;
    }

    /// Everything that reached it, repeats too.
    #[must_use]
    pub fn delivered(&self) -> Vec<Delivered> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).delivered.clone()
    }

    /// What a receiver makes of it that looks at ids: each message that it has
    /// taken, once.
    #[must_use]
    pub fn messages(&self) -> Vec<Delivered> {
        let mut seen = BTreeSet::new();
        let delivered = self.delivered().into_iter();
        delivered.filter(|one| one.status < 300 && seen.insert(one.id().to_owned())).collect()
    }

    /// Waits until `count` messages have reached it, repeats counted.
    ///
    /// # Panics
    /// Never: the count lives as long as this value.
    pub async fn is_reached(&self, count: usize) {
        let mut reached = {
            let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.count.subscribe()
        };
        reached.wait_for(|reached| *reached >= count).await.unwrap();
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

async fn serve(listener: TcpListener, kept: Arc<Mutex<Kept>>) {
    let mut calls = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        calls.spawn(answer(stream, Arc::clone(&kept)));
    }
}

/// One connection: requests with a length, one after the other.
async fn answer(stream: TcpStream, kept: Arc<Mutex<Kept>>) {
    let mut stream = BufReader::new(stream);
    while let Some((headers, body)) = request(&mut stream).await {
        let (status, is_silent) = {
            let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
            let mood = kept.mood;
            let status = match mood {
                Mood::Unsteady if kept.delivered.len().is_multiple_of(2) => 500,
                Mood::Well | Mood::Unsteady | Mood::Silent => 202,
                Mood::Ill => 503,
                Mood::Refusing => 422,
            };
            kept.delivered.push(Delivered { headers, body, status });
            kept.count.send_replace(kept.delivered.len());
            (status, mood == Mood::Silent)
        };
        if is_silent {
            std::future::pending::<()>().await;
        }
        let head = format!("HTTP/1.1 {status} Answer\r\ncontent-length: 0\r\n\r\n");
        if stream.write_all(head.as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn request(stream: &mut BufReader<TcpStream>) -> Option<(BTreeMap<String, String>, Vec<u8>)> {
    let mut line = String::new();
    stream.read_line(&mut line).await.ok().filter(|length| *length > 0)?;
    let mut headers = BTreeMap::new();
    loop {
        line.clear();
        stream.read_line(&mut line).await.ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.to_ascii_lowercase(), value.trim().to_owned());
    }
    let length = headers.get("content-length")?.parse().ok()?;
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    Some((headers, body))
}
