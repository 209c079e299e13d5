//! The newcomer's door: a gateway with the portal, in front of the deployments.

use std::{fs, net::SocketAddr, path::Path, time::Duration};

use opd::Area;
use tokio::net::TcpListener;

use super::house::{House, Plan};
use crate::{arguments::Demo, failure::Failure};

const DEFAULT_PORT: u16 = 8080;
/// How long an agency may take where all are asked; a debug build is slow.
const PATIENCE: Duration = Duration::from_secs(3);

/// The agencies of other regions whose services the one-stop service plays, as
/// people call them.
const PLAYED: [(&str, &str, &str); 7] = [
    ("dpmptsp-magelang", "DPMPTSP Kabupaten Magelang", "One-stop service of Magelang"),
    (
        "dpmptsp-pematangsiantar",
        "DPMPTSP Kota Pematangsiantar",
        "One-stop service of Pematangsiantar",
    ),
    ("dpmptsp-seruyan", "DPMPTSP Kabupaten Seruyan", "One-stop service of Seruyan"),
    ("dpmptsp-batu", "DPMPTSP Kota Batu", "One-stop service of Batu"),
    ("dpmptsp-kendari", "DPMPTSP Kota Kendari", "One-stop service of Kendari"),
    ("dpmptsp-pandeglang", "DPMPTSP Kabupaten Pandeglang", "One-stop service of Pandeglang"),
    ("polres-pandeglang", "Polres Pandeglang", "Police of Pandeglang"),
];

/// Who may report over Open311: whoever reads discovery, because nothing here is
/// real. The digest is that of the key in `key_service`.
const OPEN311: &str = r#"
[open311]
contact = "Satu Pintu, mal pelayanan contoh (simulasi)"
key_service = "kunci-contoh"
[[open311.client]]
name = "siapa saja"
key_sha256 = "62e8c103805622d3340e60aa75cdc3eaf190302da0ec3b59dc6262c972abc7c3"
"#;
/// What people call an agency that the one-stop service plays; its id where it is none.
pub(crate) fn called(id: &'static str) -> &'static str {
    let played = PLAYED.into_iter().find(|(played, ..)| *played == id);
    played.map_or(id, |(_, name, _)| name)
}

/// A place for the portal, found before the deployment is opened: its documents
/// carry the address.
pub(crate) struct Place {
    listener: TcpListener,
    pub(crate) address: SocketAddr,
}

impl Place {
    /// The usual one, or any that is free.
    pub(crate) async fn find(asked: &Demo) -> Result<Self, Failure> {
        let fail = |why: std::io::Error| Failure::new("the portal cannot listen", &why);
        let usual = if asked.once { 0 } else { DEFAULT_PORT };
        let wanted = asked.portal.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], usual)));
        let listener = match TcpListener::bind(wanted).await {
            Ok(listener) => listener,
            Err(_) if asked.portal.is_none() => {
                TcpListener::bind(("127.0.0.1", 0)).await.map_err(fail)?
            }
            Err(why) => return Err(fail(why)),
        };
        let address = listener.local_addr().map_err(fail)?;
        Ok(Self { listener, address })
    }

    /// Where people find it.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Opens the gateway in front of the deployments.
    pub(crate) fn open(
        self,
        folder: &Path,
        house: &House,
        others: &[House],
    ) -> Result<mpp::Running, Failure> {
        let registry = folder.join("mall.toml");
        let own = std::iter::once(house).chain(others).map(|house| (house.plan, house.address));
        fs::write(&registry, registry_of(house.address, own)).map_err(|why| {
            Failure::new(format!("{} cannot be written", registry.display()), &why)
        })?;
        let opening = mpp::Opening {
            registry,
            data: folder.to_owned(),
            tls: None,
            public_url: self.url(),
            rate: mpp::settings::VISITS,
            proxies: Vec::new(),
            patience: PATIENCE,
            following: mpp::settings::FOLLOWING,
            operations: edge::Operations::default(),
        };
        opening.serve(self.listener).map_err(|why| Failure::new("the portal", &why))
    }
}

/// Who has a place: each agency with a deployment of its own, and those whose
/// services the deployment at `server` plays.
fn registry_of(
    server: SocketAddr,
    own: impl Iterator<Item = (&'static Plan, SocketAddr)>,
) -> String {
    let mut text = "mall = \"Satu Pintu: mal pelayanan contoh\"\nsimulated = true\n".to_owned();
    text.push_str(OPEN311);
    for (Plan { id, name, name_en, code, zone, areas, .. }, address) in own {
        text.push_str(&entry(id, name, name_en, address));
        let (zone, applications) = (zone.abbreviation(), areas.contains(&Area::Permits));
        text.push_str(&format!(
            "codes = [\"{code}\"]\nzone = \"{zone}\"\napplications = {applications}\n"
        ));
    }
    for (id, name, name_en) in PLAYED {
        text.push_str(&entry(id, name, name_en, server));
    }
    text
}

fn entry(id: &str, name: &str, name_en: &str, address: SocketAddr) -> String {
    format!(
        "\n[[agency]]\nid = \"{id}\"\nname = \"{name}\"\nname_en = \"{name_en}\"\n\
         endpoint = \"http://{address}\"\n"
    )
}

#[cfg(test)]
mod tests {
    use super::{
        super::agencies::{DPMPTSP, OTHERS},
        *,
    };

    #[test]
    fn the_key_that_discovery_tells_is_known() {
        let registry =
            mpp::Registry::parse(&registry_of(([127, 0, 0, 1], 1).into(), [].into_iter()));

        let open311 = registry.unwrap().open311.unwrap();

        assert!(open311.knows(&open311.key_service));
    }

    #[test]
    fn every_agency_that_offers_something_has_a_place() {
        let address: SocketAddr = ([127, 0, 0, 1], 1).into();
        let own = [&DPMPTSP].into_iter().chain(OTHERS).map(|plan| (plan, address));
        let registry = mpp::Registry::parse(&registry_of(address, own)).unwrap();

        let offered = [&DPMPTSP].into_iter().chain(OTHERS).flat_map(|plan| (plan.texts)());
        for file in offered.filter(|file| file.name.ends_with(".service.toml")) {
            let is_of =
                |agency: &mpp::Agency| file.text.contains(&format!("agency = \"{}\"", agency.id));
            assert!(registry.agencies.iter().any(is_of), "{}", file.name);
        }
    }
}
