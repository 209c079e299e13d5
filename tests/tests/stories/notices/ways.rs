//! By which ways notices leave, and what they say.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use contract::satupintu::notices::v1::{
    ListChannelsRequest, NoticeChannel, NoticeFault, NoticeState,
};
use contract::satupintu::permits::v1::SubmitApplicationRequest;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use stories::sip::{self, Staff};
use stories::{
    Agency, Backend, Delivered, Gateway, Mailbox, Mood, Plan, Receipt, Scratch, applicant,
};

use super::{SECRET, by_gateway, by_mail, listed, on_both, standing, telling};

on_both! {
    a_case_is_told_by_mail_step_by_step,
    a_gateway_gets_a_signed_cloud_event,
    what_happens_within_the_agency_is_not_told,
    what_a_receiver_refuses_for_good_is_not_tried_again,
}

/// What never stands in a notice: the applicant's own data, and the secret.
fn never_told(receipt: &Receipt) -> Vec<String> {
    let contract::satupintu::permits::v1::Applicant { name, nik, address, .. } = applicant();
    vec![name, nik, address, receipt.secret.clone(), "Foto KTP".to_owned()]
}

async fn a_case_is_told_by_mail_step_by_step(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), backend).await;
    let staff = Staff::enrolled(&agency, "").await;

    let receipt = agency.public().files(sip::submission()).await.unwrap();
    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    let defects = [("ktp", "Foto KTP tidak terbaca")];
    staff.loket.returns(&receipt.name, "pendaftaran", &defects).await.unwrap();
    agency.delivers().await;

    let mails = mailbox.taken(2).await;
    let subjects: Vec<&str> = mails.iter().map(|mail| mail.text("subject")).collect();
    let number = &receipt.number;
    assert_eq!(
        subjects,
        [
            format!("[SIMULASI] Permohonan Anda telah diterima ({number})"),
            format!("[SIMULASI] Permohonan Anda perlu diperbaiki ({number})"),
        ]
    );
    for mail in &mails {
        assert_eq!(*mail.part("to"), serde_json::json!([applicant().email]));
        assert_eq!(mail.text("from"), "layanan@contoh.example");
        assert_eq!(mail.text("automatic"), "auto-generated");
        let body = mail.text("body");
        assert!(body.contains(&format!("Nomor resi: {number}")), "{body}");
        assert!(body.contains("SIMULASI") && body.contains("https://mpp.contoh.example/lacak"));
        assert!(never_told(&receipt).iter().all(|never| !body.contains(never)), "{body}");
    }
    // Each tells how the case stood then, whenever it is sent.
    assert!(mails[0].text("body").contains("Tahap: "), "{}", mails[0].text("body"));
    assert!(mails[1].text("body").contains("menunggu perbaikan"), "{}", mails[1].text("body"));
    let sent = listed(&agency, NoticeState::Sent).await;
    let templates: Vec<&str> = sent.iter().map(|notice| notice.template.as_str()).collect();
    assert_eq!(templates, ["submitted", "returned"]);
    let ids: Vec<&str> = mails.iter().map(|mail| mail.text("id")).collect();
    for (notice, id) in sent.iter().zip(ids) {
        let (_, notice) = notice.name.rsplit_once('/').unwrap();
        assert_eq!(id, format!("<{notice}@contoh.example>"));
    }
    agency.close().await;
}

async fn a_gateway_gets_a_signed_cloud_event(backend: Backend) {
    let (gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let settings = by_gateway(&gateway, &scratch);
    let agency = Agency::open(Plan::sip().telling(settings), backend).await;

    let filed = telling(&[NoticeChannel::Whatsapp, NoticeChannel::Sms]);
    let receipt = agency.public().files(filed).await.unwrap();
    agency.delivers().await;

    let delivered = gateway.delivered();
    assert_eq!(delivered.len(), 2);
    let mut channels = Vec::new();
    for one in &delivered {
        assert!(is_signed(one));
        assert_eq!(one.header("content-type"), "application/cloudevents+json; charset=utf-8");
        let event = one.event();
        assert_eq!(event["specversion"], "1.0");
        assert_eq!(event["id"], one.id());
        assert_eq!(event["source"], "/agencies/dpmptsp-magelang");
        assert_eq!(event["type"], "satupintu.notices.v1.Notice");
        assert_eq!(event["subject"], receipt.number);
        assert_eq!(event["time"], agency.now().to_string());
        let data = &event["data"];
        assert_eq!(data["to"], "+6281200000001");
        assert_eq!((&data["language"], &data["template"]), (&"id".into(), &"submitted".into()));
        assert_eq!(
            (&data["receiptNumber"], &data["simulated"]),
            (&receipt.number.clone().into(), &true.into())
        );
        let text = data["text"].as_str().unwrap();
        assert!(text.starts_with("[SIMULASI] ") && text.chars().count() <= 480, "{text}");
        assert!(text.contains(&receipt.number), "{text}");
        assert!(never_told(&receipt).iter().all(|never| !text.contains(never)), "{text}");
        channels.push(data["channel"].as_str().unwrap().to_owned());
    }
    channels.sort();
    assert_eq!(channels, ["sms", "whatsapp"]);
    assert_ne!(delivered[0].id(), delivered[1].id());
    agency.close().await;
}

/// As a gateway checks it, by the specification of Standard Webhooks.
fn is_signed(delivered: &Delivered) -> bool {
    let secret = STANDARD.decode(SECRET.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&secret).unwrap();
    let head = format!("{}.{}.", delivered.id(), delivered.header("webhook-timestamp"));
    mac.update(head.as_bytes());
    mac.update(&delivered.body);
    let signature = delivered.header("webhook-signature").strip_prefix("v1,").unwrap();
    mac.verify_slice(&STANDARD.decode(signature).unwrap()).is_ok()
}

async fn what_happens_within_the_agency_is_not_told(backend: Backend) {
    let (gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let settings = by_gateway(&gateway, &scratch);
    let agency = Agency::open(Plan::sip().telling(settings), backend).await;
    let staff = Staff::enrolled(&agency, "").await;
    let receipt = agency.public().files(telling(&[NoticeChannel::Sms])).await.unwrap();
    agency.delivers().await;

    staff.loket.takes(&receipt.name, "pendaftaran").await.unwrap();
    let purpose = contract::satupintu::permits::v1::Purpose::CompletenessCheck;
    staff.loket.reads(&receipt.name, purpose).await.unwrap();
    agency.delivers().await;

    assert_eq!(gateway.delivered().len(), 1);
    agency.close().await;
}

async fn what_a_receiver_refuses_for_good_is_not_tried_again(backend: Backend) {
    let (gateway, scratch) = (Gateway::open().await, Scratch::new().unwrap());
    let mut mailbox = Mailbox::open().await;
    let settings = notices::Settings {
        smtp: by_mail(&mailbox).smtp,
        from: by_mail(&mailbox).from,
        ..by_gateway(&gateway, &scratch)
    };
    let agency = Agency::open(Plan::sip().telling(settings), backend).await;
    gateway.answers(Mood::Refusing);
    mailbox.answers("refusing").await;

    let filed = telling(&[NoticeChannel::Email, NoticeChannel::Whatsapp]);
    agency.public().files(filed).await.unwrap();
    agency.delivers().await;

    let dead = listed(&agency, NoticeState::Dead).await;
    assert_eq!(dead.len(), 2);
    for notice in dead {
        assert_eq!((notice.attempts, notice.fault()), (1, NoticeFault::Refused));
    }
    mailbox.has_refused(1).await;
    assert_eq!((standing(&agency).await.waiting, standing(&agency).await.dead), (0, 2));
    agency.close().await;
}

#[tokio::test]
async fn a_busy_mail_server_gets_its_mail_later() {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), Backend::Sqlite).await;
    mailbox.answers("busy").await;
    agency.public().files(sip::submission()).await.unwrap();
    agency.delivers().await;
    assert_eq!(listed(&agency, NoticeState::Waiting).await[0].fault(), NoticeFault::Failed);

    mailbox.answers("well").await;
    super::seconds_pass(&agency, 120).await;

    assert_eq!(mailbox.taken(1).await.len(), 1);
    assert_eq!(listed(&agency, NoticeState::Sent).await[0].attempts, 2);
    agency.close().await;
}

/// The certificate is of an authority that only the setting knows.
#[tokio::test]
async fn mail_goes_under_tls_to_a_server_that_is_trusted_and_to_no_other() {
    let tls = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tls");
    let mut mailbox =
        Mailbox::open_with_tls(&tls.join("localhost.pem"), &tls.join("localhost.key")).await;
    let smtp = Some(format!("smtp://localhost:{}", mailbox.port));
    let trusting =
        notices::Settings { smtp, ca_file: Some(tls.join("authority.pem")), ..by_mail(&mailbox) };
    let wary = notices::Settings { ca_file: None, ..trusting.clone() };

    let agency = Agency::open(Plan::sip().telling(wary), Backend::Sqlite).await;
    agency.public().files(sip::submission()).await.unwrap();
    agency.delivers().await;
    let waiting = listed(&agency, NoticeState::Waiting).await;
    assert_eq!((waiting.len(), waiting[0].fault()), (1, NoticeFault::Untrusted));
    agency.close().await;

    let agency = Agency::open(Plan::sip().telling(trusting), Backend::Sqlite).await;
    agency.public().files(sip::submission()).await.unwrap();
    agency.delivers().await;
    let mails = mailbox.taken(1).await;
    assert_eq!(*mails[0].part("tls"), true);
    agency.close().await;
}

#[tokio::test]
async fn a_deployment_without_ways_offers_none_and_keeps_nothing() {
    let agency = Agency::open(Plan::sip(), Backend::Sqlite).await;
    let all = [NoticeChannel::Email, NoticeChannel::Whatsapp, NoticeChannel::Sms];
    let filed = SubmitApplicationRequest { ..telling(&all) };
    agency.public().files(filed).await.unwrap();
    agency.delivers().await;

    let offered = agency.public().notices().list_channels(ListChannelsRequest {}).await;

    assert!(offered.unwrap().into_inner().channels.is_empty());
    assert!(listed(&agency, NoticeState::Unspecified).await.is_empty());
    agency.close().await;
}
