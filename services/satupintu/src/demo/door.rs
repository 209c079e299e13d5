//! The newcomer's door: a gateway with the portal, in front of the deployment.

use std::{fs, net::SocketAddr, path::Path};

use tokio::net::TcpListener;

use crate::{arguments::Demo, failure::Failure};

const DEFAULT_PORT: u16 = 8080;

/// The agencies of the catalogue that offer something, as people call them.
const AGENCIES: [(&str, &str, &str); 9] = [
    (
        "dpmptsp-kotim",
        "DPMPTSP Kabupaten Kotawaringin Timur",
        "One-stop service of Kotawaringin Timur",
    ),
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
    ("disdukcapil-pandeglang", "Disdukcapil Kabupaten Pandeglang", "Civil registry of Pandeglang"),
    ("polres-pandeglang", "Polres Pandeglang", "Police of Pandeglang"),
];

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

    /// Opens the gateway in front of the deployment at `server`.
    pub(crate) fn open(self, folder: &Path, server: SocketAddr) -> Result<mpp::Running, Failure> {
        let registry = folder.join("mall.toml");
        fs::write(&registry, registry_of(server)).map_err(|why| {
            Failure::new(format!("{} cannot be written", registry.display()), &why)
        })?;
        let opening =
            mpp::Opening { registry, data: folder.to_owned(), tls: None, public_url: self.url() };
        opening.serve(self.listener).map_err(|why| Failure::new("the portal", &why))
    }
}

fn registry_of(server: SocketAddr) -> String {
    let mut text = "mall = \"Satu Pintu: mal pelayanan contoh\"\nsimulated = true\n".to_owned();
    for (id, name, name_en) in AGENCIES {
        text.push_str(&format!(
            "\n[[agency]]\nid = \"{id}\"\nname = \"{name}\"\nname_en = \"{name_en}\"\n\
             endpoint = \"http://{server}\"\n"
        ));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_agency_of_the_catalogue_that_offers_something_has_a_place() {
        let offered = crate::catalogue::files();
        let services = offered.iter().filter(|file| file.name.ends_with(".service.toml"));

        for file in services {
            let listed =
                AGENCIES.iter().any(|(id, ..)| file.text.contains(&format!("agency = \"{id}\"")));
            assert!(listed, "{}", file.name);
        }
        assert!(mpp::Registry::parse(&registry_of(([127, 0, 0, 1], 1).into())).is_ok());
    }
}
