//! An audit finds whatever was changed in a stored journal, and where.

use journal::{
    Audit, Body, Checkpoint, Fault, Findings, Frontier, Head, Row, Unreadable, What, leaf_hash,
};
use kernel::Instant;
use proptest::prelude::*;

const ORIGIN: &str = "satupintu.example/dpmptsp";

/// A row of the journal's table.
#[derive(Clone)]
struct Stored {
    index: u64,
    body: Vec<u8>,
    hash: Vec<u8>,
    at: Instant,
    kind: String,
    version: u16,
    record_kind: String,
    record_id: String,
    actor: String,
}

/// A journal as a database keeps it.
#[derive(Clone)]
struct Journal {
    rows: Vec<Stored>,
    size: u64,
    root: Vec<u8>,
    frontier: Vec<u8>,
}

fn body(index: u64) -> Body {
    Body {
        origin: ORIGIN.to_owned(),
        index,
        at: Instant::from_micros(1_767_225_600_000_000)
            .plus_seconds(i64::try_from(index).unwrap_or(0)),
        kind: "permits.completed".to_owned(),
        version: 1,
        record_kind: "application".to_owned(),
        record_id: format!("application-{}", index % 3),
        actor: "officer:p-0017".to_owned(),
        payload: format!(r#"{{"step":"step-{index}"}}"#).into_bytes(),
        nonce: [0x5a; 16],
    }
}

fn stored(body: &Body) -> Stored {
    let bytes = body.encode().expect("the test's bodies are within bounds");
    Stored {
        index: body.index,
        hash: leaf_hash(&bytes).as_bytes().to_vec(),
        body: bytes,
        at: body.at,
        kind: body.kind.clone(),
        version: body.version,
        record_kind: body.record_kind.clone(),
        record_id: body.record_id.clone(),
        actor: body.actor.clone(),
    }
}

/// A journal whose head row agrees with `rows`, whatever they are.
fn sealed(rows: Vec<Stored>) -> Journal {
    let mut frontier = Frontier::new();
    rows.iter().for_each(|row| frontier.push(leaf_hash(&row.body)));
    Journal {
        rows,
        size: frontier.size(),
        root: frontier.root().as_bytes().to_vec(),
        frontier: frontier.encode(),
    }
}

fn journal() -> Journal {
    sealed((0..10).map(|index| stored(&body(index))).collect())
}

fn checkpoint(journal: &Journal) -> Checkpoint {
    let root = journal.root.as_slice().try_into().expect("32 bytes");
    Checkpoint { origin: ORIGIN.to_owned(), size: journal.size, root, at: Instant::from_micros(0) }
}

fn audited(journal: &Journal, published: &[Checkpoint]) -> Findings {
    let mut audit = Audit::new(ORIGIN);
    published.iter().for_each(|checkpoint| audit.hold_to(checkpoint));
    for row in &journal.rows {
        audit.read(&Row {
            index: row.index,
            body: &row.body,
            hash: &row.hash,
            at: row.at,
            kind: &row.kind,
            version: row.version,
            record_kind: &row.record_kind,
            record_id: &row.record_id,
            actor: &row.actor,
        });
    }
    let Journal { rows: _, size, root, frontier } = journal;
    audit.finish(&Head { size: *size, root, frontier })
}

fn faults(journal: &Journal) -> Vec<Fault> {
    let findings = audited(journal, &[]);
    assert_eq!(findings.total, findings.faults.len() as u64);
    assert_eq!(findings.is_clean(), findings.faults.is_empty());
    findings.faults
}

fn at(index: u64, what: What) -> Fault {
    Fault { index, what }
}

#[test]
fn an_honest_journal_is_clean() {
    let honest = journal();
    let findings = audited(&honest, &[checkpoint(&honest), checkpoint(&sealed(Vec::new()))]);

    assert!(findings.is_clean(), "{:?}", findings.faults);
    assert_eq!(findings.size, 10);
    assert_eq!(findings.root.as_bytes().as_slice(), honest.root);
}

#[test]
fn an_empty_journal_is_clean() {
    assert_eq!(faults(&sealed(Vec::new())), []);
}

#[test]
fn a_changed_byte_is_found_by_hash_root_and_frontier() {
    let mut journal = journal();
    let text = journal.rows[4].body.iter().position(|byte| *byte == b'{').unwrap();
    journal.rows[4].body[text] = b'[';

    let expected = [at(4, What::Hash), at(10, What::Root), at(10, What::Frontier)];

    assert_eq!(faults(&journal), expected);
}

#[test]
fn a_byte_changed_with_its_hash_is_found_by_the_root() {
    let mut journal = journal();
    journal.rows[4] = stored(&Body { payload: b"{}".to_vec(), ..body(4) });

    assert_eq!(faults(&journal), [at(10, What::Root), at(10, What::Frontier)]);
}

#[test]
fn a_journal_rewritten_as_a_whole_is_found_by_a_published_checkpoint() {
    let published = checkpoint(&sealed(journal().rows[..6].to_vec()));
    let mut rows = journal().rows;
    rows[4] = stored(&Body { payload: b"{}".to_vec(), ..body(4) });

    let findings = audited(&sealed(rows), std::slice::from_ref(&published));

    assert_eq!(findings.faults, [at(6, What::Checkpoint)]);
}

#[test]
fn a_journal_cut_short_and_sealed_again_is_found_by_a_published_checkpoint() {
    let published = checkpoint(&journal());
    let cut = sealed(journal().rows[..6].to_vec());

    assert_eq!(audited(&cut, &[published]).faults, [at(10, What::Checkpoint)]);
}

#[test]
fn a_checkpoint_of_another_journal_is_a_fault() {
    let foreign =
        Checkpoint { origin: "satupintu.example/dinkes".to_owned(), ..checkpoint(&journal()) };

    assert_eq!(audited(&journal(), &[foreign]).faults, [at(10, What::Checkpoint)]);
}

#[test]
fn a_removed_event_leaves_a_gap() {
    let mut journal = journal();
    journal.rows.remove(4);

    let expected = [
        at(5, What::Missing { from: 4 }),
        at(9, What::Size { says: 10 }),
        at(9, What::Root),
        at(9, What::Frontier),
    ];

    assert_eq!(faults(&journal), expected);
}

#[test]
fn a_removed_last_event_is_missed_by_the_head_row() {
    let mut journal = journal();
    journal.rows.pop();

    let expected = [at(9, What::Size { says: 10 }), at(9, What::Root), at(9, What::Frontier)];

    assert_eq!(faults(&journal), expected);
}

#[test]
fn a_repeated_event_is_out_of_order() {
    let mut journal = journal();
    journal.rows.insert(5, journal.rows[4].clone());

    assert_eq!(faults(&journal)[0], at(4, What::OutOfOrder { expected: 5 }));
}

#[test]
fn two_swapped_events_say_where_they_belong() {
    let mut journal = journal();
    journal.rows.swap(4, 5);
    journal.rows[4].index = 4;
    journal.rows[5].index = 5;

    let expected = [
        at(4, What::Index { says: 5 }),
        at(5, What::Index { says: 4 }),
        at(5, What::Backwards),
        at(10, What::Root),
        at(10, What::Frontier),
    ];

    assert_eq!(faults(&journal), expected);
}

#[test]
fn two_events_told_in_the_wrong_order_are_found() {
    let mut journal = journal();
    journal.rows.swap(4, 5);

    let found = faults(&journal);

    assert_eq!(found[0], at(5, What::Missing { from: 4 }));
    assert_eq!(found[1], at(4, What::OutOfOrder { expected: 6 }));
}

#[test]
fn every_side_column_is_held_to_the_bytes() {
    let column = |name, change: fn(&mut Stored)| {
        let mut journal = journal();
        change(&mut journal.rows[4]);
        assert_eq!(faults(&journal), [at(4, What::Column(name))]);
    };

    column("at", |row| row.at = row.at.plus_seconds(1));
    column("kind", |row| row.kind = "permits.approved".to_owned());
    column("version", |row| row.version = 2);
    column("record_kind", |row| row.record_kind = "complaint".to_owned());
    column("record_id", |row| row.record_id = "application-9".to_owned());
    column("actor", |row| row.actor = "system".to_owned());
}

#[test]
fn a_changed_hash_column_is_found() {
    let mut changed = journal();
    changed.rows[4].hash[31] ^= 1;
    let mut cut = journal();
    cut.rows[4].hash.pop();

    assert_eq!(faults(&changed), [at(4, What::Hash)]);
    assert_eq!(faults(&cut), [at(4, What::Hash)]);
}

#[test]
fn an_instant_that_runs_backwards_is_found_once() {
    let mut rows = journal().rows;
    rows[4] = stored(&Body { at: body(2).at, ..body(4) });

    assert_eq!(faults(&sealed(rows)), [at(4, What::Backwards)]);
}

#[test]
fn events_of_one_batch_may_share_an_instant() {
    let mut rows = journal().rows;
    rows[4] = stored(&Body { at: body(3).at, ..body(4) });

    assert_eq!(faults(&sealed(rows)), []);
}

#[test]
fn an_event_of_another_journal_is_found() {
    let mut rows = journal().rows;
    rows[4] = stored(&Body { origin: "satupintu.example/dinkes".to_owned(), ..body(4) });

    assert_eq!(faults(&sealed(rows)), [at(4, What::Origin)]);
}

#[test]
fn bytes_that_are_no_body_are_found_and_the_reading_goes_on() {
    let mut rows = journal().rows;
    rows[4].body.clear();
    rows[4].hash = leaf_hash(b"").as_bytes().to_vec();
    rows[6].actor = "system".to_owned();

    let expected = [at(4, What::Unreadable(Unreadable::Truncated)), at(6, What::Column("actor"))];

    assert_eq!(faults(&sealed(rows)), expected);
}

#[test]
fn a_wrong_head_row_is_found() {
    let mut size = journal();
    size.size = 11;
    let mut root = journal();
    root.root[0] ^= 1;
    let mut frontier = journal();
    frontier.frontier[9] ^= 1;

    assert_eq!(faults(&size), [at(10, What::Size { says: 11 })]);
    assert_eq!(faults(&root), [at(10, What::Root)]);
    assert_eq!(faults(&frontier), [at(10, What::Frontier)]);
}

#[test]
fn a_replaced_journal_is_counted_but_not_listed_without_end() {
    let foreign = |index| stored(&Body { origin: "another".to_owned(), ..body(index) });

    let findings = audited(&sealed((0..1500).map(foreign).collect()), &[]);

    assert_eq!(findings.total, 1500);
    assert_eq!(findings.faults.len(), 1000);
}

proptest! {
    /// Whatever byte of whatever event is changed, the audit says so.
    #[test]
    fn no_changed_byte_goes_unnoticed(
        event in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        bits in 1_u8..,
    ) {
        let mut journal = journal();
        let event = event.index(journal.rows.len());
        let row = &mut journal.rows[event];
        let place = place.index(row.body.len());
        row.body[place] ^= bits;

        let found = faults(&journal);

        prop_assert!(found.contains(&at(event as u64, What::Hash)));
        prop_assert!(found.contains(&at(10, What::Root)));
    }
}
