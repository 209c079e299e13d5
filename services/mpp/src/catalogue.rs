//! One catalogue of many agencies: asked all at once, each with the same
//! deadline, and remembered with the instant of its answer.
//!
//! An agency that does not answer is named, never hidden; what it offered when
//! it last did is still shown, and says as of when.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use contract::satupintu::sop::v1::{
    Audience, ListServicesRequest, Service, catalogue_service_client::CatalogueServiceClient,
};
use kernel::{AgencyId, Instant};
use tokio::task::JoinSet;

use crate::{
    asking::{Asking, Cause, Silent, Unanswered},
    gateway::Gateway,
    registry::{Agency, Registry},
};

/// How long an answer counts as new.
const FRESH: Duration = Duration::from_secs(20);
/// How long an agency that was silent is not asked again.
const REST: Duration = Duration::from_secs(5);
/// A thousand services; no agency has so many.
const MOST_PAGES: usize = 10;

/// What an agency offers.
#[derive(Clone, Debug)]
pub struct Offer {
    /// Its public services by id, each in its current version.
    pub services: Arc<Vec<Service>>,
    /// When it said so.
    pub as_of: Instant,
}

/// The catalogue as it can be shown now.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// What is known, in the order of the registry.
    pub offers: Vec<(Agency, Offer)>,
    /// Who did not answer just now. Their offers, where there are any, are old.
    pub silent: Vec<Silent>,
}

/// What was learned of each agency.
#[derive(Default)]
pub(crate) struct Catalogue {
    known: Mutex<HashMap<AgencyId, Known>>,
    /// One visitor asks, the others take what is known.
    asking: tokio::sync::Mutex<()>,
}

#[derive(Default)]
struct Known {
    offer: Option<Offer>,
    asked: Option<tokio::time::Instant>,
    cause: Option<Cause>,
}

impl Known {
    fn is_fresh(&self) -> bool {
        let rest = if self.cause.is_some() { REST } else { FRESH };
        self.asked.is_some_and(|asked| asked.elapsed() < rest)
    }
}

impl Catalogue {
    /// The whole catalogue, no later than `asking` allows.
    pub(crate) async fn listing(&self, gateway: &Gateway, asking: &Asking) -> Listing {
        let registry = gateway.registry();
        if !self.stale(&registry).is_empty() {
            self.renew(gateway, &registry, asking).await;
        }
        self.known(&registry)
    }

    async fn renew(&self, gateway: &Gateway, registry: &Registry, asking: &Asking) {
        let _turn = match self.asking.try_lock() {
            Ok(turn) => turn,
            // Somebody asks already: only who would see nothing waits.
            Err(_) if self.knows_all(registry) => return,
            Err(_) => self.asking.lock().await,
        };
        let mut asked = JoinSet::new();
        for agency in self.stale(registry) {
            let line = gateway.line(&agency);
            let asking = asking.clone();
            asked.spawn(async move {
                let answer = match line {
                    Ok(line) => offered(line, &agency, &asking).await,
                    Err(unanswered) => Err(unanswered),
                };
                (agency.id, answer)
            });
        }
        while let Some(joined) = asked.join_next().await {
            let Ok((agency, answer)) = joined else { continue };
            gateway.measures.answered(&agency, &answer);
            self.learn(agency, answer);
        }
    }

    fn learn(&self, agency: AgencyId, answer: Result<Vec<Service>, Unanswered>) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = known.entry(agency.clone()).or_default();
        known.asked = Some(tokio::time::Instant::now());
        known.cause = match answer {
            Ok(services) => {
                let as_of = edge::wall_clock();
                known.offer = Some(Offer { services: Arc::new(services), as_of });
                None
            }
            Err(Unanswered::Silent(cause)) => Some(cause),
            Err(Unanswered::Refused(status)) => {
                let reason = edge::reason_of(&status);
                tracing::warn!(%agency, reason, "the catalogue of an agency was refused");
                Some(Cause::Unavailable)
            }
        };
        if let Some(cause) = known.cause {
            tracing::warn!(%agency, ?cause, "an agency does not answer");
        }
    }

    fn stale(&self, registry: &Registry) -> Vec<Agency> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let is_stale = |agency: &&Agency| !known.get(&agency.id).is_some_and(Known::is_fresh);
        registry.full().filter(is_stale).cloned().collect()
    }

    fn knows_all(&self, registry: &Registry) -> bool {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        registry.full().all(|agency| known.contains_key(&agency.id))
    }

    /// What is known, without asking anybody.
    pub(crate) fn known(&self, registry: &Registry) -> Listing {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let mut listing = Listing::default();
        for agency in registry.full() {
            let Some(known) = known.get(&agency.id) else { continue };
            if let Some(offer) = &known.offer {
                listing.offers.push((agency.clone(), offer.clone()));
            }
            if let Some(cause) = known.cause {
                listing.silent.push(Silent { agency: agency.id.clone(), cause });
            }
        }
        listing
    }
}

async fn offered(
    line: tonic::transport::Channel,
    agency: &Agency,
    asking: &Asking,
) -> Result<Vec<Service>, Unanswered> {
    let mut client = CatalogueServiceClient::new(line);
    let mut services = Vec::new();
    let mut page_token = String::new();
    for _ in 0..MOST_PAGES {
        let request = ListServicesRequest { parent: agency.resource(), page_size: 20, page_token };
        let page = asking.answer(client.list_services(asking.request(request))).await?;
        services.extend(page.services.into_iter().filter(|service| is_offered(agency, service)));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    Ok(services)
}

fn is_offered(agency: &Agency, service: &Service) -> bool {
    let id = service.name.rsplit('/').next().unwrap_or_default();
    service.audience() == Audience::Public && agency.offers(id)
}
