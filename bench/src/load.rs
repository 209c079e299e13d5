//! The load: cases driven through gRPC, every call durable before its answer.
//!
//! A case is filed and then goes through five officers' steps, each taken from
//! the queue and completed: eleven durable commands. Clients are independent;
//! each takes whatever case is next.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use access::{Account, Duty};
use contract::satupintu::{
    access::v1::{self as access_pb, access_service_client::AccessServiceClient},
    permits::v1::{self as pb, permits_service_client::PermitsServiceClient},
};
use opd::{CatalogueFile, Deployment, Opening, Running};
use store::Clock;
use tokio::{net::TcpListener, task::JoinSet};
use tonic::{Request, metadata::MetadataValue, transport::Channel};
use tonic_health::pb::{HealthCheckRequest, health_client::HealthClient};

use crate::{Failure, probe::processor_micros};

const AGENCY: &str = "ukur";
const ADMIN: &str = "admin";
/// The executor of each step, with the person who holds it.
const EXECUTORS: [(&str, &str); 5] = [
    ("ukur/pelayanan/loket", "loket"),
    ("ukur/perizinan/verifikator", "verifikator"),
    ("ukur/teknis/pemeriksa", "pemeriksa"),
    ("ukur/pimpinan/kepala", "kepala"),
    ("ukur/perizinan/penerbit", "penerbit"),
];
/// Connections that the clients share: as many as a small gateway would open.
const CONNECTIONS: usize = 4;

/// How long the documents of a stretch of load may take at most.
const SETTLING: Duration = Duration::from_secs(600);

/// A deployment under load, and how to reach it.
pub(crate) struct Server {
    deployment: Deployment,
    running: Running,
    channels: Vec<Channel>,
    tokens: Arc<Vec<MetadataValue<tonic::metadata::Ascii>>>,
}

/// What a stretch of load showed.
pub(crate) struct Measured {
    /// Durable commands acknowledged.
    pub(crate) commands: u64,
    /// From the first to the last of them.
    pub(crate) elapsed: Duration,
    /// Processor time used meanwhile.
    pub(crate) processor_micros: u64,
    /// How long each took to be acknowledged.
    pub(crate) latencies: Vec<Duration>,
}

impl Measured {
    /// What `clients` do side by side; each answers how long its commands took.
    pub(crate) async fn of<C>(clients: impl IntoIterator<Item = C>) -> Result<Self, Failure>
    where
        C: Future<Output = Result<Vec<Duration>, Failure>> + Send + 'static,
    {
        let (started, used) = (Instant::now(), processor_micros()?);
        let mut clients: JoinSet<_> = clients.into_iter().collect();
        let mut latencies = Vec::new();
        while let Some(done) = clients.join_next().await {
            latencies.extend(done??);
        }
        let commands = latencies.len() as u64;
        let processor_micros = processor_micros()?.saturating_sub(used);
        Ok(Self { commands, elapsed: started.elapsed(), processor_micros, latencies })
    }
}

impl Server {
    pub(crate) async fn start(database: &str, data: &std::path::Path) -> Result<Self, Failure> {
        let mut opening = Opening::new(
            AGENCY.parse()?,
            data,
            Clock::scripted(kernel::Instant::from_micros(1_741_000_000_000_000)),
        );
        opening.database = database.to_owned();
        opening.limits.person = None;
        opening.limits.address = None;
        opening.administrators = vec![(
            kernel::PersonId::parse(ADMIN)?,
            Account { issuer: format!("satupintu-local:{AGENCY}"), subject: ADMIN.into() },
        )];
        opening.catalogue = vec![
            CatalogueFile {
                name: "ukur.sop.toml".into(),
                text: include_str!("../catalogue/ukur.sop.toml").into(),
            },
            CatalogueFile {
                name: "ukur.service.toml".into(),
                text: include_str!("../catalogue/ukur.service.toml").into(),
            },
        ];
        let deployment = opening.open().await?;
        let running = deployment.serve(TcpListener::bind("127.0.0.1:0").await?)?;
        let address = format!("http://{}", running.address);
        let mut channels = Vec::new();
        for _ in 0..CONNECTIONS {
            let endpoint = tonic::transport::Endpoint::new(address.clone())?.tcp_nodelay(true);
            channels.push(endpoint.connect().await?);
        }
        let tokens = EXECUTORS.iter().map(|(_, person)| bearer(&deployment, person));
        let tokens = Arc::new(tokens.collect::<Result<Vec<_>, Failure>>()?);
        let server = Self { deployment, running, channels, tokens };
        server.enrol().await?;
        Ok(server)
    }

    async fn enrol(&self) -> Result<(), Failure> {
        let channel = self.channels.first().ok_or("a channel was opened")?;
        let mut client = AccessServiceClient::new(channel.clone());
        let token = bearer(&self.deployment, ADMIN)?;
        for (executor, person) in EXECUTORS {
            let mut request = Request::new(access_pb::EnrolOfficerRequest {
                parent: format!("agencies/{AGENCY}"),
                request_id: format!("enrol-{person}"),
                officer_id: person.into(),
                account: Some(access_pb::Account {
                    issuer: self.deployment.issuer().into(),
                    subject: person.into(),
                }),
            });
            request.metadata_mut().insert("authorization", token.clone());
            client.enrol_officer(request).await?;
            let mut request = Request::new(access_pb::AssignDutyRequest {
                name: format!("agencies/{AGENCY}/officers/{person}"),
                request_id: format!("assign-{person}"),
                etag: String::new(),
                duty: Some(duty(&Duty::Execute(executor.parse()?))),
                until: None,
            });
            request.metadata_mut().insert("authorization", token.clone());
            client.assign_duty(request).await?;
        }
        Ok(())
    }

    /// Drives cases with `clients` clients for about `time`.
    pub(crate) async fn drive(&self, clients: usize, time: Duration) -> Result<Measured, Failure> {
        let until = Instant::now() + time;
        Measured::of(self.channels.iter().cycle().take(clients).map(|channel| {
            let driver = Driver {
                client: PermitsServiceClient::new(channel.clone()),
                tokens: Arc::clone(&self.tokens),
                latencies: Vec::new(),
            };
            driver.run(until)
        }))
        .await
    }

    /// Waits until the documents of all that was issued are made: otherwise whoever
    /// is measured next would pay for them.
    pub(crate) async fn settled(&self) -> Result<(), Failure> {
        let until = Instant::now() + SETTLING;
        while !self.deployment.store().pending_documents("", 1).await?.is_empty() {
            if Instant::now() > until {
                return Err("documents of what was issued are not made".into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// What the wire alone allows: the same clients on the same connections ask how
    /// the server is, which neither signs in, nor decides, nor remembers anything.
    pub(crate) async fn asked(&self, clients: usize, time: Duration) -> Result<Measured, Failure> {
        let until = Instant::now() + time;
        Measured::of(self.channels.iter().cycle().take(clients).map(|channel| {
            let mut client = HealthClient::new(channel.clone());
            async move {
                let mut latencies = Vec::new();
                while Instant::now() < until {
                    let sent = Instant::now();
                    client.check(HealthCheckRequest::default()).await?;
                    latencies.push(sent.elapsed());
                }
                Ok(latencies)
            }
        }))
        .await
    }

    /// Proves the whole journal and stops.
    pub(crate) async fn stop(self) -> Result<u64, Failure> {
        let report = self.deployment.store().verify(&[]).await?;
        if !report.is_clean() {
            return Err(format!("the journal is not clean: {report:?}").into());
        }
        self.running.stop().await;
        Ok(report.journal.size)
    }
}

fn bearer(
    deployment: &Deployment,
    person: &str,
) -> Result<MetadataValue<tonic::metadata::Ascii>, Failure> {
    Ok(format!("Bearer {}", deployment.token(person, 24 * 3600)).parse()?)
}

fn duty(duty: &Duty) -> access_pb::Duty {
    let kind = match duty {
        Duty::Execute(executor) => access_pb::duty::Kind::Execute(executor.to_string()),
        Duty::Supervise { agency, unit } => {
            access_pb::duty::Kind::Supervise(format!("{agency}/{unit}"))
        }
        Duty::Administer { agency } => access_pb::duty::Kind::Administer(agency.to_string()),
        Duty::Audit { agency } => access_pb::duty::Kind::Audit(agency.to_string()),
        Duty::Govern { agency } => access_pb::duty::Kind::Govern(agency.to_string()),
        Duty::Protect { agency } => access_pb::duty::Kind::Protect(agency.to_string()),
        Duty::Settle { agency } => access_pb::duty::Kind::Settle(agency.to_string()),
        Duty::Inspect { agency } => access_pb::duty::Kind::Inspect(agency.to_string()),
    };
    access_pb::Duty { kind: Some(kind) }
}

struct Driver {
    client: PermitsServiceClient<Channel>,
    tokens: Arc<Vec<MetadataValue<tonic::metadata::Ascii>>>,
    latencies: Vec<Duration>,
}

impl Driver {
    async fn run(mut self, until: Instant) -> Result<Vec<Duration>, Failure> {
        while Instant::now() < until {
            self.case().await?;
        }
        Ok(self.latencies)
    }

    async fn case(&mut self) -> Result<(), Failure> {
        let sent = Instant::now();
        self.client.submit_application(filing()).await?;
        self.latencies.push(sent.elapsed());
        for stage in 0..EXECUTORS.len() {
            let (name, step) = self.take(stage).await?;
            let sent = Instant::now();
            self.complete(stage, name, step).await?;
            self.latencies.push(sent.elapsed());
        }
        Ok(())
    }

    async fn take(&mut self, stage: usize) -> Result<(String, String), Failure> {
        let (executor, _) = EXECUTORS.get(stage).ok_or("there are five stages")?;
        let request = pb::TakeNextTaskRequest {
            parent: format!("agencies/{AGENCY}"),
            request_id: request_id(),
            executor: (*executor).into(),
            declaration: pb::Declaration::NoConflict.into(),
        };
        let request = self.signed(stage, request)?;
        let sent = Instant::now();
        let taken = self.client.take_next_task(request).await?.into_inner();
        self.latencies.push(sent.elapsed());
        let task = taken.task.ok_or("the task taken is answered")?;
        Ok((task.application, task.step))
    }

    async fn complete(&mut self, stage: usize, name: String, step: String) -> Result<(), Failure> {
        let (request_id, etag) = (request_id(), String::new());
        match stage {
            0 => {
                let request = pb::AcceptApplicationRequest { name, request_id, etag, step };
                let request = self.signed(stage, request)?;
                self.client.accept_application(request).await?;
            }
            3 => {
                let reason = "Memenuhi seluruh persyaratan.".into();
                let request =
                    pb::ApproveApplicationRequest { name, request_id, etag, step, reason };
                let request = self.signed(stage, request)?;
                self.client.approve_application(request).await?;
            }
            4 => {
                let request = pb::IssueLicenceRequest { name, request_id, etag, step };
                let request = self.signed(stage, request)?;
                self.client.issue_licence(request).await?;
            }
            _ => {
                let request = pb::CompleteTaskRequest {
                    name,
                    request_id,
                    etag,
                    step,
                    outcome: String::new(),
                    reason: "Sesuai.".into(),
                };
                let request = self.signed(stage, request)?;
                self.client.complete_task(request).await?;
            }
        }
        Ok(())
    }

    fn signed<T>(&self, stage: usize, message: T) -> Result<Request<T>, Failure> {
        let mut request = Request::new(message);
        let token = self.tokens.get(stage).ok_or("there is a token for each stage")?;
        request.metadata_mut().insert("authorization", token.clone());
        Ok(request)
    }
}

fn filing() -> pb::SubmitApplicationRequest {
    pb::SubmitApplicationRequest {
        service: format!("agencies/{AGENCY}/services/ukur"),
        request_id: request_id(),
        applicant: Some(pb::Applicant {
            name: "Pemohon Ukur".into(),
            nik: "9901014101900001".into(),
            phone: "+6281100000000".into(),
            email: "pemohon@example.id".into(),
            address: "Jalan Contoh 1".into(),
            ..pb::Applicant::default()
        }),
        answers: vec![pb::Answer { requirement_id: "ktp".into(), text: "terlampir".into() }],
        district: "99.01.01".into(),
        channel: pb::Channel::Online.into(),
        ..pb::SubmitApplicationRequest::default()
    }
}

#[allow(clippy::disallowed_methods, reason = "a client makes its own request ids")]
fn request_id() -> String {
    uuid::Uuid::new_v4().to_string()
}
