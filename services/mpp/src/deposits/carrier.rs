//! Brings to the agencies what waits for them, and learns their keys.

use std::{collections::HashSet, sync::Arc, time::Duration};

use contract::satupintu::intake::v1::{
    DeliverSealedRequest, GetIntakeKeyRequest, intake_service_client::IntakeServiceClient,
};
use envelope::PublicKey;
use http::HeaderMap;
use kernel::AgencyId;
use tokio::time::{Instant, sleep};
use tonic::{Code, Status};

use super::{
    Deposits,
    folder::{Deposit, Folder, Outcome},
};
use crate::{Asking, asking::Unanswered, gateway::Gateway, registry::Agency};

/// Between two rounds: as long as somebody may wait for an agency that is back.
const PAUSE: Duration = Duration::from_secs(2);
/// How long a key that was learned is not asked for again.
const KEY_HOLDS: Duration = Duration::from_secs(600);
/// How long an agency that was silent is not asked for its key again.
const LEARN_AGAIN: Duration = Duration::from_secs(20);
/// Between two agencies that are asked for their keys: visitors come first.
const BREATH: Duration = Duration::from_millis(100);
/// For one delivery.
const PATIENCE: Duration = Duration::from_secs(10);
/// Between two looks for outcomes to forget.
const FORGETTING: Duration = Duration::from_secs(3600);

/// Works until it is dropped; whatever is cut off is done again.
pub(crate) async fn carry(deposits: Arc<Deposits>, gateway: Arc<Gateway>) {
    tokio::join!(learning(&deposits, &gateway), bringing(&deposits, &gateway));
}

async fn learning(deposits: &Deposits, gateway: &Gateway) {
    loop {
        let all = learn(deposits, gateway).await;
        sleep(if all { KEY_HOLDS } else { LEARN_AGAIN }).await;
    }
}

async fn bringing(deposits: &Deposits, gateway: &Gateway) {
    let mut forget_at = Instant::now();
    loop {
        if let Err(error) = round(deposits, gateway).await {
            tracing::error!(%error, "deposits could not be brought");
        }
        if Instant::now() >= forget_at {
            if let Err(error) = deposits.folder.forget(edge::wall_clock()).await {
                tracing::error!(%error, "old outcomes of deposits could not be forgotten");
            }
            forget_at = Instant::now() + FORGETTING;
        }
        sleep(PAUSE).await;
    }
}

/// Asks every agency for its key, one after the other. Whether all answered.
async fn learn(deposits: &Deposits, gateway: &Gateway) -> bool {
    let mut all = true;
    for agency in gateway.registry().full() {
        sleep(BREATH).await;
        let asking = Asking::new(gateway.patience(), &HeaderMap::new());
        let request = GetIntakeKeyRequest { parent: agency.resource() };
        let answer = async {
            let mut client = IntakeServiceClient::new(gateway.line(agency)?);
            asking.answer(client.get_intake_key(asking.request(request))).await
        };
        let key = match answer.await {
            Ok(answer) => PublicKey::from_bytes(&answer.public_key),
            // It takes nothing of the kind.
            Err(Unanswered::Refused(_)) => continue,
            Err(Unanswered::Silent(_)) => {
                all = false;
                continue;
            }
        };
        let Ok(key) = key else { continue };
        if let Err(error) = deposits.agencies.learn(&agency.id, key) {
            tracing::error!(agency = %agency.id, %error, "the key of an agency could not be kept");
        }
    }
    all
}

/// Brings each deposit, but none to an agency that has just been silent. One that
/// cannot be read keeps no other from its agency.
async fn round(deposits: &Deposits, gateway: &Gateway) -> std::io::Result<()> {
    let mut silent = HashSet::new();
    for number in deposits.folder.waiting().await? {
        if let Err(error) = bring(&deposits.folder, gateway, &number, &mut silent).await {
            tracing::error!(number, %error, "a deposit could not be brought");
        }
    }
    Ok(())
}

async fn bring(
    folder: &Folder,
    gateway: &Gateway,
    number: &str,
    silent: &mut HashSet<AgencyId>,
) -> std::io::Result<()> {
    let deposit = match folder.find(number).await? {
        Some((deposit, None)) => deposit,
        Some((_, Some(_))) => return folder.done(number).await,
        None => return Ok(()),
    };
    // An agency that left the registry may come back.
    let Some(agency) = gateway.agency(deposit.agency.as_str()) else { return Ok(()) };
    if silent.contains(&agency.id) {
        return Ok(());
    }
    let Some(outcome) = outcome(gateway, &agency, &deposit).await else {
        silent.insert(agency.id);
        return Ok(());
    };
    folder.settle(number, deposit, outcome).await
}

/// What the agency says to it; `None` when it is to be brought again.
async fn outcome(gateway: &Gateway, agency: &Agency, deposit: &Deposit) -> Option<Outcome> {
    let delivery = DeliverSealedRequest {
        parent: agency.resource(),
        request_id: deposit.request_id.clone(),
        sealed: hex::decode(&deposit.sealed).unwrap_or_default(),
    };
    let asking = Asking::new(PATIENCE, &HeaderMap::new());
    let answer = async {
        let mut client = IntakeServiceClient::new(gateway.line(agency)?);
        asking.answer(client.deliver_sealed(asking.request(delivery))).await
    };
    match answer.await {
        Ok(answer) => Some(Outcome::Delivered { reply: hex::encode(answer.sealed_reply) }),
        Err(Unanswered::Refused(status)) if is_final(&status) => {
            let reason = edge::reason_of(&status).unwrap_or_default();
            tracing::warn!(agency = %agency.id, reason, "a deposit was refused");
            Some(Outcome::Refused { reason })
        }
        Err(Unanswered::Refused(_) | Unanswered::Silent(_)) => None,
    }
}

/// Whether the same delivery would be refused again. An area that is off
/// (`UNIMPLEMENTED`) may come back, and a full agency gets room.
fn is_final(status: &Status) -> bool {
    matches!(
        status.code(),
        Code::InvalidArgument
            | Code::NotFound
            | Code::AlreadyExists
            | Code::PermissionDenied
            | Code::FailedPrecondition
            | Code::OutOfRange
    )
}
