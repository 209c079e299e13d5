//! When a person's data may be destroyed.
//!
//! A permit rests on a public duty and not on consent (UU 27/2022 Ps 20 (2) e):
//! neither a wish nor a withdrawn consent erases its record before its time.

use kernel::Instant;

use crate::{
    event::{Basis, Erased},
    refusal::Refusal,
};

/// A licence that came out of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Licence {
    /// None came out of it, or it is over.
    None,
    /// In force until an instant.
    Until(Instant),
    /// In force until it is taken back.
    Unlimited,
}

/// What stands in the way of an erasure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Whether it was done already.
    pub is_erased: bool,
    /// The first instant at which the record need not be kept any more; absent
    /// while the case is open, for then nothing counts yet.
    pub kept_until: Option<Instant>,
    /// What was issued.
    pub licence: Licence,
}

impl Holding {
    /// The erasure of `subject` on `basis` at `now`, or the rule against it.
    ///
    /// # Errors
    /// Every [`Refusal`]; then nothing is destroyed.
    pub fn erase(&self, subject: &str, basis: Basis, now: Instant) -> Result<Erased, Refusal> {
        if self.is_erased {
            return Err(Refusal::Erased);
        }
        let Some(kept_until) = self.kept_until else {
            return Err(Refusal::CaseOpen);
        };
        match self.licence {
            Licence::Until(until) if now < until => {
                return Err(Refusal::LicenceInForce { until: Some(until) });
            }
            Licence::Unlimited => return Err(Refusal::LicenceInForce { until: None }),
            Licence::Until(_) | Licence::None => {}
        }
        if now < kept_until {
            return Err(Refusal::RetentionRunning { until: kept_until });
        }
        Ok(Erased { subject: subject.to_owned(), basis, first_at: None })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(micros: i64) -> Instant {
        Instant::from_micros(micros)
    }

    fn licence() -> impl Strategy<Value = Licence> {
        prop_oneof![
            Just(Licence::None),
            Just(Licence::Unlimited),
            (0..100_i64).prop_map(|until| Licence::Until(at(until))),
        ]
    }

    proptest! {
        /// Whatever the order of things: an erasure means that the case is over,
        /// its time of keeping too, and no licence in force.
        #[test]
        fn nothing_is_erased_before_its_time(
            is_erased in any::<bool>(),
            kept_until in prop::option::of(0..100_i64),
            licence in licence(),
            now in 0..100_i64,
        ) {
            let holding = Holding { is_erased, kept_until: kept_until.map(at), licence };

            if holding.erase("s", Basis::SubjectRequest, at(now)).is_ok() {
                prop_assert!(!is_erased);
                prop_assert!(kept_until.is_some_and(|until| until <= now));
                let is_over = match licence {
                    Licence::None => true,
                    Licence::Until(until) => until <= at(now),
                    Licence::Unlimited => false,
                };
                prop_assert!(is_over);
            }
        }
    }

    #[test]
    fn each_hindrance_has_its_own_name() {
        let free = Holding { is_erased: false, kept_until: Some(at(5)), licence: Licence::None };
        let reason = |holding: Holding, now| {
            holding.erase("s", Basis::RetentionOver, at(now)).map_err(|why| why.reason())
        };

        assert!(reason(free, 5).is_ok());
        assert_eq!(reason(free, 4), Err("RETENTION_RUNNING"));
        assert_eq!(reason(Holding { kept_until: None, ..free }, 9), Err("CASE_OPEN"));
        assert_eq!(reason(Holding { is_erased: true, ..free }, 9), Err("DATA_ERASED"));
        let licensed = Holding { licence: Licence::Until(at(9)), ..free };
        assert_eq!(reason(licensed, 8), Err("LICENCE_IN_FORCE"));
        assert!(reason(licensed, 9).is_ok());
    }
}
