//! The journal service: checkpoints, proofs and events. Reads only.

use contract::satupintu::journal::v1::{self as pb, journal_service_server as server};
use journal::{Checkpoint, Hash, proof};
use kernel::AgencyId;
use store::Store;
use tokio::sync::Semaphore;
use tonic::{Request, Response, Status};

use crate::{
    journal::wire::{self, Proving, Reading},
    outcome::status,
};

/// A proof reads the hash of every event of its tree, and anybody may ask for
/// one: so many at a time, whatever the number of callers.
static PROVING: Semaphore = Semaphore::const_new(2);

/// The deployment's journal.
pub(crate) struct JournalService {
    pub(crate) store: Store,
}

type Answered<T> = Result<Response<T>, Status>;

/// What a proof of inclusion consists of.
struct Proof {
    leaf: Hash,
    path: Vec<Hash>,
    root: Hash,
}

impl JournalService {
    /// A deployment keeps one journal, its own agency's.
    fn keeps(&self, agency: &AgencyId) -> Result<(), Status> {
        if *agency == self.store.deployment().agency {
            Ok(())
        } else {
            Err(edge::refused("AGENCY_NOT_FOUND", &[]))
        }
    }

    async fn checkpoint(&self) -> Result<Checkpoint, Status> {
        let (origin, size, root, at) = self.store.tip().await.map_err(status)?;
        Ok(Checkpoint { origin, size, root, at })
    }

    async fn prove(&self, index: u64, size: u64) -> Result<Proof, Status> {
        let _turn = PROVING.acquire().await.map_err(|closed| edge::failed(&closed))?;
        let leaves = self.store.hashes(size).await.map_err(status)?;
        // Hashing the tree would keep other calls waiting.
        let proved = tokio::task::spawn_blocking(move || {
            let leaf = usize::try_from(index).ok().and_then(|index| leaves.get(index))?;
            let path = proof::inclusion(&leaves, index)?;
            Some(Proof { leaf: *leaf, path, root: proof::root(&leaves) })
        });
        let proved = proved.await.map_err(|error| edge::failed(&error))?;
        proved.ok_or_else(event_not_found)
    }

    fn shown(&self, checkpoint: &Checkpoint) -> pb::Checkpoint {
        wire::checkpoint(checkpoint, self.store.deployment().simulation)
    }
}

fn event_not_found() -> Status {
    edge::refused("EVENT_NOT_FOUND", &[])
}

#[tonic::async_trait]
impl server::JournalService for JournalService {
    async fn get_checkpoint(
        &self,
        request: Request<pb::GetCheckpointRequest>,
    ) -> Answered<pb::GetCheckpointResponse> {
        let agency = wire::journal_named(request.get_ref())?;
        self.keeps(&agency)?;
        let checkpoint = Some(self.shown(&self.checkpoint().await?));
        Ok(Response::new(pb::GetCheckpointResponse { checkpoint }))
    }

    async fn prove_inclusion(
        &self,
        request: Request<pb::ProveInclusionRequest>,
    ) -> Answered<pb::ProveInclusionResponse> {
        let Proving { agency, index, tree_size } = wire::proving(request.get_ref())?;
        self.keeps(&agency)?;
        let checkpoint = self.checkpoint().await?;
        if index >= checkpoint.size {
            return Err(event_not_found());
        }
        let tree_size = wire::tree_within(tree_size, checkpoint.size)?;
        let Proof { leaf, path, root } = self.prove(index, tree_size).await?;
        Ok(Response::new(pb::ProveInclusionResponse {
            index,
            leaf_hash: leaf.as_bytes().to_vec(),
            path: path.iter().map(|hash| hash.as_bytes().to_vec()).collect(),
            tree_size,
            root_hash: root.as_bytes().to_vec(),
            checkpoint: Some(self.shown(&checkpoint)),
        }))
    }

    async fn list_events(
        &self,
        request: Request<pb::ListEventsRequest>,
    ) -> Answered<pb::ListEventsResponse> {
        let Reading { agency, from, limit } = wire::reading(request.get_ref())?;
        self.keeps(&agency)?;
        if !edge::officer(&request)?.may_audit(&agency) {
            return Err(edge::refused("DUTY_MISSING", &[("agency", agency.to_string())]));
        }
        // First the events, then the size: so the size covers all that is sent.
        let rows = self.store.events(from, limit).await.map_err(status)?;
        let Checkpoint { size, .. } = self.checkpoint().await?;
        let events = wire::events(rows);
        let next_index = events.last().map_or(from, |last| last.index.saturating_add(1));
        Ok(Response::new(pb::ListEventsResponse { events, next_index, size }))
    }
}
