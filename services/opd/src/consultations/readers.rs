//! Who sees what of a forum, and who is behind a slip.

use access::Officer;
use consultations::{Audience, Forum, State};
use contract::satupintu::consultations::v1 as pb;
use kernel::{AgencyId, SealedRef};
use store::{Found, Store};
use tonic::{Request, Status};

use crate::{
    consultations::{
        answer::{self, Reader},
        service::ConsultationsService,
    },
    outcome::status,
    permits::Holder,
};

pub(super) fn not_found() -> Status {
    edge::refused("FORUM_NOT_FOUND", &[])
}

/// Those who hold forums of `agency` and those who supervise it.
pub(super) fn is_insider(officer: &Officer, agency: &AgencyId) -> bool {
    officer.may_administer(agency) || officer.may_govern(agency) || officer.may_audit(agency)
}

pub(super) fn caller_of<T>(request: &Request<T>) -> Result<Option<Officer>, Status> {
    Ok(match edge::caller(request)? {
        edge::Caller::Officer(officer) => Some(officer.clone()),
        edge::Caller::Peer(_) | edge::Caller::Public => None,
    })
}

impl ConsultationsService {
    pub(super) async fn named(&self, agency: &AgencyId, id: &str) -> Result<Found<Forum>, Status> {
        let found = self.store.forum(id).await.map_err(status)?;
        found.filter(|found| found.record.agency == *agency).ok_or_else(not_found)
    }

    /// The forum as far as it exists for whoever asks, and as whom.
    pub(super) async fn visible<T>(
        &self,
        request: &Request<T>,
        agency: &AgencyId,
        id: &str,
    ) -> Result<(Found<Forum>, Reader), Status> {
        let found = self.named(agency, id).await?;
        let reader = self.reader(request, &found.record)?.ok_or_else(not_found)?;
        Ok((found, reader))
    }

    pub(super) fn reader<T>(
        &self,
        request: &Request<T>,
        forum: &Forum,
    ) -> Result<Option<Reader>, Status> {
        let officer = caller_of(request)?;
        if officer.as_ref().is_some_and(|officer| is_insider(officer, &forum.agency)) {
            return Ok(Some(Reader::Insider));
        }
        let is_asked = match forum.audience {
            Audience::Public => true,
            Audience::Internal => officer.is_some(),
        };
        Ok((is_asked && forum.state > State::Draft).then_some(Reader::Public))
    }

    pub(super) async fn comment_in(
        &self,
        forum: &Forum,
        id: &str,
    ) -> Result<Option<pb::Comment>, Status> {
        match forum.comment(id) {
            Some(comment) => {
                answer::comment(&self.store, forum, comment, Reader::Insider).await.map(Some)
            }
            None => Err(edge::refused("COMMENT_NOT_FOUND", &[])),
        }
    }
}

/// The entry that a slip opens, and its forum. An unknown number and a wrong
/// secret get the same answer.
pub(crate) async fn opened_by(
    store: &Store,
    holder: &Holder,
) -> Result<(Found<Forum>, String), Status> {
    let unknown = || edge::refused("RECEIPT_UNKNOWN", &[]);
    let number = holder.receipt.to_string();
    let found = store.slip(&number).await.map_err(status)?;
    let (forum, entry, digest) = found.ok_or_else(unknown)?;
    if !store.keys().receipt_secrets().verify(&holder.secret, &digest) {
        return Err(unknown());
    }
    let forum = store.forum(&forum).await.map_err(status)?.ok_or_else(unknown)?;
    Ok((forum, entry))
}

/// Where it stands who a participant or the author of a comment is.
pub(super) fn person_of<'f>(forum: &'f Forum, entry: &str) -> Option<&'f SealedRef> {
    if let Some(participant) = forum.participant(entry) {
        return Some(&participant.person);
    }
    let comment = forum.comment(entry)?;
    match &comment.participant {
        Some(participant) => forum.participant(participant).map(|it| &it.person),
        None => comment.author.as_ref(),
    }
}
