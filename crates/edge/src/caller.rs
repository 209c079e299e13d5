//! Who calls, as the gate has found out; handlers ask here and nowhere else.

use access::{Acting, Officer};
use kernel::AgencyId;
use tonic::{Request, Status};

use crate::status::refused;

/// The caller of a method. An applicant is `Public` here: receipt number and
/// secret are in the message, and the service checks them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// Nobody in particular.
    Public,
    /// Somebody in service, with the duties of this instant.
    Officer(Officer),
    /// The deployment of an agency that this one works with.
    Peer(AgencyId),
}

impl Caller {
    /// The same, as the domain takes it.
    #[must_use]
    pub fn acting(&self) -> Acting<'_> {
        match self {
            Self::Public => Acting::Public,
            Self::Officer(officer) => Acting::Officer(officer),
            Self::Peer(agency) => Acting::Peer(agency),
        }
    }

    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Officer(_) => "officer",
            Self::Peer(_) => "peer",
        }
    }
}

/// Who calls.
///
/// # Errors
/// INTERNAL when the request did not pass the gate: never taken for a public one.
pub fn caller<T>(request: &Request<T>) -> Result<&Caller, Status> {
    request.extensions().get::<Caller>().ok_or_else(|| {
        tracing::error!("a request reached a handler past the gate");
        refused("INTERNAL", &[])
    })
}

/// The officer who calls.
///
/// # Errors
/// `SIGN_IN_REQUIRED` when nobody in particular calls; INTERNAL past the gate.
pub fn officer<T>(request: &Request<T>) -> Result<&Officer, Status> {
    match caller(request)? {
        Caller::Officer(officer) => Ok(officer),
        Caller::Public | Caller::Peer(_) => Err(refused("SIGN_IN_REQUIRED", &[])),
    }
}

/// The agency whose deployment calls.
///
/// # Errors
/// `SIGN_IN_REQUIRED` when nobody in particular calls, `DUTY_MISSING` when an
/// officer does; INTERNAL past the gate.
pub fn peer<T>(request: &Request<T>) -> Result<&AgencyId, Status> {
    match caller(request)? {
        Caller::Peer(agency) => Ok(agency),
        Caller::Officer(_) => Err(refused("DUTY_MISSING", &[])),
        Caller::Public => Err(refused("SIGN_IN_REQUIRED", &[])),
    }
}
