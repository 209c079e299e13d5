//! People who call over gRPC, each with the own credential or none.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use contract::satupintu::{
    access::v1::access_service_client::AccessServiceClient,
    calendar::v1::calendar_service_client::CalendarServiceClient,
    complaints::v1::complaints_service_client::ComplaintsServiceClient,
    consultations::v1::consultations_service_client::ConsultationsServiceClient,
    dashboard::v1::dashboard_service_client::DashboardServiceClient,
    exchange::v1::exchange_service_client::ExchangeServiceClient,
    files::v1::files_service_client::FilesServiceClient,
    improvement::v1::improvements_service_client::ImprovementsServiceClient,
    journal::v1::journal_service_client::JournalServiceClient,
    notices::v1::notices_service_client::NoticesServiceClient,
    permits::v1::{
        conduct_service_client::ConductServiceClient, fees_service_client::FeesServiceClient,
        inspections_service_client::InspectionsServiceClient,
        licences_service_client::LicencesServiceClient,
        mandates_service_client::MandatesServiceClient,
        messages_service_client::MessagesServiceClient,
        objections_service_client::ObjectionsServiceClient,
        papers_service_client::PapersServiceClient, permits_service_client::PermitsServiceClient,
    },
    privacy::v1::privacy_service_client::PrivacyServiceClient,
    queue::v1::queue_service_client::QueueServiceClient,
    sop::v1::{
        catalogue_service_client::CatalogueServiceClient,
        sop_governance_service_client::SopGovernanceServiceClient,
    },
    standards::v1::standards_service_client::StandardsServiceClient,
    surveys::v1::surveys_service_client::SurveysServiceClient,
};
use tonic::metadata::{Ascii, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};

/// What a call comes to.
pub type Answered<T> = Result<T, Status>;

/// A connection that shows the caller's credential.
pub type Wire = InterceptedService<Channel, Credential>;

/// A new id of a write.
#[must_use]
pub fn request_id() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("write-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The line to a server; whoever holds it reaches the server also after it has
/// come up at another address.
#[derive(Clone)]
pub(crate) struct Line(Arc<Mutex<Channel>>);

impl Line {
    /// A line to the server at `address`; connects with the first call.
    pub(crate) fn to(address: &str) -> Self {
        Self(Arc::new(Mutex::new(channel(address))))
    }

    pub(crate) fn lead_to(&self, address: &str) {
        self.lead_over(channel(address));
    }

    pub(crate) fn lead_over(&self, channel: Channel) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = channel;
    }

    fn channel(&self) -> Channel {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn channel(address: &str) -> Channel {
    let endpoint = Endpoint::from_shared(format!("http://{address}")).unwrap();
    endpoint.tcp_nodelay(true).connect_lazy()
}

/// Shows a token, or nothing.
#[derive(Clone)]
pub struct Credential(Option<MetadataValue<Ascii>>);

impl Interceptor for Credential {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        if let Some(token) = &self.0 {
            request.metadata_mut().insert("authorization", token.clone());
        }
        Ok(request)
    }
}

/// Somebody who calls an agency.
#[derive(Clone)]
pub struct Caller {
    /// The agency that is called, by its name `agencies/{agency}`.
    pub agency: String,
    /// The pseudonym; empty for nobody in particular.
    pub person: String,
    line: Line,
    token: Option<MetadataValue<Ascii>>,
}

impl Caller {
    pub(crate) fn new(agency: &str, person: &str, line: Line, token: Option<&str>) -> Self {
        let bearer = |token: &str| format!("Bearer {token}").parse().unwrap();
        Self {
            agency: format!("agencies/{agency}"),
            person: person.to_owned(),
            line,
            token: token.map(bearer),
        }
    }

    /// Somebody who calls the server of `agency` at `address`, with a token or
    /// without.
    #[must_use]
    pub fn at(address: &str, agency: &str, person: &str, token: Option<&str>) -> Self {
        Self::new(agency, person, Line::to(address), token)
    }

    /// The same person on a line of the own, which can lead elsewhere.
    #[must_use]
    pub fn apart(&self) -> Self {
        Self { line: Line(Arc::new(Mutex::new(self.line.channel()))), ..self.clone() }
    }

    /// The same person, calling the server at `address` from now on.
    pub fn redirect(&self, address: &str) {
        self.line.lead_to(address);
    }

    /// The same person with another token.
    #[must_use]
    pub fn showing(&self, token: &str) -> Self {
        Self { token: Some(format!("Bearer {token}").parse().unwrap()), ..self.clone() }
    }

    /// Somebody who calls `agency` over `channel`, without a token.
    #[must_use]
    pub fn over(channel: Channel, agency: &str, person: &str) -> Self {
        Self::new(agency, person, Line(Arc::new(Mutex::new(channel))), None)
    }

    /// The resource name of the caller.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/officers/{}", self.agency, self.person)
    }

    /// The connection, for calls that no typed client makes.
    #[must_use]
    pub fn wire(&self) -> Wire {
        InterceptedService::new(self.line.channel(), Credential(self.token.clone()))
    }

    /// Applications.
    #[must_use]
    pub fn permits(&self) -> PermitsServiceClient<Wire> {
        PermitsServiceClient::new(self.wire())
    }

    /// Conflicts of interest, and tasks in other hands.
    #[must_use]
    pub fn conduct(&self) -> ConductServiceClient<Wire> {
        ConductServiceClient::new(self.wire())
    }

    /// Licences.
    pub fn licences(&self) -> LicencesServiceClient<Wire> {
        LicencesServiceClient::new(self.wire())
    }

    /// Visits.
    #[must_use]
    pub fn inspections(&self) -> InspectionsServiceClient<Wire> {
        InspectionsServiceClient::new(self.wire())
    }

    /// Fees.
    #[must_use]
    pub fn fees(&self) -> FeesServiceClient<Wire> {
        FeesServiceClient::new(self.wire())
    }

    /// Objections against rejections.
    #[must_use]
    pub fn objections(&self) -> ObjectionsServiceClient<Wire> {
        ObjectionsServiceClient::new(self.wire())
    }

    /// Who may act for an applicant.
    #[must_use]
    pub fn mandates(&self) -> MandatesServiceClient<Wire> {
        MandatesServiceClient::new(self.wire())
    }

    /// What applicant and office write to each other.
    #[must_use]
    pub fn messages(&self) -> MessagesServiceClient<Wire> {
        MessagesServiceClient::new(self.wire())
    }

    /// Papers of a case.
    #[must_use]
    pub fn papers(&self) -> PapersServiceClient<Wire> {
        PapersServiceClient::new(self.wire())
    }

    /// Personal data as a whole.
    #[must_use]
    pub fn privacy(&self) -> PrivacyServiceClient<Wire> {
        PrivacyServiceClient::new(self.wire())
    }

    /// Complaints.
    #[must_use]
    pub fn complaints(&self) -> ComplaintsServiceClient<Wire> {
        ComplaintsServiceClient::new(self.wire())
    }

    /// Satisfaction surveys.
    #[must_use]
    pub fn surveys(&self) -> SurveysServiceClient<Wire> {
        SurveysServiceClient::new(self.wire())
    }

    /// What cases come to.
    #[must_use]
    pub fn dashboard(&self) -> DashboardServiceClient<Wire> {
        DashboardServiceClient::new(self.wire())
    }

    /// Lines of a mall.
    #[must_use]
    pub fn queue(&self) -> QueueServiceClient<Wire> {
        QueueServiceClient::new(self.wire())
    }

    /// Services and SOPs.
    #[must_use]
    pub fn catalogue(&self) -> CatalogueServiceClient<Wire> {
        CatalogueServiceClient::new(self.wire())
    }

    /// Files of applications.
    #[must_use]
    pub fn attachments(&self) -> FilesServiceClient<Wire> {
        FilesServiceClient::new(self.wire())
    }

    /// How procedures are governed.
    #[must_use]
    pub fn governance(&self) -> SopGovernanceServiceClient<Wire> {
        SopGovernanceServiceClient::new(self.wire())
    }

    /// Service standards and the promise.
    #[must_use]
    pub fn standards(&self) -> StandardsServiceClient<Wire> {
        StandardsServiceClient::new(self.wire())
    }

    /// The register of improvements.
    #[must_use]
    pub fn improvements(&self) -> ImprovementsServiceClient<Wire> {
        ImprovementsServiceClient::new(self.wire())
    }

    /// Forums of the public.
    #[must_use]
    pub fn consultations(&self) -> ConsultationsServiceClient<Wire> {
        ConsultationsServiceClient::new(self.wire())
    }

    /// Officers and duties.
    #[must_use]
    pub fn access(&self) -> AccessServiceClient<Wire> {
        AccessServiceClient::new(self.wire())
    }

    /// Working days.
    #[must_use]
    pub fn calendar(&self) -> CalendarServiceClient<Wire> {
        CalendarServiceClient::new(self.wire())
    }

    /// What applicants are told.
    #[must_use]
    pub fn notices(&self) -> NoticesServiceClient<Wire> {
        NoticesServiceClient::new(self.wire())
    }

    /// Work across deployments.
    #[must_use]
    pub fn exchange(&self) -> ExchangeServiceClient<Wire> {
        ExchangeServiceClient::new(self.wire())
    }

    /// The evidence.
    #[must_use]
    pub fn journal(&self) -> JournalServiceClient<Wire> {
        JournalServiceClient::new(self.wire())
    }
}
