//! Follows the feeds: a task for each agency, so that one that hangs holds up no other.
//!
//! It asks again after a while instead of waiting at the agency's end: a question where
//! nothing has happened costs a look at the journal's tip, while a call that is held
//! open would take a place at the agency for each gateway and each agency, and would
//! need news to cross from one process of an agency to another.

use std::{sync::Arc, time::Duration};

use contract::satupintu::feed::v1::{
    FollowCasesRequest, FollowCasesResponse, feed_service_client::FeedServiceClient,
};
use http::HeaderMap;
use kernel::AgencyId;
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

use super::{Index, NotTaken, page};
use crate::{Asking, Cause, asking::Unanswered, gateway::Gateway, registry::Agency};

/// For one answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// Answers taken one after the other before the agency gets a pause.
const ANSWERS: usize = 50;
/// For an agency that does not let itself be followed: its settings have to change.
const REST: Duration = Duration::from_secs(60);
/// Why an agency does not go on from a cursor that it gave.
const LOST: [&str; 2] = ["CURSOR_OF_ANOTHER_JOURNAL", "PAGE_TOKEN_INVALID"];
/// Between two looks at the registry for agencies that have come.
const REGISTRY: Duration = Duration::from_secs(1);
/// Between two looks for openings to forget.
const FORGETTING: Duration = Duration::from_secs(3600);

/// Why an agency is not followed, in words for the log.
#[derive(Debug, thiserror::Error)]
enum Missed {
    /// It did not answer.
    #[error("it does not answer: {0:?}")]
    Silent(Cause),
    /// It refused, for this reason of the contract.
    #[error("it refuses: {0}")]
    Refused(String),
    /// What it told was not taken.
    #[error(transparent)]
    NotTaken(#[from] NotTaken),
}

/// Works until it is dropped; whatever is cut off is asked again.
pub(crate) async fn follow(index: Arc<Index>, gateway: Arc<Gateway>, every: Duration) {
    let mut followers: JoinSet<()> = JoinSet::new();
    let mut followed: Vec<(AgencyId, tokio::task::AbortHandle)> = Vec::new();
    let mut forget_at = Instant::now();
    loop {
        while followers.try_join_next().is_some() {}
        followed.retain(|(_, follower)| !follower.is_finished());
        for agency in gateway.registry().full() {
            if !followed.iter().any(|(id, _)| *id == agency.id) {
                let (index, gateway) = (Arc::clone(&index), Arc::clone(&gateway));
                let id = agency.id.clone();
                let follower = followers.spawn(follow_one(index, gateway, id, every));
                followed.push((agency.id.clone(), follower));
            }
        }
        if Instant::now() >= forget_at {
            if let Err(error) = index.opened.forget(edge::wall_clock()).await {
                tracing::error!(%error, "old openings of receipts could not be forgotten");
            }
            forget_at = Instant::now() + FORGETTING;
        }
        sleep(REGISTRY).await;
    }
}

/// Until the agency leaves the registry.
async fn follow_one(index: Arc<Index>, gateway: Arc<Gateway>, id: AgencyId, every: Duration) {
    // What was said last, so that it is said once.
    let mut said = String::new();
    while let Some(agency) = gateway.agency(id.as_str()) {
        let missed = catch_up(&index, &gateway, &agency).await.err();
        let why = missed.as_ref().map(ToString::to_string).unwrap_or_default();
        if why != said && !why.is_empty() {
            tracing::warn!(agency = %id, %why, "an agency is not followed");
        }
        said = why;
        gateway.measures.indexed(&id, index.freshness(&id));
        let pause = match missed {
            None | Some(Missed::Silent(_)) => every,
            Some(Missed::Refused(_) | Missed::NotTaken(_)) => every.max(REST),
        };
        sleep(pause).await;
    }
}

/// Takes in what has happened since.
async fn catch_up(index: &Index, gateway: &Gateway, agency: &Agency) -> Result<(), Missed> {
    for _ in 0..ANSWERS {
        let cursor = index.cursor(&agency.id);
        let has_begun = !cursor.is_empty();
        let told = match asked(gateway, agency, cursor).await {
            Ok(told) => told,
            Err(Unanswered::Silent(cause)) => return Err(Missed::Silent(cause)),
            Err(Unanswered::Refused(status)) => {
                let reason = edge::reason_of(&status).unwrap_or_default();
                if !has_begun || !LOST.contains(&reason.as_str()) {
                    return Err(Missed::Refused(reason));
                }
                tracing::warn!(agency = %agency.id, reason, "an agency is followed anew");
                index.begin_anew(&agency.id).await.map_err(NotTaken::Disk)?;
                continue;
            }
        };
        let has_more = told.has_more;
        index.take(&agency.id, told, edge::wall_clock()).await?;
        if !has_more {
            break;
        }
    }
    Ok(())
}

async fn asked(
    gateway: &Gateway,
    agency: &Agency,
    cursor: String,
) -> Result<FollowCasesResponse, Unanswered> {
    let page_size = i32::try_from(page::CASES).unwrap_or_default();
    let request = FollowCasesRequest { parent: agency.resource(), cursor, page_size };
    let asking = Asking::new(PATIENCE, &HeaderMap::new());
    let mut client = FeedServiceClient::new(gateway.line(agency)?);
    asking.answer(client.follow_cases(asking.request(request))).await
}
