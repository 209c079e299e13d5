//! The record that holds files: a case or a complaint, which have nothing else in common.

use complaints::{Attachment, Complaint};
use contract::satupintu::permits::v1 as pb;
use kernel::{Instant, Media, SealedRef};
use permits::Application;

use crate::{names, permits::answer, wire::timestamp};

/// A command on the record that holds a file.
pub(super) enum Deed {
    OnCase(permits::Command),
    OnComplaint(complaints::Command),
}

/// The record that holds the files, as it stands.
pub(super) enum Held {
    /// A case.
    Case(Box<Application>),
    /// A complaint.
    Complaint(Box<Complaint>),
}

/// What is sealed of a file that stands in its record.
pub(super) struct Kept {
    pub(super) id: String,
    pub(super) media: Media,
    pub(super) details: SealedRef,
    pub(super) content: SealedRef,
}

impl Held {
    pub(super) fn id(&self) -> &str {
        match self {
            Self::Case(case) => &case.id,
            Self::Complaint(complaint) => &complaint.id,
        }
    }

    /// Under whose key the files are sealed.
    pub(super) fn subject(&self) -> &str {
        match self {
            Self::Case(case) => &case.subject,
            Self::Complaint(complaint) => &complaint.id,
        }
    }

    /// The record's name, under which those of its files and uploads are.
    pub(super) fn name(&self) -> String {
        match self {
            Self::Case(case) => names::application(&case.agency, &case.id),
            Self::Complaint(complaint) => names::complaint(&complaint.agency, &complaint.id),
        }
    }

    /// The file called `id`.
    pub(super) fn kept(&self, id: &str) -> Option<Kept> {
        let (media, details, content) = match self {
            Self::Case(case) => {
                let file = &case.file(id)?.file;
                (file.media, &file.details, &file.content)
            }
            Self::Complaint(complaint) => {
                let file = complaint.attachment(id)?;
                (file.media, &file.details, &file.content)
            }
        };
        let (id, details, content) = (id.to_owned(), details.clone(), content.clone());
        Some(Kept { id, media, details, content })
    }

    /// The command that has added the file called `id`, once more.
    pub(super) fn again(&self, id: &str) -> Option<Deed> {
        Some(match self {
            Self::Case(case) => {
                let file = Box::new(case.file(id)?.file.clone());
                Deed::OnCase(permits::Command::Attach { file })
            }
            Self::Complaint(complaint) => {
                let attachment = complaint.attachment(id)?.clone();
                Deed::OnComplaint(complaints::Command::Attach { attachment })
            }
        })
    }

    /// Every file by its id, as the wire shows it, oldest first.
    pub(super) fn files(&self) -> Vec<(String, pb::File)> {
        match self {
            Self::Case(case) => {
                let shown = case.files.iter();
                shown.map(|held| (held.file.id.clone(), answer::file(case, held))).collect()
            }
            Self::Complaint(complaint) => {
                let shown = complaint.attachments.iter();
                shown.map(|(at, file)| (file.id.clone(), self.attached(*at, file))).collect()
            }
        }
    }

    fn attached(&self, at: Instant, attachment: &Attachment) -> pb::File {
        let Attachment { id, media, size, details: _, content: _ } = attachment;
        pb::File {
            name: format!("{}/files/{id}", self.name()),
            requirement_id: String::new(),
            step: String::new(),
            media_type: answer::media(*media).into(),
            most_bytes: size.most_bytes(),
            attached_at: Some(timestamp(at)),
            attached_by: String::new(),
            replaced_by: String::new(),
            came_from: String::new(),
        }
    }
}
