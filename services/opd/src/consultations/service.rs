//! The consultations service. Whose duty a step is, the store asks, in series.

use std::sync::Arc;

use consultations::{
    Command, Disposition, Forum, Invitation, NewComment, NewForum, NewMinutes, NewParticipant,
    Signer, Via,
};
use contract::satupintu::consultations::v1::{self as pb, consultations_service_server as server};
use kernel::Actor;
use store::{Act, ConsultationAct, Store};
use tonic::{Request, Response, Status};

use crate::{
    consultations::{
        answer::{self, Reader},
        minutes::{self, Minuted},
        readers::{caller_of, is_insider, opened_by, person_of},
        subject,
        wire::{
            self, Commenting, Contributor, Creating, Deciding, Downloading, FollowingUp, Listing,
            MinutesDraft, OnForum, Reading, Recording, Registering, SignedByReceipt, Spelled,
            Spoken, Submitting,
        },
        writes::{Brings, Entry, forum_of, slip},
    },
    names,
    outcome::status,
    permits::actor,
    printing::{Frames, frames},
    writing::submit,
};

/// Forums of the public.
pub(crate) struct ConsultationsService {
    pub(crate) store: Store,
    /// What stands before `/konsultasi/FORUM` in the QR code of minutes.
    pub(crate) public_url: String,
}

type Answered<T> = Result<Response<T>, Status>;

#[tonic::async_trait]
impl server::ConsultationsService for ConsultationsService {
    type DownloadMinutesStream = Frames<pb::DownloadMinutesResponse>;

    async fn create_forum(
        &self,
        request: Request<pb::CreateForumRequest>,
    ) -> Answered<pb::CreateForumResponse> {
        let (actor, message) = (actor(&request)?, request.get_ref());
        let Creating { agency, request_id, document, kind, mode, from, until, place, agenda } =
            wire::creation(message)?;
        if !edge::officer(&request)?.may_administer(&agency) {
            return Err(edge::refused("DUTY_MISSING", &[]));
        }
        let about = subject::present(&self.store, &agency, &document).await?;
        let Entry { id, key, wrapped, mut rows, .. } = self.entry()?;
        let place = self.seal(&key, &id, "place", place.as_str().as_bytes(), &mut rows)?;
        let agenda = self.seal(&key, &id, "agenda", agenda.as_str().as_bytes(), &mut rows)?;
        let new = NewForum {
            id,
            agency,
            code: about.code,
            document,
            digest: about.digest,
            anchors: about.clauses.into_iter().map(|clause| clause.anchor).collect(),
            audience: about.audience,
            kind,
            mode,
            from,
            until,
            place,
            agenda,
        };
        let create = ConsultationAct::Create { new, key: wrapped };
        let act = Act::Consult(Box::new(create));
        let reply =
            submit(&self.store, "CreateForum", message, actor, request_id, act, rows).await?;
        let forum = self.shown(&forum_of(reply)?.0).await?;
        Ok(Response::new(pb::CreateForumResponse { forum }))
    }

    async fn announce_forum(
        &self,
        request: Request<pb::AnnounceForumRequest>,
    ) -> Answered<pb::AnnounceForumResponse> {
        let on = wire::announcement(request.get_ref())?;
        let command = Command::Announce { media: on.brings.clone() };
        let found = self.plain("AnnounceForum", &request, on, command, Vec::new()).await?;
        Ok(Response::new(pb::AnnounceForumResponse { forum: self.shown(&found).await? }))
    }

    async fn invite_participants(
        &self,
        request: Request<pb::InviteParticipantsRequest>,
    ) -> Answered<pb::InviteParticipantsResponse> {
        let on = wire::invitation(request.get_ref())?;
        let (key, mut rows) = (self.key_of(&on.forum).await?, Vec::new());
        let mut invitations = Vec::with_capacity(on.brings.len());
        for (element, invitee) in &on.brings {
            let text = invitee.as_str().as_bytes();
            let invitee = self.seal(&key, &on.forum, "invitee", text, &mut rows)?;
            invitations.push(Invitation { element: *element, invitee });
        }
        let command = Command::Invite { invitations };
        let found = self.plain("InviteParticipants", &request, on, command, rows).await?;
        Ok(Response::new(pb::InviteParticipantsResponse { forum: self.shown(&found).await? }))
    }

    async fn open_forum(
        &self,
        request: Request<pb::OpenForumRequest>,
    ) -> Answered<pb::OpenForumResponse> {
        let on = wire::opening(request.get_ref())?;
        let found = self.plain("OpenForum", &request, on, Command::Open, Vec::new()).await?;
        Ok(Response::new(pb::OpenForumResponse { forum: self.shown(&found).await? }))
    }

    async fn register_participant(
        &self,
        request: Request<pb::RegisterParticipantRequest>,
    ) -> Answered<pb::RegisterParticipantResponse> {
        let on = wire::registration(request.get_ref())?;
        let Registering { element, person } = &on.brings;
        let mut entry = self.entry()?;
        let person = self.seal_person(&mut entry, person)?;
        let command = Command::Register(NewParticipant {
            id: entry.id.clone(),
            element: *element,
            person,
            secret_digest: self.digest(&entry.secret),
        });
        let Entry { wrapped, rows, secret, .. } = entry;
        let brings =
            Brings { rows, subject: Some(wrapped), secret: Some(secret.reveal().to_string()) };
        let (actor, message) = (actor(&request)?, request.get_ref());
        let (found, secret) =
            self.step("RegisterParticipant", message, actor, on, command, brings).await?;
        let forum = &found.record;
        let missing = || edge::refused("INTERNAL", &[]);
        let made = forum.participants.last().ok_or_else(missing)?;
        Ok(Response::new(pb::RegisterParticipantResponse {
            participant: names::participant(&forum.agency, &forum.id, &made.id),
            slip: Some(slip(&made.slip.number, secret)?),
            forum: self.shown(&found).await?,
        }))
    }

    async fn submit_comment(
        &self,
        request: Request<pb::SubmitCommentRequest>,
    ) -> Answered<pb::SubmitCommentResponse> {
        let actor = match caller_of(&request)? {
            Some(officer) => Actor::Officer(officer.person),
            None => Actor::Public,
        };
        let message = request.get_ref();
        let on = wire::submission(message)?;
        let Submitting { anchor, element, text, author } = &on.brings;
        let mut entry = self.entry()?;
        let author = Some(self.seal_person(&mut entry, author)?);
        let (key, id) = (Arc::clone(&entry.key), entry.id.clone());
        let text = self.seal(&key, &id, "comment", text.as_str().as_bytes(), &mut entry.rows)?;
        let new = NewComment {
            id,
            anchor: anchor.clone(),
            via: Via::Online,
            element: *element,
            text,
            author,
            participant: None,
            secret_digest: self.digest(&entry.secret),
        };
        let (comment, slip) = self.comment("SubmitComment", message, actor, on, new, entry).await?;
        let (comment, slip) = (Some(comment), Some(slip));
        Ok(Response::new(pb::SubmitCommentResponse { comment, slip }))
    }

    async fn record_comment(
        &self,
        request: Request<pb::RecordCommentRequest>,
    ) -> Answered<pb::RecordCommentResponse> {
        let (actor, message) = (actor(&request)?, request.get_ref());
        let on = wire::recording(message)?;
        let Recording { anchor, text, by } = &on.brings;
        let mut entry = self.entry()?;
        let (element, author, participant) = match by {
            // Whose element it is, the list of those present says.
            Spoken::Participant(id) => (consultations::Element::Community, None, Some(id.clone())),
            Spoken::Other(element, author) => {
                (*element, Some(self.seal_person(&mut entry, author)?), None)
            }
        };
        let (key, id) = (Arc::clone(&entry.key), entry.id.clone());
        let text = self.seal(&key, &id, "comment", text.as_str().as_bytes(), &mut entry.rows)?;
        let new = NewComment {
            id,
            anchor: anchor.clone(),
            via: Via::Recorded,
            element,
            text,
            author,
            participant,
            secret_digest: self.digest(&entry.secret),
        };
        let (comment, slip) = self.comment("RecordComment", message, actor, on, new, entry).await?;
        let (comment, slip) = (Some(comment), Some(slip));
        Ok(Response::new(pb::RecordCommentResponse { comment, slip }))
    }

    async fn decide_comment(
        &self,
        request: Request<pb::DecideCommentRequest>,
    ) -> Answered<pb::DecideCommentResponse> {
        let on = wire::decision(request.get_ref())?;
        let (key, mut rows) = (self.key_of(&on.forum).await?, Vec::new());
        let mut seal =
            |field: &str, text: &str| self.seal(&key, &on.forum, field, text.as_bytes(), &mut rows);
        let Deciding { comment, disposition, responsible, due } = &on.brings;
        let disposition = match disposition {
            Spelled::Accepted { change } => {
                Disposition::Accepted { change: seal("change", change.as_str())? }
            }
            Spelled::PartlyAccepted { change, reason } => Disposition::PartlyAccepted {
                change: seal("change", change.as_str())?,
                reason: seal("reason", reason.as_str())?,
            },
            Spelled::Rejected { reason } => {
                Disposition::Rejected { reason: seal("reason", reason.as_str())? }
            }
            Spelled::Forwarded { to, reason } => Disposition::Forwarded {
                to: seal("forwarded_to", to.as_str())?,
                reason: seal("reason", reason.as_str())?,
            },
        };
        let (id, responsible, due) = (comment.clone(), responsible.clone(), *due);
        let command = Command::Decide { comment: id.clone(), disposition, responsible, due };
        let found = self.plain("DecideComment", &request, on, command, rows).await?;
        let comment = self.comment_in(&found.record, &id).await?;
        Ok(Response::new(pb::DecideCommentResponse { comment }))
    }

    async fn write_minutes(
        &self,
        request: Request<pb::WriteMinutesRequest>,
    ) -> Answered<pb::WriteMinutesResponse> {
        let on = wire::minutes(request.get_ref())?;
        let (key, mut rows) = (self.key_of(&on.forum).await?, Vec::new());
        let MinutesDraft { number, held_on, text, signers } = &on.brings;
        let text = self.seal(&key, &on.forum, "minutes", text.as_str().as_bytes(), &mut rows)?;
        let (number, held_on, signers) = (number.clone(), *held_on, signers.clone());
        let command = Command::WriteMinutes(NewMinutes { number, held_on, text, signers });
        let found = self.plain("WriteMinutes", &request, on, command, rows).await?;
        Ok(Response::new(pb::WriteMinutesResponse { forum: self.shown(&found).await? }))
    }

    async fn sign_minutes(
        &self,
        request: Request<pb::SignMinutesRequest>,
    ) -> Answered<pb::SignMinutesResponse> {
        let on = wire::signature(request.get_ref())?;
        let person = edge::officer(&request)?.person.clone();
        let command = Command::Sign(Signer::Organiser(person));
        let found = self.plain("SignMinutes", &request, on, command, Vec::new()).await?;
        Ok(Response::new(pb::SignMinutesResponse { forum: self.shown(&found).await? }))
    }

    async fn sign_minutes_by_receipt(
        &self,
        request: Request<pb::SignMinutesByReceiptRequest>,
    ) -> Answered<pb::SignMinutesByReceiptResponse> {
        let message = request.get_ref();
        let SignedByReceipt { holder, request_id, etag } = wire::signature_by_receipt(message)?;
        let (found, entry) = opened_by(&self.store, &holder).await?;
        let Forum { id, agency, .. } = found.record;
        let on = OnForum { agency, forum: id, request_id, etag, brings: () };
        let command = Command::Sign(Signer::Representative(entry));
        let (actor, brings) = (Actor::Applicant, Brings::default());
        let (found, _) =
            self.step("SignMinutesByReceipt", message, actor, on, command, brings).await?;
        Ok(Response::new(pb::SignMinutesByReceiptResponse { forum: self.shown(&found).await? }))
    }

    async fn publish_results(
        &self,
        request: Request<pb::PublishResultsRequest>,
    ) -> Answered<pb::PublishResultsResponse> {
        let on = wire::results(request.get_ref())?;
        let command = Command::PublishResults { media: on.brings.clone() };
        let found = self.plain("PublishResults", &request, on, command, Vec::new()).await?;
        Ok(Response::new(pb::PublishResultsResponse { forum: self.shown(&found).await? }))
    }

    async fn record_follow_up(
        &self,
        request: Request<pb::RecordFollowUpRequest>,
    ) -> Answered<pb::RecordFollowUpResponse> {
        let on = wire::follow_up(request.get_ref())?;
        let (key, mut rows) = (self.key_of(&on.forum).await?, Vec::new());
        let FollowingUp { comment, proof, file_digest } = &on.brings;
        let proof = self.seal(&key, &on.forum, "proof", proof.as_str().as_bytes(), &mut rows)?;
        let (id, file_digest) = (comment.clone(), file_digest.clone());
        let command = Command::FollowUp { comment: id.clone(), proof, file_digest };
        let found = self.plain("RecordFollowUp", &request, on, command, rows).await?;
        let comment = self.comment_in(&found.record, &id).await?;
        Ok(Response::new(pb::RecordFollowUpResponse { comment }))
    }

    async fn finish_forum(
        &self,
        request: Request<pb::FinishForumRequest>,
    ) -> Answered<pb::FinishForumResponse> {
        let on = wire::finish(request.get_ref())?;
        let found = self.plain("FinishForum", &request, on, Command::Finish, Vec::new()).await?;
        Ok(Response::new(pb::FinishForumResponse { forum: self.shown(&found).await? }))
    }

    async fn get_forum(
        &self,
        request: Request<pb::GetForumRequest>,
    ) -> Answered<pb::GetForumResponse> {
        let (agency, id) = wire::forum_named(request.get_ref())?;
        let (found, reader) = self.visible(&request, &agency, &id).await?;
        let forum = &found.record;
        let mut shown = answer::forum(&self.store, &found).await?;
        let reads_words = reader == Reader::Insider || forum.is_published();
        if let (Some(minutes), Some(words)) = (&forum.minutes, &mut shown.minutes)
            && reads_words
        {
            words.text = answer::text(&self.store, &minutes.text).await?;
        }
        let about = subject::pinned(&self.store, &agency, &forum.document, &forum.digest).await?;
        let attendance = match reader {
            Reader::Insider => answer::attendance(forum),
            Reader::Public => Vec::new(),
        };
        Ok(Response::new(pb::GetForumResponse {
            forum: Some(shown),
            clauses: about.clauses.into_iter().map(answer::clause).collect(),
            attendance,
        }))
    }

    async fn list_forums(
        &self,
        request: Request<pb::ListForumsRequest>,
    ) -> Answered<pb::ListForumsResponse> {
        let message = request.get_ref();
        let Listing { agency, size, list } = wire::listing(message)?;
        let keys = self.store.keys();
        let after: Option<String> = list.after(keys, &message.page_token)?;
        let place = after.as_deref().unwrap_or_default();
        let page = self.store.forums_of(&agency, place, size).await.map_err(status)?;
        let mut forums = Vec::with_capacity(page.rows.len());
        for found in &page.rows {
            if self.reader(&request, &found.record)?.is_some() {
                forums.push(answer::forum(&self.store, found).await?);
            }
        }
        let next_page_token = list.token(keys, page.next.as_ref())?;
        Ok(Response::new(pb::ListForumsResponse { forums, next_page_token }))
    }

    async fn list_comments(
        &self,
        request: Request<pb::ListCommentsRequest>,
    ) -> Answered<pb::ListCommentsResponse> {
        let message = request.get_ref();
        let Commenting { agency, forum, size, list } = wire::comments(message)?;
        let (found, reader) = self.visible(&request, &agency, &forum).await?;
        let forum = &found.record;
        if reader == Reader::Public && !forum.is_published() {
            return Err(edge::refused("RESULTS_NOT_PUBLISHED", &[]));
        }
        let keys = self.store.keys();
        let from = list.after::<usize>(keys, &message.page_token)?.unwrap_or_default();
        let mut comments = Vec::with_capacity(size);
        for comment in forum.comments.iter().skip(from).take(size) {
            comments.push(answer::comment(&self.store, forum, comment, reader).await?);
        }
        let next = Some(from + size).filter(|next| *next < forum.comments.len());
        let next_page_token = list.token(keys, next.as_ref())?;
        Ok(Response::new(pb::ListCommentsResponse { comments, next_page_token }))
    }

    async fn track_comment(
        &self,
        request: Request<pb::TrackCommentRequest>,
    ) -> Answered<pb::TrackCommentResponse> {
        let holder = wire::tracking(request.get_ref())?;
        let (found, entry) = opened_by(&self.store, &holder).await?;
        let forum = &found.record;
        let unknown = || edge::refused("RECEIPT_UNKNOWN", &[]);
        let comment = forum.comment(&entry).ok_or_else(unknown)?;
        let comment = answer::comment(&self.store, forum, comment, Reader::Public).await?;
        let forum = names::forum(&forum.agency, &forum.id);
        Ok(Response::new(pb::TrackCommentResponse { comment: Some(comment), forum }))
    }

    /// The reading is journaled before anything is shown.
    async fn read_contributor(
        &self,
        request: Request<pb::ReadContributorRequest>,
    ) -> Answered<pb::ReadContributorResponse> {
        let on = wire::reading(request.get_ref())?;
        let Reading { entry, purpose } = &on.brings;
        let (entry, purpose) = (entry.clone(), *purpose);
        let command = Command::ReadContributor { entry: entry.clone(), purpose };
        let found = self.plain("ReadContributor", &request, on, command, Vec::new()).await?;
        let sealed = person_of(&found.record, &entry);
        let sealed = sealed.ok_or_else(|| edge::refused("COMMENT_NOT_FOUND", &[]))?;
        let bytes = self.store.unseal(sealed).await.map_err(status)?;
        let bytes = bytes.ok_or_else(|| edge::refused("DATA_ERASED", &[]))?;
        let Contributor { name, organisation, contact } =
            serde_json::from_slice(&bytes).map_err(|error| edge::failed(&error))?;
        let or_empty = |line: Option<kernel::Line>| line.map(String::from).unwrap_or_default();
        Ok(Response::new(pb::ReadContributorResponse {
            person_name: name.into(),
            organisation: or_empty(organisation),
            contact: or_empty(contact),
            journal_index: found.index,
        }))
    }

    async fn download_minutes(
        &self,
        request: Request<pb::DownloadMinutesRequest>,
    ) -> Answered<Self::DownloadMinutesStream> {
        let Downloading { agency, forum, holder } = wire::download(request.get_ref())?;
        let found = match holder {
            Some(holder) => {
                let (found, entry) = opened_by(&self.store, &holder).await?;
                let is_own = found.record.id == forum && found.record.participant(&entry).is_some();
                if !is_own {
                    return Err(edge::refused("RECEIPT_UNKNOWN", &[]));
                }
                found
            }
            None => {
                let officer = edge::officer(&request)?;
                let found = self.named(&agency, &forum).await?;
                let signer = Signer::Organiser(officer.person.clone());
                let signs =
                    found.record.minutes.as_ref().is_some_and(|it| it.signers.contains(&signer));
                if !signs && !is_insider(officer, &agency) {
                    return Err(edge::refused("DUTY_MISSING", &[]));
                }
                found
            }
        };
        let minuted = Minuted { store: &self.store, public_url: &self.public_url };
        let pdf = minutes::pdf(&minuted, &found.record).await?;
        Ok(frames(&pdf, |data| pb::DownloadMinutesResponse { data }))
    }
}
