//! Commands on notices that could not be delivered.

use kernel::{Actor, AgencyId};

use crate::{
    batch::Batch,
    error::Error,
    notices::{NoticeState, find},
    record::{Key, RecordKind},
    request::Reply,
};

impl Batch<'_> {
    /// A dead notice back into the queue, journaled in its case or complaint.
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
        let (about, index) = (&found.application, found.index);
        let complaint = Key::new(RecordKind::Complaint, about);
        self.load(&complaint).await?;
        let done = if self.complaint(&complaint).is_ok() {
            let command = complaints::Command::ResendNotice { index };
            self.on_complaint(actor, agency, about, None, &command).await?
        } else {
            let key = self.case(agency, about, None).await?;
            let command = permits::Command::ResendNotice { index, channel: found.channel };
            self.permit(actor, key, &command).await?
        };
        self.revived.insert(found.id);
        Ok(done)
    }
}
