//! Whether a document holds, asked of every agency at once: a code does not say
//! whose it is. What an agency that is silent would have said is not guessed.

use contract::satupintu::permits::v1::{
    VerifyLicenceRequest, VerifyLicenceResponse, licences_service_client::LicencesServiceClient,
};
use tokio::task::JoinSet;

use crate::{
    asking::{Asking, Silent, Unanswered},
    gateway::Gateway,
    registry::Agency,
};

/// What came of asking.
#[derive(Default)]
pub(crate) struct Found {
    pub(crate) licence: Option<VerifyLicenceResponse>,
    /// Who did not answer; empty once the licence was found.
    pub(crate) silent: Vec<Silent>,
}

/// Asks every deployment of the mall.
pub(crate) async fn of_all(
    gateway: &Gateway,
    asking: &Asking,
    request: &VerifyLicenceRequest,
) -> Found {
    // Agencies that share a deployment would all say the same.
    let mut agencies: Vec<Agency> = Vec::new();
    for agency in gateway.registry().full() {
        if !agencies.iter().any(|other| other.endpoint == agency.endpoint) {
            agencies.push(agency.clone());
        }
    }
    of(gateway, asking, agencies, request).await
}

/// Asks these agencies; the first that knows the licence is believed.
pub(crate) async fn of(
    gateway: &Gateway,
    asking: &Asking,
    agencies: Vec<Agency>,
    request: &VerifyLicenceRequest,
) -> Found {
    let mut asked = JoinSet::new();
    for agency in agencies {
        let line = gateway.line(&agency);
        let asking = asking.within(gateway.patience());
        let request = request.clone();
        asked.spawn(async move {
            let answer = match line {
                Ok(line) => {
                    let mut client = LicencesServiceClient::new(line);
                    asking.answer(client.verify_licence(asking.request(request))).await
                }
                Err(unanswered) => Err(unanswered),
            };
            (agency.id, answer)
        });
    }
    let mut found = Found::default();
    while let Some(joined) = asked.join_next().await {
        match joined {
            // The others need not be waited for.
            Ok((_, Ok(licence))) => return Found { licence: Some(licence), silent: Vec::new() },
            Ok((agency, Err(Unanswered::Silent(cause)))) => {
                found.silent.push(Silent { agency, cause });
            }
            Ok((_, Err(Unanswered::Refused(_)))) | Err(_) => {}
        }
    }
    found
}
