//! Forums of the public in the stories, one call each.

use contract::satupintu::consultations::v1::{
    AnnounceForumRequest, Comment, CreateForumRequest, DecideCommentRequest, Disposition,
    DownloadMinutesRequest, Element, FinishForumRequest, Forum, ForumKind, ForumMode,
    GetForumRequest, GetForumResponse, ListCommentsRequest, OpenForumRequest,
    PublishResultsRequest, ReadContributorRequest, ReadContributorResponse, ReadingPurpose,
    RecordCommentRequest, RecordFollowUpRequest, RegisterParticipantRequest,
    RegisterParticipantResponse, SignMinutesByReceiptRequest, SignMinutesRequest, Slip,
    SubmitCommentRequest, SubmitCommentResponse, WriteMinutesRequest,
};

use crate::agency::Agency;
use crate::caller::{Answered, Caller, request_id};
use crate::standards::{day, media};

/// A decision in words: what, the change, the reason, to whom.
pub type Decided<'a> = (Disposition, &'a str, &'a str, &'a str);

impl Agency {
    /// The name of the comment on a forum that came last.
    ///
    /// # Panics
    /// When there is none.
    pub async fn last_comment(&self, forum: &str) -> String {
        let commented = self.last("consultations.commented").await;
        let payload: serde_json::Value = serde_json::from_slice(&commented.payload).unwrap();
        format!(
            "{forum}/comments/{}",
            payload.get("id").and_then(serde_json::Value::as_str).unwrap()
        )
    }
}

/// What is done about forums.
impl Caller {
    /// Prepares a forum on a text, from one day until another.
    ///
    /// # Errors
    /// The refusal; so for everything below.
    pub async fn prepares_forum(&self, document: &str, from: &str, until: &str) -> Answered<Forum> {
        let request = CreateForumRequest {
            parent: self.agency.clone(),
            request_id: request_id(),
            document: document.to_owned(),
            kind: ForumKind::Consultation.into(),
            mode: ForumMode::FaceToFace.into(),
            from: day(from),
            until: day(until),
            place: "Aula DPMPTSP".to_owned(),
            agenda: "Pembahasan rancangan".to_owned(),
        };
        shown(self.consultations().create_forum(request).await?.into_inner().forum)
    }

    /// Makes it known.
    pub async fn announces_forum(&self, name: &str) -> Answered<Forum> {
        let (name, request_id, etag) = write(name);
        let request = AnnounceForumRequest { name, request_id, etag, media: media() };
        shown(self.consultations().announce_forum(request).await?.into_inner().forum)
    }

    /// Opens it.
    pub async fn opens_forum(&self, name: &str) -> Answered<Forum> {
        let (name, request_id, etag) = write(name);
        let request = OpenForumRequest { name, request_id, etag };
        shown(self.consultations().open_forum(request).await?.into_inner().forum)
    }

    /// A forum that is under way, from one day until another.
    pub async fn holds_forum(&self, document: &str, from: &str, until: &str) -> Answered<Forum> {
        let forum = self.prepares_forum(document, from, until).await?;
        self.announces_forum(&forum.name).await?;
        self.opens_forum(&forum.name).await
    }

    /// Registers somebody who came.
    pub async fn registers(
        &self,
        name: &str,
        element: Element,
        person_name: &str,
    ) -> Answered<RegisterParticipantResponse> {
        let (name, request_id, etag) = write(name);
        let request = RegisterParticipantRequest {
            name,
            request_id,
            etag,
            element: element.into(),
            person_name: person_name.to_owned(),
            organisation: "Forum Warga".to_owned(),
            contact: "081200000007".to_owned(),
        };
        Ok(self.consultations().register_participant(request).await?.into_inner())
    }

    /// Comments on a clause.
    pub async fn comments(
        &self,
        name: &str,
        anchor: &str,
        text: &str,
    ) -> Answered<SubmitCommentResponse> {
        let (name, request_id, _) = write(name);
        let request = SubmitCommentRequest {
            name,
            request_id,
            anchor: anchor.to_owned(),
            element: Element::Community.into(),
            text: text.to_owned(),
            person_name: "Contoh Warga".to_owned(),
            contact: "081200000008".to_owned(),
        };
        Ok(self.consultations().submit_comment(request).await?.into_inner())
    }

    /// Records what a participant said on a clause.
    pub async fn records_comment(
        &self,
        name: &str,
        participant: &str,
        anchor: &str,
        text: &str,
    ) -> Answered<Comment> {
        let (name, request_id, _) = write(name);
        let request = RecordCommentRequest {
            name,
            request_id,
            anchor: anchor.to_owned(),
            text: text.to_owned(),
            participant: participant.to_owned(),
            ..RecordCommentRequest::default()
        };
        let comment = self.consultations().record_comment(request).await?.into_inner().comment;
        Ok(comment.expect("an answer shows the comment"))
    }

    /// Decides on a comment, for the caller to carry out by `due`.
    pub async fn decides(
        &self,
        comment: &str,
        (disposition, change, reason, forwarded_to): Decided<'_>,
        due: &str,
    ) -> Answered<Comment> {
        let (name, request_id, etag) = write(comment);
        let request = DecideCommentRequest {
            name,
            request_id,
            etag,
            disposition: disposition.into(),
            change: change.to_owned(),
            reason: reason.to_owned(),
            forwarded_to: forwarded_to.to_owned(),
            responsible: self.name(),
            due: day(due),
        };
        let comment = self.consultations().decide_comment(request).await?.into_inner().comment;
        Ok(comment.expect("an answer shows the comment"))
    }

    /// Makes the minutes: the caller and a participant shall sign.
    pub async fn minutes_forum(
        &self,
        name: &str,
        held_on: &str,
        representatives: &[&str],
    ) -> Answered<Forum> {
        let (name, request_id, etag) = write(name);
        let request = WriteMinutesRequest {
            name,
            request_id,
            etag,
            number: "BA-FKP/7/2026".to_owned(),
            held_on: day(held_on),
            text: "Rancangan disempurnakan".to_owned(),
            organisers: vec![self.name()],
            representatives: representatives.iter().map(|&name| name.to_owned()).collect(),
        };
        shown(self.consultations().write_minutes(request).await?.into_inner().forum)
    }

    /// Signs for the organiser.
    pub async fn signs_forum(&self, name: &str) -> Answered<Forum> {
        let (name, request_id, etag) = write(name);
        let request = SignMinutesRequest { name, request_id, etag };
        shown(self.consultations().sign_minutes(request).await?.into_inner().forum)
    }

    /// Signs for those who came.
    pub async fn signs_by(&self, slip: &Slip) -> Answered<Forum> {
        let request = SignMinutesByReceiptRequest {
            receipt_number: slip.receipt_number.clone(),
            secret: slip.secret.clone(),
            request_id: request_id(),
            etag: String::new(),
        };
        shown(self.consultations().sign_minutes_by_receipt(request).await?.into_inner().forum)
    }

    /// Registers a guest and has the minutes signed by both sides.
    ///
    /// # Panics
    /// When a step is refused.
    pub async fn minutes_and_signs(&self, name: &str, held_on: &str) -> Forum {
        let guest = self.registers(name, Element::CivilSociety, "Contoh Tokoh").await.unwrap();
        self.minutes_forum(name, held_on, &[&guest.participant]).await.unwrap();
        self.signs_forum(name).await.unwrap();
        self.signs_by(&guest.slip.unwrap()).await.unwrap()
    }

    /// Publishes the results.
    pub async fn publishes_results(&self, name: &str) -> Answered<Forum> {
        let (name, request_id, etag) = write(name);
        let request = PublishResultsRequest { name, request_id, etag, media: media() };
        shown(self.consultations().publish_results(request).await?.into_inner().forum)
    }

    /// Proves that something was done about a comment.
    pub async fn proves(&self, comment: &str, proof: &str) -> Answered<Comment> {
        let (name, request_id, etag) = write(comment);
        let (proof, proof_digest) = (proof.to_owned(), "0f".repeat(32));
        let request = RecordFollowUpRequest { name, request_id, etag, proof, proof_digest };
        let comment = self.consultations().record_follow_up(request).await?.into_inner().comment;
        Ok(comment.expect("an answer shows the comment"))
    }

    /// Finishes it.
    pub async fn finishes_forum(&self, name: &str) -> Answered<Forum> {
        let (name, request_id, etag) = write(name);
        let request = FinishForumRequest { name, request_id, etag };
        shown(self.consultations().finish_forum(request).await?.into_inner().forum)
    }

    /// Looks at it.
    pub async fn sees_forum(&self, name: &str) -> Answered<GetForumResponse> {
        let request = GetForumRequest { name: name.to_owned() };
        Ok(self.consultations().get_forum(request).await?.into_inner())
    }

    /// Reads its comments.
    pub async fn reads_comments(&self, name: &str) -> Answered<Vec<Comment>> {
        let request = ListCommentsRequest { parent: name.to_owned(), ..Default::default() };
        Ok(self.consultations().list_comments(request).await?.into_inner().comments)
    }

    /// Reads who somebody is.
    pub async fn reads_contributor(
        &self,
        forum: &str,
        entry: &str,
    ) -> Answered<ReadContributorResponse> {
        let (name, request_id, _) = write(forum);
        let purpose = ReadingPurpose::Reply.into();
        let request = ReadContributorRequest { name, request_id, entry: entry.to_owned(), purpose };
        Ok(self.consultations().read_contributor(request).await?.into_inner())
    }

    /// The minutes as PDF, by a slip or by the own credential.
    pub async fn downloads_minutes(&self, name: &str, slip: Option<&Slip>) -> Answered<Vec<u8>> {
        let slip = slip.cloned().unwrap_or_default();
        let request = DownloadMinutesRequest {
            name: name.to_owned(),
            receipt_number: slip.receipt_number,
            secret: slip.secret,
        };
        let mut frames = self.consultations().download_minutes(request).await?.into_inner();
        let mut pdf = Vec::new();
        while let Some(frame) = frames.message().await? {
            pdf.extend(frame.data);
        }
        Ok(pdf)
    }
}

/// What every write has: name, request id, etag.
fn write(name: &str) -> (String, String, String) {
    (name.to_owned(), request_id(), String::new())
}

fn shown(forum: Option<Forum>) -> Answered<Forum> {
    Ok(forum.expect("an answer shows the forum"))
}
