//! Proofs of RFC 9162 sections 2.1.3 and 2.1.4: made from the leaf hashes,
//! verified from a few hashes and a root.
//!
//! Verification trusts nothing that it is given: any input is an answer of
//! `true` or `false`, never a panic.

use crate::hash::{Hash, empty_root, node_hash};

/// RFC 6962's Merkle Tree Hash of `leaves`, by its recursive definition.
#[must_use]
pub fn root(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [leaf] => *leaf,
        _ => {
            let (left, right) = leaves.split_at(split(leaves.len()));
            node_hash(&root(left), &root(right))
        }
    }
}

/// The hashes that lead from the leaf at `index` up to the root of `leaves`;
/// `None` when there is no such leaf.
#[must_use]
pub fn inclusion(leaves: &[Hash], index: u64) -> Option<Vec<Hash>> {
    let mut index = usize::try_from(index).ok().filter(|index| *index < leaves.len())?;
    let mut subtree = leaves;
    let mut path = Vec::new();
    while subtree.len() > 1 {
        let (left, right) = subtree.split_at(split(subtree.len()));
        if index < left.len() {
            path.push(root(right));
            subtree = left;
        } else {
            path.push(root(left));
            index -= left.len();
            subtree = right;
        }
    }
    path.reverse();
    Some(path)
}

/// Whether `proof` shows that `leaf` is the event at `index` of the journal of
/// `size` events with this `root`.
#[must_use]
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut place, mut last, mut node) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            node = node_hash(sibling, &node);
            // A node without a right sibling moves up alone.
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            node = node_hash(&node, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && node == *root
}

/// The hashes which show that the first `size` of `leaves` are a prefix of all
/// of them; `None` when there are not so many. Empty for none and for all.
#[must_use]
pub fn consistency(leaves: &[Hash], size: u64) -> Option<Vec<Hash>> {
    let mut size = usize::try_from(size).ok().filter(|size| *size <= leaves.len())?;
    if size == 0 || size == leaves.len() {
        return Some(Vec::new());
    }
    let mut subtree = leaves;
    let mut path = Vec::new();
    // Whether `subtree` still begins at the first leaf: then the verifier
    // knows its root as the old root, and need not be told.
    let mut known = true;
    while size < subtree.len() {
        let (left, right) = subtree.split_at(split(subtree.len()));
        if size <= left.len() {
            path.push(root(right));
            subtree = left;
        } else {
            path.push(root(left));
            size -= left.len();
            subtree = right;
            known = false;
        }
    }
    if !known {
        path.push(root(subtree));
    }
    path.reverse();
    Some(path)
}

/// Whether `proof` shows that the journal of `old_size` events with `old_root`
/// is a prefix of the journal of `new_size` events with `new_root`.
///
/// Every journal extends the empty one; that needs no hashes.
#[must_use]
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> bool {
    if old_size > new_size {
        return false;
    }
    if old_size == new_size {
        return proof.is_empty() && old_root == new_root && names_root(old_size, old_root);
    }
    if old_size == 0 {
        return proof.is_empty() && names_root(0, old_root);
    }
    // Where the old journal is one perfect subtree, its root starts the path.
    let (start, path) = if old_size.is_power_of_two() {
        (old_root, proof)
    } else {
        let Some((start, path)) = proof.split_first() else { return false };
        (start, path)
    };
    let shared = (old_size - 1).trailing_ones();
    let (mut place, mut last) = ((old_size - 1) >> shared, (new_size - 1) >> shared);
    let (mut old, mut new) = (*start, *start);
    for sibling in path {
        if last == 0 {
            return false;
        }
        if place & 1 == 1 || place == last {
            old = node_hash(sibling, &old);
            new = node_hash(sibling, &new);
            while place & 1 == 0 && place != 0 {
                place >>= 1;
                last >>= 1;
            }
        } else {
            new = node_hash(&new, sibling);
        }
        place >>= 1;
        last >>= 1;
    }
    last == 0 && old == *old_root && new == *new_root
}

/// An empty journal has one root only.
fn names_root(size: u64, root: &Hash) -> bool {
    size > 0 || *root == empty_root()
}

/// The largest power of two below `len`, for a `len` of at least two.
fn split(len: usize) -> usize {
    len.div_ceil(2).next_power_of_two()
}
