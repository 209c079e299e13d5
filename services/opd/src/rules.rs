//! What each method demands of its caller. Default deny: the server does not
//! start while a method of the contract is missing here.

use access::Rule::{self, Administrator, Auditor, Enrolled, Officer, Public, Receipt};

/// The rule of every method, by path.
pub const RULES: &[(&str, Rule)] = &[
    ("/satupintu.access.v1.AccessService/AssignDuty", Administrator),
    ("/satupintu.access.v1.AccessService/EnrolOfficer", Administrator),
    ("/satupintu.access.v1.AccessService/GetOfficer", Administrator),
    ("/satupintu.access.v1.AccessService/LinkAccount", Administrator),
    ("/satupintu.access.v1.AccessService/ListOfficers", Administrator),
    ("/satupintu.access.v1.AccessService/RevokeDuty", Administrator),
    ("/satupintu.access.v1.AccessService/WhoAmI", Enrolled),
    ("/satupintu.calendar.v1.CalendarService/AmendCalendar", Administrator),
    ("/satupintu.calendar.v1.CalendarService/ComputeDueDate", Public),
    ("/satupintu.calendar.v1.CalendarService/GetCalendar", Public),
    ("/satupintu.journal.v1.JournalService/GetCheckpoint", Public),
    ("/satupintu.journal.v1.JournalService/ListEvents", Auditor),
    ("/satupintu.journal.v1.JournalService/ProveInclusion", Public),
    ("/satupintu.permits.v1.PermitsService/AcceptApplication", Officer),
    ("/satupintu.permits.v1.PermitsService/ApproveApplication", Officer),
    ("/satupintu.permits.v1.PermitsService/CompleteTask", Officer),
    ("/satupintu.permits.v1.PermitsService/EndorseReturn", Officer),
    ("/satupintu.permits.v1.PermitsService/GetApplication", Enrolled),
    ("/satupintu.permits.v1.PermitsService/IssueLicence", Officer),
    ("/satupintu.permits.v1.PermitsService/ListApplications", Enrolled),
    ("/satupintu.permits.v1.PermitsService/ListTasks", Officer),
    ("/satupintu.permits.v1.PermitsService/ReadForm", Officer),
    ("/satupintu.permits.v1.PermitsService/RejectApplication", Officer),
    ("/satupintu.permits.v1.PermitsService/ReleaseTask", Officer),
    ("/satupintu.permits.v1.PermitsService/ResubmitApplication", Receipt),
    ("/satupintu.permits.v1.PermitsService/ReturnApplication", Officer),
    ("/satupintu.permits.v1.PermitsService/SubmitApplication", Public),
    ("/satupintu.permits.v1.PermitsService/TakeNextTask", Officer),
    ("/satupintu.permits.v1.PermitsService/TakeTask", Officer),
    ("/satupintu.permits.v1.PermitsService/TrackApplication", Receipt),
    ("/satupintu.permits.v1.PermitsService/WithdrawApplication", Receipt),
    ("/satupintu.sop.v1.CatalogueService/CheckSop", Enrolled),
    ("/satupintu.sop.v1.CatalogueService/GetService", Public),
    ("/satupintu.sop.v1.CatalogueService/GetSop", Public),
    ("/satupintu.sop.v1.CatalogueService/ListServices", Public),
];
