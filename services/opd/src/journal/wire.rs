//! Requests of the journal service, checked whole; checkpoints and events as
//! the wire writes them.

use contract::satupintu::journal::v1 as pb;
use edge::Violations;
use journal::Checkpoint;
use kernel::AgencyId;
use store::EventRow;
use tonic::Status;

use crate::{names, pages::page_size, wire::timestamp};

/// The most bytes of bodies in one answer: clients take 4 MiB at most by default.
const MOST_BYTES: usize = 1024 * 1024;

pub(crate) fn journal_named(request: &pb::GetCheckpointRequest) -> Result<AgencyId, Status> {
    let pb::GetCheckpointRequest { name } = request;
    let mut faults = Violations::new();
    let agency = faults.check("name", names::parse_journal(name));
    faults.finish(agency)
}

/// A question for a proof; no size means the newest tree.
#[derive(Debug)]
pub(crate) struct Proving {
    pub(crate) agency: AgencyId,
    pub(crate) index: u64,
    pub(crate) tree_size: Option<u64>,
}

pub(crate) fn proving(request: &pb::ProveInclusionRequest) -> Result<Proving, Status> {
    let pb::ProveInclusionRequest { name, index, tree_size } = request;
    let mut faults = Violations::new();
    let agency = faults.check("name", names::parse_journal(name));
    let tree_size = match *tree_size {
        0 => Some(None),
        size if size > *index => Some(Some(size)),
        _ => {
            faults.add("tree_size", "must be greater than the index, or 0 for the newest tree");
            None
        }
    };
    let whole = (|| Some(Proving { agency: agency?, index: *index, tree_size: tree_size? }))();
    faults.finish(whole)
}

/// The tree to prove against, in a journal of `size` events.
pub(crate) fn tree_within(tree_size: Option<u64>, size: u64) -> Result<u64, Status> {
    match tree_size {
        Some(asked) if asked > size => {
            let mut faults = Violations::new();
            faults.add("tree_size", format!("must be at most {size}, the newest checkpoint's"));
            faults.finish(None)
        }
        Some(asked) => Ok(asked),
        None => Ok(size),
    }
}

/// A page of events.
#[derive(Debug)]
pub(crate) struct Reading {
    pub(crate) agency: AgencyId,
    pub(crate) from: u64,
    pub(crate) limit: usize,
}

pub(crate) fn reading(request: &pb::ListEventsRequest) -> Result<Reading, Status> {
    let pb::ListEventsRequest { parent, from_index, page_size: size } = request;
    let mut faults = Violations::new();
    let agency = faults.check("parent", names::parse_journal(parent));
    let limit = page_size(&mut faults, *size);
    let whole = (|| Some(Reading { agency: agency?, from: *from_index, limit: limit? }))();
    faults.finish(whole)
}

/// A checkpoint, and the same as a note.
pub(crate) fn checkpoint(checkpoint: &Checkpoint, simulated: bool) -> pb::Checkpoint {
    let Checkpoint { origin, size, root, at } = checkpoint;
    pb::Checkpoint {
        origin: origin.clone(),
        size: *size,
        root_hash: root.as_bytes().to_vec(),
        at: Some(timestamp(*at)),
        note: checkpoint.to_string(),
        simulated,
    }
}

/// As many of the events as one answer takes; always the first.
pub(crate) fn events(rows: Vec<EventRow>) -> Vec<pb::Event> {
    let mut bytes = 0;
    let fitting = rows.into_iter().enumerate().take_while(|(n, row)| {
        bytes += row.body.len();
        *n == 0 || bytes <= MOST_BYTES
    });
    fitting.map(|(_, row)| event(row)).collect()
}

fn event(row: EventRow) -> pb::Event {
    let EventRow { index, body, hash } = row;
    pb::Event { index, body, leaf_hash: hash }
}

#[cfg(test)]
mod tests {
    use journal::{empty_root, leaf_hash};
    use kernel::Instant;

    use super::*;

    fn asking(index: u64, tree_size: u64) -> pb::ProveInclusionRequest {
        pb::ProveInclusionRequest { name: "agencies/a/journal".to_owned(), index, tree_size }
    }

    fn row(index: u64, bytes: usize) -> EventRow {
        EventRow { index, body: vec![0; bytes], hash: leaf_hash(b"").as_bytes().to_vec() }
    }

    #[test]
    fn an_event_is_proved_in_a_tree_that_holds_it() {
        assert_eq!(proving(&asking(4, 5)).unwrap().tree_size, Some(5));
        assert_eq!(proving(&asking(4, 0)).unwrap().tree_size, None);
        assert!(proving(&asking(4, 4)).is_err());
    }

    #[test]
    fn no_tree_is_larger_than_the_journal() {
        assert_eq!(tree_within(None, 9).unwrap(), 9);
        assert_eq!(tree_within(Some(9), 9).unwrap(), 9);
        let refused = tree_within(Some(10), 9).unwrap_err();
        assert_eq!(edge::reason_of(&refused).as_deref(), Some("FIELD_INVALID"));
    }

    #[test]
    fn a_page_of_events_fits_into_a_message() {
        let half = MOST_BYTES / 2;

        assert_eq!(events(vec![row(0, half), row(1, half), row(2, 1)]).len(), 2);
        assert_eq!(events(vec![row(0, 3 * half), row(1, 1)]).len(), 1);
        assert_eq!(events(Vec::new()).len(), 0);
    }

    #[test]
    fn the_note_says_what_the_fields_say() {
        let kept = Checkpoint {
            origin: "satupintu/dpmptsp".to_owned(),
            size: 0,
            root: empty_root(),
            at: Instant::from_micros(0),
        };

        let shown = checkpoint(&kept, true);

        assert_eq!(Checkpoint::parse(&shown.note), Ok(kept));
        assert!(shown.simulated);
        assert_eq!(shown.root_hash, empty_root().as_bytes());
    }
}
