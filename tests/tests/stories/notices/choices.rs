//! The applicant chooses by which ways to be told, and takes it back.

use contract::satupintu::notices::v1::{
    ListChannelsRequest, NoticeChannel, NoticeFault, NoticeLanguage, NoticePreferences,
    NoticeState, SetPreferencesRequest, SetPreferencesResponse,
};
use contract::satupintu::permits::v1::{Applicant, SubmitApplicationRequest};
use stories::sip::{self, Staff};
use stories::{
    Agency, Answered, Backend, Caller, Gateway, Mailbox, Plan, Receipt, Scratch, applicant,
    mandates::mandate, reason, request_id, wib,
};

use super::{by_gateway, by_mail, chosen, listed, on_both, standing, telling};

on_both! {
    who_chooses_nothing_is_told_by_mail,
    a_choice_holds_from_the_next_notice_on,
    consent_taken_back_stops_what_already_waits,
    a_mandate_and_its_end_are_told_whatever_was_chosen,
}

/// Chooses, by receipt number and secret.
async fn chooses(
    caller: &Caller,
    receipt: &Receipt,
    preferences: NoticePreferences,
) -> Answered<SetPreferencesResponse> {
    let request = SetPreferencesRequest {
        receipt_number: receipt.number.clone(),
        secret: receipt.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        preferences: Some(preferences),
    };
    Ok(caller.notices().set_preferences(request).await?.into_inner())
}

async fn who_chooses_nothing_is_told_by_mail(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let (gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let settings = notices::Settings {
        smtp: by_mail(&mailbox).smtp,
        from: by_mail(&mailbox).from,
        ..by_gateway(&gateway, &scratch)
    };
    let agency = Agency::open(Plan::sip().telling(settings), backend).await;

    agency.public().files(sip::submission()).await.unwrap();
    let unreachable = Applicant { email: String::new(), ..applicant() };
    let without = SubmitApplicationRequest { applicant: Some(unreachable), ..sip::submission() };
    agency.public().files(without).await.unwrap();
    agency.delivers().await;

    assert_eq!(mailbox.taken(1).await.len(), 1);
    assert!(gateway.delivered().is_empty());
    let skipped = listed(&agency, NoticeState::Skipped).await;
    assert_eq!((skipped.len(), skipped[0].fault()), (1, NoticeFault::NoContact));
    agency.close().await;
}

async fn a_choice_holds_from_the_next_notice_on(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), backend).await;
    let staff = Staff::enrolled(&agency, "").await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    agency.delivers().await;

    let both = [NoticeChannel::Email, NoticeChannel::Sms];
    let english = chosen(&both, NoticeLanguage::English);
    let set = chooses(&agency.public(), &receipt, english.clone()).await.unwrap();
    staff.does(&receipt.name, "pendaftaran").await.unwrap();
    agency.delivers().await;

    assert_eq!(set.preferences, Some(english));
    let mails = mailbox.taken(2).await;
    assert!(mails[0].text("subject").contains("Permohonan Anda telah diterima"));
    assert!(mails[1].text("subject").contains("Your file is complete"));
    let skipped = listed(&agency, NoticeState::Skipped).await;
    assert_eq!((skipped.len(), skipped[0].fault()), (1, NoticeFault::NotOffered));
    assert_eq!(skipped[0].channel(), NoticeChannel::Sms);
    let offered = agency.public().notices().list_channels(ListChannelsRequest {}).await;
    assert_eq!(offered.unwrap().into_inner().channels, [i32::from(NoticeChannel::Email)]);
    agency.close().await;
}

async fn consent_taken_back_stops_what_already_waits(backend: Backend) {
    let (mut gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    gateway.goes_down().await;
    let settings = by_gateway(&gateway, &scratch);
    let agency = Agency::open(Plan::sip().telling(settings), backend).await;
    let receipt = agency.public().files(telling(&[NoticeChannel::Whatsapp])).await.unwrap();
    agency.delivers().await;
    assert_eq!(standing(&agency).await.waiting, 1);

    let none = chosen(&[], NoticeLanguage::Indonesian);
    chooses(&agency.public(), &receipt, none).await.unwrap();
    gateway.comes_up().await;
    super::seconds_pass(&agency, 120).await;

    assert!(gateway.delivered().is_empty());
    let dropped = listed(&agency, NoticeState::Dropped).await;
    assert_eq!((dropped.len(), dropped[0].fault()), (1, NoticeFault::Withdrawn));
    let kinds = agency.kinds_of(&receipt.name).await;
    assert_eq!(kinds.last().map(String::as_str), Some("permits.notice_preferences_set"));
    agency.close().await;
}

#[tokio::test]
async fn nobody_chooses_without_the_secret() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let receipt = agency.public().files(sip::submission()).await.unwrap();
    let other = agency.public().files(sip::submission()).await.unwrap();
    let guessed = Receipt { secret: other.secret, ..receipt };

    let none = chosen(&[], NoticeLanguage::Indonesian);
    let refused = chooses(&agency.public(), &guessed, none).await;

    assert_eq!(reason(refused), "RECEIPT_UNKNOWN");
    agency.close().await;
}

async fn a_mandate_and_its_end_are_told_whatever_was_chosen(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), backend).await;
    let nothing = chosen(&[], NoticeLanguage::Indonesian);
    let silent = SubmitApplicationRequest { notices: Some(nothing), ..sip::submission() };
    let receipt = agency.public().files(silent).await.unwrap();

    agency.public().gives(&receipt, mandate(&[], (30, 6))).await.unwrap();
    agency.time_passes_to(wib("2026-07-01 08:00")).await;
    agency.delivers().await;

    let mails = mailbox.taken(2).await;
    assert!(mails[0].text("body").contains("Seseorang dicatat sebagai kuasa"));
    assert!(mails[1].text("body").contains("telah berakhir"), "{}", mails[1].text("body"));
    agency.close().await;
}
