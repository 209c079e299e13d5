//! What whoever complained is told, and that the anonymous are told nothing.

use contract::satupintu::complaints::v1::{
    Reporter, SubmitComplaintRequest, judge_answer_request::Verdict,
};
use contract::satupintu::notices::v1::{NoticeLanguage, NoticeState};
use stories::complaints::{Filed, Staff, complaint};
use stories::{Agency, Backend, Mailbox, Plan, reason};

use super::{by_mail, listed, on_both, resends};

on_both! {
    a_reporter_is_told_by_mail_what_becomes_of_a_complaint,
    who_is_late_is_told_to_the_reporter_too,
    whoever_left_no_contact_is_told_nothing,
    a_reporter_is_told_in_the_own_language,
    what_did_not_reach_a_reporter_is_sent_again,
    whom_a_complaint_is_about_sends_nothing_of_it_again,
}

fn reported(agency: &Agency, email: &str) -> SubmitComplaintRequest {
    SubmitComplaintRequest { reporter: Some(reporter(email)), ..complaint(&agency.public().agency) }
}

fn reporter(email: &str) -> Reporter {
    Reporter { name: "Contoh Pelapor".to_owned(), email: email.to_owned(), ..Reporter::default() }
}

async fn a_reporter_is_told_by_mail_what_becomes_of_a_complaint(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), backend).await;
    let (staff, public) = (Staff::enrolled(&agency).await, agency.public());

    let filed = public.complains(reported(&agency, "pelapor@contoh.example")).await.unwrap();
    staff.admin.misses(&filed.name).await.unwrap();
    public.completes_complaint(&filed).await.unwrap();
    staff.admin.verifies(&filed.name, &[]).await.unwrap();
    staff.admin.hands_complaint(&filed.name, "pelayanan").await.unwrap();
    staff.liaison.follows_up(&filed.name).await.unwrap();
    staff.liaison.answers_complaint(&filed.name, "Foto").await.unwrap();
    public.judges(&filed, Verdict::Solved).await.unwrap();
    agency.delivers().await;

    let number = &filed.number;
    let mails = mailbox.taken(4).await;
    let subjects: Vec<&str> = mails.iter().map(|mail| mail.text("subject")).collect();
    assert_eq!(
        subjects,
        [
            format!("[SIMULASI] Pengaduan Anda telah diterima ({number})"),
            format!("[SIMULASI] Pengaduan Anda perlu dilengkapi ({number})"),
            format!("[SIMULASI] Pengaduan Anda telah dijawab ({number})"),
            format!("[SIMULASI] Pengaduan Anda ditutup ({number})"),
        ]
    );
    for mail in &mails {
        assert_eq!(*mail.part("to"), serde_json::json!(["pelapor@contoh.example"]));
        let body = mail.text("body");
        assert!(body.contains("Yth. Pelapor,"), "{body}");
        for never in ["Contoh Pelapor", "Loket tutup", filed.secret.as_str()] {
            assert!(!body.contains(never), "{body}");
        }
    }
    let sent = listed(&agency, NoticeState::Sent).await;
    assert!(sent.iter().all(|notice| notice.application == filed.name), "{sent:?}");
    agency.close().await;
}

async fn who_is_late_is_told_to_the_reporter_too(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), backend).await;
    let filed =
        agency.public().complains(reported(&agency, "pelapor@contoh.example")).await.unwrap();

    agency.time_passes_to(stories::wib("2026-06-15 09:00")).await;
    agency.delivers().await;

    let subjects: Vec<String> =
        mailbox.taken(2).await.iter().map(|mail| mail.text("subject").to_owned()).collect();
    let late = format!("[SIMULASI] Pengaduan Anda terlambat ditangani ({})", filed.number);
    assert!(subjects.contains(&late), "{subjects:?}");
    agency.close().await;
}

async fn whoever_left_no_contact_is_told_nothing(backend: Backend) {
    let mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), backend).await;
    let public = agency.public();

    public.complains(complaint(&public.agency)).await.unwrap();
    public.complains(reported(&agency, "")).await.unwrap();
    agency.delivers().await;

    for state in [NoticeState::Sent, NoticeState::Waiting, NoticeState::Skipped] {
        assert_eq!(listed(&agency, state).await, []);
    }
    agency.close().await;
}

async fn a_reporter_is_told_in_the_own_language(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), backend).await;
    let language = NoticeLanguage::English.into();
    let guest = Reporter { language, ..reporter("guest@contoh.example") };

    let request = SubmitComplaintRequest { reporter: Some(guest), ..reported(&agency, "") };
    let filed = agency.public().complains(request).await.unwrap();
    agency.delivers().await;

    let mails = mailbox.taken(1).await;
    let subject = format!("[SIMULASI] Your complaint was received ({})", filed.number);
    assert_eq!(mails[0].text("subject"), subject);
    assert!(mails[0].text("body").contains("Dear reporter,"), "{}", mails[0].text("body"));
    agency.close().await;
}

/// A complaint whose receipt the mail server refused to take.
async fn refused(agency: &Agency, mailbox: &mut Mailbox) -> Filed {
    mailbox.answers("refusing").await;
    let filed = agency.public().complains(reported(agency, "pelapor@contoh.example")).await;
    agency.delivers().await;
    mailbox.answers("well").await;
    filed.unwrap()
}

async fn what_did_not_reach_a_reporter_is_sent_again(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), backend).await;
    let (staff, administrator) = (Staff::enrolled(&agency).await, agency.administrator());
    let filed = refused(&agency, &mut mailbox).await;
    let dead = listed(&agency, NoticeState::Dead).await;
    assert_eq!((dead.len(), &dead[0].application), (1, &filed.name));

    let by_another = resends(&staff.admin, &dead[0].name).await;
    resends(&administrator, &dead[0].name).await.unwrap();
    agency.delivers().await;

    assert_eq!(reason(by_another), "DUTY_MISSING");
    let sent = listed(&agency, NoticeState::Sent).await;
    assert_eq!((sent.len(), &sent[0].name), (1, &dead[0].name));
    let subject = format!("[SIMULASI] Pengaduan Anda telah diterima ({})", filed.number);
    assert_eq!(mailbox.taken(1).await[0].text("subject"), subject);
    let kinds = agency.kinds_of(&filed.name).await;
    assert_eq!(kinds, ["complaints.received", "complaints.notice_resent"]);
    agency.verify().await;
    agency.close().await;
}

async fn whom_a_complaint_is_about_sends_nothing_of_it_again(backend: Backend) {
    let mut mailbox = Mailbox::open().await;
    let agency = Agency::open(Plan::sip().telling(by_mail(&mailbox)), backend).await;
    let (staff, administrator) = (Staff::enrolled(&agency).await, agency.administrator());
    let filed = refused(&agency, &mut mailbox).await;
    staff.admin.verifies(&filed.name, &[&administrator]).await.unwrap();

    let dead = listed(&agency, NoticeState::Dead).await;
    let answer = resends(&administrator, &dead[0].name).await;

    assert_eq!(reason(answer), "COMPLAINT_NOT_FOUND");
    agency.close().await;
}
