//! A notice for a gateway: a CloudEvent 1.0 in structured JSON.

use permits::{NoticeChannel, NoticeLanguage};
use serde::Serialize;

use crate::transports::Dispatch;

/// The content type of a CloudEvent in structured JSON.
pub(crate) const CONTENT_TYPE: &str = "application/cloudevents+json; charset=utf-8";

/// What the event is, for whoever takes several kinds at one address.
const KIND: &str = "satupintu.notices.v1.Notice";

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
struct Envelope<'a> {
    specversion: &'static str,
    id: &'a str,
    source: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a str>,
    time: String,
    datacontenttype: &'static str,
    data: Content<'a>,
}

/// What the gateway needs and no more.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Content<'a> {
    channel: NoticeChannel,
    to: &'a str,
    language: NoticeLanguage,
    text: &'a str,
    template: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    receipt_number: Option<&'a str>,
    simulated: bool,
}

/// The bytes that are signed and sent.
pub(crate) fn bytes(channel: NoticeChannel, dispatch: &Dispatch) -> Vec<u8> {
    let Dispatch { id, source, to, at, now: _, language, template, receipt, simulated, letter } =
        dispatch;
    let envelope = Envelope {
        specversion: "1.0",
        id,
        source,
        kind: KIND,
        subject: receipt.as_deref(),
        time: at.to_string(),
        datacontenttype: "application/json",
        data: Content {
            channel,
            to,
            language: *language,
            text: &letter.short,
            template,
            receipt_number: receipt.as_deref(),
            simulated: *simulated,
        },
    };
    serde_json::to_vec(&envelope).expect("plain structs of texts are always JSON")
}
