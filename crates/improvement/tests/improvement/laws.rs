//! Laws of an action's life, whatever anybody tries in whatever order.

use std::collections::BTreeSet;

use improvement::{Command, Effect, Event, Measure, Owner, Source, State};
use proptest::prelude::*;

use crate::world::{DUE, OPENED, Played, complete, midnight, sealed};

fn tries() -> impl Strategy<Value = Command> {
    prop_oneof![
        Just(complete()),
        Just(Command::Verify),
        Just(Command::Return { reason: sealed("reason") }),
        Just(Command::Drop { reason: sealed("reason") }),
        Just(Command::RecordEffect(Effect { measure: Measure::Count, before: 3, after: 1 })),
        Just(Command::Assign {
            owner: Owner::default(),
            due: DUE,
            overdue_at: midnight(DUE.tomorrow().unwrap()),
        }),
    ]
}

proptest! {
    #[test]
    fn nobody_verifies_the_own_work_and_superiors_are_told_once(
        steps in prop::collection::vec(
            (tries(), prop::sample::select(vec!["kabid", "staf", "pimpinan"]), 0_i16..40),
            0..40,
        ),
    ) {
        let mut played = Played::opened(Source::Complaint);
        let mut day = OPENED;
        for (command, by, later) in &steps {
            day = day.saturating_add(jiff::ToSpan::days(i64::from(*later)));
            let before = played.action.clone();
            if played.does(command, by, day).is_err() {
                prop_assert_eq!(&played.action, &before);
                continue;
            }
            let after = &played.action;
            if matches!(before.state, State::Verified | State::Dropped) {
                prop_assert_eq!(after.state, before.state);
            }
            if after.state == State::Verified {
                prop_assert_ne!(&after.verified_by, &after.done_by);
                prop_assert!(after.proof.is_some() && after.done_on.is_some());
            }
            if after.state == State::Dropped {
                prop_assert!(after.reason.is_some());
            }
        }
        // The due day never changed, so each level stands once at most.
        let told = played.events.iter().filter_map(|event| match event {
            Event::Escalated(escalated) => Some(escalated.level),
            _ => None,
        });
        let told: Vec<_> = told.collect();
        prop_assert_eq!(told.iter().collect::<BTreeSet<_>>().len(), told.len());
    }
}
