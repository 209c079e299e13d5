//! A mall that lives within a test: a gateway, and deployments that play many
//! agencies behind it.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use edge::{Operations, Rate};
use kernel::{PersonId, Slug};
use opd::{CatalogueFile, Deployment, Opening, Running, read_catalogue};
use store::Clock;
use tokio::net::TcpListener;

use crate::{Agency, Browser, Scratch, times::wib};

/// In what one gateway differs from another.
struct Settings {
    listener: Option<TcpListener>,
    tls: Option<PathBuf>,
    rate: Rate,
    patience: Duration,
    following: Duration,
    public_url: Option<String>,
    collector: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listener: None,
            tls: None,
            rate: UNLIMITED,
            patience: PATIENCE,
            following: mpp::settings::FOLLOWING,
            public_url: None,
            collector: None,
        }
    }
}

/// A gateway that serves.
pub struct Mall {
    running: mpp::Running,
    data: Scratch,
    /// The gateway's standing and its measures.
    pub operations: Operations,
    tls: Option<PathBuf>,
    following: Duration,
}

impl Mall {
    /// A gateway to the agencies that `registry` lists.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open(registry: &str) -> Self {
        Self::known_as(registry, None).await
    }

    /// The same, which people reach under another address than it listens at.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn reached_at(registry: &str, public_url: &str) -> Self {
        let settings = Settings { public_url: Some(public_url.to_owned()), ..Settings::default() };
        Self::opened(registry, settings).await
    }

    /// The same, whose spans go to `collector`.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn traced(registry: &str, collector: &str) -> Self {
        let settings = Settings { collector: Some(collector.to_owned()), ..Settings::default() };
        Self::opened(registry, settings).await
    }

    /// The same, with a certificate of its own.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn known_as(registry: &str, tls: Option<&Path>) -> Self {
        Self::waiting(registry, tls, PATIENCE).await
    }

    /// The same, where each agency may take as long as `patience` when many are asked.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn waiting(registry: &str, tls: Option<&Path>, patience: Duration) -> Self {
        let settings = Settings { tls: tls.map(Path::to_owned), patience, ..Settings::default() };
        Self::opened(registry, settings).await
    }

    /// The same, on an address that others knew before it was opened.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn at(listener: TcpListener, registry: &str, tls: Option<&Path>) -> Self {
        let (listener, tls) = (Some(listener), tls.map(Path::to_owned));
        Self::opened(registry, Settings { listener, tls, ..Settings::default() }).await
    }

    /// A gateway of which each visitor may ask only so much.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn limited(registry: &str, rate: Rate) -> Self {
        Self::opened(registry, Settings { rate, ..Settings::default() }).await
    }

    /// A gateway that asks again and again what became of cases, so that a story need
    /// not wait for it.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn following(registry: &str, tls: Option<&Path>) -> Self {
        let settings =
            Settings { tls: tls.map(Path::to_owned), following: AT_ONCE, ..Settings::default() };
        Self::opened(registry, settings).await
    }

    async fn opened(registry: &str, settings: Settings) -> Self {
        let data = Scratch::new().unwrap();
        std::fs::write(data.join("mall.toml"), registry).unwrap();
        Self::in_folder(data, settings).await
    }

    async fn in_folder(data: Scratch, settings: Settings) -> Self {
        let Settings { listener, tls, rate, patience, following, public_url, collector } = settings;
        let listener = match listener {
            Some(listener) => listener,
            None => TcpListener::bind("127.0.0.1:0").await.unwrap(),
        };
        let own = format!("http://{}", listener.local_addr().unwrap());
        let operations =
            Operations::traced("mpp", env!("CARGO_PKG_VERSION"), collector.as_deref()).unwrap();
        let opening = mpp::Opening {
            registry: data.join("mall.toml"),
            data: data.path().to_owned(),
            tls: tls.clone(),
            public_url: public_url.unwrap_or(own),
            rate,
            proxies: vec![Ipv4Addr::LOCALHOST.into()],
            patience,
            following,
            operations: operations.clone(),
        };
        Self { running: opening.serve(listener).unwrap(), data, tls, following, operations }
    }

    /// Stops it and opens another one in the same folder, at another address.
    pub async fn opens_anew(self) -> Self {
        let Self { running, data, tls, following, operations: _ } = self;
        running.stop().await;
        Self::in_folder(data, Settings { tls, following, ..Settings::default() }).await
    }

    /// Its folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.data.path()
    }

    /// Writes another registry in the place of the present one.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn now_lists(&self, registry: &str) {
        std::fs::write(self.data.join("mall.toml"), registry).unwrap();
    }

    /// Somebody at a browser.
    #[must_use]
    pub fn browser(&self) -> Browser {
        Browser::at(self.address())
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// Stops serving.
    pub async fn close(self) {
        self.running.stop().await;
    }
}

/// As a gateway has it unless told otherwise.
const PATIENCE: Duration = Duration::from_millis(1500);
/// What a story that waits for the index can spare.
const AT_ONCE: Duration = Duration::from_millis(50);
/// Tests ask as fast as they can.
const UNLIMITED: Rate = Rate { per_second: 100_000, burst: 100_000 };

/// The registry of a mall with nobody in it.
pub const EMPTY: &str = "mall = \"Mal Contoh\"\nsimulated = true\n";

/// An agency's entry in a registry.
#[must_use]
pub fn entry(id: &str, endpoint: &str, more: &str) -> String {
    format!(
        "\n[[agency]]\nid = \"{id}\"\nname = \"Instansi {id}\"\nendpoint = \"{endpoint}\"\n{more}\n"
    )
}

/// The entry of an agency of the stories.
#[must_use]
pub fn entry_of(agency: &Agency) -> String {
    entry(agency.plan.agency, &format!("http://{}", agency.address()), "")
}

/// A deployment that plays many agencies, each with the identity card of
/// Pandeglang as its only service, `ktp-{agency}`.
pub struct Street {
    deployment: Deployment,
    running: Running,
    _data: Scratch,
}

impl Street {
    /// Opens it on SQLite, with a certificate where one is given.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open(agencies: &[String], tls: Option<&Path>) -> Self {
        let data = Scratch::new().unwrap();
        let first = Slug::parse(agencies.first().unwrap()).unwrap();
        let clock = Clock::scripted(wib("2026-06-08 09:00"));
        let mut opening = Opening::new(first.clone(), data.path(), clock);
        opening.catalogue = agencies.iter().flat_map(|agency| catalogue_of(agency)).collect();
        let account = access::Account {
            issuer: format!("satupintu-local:{first}"),
            subject: crate::ADMINISTRATOR.to_owned(),
        };
        opening.administrators = vec![(PersonId::parse(crate::ADMINISTRATOR).unwrap(), account)];
        opening.works_by_itself = false;
        opening.tls = tls.map(Path::to_owned);
        let deployment = opening.open().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let running = deployment.serve(listener).unwrap();
        Self { deployment, running, _data: data }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.running.address
    }

    /// Stops serving.
    pub async fn close(self) {
        let Self { deployment, running, _data } = self;
        running.stop().await;
        drop(deployment);
    }
}

fn catalogue_of(agency: &str) -> Vec<CatalogueFile> {
    let model = "disdukcapil-pandeglang";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue").join(model);
    let files = read_catalogue(&folder).unwrap();
    let wanted = files.into_iter().filter(|file| file.name.contains("ktp-el-baru"));
    // Procedures have names of their own within a deployment.
    let renamed =
        |text: &str| text.replace(model, agency).replace("ktp-el-baru", &format!("ktp-{agency}"));
    wanted
        .map(|file| CatalogueFile { name: renamed(&file.name), text: renamed(&file.text) })
        .collect()
}
