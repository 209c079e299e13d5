//! The ways that are set up, and one notice on its way.

use kernel::Instant;
use permits::{NoticeChannel, NoticeLanguage};

use crate::{
    fault::Fault,
    letter::Letter,
    mail::Mail,
    settings::{Settings, SettingsError},
    webhook::Webhook,
};

/// One notice on its way. It knows an address, so it has no `Debug`.
pub struct Dispatch {
    /// The same at every attempt: the receiver tells repeats by it.
    pub id: String,
    /// Who sends, as `/agencies/dpmptsp-kotim`.
    pub source: String,
    /// The e-mail address or telephone number.
    pub to: String,
    /// When the notice entered the queue.
    pub at: Instant,
    /// When it is sent.
    pub now: Instant,
    /// The language it is written in.
    pub language: NoticeLanguage,
    /// The name of what it was made of.
    pub template: String,
    /// The receipt number; absent where the case is not named.
    pub receipt: Option<String>,
    /// Whether the deployment is a simulation.
    pub simulated: bool,
    /// The words.
    pub letter: Letter,
}

/// The ways that are set up. By default there is none.
#[derive(Default)]
pub struct Transports {
    mail: Option<Mail>,
    webhook: Option<Webhook>,
    sender: String,
    portal: Option<String>,
    survey: Option<String>,
}

impl Transports {
    /// The ways that the settings of `agency` describe. Nothing is reached yet.
    ///
    /// # Errors
    /// [`SettingsError`], to be shown as it is.
    pub fn open(settings: &Settings, agency: &str) -> Result<Self, SettingsError> {
        Ok(Self {
            mail: Mail::open(settings)?,
            webhook: Webhook::open(settings)?,
            sender: settings.sender(agency)?,
            portal: settings.portal()?,
            survey: settings.survey()?,
        })
    }

    /// Whether something can be sent by this channel.
    #[must_use]
    pub fn offers(&self, channel: NoticeChannel) -> bool {
        match channel {
            NoticeChannel::Email => self.mail.is_some(),
            NoticeChannel::Whatsapp | NoticeChannel::Sms => {
                self.webhook.as_ref().is_some_and(|webhook| webhook.serves(channel))
            }
        }
    }

    /// The channels by which something can be sent.
    pub fn offered(&self) -> impl Iterator<Item = NoticeChannel> {
        NoticeChannel::ALL.into_iter().filter(|channel| self.offers(*channel))
    }

    /// The name below each notice.
    #[must_use]
    pub fn sender(&self) -> &str {
        &self.sender
    }

    /// Where applicants can look up their case.
    #[must_use]
    pub fn portal(&self) -> Option<&str> {
        self.portal.as_deref()
    }

    /// Where a survey's token is entered; nobody is invited where there is no such place.
    #[must_use]
    pub fn survey(&self) -> Option<&str> {
        self.survey.as_deref()
    }

    /// Sends one notice and waits for the receiver's word: it blocks.
    ///
    /// # Errors
    /// [`Fault`]; after [`Fault::TimedOut`] the receiver may have it all the same.
    pub fn send(&self, channel: NoticeChannel, dispatch: &Dispatch) -> Result<(), Fault> {
        match (channel, &self.mail, &self.webhook) {
            (NoticeChannel::Email, Some(mail), _) => mail.send(dispatch),
            (NoticeChannel::Whatsapp | NoticeChannel::Sms, _, Some(webhook)) => {
                webhook.send(channel, dispatch)
            }
            (_, _, _) => Err(Fault::Unreachable),
        }
    }
}
