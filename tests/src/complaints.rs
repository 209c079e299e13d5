//! Complaints as people handle them: who files, verifies, has and answers them.

use contract::satupintu::complaints::v1::{
    AnswerComplaintRequest, CloseComplaintRequest, Complaint, ComplaintChannel, ComplaintClass,
    ComplaintProgress, CompleteComplaintRequest, DisposeComplaintRequest, FollowUpComplaintRequest,
    GetComplaintRequest, JudgeAnswerRequest, RecordDeliveryRequest, ReopenComplaintRequest,
    SubmitComplaintRequest, TrackComplaintRequest, VerifyComplaintRequest,
    close_complaint_request::Ground,
    judge_answer_request::Verdict,
    verify_complaint_request::{Complete, Finding},
};
use kernel::Instant;

use crate::agency::Agency;
use crate::caller::{Answered, Caller, request_id};
use crate::times::moment;

/// Who verifies complaints, who has them, and whose superior sees to it.
#[derive(Clone)]
pub struct Staff {
    /// Verifies and gives them to units.
    pub admin: Caller,
    /// Has those of the unit `pelayanan`.
    pub liaison: Caller,
    /// Oversees the one who verifies.
    pub superior: Caller,
}

/// A complaint as the reporter knows it.
#[derive(Clone, Debug)]
pub struct Filed {
    /// Its resource name.
    pub name: String,
    /// The receipt's number.
    pub number: String,
    /// The receipt's secret.
    pub secret: String,
}

/// A complaint about ordinary service, anonymous, over the internet.
#[must_use]
pub fn complaint(agency: &str) -> SubmitComplaintRequest {
    SubmitComplaintRequest {
        parent: agency.to_owned(),
        request_id: request_id(),
        channel: ComplaintChannel::Web.into(),
        class: ComplaintClass::Ordinary.into(),
        text: "Loket tutup sebelum waktunya".to_owned(),
        ..SubmitComplaintRequest::default()
    }
}

impl Staff {
    /// Enrols them.
    pub async fn enrolled(agency: &Agency) -> Self {
        let at = agency.plan.agency;
        Self {
            admin: agency
                .officer("pengadu-admin", &[&format!("execute:{at}/pengaduan/admin")])
                .await,
            liaison: agency
                .officer("penghubung", &[&format!("execute:{at}/pelayanan/penghubung")])
                .await,
            superior: agency.officer("atasan-adu", &[&format!("supervise:{at}/pengaduan")]).await,
        }
    }

    /// A new complaint that is verified.
    ///
    /// # Panics
    /// When somebody is refused; so below.
    pub async fn verified(&self, agency: &Agency) -> Filed {
        self.verifying(agency.public().complains(complaint(&self.admin.agency)).await.unwrap())
            .await
    }

    /// Brings a complaint from its receipt to an answer with evidence.
    pub async fn brings_to_an_answer(&self, name: &str) {
        self.admin.verifies(name, &[]).await.unwrap();
        self.admin.hands_complaint(name, "pelayanan").await.unwrap();
        self.liaison.follows_up(name).await.unwrap();
        self.liaison.answers_complaint(name, "Foto papan jam loket").await.unwrap();
    }

    async fn verifying(&self, filed: Filed) -> Filed {
        self.admin.verifies(&filed.name, &[]).await.unwrap();
        filed
    }

    /// A new complaint that a unit has.
    pub async fn disposed(&self, agency: &Agency) -> Filed {
        let filed = self.verified(agency).await;
        self.admin.hands_complaint(&filed.name, "pelayanan").await.unwrap();
        filed
    }

    /// A new complaint that the unit is at.
    pub async fn begun(&self, agency: &Agency) -> Filed {
        let filed = self.disposed(agency).await;
        self.liaison.follows_up(&filed.name).await.unwrap();
        filed
    }

    /// A new complaint that is answered, with evidence or without.
    pub async fn answered(&self, agency: &Agency, evidence: &str) -> Filed {
        let filed = self.begun(agency).await;
        self.liaison.answers_complaint(&filed.name, evidence).await.unwrap();
        filed
    }

    /// A new complaint by letter that is answered, the answer not yet delivered.
    pub async fn posted(&self) -> Filed {
        let channel = ComplaintChannel::Letter.into();
        let letter = SubmitComplaintRequest { channel, ..complaint(&self.admin.agency) };
        let filed = self.verifying(self.admin.complains(letter).await.unwrap()).await;
        self.admin.hands_complaint(&filed.name, "pelayanan").await.unwrap();
        self.liaison.follows_up(&filed.name).await.unwrap();
        self.liaison.answers_complaint(&filed.name, "Foto").await.unwrap();
        filed
    }
}

impl Caller {
    /// Files a complaint.
    ///
    /// # Errors
    /// The refusal; so below.
    pub async fn complains(&self, request: SubmitComplaintRequest) -> Answered<Filed> {
        let answer = self.complaints().submit_complaint(request).await?.into_inner();
        let (name, number, secret) = (answer.name, answer.receipt_number, answer.secret);
        Ok(Filed { name, number, secret })
    }

    /// What the reporter sees.
    ///
    /// # Panics
    /// When the receipt is refused.
    pub async fn tracks_complaint(&self, filed: &Filed) -> ComplaintProgress {
        let request = TrackComplaintRequest {
            receipt_number: filed.number.clone(),
            secret: filed.secret.clone(),
        };
        let answer = self.complaints().track_complaint(request).await.unwrap();
        answer.into_inner().progress.unwrap()
    }

    /// What an officer sees.
    pub async fn sees_complaint(&self, name: &str) -> Answered<Complaint> {
        let request = GetComplaintRequest { name: name.to_owned() };
        let answer = self.complaints().get_complaint(request).await?;
        Ok(answer.into_inner().complaint.unwrap())
    }

    /// Says that a complaint about ordinary service is complete.
    pub async fn verifies(&self, name: &str, accused: &[&Caller]) -> Answered<Complaint> {
        let accused = accused.iter().map(|it| it.name()).collect();
        let complete = Complete { class: ComplaintClass::Ordinary.into(), accused, forms: vec![] };
        self.finds_complaint(name, Finding::Complete(complete)).await
    }

    /// Says that a complaint is complete, and of this class.
    ///
    /// # Panics
    /// When the officer is refused.
    pub async fn verifies_as(&self, name: &str, class: ComplaintClass) -> Complaint {
        let complete = Complete { class: class.into(), ..Complete::default() };
        self.finds_complaint(name, Finding::Complete(complete)).await.unwrap()
    }

    /// Says that something is missing.
    pub async fn misses(&self, name: &str) -> Answered<Complaint> {
        self.finds_complaint(name, Finding::Missing("Tanggal kejadian".to_owned())).await
    }

    async fn finds_complaint(&self, name: &str, finding: Finding) -> Answered<Complaint> {
        let request = VerifyComplaintRequest {
            name: name.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            finding: Some(finding),
        };
        let answer = self.complaints().verify_complaint(request).await?;
        Ok(answer.into_inner().complaint.unwrap())
    }

    /// Gives a complaint to a unit of the agency.
    pub async fn hands_complaint(&self, name: &str, unit: &str) -> Answered<Complaint> {
        let agency = self.agency.trim_start_matches("agencies/");
        let request = DisposeComplaintRequest {
            name: name.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            to: format!("{agency}/{unit}"),
            note: "Mohon ditindaklanjuti".to_owned(),
        };
        let answer = self.complaints().dispose_complaint(request).await?;
        Ok(answer.into_inner().complaint.unwrap())
    }

    /// Says what was done.
    pub async fn follows_up(&self, name: &str) -> Answered<Complaint> {
        let request = FollowUpComplaintRequest {
            name: name.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            note: "Petugas sudah dimintai keterangan".to_owned(),
        };
        let answer = self.complaints().follow_up_complaint(request).await?;
        Ok(answer.into_inner().complaint.unwrap())
    }

    /// Answers the reporter.
    pub async fn answers_complaint(&self, name: &str, evidence: &str) -> Answered<Complaint> {
        let request = AnswerComplaintRequest {
            name: name.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            text: "Jam loket sudah diperbaiki".to_owned(),
            evidence: evidence.to_owned(),
            improvement: String::new(),
        };
        let answer = self.complaints().answer_complaint(request).await?;
        Ok(answer.into_inner().complaint.unwrap())
    }

    /// Notes when the answer was delivered.
    pub async fn delivers_answer(&self, name: &str, at: Instant) -> Answered<Complaint> {
        let request = RecordDeliveryRequest {
            name: name.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            delivered_at: Some(moment(at)),
        };
        let answer = self.complaints().record_delivery(request).await?;
        Ok(answer.into_inner().complaint.unwrap())
    }

    /// Completes the own complaint.
    pub async fn completes_complaint(&self, filed: &Filed) -> Answered<ComplaintProgress> {
        let request = CompleteComplaintRequest {
            receipt_number: filed.number.clone(),
            secret: filed.secret.clone(),
            request_id: request_id(),
            etag: String::new(),
            text: "Hari Senin pagi".to_owned(),
        };
        let answer = self.complaints().complete_complaint(request).await?;
        Ok(answer.into_inner().progress.unwrap())
    }

    /// The reporter's word on the answer.
    pub async fn judges(&self, filed: &Filed, verdict: Verdict) -> Answered<ComplaintProgress> {
        let request = JudgeAnswerRequest {
            receipt_number: filed.number.clone(),
            secret: filed.secret.clone(),
            request_id: request_id(),
            etag: String::new(),
            verdict: verdict.into(),
            reason: "Loket masih tutup".to_owned(),
        };
        let answer = self.complaints().judge_answer(request).await?;
        Ok(answer.into_inner().progress.unwrap())
    }

    /// Closes a complaint as answered elsewhere.
    pub async fn closes_complaint(&self, name: &str, ground: Ground) -> Answered<Complaint> {
        let request = CloseComplaintRequest {
            name: name.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            ground: Some(ground),
        };
        let answer = self.complaints().close_complaint(request).await?;
        Ok(answer.into_inner().complaint.unwrap())
    }

    /// Opens a closed complaint again.
    pub async fn reopens(&self, name: &str) -> Answered<Complaint> {
        let request = ReopenComplaintRequest {
            name: name.to_owned(),
            request_id: request_id(),
            etag: String::new(),
            reason: "Bukti tidak sesuai".to_owned(),
        };
        let answer = self.complaints().reopen_complaint(request).await?;
        Ok(answer.into_inner().complaint.unwrap())
    }
}
