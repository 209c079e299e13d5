//! A service made for asking who was let in, and a server around it.

use std::{
    convert::Infallible,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use access::{Account, Officer, Rule};
use edge::{
    Authenticator, Caller, Gate, LocalIssuer, MESSAGE_LIMIT, RuleTable, Server, wall_clock,
};
use kernel::PersonId;
use tokio::{
    net::TcpListener,
    sync::{Semaphore, oneshot},
    task::JoinHandle,
};
use tonic::{
    Request, Response, Status,
    body::Body,
    client::Grpc,
    server::{NamedService, UnaryService},
    service::Routes,
    transport::{Channel, Endpoint},
};
use tonic_prost::ProstCodec;
use tower::Service;

pub(crate) const TABLE: &RuleTable = &[
    ("/satupintu.test.v1.Probe/Public", Rule::Public),
    ("/satupintu.test.v1.Probe/Receipt", Rule::Receipt),
    ("/satupintu.test.v1.Probe/Officer", Rule::Officer),
    ("/satupintu.test.v1.Probe/Administrator", Rule::Administrator),
    ("/satupintu.test.v1.Probe/Auditor", Rule::Auditor),
];

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Answers who calls. Told to `wait`, it never answers; told `fail`, it fails.
#[derive(Clone)]
pub(crate) struct Probe {
    entered: Arc<Semaphore>,
}

impl NamedService for Probe {
    const NAME: &'static str = "satupintu.test.v1.Probe";
}

impl Service<http::Request<Body>> for Probe {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = BoxFuture<Result<Self::Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let answer = Answer(self.clone());
        Box::pin(async move {
            let codec = ProstCodec::<String, String>::default();
            let mut grpc = tonic::server::Grpc::new(codec)
                .accept_compressed(tonic::codec::CompressionEncoding::Gzip)
                .apply_max_message_size_config(Some(MESSAGE_LIMIT), None);
            Ok(grpc.unary(answer, request).await)
        })
    }
}

struct Answer(Probe);

impl UnaryService<String> for Answer {
    type Response = String;
    type Future = BoxFuture<Result<Response<String>, Status>>;

    fn call(&mut self, request: Request<String>) -> Self::Future {
        let probe = self.0.clone();
        Box::pin(async move {
            probe.entered.add_permits(1);
            match request.get_ref().as_str() {
                "wait" => std::future::pending().await,
                "fail" => return Err(edge::failed(&std::fmt::Error)),
                _ => {}
            }
            let text = match edge::caller(&request)? {
                Caller::Public => "public".to_owned(),
                Caller::Officer(officer) => officer.person.to_string(),
                Caller::Peer(agency) => agency.to_string(),
            };
            let has_credential = request.metadata().contains_key("authorization");
            Ok(Response::new(if has_credential {
                "a credential came through".into()
            } else {
                text
            }))
        })
    }
}

/// A server on a loopback socket, with an issuer that its gate trusts.
pub(crate) struct House {
    pub(crate) address: SocketAddr,
    pub(crate) issuer: LocalIssuer,
    entered: Arc<Semaphore>,
    stop: Option<oneshot::Sender<()>>,
    pub(crate) served: JoinHandle<Result<(), edge::ServeError>>,
    _directory: tempfile::TempDir,
}

pub(crate) const AUDIENCE: &str = "opd";

impl House {
    pub(crate) async fn open(server: Server) -> Self {
        let directory = tempfile::tempdir().unwrap();
        let issuer = LocalIssuer::open(directory.path(), "test").unwrap();
        let authenticator = Authenticator::new(vec![issuer.trust(AUDIENCE)]).unwrap();
        let gate = Gate::new(Arc::new(authenticator), TABLE, |account| {
            Box::pin(async move { Ok(enrolled(&account)) })
        });
        let entered = Arc::new(Semaphore::new(0));
        let routes = Routes::new(Probe { entered: Arc::clone(&entered) });
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let served = tokio::spawn(server.serve(listener, routes, gate, async {
            let _ = stopped.await;
        }));
        Self { address, issuer, entered, stop: Some(stop), served, _directory: directory }
    }

    /// A token that holds now.
    pub(crate) fn token(&self, subject: &str) -> String {
        self.issuer.sign(subject, AUDIENCE, 600, wall_clock())
    }

    pub(crate) async fn channel(&self) -> Channel {
        Endpoint::from_shared(format!("http://{}", self.address)).unwrap().connect().await.unwrap()
    }

    /// Waits until `calls` more have reached a handler.
    pub(crate) async fn entered(&self, calls: u32) {
        self.entered.acquire_many(calls).await.unwrap().forget();
    }

    pub(crate) fn stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    pub(crate) async fn ask(&self, method: &str, token: Option<&str>) -> Result<String, Status> {
        ask(self.channel().await, method, token, "").await
    }
}

/// Who is enrolled in the tests, and with what duty. `siti` holds none.
fn enrolled(account: &Account) -> Option<Officer> {
    let duties = match account.subject.as_str() {
        "loket" => vec!["execute:a/u/loket".parse().unwrap()],
        "admin" => vec!["administer:a".parse().unwrap()],
        "auditor" => vec!["audit:a".parse().unwrap()],
        "siti" => vec![],
        _ => return None,
    };
    Some(Officer { person: PersonId::parse(&account.subject).unwrap(), duties })
}

pub(crate) async fn ask(
    channel: Channel,
    method: &str,
    token: Option<&str>,
    message: &str,
) -> Result<String, Status> {
    let mut request = Request::new(message.to_owned());
    if let Some(token) = token {
        let value = format!("Bearer {token}").parse().unwrap();
        request.metadata_mut().insert("authorization", value);
    }
    let mut client = Grpc::new(channel);
    client.ready().await.unwrap();
    let path = format!("/satupintu.test.v1.Probe/{method}").parse().unwrap();
    let answer = client.unary(request, path, ProstCodec::<String, String>::default()).await?;
    Ok(answer.into_inner())
}

pub(crate) fn reason(status: &Status) -> String {
    edge::reason_of(status).unwrap_or_default()
}
