//! Commands on notices that could not be delivered.

use kernel::{Actor, AgencyId};
use permits::Command;

use crate::{
    batch::Batch,
    error::Error,
    notices::{NoticeState, find},
    record::Key,
    request::Reply,
};

impl Batch<'_> {
    /// A dead notice back into the queue, journaled in its case.
    pub(super) async fn resend_notice(
        &mut self,
        actor: &Actor,
        agency: &AgencyId,
        notice: &str,
    ) -> Result<(Key, Reply), Error> {
        let found = find(&mut self.tx, notice).await?;
        let Some(found) = found.filter(|found| found.agency == agency.as_str()) else {
            return Err(Error::refused("NOTICE_NOT_FOUND"));
        };
        if found.state != NoticeState::Dead || self.revived.contains(&found.id) {
            return Err(Error::refused("NOTICE_NOT_DEAD"));
        }
        let key = self.case(agency, &found.application, None).await?;
        let command = Command::ResendNotice { index: found.index, channel: found.channel };
        let done = self.permit(actor, key, &command).await?;
        self.revived.insert(found.id);
        Ok(done)
    }
}
