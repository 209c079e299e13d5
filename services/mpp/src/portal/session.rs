//! What a browser holds for a visitor: a sealed cookie, and marks on forms.
//!
//! The gateway keeps no session. Receipts and their secrets, a survey's token and
//! the code of a visit are in the cookie, which only the gateway can open, which
//! no script can read, and which ends two hours after the last page; half an hour
//! after it where an officer works.

use std::sync::Arc;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, HeaderValue, header};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{key::Key, random};

const LASTS_SECONDS: i64 = 2 * 3600;
/// An officer who walks away leaves cases open.
const AT_THE_DESK_SECONDS: i64 = 30 * 60;

/// A sealed cookie: what it is called, for which place it is sealed, and whether it
/// also comes along when another site leads here (`SameSite`).
pub(crate) struct Cookie {
    pub(crate) name: &'static str,
    pub(crate) place: &'static str,
    pub(crate) same_site: &'static str,
}

const SESSION: Cookie = Cookie { name: "satupintu", place: "session", same_site: "Strict" };

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

    /// What a browser calls it.
    fn called(&self, cookie: &Cookie) -> String {
        format!("{}{}", if self.sealed { "__Host-" } else { "" }, cookie.name)
    }

    /// The session in the cookie; a fresh one when there is none that holds.
    pub(crate) fn open(&self, headers: &HeaderMap) -> Session {
        let session = self.read::<Session>(&SESSION, headers);
        session.filter(|session| session.ends > now()).unwrap_or_else(Session::fresh)
    }

    /// What is in a cookie; `None` when it is absent, or not sealed by us.
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        cookie: &Cookie,
        headers: &HeaderMap,
    ) -> Option<T> {
        let called = self.called(cookie);
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|all| all.to_str().ok());
        let mut pairs =
            cookies.flat_map(|all| all.split(';')).filter_map(|pair| pair.split_once('='));
        let (_, sealed) = pairs.find(|(name, _)| name.trim() == called)?;
        serde_json::from_slice(&self.key.unseal(cookie.place, sealed.trim())?).ok()
    }

    /// The header that gives `session` to the browser.
    pub(crate) fn set(&self, session: &Session) -> HeaderValue {
        let lasts = session.lasts_seconds();
        let session = Session { ends: now().saturating_add(lasts), ..session.clone() };
        self.write(&SESSION, &session, lasts)
    }

    /// The header that gives a cookie to the browser for so many seconds.
    pub(crate) fn write<T: Serialize>(
        &self,
        cookie: &Cookie,
        held: &T,
        lasts_seconds: i64,
    ) -> HeaderValue {
        let text = serde_json::to_vec(held).expect("strings and numbers have a JSON form");
        self.header(cookie, &self.key.seal(cookie.place, &text), lasts_seconds)
    }

    /// The header that takes a cookie from the browser.
    pub(crate) fn take(&self, cookie: &Cookie) -> HeaderValue {
        self.header(cookie, "", 0)
    }

    fn header(&self, cookie: &Cookie, value: &str, lasts_seconds: i64) -> HeaderValue {
        let (called, same_site) = (self.called(cookie), cookie.same_site);
        let secure = if self.sealed { "; Secure" } else { "" };
        let cookie = format!(
            "{called}={value}; Path=/; HttpOnly; SameSite={same_site}; Max-Age={lasts_seconds}{secure}"
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

/// Seconds since 1970, by the time of day.
pub(crate) fn now() -> i64 {
    edge::wall_clock().micros().div_euclid(1_000_000)
}
