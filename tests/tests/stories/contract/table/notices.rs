//! The rows of `NoticesService`.

use contract::satupintu::notices::v1::{
    GetNoticesStatusRequest, ListChannelsRequest, ListNoticesRequest, NoticeChannel,
    NoticeLanguage, NoticePreferences, NoticeState, ResendNoticeRequest, SetPreferencesRequest,
};
use stories::request_id;

use super::{Row, administrator, public};
use crate::contract::scene::Scene;

/// A good choice.
pub(super) fn chosen() -> NoticePreferences {
    NoticePreferences {
        channels: vec![NoticeChannel::Email.into(), NoticeChannel::Whatsapp.into()],
        language: NoticeLanguage::English.into(),
    }
}

pub(super) fn rows(scene: &Scene) -> Vec<Row> {
    let parent = format!("agencies/{}", scene.agency);
    let choose = SetPreferencesRequest {
        receipt_number: scene.waiting.number.clone(),
        secret: scene.waiting.secret.clone(),
        request_id: request_id(),
        etag: String::new(),
        preferences: Some(chosen()),
    };
    let list = ListNoticesRequest {
        parent: parent.clone(),
        page_size: 10,
        page_token: String::new(),
        state: NoticeState::Dead.into(),
    };
    let resend = ResendNoticeRequest { name: scene.undelivered.clone(), request_id: request_id() };
    let status = GetNoticesStatusRequest { parent };
    vec![
        public(scene, "/satupintu.notices.v1.NoticesService/ListChannels", &ListChannelsRequest {}),
        public(scene, "/satupintu.notices.v1.NoticesService/SetPreferences", &choose)
            .leaving("permits.notice_preferences_set"),
        administrator(scene, "/satupintu.notices.v1.NoticesService/ListNotices", &list),
        administrator(scene, "/satupintu.notices.v1.NoticesService/ResendNotice", &resend)
            .leaving("permits.notice_resent"),
        administrator(scene, "/satupintu.notices.v1.NoticesService/GetNoticesStatus", &status),
    ]
}
