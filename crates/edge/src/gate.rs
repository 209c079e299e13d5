//! The one place that decides who gets in: credential, person, rate, rule.
//!
//! Whether this officer may do this to this record is not its business: that is
//! for the record's own rules, which the journal can replay.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    pin::Pin,
    sync::Arc,
    time::{Duration, Instant},
};

use access::{Account, Acting, Officer, Rule};
use http::{HeaderMap, Request, header::AUTHORIZATION};
use kernel::{AgencyId, PersonId};
use tonic::{Status, body::Body};

use crate::{
    auth_error::AuthError,
    authenticator::Authenticator,
    caller::Caller,
    clock::wall_clock,
    incoming::Arrival,
    methods::{Method, Methods, RuleTable},
    rate::{Buckets, Rate, network},
    status::{refused, retry_later},
    tls::Tls,
};

/// The answer to "who is this account, and what may that person do now?":
/// `None` when nobody is enrolled with it.
pub type Resolving = Pin<Box<dyn Future<Output = Result<Option<Officer>, Status>> + Send>>;

/// In the settings' list of gateways: whoever calls from this machine, where a server
/// runs in the clear.
pub const THIS_MACHINE: &str = "this-machine";

type Resolve = Box<dyn Fn(Account) -> Resolving + Send + Sync>;

/// Lets callers in, or says why not.
pub struct Gate {
    methods: Methods,
    authenticator: Arc<Authenticator>,
    resolve: Resolve,
    people: Option<Buckets<PersonId>>,
    addresses: Option<Buckets<IpAddr>>,
    tls: Option<Arc<Tls>>,
    /// The agencies of the deployments that this one works with, by identity.
    partners: BTreeMap<String, AgencyId>,
    /// The identities of gateways, or [`THIS_MACHINE`].
    gateways: BTreeSet<String>,
}

impl Gate {
    /// A gate for the methods of `table`. `resolve` finds the officer of an
    /// account that has signed in; it is asked on every call, so that a duty
    /// revoked is a duty gone.
    pub fn new(
        authenticator: Arc<Authenticator>,
        table: &'static RuleTable,
        resolve: impl Fn(Account) -> Resolving + Send + Sync + 'static,
    ) -> Self {
        Self {
            methods: Methods::new(table),
            authenticator,
            resolve: Box::new(resolve),
            people: None,
            addresses: None,
            tls: None,
            partners: BTreeMap::new(),
            gateways: BTreeSet::new(),
        }
    }

    /// Limits how often a person may call, and an address that has not (yet)
    /// shown who calls; `None` does not limit. An address behind a proxy is the
    /// proxy's, so there the proxy must limit.
    #[must_use]
    pub(crate) fn limited(mut self, person: Option<Rate>, address: Option<Rate>) -> Self {
        self.people = person.map(Buckets::new);
        self.addresses = address.map(Buckets::new);
        self
    }

    /// Learns from the contract's descriptor set which methods receive a stream:
    /// those may take longer.
    #[must_use]
    pub fn reading(mut self, descriptor_set: &[u8]) -> Self {
        self.methods.learn(descriptor_set);
        self
    }

    /// Serves only the methods that are offered, each asked for by its name
    /// `package.Service/Method`; the others do not exist for anybody.
    #[must_use]
    pub fn offering(mut self, is_offered: impl Fn(&str) -> bool) -> Self {
        self.methods.keep(is_offered);
        self
    }

    /// The same, for deployments that are known by their certificates.
    #[must_use]
    pub(crate) fn known_by(mut self, tls: Option<Arc<Tls>>) -> Self {
        self.tls = tls;
        self
    }

    /// Knows by the identities in their certificates which agencies' deployments
    /// call: they alone come to the methods of [`Rule::Peer`].
    #[must_use]
    pub fn working_with(mut self, partners: BTreeMap<String, AgencyId>) -> Self {
        self.partners = partners;
        self
    }

    /// Knows gateways by the identities in their certificates, and where nobody shows a
    /// certificate by [`THIS_MACHINE`]: they alone come to the methods of
    /// [`Rule::Gateway`].
    #[must_use]
    pub fn followed_by(mut self, gateways: BTreeSet<String>) -> Self {
        self.gateways = gateways;
        self
    }

    pub(crate) fn methods(&self) -> &Methods {
        &self.methods
    }

    /// Decides on `request`, takes its credential away and tells the handler
    /// who calls ([`crate::caller()`]).
    pub(crate) async fn admit(
        &self,
        method: Method,
        request: &mut Request<Body>,
    ) -> Result<&'static str, Status> {
        self.recognise(method, request)?;
        let rule = match method {
            Method::Ruled { rule, .. } => rule,
            Method::Health => return Ok("public"),
            Method::Reflection => return self.count(address(request)).map(|()| "public"),
            Method::Unknown => return Err(refused("METHOD_UNKNOWN", &[])),
        };
        let address = address(request);
        let shown = match bearer(request.headers())? {
            Some(token) => self.identify(token, address).await?,
            None => {
                self.count(address)?;
                Shown::Nothing
            }
        };
        let caller = pass(rule, shown, self.deployment(rule, request))?;
        let kind = caller.kind();
        request.headers_mut().remove(AUTHORIZATION);
        request.extensions_mut().insert(caller);
        Ok(kind)
    }

    /// Whether the deployment at the other end may call this method at all.
    fn recognise(&self, method: Method, request: &Request<Body>) -> Result<(), Status> {
        let Some(tls) = &self.tls else { return Ok(()) };
        let peer = request.extensions().get::<Arrival>().and_then(|arrival| arrival.peer.as_ref());
        match peer {
            Some(peer) if tls.peers().admit(peer, method.path()) => Ok(()),
            _ => Err(refused("PEER_NOT_ALLOWED", &[])),
        }
    }

    /// Who is at the other end, where the rule asks for a deployment and it is one.
    fn deployment(&self, rule: Rule, request: &Request<Body>) -> Option<Caller> {
        let Arrival { address, peer } = request.extensions().get::<Arrival>()?;
        match (rule, peer) {
            (Rule::Peer, Some(peer)) => self.partners.get(&peer.0).cloned().map(Caller::Peer),
            // Every gateway is told the same, so no handler asks which one it is.
            (Rule::Gateway, Some(peer)) => {
                self.gateways.contains(&peer.0).then_some(Caller::Public)
            }
            (Rule::Gateway, None) => {
                let is_here = address.is_some_and(|address| address.ip().is_loopback());
                let is_known = is_here && self.gateways.contains(THIS_MACHINE);
                is_known.then_some(Caller::Public)
            }
            _ => None,
        }
    }

    /// A token seen before costs its person; a new one costs its address first,
    /// because a stranger's signature is checked at our expense.
    async fn identify(&self, token: &str, address: Option<IpAddr>) -> Result<Shown, Status> {
        let now = wall_clock();
        let account = match self.authenticator.recall(token, now) {
            Some(account) => account,
            None => {
                self.count(address)?;
                self.authenticator.verify(token, now).await.map_err(refusal)?
            }
        };
        let Some(officer) = (self.resolve)(account).await? else {
            self.count(address)?;
            return Ok(Shown::Stranger);
        };
        if let Some(people) = &self.people {
            people.take(&officer.person, Instant::now()).map_err(too_often)?;
        }
        Ok(Shown::Officer(officer))
    }

    fn count(&self, address: Option<IpAddr>) -> Result<(), Status> {
        let (Some(addresses), Some(address)) = (&self.addresses, address) else { return Ok(()) };
        addresses.take(&address, Instant::now()).map_err(too_often)
    }
}

fn address(request: &Request<Body>) -> Option<IpAddr> {
    request.extensions().get::<Arrival>()?.address.map(|address| network(address.ip()))
}

/// What the credential showed.
enum Shown {
    Nothing,
    /// A good token of somebody who is not enrolled.
    Stranger,
    Officer(Officer),
}

fn pass(rule: Rule, shown: Shown, deployment: Option<Caller>) -> Result<Caller, Status> {
    // A receipt and its secret are in the message; the service checks them.
    let is_open = matches!(rule, Rule::Public | Rule::Receipt);
    match shown {
        Shown::Nothing | Shown::Stranger if is_open => Ok(Caller::Public),
        Shown::Officer(officer) if is_open => Ok(Caller::Officer(officer)),
        Shown::Nothing => deployment.ok_or_else(|| refused("SIGN_IN_REQUIRED", &[])),
        Shown::Stranger => Err(refused("DUTY_MISSING", &[("cause", "not_enrolled".to_owned())])),
        Shown::Officer(officer) => {
            rule.admit(&Acting::Officer(&officer))
                .map_err(|refusal| refused(refusal.reason(), &[]))?;
            Ok(Caller::Officer(officer))
        }
    }
}

/// The token in `authorization: Bearer …`. Two of them, or another scheme, are
/// a mistake that must not pass for "nobody in particular".
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Status> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else { return Ok(None) };
    let token = value.to_str().ok().and_then(|text| {
        let (scheme, token) = text.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
    });
    match (token, values.next()) {
        (Some(token), None) => Ok(Some(token)),
        (Some(_) | None, _) => Err(refusal(AuthError::Malformed)),
    }
}

fn refusal(error: AuthError) -> Status {
    let cause = [("cause", error.cause().to_owned())];
    match error {
        AuthError::Expired => refused("TOKEN_EXPIRED", &cause),
        AuthError::KeysUnavailable => retry_later("UNAVAILABLE", Duration::from_secs(60), &cause),
        AuthError::Malformed
        | AuthError::AlgorithmRefused
        | AuthError::IssuerUnknown
        | AuthError::KeyUnknown
        | AuthError::SignatureWrong
        | AuthError::AudienceWrong
        | AuthError::NotYetValid => refused("TOKEN_INVALID", &cause),
    }
}

fn too_often(wait: Duration) -> Status {
    retry_later("RATE_LIMITED", wait, &[])
}
