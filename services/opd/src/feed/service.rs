//! The feed: from a cursor on, how cases stand, and where to go on.

use contract::satupintu::feed::v1::{self as pb, feed_service_server as server};
use serde::{Deserialize, Serialize};
use store::{Changes, Store};
use tonic::{Request, Response, Status};

use crate::{
    feed::{
        answer,
        wire::{self, Following},
    },
    outcome::status,
    pages::List,
};

/// What happens to this deployment's cases.
pub(crate) struct FeedService {
    pub(crate) store: Store,
}

/// What a cursor says: how far the journal was told, and the hash of the last event
/// of that part, which no other journal has.
#[derive(Serialize, Deserialize)]
struct Cursor {
    next: u64,
    leaf: String,
}

#[tonic::async_trait]
impl server::FeedService for FeedService {
    async fn follow_cases(
        &self,
        request: Request<pb::FollowCasesRequest>,
    ) -> Result<Response<pb::FollowCasesResponse>, Status> {
        let Following { agency, cursor, limit } = wire::following(request.get_ref())?;
        let list = List::new("FollowCases", &[agency.as_str()]);
        let told = list.after::<Cursor>(self.store.keys(), cursor)?;
        let from = self.place(told).await?;
        let Changes { cases, next, has_more } =
            self.store.changes(&agency, from, limit).await.map_err(status)?;
        let mut standing = Vec::with_capacity(cases.len());
        for changed in &cases {
            standing.extend(answer::standing(&self.store, changed).await?);
        }
        let cursor = Cursor { next, leaf: self.leaf_before(next).await? };
        Ok(Response::new(pb::FollowCasesResponse {
            cases: standing,
            // The same while nothing happens, so that a follower has nothing to write.
            cursor: list.stable_token(self.store.keys(), &cursor)?,
            has_more,
        }))
    }
}

impl FeedService {
    /// Where to go on, if this is the journal in which the cursor was made.
    async fn place(&self, told: Option<Cursor>) -> Result<u64, Status> {
        let Some(Cursor { next, leaf }) = told else { return Ok(0) };
        if self.leaf_before(next).await? == leaf {
            Ok(next)
        } else {
            Err(edge::refused("CURSOR_OF_ANOTHER_JOURNAL", &[]))
        }
    }

    /// The hash of the last event before `next`, in hexadecimal digits; empty where
    /// there is none.
    async fn leaf_before(&self, next: u64) -> Result<String, Status> {
        let Some(last) = next.checked_sub(1) else { return Ok(String::new()) };
        let leaf = self.store.leaf(last).await.map_err(status)?;
        Ok(leaf.map(|leaf| leaf.to_string()).unwrap_or_default())
    }
}
