//! What a browser holds for a visitor: a sealed cookie, and marks on forms.
//!
//! The gateway keeps no session. Receipts and their secrets, a survey's token and
//! the code of a visit are in the cookie, which only the gateway can open, which
//! no script can read, and which ends two hours after the last page; half an hour
//! after it where an officer works.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue, header};
use serde::{Deserialize, Serialize};

use crate::{key::Key, random};

const LASTS_SECONDS: i64 = 2 * 3600;
/// An officer who walks away leaves cases open.
const AT_THE_DESK_SECONDS: i64 = 30 * 60;
const PLACE: &str = "session";

/// Opens and seals cookies.
pub(crate) struct Sessions {
    key: Arc<Key>,
    /// Whether people come over HTTPS; then the cookie is for this host alone.
    sealed: bool,
}

/// One visitor's browser.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Session {
    /// Ties forms to this browser.
    id: String,
    /// The application that is open in it.
    pub(crate) case: Option<Case>,
    /// The complaint that is open in it.
    #[serde(default)]
    pub(crate) complaint: Option<Case>,
    /// What was left for an agency that did not answer, open in it.
    #[serde(default)]
    pub(crate) deposit: Option<Case>,
    /// The comment on a draft that is open in it.
    #[serde(default)]
    pub(crate) comment: Option<Case>,
    /// The token with which a survey is being answered.
    #[serde(default)]
    pub(crate) survey: Option<SurveyToken>,
    /// The visit to a hall, `agencies/{agency}/hall/visits/{visit}`.
    #[serde(default)]
    pub(crate) hall_visit: Option<String>,
    /// What makes this browser a kiosk in a hall.
    #[serde(default)]
    pub(crate) kiosk: Option<Kiosk>,
    /// What makes this browser an officer's desk.
    #[serde(default)]
    pub(crate) badge: Option<Badge>,
    ends: i64,
}

/// The receipt that opens an application, a complaint or a comment.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Case {
    pub(crate) receipt: String,
    pub(crate) secret: String,
    /// True until the secret was shown to whoever has just sent it.
    pub(crate) new: bool,
}

/// A survey's token, and the agency that gave it.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct SurveyToken {
    pub(crate) agency: String,
    pub(crate) token: String,
}

/// The token of an officer who serves in a hall, by which a device in it takes
/// tickets.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Kiosk {
    pub(crate) agency: String,
    pub(crate) token: String,
}

/// The token by which an officer works at the desk of an agency.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Badge {
    pub(crate) agency: String,
    pub(crate) token: String,
}

impl Session {
    fn fresh() -> Self {
        let id = URL_SAFE_NO_PAD.encode(random::bytes::<16>());
        Self {
            id,
            case: None,
            complaint: None,
            deposit: None,
            comment: None,
            survey: None,
            hall_visit: None,
            kiosk: None,
            badge: None,
            ends: 0,
        }
    }

    /// A desk, with nothing of whoever used the browser before: not even forms
    /// that were opened then can be sent from it.
    pub(crate) fn at_desk(badge: Badge) -> Self {
        Self { badge: Some(badge), ..Self::fresh() }
    }

    /// What is left when the officer goes: nothing.
    pub(crate) fn signed_out() -> Self {
        Self::fresh()
    }

    fn lasts_seconds(&self) -> i64 {
        if self.badge.is_some() { AT_THE_DESK_SECONDS } else { LASTS_SECONDS }
    }

    /// The same browser as a kiosk: nobody stays open on a device that everybody
    /// touches.
    pub(crate) fn as_kiosk(&self, kiosk: Kiosk) -> Self {
        Self { id: self.id.clone(), kiosk: Some(kiosk), ..Self::fresh() }
    }
}

impl Sessions {
    pub(crate) fn new(key: Arc<Key>, sealed: bool) -> Self {
        Self { key, sealed }
    }

    fn cookie(&self) -> &'static str {
        if self.sealed { "__Host-satupintu" } else { "satupintu" }
    }

    /// The session in the cookie; a fresh one when there is none that holds.
    pub(crate) fn open(&self, headers: &HeaderMap) -> Session {
        let opened = self.sealed_in(headers).and_then(|sealed| {
            let session: Session = serde_json::from_slice(&self.key.unseal(PLACE, sealed)?).ok()?;
            (session.ends > now()).then_some(session)
        });
        opened.unwrap_or_else(Session::fresh)
    }

    fn sealed_in<'a>(&self, headers: &'a HeaderMap) -> Option<&'a str> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|all| all.to_str().ok());
        let mut pairs =
            cookies.flat_map(|all| all.split(';')).filter_map(|pair| pair.split_once('='));
        pairs.find(|(name, _)| name.trim() == self.cookie()).map(|(_, value)| value.trim())
    }

    /// The header that gives `session` to the browser.
    pub(crate) fn set(&self, session: &Session) -> HeaderValue {
        let lasts = session.lasts_seconds();
        let session = Session { ends: now().saturating_add(lasts), ..session.clone() };
        let text = serde_json::to_vec(&session).expect("strings and numbers have a JSON form");
        let secure = if self.sealed { "; Secure" } else { "" };
        let cookie = format!(
            "{}={}; Path=/; HttpOnly; SameSite=Strict; Max-Age={lasts}{secure}",
            self.cookie(),
            self.key.seal(PLACE, &text)
        );
        HeaderValue::try_from(cookie).expect("base64 may stand in a header")
    }

    /// The mark of a form, for this browser and this `purpose` only.
    pub(crate) fn mark(&self, session: &Session, purpose: &str) -> String {
        self.key.mark(&format!("{} {purpose}", session.id))
    }

    /// Whether the form came from one of our own pages in this browser.
    pub(crate) fn is_ours(&self, session: &Session, purpose: &str, mark: &str) -> bool {
        self.key.is_mark(&format!("{} {purpose}", session.id), mark)
    }
}

fn now() -> i64 {
    edge::wall_clock().micros().div_euclid(1_000_000)
}
