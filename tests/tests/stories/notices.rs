//! What concerns the applicant reaches the applicant: nothing is lost, nothing
//! comes twice to who looks at ids, and the operator sees what waits.

mod choices;
mod complaints;
mod down;
mod invitations;
mod ways;

pub(crate) use invitations::token_in;

use contract::satupintu::notices::v1::{
    GetNoticesStatusRequest, GetNoticesStatusResponse, ListNoticesRequest, Notice, NoticeChannel,
    NoticeLanguage, NoticePreferences, NoticeState, ResendNoticeRequest,
};
use contract::satupintu::permits::v1::SubmitApplicationRequest;
use stories::{Agency, Answered, Caller, Gateway, Mailbox, Scratch, request_id, sip};

/// Signs for the gateway, in the tests alone.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// Makes two tests of each story that opens its own agency.
macro_rules! on_both {
    ($($story:ident),+ $(,)?) => {$(
        mod $story {
            #[tokio::test]
            async fn on_sqlite() {
                super::$story(stories::Backend::Sqlite).await;
            }

            #[tokio::test]
            async fn on_postgresql() {
                super::$story(stories::Backend::Postgres).await;
            }
        }
    )+};
}
pub(crate) use on_both;

/// The mail server, and nothing else.
pub(crate) fn by_mail(mailbox: &Mailbox) -> notices::Settings {
    notices::Settings {
        smtp: Some(format!("smtp+plain://127.0.0.1:{}", mailbox.port)),
        from: Some("DPMPTSP Kota Contoh <layanan@contoh.example>".to_owned()),
        sender: Some("DPMPTSP Kota Contoh".to_owned()),
        portal: Some("https://mpp.contoh.example/lacak".to_owned()),
        ..notices::Settings::default()
    }
}

/// The same ways, and whoever was served is asked how it was.
pub(crate) fn inviting(ways: notices::Settings) -> notices::Settings {
    notices::Settings { survey: Some("https://mpp.contoh.example/survei".to_owned()), ..ways }
}

/// The gateway for both kinds of message, and nothing else.
fn by_gateway(gateway: &Gateway, scratch: &Scratch) -> notices::Settings {
    let file = scratch.join("gateway.secret");
    std::fs::write(&file, SECRET).unwrap();
    notices::Settings {
        webhook: Some(gateway.address()),
        webhook_secret_file: Some(file),
        webhook_channels: vec![permits::NoticeChannel::Whatsapp, permits::NoticeChannel::Sms],
        ..notices::Settings::default()
    }
}

fn chosen(channels: &[NoticeChannel], language: NoticeLanguage) -> NoticePreferences {
    let channels = channels.iter().map(|channel| (*channel).into()).collect();
    NoticePreferences { channels, language: language.into() }
}

/// An application whose applicant wants to be told by these ways.
fn telling(channels: &[NoticeChannel]) -> SubmitApplicationRequest {
    let notices = Some(chosen(channels, NoticeLanguage::Indonesian));
    SubmitApplicationRequest { notices, ..sip::submission() }
}

/// What the operator sees.
async fn standing(agency: &Agency) -> GetNoticesStatusResponse {
    let administrator = agency.administrator();
    let request = GetNoticesStatusRequest { parent: administrator.agency.clone() };
    administrator.notices().get_notices_status(request).await.unwrap().into_inner()
}

/// The notices in a state, in the order of the events.
async fn listed(agency: &Agency, state: NoticeState) -> Vec<Notice> {
    let administrator = agency.administrator();
    let request = ListNoticesRequest {
        parent: administrator.agency.clone(),
        state: state.into(),
        ..ListNoticesRequest::default()
    };
    administrator.notices().list_notices(request).await.unwrap().into_inner().notices
}

async fn resends(administrator: &Caller, name: &str) -> Answered<()> {
    let request = ResendNoticeRequest { name: name.to_owned(), request_id: request_id() };
    administrator.notices().resend_notice(request).await.map(|_| ())
}

/// The clock goes on and the server notices.
async fn seconds_pass(agency: &Agency, seconds: i64) {
    agency.time_passes_to(agency.now().plus_seconds(seconds)).await;
    agency.delivers().await;
}
