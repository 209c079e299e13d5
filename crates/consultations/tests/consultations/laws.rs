//! Laws of a forum's life, whatever anybody tries in whatever order.

use consultations::{Command, Element, Forum, Signer, State};
use kernel::Actor;
use proptest::prelude::*;

use crate::world::{
    FIRST, Played, accepted, announce, comment, decide, invite, media, minutes, officer, person,
    prove, register, rejected, sign_as,
};

fn tries() -> impl Strategy<Value = Command> {
    let id = || prop::sample::select(vec!["one", "two", "three"]);
    prop_oneof![
        Just(announce()),
        Just(invite()),
        Just(Command::Open),
        (id(), prop::sample::select(Element::ALL.to_vec())).prop_map(|(id, of)| register(id, of)),
        id().prop_map(|id| comment(id, "time")),
        (id(), any::<bool>())
            .prop_map(|(id, yes)| decide(id, if yes { accepted() } else { rejected() })),
        id().prop_map(minutes),
        Just(Command::Sign(Signer::Organiser(person("clerk")))),
        id().prop_map(sign_as),
        Just(Command::PublishResults { media: media() }),
        id().prop_map(prove),
        Just(Command::Finish),
    ]
}

/// Who would do it.
fn actor(command: &Command) -> Actor {
    match command {
        Command::Sign(Signer::Representative(_)) => Actor::Applicant,
        Command::Comment(_) => Actor::Public,
        _ => officer("clerk"),
    }
}

fn is_new(forum: &Forum, command: &Command) -> bool {
    match command {
        Command::Comment(new) => forum.comment(&new.id).is_none(),
        Command::Register(new) => forum.participant(&new.id).is_none(),
        _ => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_forum_finishes_with_an_undecided_comment_and_what_is_locked_stays(
        commands in prop::collection::vec(tries(), 0..60),
    ) {
        let mut played = Played::created();
        for command in &commands {
            let before = played.forum.clone();
            if !is_new(&before, command) || played.done_by(command, &actor(command), FIRST).is_err() {
                prop_assert_eq!(&played.forum, &before);
                continue;
            }
            let after = &played.forum;
            prop_assert!(after.state >= before.state, "a forum never goes back");
            for comment in before.comments.iter().filter(|comment| comment.decision.is_some()) {
                prop_assert_eq!(&after.comment(&comment.id).unwrap().decision, &comment.decision);
            }
            if before.minutes.as_ref().is_some_and(|minutes| minutes.is_locked()) {
                prop_assert_eq!(&after.minutes, &before.minutes);
                prop_assert_eq!(after.comments.len(), before.comments.len());
                prop_assert_eq!(&after.participants, &before.participants);
            }
            if after.undecided() > 0 {
                prop_assert!(after.holds_back_the_draft());
            }
            if after.is_published() {
                prop_assert_eq!(after.undecided(), 0);
            }
            if after.state == State::Finished {
                prop_assert!(after.comments.iter().all(|comment| comment.is_settled()));
                prop_assert!(after.is_published());
                prop_assert!(after.minutes.as_ref().is_some_and(|minutes| minutes.is_locked()));
            }
        }
    }
}
