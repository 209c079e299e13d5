//! A mall that lives within a test: a gateway, and deployments that play many
//! agencies behind it.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use edge::Operations;
use kernel::{PersonId, Slug};
use opd::{CatalogueFile, Deployment, Opening, Running, read_catalogue};
use store::Clock;
use tokio::net::TcpListener;

use crate::{Agency, Browser, Scratch, times::wib};

/// A gateway that serves.
pub struct Mall {
    running: mpp::Running,
    data: Scratch,
    /// The gateway's standing and its measures.
    pub operations: Operations,
}

impl Mall {
    /// A gateway to the agencies that `registry` lists.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn open(registry: &str) -> Self {
        Self::known_as(registry, None).await
    }

    /// The same, with a certificate of its own.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn known_as(registry: &str, tls: Option<&Path>) -> Self {
        Self::waiting(registry, tls, Duration::from_millis(1500)).await
    }

    /// The same, where each agency may take as long as `patience` when many are asked.
    ///
    /// # Panics
    /// When it cannot be opened.
    pub async fn waiting(registry: &str, tls: Option<&Path>, patience: Duration) -> Self {
        let data = Scratch::new().unwrap();
        std::fs::write(data.join("mall.toml"), registry).unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let operations = Operations::default();
        let opening = mpp::Opening {
            registry: data.join("mall.toml"),
            data: data.path().to_owned(),
            tls: tls.map(Path::to_owned),
            public_url: format!("http://{}", listener.local_addr().unwrap()),
            patience,
            operations: operations.clone(),
        };
        Self { running: opening.serve(listener).unwrap(), data, operations }
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
