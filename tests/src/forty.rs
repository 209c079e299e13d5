//! A mall of forty agencies: one hangs, one resets, one shows a wrong certificate;
//! and beside it the same mall without these three.

use std::time::Duration;

use authority::{Authority, Subject};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::Scratch;
use crate::mall::{EMPTY, Mall, Street, entry};

/// The agencies that answer are the first of them.
pub const ANSWERING: usize = 37;

/// Both malls, and the deployments behind them.
pub struct Forty {
    /// With the agencies that answer.
    pub healthy: Mall,
    /// With the three that do not, `dinas-37` to `dinas-39`, as well.
    pub ailing: Mall,
    streets: Vec<Street>,
    _folder: Scratch,
}

impl Forty {
    /// Opens them; where many are asked at once each may take as long as `patience`.
    ///
    /// # Panics
    /// When something cannot be opened.
    pub async fn open(patience: Duration) -> Self {
        let folder = Scratch::new().unwrap();
        let now = edge::wall_clock().timestamp();
        let authority = Authority::open(&folder.join("ca"), now).unwrap();
        let hosts = vec!["127.0.0.1".to_owned()];
        for (name, identity) in
            [("mpp", "spiffe://contoh/mpp"), ("opd", "spiffe://contoh/opd/lain")]
        {
            let subject = Subject { identity, hosts: &hosts, days: 1 };
            authority.issue(&folder.join(name), &subject, now).unwrap();
        }
        let mut streets = Vec::new();
        let mut registry = EMPTY.to_owned();
        for (from, to) in [(0, 13), (13, 25), (25, ANSWERING)] {
            let agencies = names(from, to);
            let street = Street::open(&agencies, None).await;
            for agency in &agencies {
                registry.push_str(&entry(agency, &format!("http://{}", street.address()), ""));
            }
            streets.push(street);
        }
        let stranger = Street::open(&names(39, 40), Some(&folder.join("opd"))).await;
        let healthy = Mall::waiting(&registry, None, patience).await;
        registry.push_str(&entry("dinas-37", &hanging().await, ""));
        registry.push_str(&entry("dinas-38", &resetting().await, ""));
        registry.push_str(&entry(
            "dinas-39",
            &format!("https://{}", stranger.address()),
            "identity = \"spiffe://contoh/opd/dinas-39\"",
        ));
        let ailing = Mall::waiting(&registry, Some(&folder.join("mpp")), patience).await;
        streets.push(stranger);
        Self { healthy, ailing, streets, _folder: folder }
    }

    /// Stops everything.
    pub async fn close(self) {
        let Self { healthy, ailing, streets, _folder } = self;
        for mall in [healthy, ailing] {
            mall.close().await;
        }
        for street in streets {
            street.close().await;
        }
    }
}

/// `dinas-05` and so on.
#[must_use]
pub fn names(from: usize, to: usize) -> Vec<String> {
    (from..to).map(|number| format!("dinas-{number:02}")).collect()
}

/// Takes connections and says nothing.
async fn hanging() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((stream, _)) = listener.accept().await {
            held.push(stream);
        }
    });
    format!("http://{address}")
}

/// Takes connections and breaks them off as soon as something is said.
async fn resetting() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 8]).await;
            let _ = stream.set_zero_linger();
        }
    });
    format!("http://{address}")
}
