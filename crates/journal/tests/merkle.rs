//! Roots and proofs are those of RFC 6962 and RFC 9162, and no others.

use journal::{BadFrontier, Frontier, Hash, empty_root, leaf_hash, node_hash, proof};
use proptest::prelude::*;

/// The leaves with which Certificate Transparency logs have always been tested.
const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

/// The root over the first 0 to 8 of [`LEAVES`].
const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn known_leaves() -> Vec<Hash> {
    LEAVES.iter().map(|leaf| leaf_hash(&hex::decode(leaf).expect("hexadecimal"))).collect()
}

fn hashes(texts: &[&str]) -> Vec<Hash> {
    texts.iter().map(|text| text.parse().expect("a hash")).collect()
}

/// As many different leaves as are asked for.
fn leaves(count: usize) -> Vec<Hash> {
    (0..count).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

fn frontier(leaves: &[Hash]) -> Frontier {
    let mut frontier = Frontier::new();
    leaves.iter().for_each(|leaf| frontier.push(*leaf));
    frontier
}

/// The definition of RFC 6962 section 2.1, word for word.
fn merkle_tree_hash(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let mut k = 1;
            while k * 2 < leaves.len() {
                k *= 2;
            }
            let (left, right) = leaves.split_at(k);
            node_hash(&merkle_tree_hash(left), &merkle_tree_hash(right))
        }
    }
}

/// Every hash that differs from `hash` in one bit of one byte, one per byte.
fn flipped(hash: &Hash) -> impl Iterator<Item = Hash> {
    let bytes = *hash.as_bytes();
    (0..bytes.len()).map(move |place| {
        let mut other = bytes;
        if let Some(byte) = other.get_mut(place) {
            *byte ^= 1 << (place % 8);
        }
        Hash::from_bytes(other)
    })
}

/// Every list of hashes that differs from `proof` in one byte.
fn flipped_proofs(proof: &[Hash]) -> impl Iterator<Item = Vec<Hash>> {
    proof.iter().enumerate().flat_map(move |(place, hash)| {
        flipped(hash).map(move |other| {
            let mut changed = proof.to_vec();
            if let Some(hash) = changed.get_mut(place) {
                *hash = other;
            }
            changed
        })
    })
}

#[test]
fn the_roots_of_the_known_leaves_are_the_known_roots() {
    let leaves = known_leaves();

    for (size, root) in ROOTS.iter().enumerate() {
        assert_eq!(frontier(&leaves[..size]).root().to_string(), *root, "{size}");
        assert_eq!(proof::root(&leaves[..size]).to_string(), *root, "{size}");
    }
}

#[test]
fn the_inclusion_proofs_of_the_known_leaves_are_the_known_ones() {
    let leaves = known_leaves();
    let of_0_in_8 = hashes(&[
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    let of_5_in_8 = hashes(&[
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);

    assert_eq!(proof::inclusion(&leaves[..1], 0), Some(Vec::new()));
    assert_eq!(proof::inclusion(&leaves, 0), Some(of_0_in_8));
    assert_eq!(proof::inclusion(&leaves, 5), Some(of_5_in_8));
    assert_eq!(proof::inclusion(&leaves, 8), None);
    assert_eq!(proof::inclusion(&[], 0), None);
}

#[test]
fn the_consistency_proofs_of_the_known_leaves_are_the_known_ones() {
    let leaves = known_leaves();
    let from_6_to_8 = hashes(&[
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    let from_2_to_5 = hashes(&[
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]);

    assert_eq!(proof::consistency(&leaves, 6), Some(from_6_to_8));
    assert_eq!(proof::consistency(&leaves[..5], 2), Some(from_2_to_5));
    assert_eq!(proof::consistency(&leaves, 8), Some(Vec::new()));
    assert_eq!(proof::consistency(&leaves, 0), Some(Vec::new()));
    assert_eq!(proof::consistency(&leaves, 9), None);
}

#[test]
fn the_frontier_agrees_with_the_definition_at_every_size() {
    let leaves = leaves(300);
    let mut growing = Frontier::new();

    for size in 0..=leaves.len() {
        assert_eq!(growing.size(), size as u64);
        assert_eq!(growing.root(), merkle_tree_hash(&leaves[..size]), "{size}");
        assert_eq!(growing.root(), proof::root(&leaves[..size]), "{size}");
        assert_eq!(Frontier::decode(&growing.encode()), Ok(growing.clone()), "{size}");
        growing.push(leaf_hash(&size.to_be_bytes()));
    }
}

#[test]
fn every_event_of_every_size_can_be_shown_to_be_included() {
    let leaves = leaves(64);

    for size in 1..=leaves.len() {
        let (tree, count) = (&leaves[..size], size as u64);
        let root = proof::root(tree);
        for (index, leaf) in (0..).zip(tree) {
            let path = proof::inclusion(tree, index).unwrap();
            assert!(proof::verify_inclusion(leaf, index, count, &path, &root), "{index} {size}");
        }
    }
}

#[test]
fn an_inclusion_proof_with_any_byte_flipped_is_refused() {
    let leaves = leaves(64);

    for size in [1, 2, 3, 7, 21, 63, 64] {
        let (tree, count) = (&leaves[..size], size as u64);
        let root = proof::root(tree);
        for (index, leaf) in (0..).zip(tree) {
            let path = proof::inclusion(tree, index).unwrap();
            let refused = |leaf: &Hash, path: &[Hash], root: &Hash| {
                assert!(!proof::verify_inclusion(leaf, index, count, path, root), "{index} {size}");
            };
            flipped(leaf).for_each(|leaf| refused(&leaf, &path, &root));
            flipped(&root).for_each(|root| refused(leaf, &path, &root));
            flipped_proofs(&path).for_each(|path| refused(leaf, &path, &root));
        }
    }
}

/// All pairs, with one byte flipped in each hash: another byte for another pair.
#[test]
fn no_pair_accepts_a_flipped_byte() {
    let leaves = leaves(64);

    for size in 1..=leaves.len() {
        let (tree, count) = (&leaves[..size], size as u64);
        let root = proof::root(tree);
        for (index, leaf) in (0..size).zip(tree) {
            let path = proof::inclusion(tree, index as u64).unwrap();
            for path in flipped_proofs(&path).skip((index + size) % 32).step_by(32) {
                assert!(!proof::verify_inclusion(leaf, index as u64, count, &path, &root));
            }
            let (old, old_root) = (index as u64, proof::root(&tree[..index]));
            let path = proof::consistency(tree, old).unwrap();
            for path in flipped_proofs(&path).skip((index + size) % 32).step_by(32) {
                assert!(!proof::verify_consistency(old, &old_root, count, &root, &path));
            }
        }
    }
}

#[test]
fn an_inclusion_proof_of_the_wrong_length_or_for_another_event_is_refused() {
    let leaves = leaves(21);
    let root = proof::root(&leaves);

    for (index, leaf) in (0..21).zip(&leaves) {
        let path = proof::inclusion(&leaves, index).unwrap();
        let longer = [path.as_slice(), &[root]].concat();

        assert!(!proof::verify_inclusion(leaf, index, 21, &path[1..], &root));
        assert!(!proof::verify_inclusion(leaf, index, 21, &path[..path.len() - 1], &root));
        assert!(!proof::verify_inclusion(leaf, index, 21, &longer, &root));
        assert!(!proof::verify_inclusion(leaf, index, index, &path, &root));
        for other in (0..30).filter(|other| *other != index) {
            assert!(!proof::verify_inclusion(leaf, other, 21, &path, &root));
        }
    }
}

#[test]
fn every_size_can_be_shown_to_begin_every_later_one() {
    let leaves = leaves(64);

    for new in 0..=leaves.len() {
        let new_root = proof::root(&leaves[..new]);
        for old in 0..=new {
            let old_root = proof::root(&leaves[..old]);
            let (old, new) = (old as u64, new as u64);
            let path = proof::consistency(&leaves[..new as usize], old).unwrap();
            let shown = proof::verify_consistency(old, &old_root, new, &new_root, &path);
            assert!(shown, "{old} {new}");
        }
    }
}

#[test]
fn a_consistency_proof_with_any_byte_flipped_is_refused() {
    let leaves = leaves(64);

    for (old, new) in [(1, 1), (1, 2), (2, 3), (3, 7), (4, 8), (6, 8), (21, 63), (32, 64), (63, 64)]
    {
        let (old_root, new_root) = (proof::root(&leaves[..old]), proof::root(&leaves[..new]));
        let path = proof::consistency(&leaves[..new], old as u64).unwrap();
        let refused = |old_root: &Hash, path: &[Hash], new_root: &Hash| {
            let (old, new) = (old as u64, new as u64);
            let shown = proof::verify_consistency(old, old_root, new, new_root, path);
            assert!(!shown, "{old} {new}");
        };
        flipped(&old_root).for_each(|old_root| refused(&old_root, &path, &new_root));
        flipped(&new_root).for_each(|new_root| refused(&old_root, &path, &new_root));
        flipped_proofs(&path).for_each(|path| refused(&old_root, &path, &new_root));
        refused(&old_root, &[path.as_slice(), &[new_root]].concat(), &new_root);
    }
}

#[test]
fn a_shorter_journal_or_a_false_empty_one_shows_nothing() {
    let leaves = leaves(3);
    let (one, three) = (proof::root(&leaves[..1]), proof::root(&leaves));
    let path = proof::consistency(&leaves, 1).unwrap();

    assert!(proof::verify_consistency(0, &empty_root(), 3, &three, &[]));
    assert!(!proof::verify_consistency(0, &one, 3, &three, &[]));
    assert!(!proof::verify_consistency(0, &one, 0, &one, &[]));
    assert!(!proof::verify_consistency(3, &three, 1, &one, &path));
    assert!(!proof::verify_consistency(3, &three, 3, &one, &[]));
    assert!(!proof::verify_consistency(1, &one, 3, &three, &path[1..]));
}

#[test]
fn a_frontier_of_seven_events_is_stored_as_it_always_was() {
    let seven = frontier(&known_leaves()[..7]);

    let stored = concat!(
        "010000000000000007",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
    );

    assert_eq!(hex::encode(seven.encode()), stored);
}

#[test]
fn bytes_that_are_no_frontier_are_refused() {
    let bytes = frontier(&leaves(5)).encode();
    let mut future = bytes.clone();
    future[0] = 2;
    let uncountable = [vec![1], u64::MAX.to_be_bytes().to_vec(), vec![0; 64 * 32]].concat();

    assert_eq!(Frontier::decode(&[]), Err(BadFrontier::Length));
    assert_eq!(Frontier::decode(&bytes[..bytes.len() - 1]), Err(BadFrontier::Length));
    assert_eq!(Frontier::decode(&[bytes, vec![0]].concat()), Err(BadFrontier::Length));
    assert_eq!(Frontier::decode(&future), Err(BadFrontier::Format(2)));
    assert_eq!(Frontier::decode(&uncountable), Err(BadFrontier::Size));
}

proptest! {
    #[test]
    fn a_verifier_answers_any_input(
        old in any::<u64>(),
        new in any::<u64>(),
        path in prop::collection::vec(any::<[u8; 32]>().prop_map(Hash::from_bytes), 0..70),
    ) {
        let root = leaf_hash(b"root");
        let included = proof::verify_inclusion(&root, old, new, &path, &root);
        let consistent = proof::verify_consistency(old, &root, new, &root, &path);

        prop_assert!(!included || (new == 1 && path.is_empty()));
        prop_assert!(!consistent || (old == new && path.is_empty()));
    }

    #[test]
    fn a_frontier_that_is_accepted_is_the_one_encoding_of_what_it_means(
        size in 0_u64..40,
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let bytes = [vec![1], size.to_be_bytes().to_vec(), bytes].concat();
        if let Ok(frontier) = Frontier::decode(&bytes) {
            prop_assert_eq!(frontier.encode(), bytes);
        }
    }
}
