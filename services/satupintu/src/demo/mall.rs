//! The deployment of the demonstration: one server that plays several agencies.

use std::{
    fs::{self, DirBuilder},
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use access::Account;
use calendar::{Zone, national};
use jiff::civil::date;
use kernel::{AgencyId, PersonId};
use opd::{Deployment, Opening, Running};
use store::Clock;
use tokio::net::TcpListener;

use super::{cast, door::Place};
use crate::{
    arguments::Demo,
    catalogue, data, dates,
    failure::Failure,
    screen::{Look, Screen},
    spoken,
};

/// The agency whose deployment it is; it plays the catalogue's agencies, too.
pub(crate) const AGENCY: &str = "mpp-simulasi";
/// The newest decree when the story begins: 18 August is still a working day.
const EDITION: &str = "keppres-2024-pilkada";
/// All agencies of the story work by this clock.
pub(crate) const ZONE: Zone = Zone::Wib;
const DEFAULT_PORT: u16 = 7070;

/// A deployment that serves on this machine.
pub(crate) struct Mall {
    pub(crate) deployment: Deployment,
    pub(crate) folder: PathBuf,
    pub(crate) address: SocketAddr,
    running: Running,
    /// The portal, as a newcomer's browser finds it.
    pub(crate) portal: String,
    gateway: mpp::Running,
}

impl Mall {
    /// Opens a fresh deployment and serves it.
    pub(crate) async fn open(asked: &Demo) -> Result<Self, Failure> {
        let listener = listen(asked).await?;
        let place = Place::find(asked).await?;
        let portal = place.url();
        let folder = fresh_folder(&asked.dir)?;
        let agency = agency(AGENCY);
        let start = ZONE.at(date(2025, 3, 20), 8 * 60);
        let mut opening = Opening::new(agency.clone(), &folder, Clock::scripted(start));
        opening.zone = ZONE;
        let address = listener.local_addr();
        let address = address.map_err(|why| Failure::new("the server's address", &why))?;
        opening.public_url = format!("http://{address}");
        opening.editions = national::through(EDITION).to_vec();
        opening.catalogue = catalogue::files();
        opening.public_url.clone_from(&portal);
        opening.administrators = vec![(person(cast::ADMIN.id), account(cast::ADMIN.id))];
        let deployment =
            opening.open().await.map_err(|why| Failure::new("the deployment", &why))?;
        let running = deployment.serve(listener).map_err(|why| Failure::new("the server", &why))?;
        let address = running.address;
        let gateway = place.open(&folder, address)?;
        Ok(Self { deployment, folder, address, running, portal, gateway })
    }

    /// Says what was started.
    pub(crate) async fn introduce(&self, screen: &mut Screen) -> Result<(), Failure> {
        let clock = self.deployment.store().clock().now();
        let services = catalogue::files();
        let count = services.iter().filter(|file| file.name.ends_with(".service.toml")).count();
        let procedures = services.len() - count;
        screen.line(screen.look(Look::Bold, "Satu Pintu"));
        screen.line(
            screen.look(Look::Yellow, format!("{} · {}", spoken::SIMULATION, spoken::EXAMPLE)),
        );
        screen.gap();
        screen.line(
            screen.look(Look::Bold, format!("portal     {}  (open it in a browser)", self.portal)),
        );
        screen.line(format!("server     http://{} (gRPC), agency {AGENCY}", self.address));
        let database = self.folder.join(data::DATABASE);
        screen.line(format!("database   {} (SQLite, fresh)", database.display()));
        let (date, time) = (dates::date(ZONE.date(clock)), dates::time(clock, ZONE));
        screen.line(format!("clock      {} {time} WIB, scripted", date.id));
        screen.line(format!("calendar   as decreed by then: {}", decree()));
        screen.line(format!("catalogue  {count} services, {procedures} SOPs, each checked"));
        Ok(())
    }

    /// Stops serving and lets the store finish.
    pub(crate) async fn close(self) {
        let Self { deployment, running, gateway, .. } = self;
        gateway.stop().await;
        running.stop().await;
        drop(deployment);
    }
}

fn decree() -> &'static str {
    let base = national::edition("skb-2025");
    base.map_or("", |edition| edition.decree.as_str())
}

/// The local issuer's account of a person; the subject is the pseudonym.
fn account(id: &str) -> Account {
    Account { issuer: format!("satupintu-local:{AGENCY}"), subject: id.to_owned() }
}

fn agency(id: &str) -> AgencyId {
    AgencyId::parse(id).expect("the names in this module are ids")
}

fn person(id: &str) -> PersonId {
    PersonId::parse(id).expect("the names in `cast` are ids")
}

/// A folder that was not there before, so that nothing is overwritten; for its
/// owner alone, because it holds the keys.
fn fresh_folder(dir: &Path) -> Result<PathBuf, Failure> {
    let fail = |path: &Path, why: &std::io::Error| {
        Failure::new(format!("the folder {} cannot be made", path.display()), why)
    };
    fs::create_dir_all(dir).map_err(|why| fail(dir, &why))?;
    let last = data::demonstrations(dir).last().map_or(0, |(number, _)| *number);
    let mut number = last.saturating_add(1);
    loop {
        let folder = dir.join(format!("{}{number}", data::DEMO));
        match DirBuilder::new().mode(0o700).create(&folder) {
            Ok(()) => return Ok(folder),
            // Another run was quicker.
            Err(why) if why.kind() == std::io::ErrorKind::AlreadyExists => {
                number = number.saturating_add(1);
            }
            Err(why) => return Err(fail(&folder, &why)),
        }
    }
}

async fn listen(asked: &Demo) -> Result<TcpListener, Failure> {
    let any = SocketAddr::from(([127, 0, 0, 1], 0));
    let bound = match (asked.listen, asked.once) {
        (Some(address), _) => TcpListener::bind(address).await,
        (None, true) => TcpListener::bind(any).await,
        (None, false) => match TcpListener::bind(("127.0.0.1", DEFAULT_PORT)).await {
            Ok(listener) => Ok(listener),
            Err(_) => TcpListener::bind(any).await,
        },
    };
    let wanted = asked.listen.unwrap_or(any);
    bound.map_err(|why| Failure::new(format!("cannot listen on {wanted}"), &why))
}
