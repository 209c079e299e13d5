//! How a bucket is reached: hyper with rustls on ring, and a time for each
//! request. Nothing else speaks HTTP through it.

use std::{sync::Arc, time::Duration};

use http_body_util::BodyExt;
use hyper_rustls::{ConfigBuilderExt, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, Error as ClientError, connect::HttpConnector as Tcp},
    rt::TokioExecutor,
};
use object_store::{
    ClientOptions,
    client::{
        HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody,
        HttpResponse, HttpResponseBody, HttpService,
    },
};

use crate::error::Error;

/// Until the answer's headers; a part of some megabytes has gone by then.
const LONGEST: Duration = Duration::from_secs(60);

type Wire = Client<HttpsConnector<Tcp>, HttpRequestBody>;

#[derive(Clone, Debug)]
pub(crate) struct Connector(Wire);

#[derive(Debug)]
struct Service(Wire);

/// A request was not answered in time.
#[derive(Debug, thiserror::Error)]
#[error("not answered in time")]
struct TimedOut;

impl Connector {
    /// A connector that trusts whom the machine trusts.
    pub(crate) fn new() -> Result<Self, Error> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let trusting = rustls::ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|why| Error::Authorities(std::io::Error::other(why)))?
            .with_native_roots()
            .map_err(Error::Authorities)?
            .with_no_client_auth();
        let https = HttpsConnectorBuilder::new()
            .with_tls_config(trusting)
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self(Client::builder(TokioExecutor::new()).build(https)))
    }
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(Service(self.0.clone())))
    }
}

#[async_trait::async_trait]
impl HttpService for Service {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let answered = tokio::time::timeout(LONGEST, self.0.request(request)).await;
        let response = answered
            .map_err(|_| HttpError::new(HttpErrorKind::Timeout, TimedOut))?
            .map_err(sorted)?;
        let (parts, body) = response.into_parts();
        let body = body.map_err(|why| HttpError::new(HttpErrorKind::Interrupted, why));
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
    }
}

/// What never arrived may be sent again, whatever it was.
fn sorted(error: ClientError) -> HttpError {
    let kind = if error.is_connect() { HttpErrorKind::Connect } else { HttpErrorKind::Request };
    HttpError::new(kind, error)
}
