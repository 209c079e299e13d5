//! What kind of agency a story plays in.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use access::Account;
use calendar::{Edition, national};
use edge::{Limits, Operations, TrustedIssuer};
use kernel::{Instant, PersonId, Slug};
use opd::{
    Area, CatalogueFile, Deployment, OpenError, Opening, Partner, all_areas, read_catalogue,
};
use store::{Clock, Faults};

use crate::times::wib;
use crate::whistle;

/// The person who administers every agency of a deployment from the first start.
pub const ADMINISTRATOR: &str = "administrator";

/// How a deployment is opened.
#[derive(Clone)]
pub struct Plan {
    /// The legal agency, whose folder of the catalogue is published.
    pub agency: &'static str,
    /// What the scripted clock shows at first.
    pub start: Instant,
    /// The decrees that are known from the start.
    pub editions: Vec<Edition>,
    /// Years for which an ended case is kept.
    pub retention_years: u32,
    /// What shall go wrong.
    pub faults: Faults,
    /// The largest file that a case takes; as the settings say by default.
    pub largest_file_bytes: Option<u64>,
    /// The ways by which applicants are told.
    pub notices: notices::Settings,
    /// The areas of service that are offered.
    pub services: BTreeSet<Area>,
    /// Whether there is an inspectorate to report to.
    pub inspectorate: bool,
    /// Whether the services made for tests are published, too.
    pub examples: bool,
    /// By which certificates it is known; in the clear without.
    pub tls: Option<Passport>,
    /// The agencies with deployments of their own; with one, the services made
    /// for work between agencies are published, too.
    pub partners: Vec<Partner>,
    /// The identities of the gateways that may follow how cases stand.
    pub gateways: BTreeSet<String>,
    /// Issuers of tokens beside the local one.
    pub issuers: Vec<TrustedIssuer>,
    /// Where people reach the public pages, when that is known.
    pub public_url: Option<String>,
    /// Where spans go.
    pub collector: Option<String>,
}

/// The certificates around a deployment of a story.
#[derive(Clone)]
pub struct Passport {
    /// The folder of its own, with the list of those who may call.
    pub own: PathBuf,
    /// The identity in it.
    pub identity: String,
    /// The folder of the certificate with which the people of the story call.
    pub callers: PathBuf,
}

impl Plan {
    /// The specialist's licence of Magelang (P4): seven stages, 9 working days,
    /// two agencies, deemed approval. It is Monday, 8 June 2026, 09.00.
    #[must_use]
    pub fn sip() -> Self {
        Self {
            agency: "dpmptsp-magelang",
            start: wib("2026-06-08 09:00"),
            editions: national::editions().to_vec(),
            retention_years: opd::settings::RETENTION_YEARS,
            faults: Faults::default(),
            largest_file_bytes: None,
            notices: notices::Settings::default(),
            services: all_areas(),
            inspectorate: true,
            examples: false,
            tls: None,
            partners: Vec::new(),
            gateways: BTreeSet::new(),
            issuers: Vec::new(),
            public_url: None,
            collector: None,
        }
    }

    /// The same agency with a service of our own beside it, which is inspected
    /// and paid for; see [`crate::usaha`].
    #[must_use]
    pub fn usaha() -> Self {
        Self { examples: true, ..Self::sip() }
    }

    /// The health agency of Magelang, which recommends or not in a deployment of
    /// its own.
    #[must_use]
    pub fn dinkes() -> Self {
        Self { agency: "dinkes-magelang", ..Self::sip() }
    }

    /// The same, known by its certificate and working with `partners`.
    #[must_use]
    pub fn working_with(self, passport: Passport, partners: Vec<Partner>) -> Self {
        Self { tls: Some(passport), partners, ..self }
    }

    /// The same, followed by the gateways that are known so; by whoever calls from this
    /// machine where it is [`edge::THIS_MACHINE`].
    #[must_use]
    pub fn followed_by(self, gateway: &str) -> Self {
        Self { gateways: BTreeSet::from([gateway.to_owned()]), ..self }
    }

    /// The building approval of Pematangsiantar (P6): 30 working days, two
    /// agencies at once, a fee assessed case by case.
    #[must_use]
    pub fn pbg() -> Self {
        Self { agency: "dpmptsp-pematangsiantar", ..Self::sip() }
    }

    /// The identity card of Pandeglang (P8): one working day, escalation only.
    #[must_use]
    pub fn ktp() -> Self {
        Self { agency: "disdukcapil-pandeglang", ..Self::sip() }
    }

    /// The pharmacy's permit of Batu (P5): 24 working days, an inspection after
    /// which the applicant may have to mend something, escalation only.
    #[must_use]
    pub fn apotek() -> Self {
        Self { agency: "dpmptsp-batu", ..Self::sip() }
    }

    /// The same, with the clock at `start`, as `2025-08-06 09:00` in Java.
    #[must_use]
    pub fn starting(self, start: &str) -> Self {
        Self { start: wib(start), ..self }
    }

    /// The same, knowing the decrees up to and including `edition`.
    #[must_use]
    pub fn decreed_through(self, edition: &str) -> Self {
        Self { editions: national::through(edition).to_vec(), ..self }
    }

    /// The same, taking files of so many bytes.
    #[must_use]
    pub fn taking_files_of(self, bytes: u64) -> Self {
        Self { largest_file_bytes: Some(bytes), ..self }
    }

    /// The same, where an ended case is kept for so many years.
    #[must_use]
    pub fn keeping(self, retention_years: u32) -> Self {
        Self { retention_years, ..self }
    }

    /// The same, with faults.
    #[must_use]
    pub fn with_faults(self, faults: Faults) -> Self {
        Self { faults, ..self }
    }

    /// The same, with ways to tell applicants.
    #[must_use]
    pub fn telling(self, notices: notices::Settings) -> Self {
        Self { notices, ..self }
    }

    /// The same, offering those areas alone.
    #[must_use]
    pub fn offering(self, services: impl Into<BTreeSet<Area>>) -> Self {
        Self { services: services.into(), ..self }
    }

    /// The same, believing the tokens of `issuer`, too.
    #[must_use]
    pub fn trusting(self, issuer: TrustedIssuer) -> Self {
        Self { issuers: vec![issuer], ..self }
    }

    /// The same, whose public pages people reach at `url`.
    #[must_use]
    pub fn reached_at(self, url: &str) -> Self {
        Self { public_url: Some(url.to_owned()), ..self }
    }

    /// The same, where nobody reads the reports of whistleblowers.
    #[must_use]
    pub fn without_inspectorate(self) -> Self {
        Self { inspectorate: false, ..self }
    }

    /// A deployment that remembers at `database` and keeps its keys in `data`.
    ///
    /// # Errors
    /// Those of the opening.
    pub async fn opened(
        &self,
        database: &str,
        data: &Path,
        clock: Clock,
    ) -> Result<Deployment, OpenError> {
        self.opening(database, data, clock).open().await
    }

    /// With what such a deployment is opened.
    ///
    /// # Panics
    /// When its catalogue cannot be read.
    #[must_use]
    pub fn opening(&self, database: &str, data: &Path, clock: Clock) -> Opening {
        let agency = Slug::parse(self.agency).unwrap();
        let issuer = format!("satupintu-local:{agency}");
        let account = Account { issuer, subject: ADMINISTRATOR.to_owned() };
        let mut opening = Opening::new(agency, data, clock);
        opening.database = database.to_owned();
        opening.editions.clone_from(&self.editions);
        opening.catalogue = self.catalogue();
        opening.administrators = vec![(PersonId::parse(ADMINISTRATOR).unwrap(), account)];
        // Stories come from one address and as few people, faster than people do.
        opening.limits = Limits { person: None, address: None, ..Limits::default() };
        opening.services.clone_from(&self.services);
        opening.retention_years = self.retention_years;
        opening.faults = self.faults.clone();
        // Stories say when documents are made and responses released.
        opening.works_by_itself = false;
        if let Some(bytes) = self.largest_file_bytes {
            opening.largest_file_bytes = bytes;
        }
        opening.notices = self.notices.clone();
        opening.tls = self.tls.as_ref().map(|passport| passport.own.clone());
        opening.partners.clone_from(&self.partners);
        opening.gateways.clone_from(&self.gateways);
        opening.issuers.clone_from(&self.issuers);
        if let Some(url) = &self.public_url {
            opening.public_url.clone_from(url);
        }
        opening.operations =
            Operations::traced("opd", env!("CARGO_PKG_VERSION"), self.collector.as_deref())
                .unwrap();
        opening.inspectorate = self.inspectorate.then(|| opd::Inspectorate {
            title: "Inspektorat Contoh".to_owned(),
            public_key: whistle::inspectorate().public(),
        });
        opening
    }

    fn catalogue(&self) -> Vec<CatalogueFile> {
        let (own, between) =
            (catalogue_folder().join(self.agency), partner_folder().join(self.agency));
        let mut files = if own.is_dir() { read_catalogue(&own).unwrap() } else { Vec::new() };
        if !self.partners.is_empty() && between.is_dir() {
            files.extend(read_catalogue(&between).unwrap());
        }
        if self.examples {
            files.extend(read_catalogue(&example_folder()).unwrap());
        }
        files
    }
}

fn example_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("catalogue")
}

fn partner_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("partners")
}

fn catalogue_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue")
}
