//! Destroys a person's data, and acknowledges it when it stands in the list outside the
//! database, too.

use kernel::Instant;
use privacy::Basis;
use prost::Message;
use store::{Act, Answer, DataSubject, Erasure, Reply};
use tonic::{Request, Status};

use crate::{
    outcome::status,
    permits::actor,
    privacy::{service::PrivacyService, wire::OnSubject},
    writing::submit,
};

/// What is left to say of somebody who was erased.
pub(super) struct Destroyed {
    pub(super) etag: String,
    pub(super) index: u64,
    pub(super) erased_at: Option<Instant>,
}

impl PrivacyService {
    /// Every erasure that an officer asks for, whosever data it destroys.
    pub(super) async fn erase<M: Message>(
        &self,
        method: &'static str,
        request: &Request<M>,
        asked: OnSubject<Basis>,
    ) -> Result<Destroyed, Status> {
        let OnSubject { agency, of, request_id, etag, brings: basis } = asked;
        let retention_years = self.retention_years;
        let erasure = Erasure::Asked { agency, of: of.clone(), etag, basis, retention_years };
        let (actor, act) = (actor(request)?, Act::Erase(erasure));
        let message = request.get_ref();
        let reply =
            submit(&self.store, method, message, actor, request_id, act, Vec::new()).await?;
        let Reply { version, index, answer } = reply;
        let (subjects, erased_at) = match (&answer, &of) {
            (Answer::Application(record), _) => (vec![record.id.as_str()], record.erased_at),
            (Answer::Complaint(record), _) => (vec![record.id.as_str()], record.erased_at),
            (Answer::Forum { forum, .. }, DataSubject::Contributor { entry, .. }) => {
                (forum.left_by(entry), forum.erased_at(entry))
            }
            _ => return Err(edge::refused("INTERNAL", &[])),
        };
        for subject in subjects {
            if let Some(listed) = self.store.erasure(subject).await.map_err(status)? {
                self.erasures.note(&listed).await.map_err(|error| edge::failed(&error))?;
            }
        }
        Ok(Destroyed { etag: version.to_string(), index, erased_at })
    }
}
