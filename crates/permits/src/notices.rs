//! By which ways the applicant wants to be told, and what was told again.
//!
//! Choosing a channel is a consent that can be taken back at any time: it
//! holds from the next notice on. Where to reach the applicant stands in the
//! sealed form and never here.

use std::collections::BTreeSet;

use access::{Acting, Officer};
use serde::{Deserialize, Serialize};

use crate::{application::Application, event::Event, refusal::Refusal};

/// A way by which a notice reaches the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeChannel {
    /// E-mail.
    Email,
    /// WhatsApp, through a gateway.
    Whatsapp,
    /// Short message, through a gateway.
    Sms,
}

impl NoticeChannel {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Email, Self::Whatsapp, Self::Sms];

    /// The stable name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Whatsapp => "whatsapp",
            Self::Sms => "sms",
        }
    }

    /// The channel of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == name)
    }
}

/// The language in which the applicant is addressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NoticeLanguage {
    /// Bahasa Indonesia.
    #[default]
    #[serde(rename = "id")]
    Indonesian,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// What the applicant has chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticePreferences {
    /// The channels; empty for none.
    pub channels: BTreeSet<NoticeChannel>,
    /// The language.
    pub language: NoticeLanguage,
}

/// E-mail, where the form gives an address, in Bahasa Indonesia: what holds
/// for whoever has chosen nothing.
impl Default for NoticePreferences {
    fn default() -> Self {
        Self {
            channels: BTreeSet::from([NoticeChannel::Email]),
            language: NoticeLanguage::default(),
        }
    }
}

/// The applicant chose by which ways to be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticePreferencesSet {
    /// What holds from now on.
    pub preferences: NoticePreferences,
}

/// A notice that could not be delivered was put back into the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeResent {
    /// The journal index of the event that the notice tells of.
    pub index: u64,
    /// By which way.
    pub channel: NoticeChannel,
}

impl Application {
    /// By which ways the applicant is told, chosen or not.
    #[must_use]
    pub fn notice_preferences(&self) -> NoticePreferences {
        self.notices.clone().unwrap_or_default()
    }

    /// Also after the end: a licence still expires.
    pub(crate) fn set_notice_preferences(preferences: &NoticePreferences) -> Vec<Event> {
        let preferences = preferences.clone();
        vec![Event::NoticePreferencesSet(NoticePreferencesSet { preferences })]
    }

    /// Only who administers the agency looks after what could not be delivered.
    pub(crate) fn resend_notice(
        &self,
        acting: &Acting<'_>,
        index: u64,
        channel: NoticeChannel,
    ) -> Result<Vec<Event>, Refusal> {
        let may = |officer: &&Officer| officer.may_administer(&self.agency);
        match acting {
            Acting::Officer(officer) if may(officer) => {
                Ok(vec![Event::NoticeResent(NoticeResent { index, channel })])
            }
            Acting::Officer(_)
            | Acting::Applicant
            | Acting::Agent(_)
            | Acting::Peer(_)
            | Acting::Public
            | Acting::System => Err(Refusal::AdministratorOnly),
        }
    }
}
