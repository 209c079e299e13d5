//! Which methods are offered as JSON, and how each finds its agency. Only those
//! that need no officer's token, and that are one message each way.

use std::sync::LazyLock;

use prost_reflect::{DescriptorPool, MethodDescriptor};

/// How a question finds its agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// By the code in the receipt number.
    ByReceipt,
    /// By the resource name in this field.
    ByName(&'static str),
}

/// The methods, by service.
pub(super) const METHODS: &[(&str, &str, Route)] = &[
    ("satupintu.calendar.v1.CalendarService", "ComputeDueDate", Route::ByName("name")),
    ("satupintu.calendar.v1.CalendarService", "GetCalendar", Route::ByName("name")),
    ("satupintu.complaints.v1.ComplaintsService", "CompleteComplaint", Route::ByReceipt),
    ("satupintu.complaints.v1.ComplaintsService", "JudgeAnswer", Route::ByReceipt),
    ("satupintu.complaints.v1.ComplaintsService", "SubmitComplaint", Route::ByName("parent")),
    ("satupintu.complaints.v1.ComplaintsService", "SummarizeComplaints", Route::ByName("parent")),
    ("satupintu.complaints.v1.ComplaintsService", "TrackComplaint", Route::ByReceipt),
    ("satupintu.consultations.v1.ConsultationsService", "GetForum", Route::ByName("name")),
    ("satupintu.consultations.v1.ConsultationsService", "ListComments", Route::ByName("parent")),
    ("satupintu.consultations.v1.ConsultationsService", "ListForums", Route::ByName("parent")),
    ("satupintu.consultations.v1.ConsultationsService", "SignMinutesByReceipt", Route::ByReceipt),
    ("satupintu.consultations.v1.ConsultationsService", "SubmitComment", Route::ByName("name")),
    ("satupintu.consultations.v1.ConsultationsService", "TrackComment", Route::ByReceipt),
    ("satupintu.dashboard.v1.DashboardService", "GetServiceFigures", Route::ByName("parent")),
    ("satupintu.dashboard.v1.DashboardService", "ListFigureDefinitions", Route::ByName("parent")),
    ("satupintu.files.v1.FilesService", "CreateUpload", Route::ByReceipt),
    ("satupintu.files.v1.FilesService", "DeleteUpload", Route::ByReceipt),
    ("satupintu.files.v1.FilesService", "FinishUpload", Route::ByReceipt),
    ("satupintu.files.v1.FilesService", "GetUpload", Route::ByReceipt),
    ("satupintu.files.v1.FilesService", "ListFiles", Route::ByReceipt),
    ("satupintu.journal.v1.JournalService", "GetCheckpoint", Route::ByName("name")),
    ("satupintu.journal.v1.JournalService", "ProveInclusion", Route::ByName("name")),
    ("satupintu.notices.v1.NoticesService", "SetPreferences", Route::ByReceipt),
    ("satupintu.permits.v1.FeesService", "GetAssessment", Route::ByReceipt),
    ("satupintu.permits.v1.LicencesService", "VerifyLicence", Route::ByName("parent")),
    ("satupintu.permits.v1.MandatesService", "EndMandate", Route::ByReceipt),
    ("satupintu.permits.v1.MandatesService", "GiveMandate", Route::ByReceipt),
    ("satupintu.permits.v1.MandatesService", "ListMandates", Route::ByReceipt),
    ("satupintu.permits.v1.MessagesService", "ListMessages", Route::ByReceipt),
    ("satupintu.permits.v1.MessagesService", "PostMessage", Route::ByReceipt),
    ("satupintu.permits.v1.ObjectionsService", "FileObjection", Route::ByReceipt),
    ("satupintu.permits.v1.PermitsService", "ResubmitApplication", Route::ByReceipt),
    ("satupintu.permits.v1.PermitsService", "SubmitApplication", Route::ByName("service")),
    ("satupintu.permits.v1.PermitsService", "TrackApplication", Route::ByReceipt),
    ("satupintu.permits.v1.PermitsService", "WithdrawApplication", Route::ByReceipt),
    ("satupintu.queue.v1.QueueService", "CancelTicket", Route::ByName("name")),
    ("satupintu.queue.v1.QueueService", "CheckInTicket", Route::ByName("name")),
    ("satupintu.queue.v1.QueueService", "GetHall", Route::ByName("name")),
    ("satupintu.queue.v1.QueueService", "GetVisit", Route::ByName("name")),
    ("satupintu.queue.v1.QueueService", "PlanVisit", Route::ByName("parent")),
    ("satupintu.sop.v1.CatalogueService", "GetService", Route::ByName("name")),
    ("satupintu.sop.v1.CatalogueService", "GetSop", Route::ByName("name")),
    ("satupintu.sop.v1.CatalogueService", "ListServices", Route::ByName("parent")),
    ("satupintu.standards.v1.StandardsService", "GetPromise", Route::ByName("name")),
    ("satupintu.privacy.v1.PrivacyService", "TrackOwnRequests", Route::ByReceipt),
    ("satupintu.surveys.v1.SurveysService", "GetIndex", Route::ByName("parent")),
    ("satupintu.surveys.v1.SurveysService", "IssueToken", Route::ByReceipt),
    ("satupintu.surveys.v1.SurveysService", "ListQuestionnaires", Route::ByName("parent")),
    ("satupintu.surveys.v1.SurveysService", "SubmitResponse", Route::ByName("parent")),
];

/// The contract, with its comments.
pub(super) static CONTRACT: LazyLock<DescriptorPool> = LazyLock::new(|| {
    DescriptorPool::decode(contract::COMMENTED_DESCRIPTOR_SET)
        .expect("the build script encoded this very descriptor set")
});

/// The method, when it is offered.
pub(super) fn method(service: &str, name: &str) -> Option<(MethodDescriptor, Route)> {
    let offered = METHODS.iter().find(|(of, method, _)| *of == service && *method == name)?;
    let service = CONTRACT.get_service_by_name(service)?;
    let method = service.methods().find(|method| method.name() == name)?;
    Some((method, offered.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_method_is_in_the_contract_and_finds_its_agency_by_a_field_that_it_has() {
        for (service, name, route) in METHODS {
            let (method, _) = method(service, name).unwrap_or_else(|| panic!("{service}/{name}"));
            assert!(!method.is_client_streaming() && !method.is_server_streaming(), "{name}");
            let field = match route {
                Route::ByReceipt => "receipt_number",
                Route::ByName(field) => field,
            };
            assert!(method.input().get_field_by_name(field).is_some(), "{name} has no {field}");
        }
    }
}
