//! A map that strangers can fill without filling the memory.

use std::{borrow::Borrow, collections::HashMap, hash::Hash};

/// At most `limit` entries. What it forgets costs a little work, never safety:
/// a forgotten token is verified again, a forgotten bucket is full again.
pub(crate) struct Bounded<K, V> {
    entries: HashMap<K, V>,
    limit: usize,
}

impl<K: Eq + Hash, V> Bounded<K, V> {
    pub(crate) fn new(limit: usize) -> Self {
        Self { entries: HashMap::new(), limit }
    }

    pub(crate) fn get_mut<Q: Eq + Hash + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        self.entries.get_mut(key)
    }

    pub(crate) fn remove<Q: Eq + Hash + ?Sized>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
    {
        self.entries.remove(key);
    }

    /// Keeps `value`. A full map first drops what is not `worth_keeping`; when
    /// that frees less than a quarter it drops everything, so that the walk
    /// over all entries stays rare.
    pub(crate) fn insert(&mut self, key: K, value: V, worth_keeping: impl Fn(&V) -> bool) {
        if self.entries.len() >= self.limit {
            self.entries.retain(|_, value| worth_keeping(value));
            if self.entries.len() > self.limit / 4 * 3 {
                self.entries.clear();
            }
        }
        self.entries.insert(key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_never_holds_more_than_its_limit() {
        let mut map = Bounded::new(8);
        for key in 0..1000 {
            map.insert(key, key, |_| true);
            assert!(map.entries.len() <= 8);
        }
    }

    #[test]
    fn what_is_worth_keeping_survives_when_the_rest_makes_room() {
        let mut map = Bounded::new(8);
        map.insert(0, true, |keep| *keep);
        for key in 1..9 {
            map.insert(key, false, |keep| *keep);
        }

        assert!(map.get_mut(&0).is_some());
        assert!(map.get_mut(&1).is_none());
    }
}
