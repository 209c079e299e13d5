//! Requests of the consultations service, checked whole.

mod entries;
mod forums;

pub(super) use entries::{
    Deciding, FollowingUp, Reading, Recording, Registering, Spelled, Spoken, Submitting, decision,
    follow_up, reading, recording, registration, submission, tracking,
};
pub(super) use forums::{
    Commenting, Creating, Downloading, Listing, MinutesDraft, SignedByReceipt, announcement,
    comments, creation, download, finish, forum_named, invitation, listing, minutes, opening,
    results, signature, signature_by_receipt,
};

use consultations::Element;
use contract::satupintu::consultations::v1 as pb;
use edge::Violations;
use kernel::{AgencyId, Line};
use tonic::Status;

use crate::{
    names,
    writing::{etag, request_id},
};

/// A write on one forum; `T` is what the method brings.
#[derive(Debug)]
pub(super) struct OnForum<T> {
    pub(super) agency: AgencyId,
    pub(super) forum: String,
    pub(super) request_id: String,
    pub(super) etag: Option<u64>,
    pub(super) brings: T,
}

/// Checks what every write on a forum has, and what the method `brings`.
fn on_forum<T>(
    name: &str,
    id: &str,
    tag: &str,
    brings: impl FnOnce(&mut Violations) -> Option<T>,
) -> Result<OnForum<T>, Status> {
    let mut faults = Violations::new();
    let name = faults.check("name", names::parse_forum(name));
    let request_id = request_id(&mut faults, id);
    let etag = etag(&mut faults, tag);
    let brings = brings(&mut faults);
    let whole = (|| {
        let (agency, forum) = name?;
        let (request_id, etag, brings) = (request_id?, etag?, brings?);
        Some(OnForum { agency, forum, request_id, etag, brings })
    })();
    faults.finish(whole)
}

/// Who somebody is; the person's own words, sealed at once.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Contributor {
    pub(super) name: Line,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) organisation: Option<Line>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) contact: Option<Line>,
}

/// A line that may be left out.
fn optional(faults: &mut Violations, field: &str, text: &str) -> Option<Option<Line>> {
    if text.is_empty() { Some(None) } else { faults.check(field, Line::parse(text)).map(Some) }
}

fn contributor(
    faults: &mut Violations,
    name: &str,
    organisation: &str,
    contact: &str,
) -> Option<Contributor> {
    let name = faults.check("person_name", Line::parse(name));
    let organisation = optional(faults, "organisation", organisation);
    let contact = optional(faults, "contact", contact);
    Some(Contributor { name: name?, organisation: organisation?, contact: contact? })
}

fn element(faults: &mut Violations, field: &str, element: i32) -> Option<Element> {
    let element = match pb::Element::try_from(element) {
        Ok(pb::Element::Organiser) => Ok(Element::Organiser),
        Ok(pb::Element::Community) => Ok(Element::Community),
        Ok(pb::Element::Stakeholder) => Ok(Element::Stakeholder),
        Ok(pb::Element::Expert) => Ok(Element::Expert),
        Ok(pb::Element::CivilSociety) => Ok(Element::CivilSociety),
        Ok(pb::Element::Media) => Ok(Element::Media),
        Ok(pb::Element::Unspecified) | Err(_) => Err("must be one of the elements of society"),
    };
    faults.check(field, element)
}
