//! Compiles `proto/` without a system protoc.

use std::{
    env,
    error::Error,
    fs, io,
    path::{Path, PathBuf},
};

/// Messages that carry a secret, personal data or free text. `src/redacted.rs`
/// writes their `Debug`, so that no log can show what they hold.
const REDACTED: &[&str] = &[
    ".satupintu.access.v1.Account",
    ".satupintu.consultations.v1.Comment",
    ".satupintu.consultations.v1.CreateForumRequest",
    ".satupintu.consultations.v1.DecideCommentRequest",
    ".satupintu.consultations.v1.DownloadMinutesRequest",
    ".satupintu.consultations.v1.DownloadMinutesResponse",
    ".satupintu.consultations.v1.Forum",
    ".satupintu.consultations.v1.ForumMinutes",
    ".satupintu.consultations.v1.Invitation",
    ".satupintu.consultations.v1.ReadContributorResponse",
    ".satupintu.consultations.v1.RecordCommentRequest",
    ".satupintu.consultations.v1.RecordFollowUpRequest",
    ".satupintu.consultations.v1.RegisterParticipantRequest",
    ".satupintu.consultations.v1.SignMinutesByReceiptRequest",
    ".satupintu.consultations.v1.Slip",
    ".satupintu.consultations.v1.SubmitCommentRequest",
    ".satupintu.consultations.v1.TrackCommentRequest",
    ".satupintu.consultations.v1.WriteMinutesRequest",
    ".satupintu.improvement.v1.Action",
    ".satupintu.improvement.v1.CompleteActionRequest",
    ".satupintu.improvement.v1.DropActionRequest",
    ".satupintu.improvement.v1.OpenActionRequest",
    ".satupintu.improvement.v1.ReturnActionRequest",
    ".satupintu.sop.v1.ChangeByComment",
    ".satupintu.complaints.v1.SubmitComplaintRequest",
    ".satupintu.complaints.v1.SubmitComplaintResponse",
    ".satupintu.complaints.v1.Reporter",
    ".satupintu.complaints.v1.TrackComplaintRequest",
    ".satupintu.complaints.v1.ComplaintAnswer",
    ".satupintu.complaints.v1.ComplaintProgress",
    ".satupintu.complaints.v1.CompleteComplaintRequest",
    ".satupintu.complaints.v1.JudgeAnswerRequest",
    ".satupintu.complaints.v1.ReadComplaintResponse",
    ".satupintu.complaints.v1.VerifyComplaintRequest",
    ".satupintu.complaints.v1.DisposeComplaintRequest",
    ".satupintu.complaints.v1.FollowUpComplaintRequest",
    ".satupintu.complaints.v1.AnswerComplaintRequest",
    ".satupintu.complaints.v1.CloseComplaintRequest",
    ".satupintu.complaints.v1.ReopenComplaintRequest",
    ".satupintu.exchange.v1.FetchDocumentResponse",
    ".satupintu.exchange.v1.HandOverRequest",
    ".satupintu.exchange.v1.HandedDocument",
    ".satupintu.exchange.v1.ReturnResultRequest",
    ".satupintu.ombudsman.v1.CloseProductRequest",
    ".satupintu.ombudsman.v1.FollowUpProductRequest",
    ".satupintu.ombudsman.v1.Product",
    ".satupintu.ombudsman.v1.ProductFollowUp",
    ".satupintu.ombudsman.v1.RecordProductRequest",
    ".satupintu.intake.v1.DeliverSealedRequest",
    ".satupintu.intake.v1.DeliverSealedResponse",
    ".satupintu.intake.v1.Intake",
    ".satupintu.intake.v1.IntakeReply",
    ".satupintu.whistleblowing.v1.AppendAnswerRequest",
    ".satupintu.whistleblowing.v1.GetReportResponse",
    ".satupintu.whistleblowing.v1.ListAnswersRequest",
    ".satupintu.whistleblowing.v1.ListAnswersResponse",
    ".satupintu.whistleblowing.v1.SubmitReportRequest",
    ".satupintu.files.v1.Coordinates",
    ".satupintu.files.v1.CreateUploadRequest",
    ".satupintu.files.v1.DeleteUploadRequest",
    ".satupintu.files.v1.DownloadFileRequest",
    ".satupintu.files.v1.DownloadFileResponse",
    ".satupintu.files.v1.FileDetails",
    ".satupintu.files.v1.FinishUploadRequest",
    ".satupintu.files.v1.FinishUploadResponse",
    ".satupintu.files.v1.GetUploadRequest",
    ".satupintu.files.v1.ListFilesRequest",
    ".satupintu.files.v1.ListFilesResponse",
    ".satupintu.files.v1.UploadRequest",
    ".satupintu.notices.v1.SetPreferencesRequest",
    ".satupintu.permits.v1.Answer",
    ".satupintu.permits.v1.Applicant",
    ".satupintu.permits.v1.ApproveApplicationRequest",
    ".satupintu.permits.v1.Assessment",
    ".satupintu.permits.v1.CancelAssessmentRequest",
    ".satupintu.permits.v1.CloseUnpaidRequest",
    ".satupintu.permits.v1.CompleteTaskRequest",
    ".satupintu.permits.v1.Conflict",
    ".satupintu.permits.v1.DeclaredConflict",
    ".satupintu.permits.v1.Defect",
    ".satupintu.permits.v1.DownloadLicenceRequest",
    ".satupintu.permits.v1.EndorseReturnRequest",
    ".satupintu.permits.v1.GetAssessmentRequest",
    ".satupintu.permits.v1.DecideObjectionRequest",
    ".satupintu.permits.v1.FileObjectionRequest",
    ".satupintu.permits.v1.GetObjectionResponse",
    ".satupintu.permits.v1.Objection",
    ".satupintu.permits.v1.Finding",
    ".satupintu.permits.v1.Inspection",
    ".satupintu.permits.v1.OrderInspectionRequest",
    ".satupintu.permits.v1.RescheduleInspectionRequest",
    ".satupintu.permits.v1.CancelInspectionRequest",
    ".satupintu.permits.v1.WriteMinutesRequest",
    ".satupintu.permits.v1.MaskedApplicant",
    ".satupintu.permits.v1.CaseMessage",
    ".satupintu.permits.v1.Agent",
    ".satupintu.permits.v1.Mandate",
    ".satupintu.permits.v1.NewMandate",
    ".satupintu.permits.v1.GiveMandateRequest",
    ".satupintu.permits.v1.GiveMandateResponse",
    ".satupintu.permits.v1.EndMandateRequest",
    ".satupintu.permits.v1.ListMandatesRequest",
    ".satupintu.permits.v1.MakePaperRequest",
    ".satupintu.permits.v1.MakePaperResponse",
    ".satupintu.permits.v1.PostMessageRequest",
    ".satupintu.permits.v1.ListMessagesRequest",
    ".satupintu.permits.v1.Overtake",
    ".satupintu.permits.v1.Progress",
    ".satupintu.permits.v1.ReadFormResponse",
    ".satupintu.permits.v1.ReassignTaskRequest",
    ".satupintu.permits.v1.RegisterKinshipRequest",
    ".satupintu.permits.v1.RejectApplicationRequest",
    ".satupintu.permits.v1.RequirementStatus",
    ".satupintu.permits.v1.ResubmitApplicationRequest",
    ".satupintu.permits.v1.Revocation",
    ".satupintu.permits.v1.RevokeLicenceRequest",
    ".satupintu.permits.v1.SignLicenceRequest",
    ".satupintu.permits.v1.SubmitApplicationRequest",
    ".satupintu.permits.v1.SubmitApplicationResponse",
    ".satupintu.permits.v1.TrackApplicationRequest",
    ".satupintu.permits.v1.WithdrawApplicationRequest",
    ".satupintu.privacy.v1.AnswerSubjectRequestRequest",
    ".satupintu.privacy.v1.Breach",
    ".satupintu.privacy.v1.ExportDataResponse",
    ".satupintu.privacy.v1.ExportOwnDataRequest",
    ".satupintu.privacy.v1.ExportOwnDataResponse",
    ".satupintu.privacy.v1.ReadExportRequest",
    ".satupintu.privacy.v1.ReadExportResponse",
    ".satupintu.privacy.v1.FindApplicationsRequest",
    ".satupintu.privacy.v1.OpenOwnRequestRequest",
    ".satupintu.privacy.v1.RecordBreachRequest",
    ".satupintu.privacy.v1.RecordSubjectRequestRequest",
    ".satupintu.privacy.v1.RefuseSubjectRequestRequest",
    ".satupintu.privacy.v1.SubjectRequest",
    ".satupintu.privacy.v1.TrackOwnRequestsRequest",
    ".satupintu.sop.v1.DisposeProposalRequest",
    ".satupintu.sop.v1.ProposeRevisionRequest",
    ".satupintu.sop.v1.RevisionProposal",
    ".satupintu.standards.v1.Compensation",
    ".satupintu.standards.v1.RecordCompensationRequest",
    ".satupintu.surveys.v1.Answers",
    ".satupintu.surveys.v1.Comment",
    ".satupintu.surveys.v1.EnterResponseRequest",
    ".satupintu.surveys.v1.FollowUp",
    ".satupintu.surveys.v1.IssueTokenRequest",
    ".satupintu.surveys.v1.IssueTokenResponse",
    ".satupintu.surveys.v1.MakeReportRequest",
    ".satupintu.surveys.v1.MakeReportResponse",
    ".satupintu.surveys.v1.Respondent",
    ".satupintu.surveys.v1.Score",
    ".satupintu.surveys.v1.SubmitResponseRequest",
];

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../proto");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo:rerun-if-changed={}", root.join("satupintu").display());
    println!("cargo:rerun-if-changed={}", root.join("google").display());
    println!("cargo:rerun-if-changed=build.rs");

    let mut files = Vec::new();
    collect(&root.join("satupintu"), &mut files)?;
    files.sort();

    let mut compiler = protox::Compiler::new([&root])?;
    compiler.include_imports(true).include_source_info(true).open_files(files)?;
    let descriptors = compiler.file_descriptor_set();
    // With its comments for the tests; without them, a quarter of the size, for
    // the programs that answer reflection.
    fs::write(out.join("commented.binpb"), compiler.encode_file_descriptor_set())?;
    compiler.include_source_info(false);
    fs::write(out.join("descriptors.binpb"), compiler.encode_file_descriptor_set())?;

    let mut config = prost_build::Config::new();
    config.enable_type_names();
    config.skip_debug(REDACTED);
    tonic_prost_build::configure().compile_fds_with_config(descriptors, config)?;
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "proto") {
            files.push(path);
        }
    }
    Ok(())
}
