//! A provider of sign-in of another make (Python's oidc-provider-mock), in a process of
//! its own.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;

use edge::{KeySource, TrustedIssuer};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::Browser;
use crate::python::python;

/// A provider that lets in whoever says a name; it goes with this value.
pub struct Provider {
    /// Where it listens on this machine.
    pub port: u16,
    /// What the gateway is called there.
    pub client_id: String,
    /// The gateway's secret there.
    pub client_secret: String,
    process: Child,
}

impl Provider {
    /// Opens one that sends back to `redirect_uri` alone, and whose tokens end so many
    /// seconds after they are made.
    ///
    /// # Panics
    /// When it cannot be started.
    pub async fn open(redirect_uri: &str, lasts_seconds: i64) -> Self {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/sign_in_provider.py");
        let told = json!({ "redirect_uri": redirect_uri, "lasts_seconds": lasts_seconds });
        let mut process = Command::new(python())
            .arg(script)
            .arg(told.to_string())
            .env("PYTHONDONTWRITEBYTECODE", "1")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let said = lines.next_line().await.unwrap().expect("it says where it is");
        let said: Value = serde_json::from_str(&said).unwrap();
        let text = |name: &str| said.get(name).and_then(Value::as_str).unwrap().to_owned();
        let port = said.get("port").and_then(Value::as_u64).unwrap().try_into().unwrap();
        let (client_id, client_secret) = (text("client_id"), text("client_secret"));
        Self { port, client_id, client_secret, process }
    }

    /// Its `iss`, as whoever reaches it at `host` knows it.
    #[must_use]
    pub fn issuer(&self, host: &str) -> String {
        format!("http://{host}:{}", self.port)
    }

    /// The setting by which an agency believes its tokens.
    #[must_use]
    pub fn trusted(&self, host: &str) -> TrustedIssuer {
        let issuer = self.issuer(host);
        let keys = KeySource::Address(format!("{issuer}/jwks"));
        TrustedIssuer { issuer, audience: self.client_id.clone(), keys }
    }

    /// Where it sends the browser back to, once `person` has signed in at `entrance`.
    ///
    /// # Panics
    /// When it sends nobody back.
    pub async fn lets_in(&self, person: &str, entrance: &str) -> String {
        let own = format!("{}/", self.issuer("127.0.0.1"));
        let path = entrance.strip_prefix(&own).expect("it is an address of this provider");
        let mut browser = Browser::at(SocketAddr::from(([127, 0, 0, 1], self.port)));
        let page = browser.post(&format!("/{path}"), &[("sub", person)]).await;
        assert_eq!(page.status, 302, "{}", page.text());
        page.location().to_owned()
    }

    /// Ends it, as when its machine goes down.
    ///
    /// # Panics
    /// When it cannot be ended.
    pub async fn close(mut self) {
        self.process.kill().await.unwrap();
    }
}
