//! What an applicant is told of a case: by the ways that the applicant chose.

use notices::{Facts, Letter, Template};
use permits::{Application, NoticeChannel, StageState};
use store::{Error, Notice};

use super::delivery::{Delivery, ERASED, GONE, NO_CONTACT, NOT_OFFERED, Outcome, WITHDRAWN};
use crate::permits::Form;

/// Whether somebody is reached.
pub(super) enum Reached {
    /// The case as it stands, and the address of its applicant.
    At(Box<Application>, String),
    /// Nobody: what becomes of the notice.
    Nobody(Outcome),
}

impl Delivery {
    /// Tells an applicant; the words say how the case stood at the notice's event.
    pub(super) async fn tell_applicant(
        &self,
        notice: &Notice,
        template: Template,
    ) -> Result<Outcome, Error> {
        let (record, to) = match self.reached(notice, template.is_always_told()).await? {
            Reached::At(record, to) => (record, to),
            Reached::Nobody(outcome) => return Ok(outcome),
        };
        let then = self.store.application_at(&notice.application, notice.index).await?;
        let facts = self.facts(&then.ok_or_else(|| missing(notice))?).await?;
        let language = record.notice_preferences().language;
        let letter = Letter::write(template, language, &facts);
        Ok(self.sent(notice, to, language, Some(facts.receipt), letter).await)
    }

    /// Where the applicant of a case is reached by the notice's way; `is_always_told` also
    /// by one that was not chosen.
    pub(super) async fn reached(
        &self,
        notice: &Notice,
        is_always_told: bool,
    ) -> Result<Reached, Error> {
        let found = self.store.application(&notice.application).await?;
        let record = found.ok_or_else(|| missing(notice))?.record;
        let is_chosen = record.notice_preferences().channels.contains(&notice.channel);
        if !is_chosen && !is_always_told {
            return Ok(Reached::Nobody(Outcome::Dropped(WITHDRAWN)));
        }
        if !self.transports.offers(notice.channel) {
            return Ok(Reached::Nobody(Outcome::Skipped(NOT_OFFERED)));
        }
        let Some(form) = self.form(&record).await? else {
            return Ok(Reached::Nobody(Outcome::Dropped(ERASED)));
        };
        let address = match notice.channel {
            NoticeChannel::Email => form.email(),
            NoticeChannel::Whatsapp | NoticeChannel::Sms => form.phone(),
        };
        Ok(match address {
            Some(address) => Reached::At(Box::new(record), address.to_owned()),
            None => Reached::Nobody(Outcome::Skipped(NO_CONTACT)),
        })
    }

    /// The sealed form; nothing of somebody who was erased.
    async fn form(&self, record: &Application) -> Result<Option<Form>, Error> {
        let Some(sealed) = record.form() else { return Ok(None) };
        let Some(bytes) = self.store.unseal(sealed).await? else { return Ok(None) };
        let form = Form::from_bytes(&bytes).map_err(|_| Error::Corrupt {
            what: "sealed.ciphertext",
            id: sealed.row.clone(),
            why: "no form".into(),
        })?;
        Ok(Some(form))
    }

    /// What may be said of the case as it stood then.
    async fn facts(&self, record: &Application) -> Result<Facts, Error> {
        let ground = self.store.ground(record).await?;
        let view = record.progress(&ground.context(self.store.clock().now()), None);
        let stage = view.stages.into_iter().find(|stage| stage.state == StageState::Now);
        Ok(Facts {
            sender: self.transports.sender().to_owned(),
            receipt: view.receipt.to_string(),
            service: view.service,
            stage: stage.map(|stage| stage.title),
            due: view.due,
            portal: self.transports.portal().map(str::to_owned),
            simulated: self.store.deployment().simulation,
        })
    }
}

fn missing(notice: &Notice) -> Error {
    Error::Corrupt { what: "record", id: notice.application.clone(), why: GONE.into() }
}
