//! A forum from its preparation to its end, and what each step refuses.

use consultations::{Command, Element, Refusal, Signer, State};
use kernel::Actor;

use crate::world::{
    FIRST, LAST, Played, accepted, announce, comment, context, decide, instant, invite, media,
    minutes, new_forum, officer, person, prove, register, rejected, sealed, sign_as,
};
use consultations::{Disposition, Forum};

/// The whole of it, for the samples too.
pub(crate) fn whole() -> Played {
    let mut played = Played::created();
    played.does(&announce()).unwrap();
    played.does(&invite()).unwrap();
    played.does(&Command::Open).unwrap();
    played.does(&register("guest", Element::Community)).unwrap();
    played.does(&comment("one", "time")).unwrap();
    played.does(&comment("two", "requirement/ktp")).unwrap();
    played.does(&decide("one", accepted())).unwrap();
    played.does(&minutes("guest")).unwrap();
    played.signed("guest");
    played.does(&decide("two", rejected())).unwrap();
    played.does(&Command::PublishResults { media: media() }).unwrap();
    played.does(&prove("one")).unwrap();
    let purpose = consultations::Purpose::Reply;
    played.does(&Command::ReadContributor { entry: "one".to_owned(), purpose }).unwrap();
    played.does(&Command::Finish).unwrap();
    played
}

#[test]
fn a_forum_runs_from_preparation_to_its_end() {
    let played = whole();

    assert_eq!(played.forum.state, State::Finished);
    assert!(played.forum.comments.iter().all(|comment| comment.is_settled()));
    assert_eq!(played.forum.minutes.unwrap().undecided, ["two"]);
}

#[test]
fn a_forum_with_an_undecided_comment_does_not_finish() {
    let mut played = Played::under_way();
    played.does(&register("guest", Element::Expert)).unwrap();
    played.does(&comment("one", "time")).unwrap();
    played.does(&minutes("guest")).unwrap();
    played.signed("guest");

    assert_eq!(played.does(&Command::Finish), Err(Refusal::Undecided { count: 1 }));
    let publish = Command::PublishResults { media: media() };
    assert_eq!(played.does(&publish), Err(Refusal::Undecided { count: 1 }));
    assert!(played.forum.holds_back_the_draft());
    played.does(&decide("one", accepted())).unwrap();
    assert!(!played.forum.holds_back_the_draft());
    assert_eq!(played.does(&Command::Finish), Err(Refusal::ResultsUnpublished));
    played.does(&publish).unwrap();
    assert_eq!(played.does(&Command::Finish), Err(Refusal::FollowUpMissing { count: 1 }));
}

#[test]
fn what_was_decided_stays() {
    let mut played = Played::under_way();
    played.does(&comment("one", "time")).unwrap();
    played.does(&decide("one", rejected())).unwrap();

    assert_eq!(played.does(&decide("one", accepted())), Err(Refusal::Decided));
    assert_eq!(played.does(&decide("nine", accepted())), Err(Refusal::CommentNotFound));
}

#[test]
fn both_sides_sign_and_nobody_for_another() {
    let mut played = Played::under_way();
    played.does(&register("guest", Element::Media)).unwrap();
    played.does(&register("host", Element::Organiser)).unwrap();

    let own = Command::Sign(Signer::Organiser(person("clerk")));
    assert_eq!(played.does(&own), Err(Refusal::MinutesMissing));
    assert_eq!(played.does(&minutes("host")), Err(Refusal::OneSided));
    assert_eq!(played.does(&minutes("nobody")), Err(Refusal::ParticipantNotFound));
    played.does(&minutes("guest")).unwrap();
    assert_eq!(played.done_by(&own, &officer("other"), FIRST), Err(Refusal::NotASignatory));
    assert_eq!(played.does(&sign_as("guest")), Err(Refusal::NotASignatory));
    played.does(&own).unwrap();
    assert_eq!(played.does(&own), Err(Refusal::SignedAlready));
    // Written anew, they are signed anew.
    played.does(&minutes("guest")).unwrap();
    assert_eq!(played.forum.minutes.as_ref().unwrap().signatures, []);
    played.signed("guest");
    assert_eq!(played.forum.state, State::FollowUp);
    let locked = Err(Refusal::OutOfOrder { state: State::FollowUp });
    assert_eq!(played.does(&minutes("guest")), locked);
    assert_eq!(
        played.done_by(&sign_as("guest"), &Actor::Applicant, FIRST),
        Err(Refusal::SignedAlready)
    );
}

#[test]
fn comments_come_in_while_the_forum_runs() {
    let mut played = Played::created();
    let one = comment("one", "time");

    let draft = Err(Refusal::OutOfOrder { state: State::Draft });
    assert_eq!(played.does(&one), draft);
    played.does(&announce()).unwrap();
    let clerk = officer("clerk");
    assert_eq!(
        played.done_by(&one, &Actor::Public, LAST.tomorrow().unwrap()),
        Err(Refusal::PeriodOver)
    );
    let early = FIRST.yesterday().unwrap();
    assert_eq!(played.done_by(&Command::Open, &clerk, early), Err(Refusal::NotBegun));
    assert_eq!(played.does(&comment("one", "fee")), Err(Refusal::ClauseNotFound));
    played.done_by(&one, &Actor::Public, LAST).unwrap();
    let late = Command::Decide {
        comment: "one".to_owned(),
        disposition: accepted(),
        responsible: person("kabid"),
        due: FIRST.yesterday().unwrap(),
    };
    assert_eq!(played.does(&late), Err(Refusal::DueInPast));
}

#[test]
fn a_forum_has_a_period_that_is_not_over() {
    let clerk = officer("clerk");
    let mut backwards = new_forum();
    backwards.until = FIRST.yesterday().unwrap();

    let created = |new, day| Forum::create(new, &context(day, &clerk)).map(|_| ());

    assert_eq!(created(&backwards, FIRST), Err(Refusal::DateOutOfOrder));
    assert_eq!(created(&new_forum(), LAST.tomorrow().unwrap()), Err(Refusal::PeriodOver));
}

#[test]
fn elements_of_society_are_counted_once_each() {
    let mut played = Played::under_way();
    played.does(&register("a", Element::Expert)).unwrap();
    played.does(&register("b", Element::Expert)).unwrap();
    played.does(&comment("one", "time")).unwrap();

    assert_eq!(played.forum.elements(), 2);
    assert_eq!(played.forum.turnout()[&Element::Expert], 2);
    assert_eq!(played.forum.turnout()[&Element::Community], 1);
}

#[test]
fn the_digest_of_the_minutes_is_of_what_they_record() {
    let digest = |played: &mut Played| {
        played.does(&minutes("guest")).unwrap();
        played.forum.minutes.as_ref().unwrap().digest.clone()
    };
    let mut played = Played::under_way();
    played.does(&register("guest", Element::Expert)).unwrap();
    played.does(&comment("one", "time")).unwrap();

    let first = digest(&mut played);
    assert_eq!(digest(&mut played), first);
    played.does(&decide("one", rejected())).unwrap();
    assert_ne!(digest(&mut played), first);
}

#[test]
fn a_rejected_comment_leaves_nothing_to_prove() {
    let mut played = Played::under_way();
    played.does(&register("guest", Element::Expert)).unwrap();
    for id in ["no", "yes", "else"] {
        played.does(&comment(id, "time")).unwrap();
    }
    played.does(&decide("no", rejected())).unwrap();
    played.does(&decide("yes", accepted())).unwrap();
    let (to, reason) = (sealed("to"), sealed("reason"));
    played.does(&decide("else", Disposition::Forwarded { to, reason })).unwrap();
    played.does(&minutes("guest")).unwrap();
    played.signed("guest");

    assert_eq!(played.does(&prove("no")), Err(Refusal::NothingToProve));
    played.does(&prove("yes")).unwrap();
    assert_eq!(played.does(&prove("yes")), Err(Refusal::AlreadyProven));
    played.does(&prove("else")).unwrap();
    let stored = serde_json::to_string(&played.forum).unwrap();
    assert_eq!(serde_json::from_str::<Forum>(&stored).unwrap(), played.forum);
    let again = played.events.iter().fold(None, |forum, event| {
        let actor = if matches!(event, consultations::Event::MinutesSigned(_)) {
            Actor::Applicant
        } else {
            officer("clerk")
        };
        Forum::evolve(forum, instant(), &actor, event)
    });
    assert_eq!(again, Some(played.forum));
}
