//! Whoever was served is asked how it was, with a token that is kept nowhere once it was sent.

use std::collections::BTreeSet;

use contract::satupintu::notices::v1::{Notice, NoticeChannel, NoticeFault, NoticeState};
use stories::surveys::scores;
use stories::{Agency, Backend, Delivered, Gateway, Mailbox, Mood, Plan, Receipt, Scratch};
use stories::{applicant, reason, tables};

use super::{by_gateway, by_mail, inviting, listed, on_both, resends, seconds_pass, telling};

on_both! {
    whoever_was_served_is_asked_by_mail_and_once,
    every_attempt_and_every_way_brings_the_same_token_until_it_is_wiped,
    a_token_that_reached_nobody_is_taken_back,
}

/// The name of the invitation in lists and for gateways.
const INVITATION: &str = "survey_invitation";

/// A case that its applicant has given up, told by these ways.
async fn ended(agency: &Agency, channels: &[NoticeChannel]) -> Receipt {
    let receipt = agency.public().files(telling(channels)).await.unwrap();
    agency.delivers().await;
    agency.public().withdraws(&receipt, "").await.unwrap();
    receipt
}

/// The code that stands in an invitation.
pub(crate) fn token_in(text: &str) -> String {
    let (_, after) = text.split_once("(berlaku sekali): ").unwrap();
    after.chars().take(24).collect()
}

fn invitations(delivered: Vec<Delivered>) -> Vec<Delivered> {
    let is_one = |one: &Delivered| one.event()["data"]["template"] == INVITATION;
    delivered.into_iter().filter(is_one).collect()
}

fn token_of(delivered: &Delivered) -> String {
    token_in(delivered.event()["data"]["text"].as_str().unwrap())
}

async fn invited(agency: &Agency, state: NoticeState) -> Vec<Notice> {
    let all = listed(agency, state).await.into_iter();
    all.filter(|notice| notice.template == INVITATION).collect()
}

/// Tokens that wait sealed to be sent.
fn carried(agency: &Agency) -> usize {
    tables(&agency.url)["survey_mail"].len()
}

async fn whoever_was_served_is_asked_by_mail_and_once(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(inviting(by_mail(&mailbox))), backend).await;
    let receipt = ended(&agency, &[NoticeChannel::Email]).await;
    agency.delivers().await;

    let mails = mailbox.taken(3).await;
    let asks = "[SIMULASI] Bagaimana pelayanan kami?";
    let invitation = mails.iter().find(|mail| mail.text("subject") == asks).unwrap();
    assert_eq!(*invitation.part("to"), serde_json::json!([applicant().email]));
    let body = invitation.text("body");
    assert!(body.contains("https://mpp.contoh.example/survei"), "{body}");
    for never in [receipt.number.clone(), receipt.secret.clone(), applicant().name] {
        assert!(!body.contains(&never), "{body}");
    }
    let token = token_in(body);
    assert_eq!(reason(agency.public().takes_token(&receipt).await), "SURVEY_TOKEN_ISSUED");
    assert!(!agency.public().responds(&token, scores([4; 9])).await.unwrap());
    assert!(agency.public().responds(&token, scores([1; 9])).await.unwrap());
    assert_eq!(carried(&agency), 0);
    let sent = listed(&agency, NoticeState::Sent).await;
    let templates: Vec<&str> = sent.iter().map(|notice| notice.template.as_str()).collect();
    assert_eq!(templates, ["submitted", INVITATION, "withdrawn"]);
    assert_ne!(sent[1].name, sent[2].name);
    agency.close().await;
}

async fn every_attempt_and_every_way_brings_the_same_token_until_it_is_wiped(backend: Backend) {
    let (gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let settings = inviting(by_gateway(&gateway, &scratch));
    let agency = Agency::open(Plan::sip().telling(settings), backend).await;
    // It takes what comes, and says that it has failed.
    let both = telling(&[NoticeChannel::Whatsapp, NoticeChannel::Sms]);
    let receipt = agency.public().files(both).await.unwrap();
    agency.delivers().await;
    gateway.answers(Mood::Ill);
    agency.public().withdraws(&receipt, "").await.unwrap();
    agency.delivers().await;
    let first = tables(&agency.url)["survey_mail"].clone();
    seconds_pass(&agency, 120).await;

    assert_eq!((carried(&agency), invited(&agency, NoticeState::Waiting).await.len()), (1, 2));
    assert_eq!(tables(&agency.url)["survey_mail"], first);
    let token = token_of(&invitations(gateway.delivered())[0]);
    for (name, rows) in tables(&agency.url) {
        let has =
            rows.iter().flat_map(|row| row.values()).any(|it| it.to_string().contains(&token));
        assert!(!has, "{name} has the token in the clear");
    }
    gateway.answers(Mood::Well);
    seconds_pass(&agency, 3600).await;

    let delivered = invitations(gateway.delivered());
    let tokens: BTreeSet<String> = delivered.iter().map(token_of).collect();
    assert_eq!((delivered.len(), tokens), (6, [token.clone()].into()));
    for one in &delivered {
        let event = one.event();
        assert_eq!((&event["subject"], &event["data"]["receiptNumber"]), (&().into(), &().into()));
        assert!(!event.to_string().contains(&receipt.number), "{event}");
    }
    assert_eq!((carried(&agency), invited(&agency, NoticeState::Sent).await.len()), (0, 2));
    assert!(!agency.public().responds(&token, scores([3; 9])).await.unwrap());
    agency.close().await;
}

async fn a_token_that_reached_nobody_is_taken_back(backend: Backend) {
    let (gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let settings = inviting(by_gateway(&gateway, &scratch));
    let agency = Agency::open(Plan::sip().telling(settings), backend).await;
    let (public, administrator) = (agency.public(), agency.administrator());
    let at_the_counter = public.files(telling(&[NoticeChannel::Sms])).await.unwrap();
    let by_message = public.files(telling(&[NoticeChannel::Sms])).await.unwrap();
    agency.delivers().await;
    gateway.answers(Mood::Refusing);
    for receipt in [&at_the_counter, &by_message] {
        public.withdraws(receipt, "").await.unwrap();
    }
    agency.delivers().await;

    // What the gateway has refused is nobody's token any more.
    assert_eq!(carried(&agency), 0);
    let lost: Vec<String> = invitations(gateway.delivered()).iter().map(token_of).collect();
    for token in &lost {
        let answer = public.responds(token, scores([3; 9])).await;
        assert_eq!(reason(answer), "SURVEY_TOKEN_UNKNOWN");
    }
    let taken = public.takes_token(&at_the_counter).await.unwrap();

    gateway.answers(Mood::Well);
    for dead in invited(&agency, NoticeState::Dead).await {
        resends(&administrator, &dead.name).await.unwrap();
    }
    agency.delivers().await;

    let dropped = invited(&agency, NoticeState::Dropped).await;
    assert_eq!((dropped.len(), dropped[0].fault()), (1, NoticeFault::TokenGiven));
    assert_eq!(dropped[0].application, at_the_counter.name);
    let sent = invited(&agency, NoticeState::Sent).await;
    assert_eq!((sent.len(), &sent[0].application), (1, &by_message.name));
    let told = token_of(invitations(gateway.messages()).last().unwrap());
    assert!(!lost.contains(&told) && told != taken);
    assert!(!public.responds(&told, scores([3; 9])).await.unwrap());
    assert!(!public.responds(&taken, scores([3; 9])).await.unwrap());
    assert_eq!(carried(&agency), 0);
    agency.close().await;
}

#[tokio::test]
async fn nobody_is_invited_where_no_survey_can_be_answered() {
    let mailbox = Mailbox::open().await;
    let without_address = Plan::sip().telling(by_mail(&mailbox));
    let mut areas = opd::all_areas();
    areas.remove(&opd::Area::Surveys);
    let without_surveys = Plan::sip().telling(inviting(by_mail(&mailbox))).offering(areas);

    for plan in [without_address, without_surveys] {
        let agency = Agency::open(plan, Backend::Sqlite).await;
        ended(&agency, &[NoticeChannel::Email]).await;
        agency.delivers().await;

        assert_eq!(invited(&agency, NoticeState::Unspecified).await, []);
        agency.close().await;
    }
}
