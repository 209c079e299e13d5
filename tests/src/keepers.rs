//! Those who keep the machine: they save a deployment, restore it elsewhere, and ask
//! how it fares.

use std::fs;
use std::sync::Arc;

use edge::{Operations, serve_http};
use opd::Opening;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::agency::Agency;
use crate::browser::{Browser, Page};
use crate::postgres;
use crate::scratch::Scratch;

/// What a folder of a deployment holds beside its keys.
const NO_KEYS: [&str; 2] = ["satupintu.db", "erasures.jsonl"];

/// A new machine for a deployment: an empty database, and the folder with the keys
/// that somebody has kept apart.
pub struct Place {
    /// The database.
    pub url: String,
    /// The folder.
    pub data: Arc<Scratch>,
}

impl Agency {
    /// With what it was opened.
    #[must_use]
    pub fn opening(&self) -> Opening {
        self.plan.opening(&self.url, self.data().path(), self.clock().clone())
    }

    /// A new machine with the same keys, and a database of the same kind.
    ///
    /// # Panics
    /// When there is none to be had.
    #[must_use]
    pub fn new_place(&self) -> Place {
        let data = Arc::new(Scratch::new().unwrap());
        for entry in fs::read_dir(self.data().path()).unwrap().map(Result::unwrap) {
            let name = entry.file_name().into_string().unwrap();
            if entry.path().is_file() && !NO_KEYS.iter().any(|other| name.starts_with(other)) {
                fs::copy(entry.path(), data.join(&name)).unwrap();
            }
        }
        let url = match self.url.starts_with("sqlite:") {
            true => opd::settings::embedded_url(data.path()),
            false => postgres::fresh_database("restored"),
        };
        Place { url, data }
    }

    /// With what it would be opened there.
    #[must_use]
    pub fn opening_at(&self, place: &Place) -> Opening {
        self.plan.opening(&place.url, place.data.path(), self.clock().clone())
    }

    /// The same agency, serving from what was restored there.
    pub async fn at(&self, place: &Place) -> Self {
        let (plan, clock) = (self.plan.clone(), self.clock().clone());
        Self::serving(plan, place.url.clone(), Arc::clone(&place.data), clock).await
    }
}

/// What a program answers its keepers at `path`.
///
/// # Panics
/// When it does not.
pub async fn asked(operations: &Operations, path: &str) -> Page {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = watch::channel(());
    let serving = tokio::spawn(serve_http(listener, operations.routes(), ended));
    let page = Browser::at(address).get(path).await;
    drop(end);
    serving.await.unwrap();
    page
}
