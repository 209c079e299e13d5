//! What the reporter hands in to show what happened (lampiran): who adds it, and
//! who opens it.
//!
//! The record knows that a file is there and which content is meant. Name, exact
//! size and hash are sealed under the report's own key, and go with it.

use access::Acting;
use kernel::{Media, SealedRef, SizeClass};
use serde::{Deserialize, Serialize};

use crate::{
    complaint::Complaint,
    context::Context,
    decide::{officer_of, reporter_only},
    event::{Attached, AttachmentRead, Event},
    refusal::Refusal,
};

/// The most files that one report holds.
pub const MOST_ATTACHMENTS: usize = 20;

/// A file whose content is complete and kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// The file's id, a random UUID.
    pub id: String,
    /// Which kind it is; its content was looked at.
    pub media: Media,
    /// How large it is, roughly.
    pub size: SizeClass,
    /// Its name, exact size and the like, sealed.
    pub details: SealedRef,
    /// The SHA-256 of its content, sealed; the commitment is to the hash.
    pub content: SealedRef,
}

impl Complaint {
    /// The file called `id`.
    #[must_use]
    pub fn attachment(&self, id: &str) -> Option<&Attachment> {
        self.attachments.iter().map(|(_, held)| held).find(|held| held.id == id)
    }

    /// Whether `acting` may begin to hand in a file now; the same is asked again
    /// when the file is whole.
    ///
    /// # Errors
    /// [`Refusal::ReporterOnly`], [`Refusal::OutOfOrder`] once it is closed,
    /// [`Refusal::TooManyFiles`].
    pub fn may_attach(&self, acting: &Acting<'_>) -> Result<(), Refusal> {
        reporter_only(acting)?;
        if !self.is_open() {
            return Err(Refusal::OutOfOrder);
        }
        if self.attachments.len() >= MOST_ATTACHMENTS {
            return Err(Refusal::TooManyFiles);
        }
        Ok(())
    }

    pub(crate) fn attach(
        &self,
        acting: &Acting<'_>,
        attachment: &Attachment,
    ) -> Result<Vec<Event>, Refusal> {
        if self.attachment(&attachment.id).is_some() {
            return Err(Refusal::AlreadyAttached);
        }
        self.may_attach(acting)?;
        Ok(vec![Attached { attachment: attachment.clone() }.into()])
    }

    /// It opens to whoever may read the words.
    pub(crate) fn read_attachment(
        &self,
        acting: &Acting<'_>,
        id: &str,
        context: &Context<'_>,
    ) -> Result<Vec<Event>, Refusal> {
        self.may_be_read_by(officer_of(acting)?, context)?;
        if self.attachment(id).is_none() {
            return Err(Refusal::FileNotFound);
        }
        Ok(vec![AttachmentRead { attachment: id.to_owned() }.into()])
    }
}
