//! A sealed file opens whole and in order, or not at all.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use privacy::{FRAME_BYTES, Frame, SEALED_FRAME_BYTES, StreamKey, SubjectKey, Unsealable};
use proptest::prelude::*;

fn key(file: &str) -> StreamKey {
    SubjectKey::new([2; 32]).stream(file)
}

/// A file as a list of sealed frames, short ones, as if a frame were this long.
fn sealed(frames: &[Vec<u8>], file: &str) -> Vec<Vec<u8>> {
    let last = frames.len() - 1;
    let numbered = frames.iter().enumerate();
    numbered
        .map(|(index, frame)| {
            let place = Frame { index: index as u64, is_last: index == last };
            key(file).seal(place, frame, [u8::try_from(index).unwrap(); 12])
        })
        .collect()
}

/// What a reader makes of it: the end is the last that there is.
fn opened(sealed: &[Vec<u8>], file: &str) -> Result<Vec<Vec<u8>>, Unsealable> {
    let last = sealed.len().checked_sub(1).ok_or(Unsealable::Truncated)?;
    let numbered = sealed.iter().enumerate();
    numbered
        .map(|(index, frame)| {
            let place = Frame { index: index as u64, is_last: index == last };
            key(file).open(place, frame).map(|plain| plain.to_vec())
        })
        .collect()
}

fn frames() -> impl Strategy<Value = Vec<Vec<u8>>> {
    prop::collection::vec(prop::collection::vec(any::<u8>(), 1..200), 1..12)
}

proptest! {
    #[test]
    fn a_file_opens_as_it_was_sealed(frames in frames()) {
        prop_assert_eq!(opened(&sealed(&frames, "a"), "a"), Ok(frames));
    }

    #[test]
    fn a_file_cut_anywhere_does_not_open(frames in frames(), cut in any::<prop::sample::Index>()) {
        let mut sealed = sealed(&frames, "a");
        sealed.truncate(cut.index(sealed.len()));
        prop_assert!(opened(&sealed, "a").is_err());
    }

    #[test]
    fn a_frame_cut_anywhere_does_not_open(
        frames in frames(),
        frame in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut sealed = sealed(&frames, "a");
        let frame = frame.index(sealed.len());
        let cut = cut.index(sealed[frame].len());
        sealed[frame].truncate(cut);
        prop_assert!(opened(&sealed, "a").is_err());
    }

    #[test]
    fn frames_in_another_order_do_not_open(
        frames in frames(),
        one in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
    ) {
        let mut sealed = sealed(&frames, "a");
        let (one, other) = (one.index(sealed.len()), other.index(sealed.len()));
        prop_assume!(one != other);
        sealed.swap(one, other);
        prop_assert!(opened(&sealed, "a").is_err());
    }

    #[test]
    fn a_frame_twice_does_not_open(frames in frames(), twice in any::<prop::sample::Index>()) {
        let mut sealed = sealed(&frames, "a");
        let twice = twice.index(sealed.len());
        sealed.insert(twice, sealed[twice].clone());
        prop_assert!(opened(&sealed, "a").is_err());
    }

    #[test]
    fn a_frame_left_out_is_noticed(frames in frames(), gone in any::<prop::sample::Index>()) {
        let mut sealed = sealed(&frames, "a");
        sealed.remove(gone.index(sealed.len()));
        prop_assert!(opened(&sealed, "a").is_err());
    }

    #[test]
    fn a_frame_of_another_file_does_not_open(frames in frames(), taken in any::<prop::sample::Index>()) {
        let (mut one, other) = (sealed(&frames, "a"), sealed(&frames, "b"));
        let taken = taken.index(one.len());
        one[taken].clone_from(&other[taken]);
        prop_assert!(opened(&one, "a").is_err());
    }

    #[test]
    fn a_changed_byte_does_not_open(
        frames in frames(),
        frame in any::<prop::sample::Index>(),
        place in any::<prop::sample::Index>(),
        bits in 1_u8..,
    ) {
        let mut sealed = sealed(&frames, "a");
        let frame = frame.index(sealed.len());
        let place = place.index(sealed[frame].len());
        sealed[frame][place] ^= bits;
        prop_assert!(opened(&sealed, "a").is_err());
    }

    #[test]
    fn every_byte_is_in_one_frame(length in 1_u64..10_000_000) {
        let frame = FRAME_BYTES as u64;
        let count = length.div_ceil(frame);
        for index in 0..count {
            let found = Frame::at(index * frame, length);
            prop_assert_eq!(found, Some(Frame { index, is_last: index + 1 == count }));
        }
        prop_assert_eq!(Frame::at(count * frame, length), None);
        prop_assert_eq!(Frame::at(1, length), None);
    }
}

#[test]
fn a_full_frame_has_the_length_that_is_said() {
    let place = Frame { index: 0, is_last: false };

    let sealed = key("a").seal(place, &[7; FRAME_BYTES], [1; 12]);

    assert_eq!(sealed.len(), SEALED_FRAME_BYTES);
}

#[test]
fn another_person_s_key_opens_nothing() {
    let sealed = sealed(&[b"ijazah".to_vec()], "a");
    let stranger = SubjectKey::new([3; 32]).stream("a");

    let place = Frame { index: 0, is_last: true };

    assert_eq!(stranger.open(place, &sealed[0]).unwrap_err(), Unsealable::Refused);
}
