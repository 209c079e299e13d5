//! The agencies with deployments of their own: where they are, by which
//! certificate they are known, and which of their steps are done here.

use std::collections::BTreeMap;

use contract::satupintu::exchange::v1::exchange_service_client::ExchangeServiceClient;
use edge::{Dialling, DiallingError};
use kernel::{AgencyId, Slug};
use serde::Deserialize;
use sop::{EndResult, StepId};
use tonic::transport::Channel;

/// An agency that runs a deployment of its own.
///
/// Steps of its executors are handed over to it from now on; those that an
/// officer here has begun are finished here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// The agency, as executors name it.
    pub agency: AgencyId,
    /// Its deployment, as `https://HOST:PORT`.
    pub endpoint: String,
    /// The URI in its certificate, as `spiffe://contoh/opd/dinkes`.
    pub identity: String,
    /// Which of its steps are done here.
    #[serde(default)]
    pub accepts: Vec<Accepts>,
}

/// A step of another agency's procedure that is done here.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accepts {
    /// The service there.
    pub service: Slug,
    /// The step there.
    pub step: StepId,
    /// The service here by whose standard and procedure it is done.
    pub by: Slug,
    /// Which outcome of the step there each end of the procedure here stands for;
    /// empty where the step there is no decision.
    #[serde(default)]
    pub outcomes: BTreeMap<EndResult, String>,
}

impl Accepts {
    /// What each end here stands for there, if every end stands for something
    /// that can be chosen there.
    pub(crate) fn fitting(
        &self,
        ends: &[EndResult],
        offered: &[String],
    ) -> Option<Vec<(EndResult, String)>> {
        if offered.is_empty() {
            return Some(Vec::new());
        }
        let fits = |end: &EndResult| {
            let outcome = self.outcomes.get(end).filter(|outcome| offered.contains(outcome))?;
            Some((*end, outcome.clone()))
        };
        ends.iter().map(fits).collect()
    }
}

/// Why a partner of the settings cannot be worked with.
#[derive(Debug, thiserror::Error)]
pub enum PartnerError {
    /// Its address or identity cannot be used.
    #[error("partner {agency}: {why}")]
    Address {
        /// The agency.
        agency: AgencyId,
        /// What is wrong.
        why: DiallingError,
    },
    /// Nobody could tell them apart, or it is this deployment itself.
    #[error("partner {agency} is named twice, shares its identity, or is this agency itself")]
    Ambiguous {
        /// The agency.
        agency: AgencyId,
    },
}

/// The partners, each with a line to it.
#[derive(Debug, Default)]
pub(crate) struct Partners {
    known: BTreeMap<AgencyId, Known>,
}

#[derive(Debug)]
struct Known {
    identity: String,
    accepts: Vec<Accepts>,
    line: Channel,
}

impl Partners {
    /// The partners of `settings`; a line connects when it is first used.
    pub(crate) fn open(
        own: &AgencyId,
        settings: Vec<Partner>,
        dialling: &Dialling,
    ) -> Result<Self, PartnerError> {
        let mut known: BTreeMap<AgencyId, Known> = BTreeMap::new();
        for Partner { agency, endpoint, identity, accepts } in settings {
            let is_known = known.contains_key(&agency)
                || known.values().any(|other| other.identity == identity);
            if is_known || agency == *own {
                return Err(PartnerError::Ambiguous { agency });
            }
            let line = dialling
                .channel(&endpoint, Some(&identity))
                .map_err(|why| PartnerError::Address { agency: agency.clone(), why })?;
            known.insert(agency, Known { identity, accepts, line });
        }
        Ok(Self { known })
    }

    /// Whether there is nobody to work with.
    pub(crate) fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Whether the agency runs a deployment of its own.
    pub(crate) fn includes(&self, agency: &AgencyId) -> bool {
        self.known.contains_key(agency)
    }

    /// Every partner, by name.
    pub(crate) fn agencies(&self) -> impl Iterator<Item = &AgencyId> {
        self.known.keys()
    }

    /// Which agency is known by which identity.
    pub(crate) fn identities(&self) -> BTreeMap<String, AgencyId> {
        let known = self.known.iter();
        known.map(|(agency, it)| (it.identity.clone(), agency.clone())).collect()
    }

    /// How a step of `agency` is done here, if it is.
    pub(crate) fn accepts(
        &self,
        agency: &AgencyId,
        service: &Slug,
        step: &StepId,
    ) -> Option<&Accepts> {
        let mut accepts = self.known.get(agency)?.accepts.iter();
        accepts.find(|it| it.service == *service && it.step == *step)
    }

    /// The line to the deployment of `agency`.
    pub(crate) fn line(&self, agency: &AgencyId) -> Option<ExchangeServiceClient<Channel>> {
        let known = self.known.get(agency)?;
        Some(ExchangeServiceClient::new(known.line.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts() -> Accepts {
        toml::from_str(
            "service = \"sip\"\nstep = \"a\"\nby = \"b\"\noutcomes = { issued = \"ya\", refused = \"tidak\" }",
        )
        .unwrap()
    }

    #[test]
    fn every_end_must_stand_for_something_that_can_be_chosen_there() {
        let offered =
            |outcomes: &[&str]| outcomes.iter().map(ToString::to_string).collect::<Vec<_>>();
        let ends = [EndResult::Issued, EndResult::Refused];

        let fits = accepts().fitting(&ends, &offered(&["ya", "tidak", "lain"]));
        let lacks = accepts().fitting(&ends, &offered(&["ya"]));
        let undecided = accepts().fitting(&[EndResult::Granted], &offered(&["ya", "tidak"]));

        assert_eq!(fits.unwrap().len(), 2);
        assert_eq!((lacks, undecided), (None, None));
        assert_eq!(accepts().fitting(&ends, &[]), Some(Vec::new()));
    }

    #[tokio::test]
    async fn partners_that_nobody_could_tell_apart_are_refused() {
        let partner = |agency: &str, identity: &str| Partner {
            agency: agency.parse().unwrap(),
            endpoint: "http://127.0.0.1:1".to_owned(),
            identity: identity.to_owned(),
            accepts: Vec::new(),
        };
        let own = "dpmptsp".parse().unwrap();
        let open = |settings| Partners::open(&own, settings, &Dialling::default());

        assert!(open(vec![partner("dinkes", "spiffe://a"), partner("pupr", "spiffe://b")]).is_ok());
        let shared = open(vec![partner("dinkes", "spiffe://a"), partner("pupr", "spiffe://a")]);
        let itself = open(vec![partner("dpmptsp", "spiffe://a")]);
        assert!(matches!(shared, Err(PartnerError::Ambiguous { .. })));
        assert!(matches!(itself, Err(PartnerError::Ambiguous { .. })));
    }
}
