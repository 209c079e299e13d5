//! By which ways the applicant is told is the applicant's choice alone.

use permits::{
    Acting, Application, Command, NoticeChannel, NoticeLanguage, NoticePreferences, Submission,
};

use crate::world::{LOKET, World, officer, submission, usual};

fn by_whatsapp() -> NoticePreferences {
    let channels = [NoticeChannel::Whatsapp].into();
    NoticePreferences { channels, language: NoticeLanguage::English }
}

fn choose(preferences: NoticePreferences) -> Command {
    Command::SetNoticePreferences { preferences }
}

#[test]
fn who_chooses_nothing_is_told_by_email_in_indonesian() {
    let mut world = World::new();
    world.submit();

    let preferences = world.case().notice_preferences();

    assert_eq!(world.case().notices, None);
    assert_eq!(preferences.channels, [NoticeChannel::Email].into());
    assert_eq!(preferences.language, NoticeLanguage::Indonesian);
}

#[test]
fn what_was_chosen_at_filing_holds_until_it_is_changed() {
    let mut world = World::new();
    world.file(&Submission { notices: Some(by_whatsapp()), ..submission() }).unwrap();
    assert_eq!(world.case().notice_preferences(), by_whatsapp());

    let none = NoticePreferences { channels: [].into(), ..NoticePreferences::default() };
    world.act(&Acting::Applicant, &choose(none.clone())).unwrap();

    assert_eq!(world.case().notice_preferences(), none);
    assert_eq!(world.refolded().as_ref(), Some(world.case()));
}

#[test]
fn consent_can_be_taken_back_after_the_case_is_over() {
    let mut world = World::new();
    world.submit();
    world.act(&Acting::Applicant, &Command::Withdraw { reason: None }).unwrap();

    assert!(world.act(&Acting::Applicant, &choose(by_whatsapp())).is_ok());
}

#[test]
fn nobody_chooses_for_the_applicant() {
    let mut world = World::new();
    world.submit();

    let refused = world.act(&Acting::Officer(&usual(LOKET)), &choose(by_whatsapp()));

    assert_eq!(refused, Err("APPLICANT_ONLY"));
}

#[test]
fn only_an_administrator_of_the_agency_sends_again() {
    let mut world = World::new();
    world.submit();
    let again = Command::ResendNotice { index: 4, channel: NoticeChannel::Sms };
    let elsewhere = officer("lain", &["administer:dinkes"]);
    let before: Application = world.case().clone();

    let clerk = usual(LOKET);
    for acting in [Acting::Officer(&clerk), Acting::Officer(&elsewhere), Acting::Applicant] {
        assert_eq!(world.act(&acting, &again), Err("ADMINISTRATOR_ONLY"));
    }
    let administrator = officer("admin", &["administer:dpmptsp"]);
    world.act(&Acting::Officer(&administrator), &again).unwrap();

    assert_eq!(*world.case(), before);
}
