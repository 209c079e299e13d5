//! Opening a deployment and serving it.

mod catalogue;
mod erasures;
mod key;
mod rewrap;
mod settle;

use std::{
    collections::{BTreeSet, HashSet},
    fs,
    net::SocketAddr,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use access::Account;
use calendar::{Edition, Zone};
use contract::satupintu::{
    access::v1::access_service_server::AccessServiceServer,
    calendar::v1::calendar_service_server::CalendarServiceServer,
    complaints::v1::complaints_service_server::ComplaintsServiceServer,
    consultations::v1::consultations_service_server::ConsultationsServiceServer,
    dashboard::v1::dashboard_service_server::DashboardServiceServer,
    exchange::v1::exchange_service_server::ExchangeServiceServer,
    feed::v1::feed_service_server::FeedServiceServer,
    files::v1::files_service_server::FilesServiceServer,
    improvement::v1::improvements_service_server::ImprovementsServiceServer,
    intake::v1::intake_service_server::IntakeServiceServer,
    journal::v1::journal_service_server::JournalServiceServer,
    notices::v1::notices_service_server::NoticesServiceServer,
    ombudsman::v1::ombudsman_service_server::OmbudsmanServiceServer,
    permits::v1::{
        conduct_service_server::ConductServiceServer, fees_service_server::FeesServiceServer,
        inspections_service_server::InspectionsServiceServer,
        licences_service_server::LicencesServiceServer,
        mandates_service_server::MandatesServiceServer,
        messages_service_server::MessagesServiceServer,
        objections_service_server::ObjectionsServiceServer,
        papers_service_server::PapersServiceServer, permits_service_server::PermitsServiceServer,
    },
    privacy::v1::privacy_service_server::PrivacyServiceServer,
    queue::v1::queue_service_server::QueueServiceServer,
    sop::v1::{
        catalogue_service_server::CatalogueServiceServer,
        sop_governance_service_server::SopGovernanceServiceServer,
    },
    standards::v1::standards_service_server::StandardsServiceServer,
    surveys::v1::surveys_service_server::SurveysServiceServer,
    whistleblowing::v1::whistleblowing_service_server::WhistleblowingServiceServer,
};
use edge::{
    Authenticator, Gate, Limits, LocalIssuer, MESSAGE_LIMIT, Operations, Server, TrustedIssuer,
};
use files::{Blobs, Credentials};
use kernel::{AgencyId, PersonId};
use notices::Transports;
use signing::Signer;
use store::{Clock, Error as StoreError, Faults, Store, Unpublishable};
use surveys::Questionnaire;
use tokio::{
    net::TcpListener,
    sync::{oneshot, watch},
    task::JoinHandle,
    time::timeout,
};
use tonic::service::Routes;

use crate::{
    Area, Untidy,
    access::AccessService,
    all_areas,
    areas::is_offered,
    calendar::CalendarService,
    catalogue::CatalogueService,
    complaints::ComplaintsService,
    consultations::ConsultationsService,
    dashboard::DashboardService,
    exchange::{self, Courier, ExchangeService, Partner, PartnerError, Partners},
    feed::FeedService,
    files::{FilesService, moving::Moving},
    governance::SopGovernanceService,
    identity::Directory,
    improvements::ImprovementsService,
    intake::IntakeService,
    journal::JournalService,
    licences::{Documents, LicencesService},
    notices::{CURSOR, Delivery, NoticesService},
    ombudsman::OmbudsmanService,
    operations,
    permits::{
        ConductService, FeesService, InspectionsService, MandatesService, MessagesService,
        ObjectionsService, PapersService, PermitsService,
    },
    privacy::PrivacyService,
    queue::QueueService,
    rules::RULES,
    settings::SharedContacts,
    standards::StandardsService,
    surveys::SurveysService,
    whistleblowing::{Inspectorate, WhistleblowingService},
};

pub use crate::licences::Signature;
pub use catalogue::{CatalogueFile, read_catalogue};
pub(crate) use erasures::{ErasureList, OBJECTS as ERASED_OBJECTS};
pub(crate) use key::existing_keys;
pub use key::{key_versions, retire_key, rotate_keys};

/// How long a database may take to be closed.
const CLOSING: Duration = Duration::from_secs(20);

/// Everything that a deployment is opened with.
pub struct Opening {
    /// The legal agency.
    pub agency: AgencyId,
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// The folder of the keys.
    pub data: PathBuf,
    /// `file:///FOLDER` or `s3://BUCKET?endpoint=…&region=…`, where files are
    /// kept; the folder `objects` in `data` by default.
    pub objects: Option<String>,
    /// What the bucket asks for.
    pub object_credentials: Option<Credentials>,
    /// The largest file that a case takes.
    pub largest_file_bytes: u64,
    /// The folder of the certificate by which other deployments know this one;
    /// `None` serves in the clear, for this machine alone.
    pub tls: Option<PathBuf>,
    /// Where `now` comes from.
    pub clock: Clock,
    /// How the receipts of complaints begin; that of the agency's services by default.
    pub agency_code: Option<String>,
    /// For how many days a reporter may object to the answer to a complaint.
    pub complaint_objection_days: u32,
    /// The areas of service that are offered.
    pub services: BTreeSet<Area>,
    /// The agency's zone.
    pub zone: Zone,
    /// The decrees that are known; more can follow by amendment.
    pub editions: Vec<Edition>,
    /// SOPs and services to publish.
    pub catalogue: Vec<CatalogueFile>,
    /// Issuers besides the local one.
    pub issuers: Vec<TrustedIssuer>,
    /// Who administers from the first start on.
    pub administrators: Vec<(PersonId, Account)>,
    /// Under which address people reach the public pages; the QR codes of
    /// documents lead there.
    pub public_url: String,
    /// Who signs documents, as printed.
    pub signature: Signature,
    /// The questionnaire that surveys ask, as `skm-9`.
    pub questionnaire: String,
    /// Who reads the reports of whistleblowers; without one, none are taken.
    pub inspectorate: Option<Inspectorate>,
    /// The signing service; without one, a development certificate signs.
    pub bsre: Option<signing::BsreSettings>,
    /// Whether a deployment that serves makes documents and empties the sealed
    /// boxes by itself; tests say when, by [`Deployment::settle_documents`], by
    /// [`Store::release_responses`] and by [`Store::release_reports`].
    pub works_by_itself: bool,
    /// How much the server takes on.
    pub limits: Limits,
    /// Whether the contract is served by reflection.
    pub reflection: bool,
    /// Years for which an ended case is kept where its service says nothing:
    /// the agency's own policy, not law.
    pub retention_years: u32,
    /// When a contact that several applicants share is shown to superiors.
    pub shared_contacts: SharedContacts,
    /// Faults for tests; none otherwise.
    pub faults: Faults,
    /// The ways by which applicants are told.
    pub notices: notices::Settings,
    /// The agencies with deployments of their own.
    pub partners: Vec<Partner>,
    /// The identities of the gateways that may follow how cases stand, or
    /// [`edge::THIS_MACHINE`].
    pub gateways: BTreeSet<String>,
    /// The deployment's standing and its measures.
    pub operations: Operations,
}

/// Why a deployment cannot be opened, in words for an administrator.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The keys cannot be read or made.
    #[error("the key file {path}: {why}")]
    Key {
        /// The file.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// Something still needs an older version of the root key.
    #[error(
        "version {version} of the root key is still needed by {subjects} subject keys, \
         {answers} kept answers and {boxed} rows of a sealed box: wait until a server has \
         wrapped them anew, eight days for the answers, and until midnight for the box"
    )]
    KeyInUse {
        /// The version.
        version: u8,
        /// Wrapped subject keys.
        subjects: u64,
        /// First answers to requests.
        answers: u64,
        /// Responses and reports that wait in a sealed box.
        boxed: u64,
    },
    /// The list of erasures cannot be used: somebody erased might be readable.
    #[error("the list of erasures {path}: {why}")]
    Erasures {
        /// The file.
        path: String,
        /// What is wrong.
        why: String,
    },
    /// The local issuer's key cannot be used.
    #[error(transparent)]
    Issuer(#[from] edge::IssuerError),
    /// The settings of trust cannot be used.
    #[error(transparent)]
    Trust(#[from] edge::TrustError),
    /// A file of the catalogue cannot be published.
    #[error("cannot publish {0}")]
    Unpublishable(#[from] Unpublishable),
    /// A folder or file of the catalogue cannot be read.
    #[error("the catalogue {path} cannot be read: {why}")]
    Catalogue {
        /// The folder or file.
        path: String,
        /// What the system said.
        why: std::io::Error,
    },
    /// The store cannot be opened or refuses what is set up.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The place of the files cannot be used.
    #[error(transparent)]
    Objects(#[from] files::Error),
    /// Documents could not be signed.
    #[error(transparent)]
    Signer(#[from] signing::OpenError),
    /// The folder of the certificate cannot be used.
    #[error("TLS: {0}")]
    Tls(#[from] edge::TlsError),
    /// The ways by which applicants are told cannot be set up.
    #[error(transparent)]
    Notices(#[from] notices::SettingsError),
    /// A partner cannot be worked with.
    #[error(transparent)]
    Partner(#[from] PartnerError),
    /// What receipts begin with is no code.
    #[error("agency_code: {0}")]
    AgencyCode(#[from] kernel::ReceiptError),
    /// No questionnaire is called so.
    #[error("no questionnaire is called {0:?}")]
    Questionnaire(String),
    /// Methods of the contract without a rule: the server must not start.
    #[error("methods without a rule: {}", .0.join(", "))]
    Unruled(Vec<String>),
}

/// An open deployment, ready to serve.
pub struct Deployment {
    agency_code: String,
    objection_days: u32,
    services: BTreeSet<Area>,
    store: Store,
    blobs: Blobs,
    documents: Documents,
    questionnaire: &'static Questionnaire,
    inspectorate: Option<Inspectorate>,
    works_by_itself: bool,
    largest_file_bytes: u64,
    issuer: LocalIssuer,
    audience: String,
    authenticator: Arc<Authenticator>,
    limits: Limits,
    reflection: bool,
    tls: Option<Arc<edge::Tls>>,
    delivery: Delivery,
    courier: Courier,
    gateways: BTreeSet<String>,
    retention_years: u32,
    shared_contacts: SharedContacts,
    erasures: Arc<ErasureList>,
    operations: Operations,
}

/// A deployment that serves.
pub struct Running {
    /// Where it listens.
    pub address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
    stop_delivery: watch::Sender<()>,
    delivery: JoinHandle<()>,
    courier: JoinHandle<()>,
    rewrapping: JoinHandle<()>,
}

impl Running {
    /// Takes no new calls, finishes those at work and the notices and messages on
    /// their way, and waits for the end.
    pub async fn stop(self) {
        let Self { address: _, stop, task, stop_delivery, delivery, courier, rewrapping } = self;
        rewrapping.abort();
        let _ = rewrapping.await;
        drop(stop_delivery);
        let _ = stop.send(());
        let _ = task.await;
        let _ = delivery.await;
        let _ = courier.await;
    }
}

impl Opening {
    /// An opening with safe defaults on an embedded database in `data`.
    #[must_use]
    pub fn new(agency: AgencyId, data: &Path, clock: Clock) -> Self {
        Self {
            agency,
            database: crate::settings::embedded_url(data),
            data: data.to_owned(),
            objects: None,
            object_credentials: None,
            largest_file_bytes: crate::settings::LARGEST_FILE_MIB * 1024 * 1024,
            tls: None,
            clock,
            agency_code: None,
            complaint_objection_days: crate::settings::OBJECTION_DAYS,
            services: all_areas(),
            zone: Zone::Wib,
            editions: calendar::national::editions().to_vec(),
            catalogue: Vec::new(),
            issuers: Vec::new(),
            administrators: Vec::new(),
            public_url: "http://localhost:7070".to_owned(),
            signature: Signature::default(),
            questionnaire: crate::settings::QUESTIONNAIRE.to_owned(),
            inspectorate: None,
            bsre: None,
            works_by_itself: true,
            limits: Limits::default(),
            reflection: true,
            retention_years: crate::settings::RETENTION_YEARS,
            shared_contacts: SharedContacts::default(),
            faults: Faults::default(),
            notices: notices::Settings::default(),
            partners: Vec::new(),
            gateways: BTreeSet::new(),
            operations: Operations::new("opd", env!("CARGO_PKG_VERSION")),
        }
    }

    /// Opens the store, publishes the catalogue, sets up calendars and
    /// administrators. Opening again changes nothing that stands.
    ///
    /// # Errors
    /// [`OpenError`], to be shown as it is.
    pub async fn open(self) -> Result<Deployment, OpenError> {
        edge::assert_every_method_has_a_rule(contract::FILE_DESCRIPTOR_SET, RULES)
            .map_err(OpenError::Unruled)?;
        let questionnaire = Questionnaire::known(&self.questionnaire)
            .ok_or_else(|| OpenError::Questionnaire(self.questionnaire.clone()))?;
        let private = fs::DirBuilder::new().recursive(true).mode(0o700).create(&self.data);
        private.map_err(|why| OpenError::Key {
            path: self.data.display().to_string(),
            why: why.to_string(),
        })?;
        let blobs = self.blobs()?;
        let mut ways = self.notices.clone();
        if !self.services.contains(&Area::Surveys) {
            ways.survey = None;
        }
        let transports = Arc::new(Transports::open(&ways, self.agency.as_str())?);
        let tls = self.tls.as_deref().map(edge::Tls::open).transpose()?.map(Arc::new);
        let dialling = edge::Dialling::open(self.tls.as_deref())?;
        let partners = Partners::open(&self.agency, self.partners.clone(), &dialling)?;
        let memory = self.memory()?;
        let issuer = LocalIssuer::open(&self.data, self.agency.as_str())?;
        let audience = audience(&self.agency);
        let mut issuers = self.issuers.clone();
        issuers.push(issuer.trust(&audience));
        let authenticator = Arc::new(Authenticator::new(issuers)?);
        let mut files = self.catalogue.clone();
        if self.services.contains(&Area::Complaints) {
            files.extend(catalogue::default_procedure(&self.agency, &self.catalogue));
        }
        let (publications, mut agencies) = catalogue::checked(&files, self.clock.is_scripted())?;
        agencies.insert(self.agency.clone());
        let agency_code = catalogue::agency_code(&self.agency, &self.agency_code, &self.catalogue)?;

        let store = Store::open(memory).await?;
        let erasures = Arc::new(ErasureList::settle(&self.data, blobs.clone(), &store).await?);
        for publication in publications {
            store.publish(publication).await?;
        }
        for agency in &agencies {
            settle::adopt_calendar(&store, agency, self.zone, &self.editions).await?;
        }
        for (person, account) in &self.administrators {
            settle::appoint(&store, &agencies, person, account).await?;
        }
        let signer = match self.bsre {
            Some(settings) => Signer::bsre(settings)?,
            None => Signer::local(&self.data, self.clock.now().timestamp())?,
        };
        let documents = Documents {
            store: store.clone(),
            blobs: blobs.clone(),
            signer: Arc::new(signer),
            public_url: self.public_url,
            signature: self.signature,
        };
        // What happened before there were notices is told by nobody.
        store.begin_cursor_at_tip(CURSOR).await?;
        let delivery = Delivery { store: store.clone(), transports };
        let courier = Courier {
            store: store.clone(),
            blobs: blobs.clone(),
            largest_file_bytes: self.largest_file_bytes,
            partners: Arc::new(partners),
        };
        if !courier.partners.is_empty() {
            // What waits already stays with whoever has it.
            store.begin_cursor_at_tip(exchange::CURSOR).await?;
        }
        let Self {
            complaint_objection_days: objection_days,
            services,
            limits,
            reflection,
            largest_file_bytes,
            works_by_itself,
            retention_years,
            shared_contacts,
            inspectorate,
            gateways,
            operations,
            ..
        } = self;
        operations::measured(&operations, &store, &blobs);
        Ok(Deployment {
            agency_code,
            objection_days,
            services,
            store,
            blobs,
            documents,
            questionnaire,
            inspectorate,
            works_by_itself,
            largest_file_bytes,
            issuer,
            audience,
            authenticator,
            limits,
            reflection,
            tls,
            delivery,
            courier,
            gateways,
            retention_years,
            shared_contacts,
            erasures,
            operations,
        })
    }

    /// What the store is opened with; the keys are made at the first start.
    pub(crate) fn memory(&self) -> Result<store::Settings, OpenError> {
        Ok(store::Settings {
            url: self.database.clone(),
            agency: self.agency.clone(),
            clock: self.clock.clone(),
            keys: key::keys(&self.data)?,
            faults: self.faults.clone(),
        })
    }

    /// Where the files are kept.
    pub(crate) fn blobs(&self) -> Result<Blobs, files::Error> {
        let url = match &self.objects {
            Some(url) => url.clone(),
            None => files::folder_url(&self.data.join("objects")).map_err(files::Error::Folder)?,
        };
        Blobs::open(&url, self.object_credentials.as_ref())
    }
}

impl Deployment {
    /// The deployment's memory.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Its standing and its measures.
    #[must_use]
    pub fn operations(&self) -> &Operations {
        &self.operations
    }

    /// Where files and issued documents are kept; what goes in is sealed.
    #[must_use]
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// The local issuer's name: the `iss` of the tokens it signs.
    #[must_use]
    pub fn issuer(&self) -> &str {
        self.issuer.name()
    }

    /// A token of the local issuer for `subject`.
    #[must_use]
    pub fn token(&self, subject: &str, ttl_seconds: u32) -> String {
        self.issuer.sign(subject, &self.audience, ttl_seconds, edge::wall_clock())
    }

    /// Makes the documents of all licences that wait for one; says how many.
    /// Where a passphrase is needed, none.
    ///
    /// # Errors
    /// When the database fails; a single document's failure is logged.
    pub async fn settle_documents(&self) -> Result<usize, StoreError> {
        self.documents.settle(&mut HashSet::new()).await
    }

    /// Gives up uploads that nobody has finished in time. A deployment that
    /// serves does so now and then by itself.
    ///
    /// # Errors
    /// [`Untidy`]; the next time tries again.
    pub async fn tidy(&self) -> Result<(), Untidy> {
        crate::files::tidy(&self.store, &self.blobs).await
    }

    /// Makes and sends every notice that is due at the present instant, and
    /// waits for the end of it. A deployment that serves does so by itself.
    ///
    /// # Errors
    /// When the database fails; a receiver that fails is no error.
    pub async fn deliver_notices(&self) -> Result<(), StoreError> {
        self.delivery.until_idle().await
    }

    /// Tells partners everything that is due at the present instant, and waits
    /// for the end of it. A deployment that serves does so by itself.
    ///
    /// # Errors
    /// When the database fails; a partner that does not answer is no error.
    pub async fn tell_partners(&self) -> Result<(), StoreError> {
        self.courier.until_idle().await
    }

    /// Finishes what was submitted and closes the database; after that nothing can be
    /// asked of it. A database that does not let go is left: what was acknowledged is
    /// on the disk.
    pub async fn close(self) {
        if timeout(CLOSING, self.store.close()).await.is_err() {
            tracing::warn!("the database does not close");
        }
    }

    /// Serves on `listener` until told to stop.
    ///
    /// # Errors
    /// When the listener's address cannot be told.
    pub fn serve(&self, listener: TcpListener) -> Result<Running, std::io::Error> {
        let address = listener.local_addr()?;
        let directory = Arc::new(Directory::new(self.store.clone()));
        let gate = Gate::new(Arc::clone(&self.authenticator), RULES, move |account| {
            let directory = Arc::clone(&directory);
            Box::pin(async move { directory.officer(account).await })
        })
        .reading(contract::FILE_DESCRIPTOR_SET)
        .working_with(self.courier.partners.identities())
        .followed_by(self.gateways.clone())
        .offering(|method| is_offered(&self.services, method));
        let described = || contract::described(|service| is_offered(&self.services, service));
        let server = Server {
            limits: self.limits,
            reflection: self.reflection.then(described),
            tls: self.tls.clone(),
            operations: self.operations.clone(),
        };
        let routes = self.routes();
        let watched = operations::watched(self.operations.clone(), self.store.clone());
        let releasing = self.works_by_itself.then(|| self.store.clone());
        let releasing = crate::boxes::hourly(releasing);
        let tidying = crate::files::forever(self.store.clone(), self.blobs.clone());
        let documents = self.works_by_itself.then(|| self.documents.clone());
        let (stop_delivery, delivery_stopped) = watch::channel(());
        let delivery = tokio::spawn(self.delivery.clone().run(delivery_stopped.clone()));
        let courier = tokio::spawn(self.courier.clone().run(delivery_stopped));
        let rewrapping = tokio::spawn(rewrap::now_and_then(self.store.clone()));
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(async move {
            let shutdown = async {
                let _ = stopped.await;
            };
            let served = tokio::select! {
                served = server.serve(listener, routes, gate, shutdown) => served,
                never = watched => match never {},
                never = tidying => match never {},
                never = releasing => match never {},
                // Cut off wherever it stands: what is not recorded is done again.
                never = Documents::forever(documents) => match never {},
            };
            if let Err(error) = served {
                tracing::error!(%error, "the server stopped");
            }
        });
        Ok(Running { address, stop, task, stop_delivery, delivery, courier, rewrapping })
    }

    /// Every service of the contract; the gate lets nobody to those that are not
    /// offered.
    fn routes(&self) -> Routes {
        /// All take messages up to the same size.
        macro_rules! serving {
            ($($server:expr),+ $(,)?) => {
                Routes::default()
                    $(.add_service($server.max_decoding_message_size(MESSAGE_LIMIT)))+
            };
        }
        let Self { store, blobs, documents, largest_file_bytes, delivery, .. } = self;
        let moving = Moving::new();
        let largest_bytes = *largest_file_bytes;
        let files = FilesService::new(store.clone(), blobs.clone(), largest_bytes, moving.clone());
        let privacy = PrivacyService {
            store: store.clone(),
            erasures: Arc::clone(&self.erasures),
            retention_years: self.retention_years,
        };
        let offers = |area| self.services.contains(&area);
        let complaints = ComplaintsService {
            store: store.clone(),
            agency_code: self.agency_code.clone(),
            objection_days: self.objection_days,
        };
        serving!(
            PermitsServiceServer::new(PermitsService { store: store.clone() }),
            CatalogueServiceServer::new(CatalogueService {
                store: store.clone(),
                public_url: documents.public_url.clone(),
            }),
            AccessServiceServer::new(AccessService { store: store.clone() }),
            CalendarServiceServer::new(CalendarService { store: store.clone() }),
            ConsultationsServiceServer::new(ConsultationsService {
                store: store.clone(),
                public_url: documents.public_url.clone(),
            }),
            ConductServiceServer::new(ConductService::new(store, self.shared_contacts)),
            FeesServiceServer::new(FeesService::new(store.clone())),
            ObjectionsServiceServer::new(ObjectionsService::over(store)),
            MandatesServiceServer::new(MandatesService::over(store)),
            MessagesServiceServer::new(MessagesService::over(store)),
            PapersServiceServer::new(PapersService {
                cases: PermitsService { store: store.clone() },
                signature: documents.signature.clone(),
            }),
            InspectionsServiceServer::new(InspectionsService::new(store.clone())),
            FilesServiceServer::new(files),
            LicencesServiceServer::new(LicencesService {
                store: store.clone(),
                documents: documents.clone(),
            }),
            NoticesServiceServer::new(NoticesService {
                permits: PermitsService { store: store.clone() },
                store: store.clone(),
                transports: Arc::clone(&delivery.transports),
            }),
            SopGovernanceServiceServer::new(SopGovernanceService { store: store.clone() }),
            StandardsServiceServer::new(StandardsService {
                store: store.clone(),
                signature: documents.signature.clone(),
            }),
            PrivacyServiceServer::new(privacy),
            DashboardServiceServer::new(DashboardService { store: store.clone() }),
            ImprovementsServiceServer::new(ImprovementsService { store: store.clone() }),
            OmbudsmanServiceServer::new(OmbudsmanService { store: store.clone() }),
            ComplaintsServiceServer::new(complaints.clone()),
            FeedServiceServer::new(FeedService { store: store.clone() }),
            IntakeServiceServer::new(IntakeService {
                store: store.clone(),
                complaints: offers(Area::Complaints).then_some(complaints),
                permits: offers(Area::Permits).then(|| PermitsService { store: store.clone() }),
            }),
            SurveysServiceServer::new(SurveysService {
                store: store.clone(),
                questionnaire: self.questionnaire,
                signature: documents.signature.clone(),
            }),
            WhistleblowingServiceServer::new(WhistleblowingService {
                store: store.clone(),
                inspectorate: self.inspectorate.clone(),
            }),
            QueueServiceServer::new(QueueService { store: store.clone() }),
            JournalServiceServer::new(JournalService { store: store.clone() }),
            ExchangeServiceServer::new(ExchangeService {
                store: store.clone(),
                blobs: blobs.clone(),
                moving,
                partners: Arc::clone(&self.courier.partners),
            }),
        )
    }
}

/// What a token must say it is for.
fn audience(agency: &AgencyId) -> String {
    format!("satupintu:{agency}")
}

/// A token of the local issuer in `data`, for work by hand; the deployment
/// itself need not be running.
///
/// # Errors
/// When the issuer's key cannot be read or made.
pub fn local_token(
    data: &Path,
    agency: &AgencyId,
    subject: &str,
    ttl_seconds: u32,
) -> Result<String, OpenError> {
    let issuer = LocalIssuer::open(data, agency.as_str())?;
    Ok(issuer.sign(subject, &audience(agency), ttl_seconds, edge::wall_clock()))
}
