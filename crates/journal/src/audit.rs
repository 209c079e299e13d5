//! Reads a stored journal again, from the first event to the last, and names
//! every place where it is not what was written.
//!
//! Trusts nothing but the origin's name: bytes, columns and head row are all
//! compared with what follows from the bytes. Someone who rewrote all of them
//! alike is found out by the checkpoints that were published before.

use std::collections::BTreeMap;

use kernel::Instant;

use crate::{
    body::{Body, Unreadable},
    checkpoint::Checkpoint,
    frontier::Frontier,
    hash::{Hash, leaf_hash},
};

/// How many faults an audit keeps; a journal that has more has been replaced.
const MAX_FAULTS: usize = 1000;

/// A stored event: its bytes, and the side columns that were derived from them.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// The index column.
    pub index: u64,
    /// The final bytes of the event.
    pub body: &'a [u8],
    /// The hash column; 32 bytes in an honest journal.
    pub hash: &'a [u8],
    /// The instant column.
    pub at: Instant,
    /// The event's kind column.
    pub kind: &'a str,
    /// The event's version column.
    pub version: u16,
    /// The record's kind column.
    pub record_kind: &'a str,
    /// The record's identifier column.
    pub record_id: &'a str,
    /// The actor column.
    pub actor: &'a str,
}

/// What the head row says of the whole journal.
#[derive(Clone, Copy, Debug)]
pub struct Head<'a> {
    /// The number of events.
    pub size: u64,
    /// The root over them; 32 bytes in an honest journal.
    pub root: &'a [u8],
    /// The encoded frontier.
    pub frontier: &'a [u8],
}

/// One place where the journal is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The event's index; for the head row, the number of events that were read.
    pub index: u64,
    /// What is wrong there.
    pub what: What,
}

/// What is wrong at an index.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum What {
    /// Events before this one are gone.
    #[error("the events from {from} on are missing")]
    Missing {
        /// The first index that should have come here.
        from: u64,
    },
    /// The event comes after one with the same or a higher index.
    #[error("the event comes where {expected} was expected")]
    OutOfOrder {
        /// The index that should have come here.
        expected: u64,
    },
    /// The bytes are not a body.
    #[error("the bytes are unreadable: {0}")]
    Unreadable(#[from] Unreadable),
    /// The stored hash is not the hash of the bytes.
    #[error("the bytes do not have the stored hash")]
    Hash,
    /// The bytes belong at another index.
    #[error("the bytes say that they are event {says}")]
    Index {
        /// The index in the bytes.
        says: u64,
    },
    /// The bytes belong to another journal.
    #[error("the bytes belong to another journal")]
    Origin,
    /// The event is earlier than the one before it.
    #[error("the instant runs backwards")]
    Backwards,
    /// A side column says something else than the bytes.
    #[error("the column {0} differs from the bytes")]
    Column(&'static str),
    /// The head row counts otherwise.
    #[error("the head row counts {says} events")]
    Size {
        /// The size in the head row.
        says: u64,
    },
    /// The head row's root is not the root of the bytes.
    #[error("the head row has another root")]
    Root,
    /// The head row's frontier is not the frontier of the bytes.
    #[error("the head row has another frontier")]
    Frontier,
    /// A published checkpoint is not about a prefix of these bytes.
    #[error("a published checkpoint contradicts the bytes")]
    Checkpoint,
}

/// What an audit found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Findings {
    /// The faults in the order of the journal, the first thousand of them.
    pub faults: Vec<Fault>,
    /// How many faults there are in all.
    pub total: u64,
    /// The number of events that were read.
    pub size: u64,
    /// The root that follows from the bytes.
    pub root: Hash,
}

impl Findings {
    /// Whether the journal is what was written.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.total == 0
    }
}

/// A reading of one journal, event by event.
#[derive(Clone, Debug)]
pub struct Audit {
    origin: String,
    expected: u64,
    latest: Option<Instant>,
    frontier: Frontier,
    published: BTreeMap<u64, Vec<Hash>>,
    faults: Vec<Fault>,
    total: u64,
}

impl Audit {
    /// Begins to read the journal that is called `origin`.
    #[must_use]
    pub fn new(origin: &str) -> Self {
        Self {
            origin: origin.to_owned(),
            expected: 0,
            latest: None,
            frontier: Frontier::new(),
            published: BTreeMap::new(),
            faults: Vec::new(),
            total: 0,
        }
    }

    /// Holds the journal to a checkpoint that was published before; to be told
    /// before the first event is read.
    pub fn hold_to(&mut self, checkpoint: &Checkpoint) {
        let Checkpoint { origin, size, root, at: _ } = checkpoint;
        if *origin == self.origin {
            self.published.entry(*size).or_default().push(*root);
        } else {
            self.fault(*size, What::Checkpoint);
        }
    }

    /// Reads the next event. Returns its body, where the bytes are one, so that
    /// the caller can fold the records again without decoding twice.
    pub fn read(&mut self, row: &Row<'_>) -> Option<Body> {
        self.compare_published();
        self.place(row.index);
        let hash = leaf_hash(row.body);
        if row.hash != hash.as_bytes() {
            self.fault(row.index, What::Hash);
        }
        self.frontier.push(hash);
        match Body::decode(row.body) {
            Ok(body) => {
                self.compare(row, &body);
                Some(body)
            }
            Err(unreadable) => {
                self.fault(row.index, What::Unreadable(unreadable));
                None
            }
        }
    }

    /// Ends the reading with what the head row says.
    #[must_use]
    pub fn finish(mut self, head: &Head<'_>) -> Findings {
        self.compare_published();
        let (size, root) = (self.frontier.size(), self.frontier.root());
        let Head { size: says, root: head_root, frontier } = *head;
        if says != size {
            self.fault(size, What::Size { says });
        }
        if head_root != root.as_bytes() {
            self.fault(size, What::Root);
        }
        if frontier != self.frontier.encode() {
            self.fault(size, What::Frontier);
        }
        // What was published of events that are no longer there.
        for beyond in std::mem::take(&mut self.published).into_keys() {
            self.fault(beyond, What::Checkpoint);
        }
        Findings { faults: self.faults, total: self.total, size, root }
    }

    /// Where a gap begins or an order breaks; afterwards the reading goes on
    /// from `index`, so that one fault is told once.
    fn place(&mut self, index: u64) {
        let expected = self.expected;
        if index > expected {
            self.fault(index, What::Missing { from: expected });
        }
        if index < expected {
            self.fault(index, What::OutOfOrder { expected });
        }
        self.expected = index.saturating_add(1);
    }

    fn compare(&mut self, row: &Row<'_>, body: &Body) {
        let Row { index, body: _, hash: _, at, kind, version, record_kind, record_id, actor } =
            *row;
        if body.index != index {
            self.fault(index, What::Index { says: body.index });
        }
        if body.origin != self.origin {
            self.fault(index, What::Origin);
        }
        if self.latest.is_some_and(|latest| body.at < latest) {
            self.fault(index, What::Backwards);
        }
        self.latest = self.latest.max(Some(body.at));
        let columns = [
            ("at", body.at == at),
            ("kind", body.kind == kind),
            ("version", body.version == version),
            ("record_kind", body.record_kind == record_kind),
            ("record_id", body.record_id == record_id),
            ("actor", body.actor == actor),
        ];
        for (column, _) in columns.into_iter().filter(|(_, agrees)| !agrees) {
            self.fault(index, What::Column(column));
        }
    }

    /// Compares the roots that were published for as many events as were read.
    fn compare_published(&mut self) {
        let size = self.frontier.size();
        let Some(roots) = self.published.remove(&size) else { return };
        let root = self.frontier.root();
        for _ in roots.into_iter().filter(|published| *published != root) {
            self.fault(size, What::Checkpoint);
        }
    }

    fn fault(&mut self, index: u64, what: What) {
        self.total = self.total.saturating_add(1);
        if self.faults.len() < MAX_FAULTS {
            self.faults.push(Fault { index, what });
        }
    }
}
