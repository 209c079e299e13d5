//! HTTP for browsers: what every answer carries, and what no request may do.
//!
//! What is logged of a visit is how it ended, never an address with what stands in it.

use std::time::Duration;

use axum::{
    Router,
    extract::Request,
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use tokio::time::{Instant, timeout};

/// Longer than any agency may take; a slow upload has its own time.
const LONGEST: Duration = Duration::from_secs(3600);

/// Nothing runs or loads but our own two files; nobody shows us in a frame.
const CONTENT: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    // A browser that shows another site our address shows what was searched.
    (header::REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
];

/// `routes` behind the guard; `sealed` when people come over HTTPS.
pub(crate) fn guarded<S: Clone + Send + Sync + 'static>(
    routes: Router<S>,
    sealed: bool,
) -> Router<S> {
    routes.layer(middleware::from_fn(move |request, next| guard(request, next, sealed)))
}

async fn guard(request: Request, next: Next, sealed: bool) -> Response {
    let began = Instant::now();
    let method = request.method().clone();
    // Forms of other sites; browsers that do not say so are kept off by the mark.
    let from_elsewhere = request.headers().get("sec-fetch-site").is_some_and(|site| {
        site == "cross-site" && method != http::Method::GET && method != http::Method::HEAD
    });
    let mut response = if from_elsewhere {
        StatusCode::FORBIDDEN.into_response()
    } else {
        match timeout(LONGEST, next.run(request)).await {
            Ok(response) => response,
            Err(_) => StatusCode::GATEWAY_TIMEOUT.into_response(),
        }
    };
    let headers = response.headers_mut();
    for (name, value) in HEADERS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if sealed {
        let year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    // A page is kept by nobody unless it says so itself.
    let kept = headers.entry(header::CACHE_CONTROL);
    kept.or_insert(HeaderValue::from_static("no-store"));
    let status = response.status().as_u16();
    let elapsed_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
    tracing::info!(target: "mpp::visit", %method, status, elapsed_ms);
    response
}
