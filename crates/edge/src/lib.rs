//! Server set-up, caller identity, and outcomes as gRPC statuses.
//!
//! Everything that must hold for every call stands here once: who calls, how
//! often, for how long, how large, and what the log keeps of it. What a call
//! means is the services' business.
//!
//! Architecture invariant: no database, no domain rule. The time of day is
//! read here for tokens only; cases run on the store's clock.

mod auth_error;
mod authenticator;
mod bounded;
mod caller;
mod calls;
mod clock;
mod deadline;
mod front;
mod gate;
mod incoming;
mod issuer;
mod keyfile;
mod keyring;
mod keys;
mod log;
mod methods;
mod operations;
mod rate;
mod server;
mod spans;
mod status;
mod stopping;
mod tls;
mod token;

mod trust;
mod unreadable;
mod violations;
mod watched;
mod web;

pub use auth_error::AuthError;
pub use authenticator::Authenticator;
pub use caller::{Caller, caller, officer, peer};
pub use clock::wall_clock;
pub use gate::{Gate, Resolving, THIS_MACHINE};
pub use issuer::{IssuerError, LocalIssuer};
pub use methods::{RuleTable, assert_every_method_has_a_rule};
pub use operations::{Asked, CollectorError, Operations, Standing};
pub use rate::{Buckets, Rate, network};
pub use server::{Limits, ServeError, Server};
pub use spans::{Span, TRACEPARENT};
pub use status::{failed, reason_of, refused, retry_later};
pub use stopping::told_to_stop;
pub use tls::{Dialling, DiallingError, Tls, TlsError, is_unrecognised};
pub use trust::{KeySource, TrustError, TrustedIssuer, is_safe_address};
pub use unreadable::MESSAGE_LIMIT;
pub use violations::{Violations, malformed};
pub use watched::Watched;
pub use web::{RemoteAddress, serve_http};
