//! The mall of the demonstration: six agencies, each with its own deployment, and
//! the gateway in front of them.

use std::{
    fs::DirBuilder,
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
};

use calendar::{Zone, national};
use opd::Area;
use tokio::net::TcpListener;

use super::{agencies, door::Place, house::House};
use crate::{
    arguments::Demo,
    catalogue, data, dates,
    failure::Failure,
    screen::{Look, Screen},
    spoken,
};

/// The one-stop services of the story work by this clock.
pub(crate) const ZONE: Zone = Zone::Wib;
const DEFAULT_PORT: u16 = 7070;

/// Deployments that serve on this machine, and one door.
pub(crate) struct Mall {
    /// The one-stop service, where most of the story plays.
    pub(crate) house: House,
    /// The other agencies, in the order of [`agencies::OTHERS`].
    pub(crate) others: Vec<House>,
    /// The portal, as a newcomer's browser finds it.
    pub(crate) portal: String,
    gateway: mpp::Running,
}

impl Mall {
    /// Opens fresh deployments and serves them.
    pub(crate) async fn open(asked: &Demo) -> Result<Self, Failure> {
        let listener = listen(asked).await?;
        let place = Place::find(asked).await?;
        let portal = place.url();
        let folder = fresh_folder(&asked.dir)?;
        let house = House::open(&agencies::DPMPTSP, folder.clone(), listener, &portal).await?;
        let mut others = Vec::new();
        for plan in agencies::OTHERS {
            let listener = any_port().await.map_err(|why| Failure::new(plan.id, &why))?;
            others.push(House::open(plan, folder.join(plan.id), listener, &portal).await?);
        }
        let gateway = place.open(&folder, &house, &others)?;
        Ok(Self { house, others, portal, gateway })
    }

    /// Every agency.
    pub(crate) fn houses(&self) -> impl Iterator<Item = &House> {
        std::iter::once(&self.house).chain(&self.others)
    }

    /// The deployment of the agency called `id`.
    pub(crate) fn of(&self, id: &str) -> Result<&House, Failure> {
        let house = self.houses().find(|house| house.plan.id == id);
        house.ok_or_else(|| Failure::said(format!("{id} has no deployment")))
    }

    /// Says what was started.
    pub(crate) fn introduce(&self, screen: &mut Screen) {
        let clock = self.house.deployment.store().clock().now();
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
        let (date, time) = (dates::date(ZONE.date(clock)), dates::time(clock, ZONE));
        screen.line(format!("clock      {} {time} WIB, scripted", date.id));
        screen.line(format!("calendar   as decreed by then: {}", decree()));
        screen.line(format!("catalogue  {count} services, {procedures} SOPs, each checked"));
        let (database, folder) = (data::DATABASE, self.house.folder.display());
        screen.line(format!("databases  {database} (SQLite, fresh) in {folder}, and a folder for"));
        screen.line("           each other agency in it, with its own database, journal and keys");
        screen.line("agencies   each with a deployment (gRPC) that offers what it needs:");
        for house in self.houses() {
            let plan = house.plan;
            let zone = plan.zone.abbreviation();
            screen.line(format!("  {} · http://{} · {zone}", plan.name, house.address));
            let areas: Vec<&str> = plan.areas.iter().copied().map(Area::name).collect();
            screen.line(format!("    {}", areas.join(", ")));
        }
    }

    /// Stops serving and lets the stores finish.
    pub(crate) async fn close(self) {
        let Self { house, others, portal: _, gateway } = self;
        gateway.stop().await;
        house.close().await;
        for other in others {
            other.close().await;
        }
    }
}

fn decree() -> &'static str {
    let base = national::edition("skb-2025");
    base.map_or("", |edition| edition.decree.as_str())
}

/// A folder that was not there before, so that nothing is overwritten; for its
/// owner alone, because it holds the keys.
fn fresh_folder(dir: &Path) -> Result<PathBuf, Failure> {
    let fail = |path: &Path, why: &std::io::Error| {
        Failure::new(format!("the folder {} cannot be made", path.display()), why)
    };
    std::fs::create_dir_all(dir).map_err(|why| fail(dir, &why))?;
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

async fn any_port() -> Result<TcpListener, std::io::Error> {
    TcpListener::bind(("127.0.0.1", 0)).await
}

/// Where the first deployment listens; the others take any port.
async fn listen(asked: &Demo) -> Result<TcpListener, Failure> {
    let bound = match (asked.listen, asked.once) {
        (Some(address), _) => TcpListener::bind(address).await,
        (None, true) => any_port().await,
        (None, false) => match TcpListener::bind(("127.0.0.1", DEFAULT_PORT)).await {
            Ok(listener) => Ok(listener),
            Err(_) => any_port().await,
        },
    };
    let wanted = asked.listen.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0)));
    bound.map_err(|why| Failure::new(format!("cannot listen on {wanted}"), &why))
}
