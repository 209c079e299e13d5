//! The invitation to a survey, with its one-time token: when a case has ended.

use notices::Invitation;
use permits::Application;
use store::{Error, Notice};

use super::{
    applicant::Reached,
    delivery::{Delivery, NOT_OFFERED, Outcome},
};

/// The applicant took the token on the portal, or had it before.
const TOKEN_GIVEN: &str = "token_given";

impl Delivery {
    /// Whether the event `index` ended a case of which the applicant is asked how it was.
    pub(super) async fn invites_after(
        &self,
        record: &Application,
        index: u64,
    ) -> Result<bool, Error> {
        if self.transports.survey().is_none() || record.ended_at().is_none() {
            return Ok(false);
        }
        let had_ended = async |index| -> Result<bool, Error> {
            let then = self.store.application_at(&record.id, index).await?;
            Ok(then.is_some_and(|then| then.ended_at().is_some()))
        };
        Ok(had_ended(index).await? && !had_ended(index.saturating_sub(1)).await?)
    }

    /// Sends the token: the same at every attempt and by every way.
    pub(super) async fn invite(&self, notice: &Notice) -> Result<Outcome, Error> {
        let (record, to) = match self.reached(notice, false).await? {
            Reached::At(record, to) => (record, to),
            Reached::Nobody(outcome) => return Ok(outcome),
        };
        let Some(address) = self.transports.survey() else {
            return Ok(Outcome::Skipped(NOT_OFFERED));
        };
        let (agency, service) = (&record.agency, &record.service);
        let token = self.store.survey_token_to_send(notice, agency, &service.id).await?;
        let Some(token) = token else { return Ok(Outcome::Dropped(TOKEN_GIVEN)) };
        let ground = self.store.ground(&record).await?;
        let invitation = Invitation {
            sender: self.transports.sender().to_owned(),
            service: ground.service.title().clone(),
            token: token.as_str().to_owned(),
            address: address.to_owned(),
            simulated: self.store.deployment().simulation,
        };
        let language = record.notice_preferences().language;
        Ok(self.sent(notice, to, language, None, invitation.letter(language)).await)
    }
}
