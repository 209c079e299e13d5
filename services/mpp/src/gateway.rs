//! The gateway's knowledge of the mall: who is in it, which lines lead there,
//! and where each question belongs. Of cases it knows what stands in its index, and of
//! persons nothing.

use std::{path::Path, sync::Arc, time::Duration};

use edge::{Dialling, Watched};
use tonic::transport::Channel;

use crate::{
    asking::{Asking, Cause, Unanswered},
    catalogue::{Catalogue, Listing},
    index::Index,
    measures::Measures,
    neighbours::Neighbours,
    registry::{Agency, Mode, Registry, RegistryError},
};

/// One door to many agencies.
pub struct Gateway {
    registry: Watched<Registry>,
    neighbours: Neighbours,
    catalogue: Catalogue,
    patience: Duration,
    pub(crate) measures: Measures,
    pub(crate) index: Arc<Index>,
}

impl Gateway {
    /// A gateway to the agencies that stand in the file; each may take as long as
    /// `patience` where many are asked at once.
    ///
    /// # Errors
    /// [`RegistryError`], to be shown as it is.
    pub(crate) fn open(
        registry: &Path,
        dialling: Dialling,
        patience: Duration,
        index: Arc<Index>,
    ) -> Result<Self, RegistryError> {
        let path = registry.to_owned();
        let registry = Watched::open(vec![path.clone()], move || Registry::read(&path))?;
        Ok(Self {
            registry,
            neighbours: Neighbours::new(dialling),
            catalogue: Catalogue::default(),
            patience,
            measures: Measures::new(),
            index,
        })
    }

    /// The registry in force.
    #[must_use]
    pub fn registry(&self) -> Arc<Registry> {
        self.registry.current()
    }

    /// How long each agency may take where many are asked at once.
    #[must_use]
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// The line to an agency.
    ///
    /// # Errors
    /// [`Unanswered::Silent`] when the registry gives no way to it; the cause is
    /// logged, because only who keeps the registry can mend it.
    pub fn line(&self, agency: &Agency) -> Result<Channel, Unanswered> {
        self.neighbours.line(agency).map_err(|error| {
            tracing::error!(agency = %agency.id, %error, "no line to an agency");
            Unanswered::Silent(Cause::Unreachable)
        })
    }

    /// What all agencies offer, as far as they answer in time.
    pub async fn catalogue(&self, asking: &Asking) -> Listing {
        self.catalogue.listing(self, &asking.within(self.patience)).await
    }

    /// The agency called `id`, if it can be asked.
    #[must_use]
    pub fn agency(&self, id: &str) -> Option<Agency> {
        self.registry().agency(id).filter(|agency| agency.mode == Mode::Full).cloned()
    }

    /// The agency that gave a receipt: the code before the first hyphen leads to it by
    /// the registry; otherwise the index knows who has it. Only where neither does are
    /// the agencies asked, for their catalogues say whose codes are whose.
    pub async fn agency_of_receipt(&self, number: &str, asking: &Asking) -> Option<Agency> {
        let code = number.trim().split('-').next()?.to_ascii_uppercase();
        let registry = self.registry();
        let listed = registry.full().find(|agency| agency.codes.contains(&code));
        if let Some(agency) = listed {
            return Some(agency.clone());
        }
        let holder = self.index.holder(&number.trim().to_ascii_uppercase());
        if let Some(agency) = holder.and_then(|holder| self.agency(holder.as_str())) {
            return Some(agency);
        }
        let listing = self.catalogue(asking).await;
        let uses = |offer: &crate::catalogue::Offer| {
            offer.services.iter().any(|service| service.agency_code == code)
        };
        listing.offers.into_iter().find(|(_, offer)| uses(offer)).map(|(agency, _)| agency)
    }
}
