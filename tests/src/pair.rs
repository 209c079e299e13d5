//! Two agencies, each with a deployment of its own, that know each other by
//! certificate; and a line for each direction.

use std::collections::BTreeMap;
use std::path::Path;

use ::authority::{Authority, Subject};
use kernel::Instant;
use opd::{Accepts, Partner};
use sop::EndResult;

use crate::agency::Agency;
use crate::backend::Backend;
use crate::caller::Caller;
use crate::link::Link;
use crate::plan::{Passport, Plan};
use crate::scratch::Scratch;

/// By which the agency of the case is known.
pub const ORIGIN: &str = "spiffe://contoh/opd/dpmptsp-magelang";
/// By which the agency that is asked is known.
pub const PARTNER: &str = "spiffe://contoh/opd/dinkes-magelang";
/// By which the people of a story call: a system of the office.
const OFFICE: &str = "spiffe://contoh/kantor";

/// The agency of the specialist's licence, and the health agency.
pub struct Pair {
    /// Where the case is.
    pub origin: Agency,
    /// Who is asked.
    pub partner: Agency,
    /// From the origin to the partner.
    pub there: Link,
    /// From the partner to the origin.
    pub back: Link,
    folder: Scratch,
}

/// Makes a certificate in the folder `name`, of the authority beside it, and lets
/// those with `callers` call what stands beside them.
///
/// # Panics
/// When it cannot be made.
pub fn certified(town: &Path, name: &str, identity: &str, callers: &[(&str, &str)]) {
    let now = edge::wall_clock().timestamp();
    let authority = Authority::open(&town.join("ca"), now).unwrap();
    let hosts = vec!["127.0.0.1".to_owned()];
    authority.issue(&town.join(name), &Subject { identity, hosts: &hosts, days: 1 }, now).unwrap();
    let entry = |(identity, method): &(&str, &str)| {
        format!("[[peer]]\nidentity = \"{identity}\"\nmethods = [\"{method}\"]\n")
    };
    let list: String = callers.iter().map(entry).collect();
    std::fs::write(town.join(name).join("peers.toml"), list).unwrap();
}

impl Pair {
    /// Opens both, on new databases.
    ///
    /// # Panics
    /// When they cannot be opened.
    pub async fn open(backend: Backend) -> Self {
        Self::of(Plan::sip(), backend).await
    }

    /// The same, where the agency of the case is opened by `plan`.
    ///
    /// # Panics
    /// When they cannot be opened.
    pub async fn of(plan: Plan, backend: Backend) -> Self {
        const EXCHANGE: &str = "/satupintu.exchange.v1.ExchangeService/*";
        let folder = Scratch::new().unwrap();
        let town = folder.path();
        certified(town, "office", OFFICE, &[]);
        certified(town, "origin", ORIGIN, &[(OFFICE, "*"), (PARTNER, EXCHANGE)]);
        certified(town, "partner", PARTNER, &[(OFFICE, "*"), (ORIGIN, EXCHANGE)]);
        let (there, back) = (Link::open().await, Link::open().await);
        let passport = |name: &str, identity: &str| Passport {
            own: town.join(name),
            identity: identity.to_owned(),
            callers: town.join("office"),
        };
        let partner = |agency: &str, link: &Link, identity: &str, accepts| Partner {
            agency: agency.parse().unwrap(),
            endpoint: format!("https://{}", link.address),
            identity: identity.to_owned(),
            accepts,
        };
        let asked = partner("dinkes-magelang", &there, PARTNER, Vec::new());
        let asking = partner("dpmptsp-magelang", &back, ORIGIN, vec![accepted()]);
        let origin = plan.working_with(passport("origin", ORIGIN), vec![asked]);
        let partner = Plan::dinkes().working_with(passport("partner", PARTNER), vec![asking]);
        let (origin, partner) =
            (Agency::open(origin, backend).await, Agency::open(partner, backend).await);
        there.lead_to(Some(partner.address().parse().unwrap()));
        back.lead_to(Some(origin.address().parse().unwrap()));
        Self { origin, partner, there, back, folder }
    }

    /// Where the certificates lie: `origin`, `partner`, `office`.
    #[must_use]
    pub fn town(&self) -> &Path {
        self.folder.path()
    }

    /// Stops the agency of the case; it is reached by nobody.
    pub async fn stop_origin(&mut self) {
        self.back.lead_to(None);
        self.origin.stop().await;
    }

    /// Starts it again.
    pub async fn start_origin(&mut self) {
        self.origin.start().await;
        self.start_origin_line();
    }

    /// Leads the line back to the agency of the case again.
    pub fn start_origin_line(&self) {
        self.back.lead_to(Some(self.origin.address().parse().unwrap()));
    }

    /// Stops the agency that is asked; it is reached by nobody.
    pub async fn stop_partner(&mut self) {
        self.there.lead_to(None);
        self.partner.stop().await;
    }

    /// Starts it again.
    pub async fn start_partner(&mut self) {
        self.partner.start().await;
        self.there.lead_to(Some(self.partner.address().parse().unwrap()));
    }

    /// Moves both clocks by so many minutes.
    pub async fn minutes_pass(&self, minutes: i64) {
        let later = self.origin.now().max(self.partner.now()).plus_seconds(minutes * 60);
        self.time_passes_to(later).await;
    }

    /// Moves both clocks to `instant`.
    pub async fn time_passes_to(&self, instant: Instant) {
        self.origin.time_passes_to(instant).await;
        self.partner.time_passes_to(instant).await;
    }

    /// Stops both for good, after everything that they remember was verified.
    pub async fn close(self) {
        let Self { origin, partner, there: _there, back: _back, folder: _folder } = self;
        origin.close().await;
        partner.close().await;
    }
}

/// How the health agency does the step.
fn accepted() -> Accepts {
    Accepts {
        service: "sip-dokter-spesialis".parse().unwrap(),
        step: sop::StepId::parse("verifikasi-dinkes").unwrap(),
        by: "rekomendasi-spesialis".parse().unwrap(),
        outcomes: BTreeMap::from([
            (EndResult::Issued, "direkomendasikan".to_owned()),
            (EndResult::Refused, "tidak-direkomendasikan".to_owned()),
        ]),
    }
}

/// The people of the health agency.
pub struct HealthStaff {
    /// Studies the request.
    pub verifier: Caller,
    /// Decides.
    pub head: Caller,
    /// Writes the letter.
    pub secretary: Caller,
}

/// The executors of the health agency: who studies, decides, and writes.
pub const HEALTH: [&str; 3] = [
    "dinkes-magelang/sdm-kesehatan/verifikator",
    "dinkes-magelang/pimpinan/kepala",
    "dinkes-magelang/sekretariat/naskah",
];

impl HealthStaff {
    /// Has everybody enrolled.
    pub async fn enrolled(agency: &Agency) -> Self {
        let [verifier, head, secretary] = HEALTH.map(|executor| format!("execute:{executor}"));
        Self {
            verifier: agency.officer("telaah", &[&verifier]).await,
            head: agency.officer("kepala-dinas", &[&head]).await,
            secretary: agency.officer("naskah", &[&secretary]).await,
        }
    }

    /// Does the oldest request that waits, from the inbox to the letter; answers
    /// the case's name.
    ///
    /// # Panics
    /// When nothing waits, or anybody is refused.
    pub async fn recommends(&self) -> String {
        let case = self.studies().await;
        let [_, head, secretary] = HEALTH;
        self.head.takes_next(head).await.unwrap();
        self.head.approves(&case, "rekomendasi", "Kompetensi sesuai").await.unwrap();
        self.secretary.takes_next(secretary).await.unwrap();
        self.secretary.issues(&case, "surat").await.unwrap();
        case
    }

    /// The same, to a refusal.
    ///
    /// # Panics
    /// When nothing waits, or anybody is refused.
    pub async fn refuses(&self, ground: &str) -> String {
        let case = self.studies().await;
        let [_, head, _] = HEALTH;
        self.head.takes_next(head).await.unwrap();
        self.head.rejects(&case, "rekomendasi", ground).await.unwrap();
        case
    }

    async fn studies(&self) -> String {
        let [verifier, ..] = HEALTH;
        let taken = self.verifier.takes_next(verifier).await.unwrap().application.unwrap();
        self.verifier.completes(&taken.name, "telaah", "", "").await.unwrap();
        taken.name
    }
}
