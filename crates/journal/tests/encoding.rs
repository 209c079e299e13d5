//! A body has one encoding, nothing else decodes, and old ones decode for ever.

use journal::{
    Body, MAX_BODY_BYTES, MAX_NAME_BYTES, MAX_PAYLOAD_BYTES, NONCE_BYTES, Unreadable, Unwritable,
    leaf_hash,
};
use kernel::Instant;
use proptest::prelude::*;

const SAMPLE: &str = include_str!("../samples/body-1.hex");

fn sample() -> Body {
    Body {
        origin: "satupintu.example/dpmptsp".to_owned(),
        index: 7,
        at: Instant::from_micros(1_767_225_600_000_001),
        kind: "permits.submitted".to_owned(),
        version: 1,
        record_kind: "application".to_owned(),
        record_id: "3f1d2c9e-8b7a-4c5d-9e0f-112233445566".to_owned(),
        actor: "officer:p-0017".to_owned(),
        payload: r#"{"receipt":"KTM-SIP-2026-000123-7","service":"contoh – bukan ketentuan"}"#
            .into(),
        nonce: std::array::from_fn(|i| 0xa0 + u8::try_from(i).expect("below 16")),
    }
}

fn sample_bytes() -> Vec<u8> {
    let digits: String = SAMPLE.split_whitespace().collect();
    hex::decode(digits).expect("the sample is hexadecimal")
}

fn body() -> impl Strategy<Value = Body> {
    let name = || "[!-~]{1,200}";
    (
        "[!-*,-~]{1,200}",
        0..=i64::MAX as u64,
        any::<i64>(),
        name(),
        1..=u16::MAX,
        name(),
        name(),
        name(),
        ".{0,300}",
        any::<[u8; NONCE_BYTES]>(),
    )
        .prop_map(
            |(origin, index, at, kind, version, record_kind, record_id, actor, payload, nonce)| {
                Body {
                    origin,
                    index,
                    at: Instant::from_micros(at),
                    kind,
                    version,
                    record_kind,
                    record_id,
                    actor,
                    payload: payload.into_bytes(),
                    nonce,
                }
            },
        )
}

proptest! {
    #[test]
    fn a_body_reads_back_as_it_was_written(body in body()) {
        let bytes = body.encode().unwrap();

        prop_assert!(bytes.len() <= MAX_BODY_BYTES);
        prop_assert_eq!(Body::decode(&bytes), Ok(body));
    }

    #[test]
    fn a_body_cut_anywhere_is_refused(body in body(), keep in any::<prop::sample::Index>()) {
        let bytes = body.encode().unwrap();

        let cut = &bytes[..keep.index(bytes.len())];

        prop_assert_eq!(Body::decode(cut), Err(Unreadable::Truncated));
    }

    #[test]
    fn a_body_with_anything_behind_it_is_refused(
        body in body(),
        behind in prop::collection::vec(any::<u8>(), 1..20),
    ) {
        let bytes = [body.encode().unwrap(), behind].concat();

        prop_assert_eq!(Body::decode(&bytes), Err(Unreadable::Trailing));
    }

    #[test]
    fn whatever_is_accepted_is_the_one_encoding_of_what_it_means(
        body in body(),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut bytes = body.encode().unwrap();
        let place = place.index(bytes.len());
        bytes[place] = byte;

        if let Ok(other) = Body::decode(&bytes) {
            prop_assert_eq!(other.encode(), Ok(bytes));
        }
    }

    #[test]
    fn noise_is_answered_and_never_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for bytes in [bytes.clone(), [vec![1], bytes].concat()] {
            if let Ok(body) = Body::decode(&bytes) {
                prop_assert_eq!(body.encode(), Ok(bytes));
            }
        }
    }
}

#[test]
fn a_body_of_format_1_decodes_for_ever() {
    let bytes = sample_bytes();

    assert_eq!(Body::decode(&bytes), Ok(sample()));
    assert_eq!(sample().encode(), Ok(bytes.clone()));
    assert_eq!(sample().hash(), Ok(leaf_hash(&bytes)));
    assert_eq!(
        leaf_hash(&bytes).to_string(),
        "23ed158ee1fffc706a195b5267771d3ada5da0ebc3553c39c20cf9cb49a5ee9d"
    );
}

#[test]
fn every_shorter_part_of_the_sample_is_refused() {
    let bytes = sample_bytes();

    for end in 0..bytes.len() {
        assert_eq!(Body::decode(&bytes[..end]), Err(Unreadable::Truncated), "{end}");
    }
}

#[test]
fn a_format_of_the_future_is_named_and_not_guessed_at() {
    let mut bytes = sample_bytes();
    bytes[0] = 2;

    assert_eq!(Body::decode(&bytes), Err(Unreadable::Format(2)));
}

#[test]
fn a_length_that_promises_more_than_there_is_allocates_nothing() {
    let mut bytes = sample_bytes();
    let length = bytes.len() - NONCE_BYTES - sample().payload.len() - 4;
    bytes[length..length + 4].copy_from_slice(&u32::MAX.to_be_bytes());

    assert_eq!(Body::decode(&bytes), Err(Unreadable::Truncated));
}

#[test]
fn the_largest_body_reads_back() {
    let longest = "n".repeat(MAX_NAME_BYTES);
    let body = Body {
        origin: longest.clone(),
        index: i64::MAX as u64,
        at: Instant::from_micros(i64::MAX),
        kind: longest.clone(),
        version: u16::MAX,
        record_kind: longest.clone(),
        record_id: longest.clone(),
        actor: longest,
        payload: vec![b' '; MAX_PAYLOAD_BYTES],
        nonce: [0xff; NONCE_BYTES],
    };

    let bytes = body.encode().unwrap();

    assert_eq!(bytes.len(), MAX_BODY_BYTES);
    assert_eq!(Body::decode(&bytes), Ok(body));
}

#[test]
fn a_payload_beyond_the_bound_is_neither_written_nor_read() {
    let oversized = Body { payload: vec![b' '; MAX_PAYLOAD_BYTES + 1], ..sample() };
    let empty = Body { payload: Vec::new(), ..sample() }.encode().unwrap();
    let (front, nonce) = empty.split_at(empty.len() - NONCE_BYTES);
    let length = u32::try_from(MAX_PAYLOAD_BYTES + 1).unwrap().to_be_bytes();
    let forged = [&front[..front.len() - 4], &length, &oversized.payload, nonce].concat();

    assert_eq!(oversized.encode(), Err(Unwritable::PayloadTooLong));
    assert_eq!(Body::decode(&forged), Err(Unreadable::Invalid(Unwritable::PayloadTooLong)));
}

#[test]
fn what_no_reader_would_accept_is_not_written() {
    let empty = Body { kind: String::new(), ..sample() };
    let spaced = Body { actor: "Siti Aminah".to_owned(), ..sample() };
    let signed = Body { origin: "satupintu.example+key".to_owned(), ..sample() };
    let long = Body { record_id: "r".repeat(MAX_NAME_BYTES + 1), ..sample() };
    let unversioned = Body { version: 0, ..sample() };
    let uncountable = Body { index: i64::MAX as u64 + 1, ..sample() };
    let binary = Body { payload: vec![0xff], ..sample() };

    assert_eq!(empty.encode(), Err(Unwritable::Name { field: "kind" }));
    assert_eq!(spaced.encode(), Err(Unwritable::Name { field: "actor" }));
    assert_eq!(signed.encode(), Err(Unwritable::Name { field: "origin" }));
    assert_eq!(long.encode(), Err(Unwritable::Name { field: "record_id" }));
    assert_eq!(unversioned.encode(), Err(Unwritable::Version));
    assert_eq!(uncountable.encode(), Err(Unwritable::Index));
    assert_eq!(binary.encode(), Err(Unwritable::PayloadNotText));
}
