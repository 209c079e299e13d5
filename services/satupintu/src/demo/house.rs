//! An agency of the mall: a deployment of its own, with its folder, its journal,
//! its keys and its clock.

use std::{collections::BTreeSet, net::SocketAddr, path::PathBuf};

use access::Account;
use calendar::{Zone, national};
use jiff::civil::date;
use kernel::{AgencyId, Instant, PersonId};
use opd::{Area, CatalogueFile, Deployment, Opening, Running};
use store::{Clock, Report};
use tokio::net::TcpListener;

use super::cast;
use crate::failure::Failure;

/// The newest decree when the story begins: 18 August is still a working day.
const EDITION: &str = "keppres-2024-pilkada";

/// What an agency is and offers.
pub(crate) struct Plan {
    /// The legal agency, and the name of its folder.
    pub(crate) id: &'static str,
    /// What it is called.
    pub(crate) name: &'static str,
    /// The same in English.
    pub(crate) name_en: &'static str,
    /// How the receipts of its complaints begin.
    pub(crate) code: &'static str,
    /// By which clock its office works.
    pub(crate) zone: Zone,
    /// What is switched on.
    pub(crate) areas: &'static [Area],
    /// Its services and procedures.
    pub(crate) texts: fn() -> Vec<CatalogueFile>,
}

/// A deployment that serves on this machine.
pub(crate) struct House {
    pub(crate) plan: &'static Plan,
    pub(crate) deployment: Deployment,
    /// Where its data lies.
    pub(crate) folder: PathBuf,
    pub(crate) address: SocketAddr,
    running: Running,
}

impl House {
    /// Opens a fresh deployment in `folder` and serves it; what it prints leads to
    /// the portal at `portal`.
    pub(crate) async fn open(
        plan: &'static Plan,
        folder: PathBuf,
        listener: TcpListener,
        portal: &str,
    ) -> Result<Self, Failure> {
        let fail = |why: &dyn std::error::Error| Failure::new(plan.id, why);
        let start = plan.zone.at(date(2025, 3, 20), 8 * 60);
        let mut opening = Opening::new(agency(plan.id), &folder, Clock::scripted(start));
        opening.zone = plan.zone;
        opening.agency_code = Some(plan.code.to_owned());
        opening.services = plan.areas.iter().copied().collect();
        opening.editions = national::through(EDITION).to_vec();
        opening.catalogue = (plan.texts)();
        portal.clone_into(&mut opening.public_url);
        opening.gateways = BTreeSet::from([edge::THIS_MACHINE.to_owned()]);
        opening.administrators = vec![(person(cast::ADMIN.id), administrator(plan.id))];
        let deployment = opening.open().await.map_err(|why| fail(&why))?;
        let running = deployment.serve(listener).map_err(|why| fail(&why))?;
        let address = running.address;
        Ok(Self { plan, deployment, folder, address, running })
    }

    /// `agencies/{agency}`.
    pub(crate) fn resource(&self) -> String {
        format!("agencies/{}", self.plan.id)
    }

    /// Moves the clock, and lets the law do what is due by then.
    pub(crate) async fn passes_to(&self, instant: Instant) -> Result<(), Failure> {
        let store = self.deployment.store();
        store.clock().advance_to(instant);
        store.tick().await.map_err(|why| Failure::new("the clock cannot be moved", &why))
    }

    /// Reads the journal again from its first byte.
    pub(crate) async fn verify(&self) -> Result<Report, Failure> {
        let report = self.deployment.store().verify(&[]).await;
        report.map_err(|why| Failure::new("the journal cannot be read", &why))
    }

    /// Stops serving and lets the store finish.
    pub(crate) async fn close(self) {
        let Self { plan: _, deployment, folder: _, address: _, running } = self;
        running.stop().await;
        drop(deployment);
    }
}

/// The local issuer's account of who administers; the subject is the pseudonym.
fn administrator(agency: &str) -> Account {
    Account { issuer: format!("satupintu-local:{agency}"), subject: cast::ADMIN.id.to_owned() }
}

fn agency(id: &str) -> AgencyId {
    AgencyId::parse(id).expect("the names in `agencies` are ids")
}

fn person(id: &str) -> PersonId {
    PersonId::parse(id).expect("the names in `cast` are ids")
}
