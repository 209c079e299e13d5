//! The complaints service: authenticates, seals, submits, converts back.

use std::collections::BTreeSet;

use complaints::{Command, Complaint, Intake};
use contract::satupintu::complaints::v1::{self as pb, complaints_service_server as server};
use kernel::{Actor, AgencyId, Executor, ReceiptNumber, Unit};
use privacy::ReceiptSecret;
use prost::Message;
use store::{Act, Answer, ComplaintCount, ComplaintFiling, ComplaintPlace, Found, Store};
use tonic::{Request, Response, Status};

use crate::{
    complaints::{
        answer,
        reporter::Reporter,
        wire::{self, Elsewhere, Finding, OnComplaint},
    },
    names,
    outcome::status,
    permits::{Holder, Sealing, actor, wire::ByReceipt},
    writing::submit,
};

/// A count below this is not told in public.
const SMALLEST_TOLD: i64 = 5;
/// How many suggestions are answered, and looked up of each kind.
const MOST_SUGGESTED: usize = 20;

/// Complaints.
#[derive(Clone)]
pub(crate) struct ComplaintsService {
    pub(crate) store: Store,
    /// How receipts of the agency begin.
    pub(crate) agency_code: String,
    /// For how many days a reporter may object to an answer or a closing.
    pub(crate) objection_days: u32,
}

type Answered<T> = Result<Response<T>, Status>;

/// The complaint that the receipt opens. An unknown number and a wrong secret
/// get the same answer.
pub(crate) async fn opened_by(store: &Store, holder: &Holder) -> Result<Found<Complaint>, Status> {
    let unknown = || edge::refused("RECEIPT_UNKNOWN", &[]);
    let number = holder.receipt.to_string();
    let row = store.complaint_receipt(&number).await.map_err(status)?;
    let (id, digest) = row.ok_or_else(unknown)?;
    if !store.keys().receipt_secrets().verify(&holder.secret, &digest) {
        return Err(unknown());
    }
    store.complaint(&id).await.map_err(status)?.ok_or_else(unknown)
}

/// The complaint as far as it exists for an officer.
pub(crate) async fn visible(
    store: &Store,
    officer: &access::Officer,
    agency: &AgencyId,
    id: &str,
) -> Result<Found<Complaint>, Status> {
    let not_found = || edge::refused("COMPLAINT_NOT_FOUND", &[]);
    let found = store.complaint(id).await.map_err(status)?.ok_or_else(not_found)?;
    if found.record.agency != *agency || found.record.accused.contains(&officer.person) {
        return Err(not_found());
    }
    let ground = store.complaint_ground(&found.record).await.map_err(status)?;
    if found.record.is_visible_to(officer, &ground.context(store.clock().now())) {
        Ok(found)
    } else {
        Err(edge::refused("DUTY_MISSING", &[]))
    }
}

#[tonic::async_trait]
impl server::ComplaintsService for ComplaintsService {
    async fn submit_complaint(
        &self,
        request: Request<pb::SubmitComplaintRequest>,
    ) -> Answered<pb::SubmitComplaintResponse> {
        const METHOD: &str = "SubmitComplaint";
        let caller = edge::caller(&request)?.clone();
        let message = request.into_inner();
        let submission = wire::submission(&message)?;
        let actor = match caller {
            edge::Caller::Officer(officer) => Actor::Officer(officer.person),
            edge::Caller::Peer(_) | edge::Caller::Public if submission.accused.is_empty() => {
                Actor::Public
            }
            edge::Caller::Peer(_) | edge::Caller::Public => {
                return Err(edge::refused("OFFICER_ONLY", &[]));
            }
        };
        let request_id = submission.request_id.clone();
        let (filing, rows) = self.filing(submission)?;
        let act = Act::FileComplaint(Box::new(filing));
        let reply = submit(&self.store, METHOD, &message, actor, request_id, act, rows).await?;
        let Answer::ComplaintFiled { complaint, secret } = reply.answer else {
            return Err(edge::refused("INTERNAL", &[]));
        };
        let found = Found { version: reply.version, index: reply.index, record: *complaint };
        let progress = answer::progress(&self.store, &found).await?;
        Ok(Response::new(pb::SubmitComplaintResponse {
            name: progress.name.clone(),
            receipt_number: progress.receipt_number.clone(),
            secret,
            progress: Some(progress),
        }))
    }

    async fn track_complaint(
        &self,
        request: Request<pb::TrackComplaintRequest>,
    ) -> Answered<pb::TrackComplaintResponse> {
        let holder = wire::tracking(request.get_ref())?;
        let found = opened_by(&self.store, &holder).await?;
        let progress = Some(answer::progress(&self.store, &found).await?);
        Ok(Response::new(pb::TrackComplaintResponse { progress }))
    }

    async fn complete_complaint(
        &self,
        request: Request<pb::CompleteComplaintRequest>,
    ) -> Answered<pb::CompleteComplaintResponse> {
        let message = request.into_inner();
        let brought = wire::completing(&message)?;
        let progress = self
            .by_receipt("CompleteComplaint", &message, brought, |text, sealing| {
                Ok(Command::Complete { text: sealing.seal("text", &text)? })
            })
            .await?;
        Ok(Response::new(pb::CompleteComplaintResponse { progress: Some(progress) }))
    }

    async fn judge_answer(
        &self,
        request: Request<pb::JudgeAnswerRequest>,
    ) -> Answered<pb::JudgeAnswerResponse> {
        let message = request.into_inner();
        let brought = wire::judging(&message)?;
        let progress = self
            .by_receipt("JudgeAnswer", &message, brought, |disputed, sealing| match disputed {
                None => Ok(Command::Confirm),
                Some(reason) => Ok(Command::Dispute { reason: sealing.seal("reason", &reason)? }),
            })
            .await?;
        Ok(Response::new(pb::JudgeAnswerResponse { progress: Some(progress) }))
    }

    async fn get_complaint(
        &self,
        request: Request<pb::GetComplaintRequest>,
    ) -> Answered<pb::GetComplaintResponse> {
        let officer = edge::officer(&request)?;
        let (agency, id) = wire::naming(&request.get_ref().name)?;
        let found = visible(&self.store, officer, &agency, &id).await?;
        let complaint = Some(answer::complaint(&self.store, &found));
        Ok(Response::new(pb::GetComplaintResponse { complaint }))
    }

    /// The reading is journaled before anything is shown.
    async fn read_complaint(
        &self,
        request: Request<pb::ReadComplaintRequest>,
    ) -> Answered<pb::ReadComplaintResponse> {
        let brought = wire::reading(request.get_ref())?;
        let identity = brought.brings;
        let found = self
            .write("ReadComplaint", &request, brought, |identity, _| Ok(Command::Read { identity }))
            .await?;
        let record = &found.record;
        let (mut texts, mut notes, mut disputes) = (Vec::new(), Vec::new(), Vec::new());
        for text in &record.texts {
            texts.push(answer::words(&self.store, text).await?);
        }
        for (_, note) in &record.follow_ups {
            notes.push(answer::words(&self.store, note).await?);
        }
        for dispute in &record.disputes {
            disputes.push(answer::words(&self.store, dispute).await?);
        }
        let reporter = match &record.reporter {
            Some(sealed) if identity => {
                let bytes = self.store.unseal(sealed).await.map_err(status)?;
                let read = bytes.map(|bytes| Reporter::from_bytes(&bytes)).transpose();
                read.map_err(|error| edge::failed(&error))?.map(Reporter::shown)
            }
            Some(_) | None => None,
        };
        Ok(Response::new(pb::ReadComplaintResponse {
            complaint: Some(answer::complaint(&self.store, &found)),
            texts,
            reporter,
            notes,
            answers: answer::answers(&self.store, &record.replies).await?,
            disputes,
        }))
    }

    async fn list_complaints(
        &self,
        request: Request<pb::ListComplaintsRequest>,
    ) -> Answered<pb::ListComplaintsResponse> {
        let officer = edge::officer(&request)?;
        let message = request.get_ref();
        let wire::Listing { agency, holder, size, list } = wire::listing(message)?;
        if !self.may_list(officer, &agency, holder.as_ref()).await? {
            return Err(edge::refused("DUTY_MISSING", &[]));
        }
        let holder = holder.map(|it| format!("{}/{}", it.agency, it.unit));
        let after: Option<ComplaintPlace> = list.after(self.store.keys(), &message.page_token)?;
        let (rows, next) = self
            .store
            .complaints(&agency, holder.as_deref(), &officer.person, after, size)
            .await
            .map_err(status)?;
        let shown = rows.iter().map(|found| answer::complaint(&self.store, found)).collect();
        Ok(Response::new(pb::ListComplaintsResponse {
            complaints: shown,
            next_page_token: list.token(self.store.keys(), next.as_ref())?,
        }))
    }

    async fn suggest_duplicates(
        &self,
        request: Request<pb::SuggestDuplicatesRequest>,
    ) -> Answered<pb::SuggestDuplicatesResponse> {
        use pb::suggest_duplicates_response::Suggestion;
        let officer = edge::officer(&request)?;
        let (agency, id) = wire::naming(&request.get_ref().name)?;
        let found = visible(&self.store, officer, &agency, &id).await?;
        let akin = self.store.akin_to(&found.record, MOST_SUGGESTED).await.map_err(status)?;
        let mut suggestions = Vec::new();
        for candidate in complaints::suggest(found.record.received_at, akin) {
            let other = self.store.complaint(&candidate.id).await.map_err(status)?;
            let Some(other) = other.filter(|it| !it.record.accused.contains(&officer.person))
            else {
                continue;
            };
            suggestions.push(Suggestion {
                complaint: names::complaint(&agency, &candidate.id),
                receipt_number: other.record.receipt.to_string(),
                same_case: candidate.likeness.same_case,
                same_reporter: candidate.likeness.same_reporter,
                same_service: candidate.likeness.same_service,
                open: other.record.is_open(),
            });
        }
        suggestions.truncate(MOST_SUGGESTED);
        Ok(Response::new(pb::SuggestDuplicatesResponse { suggestions }))
    }

    async fn verify_complaint(
        &self,
        request: Request<pb::VerifyComplaintRequest>,
    ) -> Answered<pb::VerifyComplaintResponse> {
        let brought = wire::verifying(request.get_ref())?;
        let found = self
            .write("VerifyComplaint", &request, brought, |finding, sealing| match finding {
                Finding::Complete { class, forms, accused } => {
                    Ok(Command::Verify { class, forms, accused })
                }
                Finding::Missing(missing) => {
                    Ok(Command::AskCompletion { missing: sealing.seal("missing", &missing)? })
                }
            })
            .await?;
        let complaint = Some(answer::complaint(&self.store, &found));
        Ok(Response::new(pb::VerifyComplaintResponse { complaint }))
    }

    async fn dispose_complaint(
        &self,
        request: Request<pb::DisposeComplaintRequest>,
    ) -> Answered<pb::DisposeComplaintResponse> {
        let brought = wire::disposing(request.get_ref())?;
        let found = self
            .write("DisposeComplaint", &request, brought, |(to, note), sealing| {
                Ok(Command::Dispose { to, note: sealing.seal("note", &note)? })
            })
            .await?;
        let complaint = Some(answer::complaint(&self.store, &found));
        Ok(Response::new(pb::DisposeComplaintResponse { complaint }))
    }

    async fn follow_up_complaint(
        &self,
        request: Request<pb::FollowUpComplaintRequest>,
    ) -> Answered<pb::FollowUpComplaintResponse> {
        let brought = wire::following_up(request.get_ref())?;
        let found = self
            .write("FollowUpComplaint", &request, brought, |note, sealing| {
                Ok(Command::FollowUp { note: sealing.seal("note", &note)? })
            })
            .await?;
        let complaint = Some(answer::complaint(&self.store, &found));
        Ok(Response::new(pb::FollowUpComplaintResponse { complaint }))
    }

    async fn answer_complaint(
        &self,
        request: Request<pb::AnswerComplaintRequest>,
    ) -> Answered<pb::AnswerComplaintResponse> {
        let brought = wire::answering(request.get_ref())?;
        let objection_days = self.objection_days;
        let found = self
            .write("AnswerComplaint", &request, brought, |answering, sealing| {
                let wire::Answering { text, evidence, improvement } = answering;
                let text = sealing.seal("answer", &text)?;
                let evidence = evidence.map(|it| sealing.seal("evidence", &it)).transpose()?;
                Ok(Command::Answer { text, evidence, improvement, objection_days })
            })
            .await?;
        let complaint = Some(answer::complaint(&self.store, &found));
        Ok(Response::new(pb::AnswerComplaintResponse { complaint }))
    }

    async fn record_delivery(
        &self,
        request: Request<pb::RecordDeliveryRequest>,
    ) -> Answered<pb::RecordDeliveryResponse> {
        let brought = wire::delivering(request.get_ref())?;
        let found = self
            .write("RecordDelivery", &request, brought, |at, _| Ok(Command::Deliver { at }))
            .await?;
        let complaint = Some(answer::complaint(&self.store, &found));
        Ok(Response::new(pb::RecordDeliveryResponse { complaint }))
    }

    async fn close_complaint(
        &self,
        request: Request<pb::CloseComplaintRequest>,
    ) -> Answered<pb::CloseComplaintResponse> {
        let brought = wire::closing(request.get_ref())?;
        let (objection_days, own) = (self.objection_days, brought.agency.clone());
        let found = self
            .write("CloseComplaint", &request, brought, |ground, sealing| match ground {
                Elsewhere::Accepted { agency, reference } => {
                    let reference = sealing.seal("reference", &reference)?;
                    Ok(Command::Refer { agency, reference, objection_days })
                }
                Elsewhere::Duplicate { agency, of } if agency == own => {
                    Ok(Command::Merge { of, objection_days })
                }
                Elsewhere::Duplicate { .. } => Err(edge::refused("ORIGINAL_NOT_OPEN", &[])),
            })
            .await?;
        let complaint = Some(answer::complaint(&self.store, &found));
        Ok(Response::new(pb::CloseComplaintResponse { complaint }))
    }

    async fn reopen_complaint(
        &self,
        request: Request<pb::ReopenComplaintRequest>,
    ) -> Answered<pb::ReopenComplaintResponse> {
        let brought = wire::reopening(request.get_ref())?;
        let found = self
            .write("ReopenComplaint", &request, brought, |reason, sealing| {
                Ok(Command::Reopen { reason: sealing.seal("reason", &reason)? })
            })
            .await?;
        let complaint = Some(answer::complaint(&self.store, &found));
        Ok(Response::new(pb::ReopenComplaintResponse { complaint }))
    }

    async fn summarize_complaints(
        &self,
        request: Request<pb::SummarizeComplaintsRequest>,
    ) -> Answered<pb::SummarizeComplaintsResponse> {
        let agency = wire::summarizing(request.get_ref())?;
        let counts = self.store.complaint_counts(&agency).await.map_err(status)?;
        let rows = complaints::Class::ALL.into_iter().map(|class| row(class, &counts)).collect();
        Ok(Response::new(pb::SummarizeComplaintsResponse { rows }))
    }
}

impl ComplaintsService {
    fn filing(
        &self,
        submission: wire::Submission,
    ) -> Result<(ComplaintFiling, Vec<store::SealedRow>), Status> {
        let wire::Submission {
            agency,
            request_id: _,
            channel,
            original_id,
            class,
            text,
            reporter,
            confidential,
            district,
            service,
            clause,
            about,
            step,
            accused,
        } = submission;
        let id = self.store.new_id().map_err(status)?;
        let (key, wrapped) = self.store.new_subject(&id).map_err(status)?;
        let mut sealing =
            Sealing { store: &self.store, key, subject: id.clone(), rows: Vec::new() };
        let text = sealing.seal("text", &text)?;
        let keys = self.store.keys();
        let indexes = reporter.as_ref().map(|it| it.indexes(&keys.blind_index()));
        let reporter =
            reporter.map(|it| sealing.seal_bytes("reporter", &it.to_bytes())).transpose()?;
        let secret = ReceiptSecret::new(store::random().map_err(status)?);
        // The sequencer gives the number.
        let receipt = ReceiptNumber::new(&self.agency_code, "ADU", 2000, 1)
            .map_err(|error| edge::failed(&error))?;
        let intake = Intake {
            id,
            agency,
            receipt,
            secret_digest: hex::encode(keys.receipt_secrets().digest(&secret)),
            channel,
            original_id,
            recorded_by: None,
            district,
            confidential,
            reporter,
            text,
            class,
            service,
            clause,
            case: None,
            accused,
        };
        let filing = ComplaintFiling {
            intake,
            agency_code: self.agency_code.clone(),
            about,
            step,
            key: wrapped,
            indexes: indexes.unwrap_or_default(),
            secret: secret.reveal().to_string(),
        };
        Ok((filing, sealing.rows))
    }

    /// An officer's write on a complaint; `command` seals what text it needs.
    async fn write<M: Message, T>(
        &self,
        method: &'static str,
        request: &Request<M>,
        brought: OnComplaint<T>,
        command: impl FnOnce(T, &mut Sealing<'_>) -> Result<Command, Status>,
    ) -> Result<Found<Complaint>, Status> {
        let OnComplaint { agency, id, request_id, etag, brings } = brought;
        let mut sealing = self.sealing(&id).await?;
        let command = Box::new(command(brings, &mut sealing)?);
        let act = Act::Complaint { agency, complaint: id, etag, command };
        let (actor, rows) = (actor(request)?, sealing.rows);
        let message = request.get_ref();
        let reply = submit(&self.store, method, message, actor, request_id, act, rows).await?;
        found(reply)
    }

    /// The reporter's write on the complaint that the receipt opens.
    async fn by_receipt<M: Message, T>(
        &self,
        method: &'static str,
        message: &M,
        brought: ByReceipt<T>,
        command: impl FnOnce(T, &mut Sealing<'_>) -> Result<Command, Status>,
    ) -> Result<pb::ComplaintProgress, Status> {
        let ByReceipt { holder, request_id, etag, brings } = brought;
        let opened = opened_by(&self.store, &holder).await?;
        let Complaint { id, agency, erased_at, .. } = &opened.record;
        if erased_at.is_some() {
            return Err(edge::refused("DATA_ERASED", &[]));
        }
        let mut sealing = self.sealing(id).await?;
        let command = Box::new(command(brings, &mut sealing)?);
        let act = Act::Complaint { agency: agency.clone(), complaint: id.clone(), etag, command };
        let (actor, rows) = (Actor::Applicant, sealing.rows);
        let reply = submit(&self.store, method, message, actor, request_id, act, rows).await?;
        answer::progress(&self.store, &found(reply)?).await
    }

    async fn sealing(&self, complaint: &str) -> Result<Sealing<'_>, Status> {
        let key = self.store.sealing_key(complaint).await.map_err(status)?;
        let key = key.ok_or_else(|| edge::refused("COMPLAINT_NOT_FOUND", &[]))?;
        Ok(Sealing { store: &self.store, key, subject: complaint.to_owned(), rows: Vec::new() })
    }

    /// Who verifies complaints and who audits the agency sees them all; others
    /// those of a unit in which they have one of the procedure's roles, or that
    /// they oversee.
    async fn may_list(
        &self,
        officer: &access::Officer,
        agency: &AgencyId,
        holder: Option<&Unit>,
    ) -> Result<bool, Status> {
        let sop = self.store.complaint_procedure().await.map_err(status)?;
        let executors: BTreeSet<Executor> = match &sop {
            Some(sop) => sop.columns().iter().map(|it| it.executor.clone()).collect(),
            None => BTreeSet::new(),
        };
        let verifier = sop.as_ref().and_then(|sop| complaints::verifier(sop));
        let sees_all = officer.may_audit(agency)
            || verifier.is_some_and(|it| {
                it.agency == *agency
                    && (officer.may_execute(&it) || officer.may_supervise(&it.agency, &it.unit))
            });
        let holds = |unit: &Unit| {
            officer.may_supervise(&unit.agency, &unit.unit)
                || officer.executors().any(|held| {
                    Unit::from(held) == *unit && executors.iter().any(|it| it.role == held.role)
                })
        };
        Ok(sees_all || holder.is_some_and(holds))
    }
}

fn found(reply: store::Reply) -> Result<Found<Complaint>, Status> {
    let store::Reply { version, index, answer } = reply;
    match answer {
        Answer::Complaint(complaint) | Answer::ComplaintFiled { complaint, .. } => {
            Ok(Found { version, index, record: *complaint })
        }
        _ => Err(edge::refused("INTERNAL", &[])),
    }
}

fn row(
    class: complaints::Class,
    counts: &[ComplaintCount],
) -> pb::summarize_complaints_response::Row {
    use pb::summarize_complaints_response::{Count, Row};
    let told = |is_open: bool, is_late: bool| {
        let same = |it: &&ComplaintCount| {
            it.class == class && it.is_open == is_open && it.is_late == is_late
        };
        let count: i64 = counts.iter().filter(same).map(|it| it.count).sum();
        let suppressed = (1..SMALLEST_TOLD).contains(&count);
        Some(Count { count: if suppressed { 0 } else { count }, suppressed })
    };
    Row {
        class: answer::class(class).into(),
        open_in_time: told(true, false),
        open_late: told(true, true),
        closed_in_time: told(false, false),
        closed_late: told(false, true),
    }
}
