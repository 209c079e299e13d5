//! How often one caller may call: a bucket of calls that fills at a steady rate.

use std::{
    borrow::Borrow,
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use crate::bounded::Bounded;

const MOST_CALLERS: usize = 16 * 1024;

/// Calls a second that may go on for ever, and how many may come at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Calls a second; at least 1 is assumed.
    pub per_second: u32,
    /// Calls at once after a rest; at least 1 is assumed.
    pub burst: u32,
}

/// A bucket for each caller, as one number: the moment when it will be full
/// again (the generic cell rate algorithm).
pub struct Buckets<K> {
    interval: Duration,
    capacity: Duration,
    full_at: Mutex<Bounded<K, Instant>>,
}

impl<K: Eq + Hash> Buckets<K> {
    /// Full buckets, for callers who are named as they come.
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        let interval = Duration::from_secs(1) / rate.per_second.max(1);
        let capacity = interval.saturating_mul(rate.burst.max(1));
        Self { interval, capacity, full_at: Mutex::new(Bounded::new(MOST_CALLERS)) }
    }

    /// Takes one call out of the caller's bucket at `now`. A refused call takes
    /// nothing.
    ///
    /// # Errors
    /// How long to wait for the next one.
    pub fn take<Q>(&self, caller: &Q, now: Instant) -> Result<(), Duration>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
    {
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(full_at) = buckets.get_mut(caller) {
            let next = (*full_at).max(now) + self.interval;
            let ahead = next.duration_since(now);
            if ahead > self.capacity {
                return Err(ahead.saturating_sub(self.capacity));
            }
            *full_at = next;
        } else {
            buckets.insert(caller.to_owned(), now + self.interval, |full_at| *full_at > now);
        }
        Ok(())
    }
}

/// The caller that an address stands for: IPv6 hands out whole networks (/64),
/// so one address of them says nothing.
#[must_use]
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(v4) => IpAddr::V4(v4),
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate { per_second: 10, burst: 3 };

    #[test]
    fn a_rested_caller_may_send_a_burst_and_no_more() {
        let buckets = Buckets::<u8>::new(RATE);
        let now = Instant::now();

        let answers = [(); 4].map(|()| buckets.take(&1, now));

        assert_eq!(answers, [Ok(()), Ok(()), Ok(()), Err(Duration::from_millis(100))]);
    }

    #[test]
    fn the_wait_that_was_named_is_enough() {
        let buckets = Buckets::<u8>::new(RATE);
        let now = Instant::now();
        let [.., refused] = [(); 4].map(|()| buckets.take(&1, now));
        let wait = refused.unwrap_err();

        assert!(buckets.take(&1, now + wait - Duration::from_nanos(1)).is_err());
        assert!(buckets.take(&1, now + wait).is_ok());
    }

    #[test]
    fn one_caller_does_not_use_up_the_calls_of_another() {
        let buckets = Buckets::<u8>::new(RATE);
        let now = Instant::now();
        let _ = [(); 9].map(|()| buckets.take(&1, now));

        assert_eq!(buckets.take(&2, now), Ok(()));
    }

    #[test]
    fn a_network_of_ipv6_is_one_caller() {
        let one: IpAddr = "2001:db8:1:2:3::4".parse().unwrap();
        let other: IpAddr = "2001:db8:1:2:ffff::1".parse().unwrap();
        let stranger: IpAddr = "2001:db8:1:3::4".parse().unwrap();
        let mapped: IpAddr = "::ffff:10.0.0.7".parse().unwrap();

        assert_eq!(network(one), network(other));
        assert_ne!(network(one), network(stranger));
        assert_eq!(network(mapped), "10.0.0.7".parse::<IpAddr>().unwrap());
    }
}
