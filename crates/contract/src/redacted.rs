//! `Debug` of the messages that hold a secret, personal data or free text.
//!
//! It shows what finds the case again, and nothing that tells about a person.
//! The build script keeps the generated `Debug` of these messages away.

use std::fmt;

use crate::satupintu::{
    access::v1::Account,
    complaints::v1::{
        AnswerComplaintRequest, CloseComplaintRequest, ComplaintAnswer, ComplaintProgress,
        CompleteComplaintRequest, DisposeComplaintRequest, FollowUpComplaintRequest,
        JudgeAnswerRequest, ReadComplaintResponse, ReopenComplaintRequest, Reporter,
        SubmitComplaintRequest, SubmitComplaintResponse, TrackComplaintRequest,
        VerifyComplaintRequest,
    },
    consultations::v1::{
        Comment, CreateForumRequest, DecideCommentRequest, DownloadMinutesRequest,
        DownloadMinutesResponse, Forum, ForumMinutes, Invitation, ReadContributorResponse,
        RecordCommentRequest, RecordFollowUpRequest, RegisterParticipantRequest,
        SignMinutesByReceiptRequest, Slip, SubmitCommentRequest, TrackCommentRequest,
        WriteMinutesRequest as WriteForumMinutesRequest,
    },
    exchange::v1::{FetchDocumentResponse, HandOverRequest, HandedDocument, ReturnResultRequest},
    files::v1::{
        Coordinates, CreateUploadRequest, DeleteUploadRequest, DownloadFileRequest,
        DownloadFileResponse, FileDetails, FinishUploadRequest, FinishUploadResponse,
        GetUploadRequest, ListFilesRequest, ListFilesResponse, UploadRequest,
    },
    improvement::v1::{
        Action, CompleteActionRequest, DropActionRequest, OpenActionRequest, ReturnActionRequest,
    },
    intake::v1::{DeliverSealedRequest, DeliverSealedResponse, Intake, IntakeReply},
    notices::v1::SetPreferencesRequest,
    ombudsman::v1::{
        CloseProductRequest, FollowUpProductRequest, Product, ProductFollowUp, RecordProductRequest,
    },
    permits::v1::{
        Agent, Answer, Applicant, ApproveApplicationRequest, Assessment, CancelAssessmentRequest,
        CancelInspectionRequest, CaseMessage, CloseUnpaidRequest, CompleteTaskRequest, Conflict,
        DecideObjectionRequest, DeclaredConflict, Defect, DownloadLicenceRequest,
        EndMandateRequest, EndorseReturnRequest, FileObjectionRequest, Finding,
        GetAssessmentRequest, GetObjectionResponse, GiveMandateRequest, GiveMandateResponse,
        Inspection, ListMandatesRequest, ListMessagesRequest, MakePaperRequest, MakePaperResponse,
        Mandate, MaskedApplicant, NewMandate, Objection, OrderInspectionRequest, Overtake,
        PostMessageRequest, Progress, ReadFormResponse, ReassignTaskRequest,
        RegisterKinshipRequest, RejectApplicationRequest, RequirementStatus,
        RescheduleInspectionRequest, ResubmitApplicationRequest, Revocation, RevokeLicenceRequest,
        SignLicenceRequest, SubmitApplicationRequest, SubmitApplicationResponse,
        TrackApplicationRequest, WithdrawApplicationRequest, WriteMinutesRequest,
    },
    privacy::v1::{
        AnswerSubjectRequestRequest, Breach, ExportDataResponse, ExportOwnDataRequest,
        ExportOwnDataResponse, FindApplicationsRequest, OpenOwnRequestRequest, ReadExportRequest,
        ReadExportResponse, RecordBreachRequest, RecordSubjectRequestRequest,
        RefuseSubjectRequestRequest, SubjectRequest, TrackOwnRequestsRequest,
    },
    sop::v1::{ChangeByComment, DisposeProposalRequest, ProposeRevisionRequest, RevisionProposal},
    standards::v1::{Compensation, RecordCompensationRequest},
    surveys::v1::{
        Answers, Comment as SurveyComment, EnterResponseRequest, FollowUp, IssueTokenRequest,
        IssueTokenResponse, MakeReportRequest, MakeReportResponse, Respondent, Score,
        SubmitResponseRequest,
    },
    whistleblowing::v1::{
        AppendAnswerRequest, GetReportResponse, ListAnswersRequest, ListAnswersResponse,
        SubmitReportRequest,
    },
};

macro_rules! shows {
    ($($message:ident { $($field:ident),* })*) => {$(
        impl fmt::Debug for $message {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($message))
                    $(.field(stringify!($field), &self.$field))*
                    .finish_non_exhaustive()
            }
        }
    )*};
}

shows! {
    Account { issuer }
    Answer { requirement_id }
    ChangeByComment { forum, comment, anchor, partly }
    Action { name, etag, journal_index, source, origin, owner, due, state, overdue, escalated }
    CompleteActionRequest { name, request_id, etag, proof_digest }
    DropActionRequest { name, request_id, etag }
    OpenActionRequest { parent, request_id, source, origin, unit, owner, due }
    ReturnActionRequest { name, request_id, etag }
    Comment { name, anchor, element, recorded, disposition, due }
    CreateForumRequest { parent, request_id, document, kind, mode, from, until }
    DecideCommentRequest { name, request_id, etag, disposition, responsible, due }
    DownloadMinutesRequest { name, receipt_number }
    DownloadMinutesResponse {}
    Forum { name, etag, journal_index, document, digest, kind, mode, from, until, state }
    ForumMinutes { held_on, digest, signers, signatures, locked }
    Invitation { element }
    ReadContributorResponse { journal_index }
    RecordCommentRequest { name, request_id, anchor, participant, element }
    RecordFollowUpRequest { name, request_id, etag, proof_digest }
    RegisterParticipantRequest { name, request_id, etag, element }
    SignMinutesByReceiptRequest { receipt_number, request_id, etag }
    Slip { receipt_number }
    SubmitCommentRequest { name, request_id, anchor, element }
    TrackCommentRequest { receipt_number }
    WriteForumMinutesRequest { name, request_id, etag, held_on, organisers, representatives }
    AnswerComplaintRequest { name, request_id, etag, improvement }
    CloseComplaintRequest { name, request_id, etag }
    CompleteComplaintRequest { receipt_number, request_id, etag }
    ComplaintAnswer { answered_at, improvement }
    ComplaintProgress { name, etag, journal_index, receipt_number, state, late, age_days }
    DisposeComplaintRequest { name, request_id, etag, to }
    FollowUpComplaintRequest { name, request_id, etag }
    JudgeAnswerRequest { receipt_number, request_id, etag, verdict }
    ReadComplaintResponse { complaint }
    ReopenComplaintRequest { name, request_id, etag }
    Reporter {}
    SubmitComplaintRequest { parent, request_id, channel, class, district, service, clause }
    SubmitComplaintResponse { name, receipt_number }
    TrackComplaintRequest { receipt_number }
    VerifyComplaintRequest { name, request_id, etag }
    FetchDocumentResponse {}
    HandedDocument { document, requirement_id, media_type, fetchable_until }
    HandOverRequest { parent, request_id, receipt_number, service, step, outcomes, leaf }
    ReturnResultRequest { parent, request_id, outcome, leaf }
    Coordinates {}
    CreateUploadRequest { parent, receipt_number, upload_id, media_type }
    DeleteUploadRequest { name, receipt_number }
    DownloadFileRequest { name, receipt_number, request_id, purpose }
    DownloadFileResponse {}
    FileDetails { name, media_type }
    FinishUploadRequest { name, receipt_number, request_id }
    FinishUploadResponse { file, journal_index }
    GetUploadRequest { name, receipt_number }
    ListFilesRequest { parent, receipt_number }
    ListFilesResponse { files }
    UploadRequest { name, receipt_number, offset }
    Applicant {}
    ApproveApplicationRequest { name, request_id, etag, step }
    Compensation { application, kind }
    Assessment { reference, step, lines, total, due, status }
    CancelAssessmentRequest { name, request_id, etag, step }
    CloseUnpaidRequest { name, request_id, etag, step }
    CompleteTaskRequest { name, request_id, etag, step, outcome }
    Conflict { kind }
    DeclaredConflict { application, officer, kind }
    Defect { requirement_id }
    DownloadLicenceRequest { receipt_number }
    DisposeProposalRequest { name, request_id, etag, proposal, disposition }
    EndorseReturnRequest { name, request_id, etag, endorsement }
    GetAssessmentRequest { receipt_number }
    DecideObjectionRequest { name, request_id, etag, finding }
    FileObjectionRequest { receipt_number, request_id, etag }
    GetObjectionResponse { objection }
    Objection { status, due }
    Finding { item, answer }
    Inspection { step, visit_at, letter_number, team, recommendation, signed_by, locked }
    OrderInspectionRequest { name, request_id, etag, step, visit_at, letter_number, team }
    RescheduleInspectionRequest { name, request_id, etag, step, visit_at }
    CancelInspectionRequest { name, request_id, etag, step }
    WriteMinutesRequest { name, request_id, etag, step, recommendation }
    MaskedApplicant {}
    Agent {}
    Mandate { number, scopes, until, given_at, ended_at, cause }
    NewMandate { scopes, until }
    GiveMandateRequest { receipt_number, request_id, etag }
    GiveMandateResponse { etag, journal_index, mandate }
    EndMandateRequest { receipt_number, request_id, etag, number }
    ListMandatesRequest { receipt_number }
    CaseMessage { posted_at, writer, executor, requirement_id }
    MakePaperRequest { name, receipt_number, kind }
    MakePaperResponse {}
    PostMessageRequest { parent, receipt_number, request_id, etag, requirement_id }
    ListMessagesRequest { parent, receipt_number }
    Overtake { reason }
    Progress { name, etag, journal_index, receipt_number, state, stages, deadline, late, ahead }
    ReadFormResponse { application }
    ReassignTaskRequest { name, request_id, etag, step, officer, reason }
    RegisterKinshipRequest { name, request_id, etag }
    ProposeRevisionRequest { name, request_id, etag }
    RecordCompensationRequest { application, request_id, kind }
    RejectApplicationRequest { name, request_id, etag, step }
    RequirementStatus { requirement_id, given }
    SetPreferencesRequest { receipt_number, request_id, etag, preferences }
    ResubmitApplicationRequest { receipt_number, request_id, etag }
    Revocation { basis, revoked_at, revoked_by }
    RevokeLicenceRequest { name, request_id, etag, basis }
    SignLicenceRequest { name, request_id, etag }
    RevisionProposal { id, proposed_by, disposition }
    SubmitApplicationRequest { service, request_id, district, channel, validate_only }
    SubmitApplicationResponse { name, receipt_number, progress }
    TrackApplicationRequest { receipt_number }
    WithdrawApplicationRequest { receipt_number, request_id, etag }
    AnswerSubjectRequestRequest { name, request_id, etag }
    Breach { name, etag, journal_index, discovered_at, due_at, late }
    FindApplicationsRequest { parent, request_id, purpose }
    OpenOwnRequestRequest { receipt_number, request_id, right }
    RecordBreachRequest { parent, request_id, discovered_at, nature, categories, extent }
    RecordSubjectRequestRequest { parent, request_id, application, right, received_at }
    RefuseSubjectRequestRequest { name, request_id, etag }
    SubjectRequest { name, etag, journal_index, application, right, state, due_at, late }
    TrackOwnRequestsRequest { receipt_number }
    ExportDataResponse { journal_index, expires_at }
    ExportOwnDataRequest { receipt_number, request_id, etag }
    ExportOwnDataResponse { journal_index, expires_at }
    ReadExportRequest {}
    ReadExportResponse {}
    Answers {}
    SurveyComment { service }
    EnterResponseRequest { parent, stratum }
    FollowUp {}
    IssueTokenRequest { receipt_number }
    IssueTokenResponse {}
    MakeReportRequest { parent, period, format }
    MakeReportResponse {}
    Respondent {}
    Score { element }
    SubmitResponseRequest {}
    AppendAnswerRequest { parent }
    GetReportResponse { report }
    ListAnswersRequest { parent }
    ListAnswersResponse {}
    SubmitReportRequest { parent }
    DeliverSealedRequest { parent, request_id }
    DeliverSealedResponse {}
    Intake {}
    IntakeReply { receipt_number }
    CloseProductRequest { name, request_id, etag, outcome }
    FollowUpProductRequest { name, request_id, etag, proof_digest }
    Product { name, etag, journal_index, kind, complaint, due, overdue, outcome }
    ProductFollowUp { proof_digest, on, by }
    RecordProductRequest { parent, request_id, kind, complaint, owner }
}
