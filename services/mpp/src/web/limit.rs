//! How often one visitor may ask, whatever is asked for.

use std::{net::IpAddr, sync::Arc, time::Instant};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use edge::{Buckets, Rate, RemoteAddress, network};

use crate::api;

struct Limit {
    buckets: Buckets<IpAddr>,
    proxies: Vec<IpAddr>,
}

/// `routes`, of which each visitor may ask so much. Who comes through one of
/// `proxies` is known by the address that the proxy adds to `X-Forwarded-For`.
pub(crate) fn limited(routes: Router, rate: Rate, proxies: Vec<IpAddr>) -> Router {
    let limit = Arc::new(Limit { buckets: Buckets::new(rate), proxies });
    routes.layer(middleware::from_fn_with_state(limit, admit))
}

async fn admit(State(limit): State<Arc<Limit>>, request: Request, next: Next) -> Response {
    let peer = request.extensions().get().map(|RemoteAddress(address)| *address);
    let visitor = peer.map(|peer| limit.visitor(peer, request.headers()));
    let Some(Err(wait)) = visitor.map(|it| limit.buckets.take(&network(it), Instant::now())) else {
        return next.run(request).await;
    };
    let mut response = if request.uri().path().starts_with("/api/") {
        api::refusal("RATE_LIMITED")
    } else {
        let words = contract::reason("RATE_LIMITED")
            .map_or_else(String::new, |reason| format!("{}\n{}\n", reason.id, reason.en));
        (StatusCode::TOO_MANY_REQUESTS, words).into_response()
    };
    let seconds = HeaderValue::from(wait.as_secs().saturating_add(1));
    response.headers_mut().insert(header::RETRY_AFTER, seconds);
    response
}

impl Limit {
    /// The address that our own proxy has seen last, else the one at the other end.
    fn visitor(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let is_proxy = |address: &IpAddr| self.proxies.contains(&address.to_canonical());
        if !is_proxy(&peer) {
            return peer;
        }
        let lines = headers.get_all("x-forwarded-for").iter().filter_map(|line| line.to_str().ok());
        let addresses =
            lines.flat_map(|line| line.split(',')).map(|text| text.trim().parse::<IpAddr>());
        // What stands further left, anybody can have written.
        let seen: Option<Vec<IpAddr>> = addresses.map(Result::ok).collect();
        let seen = seen.unwrap_or_default();
        seen.into_iter().rev().find(|address| !is_proxy(address)).unwrap_or(peer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(peer: &str, forwarded: &str) -> String {
        let rate = Rate { per_second: 1, burst: 1 };
        let proxies = vec!["127.0.0.1".parse().unwrap()];
        let limit = Limit { buckets: Buckets::new(rate), proxies };
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        limit.visitor(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn a_visitor_is_who_our_own_proxy_saw_and_nobody_that_a_visitor_names() {
        assert_eq!(visitor("127.0.0.1", "203.0.113.9, 198.51.100.7"), "198.51.100.7");
        assert_eq!(visitor("198.51.100.7", "203.0.113.9"), "198.51.100.7");
        assert_eq!(visitor("127.0.0.1", "siapa saja"), "127.0.0.1");
    }
}
