//! What is sealed opens where it was sealed, with its key, and nowhere else.

use privacy::{NONCE_BYTES, Place, RootKey, SubjectKey, Unsealable};
use proptest::prelude::*;

const NAME: Place<'_> = Place { table: "applicant", row: "row-1", column: "name" };
const NONCE: [u8; NONCE_BYTES] = [7; NONCE_BYTES];

fn root() -> RootKey {
    RootKey::new(3, [1; 32])
}

fn subject() -> SubjectKey {
    SubjectKey::new([2; 32])
}

proptest! {
    #[test]
    fn a_text_opens_as_it_was_sealed(
        text in prop::collection::vec(any::<u8>(), 0..300),
        key in any::<[u8; 32]>(),
        nonce in any::<[u8; NONCE_BYTES]>(),
    ) {
        let key = SubjectKey::new(key);
        let sealed = key.seal(NAME, &text, nonce);

        let opened = key.open(NAME, &sealed);

        prop_assert_eq!(opened.as_ref().map(|text| text.as_slice()), Ok(text.as_slice()));
    }

    #[test]
    fn a_changed_byte_is_refused(place in any::<prop::sample::Index>(), bits in 1_u8..) {
        let mut sealed = subject().seal(NAME, b"Siti Aminah", NONCE);
        let place = place.index(sealed.len());
        sealed[place] ^= bits;

        prop_assert!(subject().open(NAME, &sealed).is_err());
    }

    #[test]
    fn noise_is_answered_and_never_a_panic(noise in prop::collection::vec(any::<u8>(), 0..200)) {
        for sealed in [noise.clone(), [vec![1], noise].concat()] {
            prop_assert!(subject().open(NAME, &sealed).is_err());
            prop_assert!(root().unwrap("subject-1", &sealed).is_err());
        }
    }
}

#[test]
fn a_value_moved_to_another_place_is_refused() {
    let sealed = subject().seal(NAME, b"Siti Aminah", NONCE);

    let elsewhere = [
        Place { table: "officer", ..NAME },
        Place { row: "row-2", ..NAME },
        Place { column: "address", ..NAME },
        // The same letters, cut otherwise.
        Place { table: "applicantr", row: "ow-1", ..NAME },
        Place { row: "row-1n", column: "ame", ..NAME },
    ];

    for place in elsewhere {
        assert_eq!(subject().open(place, &sealed).map(drop), Err(Unsealable::Refused), "{place:?}");
    }
}

#[test]
fn another_subjects_key_is_refused() {
    let sealed = subject().seal(NAME, b"Siti Aminah", NONCE);

    let other = SubjectKey::new([3; 32]).open(NAME, &sealed);

    assert_eq!(other.map(drop), Err(Unsealable::Refused));
}

#[test]
fn a_value_that_is_cut_short_is_refused() {
    let sealed = subject().seal(NAME, b"Siti Aminah", NONCE);

    for end in 0..sealed.len() {
        assert!(subject().open(NAME, &sealed[..end]).is_err(), "{end}");
    }
    assert_eq!(subject().open(NAME, &[]).map(drop), Err(Unsealable::Truncated));
    assert_eq!(subject().open(NAME, &sealed[..5]).map(drop), Err(Unsealable::Truncated));
}

#[test]
fn the_length_tells_the_bucket_only() {
    let short = subject().seal(NAME, b"Ani", NONCE);
    let long = subject().seal(NAME, b"Siti Nurhaliza binti Abdul Rahman", NONCE);
    let next = subject().seal(NAME, &[b'x'; 64], NONCE);

    assert_eq!(short.len(), long.len());
    assert_eq!(next.len(), short.len() + 64);
}

#[test]
fn a_wrapped_key_opens_what_the_key_sealed() {
    let sealed = subject().seal(NAME, b"Siti Aminah", NONCE);
    let wrapped = root().wrap(&subject(), "subject-1", NONCE);

    let unwrapped = root().unwrap("subject-1", &wrapped).unwrap();

    assert_eq!(unwrapped.open(NAME, &sealed).unwrap().as_slice(), b"Siti Aminah");
}

#[test]
fn a_wrapped_key_moved_to_another_subject_is_refused() {
    let wrapped = root().wrap(&subject(), "subject-1", NONCE);

    assert_eq!(root().unwrap("subject-2", &wrapped).map(drop), Err(Unsealable::Refused));
}

#[test]
fn a_key_wrapped_under_another_version_names_it() {
    let wrapped = RootKey::new(2, [1; 32]).wrap(&subject(), "subject-1", NONCE);

    let refused = root().unwrap("subject-1", &wrapped).map(drop);

    assert_eq!(wrapped[0], 2);
    assert_eq!(refused, Err(Unsealable::KeyVersion { found: 2 }));
}

#[test]
fn the_version_byte_cannot_be_changed_to_fit() {
    let mut wrapped = RootKey::new(2, [1; 32]).wrap(&subject(), "subject-1", NONCE);
    wrapped[0] = 3;

    assert_eq!(root().unwrap("subject-1", &wrapped).map(drop), Err(Unsealable::Refused));
}

#[test]
fn another_root_key_unwraps_nothing() {
    let wrapped = root().wrap(&subject(), "subject-1", NONCE);

    let other = RootKey::new(3, [9; 32]).unwrap("subject-1", &wrapped);

    assert_eq!(other.map(drop), Err(Unsealable::Refused));
}

#[test]
fn an_answer_opens_at_its_place_only() {
    let place = Place { table: "request", row: "request-1", column: "answer" };
    let sealed = root().answers().seal(place, b"answer", NONCE);

    let opened = root().answers().open(place, &sealed).unwrap();
    let moved = root().answers().open(Place { row: "request-2", ..place }, &sealed);

    assert_eq!(opened.as_slice(), b"answer");
    assert_eq!(moved.map(drop), Err(Unsealable::Refused));
}

#[test]
fn a_page_token_opens_for_its_own_list_only() {
    let token = root().page_tokens().seal(b"ListTasks loket", b"cursor", NONCE);

    let opened = root().page_tokens().open(b"ListTasks loket", &token).unwrap();
    let moved = root().page_tokens().open(b"ListTasks kepala", &token);

    assert_eq!(opened.as_slice(), b"cursor");
    assert_eq!(moved.map(drop), Err(Unsealable::Refused));
}

#[test]
fn what_one_derived_key_sealed_no_other_opens() {
    let place = Place { table: "", row: "", column: "" };
    let sealed = root().answers().seal(place, b"answer", NONCE);

    assert!(root().page_tokens().open(b"", &sealed).is_err());
    assert!(root().unwrap("", &sealed).is_err());
}

#[test]
fn a_commitment_is_to_one_text_at_one_place_under_one_key() {
    let commitment = subject().commit(NAME, b"Siti Aminah");
    let elsewhere = Place { row: "row-2", ..NAME };

    assert!(subject().verify(NAME, b"Siti Aminah", &commitment));
    assert!(!subject().verify(NAME, b"Siti Amina", &commitment));
    assert!(!subject().verify(elsewhere, b"Siti Aminah", &commitment));
    assert!(!SubjectKey::new([3; 32]).verify(NAME, b"Siti Aminah", &commitment));
}

#[test]
fn equal_texts_do_not_show_as_equal() {
    let commitment = subject().commit(NAME, b"Siti Aminah");

    let elsewhere = subject().commit(Place { row: "row-2", ..NAME }, b"Siti Aminah");
    let of_another = SubjectKey::new([3; 32]).commit(NAME, b"Siti Aminah");

    assert_ne!(commitment, elsewhere);
    assert_ne!(commitment, of_another);
}
