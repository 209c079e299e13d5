//! The way of every call, in order: log, load, deadline, gate, service. One
//! future for all of them, because each call pays for it.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use http::{Request, Response};
use tokio::{
    sync::Semaphore,
    time::{Instant, timeout_at},
};
use tonic::{body::Body, service::Routes};
use tower::Service;

use crate::{
    deadline::granted,
    gate::Gate,
    log::{Entry, Followed},
    methods::Method,
    operations::Operations,
    status::{refused, retry_later},
    unreadable::translated,
};

/// A moment that lets the work at hand be finished.
const PAUSE: Duration = Duration::from_secs(1);

/// Stands before the services of a server.
#[derive(Clone)]
pub(crate) struct Front {
    routes: Routes,
    house: Arc<House>,
}

/// What all calls share.
pub(crate) struct House {
    pub(crate) gate: Gate,
    /// Calls that may be at work at once.
    pub(crate) places: Arc<Semaphore>,
    /// The longest time that a call may take until its answer begins.
    pub(crate) longest: Duration,
    /// The same for a call that sends a stream.
    pub(crate) longest_stream: Duration,
    /// Where every call is counted and traced.
    pub(crate) operations: Operations,
}

impl Front {
    pub(crate) fn new(routes: Routes, house: Arc<House>) -> Self {
        Self { routes, house }
    }
}

impl Service<Request<Body>> for Front {
    type Response = Response<Followed>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request<Body>>::poll_ready(&mut self.routes, cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let routes = self.routes.clone();
        let house = Arc::clone(&self.house);
        // Now, not when first polled: tonic's own clock, which would answer
        // CANCELLED, starts now too.
        let expires =
            Instant::now() + granted(request.headers(), house.longest(request.uri().path()));
        Box::pin(async move {
            let method = house.gate.methods().find(request.uri().path());
            let span = house.operations.span(method.path(), request.headers());
            let mut entry = Entry::begin(method.path(), span, house.operations.calls());
            let response = house.answer(method, request, routes, expires, &mut entry).await;
            Ok(entry.follow(response))
        })
    }
}

impl House {
    fn longest(&self, path: &str) -> Duration {
        match self.gate.methods().receives_a_stream(path) {
            true => self.longest_stream,
            false => self.longest,
        }
    }

    async fn answer(
        &self,
        method: Method,
        request: Request<Body>,
        routes: Routes,
        expires: Instant,
        entry: &mut Entry,
    ) -> Response<Body> {
        let _place = match method {
            Method::Health => None,
            Method::Ruled { .. } | Method::Reflection | Method::Unknown => {
                let Ok(place) = self.places.try_acquire() else {
                    return retry_later("OVERLOADED", PAUSE, &[]).into_http();
                };
                Some(place)
            }
        };
        // Dropping the handler at the deadline is safe: what must be finished
        // (a commit) runs in a task of its own.
        let work = self.work(method, request, routes, entry);
        match timeout_at(expires, work).await {
            Ok(response) => response,
            Err(_) => refused("DEADLINE_EXCEEDED", &[]).into_http(),
        }
    }

    async fn work(
        &self,
        method: Method,
        mut request: Request<Body>,
        mut routes: Routes,
        entry: &mut Entry,
    ) -> Response<Body> {
        match self.gate.admit(method, &mut request).await {
            Ok(caller) => entry.caller(caller),
            Err(status) => return status.into_http(),
        }
        match routes.call(request).await {
            Ok(response) => translated(response),
            Err(never) => match never {},
        }
    }
}
